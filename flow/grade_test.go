package flow

import (
	"math"
	"testing"
)

// TestGrade reads texts whose words, sentences and syllables were counted by hand.
func TestGrade(t *testing.T) {
	for text, want := range map[string]struct{ words, sentences, syllables int }{
		"":                                   {0, 0, 0},
		"The cat sat on the mat.":            {6, 1, 6},
		"Your case is open. Call us.":        {6, 2, 7},
		"{receipt number} is right?":         {3, 1, 3},
		"Call 9 1 1.":                        {4, 1, 4},
		"Immigration applications take time": {4, 1, 10},
		"Please wait a little while.":        {5, 1, 6},
		"A representative answered it.":      {4, 1, 9},
	} {
		w, s, syl := reading(text)
		if w != want.words || s != want.sentences || syl != want.syllables {
			t.Errorf("%q: %d words, %d sentences, %d syllables; want %v", text, w, s, syl, want)
		}
		grade := 0.0
		if want.words > 0 {
			grade = 0.39*float64(want.words)/float64(want.sentences) + 11.8*float64(want.syllables)/float64(want.words) - 15.59
		}
		if g := Grade(text); math.Abs(g-grade) > 1e-9 {
			t.Errorf("%q: grade %v, want %v", text, g, grade)
		}
	}
}

func TestHardWordsAreHarder(t *testing.T) {
	easy := "We got your form. You will hear from us by mail. Please wait for the notice."
	hard := "Notwithstanding preliminary acknowledgement of documentation, subsequent administrative adjudication necessitates considerable additional consideration."
	if e, h := Grade(easy), Grade(hard); e > 4 || h < 16 {
		t.Errorf("easy %v, hard %v", e, h)
	}
}
