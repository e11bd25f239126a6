package flow

import (
	"testing"

	"github.com/civicline/civicline"
)

// TestAFullStopOnce puts a name that ends in a full stop where it ends a
// sentence, and where it does not.
func TestAFullStopOnce(t *testing.T) {
	for text, want := range map[string][2]string{
		"Here is {agent}. This call may be recorded.": {"Here is Maria R. This call may be recorded.", "Here is Ana Ortiz. This call may be recorded."},
		"Le atiende {agent}.":                         {"Le atiende Maria R.", "Le atiende Ana Ortiz."},
		"You spoke with {agent}, today.":              {"You spoke with Maria R., today.", "You spoke with Ana Ortiz, today."},
		"{agent}. {agent}.":                           {"Maria R. Maria R.", "Ana Ortiz. Ana Ortiz."},
	} {
		for i, name := range []string{"Maria R.", "Ana Ortiz"} {
			p := Place{told: told{agent: name}}
			if got := new(Book).fill(text, &p, civicline.English); got != want[i] {
				t.Errorf("%q with %s is %q; want %q", text, name, got, want[i])
			}
		}
	}
}
