package turntaking

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/civicline/civicline"
)

// An ending says how the words so far leave the turn.
type ending int

// The endings, those that are believed rather last: of two ears the one that
// waits is followed, unless one heard a complete turn.
const (
	wordless  ending = iota
	plain            // it may be over, or not
	open             // in the middle of a sentence
	dictating        // in the middle of a number
	whole            // complete as it stands
)

// pause is how long the caller may be quiet and still hold the floor.
func (m Manners) pause(f *Floor) time.Duration {
	p := m.of(f)
	if f.bot && !f.real {
		return m.Check // the bot waits to hear whether it was anything, or talks on meanwhile
	}
	switch f.ending {
	case whole:
		return m.Quick
	case open:
		return max(p.Pause, m.Open)
	case dictating:
		return max(p.Pause, m.Dictate)
	case plain:
		if p.Marks > 0 || p.Spelled { // no number at all: "I don't have it"
			return min(p.Pause, m.Of[civicline.OpenQuestion].Pause)
		}
	}
	return p.Pause
}

// ends judges how words end, as an answer to the question of f.
func (m Manners) ends(f *Floor, l civicline.Language, words []string) ending {
	t, p := m.Tells[l], m.of(f)
	words = bared(words)
	all, trailing := marks(words)
	switch {
	case t.complete(f, words):
		return whole
	case p.Marks > 0 && all > 0 && f.have+all >= p.Marks && trailing > 0:
		return whole
	case p.Marks > 0 && utf8.RuneCountInString(words[len(words)-1]) == 1:
		return dictating
	case p.Marks > 0 && (trailing >= 2 || trailing > 0 && (f.have > 0 || trailing == len(words))):
		return dictating
	case f.question == civicline.DateSaid && (all > 0 || slices.ContainsFunc(words, func(w string) bool { return t.Months[w] })):
		return dateEnds(t, words, all, trailing)
	case p.Spelled && trailing >= 2, trailing >= 3:
		return dictating
	case t.opens(words):
		return open
	case t.Closing[words[len(words)-1]]:
		return whole
	}
	return plain
}

// complete reports whether the words are a complete turn, whatever sounds of
// thinking go before.
func (t Tells) complete(f *Floor, words []string) bool {
	for ; len(words) > 0; words = words[1:] {
		text := strings.Join(words, " ")
		if t.Whole[text] || f.question == civicline.YesNo && t.Answers[text] {
			return true
		}
		if !t.Thinking[words[0]] && !noises[words[0]] {
			break
		}
	}
	return false
}

// dateEnds: a date is complete with its month and its year.
func dateEnds(t Tells, words []string, all, trailing int) ending {
	month := slices.ContainsFunc(words, func(w string) bool { return t.Months[w] })
	year := all >= 4 || slices.ContainsFunc(words, func(w string) bool { return t.Thousands[w] })
	switch {
	case t.opens(words):
		return open
	case month && year && trailing > 0:
		return whole
	}
	return dictating
}

// opens reports whether the last word, or the last two or three, leave the
// sentence open.
func (t Tells) opens(words []string) bool {
	last := words[len(words)-1]
	if t.Open[last] || t.Thinking[last] {
		return true
	}
	for n := 2; n <= 3 && n <= len(words); n++ {
		if t.Open[strings.Join(words[len(words)-n:], " ")] {
			return true
		}
	}
	return false
}

// nod reports whether words call for no answer: the sounds of someone who
// thinks; and, over the bot's voice, of someone who listens. Hums answer yes or
// no, if the question had been put.
func (m Manners) nod(f *Floor, l civicline.Language, words []string) bool {
	t := m.Tells[l]
	words = bared(words)
	listens := f.over && !f.answersNow()
	if listens && t.Nods[strings.Join(words, " ")] {
		return true
	}
	return !slices.ContainsFunc(words, func(w string) bool {
		switch {
		case w == "" || noises[w] || t.Thinking[w]:
			return false
		case t.Hums[w]:
			return f.question == civicline.YesNo && !listens
		case t.Nods[w], t.Scraps[w]:
			return !listens
		}
		return true
	})
}

func bared(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		if noises[w] {
			out[i] = w
			continue
		}
		out[i] = bare(w)
	}
	return out
}
