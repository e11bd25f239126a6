package plot

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image"
	"image/color"
	"image/png"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// day is a chart with one of each kind.
func day() Chart {
	var x, want, have, low, high, wait []float64
	for i := range 24 {
		h := 8*3600 + float64(i)*1800
		m := 60 + 40*math.Sin(float64(i)/5)
		x, want, have = append(x, h), append(want, m), append(have, math.Ceil(m/10)*10)
		low, high, wait = append(low, m*0.7), append(high, m*1.4), append(wait, m*1.1)
	}
	wait[7] = math.NaN()
	return Chart{
		Title: "Agents <needed> & at work: español también",
		Note:  "Monday, English and Spanish, 80 % in 20 s",
		X:     Axis{Label: "time of day (Eastern)", Unit: Clock},
		Y:     Axis{Label: "agents"},
		Series: []Series{
			{Name: "at work", Kind: Bars, X: x, Y: have, Colour: 6},
			{Name: "range", Kind: Band, X: x, Y: high, Low: low, Colour: 3},
			{Name: "needed", Kind: Step, X: append(x, 20*3600), Y: want},
			{Name: "estimate", X: x, Y: wait, Dashed: true},
			{Name: "seen", Kind: Dots, X: x, Y: low, Colour: 7},
			{Name: "most", Kind: Level, Y: []float64{110}},
		},
	}
}

func TestPNGHasEachColour(t *testing.T) {
	path := filepath.Join(t.TempDir(), "day.png")
	if err := Save(path, day()); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	if img.Bounds().Dx() != 2*width || img.Bounds().Dy() != 2*height {
		t.Errorf("size %v", img.Bounds())
	}
	seen := map[color.NRGBA]int{}
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			seen[color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA)]++
		}
	}
	pale := shape{hue: hues[2]}.pale()
	for name, c := range map[string]color.NRGBA{"needed": hues[0], "estimate": hues[1], "most": hues[2], "at work": hues[5], "seen": hues[6], "range": pale, "paper": {255, 255, 255, 255}} {
		if seen[c] < 50 {
			t.Errorf("%s: only %d pixels of %v", name, seen[c], c)
		}
	}
	if edge := edges(img); edge != 0 {
		t.Errorf("%d pixels at the edge are not paper: something is cut off", edge)
	}
}

func edges(img image.Image) int {
	n, b := 0, img.Bounds()
	for x := range b.Dx() {
		for y := range b.Dy() {
			if x > 3 && y > 3 && x < b.Dx()-4 && y < b.Dy()-4 {
				continue
			}
			if r, g, bl, _ := img.At(x, y).RGBA(); r != 0xffff || g != 0xffff || bl != 0xffff {
				n++
			}
		}
	}
	return n
}

func TestSVGIsXMLWithItsWords(t *testing.T) {
	var b, again bytes.Buffer
	if err := errors.Join(Write(&b, "svg", day()), Write(&again, "svg", day())); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Error("the same chart gave other bytes")
	}
	var words strings.Builder
	for d := xml.NewDecoder(bytes.NewReader(b.Bytes())); ; {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if text, ok := tok.(xml.CharData); ok {
			words.Write(text)
			words.WriteByte('|')
		}
	}
	for _, w := range []string{"Agents <needed> & at work: español también", "80 % in 20 s", "time of day (Eastern)", "agents", "08:00", "18:00", "estimate", "100"} {
		if !strings.Contains(words.String(), w) {
			t.Errorf("no %q in %s", w, words.String())
		}
	}
	if !strings.Contains(b.String(), "sans-serif") {
		t.Error("no font for machines without Liberation Sans")
	}
}

func TestWhatCannotBeDrawn(t *testing.T) {
	one := []float64{1}
	for name, tt := range map[string]struct {
		chart Chart
		file  string
		want  string
	}{
		"other ending":   {day(), "x.gif", ".svg or .png"},
		"no ending":      {day(), "x", ".svg or .png"},
		"nothing":        {Chart{}, "x.svg", "nothing to draw"},
		"only gaps":      {Chart{Series: []Series{{X: one, Y: []float64{math.NaN()}}}}, "x.svg", "nothing to draw"},
		"unpaired":       {Chart{Series: []Series{{Name: "a", X: one, Y: []float64{1, 2}}}}, "x.svg", `"a": 1 X, 2 Y`},
		"band, no low":   {Chart{Series: []Series{{Kind: Band, X: one, Y: one}}}, "x.svg", "0 Low"},
		"backwards":      {Chart{Series: []Series{{X: []float64{2, 1}, Y: []float64{1, 2}}}}, "x.svg", "goes back"},
		"level with X":   {Chart{Series: []Series{{Kind: Level, X: one, Y: one}}}, "x.svg", "a level is"},
		"X is not there": {Chart{Series: []Series{{X: []float64{math.Inf(1)}, Y: one}}}, "x.svg", "X[0]"},
		"too big":        {Chart{Width: 1e6, Series: []Series{{X: one, Y: one}}}, "x.svg", "points"},
	} {
		err := Save(filepath.Join(t.TempDir(), tt.file), tt.chart)
		if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), tt.file) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Any values draw, in both formats: none may hang or panic the library.
