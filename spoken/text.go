package spoken

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/civicline/civicline"
)

// A Style says where the product's way of speaking may be left for another.
// The zero Style is the product's own.
type Style struct {
	HundredAnd     bool // "one hundred and five"
	KeepCapitals   bool // AM, USCIS and F2A stay as they are written
	PlainCents     bool // "twelve dollars fifty cents"; no pair of years for cents alone
	ShortYears     bool // 11/17/05: "zero five", not "two thousand five"
	WholeAddresses bool // the scheme of a web address is said too
	LongSingly     bool // 13000 is five digits, not thirteen thousand
	NoStops        bool // the dot of an abbreviation never ends a sentence
}

// Conventional is how published sets of written and spoken pairs have it.
var Conventional = Style{true, true, true, true, true, true, true}

// Text is text with numbers, signs and abbreviations in words of l. Words that
// are none of those stay as they are, and so do line ends and punctuation. A
// language without tables is read by the English ones.
func Text(text string, l civicline.Language) string { return Style{}.Text(text, l) }

// Text is the function Text in this style.
func (s Style) Text(text string, l civicline.Language) string {
	r := reader{t: of(l), style: s, toks: tokens(text)}
	r.shouts = shouts(text)
	r.out.Grow(len(text) + len(text)/2)
	for i := 0; i < len(r.toks); {
		got := r.dash(i)
		if got.end == 0 {
			got = r.read(i)
		}
		if got.end <= i {
			r.copy(i)
			i++
			continue
		}
		r.expand(got.words)
		r.last = got
		i = got.end
	}
	return r.out.String()
}

type kind byte

const (
	end kind = iota
	word
	digits
	blank
	mark // one sign
)

// A token is a run of letters, of digits or of blanks, or one sign.
type token struct {
	kind kind
	text string
	low  string // of a word, in lower case
}

func tokens(text string) []token {
	out := make([]token, 0, len(text)/3+4)
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		k := kindOf(r)
		j := i + size
		for k != mark && j < len(text) {
			r, size := utf8.DecodeRuneInString(text[j:])
			if kindOf(r) != k {
				break
			}
			j += size
		}
		t := token{kind: k, text: text[i:j]}
		if k == word {
			t.low = strings.ToLower(t.text)
		}
		out = append(out, t)
		i = j
	}
	return out
}

func kindOf(r rune) kind {
	switch {
	case r >= '0' && r <= '9':
		return digits
	case r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\u00a0' || r == '\u202f' || r == '\u2009':
		return blank
	case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
		return word
	case r < utf8.RuneSelf, r == 'º', r == 'ª':
		return mark
	case unicode.IsLetter(r) || unicode.Is(unicode.Mn, r):
		return word
	}
	return mark
}

// shouts reports that text is in capitals, where they mark no acronym.
func shouts(text string) bool {
	capitals, others := 0, 0
	for i := range len(text) {
		switch c := text[i]; {
		case c >= 'A' && c <= 'Z':
			capitals++
		case c >= 'a' && c <= 'z':
			others++
		}
	}
	return capitals >= 16 && others == 0 && strings.Count(text, " ") > 1
}

// A reader goes through the tokens of one text.
type reader struct {
	t      *table
	style  Style
	shouts bool
	toks   []token
	out    strings.Builder
	last   reading // what was expanded before
}

// A reading is the words for the tokens up to end; end is 0 if nothing fits.
type reading struct {
	words string
	end   int
	what  what
	value float64 // of a number
}

// what a reading was, for the ranges: "3-5 days", "8:00-20:00".
type what byte

const (
	other what = iota
	aNumber
	anAmount // of money or a measure
	aDate
	aTime
)

// read tries the readings that may begin at token i, the most telling first.
func (r *reader) read(i int) reading {
	switch r.toks[i].kind {
	case digits:
		return r.readDigits(i)
	case word:
		return r.readWord(i)
	case mark:
		return r.readMark(i)
	}
	return reading{}
}

func (r *reader) readDigits(i int) reading {
	for _, f := range [...]func(*reader, int) reading{(*reader).webAddress, (*reader).ip, (*reader).phone, (*reader).numericDate, (*reader).version, (*reader).dayAndMonth, (*reader).bulletinDate, (*reader).time, (*reader).age,
		(*reader).zip, (*reader).address, (*reader).ordinalAt, (*reader).fraction, (*reader).amount} {
		if got := f(r, i); got.end > i {
			return got
		}
	}
	return reading{}
}

func (r *reader) readWord(i int) reading {
	for _, f := range [...]func(*reader, int) reading{(*reader).webAddress, (*reader).weekday, (*reader).monthAndDay, (*reader).reference, (*reader).code, (*reader).initials, (*reader).abbreviation, (*reader).state, (*reader).roman, (*reader).acronym} {
		if got := f(r, i); got.end > i {
			return got
		}
	}
	return reading{}
}

