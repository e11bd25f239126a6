package center

import (
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

var snow = civicline.Words{civicline.English: "severe weather", civicline.Spanish: "mal tiempo"}

const (
	eva = civicline.PhoneNumber("+12025550101")
	ida = civicline.PhoneNumber("+12025550102")
)

// callerFirst rings callers before agents.
func callerFirst(o *Options) {
	o.Queues = []civicline.Queue{queues[0], queues[1]}
	o.Queues[0].Dial, o.Queues[1].Dial = civicline.CallerFirst, civicline.CallerFirst
}

// owe brings a caller into the line, who books a callback and puts down.
func (h *house) owe(id civicline.CallID, from civicline.PhoneNumber) civicline.Callback {
	h.t.Helper()
	h.wait(id, from)
	cb := h.do(bot, civicline.BookCallback{Call: id, Texts: true}).Callback
	h.do(bot, civicline.End{Call: id})
	h.pass(time.Second)
	return h.callback(cb.Reference)
}

func (h *house) callback(ref civicline.Reference) (cb civicline.Callback) {
	h.t.Helper()
	h.look(func(v *store.View) (err error) { cb, err = v.Callback(ref); return err })
	return cb
}

func (h *house) look(read func(*store.View) error) {
	h.t.Helper()
	if err := h.store.Look(h.t.Context(), read); err != nil {
		h.t.Fatal(err)
	}
}

// rings brings a callback to where its caller is rung, and returns the call.
func (h *house) rings(who civicline.Actor) civicline.CallID {
	h.t.Helper()
	cb := h.owe("c1", eva)
	h.ready(who)
	h.acceptIfOffered(who)
	return cb.Ring
}

func (h *house) acceptIfOffered(who civicline.Actor) {
	h.t.Helper()
	if a := h.agent(who); a.State == civicline.Alerting {
		h.do(who, civicline.Accept{Call: a.Call})
	}
}

// TestCallbackMoves is the life of a promise, a move a line, from where maria
// has taken it, or is kept for it, and the caller is rung.
func TestCallbackMoves(t *testing.T) {
	reach := func(id civicline.CallID) civicline.Command { return civicline.Reach{Call: id} }
	miss := func(id civicline.CallID) civicline.Command {
		return civicline.Missed{Call: id, Why: civicline.MissNoAnswer}
	}
	end := func(id civicline.CallID) civicline.Command { return civicline.End{Call: id, Why: "hung up"} }
	leave := func(id civicline.CallID) civicline.Command { return civicline.Leave{Call: id} }
	enqueue := func(id civicline.CallID) civicline.Command { return civicline.Enqueue{Call: id} }
	decline := func(id civicline.CallID) civicline.Command { return civicline.Decline{Call: id, Agent: maria.ID} }
	accept := func(id civicline.CallID) civicline.Command { return civicline.Accept{Call: id} }
	for _, tc := range []struct {
		name     string
		first    civicline.DialOrder
		by       civicline.Actor
		does     []func(civicline.CallID) civicline.Command
		call     civicline.CallState
		agent    civicline.AgentState
		promise  civicline.CallbackState
		attempts int
	}{
		{"agent first->nothing yet->rung back", civicline.AgentFirst, bot, nil, civicline.Dialing, civicline.Talking, civicline.CallbackBeingMade, 1},
		{"agent first->reached->with her, kept", civicline.AgentFirst, bot, []func(civicline.CallID) civicline.Command{reach}, civicline.WithAgent, civicline.Talking, civicline.CallbackKept, 1},
		{"agent first->missed->promised, maria ready", civicline.AgentFirst, bot, []func(civicline.CallID) civicline.Command{miss}, civicline.Ended, civicline.Ready, civicline.CallbackPromised, 1},
		{"agent first->its line ends->missed", civicline.AgentFirst, bot, []func(civicline.CallID) civicline.Command{end}, civicline.Ended, civicline.Ready, civicline.CallbackPromised, 1},
		{"agent first->maria hangs up->in line, no attempt", civicline.AgentFirst, maria, []func(civicline.CallID) civicline.Command{leave}, civicline.Waiting, civicline.NotReady, civicline.CallbackInLine, 0},
		{"agent first->maria's line lost->in line, no attempt", civicline.AgentFirst, bot, []func(civicline.CallID) civicline.Command{enqueue}, civicline.Waiting, civicline.NotReady, civicline.CallbackInLine, 0},
		{"agent first->reached->hangs up->ended, kept", civicline.AgentFirst, bot, []func(civicline.CallID) civicline.Command{reach, end}, civicline.Ended, civicline.WrappingUp, civicline.CallbackKept, 1},
		{"caller first->nothing yet->rung back, maria kept", civicline.CallerFirst, bot, nil, civicline.Dialing, civicline.Reserved, civicline.CallbackBeingMade, 1},
		{"caller first->reached->rings at her", civicline.CallerFirst, bot, []func(civicline.CallID) civicline.Command{reach}, civicline.Offered, civicline.Alerting, civicline.CallbackBeingMade, 1},
		{"caller first->missed->promised, maria ready", civicline.CallerFirst, bot, []func(civicline.CallID) civicline.Command{miss}, civicline.Ended, civicline.Ready, civicline.CallbackPromised, 1},
		{"caller first->reached->hangs up->missed, maria ready", civicline.CallerFirst, bot, []func(civicline.CallID) civicline.Command{reach, end}, civicline.Ended, civicline.Ready, civicline.CallbackPromised, 1},
		{"caller first->maria cannot be reached->in line, no attempt", civicline.CallerFirst, bot, []func(civicline.CallID) civicline.Command{decline}, civicline.Waiting, civicline.NotReady, civicline.CallbackInLine, 0},
		{"caller first->reached->maria declines->waits on the line", civicline.CallerFirst, bot, []func(civicline.CallID) civicline.Command{reach, decline}, civicline.Waiting, civicline.NotReady, civicline.CallbackBeingMade, 1},
		{"caller first->reached->declined->hangs up->missed", civicline.CallerFirst, bot, []func(civicline.CallID) civicline.Command{reach, decline, end}, civicline.Ended, civicline.NotReady, civicline.CallbackPromised, 1},
		{"caller first->reached->accepted->kept", civicline.CallerFirst, maria, []func(civicline.CallID) civicline.Command{reach, accept}, civicline.WithAgent, civicline.Talking, civicline.CallbackKept, 1},
	} {
		t.Run(tc.name, func(t *testing.T) {
			h := newHouse(t, func(o *Options) {
				callerFirst(o)
				o.Queues[0].Dial = tc.first
			})
			ring := h.rings(maria)
			for _, does := range tc.does {
				cmd, by := does(ring), tc.by
				if _, ok := cmd.(civicline.Reach); ok {
					by = bot
				}
				h.do(by, cmd)
			}
			cb := h.callback(h.call(ring).Reference)
			if c, a := h.call(ring), h.agent(maria); c.State != tc.call || a.State != tc.agent || cb.State != tc.promise || cb.Attempts != tc.attempts {
				t.Errorf("the call is %s, maria %s, the promise %s after %d; want %s, %s, %s after %d", c.State, a.State, cb.State, cb.Attempts, tc.call, tc.agent, tc.promise, tc.attempts)
			}
			for _, cmd := range []civicline.Command{civicline.Reach{Call: ring}, civicline.Missed{Call: ring, Why: civicline.MissBusy}} {
				if tc.does != nil { // late, or said twice
					h.fails(bot, cmd, civicline.Conflict)
				}
			}
			reconcile(h)
		})
	}
}

// TestAHeldPlace books from the line: the place leaves it in the same change,
// counts from when it was entered, and goes ahead of whoever came later.
func TestAHeldPlace(t *testing.T) {
	h := newHouse(t)
	h.wait("c1", eva)
	h.pass(time.Minute)
	h.wait("c2", ida)
	h.pass(time.Minute)
	before := len(h.events())
	res := h.do(bot, civicline.BookCallback{Call: "c1"})
	var kinds []string
	for _, e := range h.events()[before:] {
		kinds = append(kinds, string(e.Kind))
	}
	if got := strings.Join(kinds, ", "); got != "call left the queue, callback booked" || res.Call.State != civicline.WithBot {
		t.Errorf("it told %s, and the call is %s", got, res.Call.State)
	}
	h.lined("c2")
	h.do(bot, civicline.Dequeue{Call: "c1"}) // the flow says so too
	h.pass(time.Hour)
	h.lined("c2") // who is still on the line is not rung
	h.do(bot, civicline.End{Call: "c1"})
	h.pass(0)
	cb := h.callback(res.Callback.Reference)
	h.lined(string(cb.Ring) + " c2")
	ring := h.call(cb.Ring)
	if ring.Reference != cb.Reference || ring.Callback != cb.Reference || !ring.Entered.Equal(monday) || ring.Reason != "my card is late" || ring.From != eva {
		t.Errorf("the call that is placed is %+v", ring)
	}
	if r, err := h.CallbackToRing(t.Context(), h.ask(bot, civicline.RunCalls), cb.Ring); civicline.FaultOf(err) != civicline.Conflict {
		t.Errorf("before its turn it is to be rung: %+v, %v", r, err)
	}
	h.ready(maria)
	h.acceptIfOffered(maria)
	if r, err := h.CallbackToRing(t.Context(), h.ask(bot, civicline.RunCalls), cb.Ring); err != nil || r.Number != eva || r.Attempts != 1 {
		t.Errorf("to ring: %+v, %v", r, err)
	}
	dial := h.told[len(h.told)-1]
	if dial.Kind != civicline.DialStarted || dial.Data.Attempt != 1 || dial.Data.Callback != cb.Reference || dial.Data.Node != "main" {
		t.Errorf("told %+v", dial)
	}
	reconcile(h)
}

// TestOnePromiseANumber asks again and again, in every way of writing a number.
func TestOnePromiseANumber(t *testing.T) {
	h := newHouse(t)
	h.begin("c1", "2025550101")
	first := h.do(bot, civicline.BookCallback{Call: "c1"}).Callback
	h.pass(time.Minute)
	for i, number := range []civicline.PhoneNumber{"+12025550101", "12025550101", "(202) 555-0101"} {
		id := civicline.CallID("again" + string(rune('0'+i)))
		h.begin(id, "+13015550000")
		if got := h.do(bot, civicline.BookCallback{Call: id, Number: number}).Callback; got.Reference != first.Reference {
			t.Errorf("%s: promised again: %+v", number, got)
		}
	}
	h.wait("c2", eva) // who waits, and came later: the better place is the promise's
	if got := h.do(bot, civicline.BookCallback{Call: "c2"}).Callback; got.Reference != first.Reference || !got.Entered.Equal(monday) {
		t.Errorf("promised again: %+v", got)
	}
	h.lined("")
	if res := h.begin("c3", "12025550101"); res.Owed == nil || res.Owed.Reference != first.Reference {
		t.Errorf("the number that rings is shown %+v", res.Owed)
	}
	if res := h.begin("c4", ida); res.Owed != nil {
		t.Errorf("another is shown %+v", res.Owed)
	}
	reconcile(h)
}

func TestNumbersThatCanBeRung(t *testing.T) {
	for n, want := range map[civicline.PhoneNumber]string{
		"2025550101": "2025550101", "+1 (202) 555-0101": "+12025550101", "1.202.555.0101": "12025550101", "+442079460000": "+442079460000",
		"": "Ask the caller", "911": "emergency", "112": "emergency", "5550101": "too short", "202555": "too short", "9115550101": "no such number",
		"2029110101": "no such number", "1025550101": "no such number", "9005550101": "no such number", "alice": "ten digits", "+44": "too short",
		"+12345678901234567": "too long", "+0123456789": "too short or too long", "202555010199": "too long",
	} {
		got, err := dialable("test", n)
		if err == nil && string(got) != want || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %q, %v; want %q", string(n), string(got), err, want)
		}
		if err != nil && civicline.FaultOf(err) != civicline.Invalid {
			t.Errorf("%q: %v", string(n), err)
		}
	}
}

