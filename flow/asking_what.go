package flow

import "github.com/civicline/civicline"

// Asking is what the bot waits for the caller to say.
type Asking struct {
	// Question is the name under which flows ask it: "receipt number"; "" while
	// nothing is asked.
	Question string
	// ReadBack is what the answer was taken for, while the caller is asked
	// whether that is right; nil otherwise.
	ReadBack civicline.Facts
	// Choices are how the answers to "which one" may be said, in order.
	Choices []map[civicline.Language][]string
}

// Asking returns what a call that stands at p is asking.
func (b *Book) Asking(p Place) Asking {
	s := b.flows[p.flow]
	if p.rest != asking && p.rest != confirming || s == nil || p.op >= len(s.ops) || s.ops[p.op].step == nil {
		return Asking{}
	}
	st := s.ops[p.op].step
	a := Asking{Question: st.name}
	if p.rest == confirming && len(p.guess) > 0 {
		a.ReadBack = p.guess[0]
	}
	if st.name == callbackTime {
		for i := range b.slots(&p) {
			a.Choices = append(a.Choices, map[civicline.Language][]string{civicline.English: {"the " + ordinals[i][0] + " one"}, civicline.Spanish: {"la " + ordinals[i][len(ordinals[i])-1]}})
		}
	}
	for _, c := range st.choices {
		a.Choices = append(a.Choices, c.phrases)
	}
	return a
}
