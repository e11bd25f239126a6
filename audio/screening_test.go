package audio

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
)

// A bit of a scene: words, a tone, or quiet, for so long.
type bit struct {
	long  time.Duration
	voice bool
	tone  float64
}

func speech(ms int) bit               { return bit{time.Duration(ms) * time.Millisecond, true, 0} }
func still(ms int) bit                { return bit{time.Duration(ms) * time.Millisecond, false, 0} }
func pitch(hertz float64, ms int) bit { return bit{time.Duration(ms) * time.Millisecond, false, hertz} }

// TestScreening plays what is heard after an answer, and writes what was found,
// and when.
func TestScreening(t *testing.T) {
	for name, tt := range map[string]struct {
		scene []bit
		want  string
	}{
		"hello?->person":                              {[]bit{still(400), speech(500), still(2000)}, "person 1.7s"},
		"hello, this is Ana Pérez->person":            {[]bit{still(200), speech(700), still(200), speech(700), still(2000)}, "person 2.6s"},
		"nothing->ask->nothing":                       {[]bit{still(9000)}, "nobody yet 2.5s"},
		"nothing->ask->hello->nothing more is judged": {[]bit{still(3000), speech(600), still(3000)}, "nobody yet 2.5s"},
		"a long name and a company->unsure":           {[]bit{speech(2400), still(2000)}, "unsure 3.2s"},
		"a greeting->machine->quiet->leave":           {[]bit{still(500), speech(6000), still(3000)}, "machine 3.5s, now leave 8.1s"},
		"a greeting->machine->beep->leave":            {[]bit{still(500), speech(6000), still(300), pitch(1000, 300), still(1000)}, "machine 3.5s, now leave 7.2s"},
		"a greeting with pauses->machine":             {[]bit{speech(1500), still(500), speech(1500), still(500), speech(3000), still(3000)}, "machine 3s, now leave 8.6s"},
		"a short greeting and a beep->machine":        {[]bit{speech(1000), still(200), pitch(440, 400), still(2000)}, "machine 1.7s, now leave 1.72s"},
		"words->person->a beep->machine":              {[]bit{speech(900), still(1500), pitch(800, 500), still(1500)}, "person 1.7s, machine 3s, now leave 3.02s"},
		"nothing->ask->a greeting->machine->leave":    {[]bit{still(3000), speech(5000), still(3000)}, "nobody yet 2.5s, machine 6s, now leave 9.6s"},
		"a machine that never ends->leave":            {[]bit{speech(50000)}, "machine 3s, now leave 45s"},
		"a click is no beep":                          {[]bit{pitch(1000, 100), still(1000), speech(500), still(900)}, "person 2.4s"},
		"a whistle that glides is no beep":            {[]bit{pitch(600, 100), pitch(700, 100), pitch(800, 100), pitch(900, 100), still(600), speech(500), still(900)}, "person 2.3s"},
		"a fax machine":                               {[]bit{still(300), pitch(2100, 2600)}, "no telephone 700ms"},
		"the number is not in use":                    {[]bit{still(200), pitch(950, 330), pitch(1400, 330), pitch(1800, 330), still(500), speech(4000)}, "no telephone 1.18s"},
		"a dial tone":                                 {[]bit{pitch(440, 8000)}, "nobody yet 2.5s, no telephone 3.02s"},
	} {
		t.Run(name, func(t *testing.T) {
			var s Screening
			var got []string
			at := time.Duration(0)
			for _, b := range tt.scene {
				for range b.long / civicline.FrameTime {
					at += civicline.FrameTime
					if f := s.Step(b.voice, b.tone); f != "" {
						got = append(got, fmt.Sprintf("%s %s", f, at))
					}
				}
			}
			if all := strings.Join(got, ", "); all != tt.want {
				t.Errorf("found %s; want %s", all, tt.want)
			}
		})
	}
}

// TestPureTone tells tones from what is none.
func TestPureTone(t *testing.T) {
	for _, hz := range []float64{400, 440, 523, 880, 1000, 1037, 1400, 1990, 2100} {
		var f civicline.Frame
		src := Tone(hz)
		for range 5 {
			_ = src.ReadFrame(&f)
			if got := PureTone(&f); math.Abs(got-hz) > 10 {
				t.Errorf("%.0f Hz is heard as %.0f", hz, got)
			}
		}
	}
	sum := func(hertz ...float64) (f civicline.Frame) {
		for i := range f {
			for k, hz := range hertz {
				f[i] += int16(9000 / float64(k+1) * math.Sin(2*math.Pi*hz*float64(i)/civicline.Rate))
			}
		}
		return f
	}
	for name, f := range map[string]civicline.Frame{
		"nothing": {}, "a key: 770 and 1336 Hz": sum(770, 2*1336/2), "a vowel": sum(140, 280, 420, 560, 700, 840), "busy: 480 and 620 Hz": sum(480, 620),
	} {
		if got := PureTone(&f); got != 0 {
			t.Errorf("%s is heard as a tone of %.0f Hz", name, got)
		}
	}
}
