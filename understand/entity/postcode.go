package entity

import (
	"math"
	"slices"
	"strings"

	"github.com/civicline/civicline"
)

// areas are the letters that British postcodes begin with.
var areas = set("AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM " +
	"S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE")

// shapes are the forms of a postcode: A is a letter, 9 a digit.
var shapes = []string{"A99AA", "A999AA", "A9A9AA", "AA99AA", "AA999AA", "AA9A9AA"}

const inward = "ABDEFGHJLNPQRSTUWXYZ" // the letters at its end

// postcodes finds a British postcode.
func (s *search) postcodes() {
	if !s.finder.gazette.British {
		for _, t := range s.turns {
			for _, run := range t.runs() {
				plainly := s.asked(civicline.PlaceName) || s.asked(civicline.Digits) || run[0].written
				if text := lines(run, nil)[0].String(); plainly && isPostcode(text) {
					s.put(Postcode, spaced(text))
				}
			}
		}
		return
	}
	sum := map[string]float64{}
	var order []string
	for _, t := range s.turns {
		for _, f := range fitPostcode(t.sounds()) {
			text := spaced(f.text)
			if s.refused(text) {
				continue
			}
			if _, ok := sum[text]; !ok {
				order = append(order, text)
			}
			sum[text] += t.weight * math.Exp(-1.2*f.cost)
		}
	}
	if len(order) == 0 {
		return
	}
	slices.SortStableFunc(order, func(a, b string) int { return compare(sum[b], sum[a]) })
	s.put(Postcode, order[0])
}

func spaced(text string) string { return text[:len(text)-3] + " " + text[len(text)-3:] }

func isPostcode(text string) bool {
	if len(text) < 5 || len(text) > 7 {
		return false
	}
	for _, shape := range shapes {
		if len(shape) != len(text) {
			continue
		}
		ok := true
		for i := range shape {
			ok = ok && (shape[i] == '9') == (text[i] < 'A')
		}
		if ok && validPostcode(text) {
			return true
		}
	}
	return false
}

func validPostcode(text string) bool {
	n := 1
	if text[1] >= 'A' {
		n = 2
	}
	return areas[text[:n]] && strings.IndexByte(inward, text[len(text)-1]) >= 0 && strings.IndexByte(inward, text[len(text)-2]) >= 0
}

// A sounded is one character that was heard: what it may be, each with its cost.
type sounded struct {
	may  []maybe
	drop float64 // the cost of not counting it
}

type maybe struct {
	c    byte
	cost float64
}