// TestTwoAttempts tries twice, a quarter of an hour apart, and then waits for
// the caller, who is texted if they agreed.
func TestTwoAttempts(t *testing.T) {
	h := newHouse(t, func(o *Options) { o.Texts.Link = "https://example.gov/callback/" })
	ring := h.rings(maria)
	ref := h.call(ring).Reference
	idle := h.agent(maria).Idle
	h.do(bot, civicline.Missed{Call: ring, Why: civicline.MissVoicemail})
	if a := h.agent(maria); a.State != civicline.Ready || !a.Idle.Equal(idle) {
		t.Errorf("maria is %s, idle since %v; want since %v", a.State, a.Idle, idle)
	}
	h.pass(15*time.Minute - time.Second)
	h.stands("maria", "ready")
	h.pass(time.Second)
	h.stands("maria", "ringing")
	second := h.callback(ref).Ring
	if second == ring {
		t.Error("the second attempt is the first call")
	}
	h.acceptIfOffered(maria)
	h.do(bot, civicline.Missed{Call: second, Why: civicline.MissNoAnswer})
	if cb := h.callback(ref); cb.State != civicline.CallbackUnreached || cb.Attempts != 2 {
		t.Errorf("after two attempts: %+v", cb)
	}
	if last := h.told[len(h.told)-1]; last.Kind != civicline.CallbackLost || last.Data.Miss != civicline.MissNoAnswer || last.Data.AgentIs != civicline.Ready {
		t.Errorf("told %+v", last)
	}
	h.pass(24 * time.Hour)
	if cb := h.callback(ref); cb.State != civicline.CallbackUnreached {
		t.Errorf("it is tried a third time: %+v", cb)
	}
	reconcile(h)
}

