package plot

import (
	"image/color"
	"math"

	gonum "gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A shape is a series that knows its colour and where its bars stand.
type shape struct {
	Series
	hue    color.NRGBA
	left   float64 // of a bar, from its X
	across float64 // of a bar
}

// shapes puts bands behind, and lines before bars.
func (c Chart) shapes() []shape {
	step, bars := math.Inf(1), 0
	for _, s := range c.Series {
		if s.Kind != Bars || s.Width != 0 {
			continue
		}
		bars++
		for i := 1; i < len(s.X); i++ {
			if d := s.X[i] - s.X[i-1]; d > 0 {
				step = min(step, d)
			}
		}
	}
	if math.IsInf(step, 1) {
		step = 1
	}
	out, next, bar := make([]shape, 0, len(c.Series)), 0, 0
	for _, s := range c.Series {
		h := shape{Series: s, across: s.Width}
		if s.Colour > 0 {
			h.hue = hues[(s.Colour-1)%len(hues)]
		} else {
			h.hue = hues[next%len(hues)]
			next++
		}
		if s.Kind == Bars && s.Width == 0 {
			h.across = 0.8 * step / float64(bars)
			h.left = -0.4*step + float64(bar)*h.across
			bar++
		}
		out = append(out, h)
	}
	return inOrder(out)
}

// inOrder keeps the order within each layer.
func inOrder(all []shape) []shape {
	out := make([]shape, 0, len(all))
	for layer := range 3 {
		for _, s := range all {
			if s.layer() == layer {
				out = append(out, s)
			}
		}
	}
	return out
}

func (s shape) layer() int {
	switch s.Kind {
	case Band:
		return 0
	case Bars:
		return 1
	}
	return 2
}

// spans widens x and y to what the shape covers.
func (s shape) spans(x, y *span) {
	for i, v := range s.X {
		if s.Kind == Bars {
			x.take(v + s.left)
			x.take(v + s.left + s.across)
			y.take(0)
		} else {
			x.take(v)
		}
		if i < len(s.Low) {
			y.take(s.Low[i])
		}
	}
	for _, v := range s.Y {
		y.take(v)
	}
}

// Plot draws the shape, clipped to the axes.
func (s shape) Plot(c draw.Canvas, p *gonum.Plot) {
	x, y := p.Transforms(&c)
	switch s.Kind {
	case Bars:
		for i, v := range s.X {
			if !finite(s.Y[i]) {
				continue
			}
			l, r, gap := x(v+s.left), x(v+s.left+s.across), vg.Length(0.4)
			if r-l < 3 {
				gap = 0
			}
			c.FillPolygon(s.hue, c.ClipPolygonXY([]vg.Point{{X: l + gap, Y: y(0)}, {X: r - gap, Y: y(0)}, {X: r - gap, Y: y(s.Y[i])}, {X: l + gap, Y: y(s.Y[i])}}))
		}
	case Band:
		for _, run := range s.runs() {
			var edge []vg.Point
			for i := run[0]; i < run[1]; i++ {
				edge = append(edge, vg.Point{X: x(s.X[i]), Y: y(s.Y[i])})
			}
			for i := run[1] - 1; i >= run[0]; i-- {
				edge = append(edge, vg.Point{X: x(s.X[i]), Y: y(s.Low[i])})
			}
			c.FillPolygon(s.pale(), c.ClipPolygonXY(edge))
		}
	case Level:
		c.StrokeLines(s.stroke(), c.ClipLinesXY([]vg.Point{{X: c.Min.X, Y: y(s.Y[0])}, {X: c.Max.X, Y: y(s.Y[0])}})...)
	case Dots:
		for i := range s.X {
			if at := (vg.Point{X: x(s.X[i]), Y: y(s.Y[i])}); finite(s.Y[i]) && c.Contains(at) {
				c.DrawGlyphNoClip(draw.GlyphStyle{Color: s.hue, Radius: 2.5, Shape: draw.CircleGlyph{}}, at)
			}
		}
	default:
		for _, run := range s.runs() {
			c.StrokeLines(s.stroke(), c.ClipLinesXY(s.path(run, x, y))...)
		}
	}
}

// path is the line through one run of values.
func (s shape) path(run [2]int, x, y func(float64) vg.Length) []vg.Point {
	var out []vg.Point
	for i := run[0]; i < run[1]; i++ {
		out = append(out, vg.Point{X: x(s.X[i]), Y: y(s.Y[i])})
		if s.Kind == Step && i+1 < len(s.X) {
			out = append(out, vg.Point{X: x(s.X[i+1]), Y: y(s.Y[i])})
		}
	}
	return out
}

// runs are the stretches without a gap, each from its first to behind its last.
func (s shape) runs() [][2]int {
	var out [][2]int
	from := 0
	for i := 0; i <= len(s.Y); i++ {
		if i < len(s.Y) && finite(s.Y[i]) && (s.Kind != Band || finite(s.Low[i])) {
			continue
		}
		if i > from {
			out = append(out, [2]int{from, i})
		}
		from = i + 1
	}
	return out
}

func (s shape) stroke() draw.LineStyle {
	l := draw.LineStyle{Color: s.hue, Width: 1.75}
	if s.Dashed || s.Kind == Level {
		l.Dashes, l.Width = []vg.Length{6, 4}, 1.5
	}
	return l
}

// pale is the colour of a band: a quarter of it on white, opaque so that every
// reader of SVG shows the same.
func (s shape) pale() color.NRGBA {
	mix := func(v uint8) uint8 { return uint8(255 - (255-int(v))/4) }
	return color.NRGBA{mix(s.hue.R), mix(s.hue.G), mix(s.hue.B), 0xFF}
}
