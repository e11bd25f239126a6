package learn_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/understand/learn"
)

// desk is a small front desk: four things people ask, ten ways each.
var desk = map[string][]string{
	"lost_card": {"I lost my card", "my card is gone", "someone stole my card", "I can't find my card anywhere", "card missing since yesterday",
		"my wallet with the card was stolen", "I misplaced the card", "the card got lost in the move", "lost card, what now", "I need to report a stolen card"},
	"opening_hours": {"what time do you open", "when do you close today", "are you open on Saturday", "opening hours please", "what are your hours",
		"is the office open now", "until when are you open", "do you open on Sundays", "hours of the office", "when can I come by, are you open at noon"},
	"change_address": {"I moved and need to change my address", "new address", "I have moved to another house", "please update my address", "my address is different now",
		"we are moving next month, change the address", "address change", "how do I tell you my new address", "I live somewhere else now", "the address you have is old"},
	"pay_bill": {"I want to pay my bill", "how can I pay", "can I pay the invoice online", "payment of the fee", "where do I send the payment",
		"I'd like to settle my bill", "do you take credit cards for the bill", "pay the amount due", "the bill, can I pay it by check", "make a payment"},
}

func deskExamples() []learn.Example {
	var out []learn.Example
	for _, label := range []string{"lost_card", "opening_hours", "change_address", "pay_bill"} {
		for _, text := range desk[label] {
			out = append(out, learn.Example{Text: text, Label: label})
		}
	}
	return out
}

func TestPredict(t *testing.T) {
	m := learn.New(deskExamples(), learn.Options{})
	for _, tt := range []struct{ text, label string }{
		{"my card was robbed", "lost_card"}, // a word of the same family
		{"I can not find the card", "lost_card"},
		{"at what hour do you open", "opening_hours"},
		{"are you open tomorrow", "opening_hours"},
		{"I'm relocating, my address will change", "change_address"},
		{"settle the invoice", "pay_bill"},
	} {
		t.Run(tt.text+"->"+tt.label, func(t *testing.T) {
			guesses := m.Predict(tt.text)
			if len(guesses) == 0 || guesses[0].Label != tt.label {
				t.Fatalf("got %v", guesses)
			}
			if label, in := m.Label(tt.text); label != tt.label || !in {
				t.Errorf("Label is %q, in scope %v, at threshold %.2f: %v", label, in, m.Threshold(), guesses)
			}
		})
	}
}

func TestWhy(t *testing.T) {
	m := learn.New(deskExamples(), learn.Options{})
	why := m.Why("hello, do you know if I can pay with a check", "pay_bill")
	if len(why) == 0 || why[0] != "pay" {
		t.Errorf("pay decides, not %q", why)
	}
	if why := m.Why("pay", "no such label"); why != nil {
		t.Errorf("a label that there is not has reasons: %q", why)
	}
}

func TestScarceExamples(t *testing.T) {
	for _, tt := range []struct {
		name     string
		examples []learn.Example
		text     string
		first    string
	}{
		{"nothing learned->nothing", nil, "hello", ""},
		{"only words of no letters->nothing", []learn.Example{{"?!", "a"}, {"", "b"}}, "?", ""},
		{"one label->that one", []learn.Example{{"my card is lost", "lost"}}, "lost card", "lost"},
		{"one example each->the near one", []learn.Example{{"my card is lost", "x1"}, {"opening hours", "x2"}}, "the hours", "x2"},
		{"only out of scope->nothing", []learn.Example{{"what a day", "oos"}}, "what a day", ""},
		{"words never heard->nothing", deskExamples(), "ξψζ ωφθ", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			guesses := learn.New(tt.examples, learn.Options{}).Predict(tt.text)
			first := ""
			if len(guesses) > 0 {
				first = guesses[0].Label
			}
			if first != tt.first {
				t.Errorf("got %v, want %q", guesses, tt.first)
			}
		})
	}
}

func TestSpanish(t *testing.T) {
	m := learn.New([]learn.Example{
		{"se me perdió la tarjeta", "lost"}, {"me robaron la cartera con la mica", "lost"}, {"no encuentro mi tarjeta", "lost"},
		{"me mudé a otra casa", "moved"}, {"quiero cambiar mi dirección", "moved"}, {"tengo nuevo domicilio", "moved"},
	}, learn.Options{Language: civicline.Spanish})
	for text, want := range map[string]string{"extravié la mica": "lost", "PERDÍ MI TARJETA": "lost", "cambio de domicilio": "moved", "nos vamos a mudar": "moved"} {
		if g := m.Predict(text); len(g) == 0 || g[0].Label != want {
			t.Errorf("%q is %v, want %q", text, g, want)
		}
	}
}