// TestNobodySaysAnything loses the switchboard that rang: after a while the
// caller is in line again, at its head; the attempt counts, and only once.
func TestNobodySaysAnything(t *testing.T) {
	for _, first := range []civicline.DialOrder{civicline.AgentFirst, civicline.CallerFirst} {
		t.Run(string(first), func(t *testing.T) {
			h := newHouse(t, func(o *Options) { callerFirst(o); o.Queues[0].Dial = first })
			ring := h.rings(maria)
			ref := h.call(ring).Reference
			h.wait("c2", ida)
			h.pass(2*time.Minute - time.Second)
			h.stands("c1", ended, string(ring), "being rung back")
			h.pass(time.Second)
			cb := h.callback(ref)
			if cb.Attempts != 1 && first == civicline.AgentFirst || first == civicline.CallerFirst && cb.Attempts != 2 {
				t.Errorf("after silence: %+v", cb)
			}
			if first == civicline.CallerFirst { // maria was ready at once, and is kept again
				h.pass(2 * time.Minute)
				if cb := h.callback(ref); cb.State != civicline.CallbackUnreached {
					t.Errorf("after two silences: %+v", cb)
				}
				h.stands("maria", "ringing")
				h.lined("c2(maria)")
			} else {
				h.lined(string(ring) + " c2")
				h.fails(bot, civicline.Reach{Call: ring}, civicline.Conflict) // too late
				h.fails(bot, civicline.Missed{Call: ring, Why: civicline.MissBusy}, civicline.Conflict)
			}
			reconcile(h)
		})
	}
}

