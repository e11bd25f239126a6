package acd

import (
	"maps"
	"math/bits"
	"slices"

	"github.com/civicline/civicline"
)

// A profile is what some agents have in common: their tier and their levels.
type profile struct {
	number  int // among Floor.profiles
	tier    civicline.Tier
	levels  []uint8       // by the number of the skill; those beyond are 0
	skilled int           // how many are above 0
	ready   heap[*member] // who may be offered a call, longest idle first
	passed  heap[*member] // who may not, though they are there and not talking; only kept to explain
	working int           // at work: ready, ringing, talking or in wrap-up
	shapes  []*shape      // what they may take
}

type profileKey struct {
	tier   civicline.Tier
	levels string
}

func (p *profile) level(skill int) int {
	if skill < 0 || skill >= len(p.levels) {
		return 0
	}
	return int(p.levels[skill])
}

// profileOf finds or makes the profile of an agent.
func (f *Floor) profileOf(a civicline.Agent) *profile {
	var levels []uint8
	set := func(name string) {
		level := max(0, min(255, a.Level(name)))
		n := f.number(name)
		if level > 0 && n >= len(levels) {
			levels = append(levels, make([]uint8, n+1-len(levels))...)
		}
		if level > 0 {
			levels[n] = uint8(level)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(a.Skills)) {
		set(name)
	}
	for _, l := range a.Speaks {
		set(string(l))
	}
	key := profileKey{a.Tier, string(levels)}
	if p := f.byKey[key]; p != nil {
		return p
	}
	p := &profile{number: len(f.profiles), tier: a.Tier, levels: levels,
		ready:  heap[*member]{before: idleFirst, slot: (*member).ownSlot},
		passed: heap[*member]{before: idleFirst, slot: (*member).ownSlot}}
	for _, l := range levels {
		if l > 0 {
			p.skilled++
		}
	}
	f.byKey[key] = p
	f.profiles = append(f.profiles, p)
	for _, l := range f.order {
		for _, s := range l.shapes {
			pair(s, p)
		}
	}
	return p
}

// pair tells a shape and a profile of each other, if they fit.
func pair(s *shape, p *profile) {
	if !s.lane.known || !s.want.met(p) {
		return
	}
	p.shapes = append(p.shapes, s)
	if p.ready.len() > 0 {
		s.open = marked(s.open, p.number, true)
		s.ready++
	}
	if p.passed.len() > 0 {
		s.passed = marked(s.passed, p.number, true)
	}
}

// marked sets or clears a bit.
func marked(set []uint64, bit int, on bool) []uint64 {
	word := bit / 64
	if word >= len(set) {
		set = append(set, make([]uint64, word+1-len(set))...)
	}
	if on {
		set[word] |= 1 << (bit % 64)
	} else {
		set[word] &^= 1 << (bit % 64)
	}
	return set
}

// each visits the profiles whose bits are set, in the order of their numbers.
func (f *Floor) each(set []uint64, visit func(*profile)) {
	for i, word := range set {
		for ; word != 0; word &= word - 1 {
			visit(f.profiles[i*64+bits.TrailingZeros64(word)])
		}
	}
}