// TestOutOfScope makes forty subjects of made-up words, learns thirty of them,
// and asks about those and about the rest. The threshold is the Model's own.
func TestOutOfScope(t *testing.T) {
	for _, told := range []bool{false, true} {
		t.Run(fmt.Sprintf("rows out of scope given: %v", told), func(t *testing.T) {
			s := newSynthetic(40, 5)
			var train []learn.Example
			for label := range 30 {
				for range 20 {
					train = append(train, learn.Example{Text: s.sentence(label), Label: fmt.Sprintf("subject %d", label)})
				}
			}
			if told {
				for range 60 {
					train = append(train, learn.Example{Text: s.sentence(30 + s.rng.IntN(5)), Label: learn.OutOfScope})
				}
			}
			m := learn.New(train, learn.Options{})
			right, refused := 0, 0
			for range 300 {
				label := s.rng.IntN(30)
				if got, in := m.Label(s.sentence(label)); in && got == fmt.Sprintf("subject %d", label) {
					right++
				}
				if _, in := m.Label(s.sentence(35 + s.rng.IntN(5))); !in {
					refused++
				}
			}
			if right < 270 || refused < 200 {
				t.Errorf("of 300 each: %d right, %d refused, at threshold %.2f", right, refused, m.Threshold())
			}
		})
	}
}

func TestSameExamplesSameModel(t *testing.T) {
	a, b := learn.New(deskExamples(), learn.Options{}), learn.New(deskExamples(), learn.Options{})
	for _, text := range []string{"my card", "open", "where do I pay", "address or card"} {
		if x, y := a.Predict(text), b.Predict(text); !reflect.DeepEqual(x, y) {
			t.Errorf("%q: %v and %v", text, x, y)
		}
		if x, y := a.Why(text, "pay_bill"), b.Why(text, "pay_bill"); !slices.Equal(x, y) {
			t.Errorf("%q: %v and %v", text, x, y)
		}
	}
}

func TestAnyTextIsRead(t *testing.T) {
	models := []*learn.Model{learn.New(deskExamples(), learn.Options{}), learn.New(deskExamples(), learn.Options{Language: civicline.Spanish})}
	known := strings.Fields("I lost my card what time do you open 12 3rd don't 'tis pay the bill ' ñ İ é ́")
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.Map(rapid.SliceOf(rapid.SampledFrom(known)), func(w []string) string { return strings.Join(w, " ") })).Draw(t, "text")
		for _, m := range models {
			last, sum := 1.0, 0.0
			for _, g := range m.Predict(text) {
				if !(g.Confidence >= 0 && g.Confidence <= last) {
					t.Fatalf("%v after %v", g, last)
				}
				last = g.Confidence
				sum += g.Confidence
			}
			if sum > 1.000001 {
				t.Fatalf("the chances come to %v", sum)
			}
			m.Why(text, "lost_card")
		}
	})
}

// TestLongText reads no more than half a minute of speech.
func TestLongText(t *testing.T) {
	m := learn.New(deskExamples(), learn.Options{})
	long := "I lost my card " + strings.Repeat("and so on and so forth ", 20000)
	if label, _ := m.Label(long); label != "lost_card" {
		t.Errorf("got %q", label)
	}
	m.Predict(strings.Repeat("isn't ", 400)) // each is two words
}

// synthetic makes sentences about subjects: each has words of its own, among
// words that all share. They are the same each time.
type synthetic struct {
	rng    *rand.Rand
	shared []string
	own    [][]string
}

func newSynthetic(subjects, words int) *synthetic {
	s := &synthetic{rng: rand.New(rand.NewPCG(15000, 150))}
	for range 200 {
		s.shared = append(s.shared, s.word())
	}
	for range subjects {
		var own []string
		for range words {
			own = append(own, s.word())
		}
		s.own = append(s.own, own)
	}
	return s
}

func (s *synthetic) word() string {
	var b strings.Builder
	for range 2 + s.rng.IntN(2) {
		b.WriteByte("bcdfghjklmnprstvwz"[s.rng.IntN(18)])
		b.WriteByte("aeiou"[s.rng.IntN(5)])
	}
	return b.String()
}

func (s *synthetic) sentence(subject int) string {
	var words []string
	for range 4 + s.rng.IntN(6) {
		words = append(words, s.shared[s.rng.IntN(len(s.shared))])
	}
	for range 2 {
		at := s.rng.IntN(len(words) + 1)
		words = slices.Insert(words, at, s.own[subject][s.rng.IntN(len(s.own[subject]))])
	}
	return strings.Join(words, " ")
}

func crowd() []learn.Example {
	s := newSynthetic(150, 12)
	var out []learn.Example
	for i := range 15000 {
		out = append(out, learn.Example{Text: s.sentence(i % 150), Label: fmt.Sprintf("subject %d", i%150)})
	}
	return out
}

// BenchmarkNew learns 15,000 lines of 150 labels.
func BenchmarkNew(b *testing.B) {
	examples := crowd()
	for b.Loop() {
		learn.New(examples, learn.Options{})
	}
}

func BenchmarkPredict(b *testing.B) {
	examples := crowd()
	m := learn.New(examples, learn.Options{})
	i := 0
	for b.Loop() {
		m.Predict(examples[i%len(examples)].Text)
		i++
	}
}
