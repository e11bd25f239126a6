package sim

import (
	"time"
)

// A source tells when callers first ring.
type source interface {
	// peek is when the next one rings; false if nobody will.
	peek() (moment, bool)
	// take is the one of whom peek told.
	take() newcomer
}

// A newcomer is somebody who rings for the first time.
type newcomer struct {
	tongue, topic uint8
	ends          bool // the assistant is enough
	row           int  // of the log, from 1; 0 is none
}

func (w *world) expectArrival() {
	if at, ok := w.source.peek(); ok {
		w.agenda.add(max(at, w.now), arrivalDue, 0, 0)
	}
}

// tableSource draws a Poisson process whose rate is the table's, by half-hours.
type tableSource struct {
	w       *world
	chance  chance
	at      moment  // of the next call
	until   moment  // the half-hour ends
	rate    float64 // calls a nanosecond
	weights []float64
	row     tableRow
	day     int
	factor  float64
	weekday time.Weekday
}

func newTableSource(w *world) *tableSource {
	return &tableSource{w: w, chance: newChance(w.o.Seed, 1), weights: make([]float64, len(w.laws.topics)), day: -1}
}

func (s *tableSource) peek() (moment, bool) {
	for {
		if s.rate > 0 {
			s.at += moment(s.chance.ExpFloat64() / s.rate)
			if s.at < s.until {
				return s.at, true
			}
		}
		if s.at = s.until; s.at >= s.w.end {
			return 0, false
		}
		s.halfHour()
	}
}

// halfHour sets the rate from s.at on.
func (s *tableSource) halfHour() {
	w := s.w
	t := w.at(s.at).In(w.zone)
	s.until = s.at + 30*minute
	if day := w.dayAt(t); day != s.day {
		s.day = day
		s.factor, s.weekday = w.dayFactor(t)
	}
	s.row = w.o.Table.rows[s.weekday][slotAt(t)]
	base := s.row.calls * s.factor / float64(30*minute)
	s.rate = 0
	for i, share := range w.laws.shares {
		s.weights[i] = w.surged(w.laws.topics[i], t, base*share, share)
		s.rate += s.weights[i]
	}
}

// surged is the rate of a topic's calls, with what the scenario adds.
func (w *world) surged(topic string, t time.Time, rate, share float64) float64 {
	if w.o.Scenario == nil {
		return rate
	}
	more := 0.0
	for _, u := range w.o.Scenario.Surges {
		if t.Before(u.from) || !t.Before(u.until) || u.Topic != "" && u.Topic != topic {
			continue
		}
		if u.Factor > 0 {
			f := u.Factor - 1
			if u.HalfLife > 0 {
				f *= exp2(-t.Sub(u.from).Hours() / 24 / u.HalfLife)
			}
			rate *= 1 + f
		}
		if u.Calls > 0 {
			if u.Topic == "" {
				more += share * u.Calls / float64(u.until.Sub(u.from))
			} else {
				more += u.Calls / float64(u.until.Sub(u.from))
			}
		}
	}
	return rate + more
}

func (s *tableSource) take() newcomer {
	n := newcomer{tongue: inEnglish, topic: s.topic()}
	spanish := s.row.spanish
	if s.w.p.Calls.Spanish >= 0 {
		spanish = s.w.p.Calls.Spanish
	}
	switch x := s.chance.Float64(); {
	case x < spanish:
		n.tongue = inSpanish
	case x < spanish+s.row.other:
		n.tongue = inOther
	}
	n.ends = s.chance.happens(s.ending())
	return n
}

func (s *tableSource) ending() float64 {
	if e := s.w.p.Assistant.EndsHere; e >= 0 {
		return e
	}
	return s.row.ending
}

func (s *tableSource) topic() uint8 {
	if len(s.weights) == 1 {
		return 0
	}
	x := s.chance.Float64() * s.rate
	for i, wt := range s.weights {
		if x -= wt; x < 0 {
			return uint8(i) //nolint:gosec // few topics
		}
	}
	return uint8(len(s.weights) - 1) //nolint:gosec // few topics
}
