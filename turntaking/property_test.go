package turntaking

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/civicline/civicline"
)

// A line takes any sounds at all, gives the machine the Ticks that it ordered,
// and checks what holds at every moment.
type line struct {
	t     *rapid.T
	f     Floor
	now   int // ms
	wakes []time.Time
	held  bool
	firm  bool
}

func (l *line) step(s Sound) Outcome {
	s.At = ms(l.now)
	for len(l.wakes) > 0 && !l.wakes[0].After(s.At) {
		at := l.wakes[0]
		l.wakes = l.wakes[1:]
		l.next(Sound{At: at, What: Tick})
	}
	return l.next(s)
}

func (l *line) next(s Sound) Outcome {
	var out Outcome
	was := l.f
	if s.What == BotOn {
		l.firm, l.held = s.Saying.Firm, false
	}
	if s.What == BotOff {
		l.firm, l.held = false, false
	}
	l.f, out = Polite.Next(l.f, s)
	for _, o := range out.Orders {
		switch o := o.(type) {
		case civicline.Wake:
			l.wakes = append(l.wakes, o.At)
			slices.SortFunc(l.wakes, time.Time.Compare)
		case civicline.Pause:
			if l.held || l.firm {
				l.t.Fatalf("the bot is paused; it was before: %v; it speaks firmly: %v", l.held, l.firm)
			}
			l.held = true
		case civicline.GoOn:
			if !l.held {
				l.t.Fatalf("the bot goes on, and had not paused")
			}
			l.held = false
		case civicline.Hush:
			if l.firm {
				l.t.Fatalf("firm speech was hushed")
			}
			l.held = false
		}
	}
	n := 0
	for _, is := range []bool{out.Finished, out.Deaf, out.Silent > 0, out.StillHere} {
		if is {
			n++
		}
	}
	if n > 1 {
		l.t.Fatalf("two things at once: %+v", out)
	}
	if out.Finished && len(out.Said) == 0 && out.Keys == "" {
		l.t.Fatalf("a turn without words or keys\n%+v\n%+v", was, s)
	}
	if l.held != l.f.held {
		l.t.Fatalf("the machine believes that the bot is paused: %v; it is: %v", l.f.held, l.held)
	}
	if owed := l.f.held || l.f.Awaits() || l.f.keys != "" || l.f.speaking; owed && len(l.wakes) == 0 {
		l.t.Fatalf("something is owed, and no Tick is on its way: %+v", l.f)
	}
	if l.f.speaking && l.f.voice && !l.f.bot && l.f.asked.IsZero() && !l.f.mute() && out.Silent > 0 {
		l.t.Fatalf("silence, and the caller speaks")
	}
	return out
}

// TestNeverStuck plays any line at all, with ears that answer late, fail or
// never answer, and then lets the line be quiet. Whatever happened, firm speech
// was never stopped, whatever paused went on or was forgotten, and the machine
// comes to rest with a Tick on its way.
func TestNeverStuck(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := &line{t: t}
		bot := false
		l.step(Sound{What: Asked, Question: civicline.OpenQuestion})
		for range rapid.IntRange(1, 60).Draw(t, "sounds") {
			l.now += rapid.SampledFrom([]int{0, 1, 50, 95, 300, 700, 1300, 2600, 7000, 30000}).Draw(t, "later")
			s := anySound(t)
			if s.What == BotOn || s.What == BotOff {
				bot = s.What == BotOn
			}
			l.step(s)
			bot = bot && l.f.bot
		}
		l.step(Sound{What: VoiceOff})
		if bot { // it ends its speech, unless it waits for the caller
			for i := 0; l.f.held && i < 100 && len(l.wakes) > 0; i++ {
				l.now = int(l.wakes[0].Sub(start).Milliseconds())
				l.step(Sound{What: Tick})
			}
			if l.f.held {
				t.Fatalf("it never went on")
			}
			l.step(Sound{What: BotOff})
		}
		for range 100 {
			if len(l.wakes) == 0 {
				t.Fatalf("no Tick is on its way: nobody will ever ask the caller anything again (%+v)", l.f)
			}
			l.now = int(l.wakes[0].Sub(start).Milliseconds())
			if out := l.step(Sound{What: Tick}); out.Silent > 0 {
				break
			}
		}
		if f := l.f; f.speaking || f.Awaits() || f.keys != "" || f.idle.IsZero() {
			t.Fatalf("a quiet line is not at rest: %+v", f)
		}
	})
}

