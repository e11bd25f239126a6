package acd

import (
	"cmp"
	"slices"
	"time"

	"github.com/civicline/civicline"
)

// A rank is a place's standing in the order of service. It never changes while
// the place does not.
type rank struct {
	returned bool
	at       int64 // entered, less the head starts, in nanoseconds
	call     civicline.CallID
}

func (r rank) before(o rank) bool {
	if r.returned != o.returned {
		return r.returned
	}
	if r.at != o.at {
		return r.at < o.at
	}
	return r.call < o.call
}

func (r rank) compare(o rank) int {
	if r.returned != o.returned {
		if r.returned {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(r.at, o.at), cmp.Compare(r.call, o.call))
}

// rankOf is the order of service: those sent back first, then the earliest
// entered, head starts taken off, then the first by ID.
func rankOf(p civicline.Place, head time.Duration) rank {
	return rank{p.Returned, nanos(p.Entered) - int64(head) - int64(p.Head), p.Call}
}

// nanos is a time as nanoseconds since 1970, with room on both sides for sums:
// what lies before 1780 or after 2160 is one and the same.
func nanos(t time.Time) int64 {
	const limit = 6_000_000_000
	s := t.Unix()
	if s < -limit || s > limit {
		return max(-limit, min(limit, s)) * int64(time.Second)
	}
	return t.UnixNano()
}

// A ledger keeps places in the order of service, and counts how many are
// before one: blocks of places, each in order.
type ledger struct {
	blocks [][]*standing
	n      int
}

const blockSize = 256

// find is where a rank is, or would be put.
func (l *ledger) find(r rank) (block, at int, found bool) {
	block, _ = slices.BinarySearchFunc(l.blocks, r, func(b []*standing, r rank) int { return b[len(b)-1].rank.compare(r) })
	if block == len(l.blocks) {
		return block, 0, false
	}
	at, found = slices.BinarySearchFunc(l.blocks[block], r, func(s *standing, r rank) int { return s.rank.compare(r) })
	return block, at, found
}

func (l *ledger) add(s *standing) {
	i, at, _ := l.find(s.rank)
	l.n++
	if i == len(l.blocks) {
		if i == 0 {
			l.blocks = append(l.blocks, append(make([]*standing, 0, 8), s))
			return
		}
		i--
		at = len(l.blocks[i])
	}
	b := slices.Insert(l.blocks[i], at, s)
	l.blocks[i] = b
	if len(b) < blockSize {
		return
	}
	half := append(make([]*standing, 0, blockSize), b[len(b)/2:]...)
	clear(b[len(b)/2:])
	l.blocks[i] = b[:len(b)/2]
	l.blocks = slices.Insert(l.blocks, i+1, half)
}

func (l *ledger) remove(s *standing) {
	i, at, found := l.find(s.rank)
	if !found {
		return
	}
	l.n--
	l.blocks[i] = slices.Delete(l.blocks[i], at, at+1)
	if len(l.blocks[i]) == 0 {
		l.blocks = slices.Delete(l.blocks, i, i+1)
	}
}

// before counts the places before a rank.
func (l *ledger) before(r rank) int {
	i, at, _ := l.find(r)
	n := at
	for _, b := range l.blocks[:i] {
		n += len(b)
	}
	return n
}

// first is the place that is served next; nil if there is none.
func (l *ledger) first() *standing {
	if l.n == 0 {
		return nil
	}
	return l.blocks[0][0]
}
