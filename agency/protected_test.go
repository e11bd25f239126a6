package agency

import (
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/flow"
	"github.com/civicline/civicline/understand"
)

// TestAProtectedWishIsNotKept: who takes the call over, at whatever tier, is not
// shown that the caller asked about a protected case, nor the words that told it.
func TestAProtectedWishIsNotKept(t *testing.T) {
	a := load(t)
	model := understand.New(a.Lessons())
	for name, words := range map[string][]string{
		"filed it->an officer":         {"i'm calling about my u visa", "yes"},
		"did not file->a person":       {"i'm calling about my u visa", "no", "agent", "something else", "agent"},
		"en español->una persona":      {"llamo por mi caso VAWA", "no gracias", "quiero hablar con alguien", "otra cosa", "operador"},
		"in the middle of a task->one": {"check my case status", "i'm calling about my u visa", "yes"},
	} {
		t.Run(name, func(t *testing.T) {
			at := time.Date(2026, 11, 23, 15, 0, 0, 0, time.UTC)
			p, _ := a.Book.Next(flow.Place{}, flow.Input{At: at, What: flow.Began})
			handed, asked := false, false
			for _, text := range words {
				var heard []civicline.Hypothesis
				for _, l := range civicline.Languages {
					if !p.Chosen() || l == p.Language() {
						heard = append(heard, civicline.Hypothesis{Language: l, Text: text, Confidence: 0.6})
					}
				}
				r := model.Read(heard, p.Expecting())
				asked = asked || r.Intent == "protected_case_inquiry"
				at = at.Add(10 * time.Second)
				next, orders := a.Book.Next(p, flow.Input{At: at, What: flow.Said, Reading: r})
				p = next
				for _, o := range orders {
					switch o := o.(type) {
					case civicline.Remember:
						tells(t, o.Facts["topic"], o.Facts["reason"])
					case civicline.HandOver:
						tells(t, o.Reason)
						handed = true
					}
				}
				if handed {
					break
				}
			}
			if !asked || !handed {
				t.Errorf("understood %v, handed over %v: this talk holds nothing", asked, handed)
			}
		})
	}
}

func tells(t *testing.T, words ...string) {
	t.Helper()
	for _, w := range words {
		for _, secret := range []string{"protected", "visa", "vawa"} {
			if strings.Contains(strings.ToLower(w), secret) {
				t.Errorf("%q is kept", w)
			}
		}
	}
}
