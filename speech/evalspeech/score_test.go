package evalspeech

import (
	"testing"
	"time"
)

func TestWordErrors(t *testing.T) {
	for _, c := range []struct {
		ref, heard string
		want       int
	}{
		{"", "", 0}, {"a b c", "a b c", 0}, {"a b c", "a c", 1}, {"a b c", "a x b c", 1}, {"a b c", "x y z", 3}, {"a", "", 1}, {"", "a b", 2}, {"a b", "b a", 2},
	} {
		if got := wordErrors(fields(c.ref), fields(c.heard)); got != c.want {
			t.Errorf("%q heard as %q: %d errors, want %d", c.ref, c.heard, got, c.want)
		}
	}
}

func TestPercentile(t *testing.T) {
	var all []time.Duration
	for i := 1; i <= 20; i++ {
		all = append(all, time.Duration(i)*time.Millisecond)
	}
	if percentile(all, 50) != 10 || percentile(all, 95) != 19 || percentile(all[:1], 95) != 1 || percentile(nil, 50) != 0 {
		t.Error(percentile(all, 50), percentile(all, 95))
	}
}
