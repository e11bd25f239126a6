package center

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/hours"
	"github.com/civicline/civicline/store"
)

// officerHours gives the officers hours of their own: 07:00 to 18:30.
func officerHours(o *Options) {
	officers(o)
	week := map[string]string{}
	for _, d := range []string{"monday", "tuesday", "wednesday", "thursday", "friday"} {
		week[d] = "07:00-18:30"
	}
	cal, err := hours.New(hours.Plan{Zone: "America/New_York", Week: week, Holidays: "us federal"})
	if err != nil {
		panic(err)
	}
	o.Calendars = map[string]*hours.Calendar{"officers": cal}
	for i := range o.Queues {
		if o.Queues[i].Tier == civicline.Tier2 {
			o.Queues[i].Hours = "officers"
		}
	}
}

const number = "+12025550142"

// withCaller is a house in which Maria talks with a caller whose number is known.
func withCaller(t testing.TB) *house {
	h := newHouse(t, officerHours)
	h.wait("c1", number)
	h.ready(maria)
	h.do(maria, civicline.Accept{Call: "c1"})
	return h
}

func (h *house) opens(cmd civicline.OpenItem) civicline.Item {
	h.t.Helper()
	cmd.Call = "c1"
	return h.do(maria, cmd).Item
}

func (h *house) item(code civicline.ItemCode) civicline.Item {
	h.t.Helper()
	i, err := h.Item(h.t.Context(), h.ask(elena, civicline.WorkItems), code)
	if err != nil {
		h.t.Fatal(err)
	}
	return i
}

func eastern(day, hour int) time.Time { return time.Date(2026, 11, day, hour+5, 0, 0, 0, time.UTC) }

// TestItemClockAndWindow: Monday noon, Thanksgiving on Thursday.
func TestItemClockAndWindow(t *testing.T) {
	for name, c := range map[string]struct {
		cmd              civicline.OpenItem
		due, from, until time.Time
	}{
		"urgent: today, and three business days": {civicline.OpenItem{Urgent: true, Topic: "RFE"},
			time.Date(2026, 11, 27, 23, 30, 0, 0, time.UTC), eastern(23, 13), eastern(23, 15)},
		"regular: from tomorrow on, and thirty": {civicline.OpenItem{Topic: "RFE"},
			time.Date(2027, 1, 7, 23, 30, 0, 0, time.UTC), eastern(24, 7), eastern(24, 9)},
		"at a time that was offered": {civicline.OpenItem{Topic: "RFE", Window: eastern(27, 15)},
			time.Date(2027, 1, 7, 23, 30, 0, 0, time.UTC), eastern(27, 15), eastern(27, 17)},
	} {
		t.Run(name, func(t *testing.T) {
			h := withCaller(t)
			i := h.opens(c.cmd)
			if !i.Due.Equal(c.due) || !i.From.Equal(c.from) || !i.Until.Equal(c.until) || i.State != civicline.ItemPlanned || i.Topic != "rfe" || i.By != "maria" {
				t.Errorf("the item is %+v; want due %v, from %v to %v", i, c.due, c.from, c.until)
			}
			if _, err := civicline.ParseItemCode(i.Code.String()); err != nil {
				t.Error(err)
			}
			h.well()
		})
	}
}

