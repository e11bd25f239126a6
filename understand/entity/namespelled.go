package entity

import "strings"

// allSpelled reads a name that was spelled all through, and that the recogniser
// wrote in shreds: "G EO R GI n a TA y Lor". Nil if there are other words in it.
func (t *turn) allSpelled(from, end int) []string {
	if end-from < 4 {
		return nil
	}
	letters, single := "", 0
	for i := from; i < end; i++ {
		w := t.plain[i]
		switch {
		case !allLetters(w) || len(w) > 3 && letterNames[t.lang][w] == "" && radio[w] == "":
			return nil
		case len(w) == 1:
			letters += w
			single++
		case letterNames[t.lang][w] != "" && t.words[i].raw == w:
			letters += strings.ToLower(letterNames[t.lang][w])
			single++
		case radio[w] != "":
			letters += strings.ToLower(radio[w])
			single++
		case given[w] && len(w) == 3 && i == from, particle[w] && len(w) > 1:
			return nil
		default:
			letters += w
		}
	}
	if single*2 < end-from {
		return nil
	}
	for n := len(letters) - 3; n > 2; n-- {
		if given[letters[:n]] && surnames[letters[n:]] {
			return []string{capital(letters[:n]), capital(letters[n:])}
		}
	}
	if single == end-from {
		return nil // as it stands: letters alone
	}
	return []string{capital(letters)}
}