// sounds reads a turn as characters, whatever its words are.
func (t *turn) sounds() []sounded {
	var out []sounded
	en := civicline.English
	add := func(c byte, sure bool) { out = append(out, heardAs(c, sure)) }
	for i := 0; i < len(t.plain); i++ {
		w := t.plain[i]
		raw := t.words[i].raw
		n := numberAt(t.plain[i:], t.lang)
		switch {
		case strings.ContainsAny(w, "0123456789") && allPlain(w):
			for j := range len(w) {
				add(upper(w[j]), false)
			}
		case (w == "double" || w == "triple") && i+1 < len(t.plain):
			if t.plain[i+1] == "u" || t.plain[i+1] == "you" {
				add('W', false)
				i++
				continue
			}
			before := len(out)
			rest := &turn{plain: t.plain[i+1 : i+2], words: t.words[i+1 : i+2], lang: t.lang}
			for _, s := range rest.sounds() {
				for range 2 + b2i(w == "triple") {
					out = append(out, s)
				}
			}
			if len(out) > before {
				i++
			}
		case n.used > 0 && !n.ordinal && n.value < 1000:
			for j := range len(n.text) {
				add(n.text[j], false)
			}
			i += n.used - 1
		case starts(t.plain[i:], restarts) > 0 && len(t.plain)-i > 5:
			out = nil // "n t, sorry, n 2 …"
			i += starts(t.plain[i:], restarts) - 1
		case w == "oh":
			out = append(out, sounded{[]maybe{{'0', 0}, {'O', 0.1}}, 1.5})
		case radio[w] != "":
			add(radio[w][0], true)
		case len(w) == 1 && w[0] >= 'a' && w[0] <= 'z' || letterNames[en][w] != "":
			l := upper(w[0])
			if len(w) > 1 {
				l = letterNames[en][w][0]
			}
			if p, used := asPictured(t.plain[i+1:], string(l), t.lang); used > 0 && (t.plain[i+1] == "for" || t.plain[i+1] == "as" || t.plain[i+1] == "like" || t.plain[i+1] == "is") {
				add(p[0], true)
				i += used
				continue
			}
			add(l, false)
			if d := misheard[w]; d != "" {
				out[len(out)-1].may = append(out[len(out)-1].may, maybe{d[0], 0.2})
			}
		case misheard[w] != "":
			out = append(out, sounded{[]maybe{{misheard[w][0], 0}}, 0.8})
		case britishSpelled[w] != "":
			for j := range len(britishSpelled[w]) {
				add(britishSpelled[w][j], false)
			}
		case len(w) <= 3 && allLetters(w) && raw == strings.ToUpper(raw):
			for j := range len(w) {
				add(upper(w[j]), false)
			}
		case between[w] || postcodeLead[w]:
		case len(w) == 2 && allLetters(w):
			add(upper(w[0]), false)
			add(upper(w[1]), false)
		case w[0] >= 'a' && w[0] <= 'z':
			s := heardAs(upper(w[0]), false)
			for j := range s.may {
				s.may[j].cost += 0.8
			}
			s.drop = 0.7
			out = append(out, s)
		}
	}
	return out
}

var postcodeLead = set("what whats where my postcode post code is its yes the it sorry please thank thanks")

var restarts = phrases("sorry|postcode is|post code is|i mean|correction|no its|no sorry|it is|its")

// britishSpelled are words that recognisers write for letters and digits said one by one.
var britishSpelled = map[string]string{"said": "Z", "that": "Z", "set": "Z", "head": "Z", "dead": "Z", "hatch": "H", "er": "R", "zedd": "Z", "ex": "X", "axe": "X", "eggs": "X", "oar": "R", "our": "R", "ah": "R", "hour": "R", "ease": "E", "yeah": "E", "he": "E", "she": "C", "key": "T", "per": "P", "pay": "A", "hey": "A", "they": "A", "day": "A", "gay": "K", "okay": "K", "ok": "K", "cake": "K", "jane": "J", "jade": "J", "bay": "B",
	"an": "N", "and": "N", "in": "N", "end": "N", "am": "M", "them": "M", "him": "M", "hell": "L", "well": "L", "all": "L", "if": "F", "half": "F", "us": "S", "yes": "S", "has": "S", "is": "S", "height": "H", "age": "H", "hate": "8", "eighty": "8", "tea": "T", "too": "2", "do": "2", "who": "U", "new": "U", "ewe": "U", "view": "U", "your": "U", "cute": "Q", "cube": "Q", "few": "Q", "thank": "Q",
	"by": "Y", "buy": "Y", "while": "Y", "wife": "Y", "white": "Y", "wide": "Y", "high": "I", "hi": "I", "my": "I", "five": "5", "hive": "5", "line": "9", "mine": "9", "night": "9", "sick": "6", "sicks": "6", "heaven": "7", "free": "3", "sri": "3", "four": "4", "full": "4", "door": "4", "won": "1", "run": "1", "zeroes": "0", "hero": "0", "near": "0", "angie": "NG", "easy": "EC", "essay": "SA", "ivy": "IV", "tedious": "TD", "kiwi": "QE", "envy": "NV", "empty": "MT", "any": "NE", "ellie": "LE", "elle": "L", "ally": "LE", "annie": "NE", "pee": "P", "bee": "B"}

