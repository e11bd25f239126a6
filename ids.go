package civicline

import (
	"log/slog"
	"strings"
)

// The names by which things are known for as long as any record of them lives.
type (
	CallID  string
	LegID   string
	AgentID string
	QueueID string
)

// A Reference is the number that a caller writes down: nine decimal digits, the
// last a Damm check digit. It names a call (or a booked callback) to the public
// and says nothing about the person.
type Reference string

// String groups the digits by threes, as they are read aloud: "482-771-305".
func (r Reference) String() string {
	if len(r) != 9 {
		return string(r)
	}
	return string(r[:3] + "-" + r[3:6] + "-" + r[6:])
}

// ParseReference takes a reference as a person writes it, with spaces, dots or
// dashes. It returns an Invalid error if it is not nine digits or the check
// digit is wrong, so that a slip is told apart from a reference we do not have.
func ParseReference(s string) (Reference, error) {
	digits := strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9':
			return r
		case r == ' ' || r == '-' || r == '.':
			return -1
		}
		return 'x'
	}, s)
	if len(digits) != 9 || strings.ContainsRune(digits, 'x') {
		return "", &Error{Kind: Invalid, Op: "read a reference number", Message: "A reference number has nine digits, like 482-771-305."}
	}
	if damm(digits) != 0 {
		return "", &Error{Kind: Invalid, Op: "read a reference number", Message: "One of these digits is not right. Please check the number you wrote down."}
	}
	return Reference(digits), nil
}

// NewReference returns the reference whose first eight digits are those of n
// (only n modulo 100,000,000 counts). Give it a random n: references must not
// be guessable in sequence.
func NewReference(n uint64) Reference {
	n %= 100_000_000
	b := make([]byte, 8, 9)
	for i := 7; i >= 0; i-- {
		b[i] = byte('0' + n%10)
		n /= 10
	}
	return Reference(append(b, byte('0'+damm(string(b)))))
}

// damm is the check of H. M. Damm (2004): it finds every single wrong digit and
// every swap of neighbours. It is 0 for a number that carries its check digit.
func damm(digits string) int {
	at := 0
	for i := range len(digits) {
		at = int(dammTable[at][digits[i]-'0'])
	}
	return at
}

var dammTable = [10][10]uint8{
	{0, 3, 1, 7, 5, 9, 8, 6, 4, 2},
	{7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
	{4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
	{1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
	{6, 1, 2, 3, 0, 4, 5, 9, 7, 8},
	{3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
	{5, 8, 6, 9, 7, 2, 0, 1, 3, 4},
	{8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
	{9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
	{2, 5, 8, 1, 4, 3, 6, 7, 9, 0},
}

// A PhoneNumber is how a party was reached: E.164 digits, a SIP user part, or
// empty when withheld. It is personal: it prints and logs with all but its last
// two characters hidden. Convert it to string to store or dial it.
type PhoneNumber string

func (n PhoneNumber) String() string {
	if len(n) <= 2 {
		return "••"
	}
	return "••" + string(n[len(n)-2:])
}

// LogValue keeps the number out of the logs.
func (n PhoneNumber) LogValue() slog.Value { return slog.StringValue(n.String()) }