func TestAnyValuesDraw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := Chart{Title: rapid.String().Draw(t, "title"), Width: 200, Height: 150}
		c.X.Unit, c.Y.Unit = Unit(rapid.IntRange(0, 2).Draw(t, "x")), Unit(rapid.IntRange(0, 2).Draw(t, "y"))
		for range rapid.IntRange(1, 4).Draw(t, "series") {
			s := Series{Kind: Kind(rapid.IntRange(0, 4).Draw(t, "kind")), Name: "é", Width: rapid.SampledFrom([]float64{0, 1}).Draw(t, "width")}
			x := rapid.Float64Range(-1e6, 1e6).Draw(t, "from")
			for range rapid.IntRange(1, 20).Draw(t, "n") {
				y := rapid.SampledFrom([]float64{0, 1, math.NaN(), math.Inf(1), 1e9, -1e-9, 3.7, -4}).Draw(t, "v")
				s.X, s.Y, s.Low = append(s.X, x), append(s.Y, y), append(s.Low, y-1)
				x += rapid.SampledFrom([]float64{0, 1, 1e-3, 1e5}).Draw(t, "step")
			}
			c.Series = append(c.Series, s)
		}
		c.Series = append(c.Series, Series{Kind: Level, Y: []float64{2}})
		for _, format := range []string{"svg", "png"} {
			if err := Write(io.Discard, format, c); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestHistogram(t *testing.T) {
	h := Histogram("waits", []float64{0, 4, 5, 12, math.NaN(), math.Inf(1)}, 5)
	if want := []float64{0, 5, 10}; len(h.X) != 3 || h.X[0] != want[0] || h.X[1] != want[1] || h.X[2] != want[2] {
		t.Errorf("X %v", h.X)
	}
	if want := []float64{0.5, 0.25, 0.25}; len(h.Y) != 3 || h.Y[0] != want[0] || h.Y[1] != want[1] || h.Y[2] != want[2] {
		t.Errorf("Y %v", h.Y)
	}
	if far := Histogram("", []float64{0, 1e12}, 1); len(far.X) != mostBars || far.Y[mostBars-1] != 0.5 {
		t.Errorf("a lone value far out: %d bars", len(far.X))
	}
	for _, width := range []float64{0, -1, math.NaN(), math.Inf(1)} {
		if h := Histogram("", []float64{1}, width); len(h.X) != 0 {
			t.Errorf("width %v: %v", width, h.X)
		}
	}
}

func TestTicks(t *testing.T) {
	for name, tt := range map[string]struct {
		axis      Axis
		low, high float64
		want      string
	}{
		"hours":         {Axis{Unit: Clock}, 8 * 3600, 20 * 3600, "08:00 10:00 12:00 14:00 16:00 18:00 20:00"},
		"over midnight": {Axis{Unit: Clock}, 12 * 3600, 48 * 3600, "12:00 18:00 24:00 day 2 06:00 day 2 12:00 day 2 18:00 day 2 24:00"},
		"shares":        {Axis{Unit: Percent}, 0, 1, "0 % 20 % 40 % 60 % 80 % 100 %"},
		"thousands":     {Axis{}, 0, 8000, "0 2,000 4,000 6,000 8,000"},
		"small":         {Axis{}, -0.02, 0.02, "−0.02 −0.01 0.00 0.01 0.02"},
		"names":         {Axis{Names: []string{"en", "es"}}, -0.5, 1.5, "en es"},
	} {
		var got []string
		for _, m := range tt.axis.ticks(tt.low, tt.high, 6) {
			got = append(got, m.Label)
		}
		if g := strings.Join(got, " "); g != tt.want {
			t.Errorf("%s: %s", name, g)
		}
	}
}
