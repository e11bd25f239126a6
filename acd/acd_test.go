package acd

import (
	"slices"
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

// place and agent are written as supervisors speak of them: "a en 5" is call a,
// in English, waiting for five minutes; "maria en,es 10" has been idle for ten.
func place(t *testing.T, s string) civicline.Place {
	f := strings.Fields(s)
	p := civicline.Place{Call: civicline.CallID(f[0]), Queue: civicline.QueueID("t1-" + f[1]),
		Language: civicline.Language(f[1]), Entered: noon.Add(-ago(t, f[2])), Present: true}
	for _, more := range f[3:] {
		switch more {
		case "returned":
			p.Returned = true
		case "away":
			p.Present = false
		case "ringing":
			p.Offered = "someone"
		case "tier2":
			p.Queue = "t2-en"
		case "nowhere":
			p.Queue = "closed down"
		default:
			t.Fatal(more)
		}
	}
	return p
}

func agent(t *testing.T, s string) civicline.Agent {
	f := strings.Fields(s)
	a := civicline.Agent{ID: civicline.AgentID(f[0]), Name: f[0], Tier: civicline.Tier1, State: civicline.Ready, Idle: noon.Add(-ago(t, f[2]))}
	for l := range strings.SplitSeq(f[1], ",") {
		a.Speaks = append(a.Speaks, civicline.Language(l))
	}
	for _, more := range f[3:] {
		switch more {
		case "talking":
			a.State = civicline.Talking
		case "tier2":
			a.Tier = civicline.Tier2
		default:
			t.Fatal(more)
		}
	}
	return a
}

func ago(t *testing.T, minutes string) time.Duration {
	n, err := strconv.Atoi(minutes)
	if err != nil {
		t.Fatal(err)
	}
	return time.Duration(n) * time.Minute
}

func TestMatch(t *testing.T) {
	for _, tc := range []struct {
		name   string
		places []string
		agents []string
		want   string
	}{
		{"nobody waits", nil, []string{"maria en 5"}, ""},
		{"nobody is ready", []string{"a en 5"}, []string{"maria en 5 talking"}, ""},
		{"the longest waiting goes first", []string{"a en 1", "b en 5", "c en 3"}, []string{"maria en 5"}, "b>maria"},
		{"to the longest idle", []string{"a en 1"}, []string{"maria en 5", "lee en 9"}, "a>lee"},
		{"each to another", []string{"a en 1", "b en 5"}, []string{"maria en 5", "lee en 9"}, "b>lee a>maria"},
		{"unanswered calls head the line", []string{"a en 1 returned", "b en 5"}, []string{"maria en 5"}, "a>maria"},
		{"and keep their order", []string{"a en 1 returned", "b en 5 returned"}, []string{"maria en 5"}, "b>maria"},
		{"the language decides", []string{"a es 9", "b en 5"}, []string{"maria en 5"}, "b>maria"},
		{"both languages serve both lines", []string{"a es 4", "b en 5"}, []string{"ana en,es 1", "eva en,es 2"}, "b>eva a>ana"},
		{"who speaks it is found behind who does not", []string{"a es 4"}, []string{"maria en 50", "ana es 1"}, "a>ana"},
		{"tiers do not mix", []string{"a en 5 tier2", "b en 1"}, []string{"maria en 5"}, "b>maria"},
		{"tier 2 takes tier 2", []string{"a en 5 tier2", "b en 1"}, []string{"kim en 5 tier2"}, "a>kim"},
		{"an absent caller is not offered", []string{"a en 5 away", "b en 1"}, []string{"maria en 5"}, "b>maria"},
		{"a ringing call is not offered twice", []string{"a en 5 ringing"}, []string{"maria en 5"}, ""},
		{"a line that is no more waits", []string{"a en 5 nowhere", "b en 1"}, []string{"maria en 5"}, "b>maria"},
		{"equal in everything: by name", []string{"b en 5", "a en 5"}, []string{"maria en 5", "lee en 5"}, "a>lee b>maria"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var places []civicline.Place
			for _, s := range tc.places {
				places = append(places, place(t, s))
			}
			var agents []civicline.Agent
			for _, s := range tc.agents {
				agents = append(agents, agent(t, s))
			}
			var got []string
			for _, o := range Match(queues, places, agents, noon, 20*time.Second) {
				got = append(got, string(o.Call)+">"+string(o.Agent))
				if !o.Until.Equal(noon.Add(20 * time.Second)) {
					t.Errorf("%s rings until %v", o.Call, o.Until)
				}
			}
			if s := strings.Join(got, " "); s != tc.want {
				t.Errorf("Match = %q; want %q", s, tc.want)
			}
		})
	}
}

func TestBecause(t *testing.T) {
	offers := Match(queues, []civicline.Place{place(t, "a es 4"), place(t, "b en 150 returned")},
		[]civicline.Agent{agent(t, "Maria en 12"), agent(t, "Ana es 0")}, noon, time.Second)
	want := []string{
		"Sent back to the line, so first in it for tier 1 in English (2 h 30 min). Maria speaks it and has been idle longest (12 min 0 s).",
		"Longest waiting for tier 1 in Spanish (4 min 0 s). Ana speaks it and has been idle longest (0 s).",
	}
	for i, o := range offers {
		if o.Because != want[i] {
			t.Errorf("because %q; want %q", o.Because, want[i])
		}
	}
}

func TestEstimate(t *testing.T) {
	sixes := slices.Repeat([]time.Duration{6 * time.Minute}, 10)
	for _, tc := range []struct {
		name             string
		position, agents int
		recent           []time.Duration
		low, high        time.Duration
	}{
		{"next, one agent", 1, 1, sixes, 1 * time.Minute, 14 * time.Minute},
		{"next, ten agents", 1, 10, sixes, 0, 2 * time.Minute},
		{"tenth, five agents", 10, 5, sixes, 9 * time.Minute, 18 * time.Minute},
		{"hundredth, fifty agents", 100, 50, sixes, 11 * time.Minute, 14 * time.Minute},
		{"one forgotten call counts for nothing", 10, 5, append([]time.Duration{9 * time.Hour}, sixes...), 9 * time.Minute, 18 * time.Minute},
		{"nobody serves", 1, 0, sixes, 0, 0},
		{"too little to go by", 1, 1, sixes[:2], 0, 0},
		{"not in line", 0, 1, sixes, 0, 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			low, high := Estimate(tc.position, tc.agents, tc.recent)
			if low != tc.low || high != tc.high {
				t.Errorf("Estimate = %v to %v; want %v to %v", low, high, tc.low, tc.high)
			}
		})
	}
}