// TestWindows: they have room for as many calls as the queue takes in two hours,
// stay inside officer hours, and skip Thanksgiving and the weekend.
func TestWindows(t *testing.T) {
	h := withCaller(t)
	free, err := h.ItemWindows(t.Context(), h.ask(maria, civicline.OpenItems), "c1", false, 16)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, w := range free {
		got = append(got, sayWindow(w.From, w.Until, hoursZone(h), civicline.English))
	}
	want := "Tue Nov 24, 7-9 am ET|Tue Nov 24, 9-11 am ET|Tue Nov 24, 11 am-1 pm ET|Tue Nov 24, 1-3 pm ET|Tue Nov 24, 3-5 pm ET|" +
		"Wed Nov 25, 7-9 am ET|Wed Nov 25, 9-11 am ET|Wed Nov 25, 11 am-1 pm ET|Wed Nov 25, 1-3 pm ET|Wed Nov 25, 3-5 pm ET|" +
		"Fri Nov 27, 7-9 am ET|Fri Nov 27, 9-11 am ET|Fri Nov 27, 11 am-1 pm ET|Fri Nov 27, 1-3 pm ET|Fri Nov 27, 3-5 pm ET|Mon Nov 30, 7-9 am ET"
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("the windows are\n%s\nwant\n%s", s, want)
	}
	for i, topic := range []string{"a", "b", "c"} { // one an hour: two in each
		item := h.opens(civicline.OpenItem{Topic: topic})
		if want := eastern(24, 7+2*(i/2)); !item.From.Equal(want) {
			t.Errorf("%s is rung from %v; want %v", topic, item.From, want)
		}
	}
	err = h.fails(maria, civicline.OpenItem{Call: "c1", Topic: "d", Window: eastern(24, 7)}, civicline.Refused)
	if err == nil || !strings.Contains(err.Error(), "The next that is free is Tue Nov 24, 9-11 am ET") {
		t.Errorf("a full window: %v", err)
	}
	h.fails(maria, civicline.OpenItem{Call: "c1", Topic: "d", Window: eastern(23, 15)}, civicline.Invalid) // regular, and today
	h.fails(maria, civicline.OpenItem{Call: "c1", Topic: "d", Window: eastern(24, 8)}, civicline.Refused)
	h.fails(maria, civicline.OpenItem{Call: "c1", Number: "12"}, civicline.Invalid)
	h.fails(ana, civicline.OpenItem{Call: "c1", Topic: "d"}, civicline.Refused)
	if _, err := h.ItemWindows(t.Context(), h.ask(ana, civicline.OpenItems), "c1", false, 3); civicline.FaultOf(err) != civicline.Refused {
		t.Errorf("the windows for another's caller: %v", err)
	}
	h.well()
}

func hoursZone(h *house) *time.Location { return h.o.Calendar.Zone() }

func TestOneItemANumberAndTopic(t *testing.T) {
	h := withCaller(t)
	first := h.opens(civicline.OpenItem{Topic: "RFE"})
	res := h.do(maria, civicline.OpenItem{Call: "c1", Topic: " rfe", Number: "202-555-0142", Urgent: true})
	if !res.Known || res.Item.Code != first.Code {
		t.Errorf("asked again it is %+v", res.Item)
	}
	if second := h.opens(civicline.OpenItem{Topic: "travel"}); second.Code == first.Code {
		t.Error("another topic shows the same item")
	}
	h.well()
}

// officerCalls brings an item's call to the officer in its window.
func (h *house) officerCalls(i civicline.Item) civicline.CallID {
	h.t.Helper()
	h.do(bot, civicline.End{Call: "c1"})
	h.pass(max(0, i.From.Sub(h.now())))
	if s := h.agent(elena).State; s != civicline.Ready && s != civicline.Alerting {
		h.ready(elena)
	}
	id := h.agent(elena).Call
	if id == "" {
		h.t.Fatalf("nothing rings for elena: the line is %q", h.line())
	}
	h.do(elena, civicline.Accept{Call: id})
	return id
}

