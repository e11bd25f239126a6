package waits

import (
	"container/heap"
	"math/rand/v2"
	"strconv"
	"time"

	"github.com/civicline/civicline"
)

// A bank is a queue M/M/n+M to try a Model on: calls of one unit on average,
// patience of two.
type bank struct {
	draw     *rand.Rand
	agents   int
	load     float64 // arrivals in a unit, over agents
	unit     time.Duration
	patience float64
	slow     float64 // calls take so much longer than they used to
	hidden   int     // agents that are gone, and nobody said
	now      float64
	line     []waiter
	busy     times
	arrive   float64
	calls    int
}

type waiter struct {
	call    civicline.CallID
	at, end float64 // entered; hangs up
	told    civicline.Wait
}

func newBank(seed uint64, agents int, load float64) *bank {
	return &bank{draw: rand.New(rand.NewPCG(seed, 1)), agents: agents, load: load, unit: 4 * time.Minute, patience: 2, slow: 1}
}

func (b *bank) span(t float64) time.Duration { return time.Duration(t * float64(b.unit)) }
func (b *bank) time() time.Time              { return noon.Add(b.span(b.now)) }

// play runs the bank until so many callers of the line have been told and
// answered, or have left.
func play(b *bank, told int, o Options) (*Model, *Score) {
	m, s := New(o), &Score{Most: told}
	b.play(m, s, told)
	return m, s
}

func (b *bank) play(m *Model, s *Score, told int) {
	for b.arrive = max(b.arrive, b.now); told > 0; {
		next, gone := b.arrive, -1
		for i, w := range b.line {
			if w.end < next {
				next, gone = w.end, i
			}
		}
		if len(b.busy) > 0 && b.busy[0].end <= next {
			b.free(m, s)
			continue
		}
		b.now = next
		if gone >= 0 {
			w := b.line[gone]
			b.line = append(b.line[:gone:gone], b.line[gone+1:]...)
			m.Observe(Event{At: b.time(), Kind: Abandoned, Call: w.call, Wait: b.span(b.now - w.at)})
			s.Became(w.call, Abandoned, b.time())
			continue
		}
		if b.enters(m, s) {
			told--
		}
	}
}

// enters takes in a call, and reports whether it has to wait.
func (b *bank) enters(m *Model, s *Score) bool {
	b.arrive = b.now + b.draw.ExpFloat64()/(b.load*float64(b.agents))
	b.calls++
	w := waiter{call: civicline.CallID(strconv.Itoa(b.calls)), at: b.now, end: b.now + b.patience*b.draw.ExpFloat64()}
	if len(b.busy) < b.agents-b.hidden {
		b.answer(m, w)
		return false
	}
	ask := Ask{Position: len(b.line) + 1, Agents: float64(b.agents)}
	if len(b.line) > 0 {
		ask.Oldest = b.span(b.now - b.line[0].at)
	}
	t := Told{Call: w.call, At: b.time(), Wait: m.Estimate(b.time(), ask), Oldest: ask.Oldest}
	t.Last, _ = m.Last()
	w.told = t.Wait
	s.Keep(t)
	m.Observe(Event{At: b.time(), Kind: Entered, Call: w.call, Ask: ask})
	b.line = append(b.line, w)
	return true
}

func (b *bank) answer(m *Model, w waiter) {
	m.Observe(Event{At: b.time(), Kind: Answered, Call: w.call, Wait: b.span(b.now - w.at)})
	heap.Push(&b.busy, job{b.now, b.now + b.slow*b.draw.ExpFloat64()})
}

func (b *bank) free(m *Model, s *Score) {
	j := heap.Pop(&b.busy).(job)
	b.now = j.end
	m.Observe(Event{At: b.time(), Kind: Finished, Handle: b.span(j.end - j.began)})
	if len(b.line) > 0 && len(b.busy) < b.agents-b.hidden {
		w := b.line[0]
		b.line = b.line[1:]
		b.answer(m, w)
		s.Became(w.call, Answered, b.time())
	}
}

type job struct{ began, end float64 }

type times []job

func (t times) Len() int           { return len(t) }
func (t times) Less(i, j int) bool { return t[i].end < t[j].end }
func (t times) Swap(i, j int)      { t[i], t[j] = t[j], t[i] }
func (t *times) Push(x any)        { *t = append(*t, x.(job)) }
func (t *times) Pop() any {
	last := (*t)[len(*t)-1]
	*t = (*t)[:len(*t)-1]
	return last
}
