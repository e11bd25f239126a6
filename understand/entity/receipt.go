package entity

import (
	"fmt"
	"slices"
	"strings"

	"github.com/civicline/civicline"
)

// Prefixes are the three letters that receipt numbers are known to begin with.
// Another is possible: it is read back like any other.
var Prefixes = []string{"IOE", "EAC", "VSC", "WAC", "CSC", "LIN", "NSC", "SRC", "TSC", "YSC", "PSC", "MSC", "NBC"}

// IsReceipt reports whether s is three letters and ten digits.
func IsReceipt(s string) bool {
	return len(s) == 13 && strings.Trim(s[:3], "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" && allDigits(s[3:])
}

// digitFor are letters that are written, or said, for a digit; letterFor the other way.
var (
	digitFor  = map[byte]byte{'O': '0', 'I': '1', 'L': '1', 'S': '5', 'B': '8', 'Z': '2'}
	letterFor = map[byte]byte{'0': 'O', '1': 'I', '5': 'S', '8': 'B', '3': 'E', '2': 'Z'}
)

// A receipt is one reading of a receipt number.
type receipt struct {
	number string
	doubts []string
	cost   float64
}

// fit reads chars as a receipt number; nil if they are none. Ten digits with no
// letters before them begin with IOE if assume is set, as nearly all do today:
// the number is always read back.
func fit(chars []char, assume bool) []receipt {
	for i := 0; i+10 <= len(chars); i++ {
		if len(chars) == 13 && i < 3 && (isDigit(chars[0]) || isDigit(chars[1]) || isDigit(chars[2])) && anyLetter(chars[:3]) && !strings.ContainsAny(string([]byte{chars[0].c, chars[1].c, chars[2].c}), "4679") {
			i = 3 // by position: 1OE is IOE
		}
		number, doubts, ok := tenDigits(chars, i)
		if !ok {
			continue
		}
		if i == 0 && !assume {
			return nil
		}
		var out []receipt
		for n, p := range prefixes(chars[:i]) {
			out = append(out, receipt{p.letters + number, append(p.doubts, doubts...), p.cost + 0.4*float64(n)})
		}
		for j := range out {
			out[j].cost += 0.3 * float64(len(doubts))
		}
		return out
	}
	return nil
}

func isDigit(c char) bool { return c.c < 'A' && c.also == 0 }

func anyLetter(chars []char) bool {
	return slices.ContainsFunc(chars, func(c char) bool { return c.c >= 'A' || c.also != 0 })
}

// tenDigits reads exactly ten digits from chars[i], with none before and none
// behind them.
func tenDigits(chars []char, i int) (string, []string, bool) {
	var b strings.Builder
	var doubts []string
	letters := 0
	for n, c := range chars[i : i+10] {
		switch {
		case c.c < 'A':
			b.WriteByte(c.c)
		case digitFor[c.c] != 0 && !c.weak:
			b.WriteByte(digitFor[c.c])
			letters++
			doubts = append(doubts, fmt.Sprintf("%c/%c at %d", digitFor[c.c], c.c, n+4))
		default:
			return "", nil, false
		}
		if c.c < 'A' && c.also != 0 && c.written {
			doubts = append(doubts, fmt.Sprintf("%c/%c at %d", c.c, c.also, n+4))
		}
	}
	if letters > 4 || i+10 < len(chars) && (chars[i+10].c < 'A' || !chars[i+10].weak) {
		return "", nil, false
	}
	return b.String(), doubts, true
}

// A beginning is what the letters before the digits may be.
type beginning struct {
	letters string
	doubts  []string
	cost    float64
}

// prefixes returns what three letters chars may be, the likeliest first; none
// if there are digits among them that are no letters.
func prefixes(chars []char) []beginning {
	if len(chars) == 0 {
		return []beginning{{letters: "IOE", cost: 0.2}}
	}
	if len(chars) > 3 {
		if slices.ContainsFunc(chars, isDigit) {
			return nil // more digits than ten
		}
		chars = chars[len(chars)-3:] // "my A number is I O E": the last three count
	}
	if !slices.ContainsFunc(chars, func(c char) bool { return c.c >= 'A' }) {
		return nil // all of them digits: more than ten
	}
	letters, doubts := "", []string(nil)
	for i, c := range chars {
		switch {
		case c.c >= 'A':
			letters += string(c.c)
		case c.also != 0:
			letters += string(c.also)
			if c.written {
				doubts = append(doubts, fmt.Sprintf("%c/%c at %d", c.also, c.c, i+1))
			}
		case letterFor[c.c] != 0:
			letters += string(letterFor[c.c])
			doubts = append(doubts, fmt.Sprintf("%c/%c at %d", letterFor[c.c], c.c, i+1))
		default:
			return nil
		}
	}
	if len(chars) < 3 && slices.ContainsFunc(chars, isDigit) {
		return nil
	}
	if slices.Contains(Prefixes, letters) {
		return []beginning{{letters: letters, doubts: doubts}}
	}
	return near(letters, doubts)
}

// near returns the known prefixes that sound like letters, or lack one of them.
func near(letters string, doubts []string) []beginning {
	var out []beginning
	for wrong := 1; wrong < 3; wrong++ {
		for _, p := range Prefixes {
			n, ok := soundsLike(letters, p)
			if !ok || n != wrong {
				continue
			}
			b := beginning{letters: p, doubts: slices.Clone(doubts), cost: 0.5 * float64(n)}
			if len(letters) == 3 {
				for i := range 3 {
					if letters[i] != p[i] {
						b.doubts = append(b.doubts, fmt.Sprintf("%c/%c at %d", p[i], letters[i], i+1))
					}
				}
			}
			out = append(out, b)
		}
	}
	switch {
	case len(out) > 0:
		return out
	case len(letters) == 3:
		return []beginning{{letters: letters, doubts: doubts, cost: 0.3}}
	}
	return []beginning{{letters: "IOE", doubts: []string{"I/" + letters + " at 1"}, cost: 1}}
}

// rhymes are letters that a telephone makes alike.
var rhymes = []string{"BCDEGPTVZ3", "AJK8", "MN", "FSX", "IY", "O0", "QU", "LMN"}

func rhyme(a, b byte) bool {
	return slices.ContainsFunc(rhymes, func(r string) bool { return strings.IndexByte(r, a) >= 0 && strings.IndexByte(r, b) >= 0 })
}

// soundsLike tells how many letters of prefix were heard wrong or not at all,
// and whether that could well be.
func soundsLike(heard, prefix string) (int, bool) {
	if len(heard) == 2 { // one letter lost
		return 1, heard == prefix[:2] || heard == prefix[1:] || heard == prefix[:1]+prefix[2:]
	}
	if len(heard) != 3 {
		return 0, false
	}
	wrong := 0
	for i := range 3 {
		if heard[i] != prefix[i] {
			if wrong++; !rhyme(heard[i], prefix[i]) {
				return 0, false
			}
		}
	}
	return wrong, wrong <= 2
}

var (
	receiptWords = phrases("receipt|receipt number|case number|recibo|numero de recibo|numero de caso|case status|notice|my case|mi caso")
	phoneWords   = phrases("phone|telephone|cell|cellphone|mobile|call me|call me back|area code|reach me|text me|telefono|celular|llameme|llamame|llamarme|codigo de area|my number to call|movil|contact me|whatsapp|callback number")
)

// receipts finds receipt numbers, and what there is of one.
func (s *search) receipts() {
	var all []vote
	part := ""
	for _, t := range s.turns {
		found, p := s.receiptsOf(t)
		for _, r := range found {
			all = append(all, vote{r, t.weight / (1 + r.cost), t})
		}
		if part == "" || IsReceipt(part) {
			part = p
		}
	}
	s.contradicted(&all)
	best := s.elect(all)
	if len(best) > 0 {
		s.put(Receipt, best[0].number)
		s.put(ReceiptDoubt, strings.Join(best[0].doubts, ", "))
	}
	if len(best) > 1 {
		s.put(Receipt2, best[1].number)
	}
	if len(best) == 0 && part != "" {
		s.put(ReceiptPart, part)
	}
}

// receiptsOf reads one hypothesis; part is what there is if nothing is whole.
func (s *search) receiptsOf(t *turn) (found []receipt, part string) {
	asked := s.asked(civicline.ReceiptNumber) || s.want.SoFar != "" && s.want.Question == ""
	cue := contains(t.plain, receiptWords)
	assume := asked && s.want.SoFar == "" || !asked && (cue || s.anything() && !contains(t.plain, phoneWords))
	runs := t.runs()
	for _, run := range runs {
		if _, ok := s.alienRun(t, run); ok {
			continue
		}
		for _, l := range lines(run, nil) {
			for _, r := range fit(l.chars, assume && (asked || cue || l.cost < 0.25)) {
				r.cost += l.cost
				found = append(found, r)
			}
		}
	}
	if asked && s.want.SoFar != "" && len(found) == 0 {
		return s.added(t, runs)
	}
	if len(found) == 0 {
		part = s.partOf(t, runs, asked || cue)
	}
	return found, part
}

// anything reports whether the question was open, so that ten digits alone may
// be a receipt number.
func (s *search) anything() bool {
	return s.asked(civicline.OpenQuestion) || s.asked(civicline.FreeSpeech) || s.asked("")
}

// elect puts the readings that hypotheses agree on first: the digits are voted
// for one by one. What the caller has refused is not among them.
func (s *search) elect(all []vote) []receipt {
	if len(all) == 0 {
		return nil
	}
	var out []receipt
	add := func(r receipt) {
		if !s.refused(r.number) && !slices.ContainsFunc(out, func(o receipt) bool { return o.number == r.number }) {
			out = append(out, r)
		}
	}
	slices.SortStableFunc(all, func(a, b vote) int { return compare(b.weight, a.weight) })
	if r, ok := byPosition(all); ok {
		add(r)
	}
	for _, v := range all {
		if v.weight >= 0.25*all[0].weight || len(out) == 0 {
			add(v.receipt)
		}
	}
	if len(out) == 0 { // all of them refused: what sounds like the last
		for _, v := range all {
			for _, r := range alike(v.receipt) {
				add(r)
			}
		}
	}
	return out
}

// A vote is a reading and how much it weighs.
type vote struct {
	receipt
	weight float64
	of     *turn
}

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// byPosition elects the letters together and each digit alone. Of each
// hypothesis the best reading has a vote; the first keeps a tie.
func byPosition(every []vote) (receipt, bool) {
	var all []vote
	voted := map[*turn]bool{}
	for _, v := range every {
		if !voted[v.of] {
			voted[v.of] = true
			all = append(all, v)
		}
	}
	most := func(of func(n string) string) string {
		sum := map[string]float64{}
		best := ""
		for _, v := range all {
			k := of(v.number)
			sum[k] += v.weight
			if best == "" {
				best = k
			}
		}
		for _, v := range all {
			if k := of(v.number); sum[k] > sum[best]+1e-9 {
				best = k
			}
		}
		return best
	}
	number := most(func(n string) string { return n[:3] })
	for i := 3; i < 13; i++ {
		number += most(func(n string) string { return n[i : i+1] })
	}
	for _, v := range all {
		if v.number == number {
			return v.receipt, true
		}
	}
	r := all[0].receipt
	r.number = number
	return r, true
}

// alike returns numbers that sound like r: other letters that are known, and
// the digits that are taken for each other on a telephone.
func alike(r receipt) []receipt {
	var out []receipt
	for _, b := range near(r.number[:3], nil) {
		if b.letters != r.number[:3] {
			out = append(out, receipt{number: b.letters + r.number[3:], doubts: b.doubts})
		}
	}
	for i := 3; i < 13; i++ {
		if o := confused[r.number[i]]; o != 0 {
			out = append(out, receipt{number: r.number[:i] + string(o) + r.number[i+1:], doubts: []string{fmt.Sprintf("%c/%c at %d", o, r.number[i], i+1)}})
		}
	}
	return out
}

var confused = map[byte]byte{'5': '9', '9': '5'}

// contradicted reads "nine, not five" as said of the number refused last.
func (s *search) contradicted(all *[]vote) {
	if len(*all) > 0 || len(s.want.Refused) == 0 {
		return
	}
	last := s.want.Refused[len(s.want.Refused)-1]
	if !IsReceipt(last) {
		return
	}
	for _, t := range s.turns {
		right, wrong, ok := t.exchange()
		if !ok {
			continue
		}
		for i := len(last) - len(wrong); i >= 0; i-- {
			if last[i:i+len(wrong)] == wrong {
				if n := last[:i] + right + last[i+len(wrong):]; IsReceipt(n) {
					*all = append(*all, vote{receipt{number: n}, t.weight, t})
				}
			}
		}
	}
}

// exchange reads "nine not five" and "cinco no, nueve": right is what it is,
// wrong what it is not.
func (t *turn) exchange() (right, wrong string, ok bool) {
	for i, m := range t.marks {
		if m.op == none || i == 0 || i+1 >= len(t.marks) || t.marks[i-1].op != none || t.marks[i+1].op != none {
			continue
		}
		before, after := t.marks[i-1].text, t.marks[i+1].text
		if len(before) != len(after) {
			continue
		}
		if m.op == not {
			return before, after, true
		}
		return after, before, true
	}
	return "", "", false
}
