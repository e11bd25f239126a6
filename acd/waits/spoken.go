package waits

import (
	"time"

	"github.com/civicline/civicline"
)

// Spoken rounds an estimate to what is said: whole minutes, outward, so that
// what is said is never narrower than what was meant. Both are zero when there
// is too little to go by; low alone is zero for less than a minute.
func Spoken(w civicline.Wait) (low, high time.Duration) {
	if w.High <= 0 {
		return 0, 0
	}
	low = max(0, w.Low).Truncate(time.Minute)
	return low, (w.High + time.Minute - 1).Truncate(time.Minute)
}
