package center

import (
	"strings"
	"sync"
	"time"

	"github.com/civicline/civicline"
)

// dialable checks that a number may be rung: one of the North American plan in
// ten digits, with or without its 1, or an international one (E.164: a plus and
// 8 to 15 digits). It is returned without its spaces, dots and dashes.
func dialable(op string, n civicline.PhoneNumber) (civicline.PhoneNumber, error) {
	var b strings.Builder
	for i, r := range strings.TrimSpace(string(n)) {
		switch {
		case r >= '0' && r <= '9', r == '+' && i == 0:
			b.WriteRune(r)
		case strings.ContainsRune(" .-()", r):
		default:
			return "", invalid(op, "Ask the caller for the number to ring: ten digits, or a plus and the country first.")
		}
	}
	text := b.String()
	switch here, ok := tenDigits(text); {
	case text == "":
		return "", invalid(op, "Ask the caller for the number to ring.")
	case text == "911" || text == "988" || text == "112":
		return "", invalid(op, "That is an emergency number. Ask the caller for their own.")
	case ok && plausible(here):
		return civicline.PhoneNumber(text), nil
	case ok:
		return "", invalid(op, "There is no such number: check its area code, and ask the caller again.")
	case strings.HasPrefix(text, "+") && len(text) >= 9 && len(text) <= 16 && text[1] != '0':
		return civicline.PhoneNumber(text), nil
	}
	return "", invalid(op, "That number is too short or too long: ask for ten digits, or a plus and the country first.")
}

// tenDigits is a number of the North American plan without its country.
func tenDigits(text string) (string, bool) {
	digits, plus := strings.CutPrefix(text, "+")
	switch {
	case len(digits) == 11 && digits[0] == '1':
		return digits[1:], true
	case len(digits) == 10 && !plus:
		return digits, true
	}
	return "", false
}

// plausible reports whether ten digits can be somebody's: neither the area code
// nor the exchange begins with 0 or 1, and no service (911, 411) or number that
// costs extra (900) is meant.
func plausible(ten string) bool {
	area, exchange := ten[:3], ten[3:6]
	service := func(s string) bool { return s[1:] == "11" }
	return area[0] > '1' && exchange[0] > '1' && !service(area) && !service(exchange) && area != "900"
}

// ways are the ways in which one number may be written; none if it is withheld.
func ways(n civicline.PhoneNumber) []civicline.PhoneNumber {
	if n == "" {
		return nil
	}
	clean, err := dialable("", n)
	if err != nil {
		return []civicline.PhoneNumber{n}
	}
	if ten, ok := tenDigits(string(clean)); ok {
		return []civicline.PhoneNumber{civicline.PhoneNumber(ten), civicline.PhoneNumber("1" + ten), civicline.PhoneNumber("+1" + ten)}
	}
	return []civicline.PhoneNumber{clean}
}

func sameNumber(a, b civicline.PhoneNumber) bool {
	for _, x := range ways(a) {
		for _, y := range ways(b) {
			if x == y {
				return true
			}
		}
	}
	return false
}

const (
	slipsAllowed = 3 // wrong codes, then no more are tried
	slipsKept    = time.Hour
	mostSlips    = 10_000
)

// slips count wrong codes, by call or by what was guessed at, so that nobody
// tries them all.
type slips struct {
	mu sync.Mutex
	by map[string]*slip
}

type slip struct {
	n    int
	last time.Time
}

// mayTry is Refused when there were too many wrong codes already.
func (s *slips) mayTry(what string, now time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if one := s.by[what]; one != nil && one.n >= slipsAllowed && now.Sub(one.last) < slipsKept {
		return refused("try a number", "Too many numbers were not right. Say who you are to a person instead.")
	}
	return nil
}

func (s *slips) wrong(what string, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	one := s.by[what]
	if one == nil || now.Sub(one.last) >= slipsKept {
		for k, old := range s.by { // make room: those of long ago, or any
			if len(s.by) < mostSlips && now.Sub(old.last) < slipsKept {
				break
			}
			delete(s.by, k)
		}
		if s.by == nil {
			s.by = map[string]*slip{}
		}
		one = &slip{}
		s.by[what] = one
	}
	one.n, one.last = one.n+1, now
}
