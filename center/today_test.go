package center

import (
	"testing"
	"time"

	"github.com/civicline/civicline"
)

func (h *house) today(queue civicline.QueueID) civicline.Figures {
	h.t.Helper()
	all, err := h.Today(h.t.Context(), h.ask(boss, civicline.SeeQueues))
	if err != nil {
		h.t.Fatal(err)
	}
	return all[queue]
}

// adds checks that every caller who joined is accounted for.
func (h *house) adds() {
	h.t.Helper()
	for _, q := range queues {
		f := h.today(q.ID)
		if f.Offered != f.Answered+f.Abandoned+f.Promised+f.Left+f.Waiting || min(f.Answered-f.AnsweredWithin, f.Waiting, f.Left) < 0 {
			h.t.Fatalf("the figures of %s do not add up: %+v", q.ID, f)
		}
	}
}

// TestToday is what a day's figures say of each way through a line.
func TestToday(t *testing.T) {
	const en = civicline.QueueID("t1-en")
	for _, tc := range []struct {
		name  string
		given func(*house)
		want  civicline.Figures
	}{
		{"nobody", func(*house) {}, civicline.Figures{}},
		{"queued->waiting", func(h *house) { h.wait("c1", "1") }, civicline.Figures{Offered: 1, Waiting: 1}},
		{"queued->answered in time", func(h *house) {
			h.wait("c1", "1")
			h.pass(15 * time.Second)
			h.ready(maria)
			h.do(maria, civicline.Accept{Call: "c1"})
		},
			civicline.Figures{Offered: 1, Answered: 1, AnsweredWithin: 1, Waited: 15 * time.Second}},
		{"queued->answered late", func(h *house) {
			h.wait("c1", "1")
			h.pass(25 * time.Second)
			h.ready(maria)
			h.do(maria, civicline.Accept{Call: "c1"})
		},
			civicline.Figures{Offered: 1, Answered: 1, Waited: 25 * time.Second}},
		{"queued->hung up", func(h *house) { h.wait("c1", "1"); h.do(bot, civicline.End{Call: "c1"}) }, civicline.Figures{Offered: 1, Abandoned: 1}},
		{"queued->left->queued again", func(h *house) {
			h.wait("c1", "1")
			h.do(bot, civicline.Dequeue{Call: "c1"})
			h.do(bot, civicline.Enqueue{Call: "c1", Tier: civicline.Tier1})
		}, civicline.Figures{Offered: 2, Left: 1, Waiting: 1}},
		{"lost->still waiting", func(h *house) { h.wait("c1", "1"); h.do(bot, civicline.End{Call: "c1", Lost: true}) }, civicline.Figures{Offered: 1, Waiting: 1}},
		{"lost->not back in time->abandoned", func(h *house) {
			h.wait("c1", "1")
			h.do(bot, civicline.End{Call: "c1", Lost: true})
			h.pass(31 * time.Minute)
		}, civicline.Figures{Offered: 1, Abandoned: 1}},
		{"lost->rang back->answered: one caller, the whole wait", func(h *house) {
			h.wait("c1", "1")
			h.do(bot, civicline.End{Call: "c1", Lost: true})
			h.pass(time.Minute)
			h.begin("c2", "1")
			h.do(bot, civicline.ResumePlace{Call: "c2", From: "c1"})
			h.ready(maria)
			h.do(maria, civicline.Accept{Call: "c2"})
		}, civicline.Figures{Offered: 1, Answered: 1, Waited: time.Minute}},
		{"queued->callback booked->promised; rung back->not counted again", func(h *house) {
			h.wait("c1", "+12025550101")
			h.do(bot, civicline.BookCallback{Call: "c1"})
			h.do(bot, civicline.End{Call: "c1"})
			h.ready(maria)
			h.pass(time.Second)
		}, civicline.Figures{Offered: 1, Promised: 1}},
		{"another language->another queue", func(h *house) {
			h.wait("c1", "1")
			h.do(bot, civicline.SetLanguage{Call: "c1", Language: civicline.Spanish})
		}, civicline.Figures{}},
		{"declined->answered once", func(h *house) {
			h.wait("c1", "1")
			h.ready(maria)
			h.do(maria, civicline.Decline{Call: "c1"})
			h.ready(maria)
			h.do(maria, civicline.Accept{Call: "c1"})
		}, civicline.Figures{Offered: 1, Answered: 1, AnsweredWithin: 1}},
		{"answered->agent lost->answered again: one answer", func(h *house) {
			h.talk("c1", maria)
			h.do(bot, civicline.Enqueue{Call: "c1", Tier: civicline.Tier1})
			h.pass(time.Minute)
			h.ready(maria)
			h.do(maria, civicline.Accept{Call: "c1"})
		}, civicline.Figures{Offered: 1, Answered: 1, AnsweredWithin: 1}},
		{"yesterday's are not counted", func(h *house) {
			h.talk("c1", maria)
			h.wait("c2", "2")
			h.pass(24 * time.Hour)
			h.do(bot, civicline.End{Call: "c2"})
			h.wait("c3", "3")
		}, civicline.Figures{Offered: 1, Waiting: 1}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			target := func(o *Options) {
				o.Queues = []civicline.Queue{queues[0], queues[1]}
				o.Queues[0].Target = 20 * time.Second
			}
			h := newHouse(t, target)
			h.today(en) // so that the rest is read bit by bit
			tc.given(h)
			if got := h.today(en); got != tc.want {
				t.Errorf("%+v; want %+v", got, tc.want)
			}
			h.adds()
			h.open(target)
			if got := h.today(en); got != tc.want && tc.want.Waiting == 0 {
				t.Errorf("after a restart %+v; want %+v", got, tc.want)
			}
			h.adds()
		})
	}
}

func TestOffersSayWhy(t *testing.T) {
	h := newHouse(t)
	h.ready(maria)
	h.wait("c1", "1")
	offers, err := h.Offers(t.Context(), h.ask(boss, civicline.SeeQueues))
	if err != nil || len(offers) != 1 || offers[0].Agent != maria.ID || offers[0].Data.Because == "" {
		t.Errorf("%+v %v", offers, err)
	}
	if _, err := h.Offers(t.Context(), civicline.Pass{}); civicline.FaultOf(err) != civicline.Refused {
		t.Errorf("without a pass: %v", err)
	}
	if _, err := h.Today(t.Context(), civicline.Pass{}); civicline.FaultOf(err) != civicline.Refused {
		t.Errorf("without a pass: %v", err)
	}
}
