package acd

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
)

var (
	noon   = time.Date(2026, 11, 23, 17, 0, 0, 0, time.UTC)
	queues = []civicline.Queue{
		{ID: "t1-en", Tier: civicline.Tier1, Language: civicline.English},
		{ID: "t1-es", Tier: civicline.Tier1, Language: civicline.Spanish},
		{ID: "t2-en", Tier: civicline.Tier2, Language: civicline.English},
	}
)

func ago(t *testing.T, minutes string) time.Duration {
	n, err := strconv.Atoi(minutes)
	if err != nil {
		t.Fatal(err)
	}
	return time.Duration(n) * time.Minute
}

// floorQueues: the plain queues of acd_test.go, and one for each thing a queue may say.
var floorQueues = append(queues[:len(queues):len(queues)],
	civicline.Queue{ID: "urgent", Tier: civicline.Tier1, Language: civicline.English, Head: 10 * time.Minute},
	civicline.Queue{ID: "best", Tier: civicline.Tier1, Language: civicline.Spanish, Strategy: civicline.MostSkilled},
	civicline.Queue{ID: "both", Tier: civicline.Tier1, Language: civicline.Spanish, Strategy: civicline.MostSkilled,
		Steps: []civicline.Step{{Skills: map[string]int{"fees": 1}, Topic: 2}}},
	civicline.Queue{ID: "least", Tier: civicline.Tier1, Language: civicline.English, Strategy: civicline.LeastOccupied},
	civicline.Queue{ID: "spare", Tier: civicline.Tier1, Language: civicline.English, Strategy: civicline.FewestSkills},
	civicline.Queue{ID: "again", Tier: civicline.Tier1, Language: civicline.English, Sticky: 5 * time.Minute, Ring: time.Minute},
	civicline.Queue{ID: "steps", Tier: civicline.Tier1, Language: civicline.Spanish, Steps: []civicline.Step{
		{Skills: map[string]int{"es": 4}, Topic: 2},
		{After: 2 * time.Minute, Skills: map[string]int{"es": 2}},
		{After: 4 * time.Minute, Also: []civicline.Tier{civicline.Tier2}},
	}},
)

// placeIn is "a steps 3 topic=fees last=maria returned away head=2": call a in queue steps for three minutes.
func placeIn(t *testing.T, s string) civicline.Place {
	f := strings.Fields(s)
	p := civicline.Place{Call: civicline.CallID(f[0]), Queue: civicline.QueueID(f[1]), Entered: noon.Add(-ago(t, f[2])), Present: true}
	for _, more := range f[3:] {
		what, value, _ := strings.Cut(more, "=")
		switch what {
		case "returned":
			p.Returned = true
		case "away":
			p.Present = false
		case "callback":
			p.Callback = "123456789"
		case "topic":
			p.Topic = value
		case "last":
			p.Last = civicline.AgentID(value)
		case "to":
			p.Offered = civicline.AgentID(value)
		case "head":
			p.Head = ago(t, value)
		default:
			t.Fatal(more)
		}
	}
	return p
}

// agentOf is "maria en,es=4,fees=2 5 tier2 talking": idle for five minutes.
func agentOf(t *testing.T, s string) civicline.Agent {
	f := strings.Fields(s)
	a := civicline.Agent{ID: civicline.AgentID(f[0]), Name: strings.ToUpper(f[0][:1]) + f[0][1:], Tier: civicline.Tier1,
		State: civicline.Ready, Idle: noon.Add(-ago(t, f[2])), Skills: map[string]int{}, Began: noon.Add(-100 * time.Minute)}
	for skill := range strings.SplitSeq(f[1], ",") {
		what, level, told := strings.Cut(skill, "=")
		switch {
		case told:
			a.Skills[what] = int(ago(t, level) / time.Minute)
		default:
			a.Speaks = append(a.Speaks, civicline.Language(what))
		}
	}
	for _, more := range f[3:] {
		what, value, _ := strings.Cut(more, "=")
		switch what {
		case "tier2":
			a.Tier = civicline.Tier2
		case "worked":
			a.Worked = ago(t, value)
		case "takes":
			a.Capacity = int(ago(t, value) / time.Minute)
		case "has":
			a.Contacts = int(ago(t, value) / time.Minute)
		case "lunch":
			a.State, a.Reason = civicline.NotReady, "lunch"
		case "talking":
			a.State = civicline.Talking
		case "wrapping":
			a.State = civicline.WrappingUp
		case "ringing":
			a.State = civicline.Alerting
		case "holding":
			a.State = civicline.Holding
		case "kept":
			a.State = civicline.Reserved
		case "lost":
			a.State = civicline.Lost
		case "out":
			a.State = civicline.SignedOut
		default:
			t.Fatal(more)
		}
	}
	return a
}