func upper(c byte) byte {
	if c >= 'a' && c <= 'z' {
		return c - 32
	}
	return c
}

// soundAlike are what a telephone makes of a letter or a digit, by how often.
var soundAlike = map[byte]string{
	'A': "8HJKE", 'B': "DPEVGT3", 'C': "EZTDS", 'D': "BTGEP3", 'E': "BDTPCGI3", 'F': "SX", 'G': "JDTEC", 'H': "A8", 'I': "YR1", 'J': "GKA", 'K': "JAQT", 'L': "MO0", 'M': "NL", 'N': "ML", 'O': "0L", 'P': "BTDE", 'Q': "UKT2", 'R': "IAY", 'S': "FXC5", 'T': "DPBEG", 'U': "QW2",
	'V': "BDEP5", 'W': "UY", 'X': "SF", 'Y': "WIR", 'Z': "C2SX", '0': "OLR", '1': "IL9", '2': "QU3Z", '3': "2EBTD", '4': "5", '5': "9VIS4", '6': "S7", '7': "6", '8': "AH", '9': "51N",
}

// oftenHeard are the confusions that are common: what was heard, what was said,
// and the cost.
var oftenHeard = map[string]float64{"V5": 0.4, "H8": 0.8, "8A": 0.9, "SF": 0.8, "NM": 0.9, "2Q": 0.7, "A8": 0.9, "AE": 1, "0L": 0.9, "0R": 1, "XS": 0.9, "FS": 0.9, "TP": 0.9, "O0": 0.3}

// heardAs lists what a character may be that was heard as c.
func heardAs(c byte, sure bool) sounded {
	s := sounded{[]maybe{{c, 0}}, 1.6}
	if sure {
		s.drop = 2.5
	}
	for n := range len(soundAlike[c]) {
		cost := 1.1 + 0.12*float64(n)
		if often, ok := oftenHeard[string([]byte{c, soundAlike[c][n]})]; ok {
			cost = often
		}
		if sure {
			cost += 1.5
		}
		s.may = append(s.may, maybe{soundAlike[c][n], cost})
	}
	return s
}

// A fitted is a postcode that was read, and what speaks against it.
type fitted struct {
	text string
	cost float64
}

// fitPostcode returns the postcodes that sounds may be.
func fitPostcode(sounds []sounded) []fitted {
	if len(sounds) < 5 || len(sounds) > 14 {
		return nil
	}
	best := map[string]float64{}
	bound := 4.2
	steps := 0
	var buf [7]byte
	var try func(shape string, i, j int, cost float64)
	try = func(shape string, i, j int, cost float64) {
		steps++
		if cost > bound || steps > 40000 {
			return
		}
		if j == len(shape) {
			for _, s := range sounds[i:] {
				cost += s.drop
			}
			text := string(buf[:j])
			if old, ok := best[text]; cost <= bound && validPostcode(text) && (!ok || cost < old) {
				best[text] = cost
				bound = min(bound, cost+1.6)
			}
			return
		}
		if len(sounds)-i < len(shape)-j {
			return
		}
		for _, m := range sounds[i].may {
			if (shape[j] == '9') == (m.c < 'A') {
				buf[j] = m.c
				try(shape, i+1, j+1, cost+m.cost)
			}
		}
		if len(sounds)-i > len(shape)-j {
			try(shape, i+1, j, cost+sounds[i].drop)
		}
	}
	for _, shape := range shapes {
		try(shape, 0, 0, 0)
	}
	var out []fitted
	for text, cost := range best {
		if cost <= bound {
			out = append(out, fitted{text, cost})
		}
	}
	slices.SortFunc(out, func(a, b fitted) int {
		if c := compare(a.cost, b.cost); c != 0 {
			return c
		}
		return strings.Compare(a.text, b.text)
	})
	return out[:min(len(out), 6)]
}
