package plot

import "math"

// Histogram counts values into bars of a width, from the multiple of width
// under the least of them. The heights are shares of all values (use Percent
// for Y). Values that are not finite are left out. Without values, or a width
// that is not above zero, it is empty.
func Histogram(name string, values []float64, width float64) Series {
	s := Series{Name: name, Kind: Bars, Width: width}
	if !(width > 0) || math.IsInf(width, 0) {
		return s
	}
	low, high, n := math.Inf(1), math.Inf(-1), 0
	for _, v := range values {
		if finite(v) {
			low, high, n = min(low, v), max(high, v), n+1
		}
	}
	if n == 0 {
		return s
	}
	first := math.Floor(low / width)
	bars := int(math.Floor(high/width)-first) + 1
	if bars > mostBars { // one lone value far out must not cost memory: the last bar has the rest
		bars = mostBars
	}
	s.X, s.Y = make([]float64, bars), make([]float64, bars)
	for i := range s.X {
		s.X[i] = (first + float64(i)) * width
	}
	for _, v := range values {
		if finite(v) {
			s.Y[min(bars-1, int(math.Floor(v/width)-first))] += 1 / float64(n)
		}
	}
	return s
}

const mostBars = 2000
