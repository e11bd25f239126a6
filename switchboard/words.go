package switchboard

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/civicline/civicline"
)

// defaultPace is how many letters a voice says in a frame, until a piece of the
// same call has been heard to its end: 14 a second.
const defaultPace = 14.0 / 50

// A pace is how fast a voice speaks, in letters a frame; it learns from each
// sentence that was played to its end.
type pace float64

func (r *pace) learn(text string, frames int) {
	letters := utf8.RuneCountInString(text)
	if frames < 25 || letters < 10 {
		return
	}
	seen := pace(float64(letters) / float64(frames))
	if *r == 0 {
		*r = seen
		return
	}
	*r += (seen - *r) / 4
}

// played returns the words of p that had been said when it was stopped.
func (r pace) played(p *piece) string {
	if p.length > 0 {
		return firstWords(p.say.Text, float64(p.frames)/float64(p.length))
	}
	if r == 0 {
		r = defaultPace
	}
	letters := utf8.RuneCountInString(p.say.Text)
	return firstWords(p.say.Text, float64(p.frames)*float64(r)/float64(max(1, letters)))
}

// firstWords returns the words that lie wholly within the first part of text,
// a fraction of its letters.
func firstWords(text string, part float64) string {
	text = strings.TrimSpace(text)
	if part >= 1 {
		return text
	}
	letters := int(part * float64(utf8.RuneCountInString(text)))
	end := 0
	n := 0
	for i, r := range text {
		if n > letters {
			break
		}
		if r == ' ' {
			end = i
		}
		n++
	}
	return strings.TrimSpace(text[:end])
}

// appended returns a and b with a blank between.
func appended(a, b string) string {
	if a == "" {
		return b
	}
	if b == "" {
		return a
	}
	return a + " " + b
}

// nameOf names a command for the log, without what it says.
func nameOf(cmd civicline.Command) string {
	return strings.TrimPrefix(fmt.Sprintf("%T", cmd), "civicline.")
}