// TestTheOrderIsKeptOverNight promises three, closes, and opens again: they are
// rung in the order in which they came.
func TestTheOrderIsKeptOverNight(t *testing.T) {
	h := newHouse(t)
	var want []string
	h.pass(7*time.Hour + 50*time.Minute)
	for i, n := range []civicline.PhoneNumber{"2025550103", "2025550101", "2025550102"} {
		h.owe(civicline.CallID("c"+string(rune('1'+i))), n)
		want = append(want, string(n))
	}
	h.begin("c9", "2025550109") // asks in the last minute, and is the last
	h.do(bot, civicline.BookCallback{Call: "c9"})
	h.do(bot, civicline.End{Call: "c9"})
	h.pass(20 * time.Minute) // closed: nothing is lost
	h.lined("")
	var open []civicline.Callback
	h.look(func(v *store.View) (err error) { open, err = v.OpenCallbacks(); return err })
	for _, cb := range open {
		if opening := monday.Add(20 * time.Hour); cb.State != civicline.CallbackPromised || cb.Call != "c9" && !cb.Due.Equal(opening) {
			t.Errorf("overnight: %+v", cb)
		}
	}
	h.pass(12 * time.Hour) // 08:00
	want = append(want, "2025550109")
	h.ready(maria)
	for _, number := range want {
		h.pass(0)
		h.acceptIfOffered(maria)
		ring := h.agent(maria).Call
		if got := h.call(ring).From; string(got) != number {
			t.Errorf("rung is %q; want %q", string(got), number)
		}
		h.do(bot, civicline.Reach{Call: ring})
		h.do(bot, civicline.End{Call: ring})
		h.do(maria, civicline.WrapUp{Call: ring, Outcome: civicline.ResultAnswered, Ready: true})
	}
	reconcile(h)
}

