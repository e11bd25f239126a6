package turntaking

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
)

var start = time.Date(2026, 11, 23, 15, 0, 0, 0, time.UTC)

func ms(n int) time.Time { return start.Add(time.Duration(n) * time.Millisecond) }

// A line plays sounds at their times, gives the machine the Ticks that it
// ordered, and writes down what came of it: "1600 ends; 1650 said: my case".
type line struct {
	m     Manners
	f     Floor
	wakes []time.Time
	log   []string
}

func (l *line) play(s Sound) {
	for len(l.wakes) > 0 && !l.wakes[0].After(s.At) {
		at := l.wakes[0]
		l.wakes = l.wakes[1:]
		l.next(Sound{At: at, What: Tick})
	}
	l.next(s)
}

func (l *line) until(n int) { l.play(Sound{At: ms(n), What: Tick}) }

func (l *line) next(s Sound) Outcome {
	var out Outcome
	l.f, out = l.m.Next(l.f, s)
	note := func(format string, args ...any) {
		l.log = append(l.log, fmt.Sprintf("%d ", s.At.Sub(start).Milliseconds())+fmt.Sprintf(format, args...))
	}
	for _, o := range out.Orders {
		switch o := o.(type) {
		case civicline.Wake:
			l.wakes = append(l.wakes, o.At)
			slices.SortFunc(l.wakes, time.Time.Compare)
		case civicline.Hush:
			note("hush")
		case civicline.EndUtterance:
			note("ends")
		}
	}
	switch {
	case out.Finished:
		var said []string
		for _, h := range out.Said {
			said = append(said, h.Text)
		}
		if out.Said != nil {
			note("said: %s", strings.Join(said, " | "))
		}
		if out.Keys != "" {
			note("keys: %s", out.Keys)
		}
	case out.FalseAlarm:
		note("false alarm")
	case out.Silent > 0:
		note("silent %d", out.Silent)
	case out.Deaf:
		note("deaf")
	}
	return out
}

// scene reads "0 asked open; 100 voice on; 900 voice off; 1500 final my case".
func scene(t testing.TB, text string) []Sound {
	var out []Sound
	for part := range strings.SplitSeq(text, ";") {
		f := strings.Fields(part)
		if len(f) < 2 {
			continue
		}
		var n int
		if _, err := fmt.Sscan(f[0], &n); err != nil {
			t.Fatalf("%q: %v", part, err)
		}
		s, rest := Sound{At: ms(n)}, strings.Join(f[1:], " ")
		after := func(p string) bool {
			r, ok := strings.CutPrefix(rest, p)
			if ok {
				rest = strings.TrimSpace(r)
			}
			return ok
		}
		hear := func() civicline.Hearing {
			lang := civicline.English
			if r, ok := strings.CutPrefix(rest, "es "); ok {
				lang, rest = civicline.Spanish, r
			} else if rest == "es" {
				lang, rest = civicline.Spanish, ""
			}
			return civicline.Hearing{Best: civicline.Hypothesis{Language: lang, Text: rest, Confidence: .5}}
		}
		switch {
		case after("asked two ears"):
			s.What, s.Ears, s.Question = Asked, 2, civicline.Question(rest)
		case after("asked"):
			s.What, s.Question = Asked, civicline.Question(rest)
		case after("voice on"):
			s.What = VoiceOn
		case after("voice off"):
			s.What = VoiceOff
			if rest != "" {
				var e int
				fmt.Sscan(rest, &e)
				s.Edge = ms(e)
			}
		case after("partial"):
			s.What, s.Hearing = Partial, hear()
		case after("final failed"):
			s.What, s.Hearing = Final, hear()
			s.Hearing.Err = errors.New("gone")
		case after("final"):
			s.What, s.Hearing = Final, hear()
			s.Hearing.Final = true
		case after("bot on firm"):
			s.What, s.Firm = BotOn, true
		case after("bot on"):
			s.What = BotOn
		case after("bot off"):
			s.What = BotOff
		case after("key"):
			s.What, s.Key = KeyPressed, rune(rest[0])
		case after("ear lost"):
			s.What = EarLost
		case after("tick"):
			s.What = Tick
		default:
			t.Fatalf("%q: what is this?", part)
		}
		out = append(out, s)
	}
	return out
}

