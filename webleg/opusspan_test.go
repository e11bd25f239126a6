package webleg_test

import (
	"testing"
	"time"

	"github.com/civicline/civicline/webleg"
)

func TestOpusSpan(t *testing.T) {
	t.Parallel()
	const ms = time.Millisecond
	for name, c := range map[string]struct {
		packet []byte
		want   time.Duration
	}{
		"SILK wide 20 ms, one frame":   {[]byte{9 << 3, 1}, 20 * ms},
		"SILK narrow 60 ms, one frame": {[]byte{3 << 3, 1}, 60 * ms},
		"SILK 60 ms, two frames":       {[]byte{3<<3 | 1, 1}, 120 * ms},
		"hybrid 10 ms, two frames":     {[]byte{12<<3 | 2, 1}, 20 * ms},
		"CELT 2.5 ms, four frames":     {[]byte{16<<3 | 3, 4}, 10 * ms},
		"CELT 20 ms, one frame":        {[]byte{31 << 3, 1}, 20 * ms},
		"too long to be lawful":        {[]byte{3<<3 | 3, 3}, 0},
		"cut short":                    {[]byte{3<<3 | 3}, 0},
		"nothing":                      {nil, 0},
	} {
		if got := webleg.OpusSpan(c.packet); got != c.want {
			t.Errorf("%s: %v; want %v", name, got, c.want)
		}
	}
}