// TestTheyRingThemselves takes up what is owed, in each state of the promise.
func TestTheyRingThemselves(t *testing.T) {
	for _, tc := range []struct {
		name   string
		given  func(*house) civicline.Callback
		by     civicline.PhoneNumber
		number civicline.PhoneNumber
		ref    bool
		line   string
	}{
		{"promised->by number->a live place, where it counts from", func(h *house) civicline.Callback {
			h.begin("c1", eva)
			cb := h.do(bot, civicline.BookCallback{Call: "c1", At: monday.Add(3 * time.Hour)}).Callback
			h.do(bot, civicline.End{Call: "c1"})
			h.pass(time.Minute)
			h.wait("c2", ida)
			return cb
		}, eva, "", false, "again c2"},
		{"in line->by number->the call that waited ends, first in line", func(h *house) civicline.Callback {
			h.wait("c2", ida)
			h.pass(time.Minute)
			return h.owe("c1", eva)
		}, eva, "", false, "again c2"},
		{"rings at maria->by number->the offer is withdrawn, and she gets the live call", func(h *house) civicline.Callback {
			cb := h.owe("c1", eva)
			h.ready(maria)
			return cb
		}, eva, "", false, "again(maria)"},
		{"being rung->by number->the attempt is none, and she gets the live call", func(h *house) civicline.Callback {
			h.rings(maria)
			return civicline.Callback{}
		}, eva, "", false, "again(maria)"},
		{"in line->from elsewhere, by reference and number->a live place", func(h *house) civicline.Callback { return h.owe("c1", eva) }, "", eva, true, "again"},
		{"unreached->by number->first in line", func(h *house) civicline.Callback {
			ring := h.rings(maria)
			h.do(bot, civicline.Missed{Call: ring, Why: civicline.MissBusy})
			h.pass(15 * time.Minute)
			h.acceptIfOffered(maria)
			ref := h.call(ring).Reference
			h.do(bot, civicline.Missed{Call: h.callback(ref).Ring, Why: civicline.MissBusy})
			h.do(maria, civicline.GoNotReady{})
			h.wait("c2", ida)
			return h.callback(ref)
		}, eva, "", false, "again c2"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			h := newHouse(t)
			cb := tc.given(h)
			h.begin("again", tc.by)
			cmd := civicline.ResumeCallback{Call: "again", Number: tc.number}
			if tc.ref {
				cmd.Reference = cb.Reference
			}
			res := h.do(bot, cmd)
			got := h.callback(res.Callback.Reference)
			if got.State != civicline.CallbackKept || !res.Call.Entered.Equal(got.Entered) || res.Wait.Position != 1 {
				t.Errorf("the promise is %+v, the call %+v, its wait %+v", got, res.Call, res.Wait)
			}
			h.lined(tc.line)
			h.fails(bot, civicline.ResumeCallback{Call: "again"}, civicline.Conflict)
			reconcile(h)
		})
	}
}

// TestWrongCodes are three, and no more.
func TestWrongCodes(t *testing.T) {
	h := newHouse(t)
	h.wait("c1", "")
	code := h.call("c1").Reference
	h.do(bot, civicline.End{Call: "c1", Lost: true})
	for _, id := range []civicline.CallID{"c2", "c3"} {
		h.begin(id, ida)
		for range 2 {
			h.fails(bot, civicline.ResumePlace{Call: id, Code: civicline.NewReference(1)}, civicline.Conflict)
		}
	}
	h.fails(bot, civicline.ResumePlace{Call: "c2", Code: civicline.NewReference(2)}, civicline.Conflict)
	h.fails(bot, civicline.ResumePlace{Call: "c2", Code: code}, civicline.Refused) // the right one, too late
	if res := h.do(bot, civicline.ResumePlace{Call: "c3", Code: code}); !res.Call.Entered.Equal(monday) {
		t.Errorf("resumed: %+v", res.Call)
	}
	h.lined("c3")

	cb := h.owe("c4", eva)
	h.begin("c5", ida)
	for range 3 {
		h.fails(bot, civicline.ResumeCallback{Call: "c5", Reference: cb.Reference}, civicline.Conflict) // not their number
		h.fails(bot, civicline.DropCallback{Reference: cb.Reference, Number: ida}, civicline.NotFound)
	}
	h.fails(bot, civicline.ResumeCallback{Call: "c5", Reference: cb.Reference, Number: eva}, civicline.Refused)
	h.fails(bot, civicline.DropCallback{Reference: cb.Reference, Number: eva}, civicline.Refused)
	h.pass(time.Hour)
	h.do(bot, civicline.DropCallback{Reference: cb.Reference, Number: eva})
	h.lined("c3")
	reconcile(h)
}

