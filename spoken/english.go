package spoken

import "strings"

var englishCardinals = numbersFrom(englishSmall+`
	100 < hundred[ >]
	1000 < thousand[ >]
	1000000 < million[ >]
	1000000000 < billion[ >]
	1000000000000 < trillion[ >]
	1000000000000000 < quadrillion[ >]
	1000000000000000000 < quintillion[ >]`, nil)

const englishSmall = `0 zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen
	20 twenty[->]
	30 thirty[->]
	40 forty[->]
	50 fifty[->]
	60 sixty[->]
	70 seventy[->]
	80 eighty[->]
	90 ninety[->]`

// englishWide has an "and" in its last hundreds.
var englishWide = numbersFrom(englishSmall+`
	100 < hundred[ and >]
	1000 « thousand[ >]
	1000000 « million[ >]
	1000000000 « billion[ >]
	1000000000000 « trillion[ >]
	1000000000000000 « quadrillion[ >]
	1000000000000000000 « quintillion[ >]`, englishCardinals)

var englishOrdinals = numbersFrom(`0 zeroth|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth
	20 twent[y->;ieth]
	30 thirt[y->;ieth]
	40 fort[y->;ieth]
	50 fift[y->;ieth]
	60 sixt[y->;ieth]
	70 sevent[y->;ieth]
	80 eight[y->;ieth]
	90 ninet[y->;ieth]
	100 « hundred[ >;th]
	1000 « thousand[ >;th]
	1000000 « million[ >;th]
	1000000000 « billion[ >;th]
	1000000000000 « trillion[ >;th]
	1000000000000000 « quadrillion[ >;th]
	1000000000000000000 « quintillion[ >;th]`, englishCardinals)