func anySound(t *rapid.T) Sound {
	s := Sound{What: rapid.SampledFrom([]What{Asked, VoiceOn, VoiceOff, VoiceOn, VoiceOff, Partial, Partial, Final, Final, BotOn, BotOff, KeyPressed, EarLost, Tick}).Draw(t, "what")}
	switch s.What {
	case Asked:
		s.Question = rapid.SampledFrom(civicline.Questions).Draw(t, "question")
		s.Ears = rapid.IntRange(0, 2).Draw(t, "ears")
		s.Patience = rapid.SampledFrom([]time.Duration{0, 0, time.Minute}).Draw(t, "patience")
		s.SoFar = rapid.SampledFrom([]string{"", "IOE999"}).Draw(t, "so far")
	case EarLost:
		s.Ears = rapid.IntRange(0, 1).Draw(t, "left")
	case Partial, Final:
		s.Hearing.Best.Text = rapid.SampledFrom([]string{"", "uh", "okay", "agent", "i o e nine", "my", "thank you for calling", "yes", "[noise]", "ajá sí"}).Draw(t, "text")
		s.Hearing.Best.Language = rapid.SampledFrom(civicline.Languages).Draw(t, "language")
		if s.What == Final && rapid.Bool().Draw(t, "fails") {
			s.Hearing.Err = errors.New("gone")
		}
	case KeyPressed:
		s.Key = rapid.SampledFrom([]rune("0123456789*#A")).Draw(t, "key")
	case BotOn:
		s.Saying = Saying{Firm: rapid.Bool().Draw(t, "firm"), Last: rapid.Bool().Draw(t, "last"), Words: rapid.SampledFrom([]string{"", "Thank you for calling.", "¿?"}).Draw(t, "bot")}
	}
	return s
}

// anyScene is a call with one or two callers on it and a bot, whose recogniser
// has any delays, within what an Ear promises. Words are w0, w1 … so that each
// can be followed.
func anyScene(t *rapid.T) (scene, []string) {
	sc := scene{
		question: rapid.SampledFrom([]civicline.Question{civicline.OpenQuestion, civicline.YesNo, civicline.FreeSpeech, civicline.PersonName, civicline.ReceiptNumber}).Draw(t, "question"),
		language: rapid.SampledFrom(civicline.Languages).Draw(t, "language"),
		two:      rapid.Bool().Draw(t, "two ears"),
		partial:  rapid.SampledFrom([]time.Duration{-1, 100 * time.Millisecond, 400 * time.Millisecond, 1500 * time.Millisecond}).Draw(t, "partial"),
		final:    rapid.SampledFrom([]time.Duration{50 * time.Millisecond, 300 * time.Millisecond, 900 * time.Millisecond, 1800 * time.Millisecond}).Draw(t, "final"),
		answer:   rapid.SampledFrom([]string{"", "Very well.", "Your case was received on March third. It is being reviewed. / Anything else?"}).Draw(t, "answer"),
	}
	if rapid.Bool().Draw(t, "greets") {
		sc.cues = append(sc.cues, cue{who: "bot", text: promptOf[sc.language], firm: rapid.IntRange(0, 5).Draw(t, "firm") == 0})
	}
	var words []string
	var at time.Duration
	for range rapid.IntRange(1, 6).Draw(t, "utterances") {
		at += time.Duration(rapid.IntRange(25, 400).Draw(t, "pause")) * step
		c := cue{who: "caller", at: at, long: time.Duration(rapid.IntRange(20, 400).Draw(t, "long")) * step}
		for range rapid.IntRange(0, int(c.long/(200*time.Millisecond))).Draw(t, "words") {
			w := fmt.Sprintf("w%c%c", 'b'+len(words)/20, 'b'+len(words)%20)
			words, c.text = append(words, w), strings.TrimSpace(c.text+" "+w)
		}
		if rapid.IntRange(0, 3).Draw(t, "open") == 0 && c.text != "" {
			c.text += map[civicline.Language]string{civicline.English: " and", civicline.Spanish: " y"}[sc.language]
		}
		sc.cues = append(sc.cues, c)
		at = c.ends()
	}
	sc.until = at + 40*time.Second
	return sc, words
}

