package entity

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/civicline/civicline"
)

var (
	nameCues = phrases("my name is|my names|name is|my full name is|i am called|the name is|my first name is|my last name is|his name is|her name is|its under|under the name|under the name of|" +
		"me llamo|mi nombre es|mi nombre completo es|se llama|su nombre es|a nombre de|el nombre es|mi apellido es|yo me llamo")
	nameLeads = phrases("yes|yeah|yes its|its|it is|this is|i am|im|sure|okay|ok|hello|hi|well|um|uh|name|full name|first name|last name|speaking with|you are speaking with|thats|that is|sure its|" +
		"si|soy|es|habla|le habla|con|claro|hola|bueno|nombre|apellido|apellidos|nombres|este|eh|pues|buenas|yo soy|mucho gusto soy|buenos dias|buenas tardes|mr|mrs|ms|miss|doctor|dr|senor|senora|senorita|don|dona|sr|sra")
	nameEnds = phrases("and i|and my|and im|i am calling|im calling|calling|i was|born|my|date|y mi|y quiero|y yo|porque|because|i need|i want|i would|necesito|quiero|quisiera|llamo|thank you|thanks|gracias|please|por favor|for short|con mi|naci|and the|with my|on the|about")
	spelling = set("spelled spelt spells spell spelling thats that is deletreo deletreado deletrea escribe escrito its it deletreando uh um eh este space espacio then and y as last first name apellido nombre surname dash hyphen")
	particle = set("de la del las los da do dos di du van von der den ter bin ibn y e el st san")
	// unnamed are words that no name has: who says them has not given one.
	unnamed = set("wrong misspelled incorrect correct different missing mal escrito equivocado equivocada incorrecto wrongly written changed on i you want the not dont know what why how have has need case number help person agent speak talk call my your his her for to with when where who can could would will this that there no nope yes please sorry " +
		"representative operator status repeat again english spanish nothing something say tell was were are am be been do does did if or but at in on of from about green card work permit application interview office " +
		"yo no se quiero que como cuando donde por para con mi tu su caso numero ayuda persona agente hablar llamar operador repita otra vez ingles espanol nada algo decir esta estoy tengo tiene puede puedo favor pero si porque representante una un estado tramite tarjeta permiso trabajo cita")
)

// names finds a person's name: where it was asked for, or said to be one.
func (s *search) names() {
	asked := s.asked(civicline.PersonName)
	var all []named
	for _, t := range s.turns {
		from, cued := t.nameBegins(asked)
		if !asked && !cued {
			continue
		}
		words := t.nameWords(from)
		if len(words) == 0 {
			continue
		}
		all = append(all, named{words: words, score: t.weight, capitals: t.capitals(from)})
	}
	if len(all) == 0 {
		return
	}
	best := electName(all, func(n string) bool { return s.refused(n) })
	if best == nil {
		return
	}
	name := strings.Join(best, " ")
	if asked && s.want.SoFar != "" && len(best) == 1 && !strings.EqualFold(s.want.SoFar, name) {
		name = s.want.SoFar + " " + name
	}
	s.put(Name, name)
}

// capitals is the share of the words from there on that begin with a capital.
func (t *turn) capitals(from int) float64 {
	n := 0
	for _, w := range t.words[from:] {
		if r, _ := utf8.DecodeRuneInString(w.raw); unicode.IsUpper(r) {
			n++
		}
	}
	return float64(n) / float64(max(1, len(t.words)-from))
}

// nameBegins returns the word at which the name may begin.
func (t *turn) nameBegins(asked bool) (int, bool) {
	for i := range t.plain {
		if n := starts(t.plain[i:], nameCues); n > 0 {
			return i + n, true
		}
	}
	from := 0
	if asked {
		for from < len(t.plain) {
			n := starts(t.plain[from:], nameLeads)
			if n == 0 || from+n == len(t.plain) {
				break
			}
			from += n
		}
	}
	return from, false
}

// nameWords reads a name from there on; nil if it is none.
func (t *turn) nameWords(from int) []string {
	end := len(t.words)
	for i := from; i < len(t.words); i++ {
		if i > from && (starts(t.plain[i:], nameEnds) > 0 && !t.letterAt(i)) {
			end = i
			break
		}
	}
	if whole := t.allSpelled(from, end); whole != nil {
		return whole
	}
	var out []string
	for i := from; i < end; {
		if letters, used := t.spelledAt(i, end); used > 0 {
			out = spelled(out, letters)
			i += used
			continue
		}
		if w, used := t.spellingHint(i, out); used > 0 {
			if len(out) > 0 {
				out[len(out)-1] = w
			}
			i += used
			continue
		}
		w := t.plain[i]
		if w == "as" && i+1 < end && t.plain[i+1] == "in" { // "Maria as in M A R Y A"
			i += 2
			continue
		}
		switch {
		case strings.ContainsAny(w, "0123456789"), between[w] && !particle[w] && w != "e" && len(w) > 1, spelling[w] && !particle[w]:
		case unnamed[w] && !given[w] && !surnames[w]:
			return nil
		case t.words[i].sep == "-" && len(out) > 0 && utf8.RuneCountInString(w) > 1 && i > from:
			out[len(out)-1] += "-" + capital(t.words[i].raw)
		default:
			out = append(out, asName(t.words[i], len(out) == 0))
		}
		i++
	}
	for len(out) > 1 && particle[out[len(out)-1]] {
		out = out[:len(out)-1]
	}
	if len(out) > 7 {
		return nil
	}
	return out
}

