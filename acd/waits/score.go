package waits

import (
	"cmp"
	"slices"
	"time"

	"github.com/civicline/civicline"
)

// A Score keeps what callers of one queue were told and what became of it. The
// zero value is ready. It is not safe for concurrent use.
type Score struct {
	Most int // estimates that Figures are of: the latest that were settled; 0 is 2000
	open map[civicline.CallID]Told
	done []settled
	next int // of done, to be overwritten once it is full
}

// Told is an estimate as it was given, and what the two simple ways of
// estimating would have said beside it.
type Told struct {
	Call   civicline.CallID
	At     time.Time
	Wait   civicline.Wait
	Last   time.Duration // the wait of the caller answered last (LES)
	Oldest time.Duration // how long the first of the line had waited (HOL)
}

type settled struct {
	Told
	kind   Kind
	waited time.Duration // since Told.At
}

// Keep keeps an estimate until Became says what it was worth. A later estimate
// for the same call takes its place; one that told nothing (High 0) is not kept.
func (s *Score) Keep(t Told) {
	if t.Wait.High <= 0 {
		return
	}
	if s.open == nil {
		s.open = make(map[civicline.CallID]Told)
	}
	s.open[t.Call] = t
}

// Became says what became of a call at a time: Answered, Abandoned or Left.
// Calls of which nothing is kept are passed over.
func (s *Score) Became(call civicline.CallID, kind Kind, at time.Time) {
	t, ok := s.open[call]
	if !ok {
		return
	}
	delete(s.open, call)
	d := settled{t, kind, at.Sub(t.At)}
	if most := cmp.Or(s.Most, 2000); len(s.done) >= most {
		s.done[s.next%len(s.done)] = d
		s.next++
		return
	}
	s.done = append(s.done, d)
}

// Figures are how good the estimates of a queue were. Shares are from 0 to 1.
type Figures struct {
	Count     int // estimates settled: Answered, Abandoned and Left
	Answered  int
	Abandoned int
	Left      int
	Coverage  float64       // of those decided, the share answered between Low and High; decided are those answered, and those who hung up or left after High
	Censored  float64       // the share that would be answered between Low and High if nobody hung up (Kaplan and Meier 1958)
	Below     float64       // of those answered, the share that waited less than Low
	Width     time.Duration // mean of High − Low
	Model     Off
	Last      Off // the last caller's wait (LES)
	Oldest    Off // the head-of-line delay (HOL)
}

// Off is by how much a way of estimating missed, over those answered.
type Off struct {
	MAE  time.Duration // mean absolute error
	Bias time.Duration // median of told − waited: above zero it told too much
}

// Figures sums up what has been settled.
func (s *Score) Figures() Figures {
	f := Figures{Count: len(s.done)}
	if f.Count == 0 {
		return f
	}
	var within, below, decided int
	var width time.Duration
	var model, last, oldest []time.Duration
	for _, d := range s.done {
		width += d.Wait.High - d.Wait.Low
		late := d.waited > d.Wait.High
		if d.kind == Answered || late {
			decided++
		}
		switch d.kind {
		case Answered:
			f.Answered++
			model = append(model, d.Wait.Likely-d.waited)
			last = append(last, d.Last-d.waited)
			oldest = append(oldest, d.Oldest-d.waited)
			switch {
			case d.waited < d.Wait.Low:
				below++
			case !late:
				within++
			}
		case Abandoned:
			f.Abandoned++
		default:
			f.Left++
		}
	}
	f.Coverage, f.Below = share(within, decided), share(below, f.Answered)
	f.Censored = censored(s.done)
	f.Width = width / time.Duration(f.Count)
	f.Model, f.Last, f.Oldest = off(model), off(last), off(oldest)
	return f
}

func share(part, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(part) / float64(of)
}

func off(misses []time.Duration) Off {
	if len(misses) == 0 {
		return Off{}
	}
	slices.Sort(misses)
	var sum time.Duration
	for _, d := range misses {
		sum += d.Abs()
	}
	return Off{MAE: sum / time.Duration(len(misses)), Bias: misses[len(misses)/2]}
}

// censored estimates the coverage had nobody hung up. Waits are measured from
// Low (0) to High (1); whoever hung up at a point is known only to have had to
// wait beyond it, and their weight passes to those still waiting then.
func censored(done []settled) float64 {
	type point struct {
		at       float64
		answered bool
	}
	points := make([]point, len(done))
	for i, d := range done {
		span := max(1, d.Wait.High-d.Wait.Low)
		points[i] = point{float64(d.waited-d.Wait.Low) / float64(span), d.kind == Answered}
	}
	slices.SortFunc(points, func(a, b point) int {
		if c := cmp.Compare(a.at, b.at); c != 0 || a.answered == b.answered {
			return c
		}
		if a.answered {
			return -1
		}
		return 1
	})
	still, before := 1.0, 1.0
	for i, p := range points {
		if p.at > 1 {
			break
		}
		if p.answered {
			still *= 1 - 1/float64(len(points)-i)
		}
		if p.at < 0 {
			before = still
		}
	}
	return before - still
}