func (r *reader) readMark(i int) reading {
	for _, f := range [...]func(*reader, int) reading{(*reader).phone, (*reader).signed, (*reader).amount, (*reader).decade, (*reader).vulgarFraction, (*reader).symbol} {
		if got := f(r, i); got.end > i {
			return got
		}
	}
	return reading{}
}

// dash joins what was just read to another of its kind: a range.
func (r *reader) dash(i int) reading {
	if r.last.end == 0 || r.last.what == other {
		return reading{}
	}
	j := i
	if j == r.last.end && r.at(j).kind == blank {
		j++
	}
	spaced := j > i
	if i != r.last.end || !r.isDash(j) {
		return reading{}
	}
	j++
	if r.at(j).kind == blank {
		if !spaced {
			return reading{}
		}
		j++
	} else if spaced {
		return reading{}
	}
	if k := r.at(j).kind; k != digits && k != mark && (k != word || r.last.what != aDate) || r.isDash(j) {
		return reading{}
	}
	if d, after := r.day(j); d > 0 && r.last.what == aDate && !r.counted(after) && r.time(j).end == 0 {
		return reading{words: r.t.to + " " + r.t.date("{d}", "", d, "", ""), end: after}
	}
	next := r.read(j)
	if next.end <= j {
		return reading{}
	}
	same := next.what == r.last.what || r.last.what == aNumber && (next.what == anAmount || next.what == aDate) || r.last.what == anAmount && next.what == aNumber
	counts := r.last.what == aNumber || r.last.what == anAmount
	if !same || counts && next.value <= r.last.value {
		return reading{}
	}
	next.words = r.t.to + " " + next.words
	return next
}

// at is token i; past either end it is an empty one.
func (r *reader) at(i int) token {
	if i < 0 || i >= len(r.toks) {
		return token{}
	}
	return r.toks[i]
}

func (r *reader) is(i int, text string) bool { return r.at(i).text == text }

func (r *reader) isDash(i int) bool {
	switch r.at(i).text {
	case "-", "–", "‑", "−":
		return true
	}
	return false
}

// skip is the place after one blank at i, or i.
func (r *reader) skip(i int) int {
	if t := r.at(i); t.kind == blank && !strings.Contains(t.text, "\n") {
		return i + 1
	}
	return i
}

// starts reports that nothing stands right before i.
func (r *reader) starts(i int) bool {
	switch r.at(i - 1).text {
	case "", "(", "[", "\"", "'", "“", "¿", "¡", "«", "‘", ":", ";", "—", ",", ">":
		return true
	}
	return r.at(i-1).kind == blank
}

// ended reports that no letter or digit stands right at i.
func (r *reader) ended(i int) bool { k := r.at(i).kind; return k != word && k != digits }

// wordBefore is the word before i, in lower case, past one blank.
func (r *reader) wordBefore(i int) string {
	if r.at(i-1).kind == blank {
		i--
	}
	return r.at(i - 1).low
}

// stop is the dot that ends a sentence, where an abbreviation's has been taken
// that ended before i.
func (r *reader) stop(i int) string {
	j := r.skip(i)
	switch t := r.at(j); {
	case r.style.NoStops:
	case t.kind == end, strings.Contains(t.text, "\n"):
		return "."
	case j > i && t.kind == word && capital(t.text):
		return "."
	}
	return ""
}

// expand writes words apart from what stands before them.
func (r *reader) expand(words string) {
	if words == "" {
		return
	}
	so := r.out.String()
	before, _ := utf8.DecodeLastRuneInString(so)
	first, _ := utf8.DecodeRuneInString(words)
	if so != "" && kindOf(first) == word && (kindOf(before) == word || kindOf(before) == digits || before == '%') {
		r.out.WriteByte(' ')
	}
	r.out.WriteString(words)
}

// copy writes token i as it is.
func (r *reader) copy(i int) {
	t := r.toks[i]
	if i == r.last.end && i > 0 && (t.kind == word || t.kind == digits) {
		so := r.out.String()
		if c, _ := utf8.DecodeLastRuneInString(so); so != "" && kindOf(c) == word {
			r.out.WriteByte(' ')
		}
	}
	r.out.WriteString(t.text)
}

func capital(s string) bool { c, _ := utf8.DecodeRuneInString(s); return unicode.IsUpper(c) }

// capitals reports that s is of capitals alone.
func capitals(s string) bool {
	for _, c := range s {
		if !unicode.IsUpper(c) {
			return false
		}
	}
	return s != ""
}

func upper(r rune) rune { return unicode.ToUpper(r) }
