package waits

import (
	"math"
	"strconv"
	"testing"
	"time"

	"github.com/civicline/civicline"
)

// kept is a Score of estimates of 1 to 3 minutes, likely 2, beside a last caller's
// wait of 4 and a head-of-line delay of 1, and of what became of them: "answered
// 90" is after so many seconds.
func kept(became ...string) *Score {
	s := &Score{}
	for i, b := range became {
		call := civicline.CallID(strconv.Itoa(i))
		s.Keep(Told{Call: call, At: noon, Wait: civicline.Wait{Position: 1, Low: time.Minute, Likely: 2 * time.Minute, High: 3 * time.Minute}, Last: 4 * time.Minute, Oldest: time.Minute})
		kind, after, _ := cut(b)
		s.Became(call, kind, noon.Add(after))
	}
	return s
}

func cut(b string) (Kind, time.Duration, error) {
	for i := range b {
		if b[i] == ' ' {
			n, err := strconv.Atoi(b[i+1:])
			return Kind(b[:i]), time.Duration(n) * time.Second, err
		}
	}
	return Kind(b), 0, nil
}

func TestScore(t *testing.T) {
	for _, tc := range []struct {
		name               string
		became             []string
		coverage, censored float64
		mae, bias          time.Duration
	}{
		{"all inside", []string{"answered 60", "answered 100", "answered 180"}, 1, 1, 140 * time.Second / 3, 20 * time.Second},
		{"one too soon, one too late", []string{"answered 30", "answered 90", "answered 120", "answered 200"}, 0.5, 0.5, 50 * time.Second, 30 * time.Second},
		{"hung up after High->missed", []string{"answered 120", "abandoned 200"}, 0.5, 0.5, 0, 0},
		{"hung up inside->not decided, and its weight goes on", []string{"answered 70", "abandoned 100", "answered 120", "answered 240"}, 2.0 / 3, 0.25 + 0.75/2, 170 * time.Second / 3, 0},
		{"hung up before Low->not decided", []string{"abandoned 10", "answered 120", "answered 240"}, 0.5, 0.5, time.Minute, 0},
		{"place lost->not decided", []string{"left 10", "answered 120"}, 1, 1, 0, 0},
		{"nothing settled", nil, 0, 0, 0, 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			f := kept(tc.became...).Figures()
			if math.Abs(f.Coverage-tc.coverage) > 1e-9 || math.Abs(f.Censored-tc.censored) > 1e-9 || (f.Model.MAE-tc.mae).Abs() > 1 || f.Model.Bias != tc.bias {
				t.Errorf("%+v", f)
			}
			if f.Count != len(tc.became) || f.Count != f.Answered+f.Abandoned+f.Left {
				t.Errorf("counts %+v", f)
			}
		})
	}
}

func TestScoreBeside(t *testing.T) {
	f := kept("answered 120", "answered 180").Figures()
	if want := (Off{90 * time.Second, 2 * time.Minute}); f.Last != want {
		t.Errorf("last caller's wait: %+v", f.Last)
	}
	if want := (Off{90 * time.Second, -time.Minute}); f.Oldest != want {
		t.Errorf("head of line: %+v", f.Oldest)
	}
	if f.Width != 2*time.Minute {
		t.Errorf("width %v", f.Width)
	}
}

// TestScoreKeeps: nothing told is nothing kept, what is not known is passed over,
// a later estimate takes the place of an earlier, and old ones go.
func TestScoreKeeps(t *testing.T) {
	s := &Score{Most: 3}
	s.Keep(Told{Call: "untold", At: noon})
	s.Became("untold", Answered, noon)
	s.Became("unknown", Answered, noon)
	if f := s.Figures(); f.Count != 0 {
		t.Errorf("%+v", f)
	}
	for i := range 10 {
		call := civicline.CallID(strconv.Itoa(i))
		s.Keep(Told{Call: call, At: noon, Wait: civicline.Wait{High: time.Second}})
		s.Keep(Told{Call: call, At: noon.Add(time.Hour), Wait: civicline.Wait{High: time.Duration(i) * time.Minute}})
		s.Became(call, Answered, noon.Add(time.Hour))
		s.Became(call, Answered, noon.Add(time.Hour))
	}
	if f := s.Figures(); f.Count != 3 || f.Width != 8*time.Minute || f.Coverage != 1 {
		t.Errorf("%+v", f)
	}
}
