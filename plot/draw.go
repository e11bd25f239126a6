package plot

import (
	"bytes"
	"encoding/xml"
	"image/color"
	"io"
	"math"

	gonum "gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgsvg"
)

const (
	width, height = 720, 360 // points
	dpi           = 144      // two pixels to the point
	margin        = vg.Length(12)
)

// hues are the colours of Okabe and Ito (2008), which people with any of the
// common kinds of colour-blindness can tell apart; the yellow is left out, since it
// is too faint on white.
var hues = []color.NRGBA{
	{0x00, 0x72, 0xB2, 0xFF}, // blue
	{0xD5, 0x5E, 0x00, 0xFF}, // vermilion
	{0x00, 0x9E, 0x73, 0xFF}, // green
	{0xCC, 0x79, 0xA7, 0xFF}, // purple
	{0xE6, 0x9F, 0x00, 0xFF}, // orange
	{0x56, 0xB4, 0xE9, 0xFF}, // sky
	{0x00, 0x00, 0x00, 0xFF},
}

var (
	ink   = color.NRGBA{0x22, 0x22, 0x22, 0xFF}
	faint = color.NRGBA{0x55, 0x55, 0x55, 0xFF}
	grid  = color.NRGBA{0xDD, 0xDD, 0xDD, 0xFF}
)

func (c Chart) write(w io.Writer, format string) error {
	if c.Width == 0 {
		c.Width = width
	}
	if c.Height == 0 {
		c.Height = height
	}
	wide, high := vg.Length(c.Width), vg.Length(c.Height)
	if format == "png" {
		img := vgimg.NewWith(vgimg.UseWH(wide, high), vgimg.UseDPI(dpi), vgimg.UseBackgroundColor(color.White))
		c.draw(draw.New(img))
		_, err := vgimg.PngCanvas{Canvas: img}.WriteTo(w)
		return err
	}
	svg := vgsvg.New(wide, high)
	c.draw(draw.New(svg))
	var b bytes.Buffer
	if _, err := svg.WriteTo(&b); err != nil {
		return err
	}
	_, err := w.Write(c.forReaders(b.Bytes()))
	return err
}

// forReaders names the picture for screen readers, and fonts of the same
// measures for machines that lack the one it was laid out with.
func (c Chart) forReaders(svg []byte) []byte {
	var name bytes.Buffer
	_ = xml.EscapeText(&name, []byte(c.Title)) // a buffer takes everything
	svg = bytes.ReplaceAll(svg, []byte("font-family:Liberation Sans;"), []byte("font-family:'Liberation Sans',Arial,Helvetica,sans-serif;"))
	at := bytes.Index(svg, []byte("<svg "))
	end := at + bytes.IndexByte(svg[at:], '>') + 1
	tag := bytes.Replace(svg[at:end], []byte("<svg "), []byte(`<svg role="img" `), 1)
	return bytes.Join([][]byte{svg[:at], tag, []byte("\n<title>"), name.Bytes(), []byte("</title>"), svg[end:]}, nil)
}

func style(size float64, bold bool, of color.Color) text.Style {
	f := font.Font{Typeface: "Liberation", Variant: "Sans", Size: vg.Length(size)}
	if bold {
		f.Weight = 3 // bold, as golang.org/x/image/font counts
	}
	return text.Style{Color: of, Font: f, XAlign: draw.XLeft, YAlign: draw.YTop, Handler: gonum.DefaultTextHandler}
}

func (c Chart) draw(to draw.Canvas) {
	to.SetColor(color.White)
	to.Fill(to.Path())
	in := draw.Crop(to, margin, -margin, margin, -margin)
	for _, l := range []struct {
		words string
		style text.Style
	}{{c.Title, style(14, true, ink)}, {c.Note, style(10.5, false, faint)}} {
		if l.words != "" {
			in.FillText(l.style, vg.Point{X: in.Min.X, Y: in.Max.Y}, l.words)
			in.Max.Y -= l.style.FontExtents().Height + 4
		}
	}
	shapes := c.shapes()
	in.Max.Y -= legend(in, shapes)
	c.plot(in, shapes).Draw(in)
}

