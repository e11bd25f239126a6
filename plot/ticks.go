package plot

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	gonum "gonum.org/v1/plot"
)

// ticks are the marks of an axis from low to high, at most about most of them.
func (a Axis) ticks(low, high float64, most int) []gonum.Tick {
	if len(a.Names) > 0 {
		return a.named(most)
	}
	step := niceStep((high-low)/float64(most), a.Unit)
	var out []gonum.Tick
	for i := math.Ceil(low/step - 1e-9); i*step <= high+step*1e-9; i++ {
		out = append(out, gonum.Tick{Value: i * step, Label: a.write(i*step, step)})
	}
	return out
}

// named marks every place, and names as many as there is room for.
func (a Axis) named(most int) []gonum.Tick {
	every := (len(a.Names) + most - 1) / most
	var out []gonum.Tick
	for i, n := range a.Names {
		if i%every == 0 {
			out = append(out, gonum.Tick{Value: float64(i), Label: n})
		}
	}
	return out
}

// niceStep is the least round step that is not under least.
func niceStep(least float64, u Unit) float64 {
	if u == Clock {
		for _, s := range []float64{60, 300, 600, 900, 1800, 3600, 2 * 3600, 3 * 3600, 4 * 3600, 6 * 3600, 12 * 3600, 24 * 3600} {
			if s >= least {
				return s
			}
		}
		return 24 * 3600 * math.Ceil(least/(24*3600))
	}
	if !(least > 0) {
		return 1
	}
	power := math.Pow(10, math.Floor(math.Log10(least)))
	for _, f := range []float64{1, 2, 5} {
		if f*power >= least*(1-1e-9) {
			return f * power
		}
	}
	return 10 * power
}

// write puts a value of an axis into words, with as many places as step asks.
func (a Axis) write(v, step float64) string {
	switch a.Unit {
	case Clock:
		m := int(math.Round(v / 60))
		day := max(0, m-1) / 1440 // midnight ends a day
		m -= day * 1440
		if day > 0 {
			return fmt.Sprintf("day %d %02d:%02d", day+1, m/60, m%60)
		}
		return fmt.Sprintf("%02d:%02d", m/60, m%60)
	case Percent:
		return decimals(100*v, 100*step) + " %"
	}
	return decimals(v, step)
}

// decimals writes v with the places that multiples of step need, and commas
// between thousands.
func decimals(v, step float64) string {
	places := max(0, int(math.Ceil(-math.Log10(step)-1e-9)))
	s := strconv.FormatFloat(math.Abs(v), 'f', places, 64)
	whole, rest, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if rest != "" {
		whole += "." + rest
	}
	if v < 0 && strings.Trim(whole, "0.,") != "" {
		whole = "−" + whole
	}
	return whole
}