var english = &table{
	counting: englishCardinals, masculine: englishCardinals, feminine: englishCardinals, wide: englishWide, ordinals: englishOrdinals,
	ordinalEnds: map[string]Form{"st": Counting, "nd": Counting, "rd": Counting, "th": Counting},
	hundred:     "hundred", oh: "oh", longSingly: 5,
	minus: "minus", plus: "plus", point: "point", comma: "comma", to: "to", and: "and",
	named:     set("press", "dial", "option", "number", "line", "step", "tier", "level", "room", "gate", "extension", "code", "zip", "text"),
	fractions: map[string][2]string{"2": {"half", "halves"}, "4": {"quarter", "quarters"}}, fractionEnd: [2]string{"s", ""}, fractionOver: 101,
	half: "a half", over: "over", vulgar: vulgar,

	acronyms: englishAcronyms,
	months:   [13]string{"", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
	monthOf: map[string]int{"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
		"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12},
	weekdays:   [7]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
	weekdayOf:  map[string]int{"sun": 0, "mon": 1, "tue": 2, "tues": 2, "wed": 3, "thu": 4, "thur": 4, "thurs": 4, "fri": 5, "sat": 6},
	monthFirst: "{m} {d}", dayOf: "the {d} of {m}", yearAfter: ", ", of: []string{"of"}, yearTies: []string{"of"},
	eras:      map[string]string{"ad": "A D", "bc": "B C", "ce": "C E", "bce": "B C E"},
	decadeEnd: englishDecade, quarter: "the {o} quarter of {y}",

	clock: clockWords{oClock: " o'clock", oh: "oh", noon: "noon", tie: " ",
		parts: []partOfDay{{0, "in the morning"}, {12, "in the afternoon"}, {18, "in the evening"}},
		hms:   [3][2]string{{"hour", "hours"}, {"minute", "minutes"}, {"second", "seconds"}}},
	suffixes: [2]string{"A M", "P M"}, zoneTie: " ",
	zones: map[string]string{"ET": "Eastern time", "EST": "Eastern time", "EDT": "Eastern time", "CT": "Central time", "CST": "Central time", "CDT": "Central time", "MT": "Mountain time", "MST": "Mountain time",
		"MDT": "Mountain time", "PT": "Pacific time", "PST": "Pacific time", "PDT": "Pacific time", "AKST": "Alaska time", "AKDT": "Alaska time", "HST": "Hawaii time", "UTC": "U T C", "GMT": "G M T"},

	currencies: englishMoney, centsTie: " and ",
	scales: map[string]string{"thousand": "thousand", "million": "million", "billion": "billion", "trillion": "trillion", "hundred": "hundred", "K": "thousand", "k": "thousand", "M": "million", "B": "billion", "T": "trillion", "bn": "billion", "mn": "million"},
	units:  englishUnits, percent: "percent",
	extension: "extension", extensions: " ext extension x ", phoneTail: ",",

	abbreviations: englishAbbreviations, streets: englishStreets, states: englishStates,
	points:     map[string]string{"N": "North", "S": "South", "E": "East", "W": "West", "NE": "Northeast", "NW": "Northwest", "SE": "Southeast", "SW": "Southwest"},
	dates:      set("on", "by", "before", "after", "since", "until", "from", "dated", "through"),
	romanAfter: set("chapter", "part", "title", "section", "class", "war", "article", "volume", "phase", "act", "schedule", "type", "bowl", "appendix", "subpart", "tier", "level", "book"),
	symbols: map[string]string{"&": "and", "@": "at", "%": "percent", "+": "plus", "=": "equals", "#": "pound", "*": "star", "°": "degrees", "§": "section", "§§": "sections", "<": "is less than", ">": "is greater than",
		"~": "about", "≈": "about", "≤": "is at most", "≥": "is at least", "×": "times", "÷": "divided by", "±": "plus or minus", "©": "copyright", "®": "registered", "™": "trademark", "€": "euros", "£": "pounds", "$": "dollars"},
	web:         map[string]string{".": "dot", "/": "slash", ":": "colon", "-": "dash", "_": "underscore", "@": "at", "?": "question mark", "=": "equals", "&": "and", "#": "hash", "%": "percent", "+": "plus", "~": "tilde"},
	number:      "number",
	pairedAfter: set("room", "suite", "flight", "highway", "route", "interstate", "apartment", "box", "unit", "form", "section", "part", "cfr", "gate", "bus", "apt", "ste"),
	hotlines:    hotlines,
}

// hotlines are short numbers to call, said digit by digit.
var hotlines = set("211", "311", "411", "511", "611", "711", "811", "911", "988")

var vulgar = map[string][2]string{"½": {"1", "2"}, "⅓": {"1", "3"}, "⅔": {"2", "3"}, "¼": {"1", "4"}, "¾": {"3", "4"}, "⅕": {"1", "5"}, "⅛": {"1", "8"}, "⅜": {"3", "8"}, "⅝": {"5", "8"}, "⅞": {"7", "8"}}

// englishDecade is a decade by the word for its tens: the twenties.
func englishDecade(words string) string {
	if stem, ok := strings.CutSuffix(words, "y"); ok {
		return stem + "ies"
	}
	return words + "s"
}

var cents = unit{"cent", "cents", false}

var englishMoney = func() map[string]*currency {
	dollar := &currency{unit{"dollar", "dollars", false}, cents}
	euro := &currency{unit{"euro", "euros", false}, cents}
	pound := &currency{unit{"pound", "pounds", false}, unit{"penny", "pence", false}}
	return map[string]*currency{"$": dollar, "USD": {unit{"U S dollar", "U S dollars", false}, cents}, "US$": dollar, "€": euro, "EUR": euro, "£": pound, "GBP": pound,
		"¥": {unit{"yen", "yen", false}, unit{"sen", "sen", false}}, "MXN": {unit{"Mexican peso", "Mexican pesos", false}, unit{"centavo", "centavos", false}},
		"CAD": {unit{"Canadian dollar", "Canadian dollars", false}, cents}, "¢": {cents, cents}}
}()

var englishUnits = map[string]unit{
	"km": {one: "kilometer", many: "kilometers"}, "m": {one: "meter", many: "meters"}, "cm": {one: "centimeter", many: "centimeters"}, "mm": {one: "millimeter", many: "millimeters"},
	"kg": {one: "kilogram", many: "kilograms"}, "g": {one: "gram", many: "grams"}, "mg": {one: "milligram", many: "milligrams"}, "lb": {one: "pound", many: "pounds"}, "lbs": {one: "pound", many: "pounds"},
	"oz": {one: "ounce", many: "ounces"}, "mi": {one: "mile", many: "miles"}, "ft": {one: "foot", many: "feet"}, "yd": {one: "yard", many: "yards"}, "in.": {one: "inch", many: "inches"}, "mph": {one: "mile per hour", many: "miles per hour"},
	"km/h": {one: "kilometer per hour", many: "kilometers per hour"}, "kph": {one: "kilometer per hour", many: "kilometers per hour"}, "°C": {one: "degree Celsius", many: "degrees Celsius"},
	"°F": {one: "degree Fahrenheit", many: "degrees Fahrenheit"}, "°": {one: "degree", many: "degrees"}, "hr": {one: "hour", many: "hours"}, "hrs": {one: "hour", many: "hours"}, "h": {one: "hour", many: "hours"},
	"min": {one: "minute", many: "minutes"}, "mins": {one: "minute", many: "minutes"}, "sec": {one: "second", many: "seconds"}, "secs": {one: "second", many: "seconds"}, "s": {one: "second", many: "seconds"}, "ms": {one: "millisecond", many: "milliseconds"},
	"GB": {one: "gigabyte", many: "gigabytes"}, "MB": {one: "megabyte", many: "megabytes"}, "KB": {one: "kilobyte", many: "kilobytes"}, "TB": {one: "terabyte", many: "terabytes"}, "Mbps": {one: "megabit per second", many: "megabits per second"},
	"kbps": {one: "kilobit per second", many: "kilobits per second"}, "Hz": {one: "hertz", many: "hertz"}, "kHz": {one: "kilohertz", many: "kilohertz"}, "MHz": {one: "megahertz", many: "megahertz"}, "GHz": {one: "gigahertz", many: "gigahertz"},
	"W": {one: "watt", many: "watts"}, "kW": {one: "kilowatt", many: "kilowatts"}, "kWh": {one: "kilowatt hour", many: "kilowatt hours"}, "V": {one: "volt", many: "volts"}, "L": {one: "liter", many: "liters"}, "l": {one: "liter", many: "liters"},
	"ml": {one: "milliliter", many: "milliliters"}, "mL": {one: "milliliter", many: "milliliters"}, "gal": {one: "gallon", many: "gallons"}, "m²": {one: "square meter", many: "square meters"}, "m2": {one: "square meter", many: "square meters"},
	"km²": {one: "square kilometer", many: "square kilometers"}, "km2": {one: "square kilometer", many: "square kilometers"}, "m³": {one: "cubic meter", many: "cubic meters"}, "m3": {one: "cubic meter", many: "cubic meters"},
	"ft²": {one: "square foot", many: "square feet"}, "ft2": {one: "square foot", many: "square feet"}, "ha": {one: "hectare", many: "hectares"}, "dB": {one: "decibel", many: "decibels"}, "cal": {one: "calorie", many: "calories"},
	"kcal": {one: "kilocalorie", many: "kilocalories"}, "rpm": {one: "revolution per minute", many: "revolutions per minute"}, "bpm": {one: "beat per minute", many: "beats per minute"}, "psi": {one: "pound per square inch", many: "pounds per square inch"},
	"yr": {one: "year", many: "years"}, "yrs": {one: "year", many: "years"}, "mo.": {one: "month", many: "months"}, "wk": {one: "week", many: "weeks"}, "wks": {one: "week", many: "weeks"},
}

var englishAbbreviations = map[string]abbreviation{
	"mr": {words: "Mister", dot: true, title: true, name: true}, "mrs": {words: "Missus", dot: true, title: true, name: true}, "ms": {words: "Miz", dot: true, title: true, name: true}, "dr": {words: "Doctor", dot: true, title: true, name: true}, "prof": {words: "Professor", dot: true, title: true, name: true},
	"rev": {words: "Reverend", dot: true, title: true, name: true}, "gov": {words: "Governor", dot: true, title: true, name: true}, "sen": {words: "Senator", dot: true, title: true, name: true}, "rep": {words: "Representative", dot: true, title: true, name: true},
	"gen": {words: "General", dot: true, title: true, name: true}, "capt": {words: "Captain", dot: true, title: true, name: true}, "sgt": {words: "Sergeant", dot: true, title: true, name: true}, "lt": {words: "Lieutenant", dot: true, title: true, name: true}, "hon": {words: "Honorable", dot: true, title: true, name: true},
	"jr": {words: "Junior", dot: true, title: true, name: true}, "sr": {words: "Senior", dot: true, title: true, name: true}, "esq": {words: "Esquire", dot: true}, "inc": {words: "Incorporated", dot: true, title: true, name: true}, "corp": {words: "Corporation", dot: true, title: true, name: true}, "co": {words: "Company", dot: true, title: true, name: true}, "ltd": {words: "Limited", dot: true, title: true, name: true},
	"etc": {words: "et cetera", dot: true}, "vs": {words: "versus", dot: true}, "approx": {words: "approximately", dot: true}, "dept": {words: "Department", dot: true, title: true, name: true}, "govt": {words: "government", dot: true}, "tel": {words: "telephone", dot: true},
	"w/o": {words: "without"}, "c/o": {words: "care of"}, "n/a": {words: "not applicable"}, "e.g": {words: "for example", dot: true, title: true}, "i.e": {words: "that is", dot: true, title: true}, "u.s": {words: "U S", dot: true}, "u.s.a": {words: "U S A", dot: true}, "p.o": {words: "P O", dot: true, title: true}, "d.c": {words: "D C", dot: true}, "a.m": {words: "A M", dot: true}, "p.m": {words: "P M", dot: true},
	"no": {words: "number", dot: true, title: true, number: true}, "nos": {words: "numbers", dot: true, title: true, number: true}, "sec": {words: "section", dot: true, title: true, number: true}, "ch": {words: "chapter", dot: true, title: true, number: true},
	"apt": {words: "apartment", title: true, number: true}, "ste": {words: "suite", title: true, number: true}, "rm": {words: "room", title: true, number: true}, "bldg": {words: "building", title: true, number: true}, "fl": {words: "floor", dot: true, title: true, number: true},
	"ext": {words: "extension", title: true, number: true}, "pg": {words: "page", dot: true, title: true, number: true}, "p": {words: "page", dot: true, title: true, number: true}, "pp": {words: "pages", dot: true, title: true, number: true},
	"blvd": {words: "Boulevard"}, "ave": {words: "Avenue", dot: true}, "pkwy": {words: "Parkway"}, "hwy": {words: "Highway"}, "rd": {words: "Road", dot: true}, "ln": {words: "Lane", dot: true}, "st": {words: "Saint", dot: true, title: true, name: true}, "ft": {words: "Fort", dot: true, title: true, name: true}, "mt": {words: "Mount", dot: true, title: true, name: true},
}

var englishStreets = map[string]string{"st": "Street", "ave": "Avenue", "av": "Avenue", "blvd": "Boulevard", "rd": "Road", "dr": "Drive", "ln": "Lane", "ct": "Court", "pl": "Place", "pkwy": "Parkway", "hwy": "Highway", "expy": "Expressway", "sq": "Square",
	"ter": "Terrace", "cir": "Circle", "fwy": "Freeway", "trl": "Trail", "tpke": "Turnpike", "street": "Street", "avenue": "Avenue", "boulevard": "Boulevard", "road": "Road", "drive": "Drive", "lane": "Lane", "court": "Court", "place": "Place",
	"parkway": "Parkway", "highway": "Highway", "expressway": "Expressway", "square": "Square", "terrace": "Terrace", "circle": "Circle", "freeway": "Freeway", "way": "Way", "plaza": "Plaza", "broadway": "Broadway"}

// englishAcronyms say how capitals are read: "-" by their letters, "" as the
// word they make, else as the words given.
var englishAcronyms = acronyms(`USCIS USCIS DHS CBP EOIR EAD RFE NOID NTA ASC TPS SSN SSA IRS USPS FBI LPR AOS NVC NSC TSC VSC MSC PSC CIS INA CFR ID PDF FAQ PO TTY TDD ATM US USA UK EU UN UTC GMT CEO HR IT TV DNA
	DMV DOL DOS DOJ HHS HUD IVR MD PHD RN DC LLC AP EB IOE LIN EAC WAC SRC YSC NBC AAO AILA SIJ OPT CPT SEVP URL SMS PIN# AI PC CD DVD GPS IP OK MFA SSO QR AR BIA CSPA ESTA# UACS FDNS ISO AM PM HIV HPV MMR SOS IDP RSVP ETA
	NW NE SW SE H R B GC USD`,
	map[string]string{"foia": "", "adit": "", "vawa": "", "nasa": "", "nato": "", "daca": "", "elis": "", "save": "", "pin": "", "esta": "", "ice": "", "aids": "", "unicef": "", "osha": "", "scotus": "", "potus": "", "sevis": "", "hipaa": "", "covid": "", "unhcr": "-",
		"infopass": "", "fy": "fiscal year", "faqs": "F A Q's"})

var englishStates = states(`AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|DC D C|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|PR Puerto Rico|RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|VI Virgin Islands|GU Guam|WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming`)

// states reads "TX Texas|…".
func states(list string) map[string]string {
	out := map[string]string{}
	for entry := range strings.SplitSeq(list, "|") {
		code, name, _ := strings.Cut(entry, " ")
		out[code] = name
	}
	return out
}

// acronyms are those that are spelled, and others.
func acronyms(spelled string, others map[string]string) map[string]string {
	for word := range strings.FieldsSeq(spelled) {
		if others[strings.ToLower(word)] == "" && !strings.HasSuffix(word, "#") {
			others[strings.ToLower(word)] = "-"
		}
	}
	return others
}
