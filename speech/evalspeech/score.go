package evalspeech

import (
	"slices"
	"strings"
	"time"
)

// errors counts the words of ref that must be changed, left out or put in to get
// heard.
func wordErrors(ref, heard []string) int {
	d := make([]int, len(heard)+1)
	for j := range d {
		d[j] = j
	}
	for i, r := range ref {
		diagonal := d[0]
		d[0] = i + 1
		for j, h := range heard {
			change := diagonal
			if r != h {
				change++
			}
			diagonal = d[j+1]
			d[j+1] = min(change, d[j+1]+1, d[j]+1)
		}
	}
	return d[len(heard)]
}

// percentile is the nearest-rank one of times, in milliseconds.
func percentile(times []time.Duration, p int) float64 {
	if len(times) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(times))
	at := (len(sorted)*p + 99) / 100
	return float64(sorted[max(at, 1)-1].Microseconds()) / 1000
}

func fields(text string) []string { return strings.Fields(text) }
