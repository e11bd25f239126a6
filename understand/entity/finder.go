package entity

import (
	"github.com/civicline/civicline"
)

// The entities, by name. All are strings.
const (
	Receipt      = "receipt number"       // 13 characters: IOE9999900101
	Receipt2     = "receipt number 2"     // the next likely reading of the same words
	ReceiptPart  = "receipt number part"  // what is there so far, when it is not whole: IOE999
	ReceiptDoubt = "receipt number doubt" // what may be another letter or digit: "I/1 at 1", parted by ", "
	Alien        = "a-number"             // A and 9 digits
	ZIP          = "zip"                  // 5 digits
	City         = "city"                 // as the agency's files write it
	State        = "state"                // two letters
	Office       = "office"               // a city whose office was asked for by that word
	DigitsRun    = "digits"               // all digits said, in order
	Phone        = "phone number"         // 10 digits
	YesNo        = "yes or no"            // "yes" or "no"
	Date         = "date"                 // YYYY-MM-DD, --MM-DD, YYYY-MM
	Date2        = "date 2"               // the other reading of an ambiguous one
	Time         = "time"                 // HH:MM, 24 hours
	Name         = "name"                 // Maria de la Cruz
	Form         = "form"                 // I-485; further ones are "form 2" … "form 4"
	Category     = "category"             // F2A, EB2
	Country      = "country"              // in English: Mexico
	Relationship = "relationship"         // self, lawyer, parent, spouse, child, sibling, employer, friend, interpreter
	Postcode     = "postcode"             // British: SW1A 1AA
	Email        = "email"                // in lower case
)

// A Place is a city with an office. Other names for it may be said.
type Place struct {
	City, State string
	Also        []string
}

// A Gazette is what a Finder knows of the world it is asked in.
type Gazette struct {
	Places []Place
	// Year is the year that it is, for years said with two digits and for those
	// that cannot have been yet; 0 is 2026.
	Year int
	// DayFirst reads 4/5 as the fourth of May in English too. In Spanish it
	// always is, unless it cannot be.
	DayFirst bool
	// British reads postcodes as a recogniser mishears them. Otherwise one is
	// found only where it is written without a fault.
	British bool
}

// A Finder finds entities.
type Finder struct {
	gazette Gazette
	places  []place
}

// New returns a Finder.
func New(g Gazette) *Finder {
	if g.Year == 0 {
		g.Year = 2026
	}
	f := &Finder{gazette: g}
	for _, p := range g.Places {
		f.places = append(f.places, learnPlace(p)...)
	}
	return f
}

// most is how many hypotheses are read.
const most = 20

// Find returns the entities of one turn, given its hypotheses, best first, all
// of one language. What the hypotheses differ in is settled by vote.
func (f *Finder) Find(heard []civicline.Hypothesis, expecting civicline.Expectation) map[string]string {
	e := map[string]string{}
	s := &search{finder: f, want: expecting, out: e}
	for i, h := range heard[:min(len(heard), most)] {
		if t := read(h, i); len(t.words) > 0 {
			s.turns = append(s.turns, t)
		}
	}
	if len(s.turns) == 0 {
		return e
	}
	s.dates()
	s.times()
	s.receipts()
	s.figures()
	s.forms()
	s.names()
	s.postcodes()
	s.emails()
	for _, t := range s.turns {
		s.put(YesNo, yesNo(t.plain, t.lang, !s.asked(civicline.OpenQuestion) && !s.asked(civicline.FreeSpeech)))
		s.place(t)
		s.put(Relationship, relationship(t.plain, t.lang))
		if !s.asked(civicline.ReceiptNumber) {
			s.put(Country, country(t.plain))
		}
		s.put(Category, category(t))
	}
	return e
}

// Answers reports whether entities hold what the question asks for.
func (f *Finder) Answers(e map[string]string, q civicline.Question) bool {
	switch q {
	case civicline.YesNo:
		return e[YesNo] != ""
	case civicline.ReceiptNumber:
		return e[Receipt] != "" || e[ReceiptPart] != ""
	case civicline.PlaceName:
		return e[City] != "" || e[State] != "" || e[ZIP] != ""
	case civicline.Digits:
		return e[DigitsRun] != ""
	case civicline.DateSaid:
		return e[Date] != ""
	case civicline.PersonName:
		return e[Name] != ""
	case civicline.FormName:
		return e[Form] != ""
	}
	return false
}

// A search is one Find.
type search struct {
	finder *Finder
	want   civicline.Expectation
	turns  []*turn
	out    map[string]string
}

// put writes an entity that was not found yet.
func (s *search) put(name, value string) {
	if value != "" && s.out[name] == "" {
		s.out[name] = value
	}
}

func (s *search) asked(q civicline.Question) bool { return s.want.Question == q }

// refused reports whether the caller has said that value is not the answer.
func (s *search) refused(value string) bool {
	for _, r := range s.want.Refused {
		if r == value {
			return true
		}
	}
	return false
}

// A turn is one hypothesis, ready to be searched.
type turn struct {
	lang   civicline.Language
	text   string
	words  []word
	plain  []string
	marks  []mark
	weight float64      // how much its vote counts
	taken  map[int]bool // words that are part of a date or a time: no digits of another number
}

func read(h civicline.Hypothesis, rank int) *turn {
	t := &turn{lang: h.Language, text: h.Text, taken: map[int]bool{}}
	if t.lang == "" {
		t.lang = civicline.English
	}
	t.words = split(h.Text)
	t.plain = make([]string, len(t.words))
	for i, w := range t.words {
		t.plain[i] = w.text
	}
	t.marks = spell(t.words, t.lang)
	t.weight = 1 / (1 + 0.45*float64(rank))
	if h.Confidence > 0 {
		t.weight *= 0.5 + min(h.Confidence, 1)/2
	}
	return t
}
