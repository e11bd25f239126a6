package entity

import (
	"slices"
	"strings"

	"github.com/civicline/civicline"
)

// A mark is one letter or digit that was said, or several digits said as a
// number ("ninety nine"), or what corrects those before it ("no", "not").
type mark struct {
	text    string // one upper case letter, or digits
	also    string // the other kind that it may be: "oh" is the digit 0, also the letter O
	apart   string // the digits if the number was several: "nine hundred five" is 905, or 900 and 5
	op      op
	weak    bool // it is also a word of daily use
	written bool // in figures, or letters written together
	at, end int  // the words it was read from
}

// An op corrects.
type op int

const (
	none  op = iota
	fix      // "no", "I mean", "perdón": what follows replaces the end of what was said
	not      // "not five": what follows is what it was not
	again    // "let me start over": what follows replaces everything
)

func (m mark) digital() bool { return m.op == none && m.text[0] < 'A' }

var (
	//nolint:misspell // half of it is Spanish
	fixes = phrases("no|sorry|i mean|i meant|scratch that|correction|wait|actually|rather|make that|excuse me|oops|my bad|my mistake|pardon|pardon me|strike that|hold on|nope|no wait|" +
		"perdon|perdone|digo|quise decir|mejor dicho|disculpe|disculpa|espere|corrijo|correccion|me equivoque|ay no|quiero decir|es decir|perdoneme|no es cierto|miento")
	nots    = phrases("not|y no|and not|no un|no una|not a|not an|not the")
	restart = phrases("start over|let me start over|start again|let me start again|from the beginning|from the top|begin again|let me repeat|i will start over|ill start over|empiezo de nuevo|empiezo otra vez|de nuevo|desde el principio|vuelvo a empezar|empecemos de nuevo|lo repito|scratch all that")
	// between are words that people say inside a number.
	between = set("uh um er erm eh mm hmm ah este then dash hyphen guion raya space espacio and y dot punto point so ok okay pues its thats is it that the a es el la las los lo number numero letter letra letters letras digit digito capital mayuscula luego seguido followed by after despues de con entonces bueno like well")
)

// spell reads the letters and digits among words, in order.
func spell(words []word, l civicline.Language) []mark {
	s := &speller{words: words, plain: make([]string, len(words)), lang: l, times: 1}
	for i, w := range words {
		s.plain[i] = w.text
	}
	for s.i = 0; s.i < len(words); {
		before := s.i
		s.step()
		if s.i == before {
			s.i++
		}
	}
	return s.out
}

type speller struct {
	words []word
	plain []string
	lang  civicline.Language
	i     int
	times int // "double", "triple"
	out   []mark
}

func (s *speller) add(m mark, used int) {
	m.at, m.end = s.i, s.i+used
	if s.times > 1 {
		m.at-- // the word that says so
	}
	for range s.times {
		s.out = append(s.out, m)
	}
	s.times = 1
	s.i += used
}

func (s *speller) next(n int) string {
	if s.i+n < len(s.plain) {
		return s.plain[s.i+n]
	}
	return ""
}

func (s *speller) step() {
	rest, w := s.plain[s.i:], s.plain[s.i]
	switch {
	case s.correct(rest), s.multiple(rest), s.doubleU(rest), s.figures():
	case w == "oh" || w == "o" && s.lang == civicline.English || w == "o" && s.amongDigits():
		if p, n := asPictured(rest[1:], "O", s.lang); n > 0 {
			s.add(mark{text: p}, 1+n)
			return
		}
		s.add(mark{text: "0", also: "O", weak: true}, 1)
	case s.number(rest):
	case s.letter(rest, w):
	case misheard[w] != "" && s.amongDigits():
		s.add(mark{text: misheard[w], weak: true}, 1)
	default:
		s.times = 1
	}
}

// correct reads an op.
func (s *speller) correct(rest []string) bool {
	add := func(o op, n int) bool {
		if n == 0 {
			return false
		}
		s.times = 1
		if k := len(s.out) - 1; k >= 0 && s.out[k].op != none && s.out[k].end >= s.i-1 { // "no, sorry, I mean"
			s.out[k].op, s.out[k].end = max(s.out[k].op, o), s.i+n
			s.i += n
			return true
		}
		s.add(mark{op: o}, n)
		return true
	}
	return add(again, starts(rest, restart)) || add(not, starts(rest, nots)) || add(fix, starts(rest, fixes))
}

// multiple reads "double", "triple", "three nines".
func (s *speller) multiple(rest []string) bool {
	switch rest[0] {
	case "double", "doble", "dobles":
		if s.next(1) != "u" && s.next(1) != "you" && s.next(1) != "ve" && s.next(1) != "uve" && s.next(1) != "v" && s.next(1) != "be" {
			s.times = 2
			s.i++
			return true
		}
		return false
	case "triple", "treble":
		s.times = 3
		s.i++
		return true
	case "quadruple", "cuadruple":
		s.times = 4
		s.i++
		return true
	}
	if n, ok := units[s.lang][rest[0]]; ok && n > 1 && n < 9 && plurals[s.next(1)] != "" {
		s.add(mark{text: strings.Repeat(plurals[s.next(1)], n)}, 2)
		return true
	}
	return false
}

