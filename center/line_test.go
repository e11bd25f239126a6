package center

import (
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

func TestTheLine(t *testing.T) {
	h := newHouse(t)
	for i, id := range []civicline.CallID{"c1", "c2", "c3"} {
		res := h.wait(id, civicline.PhoneNumber("555010"+string(rune('1'+i))))
		if res.Wait.Position != i+1 || res.Wait.High != 0 {
			t.Errorf("%s is told %+v; want position %d and no estimate", id, res.Wait, i+1)
		}
		h.pass(time.Minute)
	}
	h.do(bot, civicline.End{Call: "c2", Lost: true})
	h.lined("c1 c2(away) c3")
	if w, err := h.WaitOf(t.Context(), "c3"); err != nil || w.Position != 2 {
		t.Errorf("an absent caller counts: %+v, %v", w, err)
	}

	h.ready(maria)
	h.lined("c1(maria) c2(away) c3")
	offer := h.told[len(h.told)-1]
	if offer.Kind != civicline.OfferMade || offer.Data.Until != h.at.Add(20*time.Second) ||
		!strings.HasPrefix(offer.Data.Because, "Longest waiting for tier 1 in English (3 min 0 s). Maria R. has English 3 and has been idle longest") || offer.Data.Reason != "my card is late" {
		t.Errorf("the offer is %+v", offer)
	}

	h.pass(19 * time.Second)
	h.lined("c1(maria) c2(away) c3")
	h.pass(time.Second)
	h.lined("c1 c2(away) c3")
	if a := h.agent(maria); a.State != civicline.NotReady || a.Reason != "no answer" {
		t.Errorf("maria is %s (%s); want not ready (no answer)", a.State, a.Reason)
	}
	if err := h.fails(maria, civicline.Accept{Call: "c1"}, civicline.Conflict); !strings.Contains(err.Error(), "too late") {
		t.Errorf("err = %v", err)
	}
	reconcile(h)
}

func TestTheUnansweredHeadTheLine(t *testing.T) {
	h := newHouse(t)
	h.wait("c1", "1")
	h.pass(time.Minute)
	h.wait("c2", "2")
	h.do(bot, civicline.End{Call: "c1", Lost: true}) // now c2 heads the line, rings out …
	h.ready(maria)
	h.pass(20 * time.Second)
	h.begin("c3", "1")
	h.do(bot, civicline.ResumePlace{Call: "c3", From: "c1"}) // … and c1, who waited longer, comes back
	h.lined("c2 c3")
	h.do(maria, civicline.GoReady{})
	h.lined("c2(maria) c3")
	reconcile(h)
}

// TestALostAgent loses the line of an agent in mid-call: the caller heads the
// line, since when they first waited, and keeps what they said.
func TestALostAgent(t *testing.T) {
	h := newHouse(t)
	h.talk("c1", maria)
	h.wait("c2", "2")
	h.wait("c3", "3")
	h.pass(5 * time.Minute)
	h.do(bot, civicline.SetLanguage{Call: "c1", Language: civicline.Spanish}) // which maria does not speak
	h.pass(8 * time.Hour)                                                     // and the doors have closed
	res := h.do(bot, civicline.Enqueue{Call: "c1", Tier: civicline.Tier1})
	c := res.Call
	if res.Wait.Position != 1 || !c.Entered.Equal(monday) || c.Reason != "my card is late" || c.Queue != "t1-es" || c.Agent != "maria" {
		t.Errorf("back in line is %+v, wait %+v", c, res.Wait)
	}
	h.lined("c1 c2 c3")
	if a := h.agent(maria); a.State != civicline.NotReady || a.Reason != LineLost || a.Call != "" {
		t.Errorf("maria is %+v; want not ready, and free", a)
	}
	last := h.told[len(h.told)-1]
	if last.Kind != civicline.CallQueued || last.Agent != "maria" || last.Data.AgentIs != civicline.NotReady || !last.Data.Entered.Equal(monday) {
		t.Errorf("told: %+v", last)
	}
	h.ready(ana)
	h.lined("c1(ana) c2 c3")
	h.do(ana, civicline.Accept{Call: "c1"})
	h.do(bot, civicline.End{Call: "c1"})
	var talks []store.Talk
	if err := h.store.Look(t.Context(), func(v *store.View) (err error) { talks, err = v.Talks("c1"); return err }); err != nil {
		t.Fatal(err)
	}
	if len(talks) != 2 || talks[0].Left.Sub(talks[0].Answered) != 8*time.Hour+5*time.Minute || talks[0].Freed != talks[0].Left || talks[1].Agent != "ana" {
		t.Errorf("the talks are %+v", talks)
	}
	reconcile(h)
}

func TestAKeptPlace(t *testing.T) {
	h := newHouse(t)
	h.begin("c1", "+12025550101")
	h.do(bot, civicline.SetLanguage{Call: "c1", Language: civicline.Spanish})
	h.do(bot, civicline.Learn{Call: "c1", Facts: civicline.Facts{"zip": "20001", "topic": "status"}})
	h.do(bot, civicline.Enqueue{Call: "c1", Tier: civicline.Tier1, Reason: "mi tarjeta no llega"})
	entered := h.at
	h.pass(5 * time.Minute)
	h.wait("c2", "+12025550102")
	h.do(bot, civicline.End{Call: "c1", Lost: true, Why: "the line was lost"})
	h.pass(29 * time.Minute)

	if res := h.do(bot, civicline.Arrive{Call: "c3", From: "+12025550199", Channel: civicline.Phone}); res.Kept != nil {
		t.Errorf("another number is shown %+v", res.Kept)
	}
	res := h.do(bot, civicline.Arrive{Call: "c4", From: "+12025550101", Channel: civicline.Phone})
	if res.Kept == nil || res.Kept.Call != "c1" || !res.Kept.Entered.Equal(entered) {
		t.Fatalf("the number that rings back is shown %+v", res.Kept)
	}
	h.do(bot, civicline.PickUp{Call: "c4"})
	h.do(bot, civicline.Learn{Call: "c4", Facts: civicline.Facts{"topic": "card"}})
	res = h.do(bot, civicline.ResumePlace{Call: "c4", From: "c1"})
	c := res.Call
	if res.Wait.Position != 1 || !c.Entered.Equal(entered) || c.Language != civicline.Spanish || c.Reason != "mi tarjeta no llega" ||
		c.Facts["zip"] != "20001" || c.Facts["topic"] != "card" || c.Queue != "t1-es" {
		t.Errorf("the place was taken up as %+v, wait %+v", c, res.Wait)
	}
	h.stands("c1", ended, "c4", waiting)
	if old := h.call("c1"); old.Why != "the caller rang back" || old.Reference == c.Reference {
		t.Errorf("the lost call is %+v", old)
	}
	h.fails(bot, civicline.ResumePlace{Call: "c4", From: "c1"}, civicline.Conflict) // once
	h.lined("c4 c2")
	reconcile(h)
}

func TestANumberThatRangBefore(t *testing.T) {
	h := newHouse(t)
	if res := h.begin("c1", "+12025550101"); res.Known {
		t.Error("the first call of a number is known")
	}
	if res := h.begin("c2", "+12025550101"); res.Known {
		t.Error("the second is known while the first goes on")
	}
	h.do(bot, civicline.End{Call: "c1"})
	h.begin("c3", "anonymous")
	h.do(bot, civicline.End{Call: "c3"})
	h.pass(30*24*time.Hour - time.Second)
	for from, want := range map[civicline.PhoneNumber]bool{"+12025550101": true, "+12025550102": false, "": false, "anonymous": false} {
		if res := h.begin(civicline.CallID("c4"+from), from); res.Known != want {
			t.Errorf("from %q: known %v; want %v", string(from), res.Known, want)
		}
	}
	h.pass(time.Second)
	if res := h.begin("c5", "+12025550101"); res.Known {
		t.Error("a number is known after 30 days")
	}
	reconcile(h)
}

func TestAPlaceIsGivenUp(t *testing.T) {
	h := newHouse(t)
	h.wait("c1", "1")
	h.do(bot, civicline.End{Call: "c1", Lost: true})
	h.begin("c2", "1")
	h.ready(maria)
	h.pass(30*time.Minute - time.Second)
	h.lined("c1(away)") // and not offered to maria, who is ready
	h.stands("maria", "ready")
	h.pass(time.Second)
	h.lined("")
	h.stands("c1", ended)
	h.fails(bot, civicline.ResumePlace{Call: "c2", From: "c1"}, civicline.Conflict)
	if res := h.begin("c3", "1"); res.Kept != nil {
		t.Errorf("a place given up is shown: %+v", res.Kept)
	}
	reconcile(h)
}

func TestWithheldNumbersAreNobodys(t *testing.T) {
	for _, n := range []civicline.PhoneNumber{"", "anonymous", "Restricted"} {
		h := newHouse(t)
		h.wait("c1", n)
		h.do(bot, civicline.End{Call: "c1", Lost: true})
		if res := h.begin("c2", n); res.Kept != nil {
			t.Errorf("from %q: shown a place that may be another's", string(n))
		}
	}
}

func TestClosed(t *testing.T) {
	h := newHouse(t)
	h.pass(8 * time.Hour) // 20:00
	h.begin("c1", "+12025550101")
	before := len(h.events())
	res, err := h.Do(t.Context(), bot, civicline.Enqueue{Call: "c1", Tier: civicline.Tier1})
	opening := monday.Add(20 * time.Hour) // Tuesday, 08:00
	if civicline.FaultOf(err) != civicline.Refused || res.Hours.Open || !res.Hours.Next.Equal(opening) || res.Hours.Why != "night" || len(h.events()) != before {
		t.Errorf("enqueue at night: %+v, %v", res.Hours, err)
	}

	booked := h.do(bot, civicline.BookCallback{Call: "c1", Reason: "my card is late"}).Callback
	if booked.Number != "+12025550101" || !booked.Due.Equal(opening) || booked.State != "promised" || booked.Reference == h.call("c1").Reference {
		t.Errorf("booked %+v", booked)
	}
	if _, err := civicline.ParseReference(string(booked.Reference)); err != nil {
		t.Error(err)
	}
	before = len(h.events())
	if again := h.do(bot, civicline.BookCallback{Call: "c1", Number: "+13015550000"}).Callback; again != booked || len(h.events()) != before {
		t.Errorf("booked again: %+v; want %+v", again, booked)
	}
	list, err := h.Callbacks(t.Context(), h.ask(boss, civicline.SeeQueues))
	if err != nil || len(list) != 1 || list[0] != booked {
		t.Errorf("the supervisor sees %+v, %v", list, err)
	}
	reconcile(h)
}

func TestACallbackKeepsThePlace(t *testing.T) {
	h := newHouse(t)
	h.wait("c1", "+12025550101")
	h.pass(10 * time.Minute)
	booked := h.do(bot, civicline.BookCallback{Call: "c1", Number: "+13015550000"}).Callback
	if booked.Number != "+13015550000" || !booked.Entered.Equal(monday) || !booked.Due.Equal(h.at) || booked.Reason != "my card is late" {
		t.Errorf("booked %+v", booked)
	}
}

func TestAnEstimate(t *testing.T) {
	h := newHouse(t)
	h.ready(maria)
	for _, id := range []civicline.CallID{"c1", "c2", "c3", "ca", "cb"} {
		h.wait(id, "")
		h.do(maria, civicline.Accept{Call: id})
		h.pass(5 * time.Minute)
		h.do(maria, civicline.Leave{Call: id})
		h.pass(time.Minute)
		h.do(maria, civicline.WrapUp{Call: id, Outcome: civicline.ResultAnswered, Ready: true})
	}
	h.do(maria, civicline.GoNotReady{})
	if w := h.wait("c4", "").Wait; w.High != 0 {
		t.Errorf("nobody is at work, and c4 is told %+v", w)
	}
	h.do(maria, civicline.GoReady{})
	h.do(maria, civicline.Accept{Call: "c4"})
	w := h.wait("c5", "").Wait
	if w.Position != 1 || w.Low > 6*time.Minute || w.High < 6*time.Minute || w.High > 30*time.Minute || w.Low%time.Minute != 0 || w.High%time.Minute != 0 {
		t.Errorf("six minutes a call, one agent: %+v", w)
	}
	h.pass(6 * time.Minute)
	h.do(maria, civicline.Leave{Call: "c4"})
	h.do(maria, civicline.WrapUp{Call: "c4", Outcome: civicline.ResultAnswered, Ready: true})
	h.do(maria, civicline.Accept{Call: "c5"})
	told := h.estimates()
	if len(told) == 0 || told[0].Call != "c5" || !told[0].Answered || told[0].Ended.Sub(told[0].Entered) != 6*time.Minute || told[0].Wait.Position != 1 {
		t.Errorf("what c5 was told is kept as %+v", told)
	}
	if f, err := h.Estimates(t.Context(), h.ask(boss, civicline.SeeQueues)); err != nil || f["t1-en"].Count == 0 || f["t1-en"].Answered == 0 {
		t.Errorf("the estimates are scored as %+v, %v", f, err)
	}
	if why, err := h.WhyWaiting(t.Context(), h.ask(boss, civicline.SeeQueues), "c5"); civicline.FaultOf(err) != civicline.NotFound {
		t.Errorf("a call that does not wait waits because %q, %v", why, err)
	}
	if err := h.memorize(t.Context()); err != nil {
		t.Fatal(err)
	}
	learned := h.routing.models["t1-en"].Memory()
	h.open() // what was learned is not lost
	if again := h.routing.models["t1-en"].Memory(); again != learned {
		t.Errorf("after a restart the estimates know\n%+v\nand had learned\n%+v", again, learned)
	}
	if w := h.wait("c6", "").Wait; w.High == 0 {
		t.Errorf("after a restart c6 is told %+v", w)
	}
	if why, err := h.WhyWaiting(t.Context(), h.ask(boss, civicline.SeeQueues), "c6"); err != nil || why == "" {
		t.Errorf("c6 waits because %q, %v", why, err)
	}
	if _, err := h.WaitOf(t.Context(), "c4"); civicline.FaultOf(err) != civicline.Conflict {
		t.Errorf("a call that does not wait: %v", err)
	}
}

func TestLongestIdle(t *testing.T) {
	h := newHouse(t)
	h.ready(ana)
	h.pass(time.Minute)
	h.ready(maria)
	h.wait("c1", "1")
	h.lined("c1(ana)")
	h.do(bot, civicline.End{Call: "c1"}) // an offer withdrawn costs ana nothing
	h.pass(time.Minute)
	h.wait("c2", "2")
	h.lined("c2(ana)")
	h.do(ana, civicline.Accept{Call: "c2"})
	h.do(bot, civicline.End{Call: "c2"})
	h.do(ana, civicline.WrapUp{Call: "c2", Outcome: civicline.ResultOther, Ready: true})
	h.wait("c3", "3")
	h.lined("c3(maria)")
	reconcile(h)
}

// TestAnotherPersonInTheSameCall goes to a second agent after the first.
func TestAnotherPersonInTheSameCall(t *testing.T) {
	h := newHouse(t)
	h.talk("c1", maria)
	h.pass(time.Minute)
	h.do(maria, civicline.Leave{Call: "c1"})
	h.do(bot, civicline.Enqueue{Call: "c1", Tier: civicline.Tier1})
	h.ready(ana)
	if c := h.call("c1"); c.Agent != "ana" {
		t.Errorf("it rings at %s", c.Agent)
	}
	h.do(ana, civicline.Decline{Call: "c1"})
	if c := h.call("c1"); c.Agent != "maria" {
		t.Errorf("after ana declined it is %q's; want maria's, who spoke last", c.Agent)
	}
	h.do(ana, civicline.GoReady{})
	h.pass(time.Second)
	h.do(ana, civicline.Accept{Call: "c1"})
	h.do(maria, civicline.WrapUp{Call: "c1", Note: "first", Outcome: civicline.ResultReferred, Ready: true})
	h.pass(time.Minute)
	h.do(bot, civicline.End{Call: "c1"})
	h.do(ana, civicline.WrapUp{Call: "c1", Note: "second", Outcome: civicline.ResultAnswered, Ready: true})
	var talks []store.Talk
	if err := h.store.Look(t.Context(), func(v *store.View) (err error) { talks, err = v.Talks("c1"); return err }); err != nil {
		t.Fatal(err)
	}
	if len(talks) != 2 || talks[0].Left.Sub(talks[0].Answered) != time.Minute || talks[1].Left.Sub(talks[1].Answered) != time.Minute || talks[0].Freed.IsZero() || talks[1].Freed.IsZero() {
		t.Errorf("the talks are %+v", talks)
	}
	reconcile(h)
}

// TestALineOfItsOwn keeps callers on a topic in the line for it, whatever happens
// to their agent or their language.
func TestALineOfItsOwn(t *testing.T) {
	fees := func(o *Options) {
		o.Queues = append(o.Queues[:len(o.Queues):len(o.Queues)],
			civicline.Queue{ID: "fees-en", Tier: civicline.Tier1, Language: civicline.English, Topics: []string{"fees"}},
			civicline.Queue{ID: "fees-es", Tier: civicline.Tier1, Language: civicline.Spanish, Topics: []string{"fees"}})
	}
	h := newHouse(t, fees)
	h.begin("c1", "1")
	h.do(bot, civicline.Learn{Call: "c1", Facts: civicline.Facts{"topic": "fees"}})
	in := func(want civicline.QueueID) {
		t.Helper()
		places, err := h.Waiting(t.Context(), h.ask(boss, civicline.SeeQueues))
		if err != nil || len(places) != 1 || places[0].Queue != want || places[0].Topic != "fees" {
			t.Errorf("in line: %+v, %v; want one in %s about fees", places, err, want)
		}
	}
	h.do(bot, civicline.Enqueue{Call: "c1", Tier: civicline.Tier1})
	in("fees-en")
	h.do(bot, civicline.SetLanguage{Call: "c1", Language: civicline.Spanish})
	in("fees-es")
	h.ready(ana)
	h.do(ana, civicline.Accept{Call: "c1"})
	h.do(bot, civicline.Enqueue{Call: "c1"}) // her line is lost
	in("fees-es")
	reconcile(h)

	h.ready(ana)
	h.do(ana, civicline.Accept{Call: "c1"})
	if err := h.store.Change(t.Context(), func(tx *store.Tx) error { // the agency closes the line down meanwhile
		c, err := tx.Call("c1")
		if err == nil {
			c.Queue = "gone"
			err = tx.PutCall(c)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	h.do(bot, civicline.Enqueue{Call: "c1"})
	in("fees-es")
}
