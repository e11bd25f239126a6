package flow

import (
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
)

func between(position, low, high int) civicline.Wait {
	return civicline.Wait{Position: position, Low: time.Duration(low) * time.Minute, High: time.Duration(high) * time.Minute}
}

// TestWhatIsWorthAWord compares a wait with what was told of it a while ago.
func TestWhatIsWorthAWord(t *testing.T) {
	for name, tt := range map[string]struct {
		told, now             civicline.Wait
		after                 time.Duration
		better, moved, longer bool
	}{
		"three->two, at once":                  {between(3, 4, 9), between(2, 4, 9), 20 * time.Second, false, false, false},
		"three->two, after a minute":           {between(3, 4, 9), between(2, 3, 8), time.Minute, true, false, false},
		"two->next, at once":                   {between(2, 4, 9), between(1, 3, 8), 10 * time.Second, true, false, false},
		"as time goes by":                      {between(9, 10, 20), between(9, 6, 16), 4 * time.Minute, false, false, false},
		"it does not go on->longer":            {between(9, 10, 20), between(9, 10, 20), 6 * time.Minute, false, true, true},
		"another agent comes->shorter":         {between(9, 10, 20), between(9, 4, 9), 2 * time.Minute, false, true, false},
		"off by a minute->not worth it":        {between(2, 1, 3), between(2, 2, 4), 20 * time.Second, false, false, false},
		"off by two of thirty->not worth it":   {between(20, 30, 40), between(20, 32, 42), 20 * time.Second, false, false, false},
		"it was not known->it is":              {civicline.Wait{Position: 2}, between(2, 2, 4), time.Minute, false, true, false},
		"it was known->it is not->nothing new": {between(2, 2, 4), civicline.Wait{Position: 2}, time.Minute, false, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			l := line{told: tt.told, saidAt: noon}
			l.changed(tt.now, noon.Add(tt.after))
			if l.better != tt.better || l.moved != tt.moved || l.longer != tt.longer {
				t.Errorf("better %v, moved %v, longer %v; want %v, %v, %v", l.better, l.moved, l.longer, tt.better, tt.moved, tt.longer)
			}
		})
	}
}

// TestComfortGrowsRare counts the words of comfort of twenty minutes.
func TestComfortGrowsRare(t *testing.T) {
	c := dial(t)
	c.moves("person: agent", "What is it about?", "key 1", "[hand over: ]", "queued", "You are in line now. [music]")
	var gaps []time.Duration
	last := c.at
	for range 20 * 60 {
		if c.in(Input{What: Woken}) != "" {
			gaps = append(gaps, c.at.Sub(last).Round(10*time.Second))
			last = c.at
		}
	}
	if len(gaps) < 6 || len(gaps) > 10 || gaps[0] != time.Minute || gaps[len(gaps)-1] != 3*time.Minute {
		t.Errorf("words of comfort after %v", gaps)
	}
}

// TestHelpedInLine goes on with the bot while the place is kept: what is asked is
// answered, a question that is left is gone back to, and an agent who comes
// learns what there is of a number.
func TestHelpedInLine(t *testing.T) {
	c := dial(t)
	c.moves("person: agent", "What is it about?", "key 1", "[hand over: ]", "queued", "You are in line now. [music]",
		"help me meanwhile: help me meanwhile", "Gladly. What else meanwhile?",
		"hours: hours", "We open at nine. From the guide. More meanwhile?",
		"status: status", "What is your receipt number?",
		"hours: hours", "We open at nine. From the guide. Now, back. Say the letters and the digits.",
		"receipt number part=IOE99, : ioe nine nine", "I have I O E, 9 9. What comes next?")
	c.in(Input{What: WaitChanged, Wait: between(1, 0, 0)})
	if got := c.in(Input{What: AgentAnswered, Agent: "Maria R."}); got != "Here." {
		t.Errorf("then %q", got)
	}
	if got := c.p.Facts()["receipt number so far"]; got != "IOE99" {
		t.Errorf("the agent is told of %q", got)
	}
	if !c.p.told.middle {
		t.Error("nobody knows that the caller was in the middle of it")
	}
}

func TestJustWait(t *testing.T) {
	for name, ends := range map[string]string{"words": "just wait: just wait", "no": "yes or no=no, : no"} {
		t.Run(name, func(t *testing.T) {
			c := dial(t)
			c.moves("person: agent", "What is it about?", "key 1", "[hand over: ]", "queued", "You are in line now. [music]",
				"help me meanwhile: help me meanwhile", "Gladly. What else meanwhile?", ends, "[music]",
				"hours: hours", "We open at nine. From the guide. [music]")
		})
	}
}

// rungUp is a call that we place.
func rungUp(t *testing.T, what Happening) (*call, string) {
	c := &call{t: t, b: smallBook(t), at: noon}
	c.b.Name = civicline.Words{"en": "the office", "es": "la oficina"}
	return c, c.in(Input{What: what, Speaks: "en", Callback: civicline.Callback{Reference: "482771305", Language: "en"}})
}