// TestItemLife is every way through an item.
func TestItemLife(t *testing.T) {
	var i civicline.Item
	moves := map[string]func(*house){
		"call": func(h *house) { h.do(bot, civicline.Reach{Call: h.officerCalls(i)}) },
		"miss": func(h *house) {
			id := h.agent(elena).Call
			if id == "" {
				id = h.officerCalls(i)
			} else {
				h.do(elena, civicline.Accept{Call: id})
			}
			h.do(bot, civicline.Missed{Call: id, Why: civicline.MissNoAnswer})
			h.pass(15 * time.Minute)
		},
		"replan": func(h *house) { i = h.do(maria, civicline.PlanItem{Code: i.Code, Window: eastern(27, 9)}).Item },
		"rebook": func(h *house) {
			h.do(bot, civicline.Rebook{Reference: i.Callback, Number: number, At: eastern(27, 10)})
			i = h.item(i.Code)
		},
		"withdraw": func(h *house) { h.do(bot, civicline.DropItem{Code: i.Code, Number: number}) },
		"drop":     func(h *house) { h.do(bot, civicline.DropCallback{Reference: i.Callback, Number: number}) },
		"close": func(h *house) {
			h.do(elena, civicline.CloseItem{Code: i.Code, Outcome: civicline.ResultAnswered, Note: "done"})
		},
		"restart": func(h *house) { h.open(officerHours) },
		"late":    func(h *house) { h.do(maria, civicline.GoNotReady{}); h.pass(50 * 24 * time.Hour) },
	}
	for name, want := range map[string]civicline.ItemState{
		"":                          civicline.ItemPlanned,
		"replan":                    civicline.ItemPlanned,
		"rebook":                    civicline.ItemPlanned,
		"withdraw":                  civicline.ItemWithdrawn,
		"drop":                      civicline.ItemWithdrawn,
		"replan->drop":              civicline.ItemWithdrawn,
		"close":                     civicline.ItemClosed,
		"call":                      civicline.ItemSpoken,
		"call->close":               civicline.ItemClosed,
		"miss":                      civicline.ItemPlanned,
		"miss->miss":                civicline.ItemUnreached,
		"miss->miss->replan":        civicline.ItemPlanned,
		"miss->miss->rebook":        civicline.ItemPlanned,
		"miss->miss->rebook->call":  civicline.ItemSpoken,
		"miss->miss->withdraw":      civicline.ItemWithdrawn,
		"miss->miss->close":         civicline.ItemClosed,
		"call->replan":              civicline.ItemPlanned,
		"replan->restart->call":     civicline.ItemSpoken,
		"miss->restart->miss":       civicline.ItemUnreached,
		"miss->restart->miss->late": civicline.ItemUnreached,
	} {
		t.Run(name, func(t *testing.T) {
			h := withCaller(t)
			i = h.opens(civicline.OpenItem{Topic: "RFE", Note: "asks for a deadline"})
			opened, due := i.Opened, i.Due
			for _, m := range strings.Split(name, "->") {
				if m != "" {
					moves[m](h)
				}
			}
			got := h.item(i.Code)
			if got.State != want || !got.Opened.Equal(opened) || !got.Due.Equal(due) || got.Code != i.Code {
				t.Errorf("the item is %+v; want %s", got, want)
			}
			if (want == civicline.ItemSpoken) != (!got.Spoken.IsZero() && got.Closed.IsZero() && name != "call->replan") {
				t.Errorf("spoken at %v", got.Spoken)
			}
			owed := 0
			h.see(func(v *store.View) error {
				open, err := v.OpenCallbacks()
				for _, cb := range open {
					if cb.Item == string(i.Code) {
						owed++
						if !cb.Entered.Equal(opened) {
							t.Errorf("its place counts from %v", cb.Entered)
						}
					}
				}
				return err
			})
			if want.Owed() != (owed == 1) || owed > 1 {
				t.Errorf("%d calls are owed about an item that is %s", owed, want)
			}
			if strings.HasSuffix(name, "late") != !got.Breached.IsZero() {
				t.Errorf("overdue since %v", got.Breached)
			}
			h.well()
		})
	}
}

func (h *house) see(read func(*store.View) error) {
	h.t.Helper()
	if err := h.store.Look(h.t.Context(), read); err != nil {
		h.t.Fatal(err)
	}
}