// TestADroppedTalk rings back whoever lost the line while they talked, first.
func TestADroppedTalk(t *testing.T) {
	for _, tc := range []struct {
		name  string
		from  civicline.PhoneNumber
		after time.Duration
		end   civicline.End
		off   bool
		want  bool
	}{
		{"talking->line lost->rung back", eva, time.Minute, civicline.End{Lost: true}, false, true},
		{"talking->hangs up->not rung", eva, time.Minute, civicline.End{}, false, false},
		{"talking for ten seconds->line lost->not rung", eva, 10 * time.Second, civicline.End{Lost: true}, false, false},
		{"talking, number withheld->line lost->not rung", "", time.Minute, civicline.End{Lost: true}, false, false},
		{"talking, the agency does not->line lost->not rung", eva, time.Minute, civicline.End{Lost: true}, true, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			h := newHouse(t, func(o *Options) {
				if tc.off {
					o.CallBackDropped = new(bool)
				}
			})
			h.wait("c1", tc.from)
			h.ready(maria)
			h.do(maria, civicline.Accept{Call: "c1"})
			h.pass(tc.after)
			h.wait("c2", ida)
			tc.end.Call = "c1"
			h.do(bot, tc.end)
			h.do(bot, tc.end) // said twice
			h.pass(0)
			if got := strings.Count(h.line(), " ") == 1 && strings.HasSuffix(h.line(), " c2"); got != tc.want {
				t.Errorf("the line is %q", h.line())
			}
			events, err := h.Events(t.Context(), h.ask(maria, civicline.ReadOwnCalls), "c1")
			told := false
			for _, e := range events {
				told = told || e.Kind == civicline.CallbackBooked && e.Data.Because == LineDropped
			}
			if err != nil || told != tc.want {
				t.Errorf("maria sees that they are rung back: %v, %v", told, err)
			}
			reconcile(h)
		})
	}
}

// TestTheLink changes a promise by the token that was texted, and by nothing
// that the public could guess.
func TestTheLink(t *testing.T) {
	h := newHouse(t, func(o *Options) { o.Texts.Link = "https://example.gov/callback/" })
	ring := h.rings(maria)
	ref := h.call(ring).Reference
	h.do(bot, civicline.Missed{Call: ring, Why: civicline.MissBusy})
	h.pass(15 * time.Minute)
	h.acceptIfOffered(maria)
	h.do(bot, civicline.Missed{Call: h.callback(ref).Ring, Why: civicline.MissBusy})
	texts, err := h.ClaimTexts(t.Context(), "me", 10)
	if err != nil || len(texts) != 1 || texts[0].To != eva || !strings.Contains(texts[0].Words, ref.String()) || strings.Contains(texts[0].Words, "card") {
		t.Fatalf("to be texted: %+v, %v", texts, err)
	}
	_, rest, _ := strings.Cut(texts[0].Words, "https://example.gov/callback/")
	token, _, _ := strings.Cut(rest, " ")
	public := civicline.Actor{Tier: civicline.Public}
	cb, err := h.CallbackByToken(t.Context(), token)
	if err != nil || cb.Reference != ref || cb.Reason != "" || cb.Call != "" {
		t.Errorf("by its token it is %+v, %v", cb, err)
	}
	if _, err := h.CallbackByToken(t.Context(), token+"x"); civicline.FaultOf(err) != civicline.NotFound {
		t.Errorf("by another: %v", err)
	}
	h.fails(public, civicline.Rebook{Reference: ref, Number: eva}, civicline.NotFound)
	h.fails(public, civicline.DropCallback{Reference: ref}, civicline.NotFound)
	h.fails(public, civicline.DropCallback{Reference: ref, Token: "x"}, civicline.NotFound)
	at := monday.Add(3 * time.Hour)
	res := h.do(public, civicline.Rebook{Token: token, At: at})
	if got := h.callback(ref); got.State != civicline.CallbackPromised || !got.Due.Equal(at) || !got.Until.Equal(at.Add(time.Hour)) || got.Attempts != 0 || res.Callback.Reason != "" {
		t.Errorf("rebooked: %+v; shown %+v", got, res.Callback)
	}
	h.do(public, civicline.DropCallback{Token: token})
	h.fails(public, civicline.Rebook{Token: token}, civicline.NotFound)
	h.pass(4 * time.Hour)
	h.lined("")
	reconcile(h)
}