// orders lists what the last turn ordered of a call that we place.
func (c *call) orders() string {
	var out []string
	for _, o := range c.order {
		switch o := o.(type) {
		case civicline.Connect:
			out = append(out, "connect")
		case civicline.NotReached:
			out = append(out, string(o.Why))
		case civicline.ForgoCallback:
			out = append(out, "forgo")
		case civicline.MoveCallback:
			out = append(out, "move to "+o.At.Format(time.RFC3339))
		}
	}
	return strings.Join(out, ", ")
}

// TestCalledBack plays calls that we place, to their ends.
func TestCalledBack(t *testing.T) {
	for name, tt := range map[string]struct {
		what  Happening
		moves []string
		want  string // of the last move
	}{
		"yes->connected":      {CallbackAnswered, []string{"yes or no=yes, : yes", "[music]"}, "connect"},
		"a person->connected": {CallbackAnswered, []string{"person, : agent", "[music]"}, "connect"},
		"by key":              {CallbackAnswered, []string{"key 1", "[music]"}, "connect"},
		"not now->declined": {CallbackAnswered, []string{"yes or no=no, : no", "Later, or never?"},
			"declined"},
		"not now->never": {CallbackAnswered, []string{"yes or no=no, : no", "Later, or never?", ": never", "Never then. [hang up]"}, "forgo"},
		"not now->later->the second": {CallbackAnswered, []string{"yes or no=no, : no", "Later, or never?", "key 1", "[callback times]",
			"found slot 1=2026-11-24T10:00:00Z", "Is it tomorrow at ten in the morning?", "key 1", ""}, "move to 2026-11-24T10:00:00Z"},
		"silence->not reached": {CallbackAnswered, []string{"silence", "Are you there?", "silence", "[hang up]"}, "no answer"},
		"perhaps->yes":         {CallbackUnsure, []string{"yes or no=yes, : yes", "[music]"}, "connect"},
	} {
		t.Run(name, func(t *testing.T) {
			c, first := rungUp(t, tt.what)
			if want := "Is it a good time?"; !strings.HasSuffix(first, want) {
				t.Errorf("first %q", first)
			}
			c.moves(tt.moves...)
			if got := c.orders(); got != tt.want {
				t.Errorf("ordered %q; want %q", got, tt.want)
			}
		})
	}
	t.Run("a machine->a message", func(t *testing.T) {
		c, said := rungUp(t, CallbackMachine)
		if said != "Please call us. [hang up]" || c.orders() != "voicemail" {
			t.Errorf("%q, %q", said, c.orders())
		}
	})
}

// TestTimesToChoose chooses what is offered, and finds what is said of it.
func TestTimesToChoose(t *testing.T) {
	zone := time.FixedZone("here", -5*3600)
	now := time.Date(2026, 11, 23, 13, 20, 0, 0, zone)
	var free []civicline.Slot
	for h := range 72 {
		at := time.Date(2026, 11, 23, 8+h, 0, 0, 0, zone)
		if at.Hour() >= 8 && at.Hour() < 20 {
			free = append(free, civicline.Slot{From: at, Until: at.Add(time.Hour), Free: (h + 1) % 4})
		}
	}
	facts := CallbackTimes(free, now, zone)
	want := civicline.Facts{"slot 1": "2026-11-23T16:00:00-05:00", "slot 2": "2026-11-24T08:00:00-05:00", "slot 3": "2026-11-25T08:00:00-05:00"}
	for name, at := range want {
		if facts[name] != at {
			t.Fatalf("offered %v; want %v", facts, want)
		}
	}
	if got := CallbackTimes(nil, now, zone); got != nil {
		t.Errorf("of no times %v are offered", got)
	}
	b := smallBook(t)
	b.Zone = zone
	turn := &turn{Book: b, p: Place{at: now, facts: facts}}
	for said, want := range map[string]string{
		"today": "slot 1", "today please": "slot 1", "at four": "slot 1", "in the afternoon": "slot 1", "4": "slot 1", "the second one": "slot 2", "tomorrow": "slot 2",
		"on wednesday then": "slot 3", "eight": "", "in the morning": "", "never": "", "": "",
	} {
		got := turn.chosenSlot(civicline.Reading{Language: "en", Text: said})
		if want == "" && got != nil || want != "" && (got == nil || got[0][callbackTime] != facts[want]) {
			t.Errorf("%q is taken for %v; want %q", said, got, want)
		}
	}
	for said, want := range map[string]string{"hoy": "slot 1", "a las cuatro": "slot 1", "mañana": "slot 2", "el miércoles": "slot 3", "la tercera": "slot 3"} {
		if got := turn.chosenSlot(civicline.Reading{Language: "es", Text: said}); got == nil || got[0][callbackTime] != facts[want] {
			t.Errorf("%q is taken for %v; want %q", said, got, want)
		}
	}
}
