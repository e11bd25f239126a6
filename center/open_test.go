package center

import (
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
)

func TestOpenSaysWhatIsMissing(t *testing.T) {
	h := newHouse(t)
	for want, spoil := range map[string]func(*Options){
		"no store":            func(o *Options) { o.Store = nil },
		"no grants":           func(o *Options) { o.Grants = nil },
		"no calendar":         func(o *Options) { o.Calendar = nil },
		"no queue is given":   func(o *Options) { o.Queues = nil },
		"its id is empty":     func(o *Options) { o.Queues = []civicline.Queue{{Language: civicline.English}} },
		"or another's":        func(o *Options) { o.Queues = append(o.Queues[:1:1], o.Queues[0]) },
		`does not speak "fr"`: func(o *Options) { o.Queues = []civicline.Queue{{ID: "q", Language: "fr"}} },
		"already serves tier 1 in English": func(o *Options) {
			q := o.Queues[0]
			q.ID = "q"
			o.Queues = append(o.Queues[:1:1], q)
		},
		"already serves tier 1 in English on fees": func(o *Options) {
			a, b := o.Queues[0], o.Queues[0]
			a.ID, a.Topics, b.ID, b.Topics = "a", []string{"fees"}, "b", []string{"forms", "fees"}
			o.Queues = append(o.Queues[:1:1], a, b)
		},
		"no queue serves the other topics of tier 1 in English": func(o *Options) {
			q := o.Queues[0]
			q.Topics = []string{"fees"}
			o.Queues = []civicline.Queue{q}
		},
		`the skill "forms" has level 6`: func(o *Options) {
			o.People = []Person{{ID: "eva", Name: "Eva", Tier: civicline.Tier1, Speaks: civicline.Languages, Skills: map[string]int{"forms": 6}}}
		},
	} {
		o := h.o
		spoil(&o)
		if _, err := Open(t.Context(), o); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("err = %v; want %q", err, want)
		}
	}
}

// TestQueuesOfTopics: beside the line of a tier and language there may be lines
// of single topics, whichever comes first.
func TestQueuesOfTopics(t *testing.T) {
	h := newHouse(t)
	fees := h.o.Queues[0]
	fees.ID, fees.Topics = "fees", []string{"fees"}
	o := h.o
	o.Queues = append([]civicline.Queue{fees}, o.Queues...)
	if err := o.check(); err != nil {
		t.Fatal(err)
	}
	if q, _ := (&Center{o: o}).queue(fees.Tier, fees.Language); q.ID != h.o.Queues[0].ID {
		t.Errorf("calls of any topic wait in %q", q.ID)
	}
}

func TestWhatTheHouseTells(t *testing.T) {
	h := newHouse(t)
	if now := h.Hours(time.Time{}); !now.Open || now != h.Hours(monday) {
		t.Errorf("Hours of no time in particular: %+v", now)
	}
	if h.Hours(monday.Add(12 * time.Hour)).Open {
		t.Error("open at midnight")
	}
	grants := h.Grants()
	grants[civicline.ReadAllCalls] = civicline.Tiers
	if _, err := h.Ask(maria, civicline.ReadAllCalls); err == nil {
		t.Error("the rules were changed from outside")
	}
	if q := h.Queues(); len(q) != 2 || q[0].ID != "t1-en" {
		t.Errorf("the queues are %+v", q)
	}
	if _, err := h.Do(t.Context(), bot, nil); civicline.FaultOf(err) != civicline.Invalid {
		t.Errorf("no command at all: %v", err)
	}
}
