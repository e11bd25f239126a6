package turntaking

import (
	"errors"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/civicline/civicline"
)

// TestNeverStuck plays any line at all, with ears that answer late, fail or
// never answer, and then lets the line be quiet. Whatever happened, every
// speech and every key leads to an answer or to silence within a bound, and
// the machine is at rest with a Tick on its way.
func TestNeverStuck(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := line{m: Polite}
		now, ears, bot := 0, 1, false
		step := func(s Sound) Outcome {
			s.At = ms(now)
			for len(l.wakes) > 0 && !l.wakes[0].After(s.At) {
				at := l.wakes[0]
				l.wakes = l.wakes[1:]
				l.next(Sound{At: at, What: Tick})
			}
			return l.next(s)
		}
		step(Sound{What: Asked, Question: civicline.OpenQuestion})
		n := rapid.IntRange(1, 40).Draw(t, "sounds")
		for range n {
			now += rapid.SampledFrom([]int{0, 1, 50, 95, 300, 700, 1300, 2600, 7000, 30000}).Draw(t, "later")
			s := Sound{What: rapid.SampledFrom([]What{Asked, VoiceOn, VoiceOff, VoiceOn, VoiceOff, Partial, Final, Final, BotOn, BotOff, KeyPressed, EarLost, Tick}).Draw(t, "what")}
			switch s.What {
			case Asked:
				s.Question = rapid.SampledFrom(civicline.Questions).Draw(t, "question")
				s.Ears = rapid.IntRange(0, 2).Draw(t, "ears")
				ears = max(1, s.Ears)
			case EarLost:
				ears = max(0, ears-1)
			case Partial, Final:
				s.Hearing.Best.Text = rapid.SampledFrom([]string{"", "uh", "agent", "i o e nine"}).Draw(t, "text")
				s.Hearing.Best.Language = rapid.SampledFrom(civicline.Languages).Draw(t, "language")
				if s.What == Final && rapid.Bool().Draw(t, "fails") {
					s.Hearing.Err = errors.New("gone")
				}
			case KeyPressed:
				s.Key = rapid.SampledFrom([]rune("0123456789*#A")).Draw(t, "key")
			case BotOn:
				bot, s.Firm = true, rapid.Bool().Draw(t, "firm")
			case BotOff:
				bot = false
			}
			step(s)
		}
		// the line goes quiet
		step(Sound{What: VoiceOff})
		if bot {
			step(Sound{What: BotOff})
		}
		for range 60 {
			if len(l.wakes) == 0 {
				t.Fatalf("no Tick is on its way: nobody will ever ask the caller anything again (%+v)", l.f)
			}
			now = int(l.wakes[0].Sub(start).Milliseconds())
			out := step(Sound{What: Tick})
			if out.Silent > 0 {
				break
			}
		}
		if f := l.f; f.speaking || !f.asked.IsZero() || f.keys != "" {
			t.Fatalf("a quiet line is not at rest: %+v", f)
		}
		if quiet := l.f.idle; quiet.IsZero() {
			t.Fatalf("silence is not counted")
		}
	})
}

// TestEverySpeechIsAnswered says something into a line in any state, with ears
// that do what they like, and waits: Said, a false alarm, Deaf or Silent must
// follow within the bound.
func TestEverySpeechIsAnswered(t *testing.T) {
	const bound = 30000 // the longest silence, a pause and two lost Finals
	rapid.Check(t, func(t *rapid.T) {
		l := line{m: Polite}
		q := rapid.SampledFrom(civicline.Questions).Draw(t, "question")
		l.play(Sound{At: ms(0), What: Asked, Question: q, Ears: rapid.IntRange(1, 2).Draw(t, "ears")})
		talks := rapid.Bool().Draw(t, "bot talks")
		if talks {
			l.play(Sound{At: ms(0), What: BotOn})
		}
		now := rapid.IntRange(0, 3000).Draw(t, "on")
		l.play(Sound{At: ms(now), What: VoiceOn})
		now += rapid.IntRange(200, 4000).Draw(t, "spoken")
		l.play(Sound{At: ms(now), What: VoiceOff})
		end := now
		for range rapid.IntRange(0, 2).Draw(t, "finals") {
			now += rapid.IntRange(0, 3000).Draw(t, "took")
			h := civicline.Hearing{Final: true, Best: civicline.Hypothesis{Text: rapid.SampledFrom([]string{"", "agent"}).Draw(t, "text")}}
			l.play(Sound{At: ms(now), What: Final, Hearing: h})
		}
		l.until(max(now, end+bound))
		answered := false
		for _, e := range l.log {
			for _, w := range []string{"said", "deaf", "silent", "false alarm"} {
				answered = answered || strings.Contains(e, w)
			}
		}
		if !answered {
			t.Fatalf("nothing came of it: %q", l.log)
		}
	})
}

// TestTheBotNeverTalksOver checks that a voice that goes on for longer than
// Overlap stops any speech that may be stopped, whatever came before.
func TestTheBotNeverTalksOver(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := line{m: Polite}
		l.play(Sound{At: ms(0), What: Asked, Question: civicline.OpenQuestion})
		now := rapid.IntRange(0, 5000).Draw(t, "bot on")
		l.play(Sound{At: ms(now), What: BotOn})
		now += rapid.IntRange(0, 5000).Draw(t, "voice on")
		l.play(Sound{At: ms(now), What: VoiceOn})
		now += int(Polite.Overlap / time.Millisecond)
		l.until(now)
		if l.f.bot {
			t.Fatalf("the bot still speaks: %q", l.log)
		}
	})
}