// TestBreach: told once when nobody has spoken in time, counted, and never of an
// item that was spoken of.
func TestBreach(t *testing.T) {
	h := withCaller(t)
	i := h.opens(civicline.OpenItem{Topic: "RFE", Urgent: true})
	spoken := h.opens(civicline.OpenItem{Topic: "travel", Urgent: true})
	h.do(elena, civicline.CloseItem{Code: spoken.Code, Outcome: civicline.ResultAnswered})
	h.pass(i.Due.Sub(h.now()) - time.Second)
	if n, err := h.CountItems(t.Context(), h.ask(boss, civicline.SeeItems)); err != nil || n != (civicline.ItemCounts{Owed: 1, Urgent: 1}) {
		t.Errorf("%+v, %v", n, err)
	}
	h.open(officerHours) // the alarm outlives us
	h.pass(time.Second)
	h.pass(time.Hour)
	told := 0
	for _, e := range h.events() {
		if e.Kind == civicline.ItemBreached {
			told++
			if e.Data.Item != i.Code || e.Call != "c1" {
				t.Errorf("%+v", e)
			}
		}
	}
	if told != 1 {
		t.Errorf("it was told %d times", told)
	}
	if n, err := h.CountItems(t.Context(), h.ask(boss, civicline.SeeItems)); err != nil || n != (civicline.ItemCounts{Owed: 1, Urgent: 1, Overdue: 1}) {
		t.Errorf("%+v, %v", n, err)
	}
	items, err := h.Items(t.Context(), h.ask(boss, civicline.SeeItems), civicline.ItemFilter{Overdue: true})
	if err != nil || len(items) != 1 || items[0].Code != i.Code {
		t.Errorf("overdue are %v, %v", items, err)
	}
	h.well()
}

