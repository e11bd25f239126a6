package learn

import (
	"cmp"
	"math"
	"slices"

	"github.com/civicline/civicline"
)

// A space numbers the features that are known, and weighs each by its rarity.
type space struct {
	language civicline.Language
	ids      map[uint64]int32
	rarity   []float32
	kind     []kind
	unknown  float64 // the rarity of a feature never seen
}

// A term is one feature of a text, and how much of it there is.
type term struct {
	id int32
	x  float32
}

// shares are, of each kind, how much of a text is known: from 0 to 1.
type shares [kinds]float64

// crowded is from how many documents on a pair or a piece must be in two of
// them to be worth knowing.
const crowded = 4000

// newSpace knows the features of those documents whose numbers are in use.
func newSpace(l civicline.Language, docs [][]feature, use []int) *space {
	s := &space{language: l, ids: map[uint64]int32{}}
	type seen struct{ in, last int32 }
	var all []seen
	var known []kind
	for n, d := range use {
		for _, f := range docs[d] {
			id, ok := s.ids[f.hash]
			if !ok {
				id = int32(len(all))
				s.ids[f.hash] = id
				all = append(all, seen{0, -1})
				known = append(known, f.kind)
			}
			if all[id].last != int32(n) {
				all[id] = seen{all[id].in + 1, int32(n)}
			}
		}
	}
	least := int32(1)
	if len(use) >= crowded {
		least = 2
	}
	to := make([]int32, len(all))
	for id, k := range known {
		if all[id].in < least && k != word {
			to[id] = -1
			continue
		}
		to[id] = int32(len(s.kind))
		s.kind = append(s.kind, k)
		s.rarity = append(s.rarity, float32(rarity(len(use), int(all[id].in))))
	}
	for h, id := range s.ids {
		if to[id] < 0 {
			delete(s.ids, h)
		} else {
			s.ids[h] = to[id]
		}
	}
	s.unknown = rarity(len(use), 0)
	return s
}

func rarity(of, in int) float64 {
	return math.Sqrt(math.Log(float64(of+1) / (float64(in) + 0.5)))
}

// vector returns the terms of a text, by number, with a length of one; each
// kind has a length by its weight. It also says how much of the text is known.
func (s *space) vector(fs []feature) ([]term, shares) {
	x := make([]term, 0, len(fs))
	var known, all, strange shares
	for _, f := range fs {
		id, ok := s.ids[f.hash]
		if !ok {
			all[f.kind] += s.unknown
			strange[f.kind] += s.unknown * s.unknown
			continue
		}
		known[f.kind] += float64(s.rarity[id])
		all[f.kind] += float64(s.rarity[id])
		x = append(x, term{id, 1})
	}
	for k := range known {
		if all[k] > 0 {
			known[k] /= all[k]
		}
	}
	slices.SortFunc(x, func(a, b term) int { return cmp.Compare(a.id, b.id) })
	n := 0
	for i, t := range x {
		if i > 0 && t.id == x[n-1].id {
			x[n-1].x++
			continue
		}
		x[n] = t
		n++
	}
	s.measure(x[:n], strange)
	return x[:n], known
}

// measure makes lengths of counts. square is the length,
// squared, of what is strange: a text of which little is known has little to say.
func (s *space) measure(x []term, square shares) {
	for i := range x {
		t := &x[i]
		if t.x > 1 {
			t.x = 1 + float32(math.Log(float64(t.x)))
		}
		t.x *= s.rarity[t.id]
		square[s.kind[t.id]] += float64(t.x) * float64(t.x)
	}
	total := 0.0
	for k, v := range square {
		if v > 0 {
			total += weights[k] * weights[k]
		}
	}
	var scale [kinds]float32
	for k, v := range square {
		if v > 0 {
			scale[k] = float32(weights[k] / math.Sqrt(v*total))
		}
	}
	for i := range x {
		x[i].x *= scale[s.kind[x[i].id]]
	}
}