// floorOf has the places and agents of a text parted by semicolons: "a t1-en 5; maria en 5".
func floorOf(t *testing.T, places, agents string) *Floor {
	f := New(floorQueues, 20*time.Second)
	for s := range strings.SplitSeq(places, ";") {
		if strings.TrimSpace(s) != "" {
			f.Put(placeIn(t, s))
		}
	}
	for s := range strings.SplitSeq(agents, ";") {
		if strings.TrimSpace(s) != "" {
			f.Set(agentOf(t, s))
		}
	}
	return f
}

func told(offers []civicline.Offer) string {
	var got []string
	for _, o := range offers {
		got = append(got, string(o.Call)+">"+string(o.Agent))
	}
	return strings.Join(got, " ")
}

func TestNext(t *testing.T) {
	for _, tc := range []struct {
		name, places, agents, want string
		wake                       time.Duration // from noon; 0 is never
	}{
		{"nobody waits", "", "maria en 5", "", 0},
		{"nobody is ready", "a t1-en 5", "maria en 5 talking", "", 0},
		{"the longest waiting goes first", "a t1-en 1; b t1-en 5; c t1-en 3", "maria en 5", "b>maria", 0},
		{"to the longest idle", "a t1-en 1", "maria en 5; lee en 9", "a>lee", 0},
		{"each to another", "a t1-en 1; b t1-en 5", "maria en 5; lee en 9", "b>lee a>maria", 0},
		{"unanswered calls head the line", "a t1-en 1 returned; b t1-en 5", "maria en 5", "a>maria", 0},
		{"and keep their order", "a t1-en 1 returned; b t1-en 5 returned", "maria en 5", "b>maria", 0},
		{"the language decides", "a t1-es 9; b t1-en 5", "maria en 5", "b>maria", 0},
		{"both languages serve both lines", "a t1-es 4; b t1-en 5", "ana en,es 1; eva en,es 2", "b>eva a>ana", 0},
		{"who speaks it is found behind who does not", "a t1-es 4", "maria en 50; ana es 1", "a>ana", 0},
		{"tiers do not mix", "a t2-en 5; b t1-en 1", "maria en 5", "b>maria", 0},
		{"tier 2 takes tier 2", "a t2-en 5; b t1-en 1", "kim en 5 tier2", "a>kim", 0},
		{"an absent caller is not offered", "a t1-en 5 away; b t1-en 1", "maria en 5", "b>maria", 0},
		{"a ringing call is not offered twice", "a t1-en 5 to=lee", "maria en 5", "", 0},
		{"nor is whom it rings, whatever their state says", "a t1-en 5 to=maria; b t1-en 4", "maria en 5", "", 0},
		{"a line that is no more waits", "a nowhere 5; b t1-en 1", "maria en 5", "b>maria", 0},
		{"equal in everything: by ID", "b t1-en 5; a t1-en 5", "maria en 5; lee en 5", "a>lee b>maria", 0},
		{"a callback is a call of the same line", "a t1-en 5; b t1-en 6 callback; c t1-en 7", "x en 3; y en 2; z en 1", "c>x b>y a>z", 0},

		{"a level 0 is no Spanish", "a t1-es 5", "maria es,es=0 5; ana es=1 1", "a>ana", 0},
		{"a head start counts as time", "a urgent 1; b t1-en 10; c t1-en 12", "x en 9; y en 8; z en 7", "c>x a>y b>z", 0},
		{"a place has its own too", "a t1-en 1 head=9; b t1-en 9", "maria en 5", "a>maria", 0},
		{"no head start passes those sent back", "a urgent 9; b t1-en 1 returned", "maria en 5", "b>maria", 0},

		{"the most skilled", "a best 1", "maria es=3 50; ana es=5 1; eva es=5 2", "a>eva", 0},
		{"their topic counts", "a best 1 topic=fees", "ana es=5 9; eva es=4,fees=2 1", "a>eva", 0},
		{"a topic that the step wants too counts once", "a both 1 topic=fees", "maria es=1,fees=4 1; ana es=3,fees=3 1", "a>ana", 0},
		{"the least occupied", "a least 1", "maria en 50 worked=50; ana en 1 worked=20", "a>ana", 0},
		{"the fewest skills", "a spare 1", "maria en,es,fees=1 50; ana en 1", "a>ana", 0},

		{"a step is not reached yet", "a steps 1", "maria es=3 5", "", time.Minute},
		{"only the next that brings somebody", "a steps 1", "kim es=3 5 tier2", "", 3 * time.Minute},
		{"none brings anybody", "a steps 1", "kim en 5 tier2", "", 0},
		{"the first step's skill", "a steps 1", "maria es=4 5", "a>maria", 0},
		{"a topic of its own", "a steps 1 topic=fees; b steps 0", "maria es=4 5; ana es=4,fees=2 1", "a>ana b>maria", 0},
		{"the topic is not wanted any more", "a steps 2 topic=fees", "maria es=2 5", "a>maria", 0},
		{"the skill is relaxed", "a steps 3", "maria es=2 5", "a>maria", 0},
		{"one of another tier", "a steps 4", "kim es=1 5 tier2", "a>kim", 0},
		{"the language never goes", "a steps 90", "kim en 5 tier2", "", 0},
		{"who reached a step goes by it, who did not waits", "a steps 3; b steps 1", "maria es=1 9; ana es=4 1", "a>ana", 3 * time.Minute},

		{"held for whom they know", "a again 2 last=maria", "maria en 1 talking; lee en 9", "", 3 * time.Minute},
		{"others pass", "a again 2 last=maria; b again 1", "maria en 1 talking; lee en 9", "b>lee", 0},
		{"who is ready", "a again 2 last=maria", "maria en 1; lee en 9", "a>maria", 0},
		{"but takes who was there before", "a again 2 last=maria; b t1-en 3", "maria en 9; lee en 1", "b>maria", 3 * time.Minute},
		{"no longer", "a again 5 last=maria", "maria en 1 talking; lee en 9", "a>lee", 0},
		{"not for one who is not ready", "a again 2 last=maria", "maria en 1 lunch; lee en 9", "a>lee", 0},
		{"nor for one who went", "a again 2 last=maria", "maria en 1 out; lee en 9", "a>lee", 0},
		{"nor for one whose desktop is lost", "a again 2 last=maria", "maria en 1 lost; lee en 9", "a>lee", 0},
		{"nobody kept for another, nor lost", "a t1-en 2", "maria en 1 kept; lee en 9 lost; ana en 2 holding", "", 0},
		{"nor for a stranger", "a again 2 last=maria", "lee en 9", "a>lee", 0},
		{"nor for one who may not take it", "a again 2 last=kim", "kim en 1 tier2; lee en 9", "a>lee", 0},
		{"a queue that holds for nobody", "a t1-en 2 last=maria", "maria en 1; lee en 9", "a>lee", 0},

		{"two at a time", "a t1-en 3; b t1-en 2; c t1-en 1", "maria en 5 takes=2", "a>maria b>maria", 0},
		{"one of two is under way", "a t1-en 3; b t1-en 2", "maria en 5 takes=2 has=1", "a>maria", 0},
		{"both are", "a t1-en 3; b t1-en 2", "maria en 5 takes=2 has=2", "", 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			f := floorOf(t, tc.places, tc.agents)
			offers, wake := f.Next(noon, 0)
			if got := told(offers); got != tc.want {
				t.Errorf("Next = %q; want %q", got, tc.want)
			}
			var want time.Time
			if tc.wake > 0 {
				want = noon.Add(tc.wake)
			}
			// With nobody left ready, nothing but a change can bring an offer.
			if !wake.Equal(want) && (f.ready > 0 || !wake.IsZero()) {
				t.Errorf("wake %v; want %v", wake, want)
			}
			if more, _ := f.Next(noon, 0); len(more) > 0 {
				t.Errorf("then it also offers %s", told(more))
			}
			if err := f.Check(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestNextWakes(t *testing.T) {
	for _, tc := range []struct{ name, places, agents, want string }{
		{"a step comes due", "a steps 1", "maria es=3 5", "1m a>maria"},
		{"and another", "a steps 0; b steps 1", "maria es=3 5; kim es=1 5 tier2", "1m b>maria, 4m a>kim"},
		{"the agent they know is not free in time", "a again 2 last=maria", "maria en 1 talking; lee en 9", "3m a>lee"},
		{"two held, one ready", "a again 2 last=maria; b again 1 last=maria", "maria en 1 talking; lee en 9", "3m a>lee"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			f := floorOf(t, tc.places, tc.agents)
			var got []string
			for now := noon; !now.IsZero(); {
				offers, wake := f.Next(now, 0)
				if len(offers) > 0 {
					got = append(got, strings.TrimSuffix(now.Sub(noon).String(), "0s")+" "+told(offers))
				}
				if !wake.IsZero() && !wake.After(now) {
					t.Fatalf("it wakes at %v, which is past", wake)
				}
				now = wake
			}
			if s := strings.Join(got, ", "); s != tc.want {
				t.Errorf("offers %q; want %q", s, tc.want)
			}
		})
	}
}

func TestNextInPieces(t *testing.T) {
	f := floorOf(t, "a t1-en 3; b t1-en 2; c t1-en 1; d again 1", "w en 4; x en 3; y en 2; z en 1")
	var got []string
	for range 3 {
		offers, wake := f.Next(noon, 2)
		got = append(got, told(offers))
		if len(got) == 1 && !wake.Equal(noon) {
			t.Errorf("more are to be made, and it wakes at %v", wake)
		}
	}
	if s := strings.Join(got, " | "); s != "a>w b>x | c>y d>z | " {
		t.Errorf("in pieces of two: %q", s)
	}
	p, _ := f.Place("d")
	if !p.Until.Equal(noon.Add(time.Minute)) {
		t.Errorf("a queue's own ringing time: until %v", p.Until)
	}
	if p, _ = f.Place("a"); !p.Until.Equal(noon.Add(20 * time.Second)) {
		t.Errorf("the centre's: until %v", p.Until)
	}
	if a, _ := f.Agent("w"); a.State != civicline.Alerting || a.Call != "a" {
		t.Errorf("the agent is %s with %q", a.State, a.Call)
	}
}

func TestPosition(t *testing.T) {
	f := floorOf(t, "a t1-en 5; b t1-en 4 away; c t1-en 3; d t1-en 1 returned; e t1-en 9 to=maria; x t1-es 9", "")
	for call, want := range map[civicline.CallID]int{"a": 2, "b": 3, "c": 3, "d": 1, "e": 1, "x": 1, "nobody": 0} {
		if got := f.Position(call); got != want {
			t.Errorf("Position(%s) = %d; want %d", call, got, want)
		}
	}
	var line []string
	for _, p := range f.Line() {
		line = append(line, string(p.Call))
	}
	if s := strings.Join(line, " "); s != "d e x a b c" {
		t.Errorf("Line = %s", s)
	}
	f.Drop("d")
	f.Drop("nobody")
	f.Remove("nobody")
	if got := f.Position("c"); got != 2 {
		t.Errorf("after d has gone, c is %d", got)
	}
}

func TestOfferBecause(t *testing.T) {
	for _, tc := range []struct{ name, places, agents, want string }{
		{"the longest waiting and the longest idle", "a t1-es 4", "maria es 12; ana es 1",
			"Longest waiting for tier 1 in Spanish (4 min 0 s). Maria has Spanish 3 and has been idle longest (12 min 0 s)."},
		{"who was passed over", "a t1-es 4", "maria es 2; luis es 9 wrapping; eva es 8 lunch; leo es 7 talking; pia es 1 lunch; lee en 30 lunch",
			"Longest waiting for tier 1 in Spanish (4 min 0 s). Maria has Spanish 3 and has been idle longest (2 min 0 s); Luis skipped: in wrap-up; Eva skipped: not ready (lunch)."},
		{"three at most", "a t1-es 4", "maria es 2; b es 9 wrapping; c es 8 lunch; d es 7 ringing; e es 6 lunch",
			"Longest waiting for tier 1 in Spanish (4 min 0 s). Maria has Spanish 3 and has been idle longest (2 min 0 s); B skipped: in wrap-up; C skipped: not ready (lunch); D skipped: being rung."},
		{"sent back", "a t1-en 150 returned", "maria en 2",
			"Sent back to the line, so first in it, for tier 1 in English (2 h 30 min). Maria has English 3 and has been idle longest (2 min 0 s)."},
		{"a head start, rung back", "a urgent 2 callback", "maria en 2",
			"First in line for tier 1 in English (2 min 0 s, counted as 12 min 0 s, to be rung back). Maria has English 3 and has been idle longest (2 min 0 s)."},
		{"the most skilled", "a best 2", "maria es=5 2; ana es=4 9; eva es=5 8 lunch; pia es=4 50 lunch",
			"Longest waiting for tier 1 in Spanish (2 min 0 s). Maria has Spanish 5, the most of those ready (idle for 2 min 0 s); Eva skipped: not ready (lunch)."},
		{"the least occupied", "a least 2", "maria en 2 worked=20; ana en 9 worked=50; eva en 9 worked=60 lunch; lee en 1 worked=10 lunch",
			"Longest waiting for tier 1 in English (2 min 0 s). Maria has English 3 and has been least busy today (20 % of the time); Lee skipped: not ready (lunch)."},
		{"the fewest skills", "a spare 2", "maria en 2; ana en,es 9",
			"Longest waiting for tier 1 in English (2 min 0 s). Maria has English 3 and the fewest skills of those ready (idle for 2 min 0 s)."},
		{"a step", "a steps 5", "kim es 2 tier2",
			"Longest waiting for tier 1 in Spanish (5 min 0 s). Kim has Spanish 3 and has been idle longest (2 min 0 s). Kim may take it as it has waited over 4 min 0 s."},
		{"a topic", "a steps 1 topic=fees", "maria es=4,fees=3 2",
			"Longest waiting for tier 1 in Spanish (1 min 0 s). Maria has Spanish 4, fees 3 and has been idle longest (2 min 0 s)."},
		{"whom they know", "a again 1 last=maria", "maria en 2; ana en 9",
			"Longest waiting for tier 1 in English (1 min 0 s). Maria has English 3 and spoke with this caller last."},
	} {
		t.Run(tc.name, func(t *testing.T) {
			f := floorOf(t, tc.places, tc.agents)
			f.Explain(false)
			f.Explain(true)
			offers, _ := f.Next(noon, 0)
			if len(offers) != 1 || offers[0].Because != tc.want {
				t.Errorf("because %v; want %q", offers, tc.want)
			}
			f = floorOf(t, tc.places, tc.agents)
			f.Explain(false)
			if offers, _ := f.Next(noon, 0); len(offers) != 1 || offers[0].Because != "" {
				t.Errorf("not asked to explain: %v", offers)
			}
		})
	}
}

func TestExplainWaiting(t *testing.T) {
	for _, tc := range []struct{ name, places, agents, want string }{
		{"no such call", "", "", ""},
		{"being offered", "a t1-en 1 to=maria", "maria en 1 ringing", "It is being offered to Maria."},
		{"away", "a t1-en 1 away", "", "The caller is away from the line. Their place is kept; nobody is offered it before they are back."},
		{"no such queue", "a nowhere 1", "", `No queue "nowhere" is served here.`},
		{"nobody has the skill", "a t1-es 1", "maria en 1", "Nobody is signed in who may take it: tier 1 with Spanish."},
		{"all are busy", "a t1-es 1", "maria es 1 talking; ana es 1 lunch; eva es 1 wrapping; pia es 2 talking; out es 1 out; x es 1 kept; y es 1 lost; z es 1 holding",
			"Nobody who may take it (tier 1 with Spanish) is ready: 3 on a call, 1 kept for a callback, 1 in wrap-up, 1 not ready, 1 connection lost."},
		{"a step is to come", "a steps 1", "maria es=3 1",
			"Nobody is signed in who may take it: tier 1 with Spanish at 4 or more. In 1 min 0 s others may take it too: tier 1 with Spanish at 2 or more."},
		{"held", "a again 1 last=maria", "maria en 1 talking; ana en 9",
			"It waits for Maria, who spoke with this caller last, for another 4 min 0 s at most. Maria is on a call."},
		{"its turn has not come", "a t1-en 1; b t1-en 2", "maria en 1",
			"Somebody who may take it is ready: it is offered in its turn, 2 in its queue."},
	} {
		t.Run(tc.name, func(t *testing.T) {
			f := floorOf(t, tc.places, tc.agents)
			if got := f.ExplainWaiting("a", noon); got != tc.want {
				t.Errorf("ExplainWaiting = %q; want %q", got, tc.want)
			}
		})
	}
}

func TestExplainWaitingChangesNothing(t *testing.T) {
	f := floorOf(t, "a steps 1", "maria es=2 1")
	if got := f.ExplainWaiting("a", noon.Add(time.Hour)); !strings.HasPrefix(got, "Somebody who may take it is ready") {
		t.Errorf("in an hour: %q", got)
	}
	if offers, _ := f.Next(noon, 0); len(offers) > 0 {
		t.Errorf("asked about an hour from now, it offers %s now", told(offers))
	}
}

func TestBest(t *testing.T) {
	f := floorOf(t, "", "maria en 5; kim en 9 tier2; ana es=4,fees=2 5; eva es=5 6")
	for _, tc := range []struct{ queue, topic, want string }{
		{"t1-en", "", "maria"}, {"t2-en", "", "kim"}, {"steps", "", "eva"}, {"steps", "fees", "ana"}, {"nowhere", "", ""},
	} {
		got, why, ok := f.Best(civicline.QueueID(tc.queue), tc.topic, noon)
		if string(got) != tc.want || ok != (tc.want != "") || (why == "") == ok {
			t.Errorf("Best(%s, %s) = %q, %q, %t; want %q", tc.queue, tc.topic, got, why, ok, tc.want)
		}
	}
	if a, _ := f.Agent("maria"); a.State != civicline.Ready {
		t.Errorf("Best made an agent %s", a.State)
	}
}

func TestServing(t *testing.T) {
	f := floorOf(t, "a t1-en 5; b t1-en 4; c t1-en 3; x t1-es 3", "maria en 5; ana en,es 5 talking; eva es 5 wrapping; lee en 1 lunch; out en 1 out")
	f = floorOnly(f, "t1-en", "t1-es")
	en, es := f.Serving("t1-en"), f.Serving("t1-es")
	if en.Agents != 2 || en.Ready != 1 || en.Waiting != 3 || es.Agents != 2 || es.Ready != 0 || es.Waiting != 1 {
		t.Errorf("Serving = %+v and %+v", en, es)
	}
	// Ana is shared as those who wait are: four to two, one added to each queue.
	if got := en.Share + es.Share; got < 2.999 || got > 3.001 || en.Share < 1.66 || en.Share > 1.67 {
		t.Errorf("shares %v and %v", en.Share, es.Share)
	}
	if s := f.Serving("nowhere"); s != (Serving{}) {
		t.Errorf("a queue that is not: %+v", s)
	}
}

// floorOnly is the same floor with so few queues.
func floorOnly(from *Floor, only ...civicline.QueueID) *Floor {
	var some []civicline.Queue
	for _, id := range only {
		some = append(some, from.lanes[id].queue)
	}
	f := New(some, from.ring)
	for _, p := range from.Line() {
		f.Put(p)
	}
	for _, m := range from.agents {
		f.Set(m.agent)
	}
	return f
}