func asName(w word, first bool) string {
	if particle[w.text] && !first {
		return w.text
	}
	return capital(w.raw)
}

// capital writes a word with a capital, unless it has one inside.
func capital(raw string) string {
	raw = strings.TrimSuffix(raw, "'")
	lower := strings.ToLower(raw)
	if raw != lower && raw != strings.ToUpper(raw) {
		r, _ := utf8.DecodeRuneInString(raw)
		if unicode.IsUpper(r) {
			return raw
		}
	}
	r, n := utf8.DecodeRuneInString(lower)
	out := string(unicode.ToUpper(r)) + lower[n:]
	if len(out) > 4 && strings.HasPrefix(out, "O'") || len(out) > 4 && strings.HasPrefix(out, "D'") {
		return out[:2] + strings.ToUpper(out[2:3]) + out[3:]
	}
	return out
}

func (t *turn) letterAt(i int) bool {
	return slices.ContainsFunc(t.marks, func(m mark) bool { return m.op == none && m.at == i && !m.digital() })
}

// spelledAt reads letters that were said one by one from word i on: three or
// more, or two that are no words.
func (t *turn) spelledAt(i, end int) (string, int) {
	letters, at, strong := "", i, 0
	for _, m := range t.marks {
		if m.at < at || m.op != none {
			continue
		}
		gap := m.at - at
		if gap > 0 && (letters == "" || !t.fillers(at, m.at)) || m.at >= end {
			break
		}
		l := m.text
		if m.digital() {
			if l = m.also; l == "" {
				break
			}
		}
		if letters != "" && t.plain[m.at] == "and" {
			break
		}
		letters += l
		if !m.weak || len(t.plain[m.at]) == 1 || m.end-m.at > 1 || radio[t.plain[m.at]] != "" {
			strong++
		}
		at = m.end
	}
	if len(letters) < 2 || strong < 2 || len(letters) < 3 && strong < len(letters) {
		return "", 0
	}
	return letters, at - i
}

func (t *turn) fillers(from, to int) bool {
	if to-from > 2 {
		return false
	}
	for i := from; i < to; i++ {
		if w := t.plain[i]; w != "uh" && w != "um" && w != "eh" && w != "este" && w != "then" && w != "luego" {
			return false
		}
	}
	return true
}

// spelled adds a word that was spelled: it replaces the one before, if it is that one.
func spelled(out []string, letters string) []string {
	w := capital(strings.ToLower(letters))
	if n := len(out) - 1; n >= 0 {
		said := strings.Join(Plain(out[n]), "")
		if d := Distance(said, strings.ToLower(letters)); d == 0 {
			return out // as it was written, accents and all
		} else if d <= max(2, len(letters)/2) && (said[0] == w[0]|0x20 || d <= 2) || soundsAs(said, strings.ToLower(letters)) {
			out[n] = w
			return out
		}
	}
	return append(out, w)
}

// spellingHint reads "with a zee", "con zeta", "with two t's": the last word, as it is written.
func (t *turn) spellingHint(i int, out []string) (string, int) {
	at := i + 1
	if w := t.plain[i]; w != "with" && w != "con" || len(out) == 0 {
		return "", 0
	}
	if at < len(t.plain) && (t.plain[at] == "a" || t.plain[at] == "an" || t.plain[at] == "la" || t.plain[at] == "una") && at+1 < len(t.plain) {
		at++
	}
	if at >= len(t.plain) || !t.letterAt(at) {
		return "", 0
	}
	letter := ""
	used := 0
	for _, m := range t.marks {
		if m.at == at {
			letter, used = strings.ToLower(m.text), m.end-i
		}
	}
	return swapSound(out[len(out)-1], letter), used
}

// soundClasses are letters that are written for the same sound.
var soundClasses = []string{"sz", "ckq", "bv", "gj", "iy", "ct", "cs", "uw"}

// swapSound writes a word with a letter that sounds like one of its own.
func swapSound(w, letter string) string {
	if letter == "" || strings.Contains(strings.ToLower(w), letter) {
		return w
	}
	lower := strings.ToLower(w)
	for _, class := range soundClasses {
		if !strings.Contains(class, letter) {
			continue
		}
		if i := strings.LastIndexAny(lower, class); i >= 0 && len(lower) == len(w) {
			if i == 0 {
				letter = strings.ToUpper(letter)
			}
			return w[:i] + letter + w[i+1:]
		}
	}
	return w
}