// TestNoTrunkAnyMore starts again without a trunk: who was in line to be rung is
// promised a call again, nobody is kept for them, and no attempt is lost.
func TestNoTrunkAnyMore(t *testing.T) {
	h := newHouse(t)
	cb := h.owe("c1", eva)
	h.lined(string(cb.Ring))
	h.open(func(o *Options) { o.NoDial = true })
	h.pass(0)
	h.lined("")
	h.ready(maria)
	h.pass(time.Hour)
	h.stands("maria", "ready")
	again := h.callback(cb.Reference)
	if again.State != civicline.CallbackPromised || again.Attempts != 0 || !again.Entered.Equal(cb.Entered) {
		t.Errorf("without a trunk the promise is %+v", again)
	}
	h.open() // there is one again
	h.do(maria, civicline.RegainDesk{})
	h.pass(0)
	h.lined(string(h.callback(cb.Reference).Ring) + "(maria)")
	reconcile(h)
}

// TestTwoLinesBecomeOne: a number is promised a call in each of two lines, and the
// agency closes one down. It is rung once, by the better place.
func TestTwoLinesBecomeOne(t *testing.T) {
	fees := func(o *Options) {
		o.Queues = append(o.Queues[:len(o.Queues):len(o.Queues)],
			civicline.Queue{ID: "fees", Tier: civicline.Tier1, Language: civicline.English, Topics: []string{"fees"}})
	}
	h := newHouse(t, fees)
	h.pass(10 * time.Hour) // closed: nothing falls due
	h.begin("c1", eva)
	h.do(bot, civicline.Learn{Call: "c1", Facts: civicline.Facts{"topic": "fees"}})
	one := h.do(bot, civicline.BookCallback{Call: "c1"}).Callback
	h.do(bot, civicline.End{Call: "c1"})
	h.pass(time.Minute)
	h.begin("c2", eva)
	two := h.do(bot, civicline.BookCallback{Call: "c2"}).Callback
	h.do(bot, civicline.End{Call: "c2"})
	if one.Reference == two.Reference || one.Queue != "fees" || two.Queue != "t1-en" {
		t.Fatalf("promised are %+v and %+v", one, two)
	}
	h.open()
	h.pass(10*time.Hour - time.Minute)
	h.pass(0)
	var open []civicline.Callback
	h.look(func(v *store.View) (err error) { open, err = v.OpenCallbacks(); return err })
	if len(open) != 1 || open[0].State != civicline.CallbackInLine || !open[0].Entered.Equal(one.Entered) {
		t.Errorf("owed is %+v", open)
	}
	h.lined(string(open[0].Ring))
	reconcile(h)
}

// TestStaffDoNotGuess: wrong numbers that callers tried do not keep staff out.
func TestStaffDoNotGuess(t *testing.T) {
	h := newHouse(t)
	cb := h.owe("c1", eva)
	for range slipsAllowed {
		h.fails(bot, civicline.DropCallback{Reference: cb.Reference, Number: ida}, civicline.NotFound)
	}
	h.fails(bot, civicline.DropCallback{Reference: cb.Reference, Number: eva}, civicline.Refused)
	h.do(maria, civicline.DropCallback{Reference: cb.Reference})
}
