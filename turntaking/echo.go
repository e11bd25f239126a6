package turntaking

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/civicline/civicline"
)

// A spoken is what the bot says, since when, and where it was cut.
type spoken struct {
	Saying
	at, cut time.Time
}

const (
	// letterTime is how long a voice needs for a letter, if nobody knows.
	letterTime = time.Second / 14
	// An echo comes back within echoLate; where a word is in the sound is known
	// to echoSlack.
	echoLate  = 500 * time.Millisecond
	echoSlack = 250 * time.Millisecond
)

// during returns the words that the bot said between two times, give or take.
func (s spoken) during(from, to time.Time) []string {
	if s.Words == "" || s.at.IsZero() {
		return nil
	}
	letters := utf8.RuneCountInString(s.Words)
	each := letterTime
	if s.Long > 0 {
		each = s.Long / time.Duration(letters)
	}
	if !s.cut.IsZero() && s.cut.Before(to) {
		to = s.cut
	}
	to = to.Add(echoSlack)
	var out []string
	at := 0
	for _, word := range strings.Fields(s.Words) {
		n := utf8.RuneCountInString(word)
		began, ended := s.at.Add(time.Duration(at)*each), s.at.Add(time.Duration(at+n)*each)
		if ended.After(from) && began.Before(to) {
			out = append(out, bare(word))
		}
		at += n + 1
	}
	return out
}

// echo reports whether words are what the bot was saying while they were
// spoken, or partly so, and returns those of them that are the caller's own.
// One word alone is believed to be an echo only at the beginning of what the bot
// says, or on a line that has given echoes: callers repeat what they are
// offered.
func (m Manners) echo(f *Floor, l civicline.Language, words []string, now time.Time) (bool, []string) {
	if !f.over {
		return false, nil
	}
	bot := f.botSaid(now)
	is := alike(words, bot)
	n := 0
	for _, same := range is {
		if same {
			n++
		}
	}
	if n == 0 || n == 1 && f.echoes == 0 && (!f.onset() || !is[0]) {
		return false, nil
	}
	own := m.ownWords(f, l, words, is)
	switch {
	case len(own) > 0 && f.echoes == 0 && 5*n < 3*(len(words)-len(own)+1), len(own) == 0 && f.outlasts(now):
		return false, nil
	case len(own) == 0 && 5*n < 3*len(words) && n < 2:
		return false, nil
	}
	return true, own
}

// ownWords returns the words that are not the bot's, where there is reason to
// believe that the caller said them and they are no echo heard badly: three in
// a row, a complete turn, two at the end, or one after the bot had ended.
func (m Manners) ownWords(f *Floor, l civicline.Language, words []string, echo []bool) []string {
	var own []string
	for i := 0; i < len(words); {
		j := i
		for j < len(words) && !echo[j] {
			j++
		}
		run := words[i:j]
		switch at := len(words); {
		case len(run) == 0:
			j++
		case len(run) > 2, m.Tells[l].complete(f, bared(run)), j == at && (len(run) > 1 || !f.bot):
			own = append(own, run...)
		}
		i = j
	}
	return own
}

// onset reports whether the voice began when the bot had just begun to speak.
func (f *Floor) onset() bool {
	for _, l := range f.lines {
		if d := f.began.Sub(l.at); !l.at.IsZero() && d >= 0 && d <= echoLate {
			return true
		}
	}
	return false
}

// outlasts reports whether the voice went on for so long after the bot fell
// silent that it is no echo.
func (f *Floor) outlasts(now time.Time) bool {
	if f.bot && !f.held || f.quiet.IsZero() {
		return false
	}
	end := f.ended
	if f.voice {
		end = now
	}
	return end.Sub(f.quiet) > echoLate+echoSlack/2
}

// botSaid returns what the bot said that an echo of it may be in the turn.
func (f *Floor) botSaid(now time.Time) []string {
	from := f.began.Add(-echoLate - echoSlack)
	return append(f.lines[1].during(from, now), f.lines[0].during(from, now)...)
}

// unechoed returns what the caller said without what was our own voice, the
// best first.
func (m Manners) unechoed(f *Floor, now time.Time) []civicline.Hypothesis {
	var own, all []civicline.Hypothesis
	echoed := false
	for _, h := range f.said {
		words := strings.Fields(h.Text)
		is, tail := m.echo(f, h.Language, words, now)
		if !is {
			all = append(all, h)
			continue
		}
		echoed = true
		if len(tail) > 0 {
			own = append(own, only(h, tail))
		}
	}
	if echoed {
		return ranked(own)
	}
	return ranked(all)
}

// only is h with its last words alone.
func only(h civicline.Hypothesis, words []string) civicline.Hypothesis {
	h.Text = strings.Join(words, " ")
	if len(h.Words) >= len(words) {
		h.Words = slices.Clone(h.Words[len(h.Words)-len(words):])
	}
	return h
}

// alike tells which of the words of a stand in b too, in the same order.
func alike(a, b []string) []bool {
	out := make([]bool, len(a))
	b = b[max(0, len(b)-40):]
	a = a[:min(len(a), 40)]
	var best [42][42]int // of a[i:] and b[j:]
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			best[i][j] = max(best[i+1][j], best[i][j+1])
			if same(a[i], b[j]) {
				best[i][j] = max(best[i][j], 1+best[i+1][j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(a) && j < len(b) && best[i][j] > 0; {
		switch {
		case same(a[i], b[j]) && best[i][j] == 1+best[i+1][j+1]: //nolint:gosec // both are below 40
			out[i] = true
			i, j = i+1, j+1
		case best[i][j+1] == best[i][j]:
			j++
		default:
			i++
		}
	}
	return out
}

// same reports whether two words sound nearly alike: they are equal, or begin
// with the same five letters.
func same(a, b string) bool {
	if a = bare(a); a == b {
		return true
	}
	return len(a) > 5 && len(b) > 5 && a[:5] == b[:5]
}

// bare is a word in small letters without marks around it.
func bare(w string) string {
	return strings.ToLower(strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }))
}