// TestNoWordIsLost: every word that the recogniser gave reaches exactly one
// Finished; turns end no later than they may after the voice has; and whatever
// paused went on.
func TestNoWordIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sc, words := anyScene(t)
		s := play(Polite, sc)
		var all []string
		for _, h := range s.out {
			if h.out.Finished {
				all = append(all, strings.Fields(h.out.Said[0].Text)...)
			}
		}
		for _, w := range words {
			n := 0
			for _, x := range all {
				if x == w {
					n++
				}
			}
			if n != 1 {
				t.Fatalf("%s reached the flow %d times\n%s\n%q", w, n, sc.cuesText(), s.log)
			}
		}
		if s.held || s.f.held || s.f.speaking || s.f.Awaits() {
			t.Fatalf("not at rest: %q", s.log)
		}
		checkPauses(t, s)
	})
}

// checkPauses: the bot is never held for long by a caller who does not speak.
func checkPauses(t *rapid.T, s *stage) {
	var since time.Duration
	held := false
	for _, h := range s.out {
		for _, o := range h.out.Orders {
			switch o.(type) {
			case civicline.Pause:
				held, since = true, h.at
			case civicline.GoOn, civicline.Hush:
				if !held {
					continue
				}
				held = false
				end := since
				for _, c := range s.cues {
					if c.who == "caller" && c.at < h.at {
						end = max(end, min(c.ends(), h.at))
					}
				}
				if late := h.at - end; late > Polite.Open+Polite.Final+3*Polite.Second {
					t.Fatalf("the bot was silent for %s after the caller's voice had ended\n%s\n%q", late, s.cuesText(), s.log)
				}
			}
		}
	}
}

// TestTurnsEndInTime: with the voice's last end a turn is over within the
// longest pause and what the recogniser takes.
func TestTurnsEndInTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sc, _ := anyScene(t)
		s := play(Polite, sc)
		for _, h := range s.out {
			if !h.out.Finished {
				continue
			}
			var end time.Duration
			for _, c := range s.cues {
				if c.who == "caller" && c.at < h.at {
					end = max(end, min(c.ends(), h.at))
				}
			}
			d := h.at - end
			if most := Polite.Open + 2*sc.final + 2*Polite.Second + 500*time.Millisecond; d > most {
				t.Fatalf("a turn was over after %s; want %s at most\n%s\n%q", d, most, sc.cuesText(), s.log)
			}
		}
	})
}

func (sc scene) cuesText() string {
	var out strings.Builder
	fmt.Fprintf(&out, "asks %s, %s, two ears %v, partial %s, final %s, answer %q\n", sc.question, sc.language, sc.two, sc.partial, sc.final, sc.answer)
	for _, c := range sc.cues {
		fmt.Fprintf(&out, "%.2f %s %.2f: %s\n", c.at.Seconds(), c.who, c.long.Seconds(), c.text)
	}
	return out.String()
}

// TestTheBotNeverTalksOver checks that a voice that goes on for longer than
// Overlap stops any speech that may be stopped, whatever came before.
func TestTheBotNeverTalksOver(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := &line{t: t}
		l.step(Sound{What: Asked, Question: civicline.OpenQuestion})
		l.now = rapid.IntRange(0, 5000).Draw(t, "bot on")
		l.step(Sound{What: BotOn})
		l.now += rapid.IntRange(0, 5000).Draw(t, "voice on")
		l.step(Sound{What: VoiceOn})
		l.now += int(Polite.Overlap / time.Millisecond)
		l.step(Sound{What: Tick})
		if !l.held {
			t.Fatalf("the bot still speaks")
		}
	})
}
