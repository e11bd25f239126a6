package entity

import (
	"strings"
)

// A place is one name by which a city may be said.
type place struct {
	words       []string
	city, state string
}

func learnPlace(p Place) []place {
	var out []place
	for _, name := range append([]string{p.City}, p.Also...) {
		if w := Plain(name); len(w) > 0 {
			out = append(out, place{w, p.City, p.State})
		}
	}
	return out
}

var officeWords = phrases("office|field office|oficina|oficina local|oficina de campo|local office")

// place finds the city, the state and the office of one hypothesis.
func (s *search) place(t *turn) {
	city, state := s.finder.place(t.plain)
	if city != "" && s.out[City] == "" {
		s.out[City], s.out[State] = city, state
		if contains(t.plain, officeWords) {
			s.put(Office, city)
		}
	}
	s.put(State, state)
}

// place finds a city with an office, or a state, among words. The longest name
// wins; a state that is said beside a city must be the city's.
func (f *Finder) place(words []string) (city, state string) {
	said := stateIn(words)
	longest, surest := 0, 0
	for _, p := range f.places {
		at, wrong := findWords(words, p.words)
		if at < 0 || len(p.words) < longest || len(p.words) == longest && wrong >= surest && city != "" {
			continue
		}
		if said != "" && said != p.state && (len(p.words) <= 1 || stateIn(p.words) == "") {
			continue
		}
		city, state, longest, surest = p.city, p.state, len(p.words), wrong
	}
	if city == "" {
		return "", said
	}
	return city, state
}

// findWords returns where part stands in whole, -1 if it does not, and how many
// letters are otherwise.
func findWords(whole, part []string) (at, wrong int) {
	at = -1
	for i := 0; i+len(part) <= len(whole); i++ {
		if whole[i][0] != part[0][0] {
			continue
		}
		d, ok := 0, true
		for j := range part {
			n, near := nearly(whole[i+j], part[j])
			if !near {
				ok = false
				break
			}
			d += n
		}
		if ok && (at < 0 || d < wrong) {
			at, wrong = i, d
		}
	}
	if at < 0 && len(part) == 1 && len(part[0]) > 5 { // "new ark"
		for i := range len(whole) - 1 {
			if a, b := whole[i], whole[i+1]; len(a)+len(b) == len(part[0]) && strings.HasPrefix(part[0], a) && strings.HasSuffix(part[0], b) {
				return i, 1
			}
		}
	}
	return at, wrong
}

// nearly reports whether two words may be one heard twice: long ones may differ
// by a letter in five, or in all their vowels if they begin alike.
func nearly(a, b string) (int, bool) {
	if a == b {
		return 0, true
	}
	n := max(len(a), len(b))
	if n < 6 || a[0] != b[0] || len(a)-len(b) > n/4 || len(b)-len(a) > n/4 {
		return 0, false
	}
	d := Distance(a, b)
	return d, d <= n/6 || d <= n/3 && sound(a) == sound(b)
}

// stateIn returns the state whose name is among words, the longest first:
// "west virginia" is not Virginia.
func stateIn(words []string) string {
	best, long := "", 0
	for i := range words {
		for n := 1; n <= 4 && i+n <= len(words); n++ {
			name := strings.Join(words[i:i+n], " ")
			if code := states[name]; code != "" && (len(name) > long || len(name) == long && code < best) {
				best, long = code, len(name)
			}
		}
	}
	return best
}

// states are the names of states, the district and the territories, in English
// and where they differ in Spanish.
var states = map[string]string{
	"alabama": "AL", "alaska": "AK", "arizona": "AZ", "arkansas": "AR", "california": "CA", "colorado": "CO", "connecticut": "CT", "delaware": "DE",
	"district of columbia": "DC", "washington dc": "DC", "washington d c": "DC", "florida": "FL", "georgia": "GA", "guam": "GU", "hawaii": "HI", "hawai": "HI", "idaho": "ID", "illinois": "IL", "indiana": "IN",
	"iowa": "IA", "kansas": "KS", "kentucky": "KY", "louisiana": "LA", "maine": "ME", "maryland": "MD", "massachusetts": "MA", "michigan": "MI", "minnesota": "MN",
	"mississippi": "MS", "missouri": "MO", "montana": "MT", "nebraska": "NE", "nevada": "NV", "new hampshire": "NH", "new jersey": "NJ", "new mexico": "NM", "new york": "NY",
	"north carolina": "NC", "north dakota": "ND", "ohio": "OH", "oklahoma": "OK", "oregon": "OR", "pennsylvania": "PA", "puerto rico": "PR", "rhode island": "RI",
	"south carolina": "SC", "south dakota": "SD", "tennessee": "TN", "texas": "TX", "utah": "UT", "vermont": "VT", "virgin islands": "VI", "virginia": "VA",
	"washington": "WA", "west virginia": "WV", "wisconsin": "WI", "wyoming": "WY",
	"nueva york": "NY", "nueva jersey": "NJ", "nuevo mexico": "NM", "nueva hampshire": "NH", "carolina del norte": "NC", "carolina del sur": "SC", "dakota del norte": "ND",
	"dakota del sur": "SD", "virginia occidental": "WV", "tejas": "TX", "islas virgenes": "VI", "luisiana": "LA", "misisipi": "MS", "misuri": "MO", "pensilvania": "PA", "distrito de columbia": "DC",
	"american samoa": "AS", "samoa americana": "AS", "northern mariana islands": "MP", "islas marianas": "MP", "texis": "TX", "tenesi": "TN",
}
