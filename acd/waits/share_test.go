package waits

import (
	"math"
	"testing"

	"github.com/civicline/civicline"
)

func TestShare(t *testing.T) {
	type shares = map[civicline.QueueID]float64
	en, es, both := []civicline.QueueID{"en"}, []civicline.QueueID{"es"}, []civicline.QueueID{"en", "es"}
	for _, tc := range []struct {
		name   string
		groups []Group
		need   shares
		want   shares
	}{
		{"each their own", []Group{{5, en}, {2, es}}, shares{"en": 10, "es": 1}, shares{"en": 5, "es": 2}},
		{"all shared, by need", []Group{{6, both}}, shares{"en": 10, "es": 5}, shares{"en": 4, "es": 2}},
		{"the shared make it even", []Group{{4, en}, {4, both}}, shares{"en": 10, "es": 6}, shares{"en": 5, "es": 3}},
		{"the shared go where nobody else does", []Group{{20, en}, {4, both}}, shares{"en": 10, "es": 5}, shares{"en": 20, "es": 4}},
		{"named twice is once", []Group{{6, []civicline.QueueID{"en", "en", "es"}}}, shares{"en": 10, "es": 5}, shares{"en": 4, "es": 2}},
		{"no need at all: evenly", []Group{{6, both}}, nil, shares{"en": 3, "es": 3}},
		{"a chain of shared agents", []Group{{3, both}, {3, []civicline.QueueID{"es", "tax"}}}, shares{"en": 1, "es": 1, "tax": 1}, shares{"en": 2, "es": 2, "tax": 2}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := Share(tc.groups, tc.need)
			for q, n := range tc.want {
				if math.Abs(got[q]-n) > 0.01 {
					t.Errorf("%v; want %v", got, tc.want)
				}
			}
		})
	}
}