func TestScenes(t *testing.T) {
	for _, tt := range []struct{ name, line, want string }{
		{"a turn ends after the pause", "0 asked open; 100 voice on; 900 voice off; 1520 final my case", "1450 ends; 1520 said: my case"},
		{"the pause counts from where the voice really ended", "0 asked open; 100 voice on; 900 voice off 700; 1320 final my case", "1250 ends; 1320 said: my case"},
		{"a short pause does not", "0 asked open; 100 voice on; 900 voice off; 1300 voice on; 2000 voice off; 2640 final what are your hours", "2550 ends; 2640 said: what are your hours"},
		{"a voice that goes on before the final words came", "0 asked open; 100 voice on; 900 voice off; 1510 voice on; 1550 final i want to; 2000 voice off; 2640 final talk to a person",
			"1450 ends; 2550 ends; 2640 said: i want to talk to a person"},
		{"yes is quicker", "0 asked yes or no; 100 voice on; 400 voice off; 930 final yes", "900 ends; 930 said: yes"},
		{"a dictated number is not cut", "0 asked receipt number; 100 voice on; 400 partial i o e; 900 voice off; 2000 voice on; 2500 partial i o e nine nine nine; 3000 voice off; 4000 voice on; 4900 partial i o e nine nine nine nine nine oh oh one oh one; 5000 voice off; 5560 final i o e nine nine nine nine nine oh oh one oh one",
			"5500 ends; 5560 said: i o e nine nine nine nine nine oh oh one oh one"},
		{"no number at all is not waited for", "0 asked receipt number; 100 voice on; 800 partial i don't have it; 900 voice off; 1540 final i don't have it", "1450 ends; 1540 said: i don't have it"},
		{"barge-in hushes the bot within 200 ms of the voice", "0 asked open; 0 bot on; 1090 voice on; 2000 voice off; 2650 final agent", "1180 hush; 2550 ends; 2650 said: agent"},
		{"words hush it sooner", "0 asked open; 0 bot on; 1090 voice on; 1120 partial agent; 1500 voice off; 2150 final agent", "1120 hush; 2050 ends; 2150 said: agent"},
		{"a click does not", "0 asked open; 0 bot on; 1090 voice on; 1160 voice off; 3000 bot off", ""},
		{"a cough does, and it is said again", "0 asked open; 0 bot on; 1090 voice on; 1600 voice off 1400; 2050 final", "1180 hush; 1950 ends; 2050 false alarm"},
		{"so does uh-huh", "0 asked open; 0 bot on; 1090 voice on; 1400 voice off; 2050 final uh huh", "1180 hush; 1950 ends; 2050 false alarm"},
		{"uh-huh after a question is yes", "0 asked yes or no; 0 bot on; 3000 bot off; 3100 voice on; 3400 voice off; 3950 final uh huh", "3900 ends; 3950 said: uh huh"},
		{"firm speech goes on, and is answered after", "0 asked open; 0 bot on firm; 1000 voice on; 1500 voice off; 2150 final agent", "2050 ends; 2150 said: agent"},
		{"silence after a question", "0 asked open; 0 bot on; 2000 bot off; 8000 tick; 14000 tick", "8000 silent 1; 14000 silent 2"},
		{"people look for their letter longer", "0 asked receipt number; 0 bot on; 2000 bot off; 13990 tick; 14000 tick", "14000 silent 1"},
		{"silence counts anew after an answer", "0 asked open; 6000 tick; 7000 voice on; 8000 voice off; 8650 final hours; 8700 bot on; 9000 bot off; 15000 tick", "6000 silent 1; 8550 ends; 8650 said: hours; 15000 silent 1"},
		{"coughs are silence too", "0 asked open; 3000 voice on; 3300 voice off; 3950 final; 5000 voice on; 5300 voice off; 5950 final; 6000 tick", "3850 ends; 5850 ends; 6000 silent 1"},
		{"no silence while the bot speaks", "0 asked open; 0 bot on; 20000 tick", ""},
		{"lost final words", "0 asked open; 100 voice on; 900 voice off; 3500 tick", "1450 ends; 3450 deaf"},
		{"an engine that says it failed", "0 asked open; 100 voice on; 900 voice off; 1600 final failed", "1450 ends; 1600 deaf"},
		{"a failed engine's partial words still count", "0 asked open; 100 voice on; 900 voice off; 1600 final failed agent", "1450 ends; 1600 said: agent"},
		{"final words that come too late belong to no turn", "0 asked open; 100 voice on; 900 voice off; 3600 final my case; 4000 voice on; 4500 voice off; 5150 final agent", "1450 ends; 3450 deaf; 5050 ends; 5150 said: agent"},
		{"no ear left", "0 asked open; 0 ear lost; 100 voice on; 900 voice off; 1500 tick", "1450 deaf"},
		{"an ear lost while its words are awaited", "0 asked open; 100 voice on; 900 voice off; 1600 ear lost", "1450 ends; 1600 deaf"},
		{"two ears", "0 asked two ears open; 100 voice on; 900 voice off; 1520 final miss case oh; 1540 final es mi caso", "1450 ends; 1540 said: miss case oh | mi caso"},
		{"two ears, one slow", "0 asked two ears open; 100 voice on; 900 voice off; 1520 final my case; 2500 final es mi queso; 3000 voice on; 3300 voice off; 3910 final hours; 3920 final es jaguars", "1450 ends; 1920 said: my case; 3850 ends; 3920 said: hours | jaguars"},
		{"two ears, one failed", "0 asked two ears open; 100 voice on; 900 voice off; 1510 final failed es; 1520 final my case", "1450 ends; 1520 said: my case"},
		{"two ears, one lost", "0 asked two ears open; 0 ear lost; 100 voice on; 900 voice off; 1520 final my case", "1450 ends; 1520 said: my case"},
		{"a menu takes one key", "0 asked open; 0 bot on; 500 key 2", "500 hush; 500 keys: 2"},
		{"a number is gathered until #", "0 asked digits; 500 key 5; 700 key 5; 900 key 5; 1000 key #", "1000 keys: 555"},
		{"or until it is complete", "0 asked place; 500 key 7; 600 key 7; 700 key 0; 800 key 3; 900 key 6", "900 keys: 77036"},
		{"or until a pause", "0 asked receipt number; 500 key 9; 1500 key 9; 4000 tick", "4000 keys: 99"},
		{"0 alone, of a number, is 0", "0 asked receipt number; 500 key 0; 3000 tick", "3000 keys: 0"},
		{"* begins again", "0 asked digits; 500 key 5; 700 key *", "700 keys: *"},
		{"# alone", "0 asked open; 500 key #", "500 keys: #"},
		{"A is no key", "0 asked open; 500 key A", ""},
		{"speech and keys in one turn", "0 asked digits; 100 voice on; 900 voice off; 1000 key 5; 1050 final my number is; 1200 key 5; 1300 key #", "1000 ends; 1300 said: my number is; 1300 keys: 55"},
		{"a key ends speech, and its words are nobody's", "0 asked open; 100 voice on; 500 key 0; 550 final ag; 900 voice on; 1000 voice off; 1650 final hello", "500 ends; 500 keys: 0; 1550 ends; 1650 said: hello"},
		{"a voice that never ends is answered", "0 asked open; 0 voice on; 25100 final blah; 26000 bot on; 28000 bot off; 34000 tick", "25000 ends; 25100 said: blah; 34000 silent 1"},
		{"the caller goes on while the bot begins to answer", "0 asked open; 0 voice on; 900 voice off; 1510 final my case; 1600 voice on; 1750 bot on; 2500 voice off; 3150 final is late", "1450 ends; 1510 said: my case; 1750 hush; 3050 ends; 3150 said: is late"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l := line{m: Polite}
			for _, s := range scene(t, tt.line) {
				l.play(s)
			}
			if got := strings.Join(l.log, "; "); got != tt.want {
				t.Errorf("got:  %s\nwant: %s", got, tt.want)
			}
		})
	}
}

func TestLatencyCountsFromTheEndOfSpeech(t *testing.T) {
	l := line{m: Polite}
	sounds := scene(t, "0 asked open; 100 voice on; 900 voice off 700; 1320 final my case")
	for _, s := range sounds[:3] {
		l.play(s)
	}
	l.until(1300)
	if out := l.next(sounds[3]); !out.SpeechEnded.Equal(ms(700)) {
		t.Errorf("SpeechEnded = %v; want 700 ms", out.SpeechEnded.Sub(start))
	}
}