// doubleU reads the letters that have names of two words.
func (s *speller) doubleU(rest []string) bool {
	letter, used := "", 2
	switch two := rest[0] + " " + s.next(1); two {
	case "double u", "double you", "doble u", "doble ve", "doble uve", "doble v", "doble be", "uve doble", "ve doble", "doble you":
		letter = "W"
	case "i griega", "y griega", "i grega":
		letter = "Y"
	case "i latina":
		letter = "I"
	case "be larga", "be grande", "be alta", "b larga", "b grande", "b alta", "ve larga", "v larga":
		letter = "B"
	case "ve corta", "ve chica", "ve baja", "be corta", "be chica", "v corta", "v chica", "b corta", "ve chiquita", "b chica", "uve corta":
		letter = "V"
	case "be de", "b de", "ve de", "v de":
		if s.next(2) == "burro" {
			letter, used = "B", 3
		} else if s.next(2) == "vaca" {
			letter, used = "V", 3
		}
	case "x ray":
		letter = "X"
	}
	if letter == "" {
		return false
	}
	m := mark{text: letter}
	if p, n := asPictured(s.plain[s.i+used:], letter, s.lang); n > 0 {
		m.text, used = p, used+n
	}
	s.add(m, used)
	return true
}

// figures reads what was written with digits in it: "1998", "99-991", "ioe9999900101".
func (s *speller) figures() bool {
	w := s.plain[s.i]
	if allDigits(w) {
		s.add(mark{text: w, written: true}, 1)
		return true
	}
	upper := strings.ToUpper(w)
	switch {
	case strings.ContainsAny(w, "0123456789") && allPlain(w) && len(w) <= 24:
		if _, ordinal := figures(w); ordinal {
			return false
		}
	case slices.Contains(Prefixes, upper) && (!everydayPrefix[w] || s.words[s.i].raw == upper || s.beside()):
	case len(w) == 2 && s.words[s.i].raw == upper && allLetters(w) && s.i+1 < len(s.words) && s.beside():
	default:
		return false
	}
	at := s.i
	for i := 0; i < len(upper); {
		n := 1
		for upper[i] < 'A' && i+n < len(upper) && upper[i+n] < 'A' {
			n++
		}
		s.i = at
		m := mark{text: upper[i : i+n], written: true}
		if m.text == "O" && i > 2 {
			m = mark{text: "0", also: "O", written: true}
		}
		s.add(m, 1)
		i += n
	}
	s.i = at + 1
	return true
}

// everydayPrefix are prefixes that are words as well; a spelled one is found all the same.
var everydayPrefix = set("lin")

// beside reports whether the word before or behind is a letter or a digit.
func (s *speller) beside() bool {
	mark := func(w string) bool { return len(w) == 1 && allPlain(w) || allDigits(w) }
	return s.i > 0 && mark(s.plain[s.i-1]) || mark(s.next(1))
}

func allPlain(w string) bool {
	return strings.Trim(w, "abcdefghijklmnopqrstuvwxyz0123456789") == ""
}

func (s *speller) number(rest []string) bool {
	n := numberAt(rest, s.lang)
	if n.used == 0 || n.ordinal || n.value > 9999 {
		return false
	}
	if rest[0] == "mil" && n.used == 1 {
		return false
	}
	m := mark{text: n.text}
	if len(n.parts) > 1 {
		m.apart = strings.Join(n.parts, "")
		if n.value < 100 { // ninety nine is not 90 and 9
			m.apart = ""
		}
	}
	s.add(m, n.used)
	return true
}

func (s *speller) letter(rest []string, w string) bool {
	var letter string
	weak := everyday[s.lang][w]
	switch {
	case len(w) == 1 && w[0] >= 'a' && w[0] <= 'z':
		letter = strings.ToUpper(w)
	case letterNames[s.lang][w] != "":
		letter = letterNames[s.lang][w]
	case radio[w] != "":
		letter = radio[w]
		weak = !s.amongLetters()
	default:
		return false
	}
	if letter == "Ñ" {
		letter = "N"
	}
	picture, used := asPictured(rest[1:], letter, s.lang)
	switch {
	case used > 0:
		s.add(mark{text: picture}, 1+used)
	case w == "y" && s.lang == civicline.Spanish && !s.beside():
		return false
	case len(w) > 1 && misheard[w] != "" && s.amongDigits():
		return false
	default:
		s.add(mark{text: letter, weak: weak}, 1)
	}
	return true
}

// amongLetters reports whether a letter or a digit stands right before or behind the word.
func (s *speller) amongLetters() bool {
	if len(s.out) > 0 && s.out[len(s.out)-1].op == none && s.out[len(s.out)-1].end == s.i {
		return true
	}
	n := s.next(1)
	return radio[n] != "" || len(n) == 1 && !everyday[s.lang][n] || isNumberWord(n, s.lang)
}

// amongDigits reports whether the word stands behind a mark and before a
// digit, or at the end behind a digit.
func (s *speller) amongDigits() bool {
	behind := len(s.out) > 0 && s.out[len(s.out)-1].op == none && s.out[len(s.out)-1].end == s.i
	before := isNumberWord(s.next(1), s.lang) || misheard[s.next(1)] != "" && isNumberWord(s.next(2), s.lang) || s.next(1) == "o" && isNumberWord(s.next(2), s.lang)
	digit := behind && s.out[len(s.out)-1].digital()
	return behind && before || digit && s.i+1 >= len(s.plain)
}
