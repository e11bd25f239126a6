package center

import (
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

// closings has t1-en serve to the end, and t1-es call back first.
func closings(o *Options) {
	o.Queues = []civicline.Queue{queues[0], queues[1]}
	o.Queues[0].LastTalk = 5 * time.Minute
	o.Queues[1].Closing = civicline.CallBackFirst
}

func (h *house) waitInSpanish(id civicline.CallID, from civicline.PhoneNumber) {
	h.t.Helper()
	h.begin(id, from)
	h.do(bot, civicline.SetLanguage{Call: id, Language: civicline.Spanish})
	h.do(bot, civicline.Enqueue{Call: id, Tier: civicline.Tier1})
}

// TestNobodyIsThere: who waits in a line that serves all, and that everybody has
// left, is rung first the next day.
func TestNobodyIsThere(t *testing.T) {
	h := newHouse(t, closings)
	h.talk("c0", ana)
	h.pass(7*time.Hour + 50*time.Minute)
	h.wait("c1", "2025550101")
	h.wait("c2", "") // gave no number
	h.do(ana, civicline.Leave{Call: "c0"})
	h.pass(14*time.Minute + 59*time.Second)
	h.lined("c1 c2")
	h.do(ana, civicline.WrapUp{Call: "c0", Outcome: civicline.ResultAnswered})
	h.pass(2 * time.Second)
	h.lined("c2")
	h.stands("c1", withBot)
	var cb civicline.Callback
	if err := h.store.Look(t.Context(), func(v *store.View) (err error) { cb, err = v.CallbackOf("c1"); return err }); err != nil {
		t.Fatal(err)
	}
	if cb.State != civicline.CallbackPromised || !cb.Entered.Equal(monday.Add(7*time.Hour+50*time.Minute)) || cb.Due.Before(monday.Add(20*time.Hour)) {
		t.Errorf("c1 is promised %+v", cb)
	}
	reconcile(h)
}

// TestAtClosingTime: who waits in one line is served, who waits in the other is
// rung first the next day, in their order, but for those without a number.
func TestAtClosingTime(t *testing.T) {
	h := newHouse(t, closings)
	h.talk("c0", maria) // she stays until all are served
	h.pass(7*time.Hour + 50*time.Minute)
	h.wait("c1", "2025550101")
	h.waitInSpanish("c2", "2025550102")
	h.pass(time.Second)
	h.waitInSpanish("c3", "")
	h.waitInSpanish("c4", "2025550104")
	before := len(h.events())
	h.pass(10*time.Minute - time.Second)
	h.lined("c1 c3")
	var kinds []string
	for _, e := range h.events()[before:] {
		kinds = append(kinds, string(e.Call)+" "+string(e.Kind))
		if e.Data.Because != "closing" || e.Data.Callback == "" {
			t.Errorf("told %+v; want why, and the promise", e)
		}
	}
	if got := strings.Join(kinds, ", "); got != "c2 call left the queue, c2 callback booked, c4 call left the queue, c4 callback booked" {
		t.Errorf("at closing time: %s", got)
	}
	h.stands("c2", withBot, "c4", withBot)
	for _, id := range []civicline.CallID{"c2", "c4"} {
		h.do(bot, civicline.End{Call: id})
	}
	h.pass(12*time.Hour - time.Second)
	h.lined("c1 c3")
	h.pass(time.Second)
	line := strings.Fields(h.line())
	if len(line) != 4 || h.call(civicline.CallID(line[1])).From != "2025550102" || h.call(civicline.CallID(line[3])).From != "2025550104" {
		t.Errorf("in the morning the line is %v", line)
	}
	reconcile(h)
}

// TestTooLate refuses whoever would hardly be answered, and promises a call
// after the next opening.
func TestTooLate(t *testing.T) {
	h := newHouse(t, closings)
	h.pass(8*time.Hour - 5*time.Minute - time.Second)
	h.wait("c1", "2025550101")
	h.pass(time.Second)
	h.begin("c2", "2025550102")
	res, err := h.Do(t.Context(), bot, civicline.Enqueue{Call: "c2", Tier: civicline.Tier1})
	opening := monday.Add(20 * time.Hour)
	if civicline.FaultOf(err) != civicline.Refused || res.Hours.Open || res.Hours.Why != "too late: the line closes at 8:00 PM" || !res.Hours.Next.Equal(opening) {
		t.Errorf("five minutes before closing: %+v, %v", res.Hours, err)
	}
	if cb := h.do(bot, civicline.BookCallback{Call: "c2"}).Callback; !cb.Due.Equal(opening) {
		t.Errorf("promised: %+v", cb)
	}
	h.lined("c1")
	h.waitInSpanish("c3", "") // has no last entry
	h.lined("c1 c3")
	reconcile(h)
}

// TestSnow closes all lines by one switch, over a restart, and opens them again.
func TestSnow(t *testing.T) {
	h := newHouse(t, closings)
	h.wait("c1", "2025550101")
	h.waitInSpanish("c2", "2025550102")
	cb := h.owe("c3", "2025550103")
	h.fails(boss, civicline.CloseLines{Why: civicline.Words{civicline.English: "snow"}}, civicline.Invalid)
	h.fails(boss, civicline.CloseLines{Why: snow, Queue: "t9"}, civicline.NotFound)
	h.fails(boss, civicline.CloseLines{Why: snow, Until: h.at}, civicline.Invalid)
	h.fails(maria, civicline.CloseLines{Why: snow}, civicline.Refused)
	h.do(boss, civicline.CloseLines{Why: snow, Until: monday.Add(2 * time.Hour)})
	want := civicline.OpenHours{Next: monday.Add(2 * time.Hour), Why: "closing: severe weather"}
	if got := h.Hours(time.Time{}); got != want {
		t.Errorf("all are told %+v; want %+v", got, want)
	}
	h.pass(time.Second)
	h.lined("c1")
	if got := h.callback(cb.Reference); got.State != civicline.CallbackPromised || !got.Due.Equal(want.Next) {
		t.Errorf("the callback is %+v", got)
	}
	h.open(closings)
	h.lined("c1(away)")
	if got := h.HoursOf("t1-en", time.Time{}); got != want {
		t.Errorf("after a restart: %+v", got)
	}
	list, err := h.Closings(t.Context(), h.ask(boss, civicline.SeeQueues))
	if err != nil || len(list) != 1 || list[0].Who != "sam" || !list[0].From.Equal(monday.Add(time.Second)) || list[0].Why[civicline.Spanish] != "mal tiempo" {
		t.Errorf("shown: %+v, %v", list, err)
	}
	h.begin("c4", "2025550104")
	if res, err := h.Do(t.Context(), bot, civicline.Enqueue{Call: "c4", Tier: civicline.Tier1}); civicline.FaultOf(err) != civicline.Refused || res.Hours != want {
		t.Errorf("enqueue: %+v, %v", res.Hours, err)
	}
	h.do(boss, civicline.CloseLines{Why: snow, Queue: "t1-es"}) // until they are opened
	h.fails(boss, civicline.OpenLines{Queue: "t1-en"}, civicline.Conflict)
	h.pass(2 * time.Hour)
	if en, es := h.HoursOf("t1-en", time.Time{}), h.HoursOf("t1-es", time.Time{}); !en.Open || es.Open || !es.Next.IsZero() {
		t.Errorf("after the snow: %+v, %+v", en, es)
	}
	if got := h.callback(cb.Reference); got.State != civicline.CallbackInLine {
		t.Errorf("the callback is %+v", got)
	}
	h.do(boss, civicline.OpenLines{})
	if es := h.HoursOf("t1-es", time.Time{}); !es.Open {
		t.Errorf("opened: %+v", es)
	}
	h.fails(boss, civicline.OpenLines{}, civicline.Conflict)
	reconcile(h)
}

// TestSlots books the hours of two days, as many as each takes.
func TestSlots(t *testing.T) {
	h := newHouse(t, func(o *Options) {
		o.Queues = []civicline.Queue{queues[0], queues[1]}
		o.Queues[0].Slots = 1
	})
	h.pass(6*time.Hour + 30*time.Minute) // 18:30
	slots := func() (out []string) {
		t.Helper()
		got, err := h.Slots(t.Context(), "t1-en", time.Time{}, 3)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range got {
			zone := h.o.Calendar.Zone()
			out = append(out, s.From.In(zone).Format("2 15:04")+"-"+s.Until.In(zone).Format("15:04"))
		}
		return out
	}
	if got := strings.Join(slots(), ", "); got != "23 19:00-20:00, 24 08:00-09:00, 24 09:00-10:00" {
		t.Errorf("free are %s", got)
	}
	seven := monday.Add(7 * time.Hour)
	h.begin("c1", "2025550101")
	cb := h.do(bot, civicline.BookCallback{Call: "c1", At: seven}).Callback
	if !cb.Due.Equal(seven) || !cb.Until.Equal(seven.Add(time.Hour)) {
		t.Errorf("booked %+v", cb)
	}
	if got := strings.Join(slots(), ", "); got != "24 08:00-09:00, 24 09:00-10:00, 24 10:00-11:00" {
		t.Errorf("free are %s", got)
	}
	h.begin("c2", "2025550102")
	res, err := h.Do(t.Context(), bot, civicline.BookCallback{Call: "c2", At: seven})
	if next := monday.Add(20 * time.Hour); civicline.FaultOf(err) != civicline.Refused || !res.Hours.Next.Equal(next) || !strings.Contains(err.Error(), "Tuesday, November 24, at 8:00 AM") {
		t.Errorf("a slot that is full: %+v, %v", res.Hours, err)
	}
	for _, at := range []time.Time{seven.Add(time.Minute), monday.Add(9 * time.Hour), monday, monday.Add(100 * 24 * time.Hour)} {
		h.fails(bot, civicline.BookCallback{Call: "c2", At: at}, civicline.Invalid)
	}
	h.do(bot, civicline.Rebook{Reference: cb.Reference, Number: cb.Number, At: seven}) // its own does not stand in its way
	h.do(bot, civicline.Rebook{Reference: cb.Reference, Number: cb.Number, At: monday.Add(21 * time.Hour)})
	h.do(bot, civicline.BookCallback{Call: "c2", At: seven})
	h.do(boss, civicline.CloseLines{Why: snow, Until: monday.Add(22*time.Hour + 30*time.Minute)}) // 10:30
	if got := strings.Join(slots(), ", "); got != "24 10:30-11:00, 24 11:00-12:00, 24 12:00-13:00" {
		t.Errorf("on a day of snow free are %s", got)
	}
	if _, err := h.Slots(t.Context(), "t9", time.Time{}, 3); civicline.FaultOf(err) != civicline.NotFound {
		t.Errorf("a line that is none: %v", err)
	}
	reconcile(h)
}

// TestTexts sends each once, tries again, and takes back what is out of date.
func TestTexts(t *testing.T) {
	h := newHouse(t, func(o *Options) {
		o.Queues = []civicline.Queue{queues[0], queues[1]}
		o.Queues[1].Texts = true
	})
	lose := func(id civicline.CallID, from civicline.PhoneNumber) {
		h.waitInSpanish(id, from)
		h.do(bot, civicline.End{Call: id, Lost: true})
	}
	claim := func(owner string) []civicline.Text {
		t.Helper()
		texts, err := h.ClaimTexts(t.Context(), owner, 10)
		if err != nil {
			t.Fatal(err)
		}
		return texts
	}
	lose("c1", eva)
	lose("c2", ida)
	h.wait("c3", "2025550103")
	h.do(bot, civicline.End{Call: "c3", Lost: true}) // nobody agreed
	h.begin("c4", ida)
	h.do(bot, civicline.ResumePlace{Call: "c4", From: "c2"}) // came back in time
	if got := claim("a"); len(got) != 0 {
		t.Errorf("at once: %+v", got)
	}
	h.pass(time.Minute)
	got := claim("a")
	want := "Se cortó la llamada. Le guardamos su lugar hasta el lunes 23 de noviembre, 12:30 p. m.: llámenos desde este número, o con el código " + h.call("c1").Reference.String() + ". Nunca pedimos dinero."
	if len(got) != 1 || got[0].To != eva || got[0].Words != want || got[0].Language != civicline.Spanish {
		t.Fatalf("to be sent: %+v; want %q", got, want)
	}
	if again := claim("b"); len(again) != 0 {
		t.Errorf("claimed twice: %+v", again)
	}
	if err := h.TextFailed(t.Context(), "a", got[0], "the gateway is down", false); err != nil {
		t.Error(err)
	}
	h.pass(30 * time.Second)
	second := claim("b")
	if len(second) != 1 || second[0].Key != got[0].Key || second[0].Attempt != 2 {
		t.Fatalf("tried again: %+v", second)
	}
	if err := h.TextSent(t.Context(), "a", got[0]); err != nil { // has lost it: no harm
		t.Error(err)
	}
	h.pass(time.Minute) // b died
	third := claim("a")
	if len(third) != 1 {
		t.Fatalf("taken over: %+v", third)
	}
	if err := h.TextSent(t.Context(), "a", third[0]); err != nil {
		t.Error(err)
	}
	lose("c5", "2025550105")
	h.pass(time.Hour) // nobody sent it in time
	if more := claim("a"); len(more) != 0 {
		t.Errorf("sent, or too late, and to be sent: %+v", more)
	}
	h.look(func(v *store.View) error {
		task, err := v.Task(third[0].Key)
		if string(task.Payload) != "null" {
			t.Errorf("what was sent is kept: %s", task.Payload)
		}
		return err
	})
	reconcile(h)
}

func TestTextWords(t *testing.T) {
	both := func(s string) civicline.Words {
		return civicline.Words{civicline.English: s, civicline.Spanish: s}
	}
	for want, o := range map[string]TextOptions{
		"there is no text":        {Words: map[TextKind]civicline.Words{"greeting": both("hi")}},
		"says nothing in Spanish": {Words: map[TextKind]civicline.Words{TextKept: {civicline.English: "hi"}}},
		"no address is given":     {Words: map[TextKind]civicline.Words{TextMissed: both("{link}")}},
		"has {topic}; write":      {Link: "x", Words: map[TextKind]civicline.Words{TextMissed: both("{link} {topic}")}},
		"":                        {Link: "x", Words: map[TextKind]civicline.Words{TextMissed: both("{link} {when} {reference}")}},
	} {
		if err := o.check(); err == nil && want != "" || err != nil && (want == "" || !strings.Contains(err.Error(), want)) {
			t.Errorf("%v; want %q", err, want)
		}
	}
	for kind, words := range textWords {
		for l, w := range words {
			if never := map[civicline.Language]string{civicline.English: "We never ask for money", civicline.Spanish: "Nunca pedimos dinero"}[l]; !strings.Contains(w, never) {
				t.Errorf("%s in %s does not say that we never ask for money", kind, l)
			}
			if got := (TextOptions{}).words(kind, l); strings.Contains(got, "{link}") {
				t.Errorf("%s in %s has a link where there is none: %s", kind, l, got)
			}
		}
	}
}

// TestTheDayBefore: whoever chose a time and agreed to texts is reminded, of the
// time that holds and of no other.
func TestTheDayBefore(t *testing.T) {
	h := newHouse(t)
	claim := func() []civicline.Text {
		t.Helper()
		texts, err := h.ClaimTexts(t.Context(), "me", 10)
		if err != nil {
			t.Fatal(err)
		}
		return texts
	}
	book := func(id civicline.CallID, from civicline.PhoneNumber, at time.Time, texts bool) civicline.Callback {
		h.begin(id, from)
		return h.do(bot, civicline.BookCallback{Call: id, At: at, Texts: texts}).Callback
	}
	wednesday := monday.Add(48 * time.Hour)
	moved := book("c1", eva, wednesday, true)
	book("c2", ida, wednesday, false)                     // did not agree
	book("c3", "2025550105", monday.Add(time.Hour), true) // today
	weekLater := monday.Add(7 * 24 * time.Hour)
	h.do(bot, civicline.Rebook{Reference: moved.Reference, Number: eva, At: weekLater})
	h.at = wednesday.Add(-24 * time.Hour)
	if got := claim(); len(got) != 0 {
		t.Errorf("a time that was given up is told: %+v", got)
	}
	h.at = weekLater.Add(-24 * time.Hour)
	got := claim()
	if len(got) != 1 || got[0].To != eva || !strings.Contains(got[0].Words, moved.Reference.String()) || !strings.HasPrefix(got[0].Words, "We will call you on Monday, November 30") {
		t.Errorf("the day before: %+v", got)
	}
}