// TestItemTexts: the day before at ten, code and window and nothing of what it is
// about; taken back when the window moves.
func TestItemTexts(t *testing.T) {
	h := withCaller(t)
	h.do(bot, civicline.SetLanguage{Call: "c1", Language: civicline.Spanish})
	i := h.opens(civicline.OpenItem{Topic: "asylum", Note: "secret", Texts: true, Window: eastern(25, 9)})
	h.opens(civicline.OpenItem{Topic: "no texts wanted"})
	texts := func() (out []civicline.Text) {
		out, err := h.ClaimTexts(t.Context(), "me", 10)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	h.pass(eastern(24, 10).Sub(h.now()) - time.Second)
	if got := texts(); len(got) != 0 {
		t.Errorf("too soon: %v", got)
	}
	h.pass(time.Second)
	got := texts()
	want := "Un oficial planea llamarle por el asunto " + i.Code.String() + " el mié 25 nov, 9-11 am hora del Este, desde un número desconocido. " +
		"Responda 1 está bien, 2 otra hora, 9 no más textos. Nunca pedimos dinero."
	if len(got) != 1 || got[0].Words != want || got[0].To != number {
		t.Fatalf("texts %+v; want %q", got, want)
	}
	if err := h.TextSent(t.Context(), "me", got[0]); err != nil {
		t.Fatal(err)
	}
	h.do(maria, civicline.PlanItem{Code: i.Code, Window: eastern(27, 9)})
	h.do(maria, civicline.PlanItem{Code: i.Code, Window: eastern(30, 9)})
	h.do(maria, civicline.PlanItem{Code: i.Code, Window: eastern(27, 9)}) // as it was
	h.pass(eastern(26, 10).Sub(h.now()))
	if got := texts(); len(got) != 1 || !strings.Contains(got[0].Words, "vie 27 nov, 9-11 am") {
		t.Errorf("texts %+v", got)
	}
	h.do(bot, civicline.DropItem{Code: i.Code, Number: number})
	h.pass(eastern(30, 8).Sub(h.now()))
	if got := texts(); len(got) != 0 {
		t.Errorf("texts of what is withdrawn: %+v", got)
	}
}

// TestWhenWillYouCall: by code and number, and never more than state and window.
func TestWhenWillYouCall(t *testing.T) {
	h := withCaller(t)
	i := h.opens(civicline.OpenItem{Topic: "RFE"})
	s, err := h.ItemStatus(t.Context(), i.Code, "202 555 0142")
	if err != nil || s != (ItemStatus{civicline.ItemPlanned, i.From, i.Until}) {
		t.Errorf("%+v, %v", s, err)
	}
	_, wrong := h.ItemStatus(t.Context(), i.Code, "202 555 0143")
	_, none := h.ItemStatus(t.Context(), civicline.NewItemCode(7), "202 555 0142")
	if civicline.FaultOf(wrong) != civicline.NotFound || fmt.Sprint(wrong) != fmt.Sprint(none) {
		t.Errorf("a wrong number says %v, a wrong code %v", wrong, none)
	}
	for range 3 {
		if _, err := h.ItemStatus(t.Context(), i.Code, "202 555 0144"); err == nil {
			t.Error("a wrong number is as good as the right one")
		}
	}
	if _, err = h.ItemStatus(t.Context(), i.Code, "202 555 0142"); civicline.FaultOf(err) != civicline.Refused {
		t.Errorf("whoever guesses goes on: %v", err)
	}
	h.fails(bot, civicline.PlanItem{Code: i.Code, Number: "202 555 0143"}, civicline.Refused)
	h.fails(civicline.Actor{Tier: civicline.Public}, civicline.PlanItem{Code: i.Code, Number: number}, civicline.Refused)
}

// TestWorkIsForOfficers: Tier 1 sees an item and plans it, and never what an
// officer wrote.
func TestWorkIsForOfficers(t *testing.T) {
	const secret = "the file is at the FBI"
	h := withCaller(t)
	i := h.opens(civicline.OpenItem{Topic: "RFE", Note: "wants to know"})
	h.fails(maria, civicline.CloseItem{Code: i.Code, Outcome: civicline.ResultRefused, Note: secret}, civicline.Refused)
	h.do(elena, civicline.CloseItem{Code: i.Code, Outcome: civicline.ResultRefused, Note: secret})
	var log strings.Builder
	see := h.ask(maria, civicline.SeeItems)
	one, err := h.Item(t.Context(), see, i.Code)
	if err != nil || one.Note != "wants to know" {
		t.Errorf("%+v, %v", one, err)
	}
	all, err := h.Items(t.Context(), see, civicline.ItemFilter{})
	if err != nil || len(all) != 1 {
		t.Fatalf("%v, %v", all, err)
	}
	of, err := h.ItemOf(t.Context(), see, "c1")
	if err != nil {
		t.Fatal(err)
	}
	_, err = h.Do(t.Context(), maria, civicline.PlanItem{Code: i.Code})
	for _, v := range []civicline.Item{one, all[0], of} {
		fmt.Fprintf(&log, "%+v %q %q", v, v.Work.Note, v.Work.Outcome)
	}
	fmt.Fprintf(&log, "%v %+v", err, h.told)
	for _, e := range h.events() {
		fmt.Fprintf(&log, "%+v", e)
	}
	if strings.Contains(log.String(), secret) || strings.Contains(log.String(), string(civicline.ResultRefused)) {
		t.Error("Tier 1, or an event, has the officer's words")
	}
	work := h.item(i.Code)
	if work.Work != (civicline.Work{Outcome: civicline.ResultRefused, Note: secret}) {
		t.Errorf("officers have %q", work.Work.Note)
	}
	if s := fmt.Sprintf("%v %+v", work, work); strings.Contains(s, secret) {
		t.Errorf("printed it is %s", s)
	}
	for _, act := range []civicline.Act{civicline.SeeQueues, civicline.TakeCalls} {
		if _, err := h.Items(t.Context(), h.ask(maria, act), civicline.ItemFilter{}); civicline.FaultOf(err) != civicline.Refused {
			t.Errorf("a pass to %s: %v", act, err)
		}
	}
	h.well()
}