// plot is the axes and what is between them.
func (c Chart) plot(in draw.Canvas, shapes []shape) *gonum.Plot {
	p := gonum.New()
	p.BackgroundColor = nil
	c.bounds(p, shapes)
	size := in.Size()
	for _, a := range []struct {
		of   Axis
		at   *gonum.Axis
		most int
	}{{c.X, &p.X, c.room(size.X)}, {c.Y, &p.Y, max(2, int(size.Y/30))}} {
		a.at.Label.Text = a.of.Label
		a.at.Label.TextStyle.Font = style(11, false, ink).Font
		a.at.Label.TextStyle.Color = ink
		a.at.Label.Padding = 4
		a.at.Tick.Label.Font = style(10.5, false, ink).Font
		a.at.Tick.Label.Color = ink
		a.at.Tick.Length = 4
		a.at.Padding = 0
		a.at.Color, a.at.Tick.Color = faint, faint
		a.at.Width, a.at.Tick.Width = 0.75, 0.75
		a.at.Tick.Marker = gonum.ConstantTicks(a.of.ticks(a.at.Min, a.at.Max, a.most))
	}
	p.Add(lines{})
	for _, s := range shapes {
		p.Add(s)
	}
	return p
}

// room is how many marks the axis below has room for.
func (c Chart) room(wide vg.Length) int {
	one := vg.Length(56)
	if c.X.Unit == Clock {
		one = 64
	}
	for _, n := range c.X.Names {
		one = max(one, style(10.5, false, ink).Width(n)+10)
	}
	return max(2, int((wide-60)/one))
}

// bounds sets the ends of the axes.
func (c Chart) bounds(p *gonum.Plot, shapes []shape) {
	x, y := span{math.Inf(1), math.Inf(-1)}, span{math.Inf(1), math.Inf(-1)}
	for _, s := range shapes {
		s.spans(&x, &y)
	}
	if n := len(c.X.Names); n > 0 {
		x = span{min(x.low, -0.5), max(x.high, float64(n)-0.5)}
	}
	if x.low > x.high { // levels alone
		x = span{0, 1}
	}
	if y.low >= 0 {
		y.low = 0
	}
	if y.high <= 0 && y.low < 0 {
		y.high = 0
	}
	if y.low == y.high {
		y.high = y.low + 1
	}
	if c.Y.Unit == Percent && y.high > 0.9 && y.high <= 1 {
		y.high = 1.02
	} else {
		step := niceStep((y.high-y.low)/8, c.Y.Unit)
		y.high = math.Ceil((y.high+(y.high-y.low)*0.02)/step) * step
	}
	if c.X.Min != c.X.Max {
		x = span{c.X.Min, c.X.Max}
	}
	if c.Y.Min != c.Y.Max {
		y = span{c.Y.Min, c.Y.Max}
	}
	if x.low == x.high {
		x = span{x.low - 0.5, x.high + 0.5}
	}
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = x.low, x.high, y.low, y.high
}

// A span is from low to high; empty if low is above high.
type span struct{ low, high float64 }

func (s *span) take(v float64) {
	if finite(v) {
		s.low, s.high = min(s.low, v), max(s.high, v)
	}
}

// lines are the grid behind the data.
type lines struct{}

// Plot draws them at the marks of the axes.
func (lines) Plot(c draw.Canvas, p *gonum.Plot) {
	_, y := p.Transforms(&c)
	thin := draw.LineStyle{Color: grid, Width: 0.75}
	for _, t := range p.Y.Tick.Marker.Ticks(p.Y.Min, p.Y.Max) {
		if t.Value > p.Y.Min && t.Value <= p.Y.Max {
			c.StrokeLine2(thin, c.Min.X, y(t.Value), c.Max.X, y(t.Value))
		}
	}
}
