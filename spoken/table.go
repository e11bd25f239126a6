package spoken

import "github.com/civicline/civicline"

// A table is a language: its words, and what they do. Keys are in lower case.
type table struct {
	// Numbers: as one counts, before a masculine noun, before a feminine one,
	// and as the languages of record write hundreds ("and").
	counting, masculine, feminine, wide *ruleset
	ordinals                            *ruleset
	ordinalShort                        map[string]string // before a noun: tercer
	ordinalEnds                         map[string]Form   // after digits: st, 1ro, 2da
	feminineOrdinal                     [2]string         // the ending, and what it becomes

	hundred, oh                        string // numbers said in pairs; "" says them whole
	longSingly                         int    // as many digits without marks are said one by one
	minus, plus, point, comma, to, and string
	dotGroups, blankGroups             bool // 1.000 and 1 000 are a thousand
	feminineEnds                       []string
	masculineNouns, notNouns, named    map[string]bool // named: after these a number is a name: press 1
	fractions                          map[string][2]string
	fractionEnd                        [2]string // after an ordinal, or a cardinal
	fractionOver                       int       // denominators from here on take a cardinal
	half, over                         string
	vulgar                             map[string][2]string

	letters  map[rune]string // their names, if a lone letter is not read as such
	acronyms map[string]string

	months      [13]string
	monthOf     map[string]int
	weekdays    [7]string
	weekdayOf   map[string]int
	dayFirst    bool   // 5/6/2026 is in June
	monthFirst  string // how a date is said: {d}, {m}
	dayOf       string
	yearAfter   string
	yearTies    []string // words between month and year: "del"
	of          []string // words between day and month
	firstDay    string
	cardinalDay bool
	eras        map[string]string
	decadeEnd   func(string) string
	quarter     string

	clock    clockWords
	zones    map[string]string
	zoneTie  string
	suffixes [2]string // a.m., p.m. after a written time

	currencies map[string]*currency // by sign and by code
	centsTie   string
	scaleOf    string // "de": millones de dólares
	scales     map[string]string
	units      map[string]unit
	percent    string

	extension, extensions string // the word, and what announces one, parted by blanks
	phoneTail             string // before digits after the whole number
	pairedCode            bool   // +58 is fifty-eight

	abbreviations map[string]abbreviation
	streets       map[string]string
	points        map[string]string // compass points
	states        map[string]string
	dates         map[string]bool // words after which 11/23 is a date
	romanAfter    map[string]bool
	symbols       map[string]string // on their own
	web           map[string]string
	number        string
	pairedAfter   map[string]bool // after these a number is said in pairs: room 1024
	hotlines      map[string]bool
}

type clockWords struct {
	oClock, oh, noon string
	one, many        string // articles: la, las
	tie              string // between hour and minutes
	parts            []partOfDay
	hms              [3][2]string
}

// A partOfDay is from its hour to the next one's.
type partOfDay struct {
	from  int
	words string
}

type unit struct {
	one, many string
	feminine  bool
}

type currency struct {
	unit
	cent unit
}

// An abbreviation and when it is one.
type abbreviation struct {
	words  string
	dot    bool // only with a dot
	title  bool // a name follows: the dot does not end a sentence
	number bool // only before a number
	name   bool // in lower case only before a name
}

var tables = map[civicline.Language]*table{civicline.English: english, civicline.Spanish: spanish}

// of is the table of l; languages without one are read by the English one.
func of(l civicline.Language) *table {
	if t := tables[l]; t != nil {
		return t
	}
	return english
}

func set(words ...string) map[string]bool {
	out := make(map[string]bool, len(words))
	for _, w := range words {
		out[w] = true
	}
	return out
}
