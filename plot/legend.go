package plot

import (
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// legend names the shapes in rows along the top of c, and tells how much of
// its height that took. A chart of one shape needs no legend: its axis says it.
func legend(c draw.Canvas, shapes []shape) vg.Length {
	const sample, gap = vg.Length(22), vg.Length(18)
	words := style(10.5, false, ink)
	row := words.FontExtents().Height + 5
	if len(shapes) < 2 {
		return 6
	}
	x, y := c.Min.X, c.Max.Y
	named := false
	for _, s := range shapes {
		if s.Name == "" {
			continue
		}
		wide := sample + 5 + words.Width(s.Name)
		if x > c.Min.X && x+wide > c.Max.X {
			x, y = c.Min.X, y-row
		}
		s.sample(c, vg.Rectangle{Min: vg.Point{X: x, Y: y - row + 6}, Max: vg.Point{X: x + sample, Y: y - 1}})
		c.FillText(words, vg.Point{X: x + sample + 5, Y: y}, s.Name)
		x += wide + gap
		named = true
	}
	if !named {
		return 6
	}
	return c.Max.Y - y + row + 6
}

// sample draws a little of the shape.
func (s shape) sample(c draw.Canvas, in vg.Rectangle) {
	middle := (in.Min.Y + in.Max.Y) / 2
	switch s.Kind {
	case Bars, Band:
		fill := s.hue
		if s.Kind == Band {
			fill = s.pale()
		}
		c.FillPolygon(fill, []vg.Point{in.Min, {X: in.Max.X, Y: in.Min.Y}, in.Max, {X: in.Min.X, Y: in.Max.Y}})
	case Dots:
		c.DrawGlyphNoClip(draw.GlyphStyle{Color: s.hue, Radius: 3, Shape: draw.CircleGlyph{}}, vg.Point{X: (in.Min.X + in.Max.X) / 2, Y: middle})
	default:
		c.StrokeLine2(s.stroke(), in.Min.X, middle, in.Max.X, middle)
	}
}
