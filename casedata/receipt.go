package casedata

import "strings"

// Normalize writes a receipt number as the tables do: three capital letters
// and ten digits. It takes blanks, dashes and dots, and what people write for
// one another: 0 for O, 1 for I among the letters; O for 0, I or L for 1, S for
// 5, B for 8 among the digits. It reports whether the result is a receipt number.
func Normalize(s string) (string, bool) {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(" -.\t", r) {
			return -1
		}
		return r
	}, strings.ToUpper(s))
	if len(s) != 13 {
		return s, false
	}
	letters := strings.NewReplacer("0", "O", "1", "I").Replace(s[:3])
	digits := strings.NewReplacer("O", "0", "I", "1", "L", "1", "S", "5", "B", "8").Replace(s[3:])
	ok := strings.Trim(letters, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" && strings.Trim(digits, "0123456789") == ""
	return letters + digits, ok
}
