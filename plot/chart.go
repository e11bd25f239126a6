package plot

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
)

// A Chart is one picture: what is drawn, and the words around it.
type Chart struct {
	Title  string
	Note   string // a line under the title: what, when, how many; may be empty
	X, Y   Axis
	Series []Series
	// Width and Height are in points (1/72 inch); zero is 720 and 360. A PNG has
	// two pixels to the point.
	Width, Height float64
}

// An Axis is one side of a chart.
type Axis struct {
	Label string // with its unit: "wait (s)"
	Unit  Unit   // how values are written at the axis
	// Min and Max bound the axis. If they are equal the data does; then an axis of
	// nothing below zero begins at zero, if it is the upright one.
	Min, Max float64
	// Names of the places 0, 1, 2 … of the axis, instead of numbers. Only for X.
	Names []string
}

// A Unit says how the values of an axis are written.
type Unit uint8

// The units.
const (
	Number  Unit = iota
	Percent      // 0.8 is written 80 %
	Clock        // seconds since midnight, written 08:30; 86,400 is 24:00 and beyond it the days go on
)

// A Kind is how a series is drawn.
type Kind uint8

// The kinds.
const (
	Line  Kind = iota
	Step       // each value holds until the next X; give the end of the last as one more X
	Dots       // a mark at each point
	Bars       // series of bars stand side by side at the same X
	Band       // filled between Low and Y
	Level      // one value, Y[0], across the whole chart: a target
)

// A Series is one set of values of a chart. A value that is not a number (NaN)
// is a gap.
type Series struct {
	Name string // in the legend; empty: not in it
	Kind Kind
	X, Y []float64
	Low  []float64 // Band: its lower edge
	// Width of a bar in units of X. Zero: four fifths of the least step between
	// bars, shared among the series of bars; then bars stand in the middle of X.
	// Otherwise a bar goes from X to X + Width.
	Width  float64
	Dashed bool
	Colour int // 1 to 7, to share one among series; 0: the next
}

// Save draws c into a file, as SVG or PNG by the ending of its name.
func Save(path string, c Chart) error {
	var b bytes.Buffer
	if err := Write(&b, strings.TrimPrefix(strings.ToLower(filepath.Ext(path)), "."), c); err != nil {
		return fmt.Errorf("draw %s: %w", path, err)
	}
	return os.WriteFile(path, b.Bytes(), 0o600)
}

// Write draws c as "svg" or "png". The same chart gives the same bytes.
func Write(w io.Writer, format string, c Chart) error {
	if format != "svg" && format != "png" {
		return errors.New("a chart is drawn as .svg or .png: end the name with one of them")
	}
	if err := c.check(); err != nil {
		return err
	}
	return c.write(w, format)
}

// check finds what cannot be drawn: a chart without one value, or series whose
// values do not pair up.
func (c Chart) check() error {
	if c.Width == 0 {
		c.Width = width
	}
	if c.Height == 0 {
		c.Height = height
	}
	if !(c.Width >= 100 && c.Width <= 10_000 && c.Height >= 100 && c.Height <= 10_000) {
		return fmt.Errorf("a chart of %g by %g points: write 100 to 10000", c.Width, c.Height)
	}
	drawn := 0
	for _, s := range c.Series {
		if err := s.check(); err != nil {
			return err
		}
		for _, y := range s.Y {
			if finite(y) {
				drawn++
			}
		}
	}
	if drawn == 0 {
		return errors.New("there is nothing to draw: no series has a value")
	}
	return nil
}

func (s Series) check() error {
	want := len(s.X)
	switch {
	case s.Kind > Level:
		return fmt.Errorf("series %q: no such kind", s.Name)
	case s.Kind == Level:
		if len(s.Y) != 1 || len(s.X) != 0 {
			return fmt.Errorf("series %q: a level is one Y and no X", s.Name)
		}
		return nil
	case s.Kind == Step && len(s.X) == len(s.Y)+1:
		want = len(s.Y)
	}
	if len(s.Y) != want || s.Kind == Band && len(s.Low) != want {
		return fmt.Errorf("series %q: %d X, %d Y and %d Low do not pair up", s.Name, len(s.X), len(s.Y), len(s.Low))
	}
	for i, x := range s.X {
		if !finite(x) {
			return fmt.Errorf("series %q: X[%d] is %v", s.Name, i, x)
		}
		if i > 0 && s.Kind != Dots && x < s.X[i-1] {
			return fmt.Errorf("series %q: X[%d] goes back", s.Name, i)
		}
	}
	return nil
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }
