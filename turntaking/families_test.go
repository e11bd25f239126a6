package turntaking

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
)

const prompt = "Thank you for calling the model agency. This call may be recorded. / In a few words, how can I help you today?"

var promptOf = map[civicline.Language]string{
	civicline.English: prompt,
	civicline.Spanish: "Gracias por llamar a la agencia modelo. Esta llamada puede ser grabada. / En pocas palabras, ¿en qué le puedo ayudar?",
}

// sentence is a scene of one bot and some callers.
func sentence(q civicline.Question, l civicline.Language, cues ...cue) scene {
	return scene{question: q, language: l, partial: 250 * time.Millisecond, final: 150 * time.Millisecond, cues: cues}
}

func speaks(at, long time.Duration, text string) cue {
	c := cue{who: "caller", at: at.Round(step), long: long.Round(step)}
	c.text, c.more = strings.CutSuffix(text, "...")
	return c
}

// took is how long text takes to say.
func took(text string) time.Duration {
	return max(300*time.Millisecond, time.Duration(len([]rune(text)))*65*time.Millisecond).Round(step)
}

func bot(text string) cue { return cue{who: "bot", text: text} }

// has returns when the log first says what, and whether it does.
func (s *stage) has(what string) (time.Duration, bool) {
	for _, line := range s.log {
		at, rest, _ := strings.Cut(line, " ")
		if strings.HasPrefix(rest, what) {
			d, _ := time.ParseDuration(at + "s")
			return d, true
		}
	}
	return 0, false
}

func (s *stage) count(what string) (n int) {
	for _, line := range s.log {
		if _, rest, _ := strings.Cut(line, " "); strings.HasPrefix(rest, what) {
			n++
		}
	}
	return n
}

var interruptions = map[civicline.Language][]string{
	civicline.English: {"agent", "i need a person", "what are your hours", "no", "my case status", "stop", "i lost my card", "español"},
	civicline.Spanish: {"agente", "quiero hablar con alguien", "cuál es su horario", "no", "estado de mi caso", "espere", "perdí mi tarjeta", "english please"},
}

// TestBargeInAtEveryMoment: whenever in the greeting the caller begins to
// speak, the bot is silent within 200 ms, forgets what it had to say, and what
// the caller said is answered, once.
func TestBargeInAtEveryMoment(t *testing.T) {
	n := 0
	for _, l := range civicline.Languages {
		for at := 100 * time.Millisecond; at < 6500*time.Millisecond; at += 430 * time.Millisecond {
			for _, text := range interruptions[l] {
				n++
				s := play(Polite, sentence(civicline.OpenQuestion, l, bot(promptOf[l]), speaks(at, took(text), text)))
				paused, ok := s.has("pause")
				if late := paused - at; !ok || late > 200*time.Millisecond {
					t.Errorf("%s at %s: the bot paused %v, %s after the voice began: %q", text, at, ok, late, s.log)
				}
				if s.count("said "+text) != 1 || s.count("said") != 1 || s.count("hush") != 1 || s.count("go on") != 0 {
					t.Errorf("%s at %s: %q", text, at, s.log)
				}
			}
		}
	}
	t.Logf("%d scenes", n)
}

// TestWhatIsNoInterruption: coughs, hums and nods at any moment make the bot
// pause for a moment and go on; nothing reaches the flow.
func TestWhatIsNoInterruption(t *testing.T) {
	nothings := map[civicline.Language][]string{
		civicline.English: {"", "uh huh", "mhm", "okay", "right", "yeah", "i see", "got it", "uh", "hmm okay", "[cough]", "all right"},
		civicline.Spanish: {"", "ajá", "mjm", "okay", "ya", "bueno", "claro", "sí sí", "este", "entiendo", "[noise]", "está bien"},
	}
	n := 0
	for _, l := range civicline.Languages {
		for at := 300 * time.Millisecond; at < 6*time.Second; at += 370 * time.Millisecond {
			for _, text := range nothings[l] {
				n++
				s := play(Polite, sentence(civicline.OpenQuestion, l, bot(promptOf[l]), speaks(at, took(text), text)))
				if s.count("said")+s.count("hush")+s.count("deaf") > 0 || s.count("pause") != 1 || s.count("go on") != 1 {
					t.Errorf("%q at %s: %q", text, at, s.log)
					continue
				}
				paused, _ := s.has("pause")
				on, _ := s.has("go on")
				if gap := on - paused; gap > time.Second+took(text)-300*time.Millisecond {
					t.Errorf("%q at %s: silent for %s: %q", text, at, gap, s.log)
				}
			}
		}
	}
	t.Logf("%d scenes", n)
}

// TestEchoIsNoCaller: whatever the delay, the bot is not stopped by itself, at
// most paused twice, and answers nobody.
func TestEchoIsNoCaller(t *testing.T) {
	n := 0
	for _, l := range civicline.Languages {
		for late := 60 * time.Millisecond; late <= 500*time.Millisecond; late += 40 * time.Millisecond {
			for _, partial := range []time.Duration{150 * time.Millisecond, 300 * time.Millisecond, 600 * time.Millisecond} {
				n++
				sc := sentence(civicline.OpenQuestion, l, bot(promptOf[l]))
				sc.echo, sc.partial, sc.until = late, partial, 14*time.Second
				s := play(Polite, sc)
				if s.count("said")+s.count("hush") > 0 || s.count("pause") > 2 || s.count("pause") != s.count("go on") {
					t.Errorf("%s, an echo after %s, words after %s: %q", l, late, partial, s.log)
				}
			}
		}
	}
	t.Logf("%d scenes", n)
}

// TestCallersAreHeardThroughAnEcho: with an echo under it, a real interruption
// is answered.
func TestCallersAreHeardThroughAnEcho(t *testing.T) {
	n := 0
	for _, l := range civicline.Languages {
		for _, text := range interruptions[l] {
			if text == "no" {
				continue // to no question
			}
			for at := 2 * time.Second; at < 6*time.Second; at += 710 * time.Millisecond {
				n++
				sc := sentence(civicline.OpenQuestion, l, bot(promptOf[l]), speaks(at, took(text), text))
				sc.echo, sc.until = 180*time.Millisecond, 14*time.Second
				s := play(Polite, sc)
				if last := text[strings.LastIndex(text, " ")+1:]; s.count("said") != 1 || !strings.Contains(strings.Join(s.log, "; "), last) {
					t.Errorf("%s at %s: %q", text, at, s.log)
				}
			}
		}
	}
	t.Logf("%d scenes", n)
}

// TestTurnsOfSeveralParts: callers who pause in mid-sentence or in mid-number
// are not cut, with quick and slow recognisers; and every word arrives.
func TestTurnsOfSeveralParts(t *testing.T) {
	n := 0
	for _, tt := range []struct {
		q     civicline.Question
		l     civicline.Language
		pause time.Duration // the longest that is borne
		parts string
	}{
		{civicline.OpenQuestion, "en", 1200, "i want to know about my / green card"},
		{civicline.OpenQuestion, "en", 1200, "i moved and / i need to change my address"},
		{civicline.OpenQuestion, "en", 1200, "i am calling because / my card never came"},
		{civicline.OpenQuestion, "en", 1200, "um / what are your hours"},
		{civicline.OpenQuestion, "en", 1200, "my receipt number is / i o e nine nine nine / nine nine zero zero one zero one"},
		{civicline.OpenQuestion, "es", 1200, "quiero saber de mi / tarjeta"},
		{civicline.OpenQuestion, "es", 1200, "me mudé y / necesito cambiar mi dirección"},
		{civicline.OpenQuestion, "es", 1200, "llamo porque / no me llegó la tarjeta"},
		{civicline.OpenQuestion, "es", 1200, "este / a qué hora abren"},
		{civicline.OpenQuestion, "es", 1200, "es que / mi caso es / i o e nueve nueve"},
		{civicline.FreeSpeech, "en", 1200, "so my wife um / she filed in march and / we never heard"},
		{civicline.FreeSpeech, "es", 1200, "pues mi esposa este / mandó los papeles en marzo y / nunca supimos"},
		{civicline.YesNo, "en", 1200, "well i think so but / no"},
		{civicline.YesNo, "es", 1200, "pues creo que / sí"},
		{civicline.ReceiptNumber, "en", 1200, "i o e / nine nine nine / nine nine zero / zero one zero one"},
		{civicline.ReceiptNumber, "en", 1200, "m s c / twenty one ninety nine / nine nine zero one zero one"},
		{civicline.ReceiptNumber, "en", 1200, "india oscar echo / double nine triple nine / zero zero one zero one"},
		{civicline.ReceiptNumber, "en", 1200, "it's um / i o e nine nine nine nine / nine zero zero one zero one"},
		{civicline.ReceiptNumber, "es", 1200, "i o e / noventa y nueve noventa y nueve / nueve cero cero uno cero uno"},
		{civicline.ReceiptNumber, "es", 1200, "a ver / ele i ene / nueve nueve nueve nueve / nueve cero cero uno cero uno"},
		{civicline.Digits, "en", 1200, "seven one three / five five five / zero one two three"},
		{civicline.Digits, "es", 1200, "siete uno tres / cinco cinco cinco / cero uno dos tres"},
		{civicline.PlaceName, "en", 1200, "seven seven / zero three six"},
		{civicline.PlaceName, "es", 1200, "siete siete / cero tres seis"},
		{civicline.DateSaid, "en", 1200, "march fifth / nineteen eighty"},
		{civicline.DateSaid, "en", 1200, "it was in / june / two thousand nineteen"},
		{civicline.DateSaid, "es", 1200, "el cinco de / marzo de / mil novecientos ochenta"},
		{civicline.PersonName, "en", 1200, "garcia g a / r c i a"},
		{civicline.PersonName, "es", 1200, "me llamo / pérez pe e / erre e zeta"},
		{civicline.FormName, "en", 1200, "the i / four eighty five"},
		{civicline.FormName, "es", 1200, "la i / cuatro ochenta y cinco"},
	} {
		for pause := 300 * time.Millisecond; pause <= tt.pause*time.Millisecond; pause += 150 * time.Millisecond {
			for _, partial := range []time.Duration{100 * time.Millisecond, 400 * time.Millisecond, -1} {
				n++
				sc, want := sentence(tt.q, tt.l), []string{}
				var at time.Duration
				parts := strings.Split(tt.parts, " / ")
				for i, p := range parts {
					c := speaks(at, took(p), p)
					c.more = i+1 < len(parts)
					sc.cues, want = append(sc.cues, c), append(want, p)
					at = c.ends() + pause
				}
				sc.partial = partial
				s := play(Polite, sc)
				if partial < 0 && (want[0] == "um" || want[0] == "este") {
					want = want[1:] // it may have been a turn of its own, and none
				}
				if all := strings.Join(want, " "); s.count("said") != 1 || !strings.HasSuffix(s.log[len(s.log)-1], all) {
					t.Errorf("%s, pauses of %s, words after %s: %q", tt.parts, pause, partial, s.log)
				}
			}
		}
	}
	t.Logf("%d scenes", n)
}

// TestFinishedTurnsAreAnsweredQuickly: what is complete as it stands is over
// before anything else would be.
func TestFinishedTurnsAreAnsweredQuickly(t *testing.T) {
	for _, tt := range []struct {
		q    civicline.Question
		l    civicline.Language
		text string
	}{
		{civicline.YesNo, "en", "yes"}, {civicline.YesNo, "en", "no"}, {civicline.YesNo, "en", "uh huh"}, {civicline.YesNo, "en", "yes it is"},
		{civicline.YesNo, "en", "that's right"}, {civicline.YesNo, "en", "yeah"}, {civicline.YesNo, "en", "um no"},
		{civicline.YesNo, "es", "sí"}, {civicline.YesNo, "es", "no"}, {civicline.YesNo, "es", "ajá"}, {civicline.YesNo, "es", "así es"},
		{civicline.YesNo, "es", "claro que sí"}, {civicline.YesNo, "es", "este no"},
		{civicline.OpenQuestion, "en", "agent"}, {civicline.OpenQuestion, "en", "talk to a person"}, {civicline.OpenQuestion, "en", "goodbye"},
		{civicline.OpenQuestion, "en", "what are your hours"}, {civicline.OpenQuestion, "en", "can i speak to someone please"},
		{civicline.OpenQuestion, "es", "operador"}, {civicline.OpenQuestion, "es", "hablar con alguien"}, {civicline.OpenQuestion, "es", "adiós"},
		{civicline.OpenQuestion, "es", "me comunica con alguien por favor"},
		{civicline.ReceiptNumber, "en", "i o e nine nine nine nine nine zero zero one zero one"},
		{civicline.ReceiptNumber, "en", "i o e ninety nine ninety nine ninety zero one zero one"},
		{civicline.ReceiptNumber, "es", "i o e nueve nueve nueve nueve nueve cero cero uno cero uno"},
		{civicline.PlaceName, "en", "seven seven zero three six"}, {civicline.PlaceName, "es", "setenta y siete cero treinta y seis"},
		{civicline.Digits, "en", "seven one three five five five zero one two three"},
		{civicline.DateSaid, "en", "march fifth nineteen eighty"}, {civicline.DateSaid, "es", "el cinco de marzo de mil novecientos ochenta"},
		{civicline.FormName, "en", "i four eighty five"}, {civicline.FormName, "es", "i cuatro ochenta y cinco"},
	} {
		sc := sentence(tt.q, tt.l, speaks(0, took(tt.text), tt.text))
		s := play(Polite, sc)
		if at, ok := s.has("said " + tt.text); !ok || at-took(tt.text) > Polite.Quick+sc.final+step {
			t.Errorf("%s: %q, %s after the end", tt.text, s.log, at-took(tt.text))
		}
	}
}

// TestMarks counts as people count.
func TestMarks(t *testing.T) {
	for text, want := range map[string]int{
		"i o e nine nine nine": 6, "ninety nine": 2, "double nine triple zero": 5, "i o e noventa y nueve": 5, "india oscar echo": 3,
		"i don't have it": 0, "a person": 0, "ele i ene": 3, "de la casa": 0, "999 12": 5, "nineteen eighty five": 4, "be ce de": 3,
		"four hundred": 3, "y tengo uno": 1, "oh oh seven": 3, "veinticinco": 2, "": 0,
	} {
		if got, _ := marks(strings.Fields(text)); got != want {
			t.Errorf("marks(%q) = %d; want %d", text, got, want)
		}
	}
}

// TestMeasured prints how long after the caller's voice ended the turn was
// judged over, how many turns were cut in two, and how soon a voice stopped the
// bot, over all scenes of testdata.
func TestMeasured(t *testing.T) {
	var delays, stops []time.Duration
	turns, cuts := 0, 0
	for _, file := range sceneFiles(t) {
		for _, sc := range readScenes(t, file) {
			s := play(Polite, sc)
			d, n, c := s.turnEnds()
			delays, turns, cuts = append(delays, d...), turns+n, cuts+c
			if at, ok := s.has("pause"); ok && sc.echo == 0 {
				for _, c := range sc.cues {
					if c.who == "caller" && at >= c.at && at < c.at+time.Second {
						stops = append(stops, at-c.at)
					}
				}
			}
		}
	}
	t.Logf("turns %d, cut in two %d (%.1f %%)", turns, cuts, 100*float64(cuts)/float64(turns))
	t.Logf("end of turn after the voice's end, recogniser included: P50 %s, P95 %s", at(delays, 50), at(delays, 95))
	t.Logf("voice stopped the bot after: P50 %s, P95 %s", at(stops, 50), at(stops, 95))
	if cuts*50 > turns || at(stops, 95) > 200*time.Millisecond || at(delays, 50) > 800*time.Millisecond {
		t.Errorf("worse than promised in docs/turntaking.md")
	}
}

func at(d []time.Duration, percent int) time.Duration {
	if len(d) == 0 {
		return 0
	}
	slices.Sort(d)
	return d[min(len(d)-1, len(d)*percent/100)]
}

func BenchmarkNext(b *testing.B) {
	sc := sentence(civicline.ReceiptNumber, civicline.English, bot(prompt), speaks(2*time.Second, 4*time.Second, "i o e nine nine nine nine nine zero zero one zero one"))
	var sounds []Sound
	rec := play(Polite, sc)
	for i := range 12 { // as dense as it gets: partial words of a growing number, over the bot's voice
		text := strings.Join(strings.Fields(sc.cues[1].text)[:i+1], " ")
		sounds = append(sounds, Sound{What: Partial, At: start.Add(rec.now), Hearing: civicline.Hearing{Best: civicline.Hypothesis{Language: civicline.English, Text: text}}})
	}
	f, _ := Polite.Next(Floor{}, Sound{What: Asked, At: start, Question: civicline.ReceiptNumber})
	f, _ = Polite.Next(f, Sound{What: BotOn, At: start, Saying: Saying{Words: prompt}})
	f, _ = Polite.Next(f, Sound{What: VoiceOn, At: start.Add(time.Second)})
	for name, s := range map[string][]Sound{"tick": {{What: Tick, At: start.Add(time.Second)}}, "partial": sounds} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				Polite.Next(f, s[i%len(s)])
			}
		})
	}
}
