package understand

import (
	"strings"

	"github.com/civicline/civicline"
)

// A place is one name by which a city may be said.
type place struct {
	words       []string
	city, state string
}

func learnPlace(p Place) []place {
	var out []place
	for _, name := range append([]string{p.City}, p.Also...) {
		if w := plain(name); len(w) > 0 {
			out = append(out, place{w, p.City, p.State})
		}
	}
	return out
}

// place finds a city with an office, or a state, among words. The longest name
// wins; a state that is said beside a city must be the city's.
func (m *Model) place(words []string, l civicline.Language) (city, state string) {
	said := stateIn(words)
	long := 0
	for _, p := range m.places {
		at := find(words, p.words)
		if at < 0 || len(p.words) < long {
			continue
		}
		if said != "" && said != p.state && (len(p.words) <= 1 || !stateName(p.words)) {
			continue
		}
		if len(p.words) > long || city == "" {
			city, state, long = p.city, p.state, len(p.words)
		}
	}
	if city == "" {
		return "", said
	}
	return city, state
}

func stateName(words []string) bool { return stateIn(words) != "" }

// stateIn returns the state whose name is among words, the longest first:
// "west virginia" is not Virginia.
func stateIn(words []string) string {
	said := " " + strings.Join(words, " ") + " "
	best, long := "", 0
	for name, code := range states {
		if len(name) > long && strings.Contains(said, " "+name+" ") {
			best, long = code, len(name)
		}
	}
	return best
}

// states are the names of states, the district and the territories, in English
// and where they differ in Spanish.
var states = map[string]string{
	"alabama": "AL", "alaska": "AK", "arizona": "AZ", "arkansas": "AR", "california": "CA", "colorado": "CO", "connecticut": "CT", "delaware": "DE",
	"district of columbia": "DC", "washington dc": "DC", "washington d c": "DC", "florida": "FL", "georgia": "GA", "guam": "GU", "hawaii": "HI", "idaho": "ID", "illinois": "IL", "indiana": "IN",
	"iowa": "IA", "kansas": "KS", "kentucky": "KY", "louisiana": "LA", "maine": "ME", "maryland": "MD", "massachusetts": "MA", "michigan": "MI", "minnesota": "MN",
	"mississippi": "MS", "missouri": "MO", "montana": "MT", "nebraska": "NE", "nevada": "NV", "new hampshire": "NH", "new jersey": "NJ", "new mexico": "NM", "new york": "NY",
	"north carolina": "NC", "north dakota": "ND", "ohio": "OH", "oklahoma": "OK", "oregon": "OR", "pennsylvania": "PA", "puerto rico": "PR", "rhode island": "RI",
	"south carolina": "SC", "south dakota": "SD", "tennessee": "TN", "texas": "TX", "utah": "UT", "vermont": "VT", "virgin islands": "VI", "virginia": "VA",
	"washington": "WA", "west virginia": "WV", "wisconsin": "WI", "wyoming": "WY",
	"nueva york": "NY", "nueva jersey": "NJ", "nuevo mexico": "NM", "nueva hampshire": "NH", "carolina del norte": "NC", "carolina del sur": "SC", "dakota del norte": "ND",
	"dakota del sur": "SD", "virginia occidental": "WV", "tejas": "TX", "islas virgenes": "VI", "luisiana": "LA", "misisipi": "MS", "pensilvania": "PA", "distrito de columbia": "DC",
}
