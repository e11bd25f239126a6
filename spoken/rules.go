package spoken

import (
	"strconv"
	"strings"
)

// A ruleset names whole numbers. Each rule covers the numbers from its base to
// the next rule's, and its text is words and these marks:
//
//	<      the number divided by the rule's power of ten, by this ruleset
//	«      the same, by the ruleset before
//	>      what remains of the division, by this ruleset
//	[a;b]  a if something remains, else b; ";b" may be left out
//
// The power of ten is the greatest that is not above the base.
type ruleset struct {
	rules  []rule
	before *ruleset
}

type rule struct {
	base, by uint64
	text     string
}

// numbersFrom reads rules, one a line: the base, a blank, the text. Texts
// parted by "|" belong to the numbers that follow one another.
func numbersFrom(lines string, before *ruleset) *ruleset {
	out := &ruleset{before: before}
	for line := range strings.Lines(lines) {
		number, texts, ok := strings.Cut(strings.TrimSpace(line), " ")
		base, err := strconv.ParseUint(number, 10, 64)
		if !ok || err != nil {
			continue
		}
		for text := range strings.SplitSeq(texts, "|") {
			by := uint64(1)
			for by <= base/10 {
				by *= 10
			}
			out.rules = append(out.rules, rule{base, by, text})
			base++
		}
	}
	if before == nil {
		out.before = out
	}
	return out
}

// say is n in words.
func (s *ruleset) say(n uint64) string {
	var b strings.Builder
	s.write(&b, n)
	return b.String()
}

func (s *ruleset) write(b *strings.Builder, n uint64) {
	low, high := 0, len(s.rules) // the rule is in [low, high)
	for high-low > 1 {
		if mid := (low + high) / 2; s.rules[mid].base <= n {
			low = mid
		} else {
			high = mid
		}
	}
	r := s.rules[low]
	s.expand(b, r.text, n/r.by, n%r.by)
}

// expand writes a rule's text for a quotient and what remains.
func (s *ruleset) expand(b *strings.Builder, text string, quotient, rest uint64) {
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '<':
			s.write(b, quotient)
		case strings.HasPrefix(text[i:], "«"):
			s.before.write(b, quotient)
			i++ // it is two bytes long
		case c == '>':
			s.write(b, rest)
		case c == '[':
			end := i + strings.IndexByte(text[i:], ']')
			some, none, _ := strings.Cut(text[i+1:end], ";")
			if rest == 0 {
				some = none
			}
			s.expand(b, some, quotient, rest)
			i = end
		default:
			b.WriteByte(c)
		}
	}
}

// sayDigits is the number that digits write, up to 36 of them; ok is false if
// there are more, or what they write has no name.
func (s *ruleset) sayDigits(digits string) (words string, ok bool) {
	digits = strings.TrimLeft(digits, "0")
	if len(digits) > 36 {
		return "", false
	}
	if len(digits) <= 18 {
		n, _ := strconv.ParseUint("0"+digits, 10, 64)
		return s.say(n), true
	}
	quotient, _ := strconv.ParseUint(digits[:len(digits)-18], 10, 64)
	rest, _ := strconv.ParseUint(digits[len(digits)-18:], 10, 64)
	last := s.rules[len(s.rules)-1]
	if last.by != 1e18 {
		return "", false
	}
	if quotient == 1 {
		last = s.rules[len(s.rules)-2] // "un trillón", where it is not the same
		if last.by != 1e18 {
			last = s.rules[len(s.rules)-1]
		}
	}
	var b strings.Builder
	s.expand(&b, last.text, quotient, rest)
	return b.String(), true
}
