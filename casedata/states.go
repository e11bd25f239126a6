package casedata

import (
	"maps"
	"slices"

	"github.com/civicline/civicline"
)

// States lists the codes of states, the district and territories, in order.
func States() []string { return slices.Sorted(maps.Keys(statesEN)) }

// StateName is a state, district or territory as it is said.
func StateName(code string, l civicline.Language) string {
	if l == civicline.Spanish && statesES[code] != "" {
		return statesES[code]
	}
	if n := statesEN[code]; n != "" {
		return n
	}
	return code
}

var statesEN = map[string]string{
	"AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado", "CT": "Connecticut", "DE": "Delaware", "DC": "the District of Columbia",
	"FL": "Florida", "GA": "Georgia", "GU": "Guam", "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana",
	"ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota", "MS": "Mississippi", "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada",
	"NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York", "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon",
	"PA": "Pennsylvania", "PR": "Puerto Rico", "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VT": "Vermont",
	"VI": "the Virgin Islands", "VA": "Virginia", "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
}

var statesES = map[string]string{
	"NY": "Nueva York", "NJ": "Nueva Jersey", "NM": "Nuevo México", "NH": "Nuevo Hampshire", "NC": "Carolina del Norte", "SC": "Carolina del Sur", "ND": "Dakota del Norte",
	"SD": "Dakota del Sur", "WV": "Virginia Occidental", "VI": "las Islas Vírgenes", "DC": "el Distrito de Columbia", "HI": "Hawái", "LA": "Luisiana", "MS": "Misisipi", "MO": "Misuri",
	"OR": "Oregón", "PA": "Pensilvania", "MI": "Míchigan", "KY": "Kentucky",
}
