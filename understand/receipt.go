package understand

import "strings"

// Prefixes are the three letters that receipt numbers are known to begin with.
// Another is possible: it is read back like any other.
var Prefixes = []string{"IOE", "EAC", "VSC", "WAC", "CSC", "LIN", "NSC", "SRC", "TSC", "YSC", "PSC", "MSC", "NBC"}

// isReceipt reports whether s is three letters and ten digits.
func isReceipt(s string) bool {
	return len(s) == 13 && strings.Trim(s[:3], "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" && allDigits(s[3:])
}

// receipts returns the receipt numbers that marks may be, the likeliest first.
// Ten digits with no letters before them are taken to begin with IOE, as nearly
// all do today; the number is always read back.
func receipts(marks []mark) []string {
	var out []string
	add := func(n string) {
		for _, o := range out {
			if o == n {
				return
			}
		}
		out = append(out, n)
	}
	for i := range marks {
		number, rest := tenDigits(marks[i:])
		if number == "" || rest != 0 {
			continue
		}
		for _, p := range prefix(marks[:i]) {
			add(p + number)
		}
		break // the first run that is exactly ten is the number
	}
	return out
}

// tenDigits joins marks as digits if they make ten; rest is how many digits are left over.
func tenDigits(marks []mark) (string, int) {
	var b strings.Builder
	for _, m := range marks {
		d := m.digits()
		if d == "" {
			d = lookalike[m.text]
		}
		if d == "" {
			break
		}
		b.WriteString(d)
	}
	if b.Len() < 10 {
		return "", 0
	}
	return b.String()[:10], b.Len() - 10
}

// lookalike are letters that are written, or said, for a digit.
var lookalike = map[string]string{"O": "0", "I": "1", "L": "1", "S": "5", "B": "8", "Z": "2"}

// prefix returns the three letters that the marks before the digits may be.
func prefix(marks []mark) []string {
	var letters string
	run, digits := 0, 0
	for i, m := range marks {
		if i > 0 && m.word-marks[i-1].word > 2 {
			letters, run, digits = "", 0, 0 // said apart: no part of the number
		}
		run++
		if m.letter() == "" {
			digits++
		}
		switch l := m.letter(); {
		case l != "":
			letters += l
		case m.text == "1":
			letters += "I"
		case m.text == "3":
			letters += "E" // three for e, at the end of I-O-E
		case m.text == "0":
			letters += "O"
		}
	}
	if run > 3 && digits > 0 || run > 0 && digits == run {
		return nil // more digits than ten
	}
	if len(letters) > 3 { // "my A number is I O E": the last three count
		letters = letters[len(letters)-3:]
	}
	if letters == "" {
		return []string{"IOE"}
	}
	for _, p := range Prefixes {
		if p == letters {
			return []string{p}
		}
	}
	// Near misses: letters that sound alike, or one that was not heard.
	var near []string
	for wrong := range 3 {
		for _, p := range Prefixes {
			if n, ok := soundsLike(letters, p); ok && n == wrong {
				near = append(near, p)
			}
		}
	}
	switch {
	case len(near) > 0:
		return near
	case len(letters) == 3:
		return []string{letters}
	}
	return []string{"IOE"}
}

// rhymes are letters that a telephone makes alike.
var rhymes = []string{"BCDEGPTVZ3", "AJK", "MN", "FSX", "IY", "O0", "QU", "LMN"}

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
		if heard[i] == prefix[i] {
			continue
		}
		wrong++
		alike := false
		for _, r := range rhymes {
			alike = alike || strings.IndexByte(r, heard[i]) >= 0 && strings.IndexByte(r, prefix[i]) >= 0
		}
		if !alike {
			return 0, false
		}
	}
	return wrong, wrong <= 2
}
