package evaltext

import (
	"maps"
	"slices"
	"strings"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/understand/entity"
)

// An EntityRow is one example: what was heard, and the entity that is in it.
type EntityRow struct {
	Line     int      // in the file, from 1
	Heard    []string // hypotheses, best first
	Sure     []float64
	Type     string // as the file writes it
	Expected []string
	Language string // as the file writes it; "" if it does not say
}

// EntityOptions say how rows are read.
type EntityOptions struct {
	Language  civicline.Language // of rows that do not say; "" guesses each
	DateOrder string             // "dmy" or "mdy" for dates in English figures; "" is mdy, but dmy beside British postcodes
	Places    []entity.Place
}

// An EntityScore is how one type fared. Exact and Any are shares from 0 to 1.
type EntityScore struct {
	N     int     `json:"n"`
	Exact float64 `json:"exact"` // the first reading is right
	Any   float64 `json:"any"`   // any reading of any hypothesis is
	exact int
	any   int
}

// An EntityReport is what was measured.
type EntityReport struct {
	EntityScore
	Types    map[string]*EntityScore // by the plain name of the type: receipt, date …
	Aliases  map[string]string       // how the file writes types, to their plain names
	Unknown  map[string]int          // rows of types that are none
	DayFirst bool                    // dates in English figures were read day first
}

// A kind is one type of entity: its name in a Reading and the question it answers.
type kind struct {
	entity   string
	question civicline.Question
	also     []string // further readings, for Any
}

var kinds = map[string]kind{
	"receipt":      {entity.Receipt, civicline.ReceiptNumber, []string{entity.Receipt2}},
	"receipt_part": {entity.ReceiptPart, civicline.ReceiptNumber, nil},
	"a_number":     {entity.Alien, civicline.Digits, nil},
	"date":         {entity.Date, civicline.DateSaid, []string{entity.Date2}},
	"zip":          {entity.ZIP, civicline.Digits, nil},
	"phone":        {entity.Phone, civicline.Digits, nil},
	"digits":       {entity.DigitsRun, civicline.Digits, nil},
	"name":         {entity.Name, civicline.PersonName, nil},
	"form":         {entity.Form, civicline.FormName, []string{entity.Form + " 2", entity.Form + " 3", entity.Form + " 4"}},
	"yes_no":       {entity.YesNo, civicline.YesNo, nil},
	"time":         {entity.Time, civicline.OpenQuestion, nil},
	"city":         {entity.City, civicline.PlaceName, nil},
	"state":        {entity.State, civicline.PlaceName, nil},
	"office":       {entity.Office, civicline.PlaceName, []string{entity.City}},
	"relationship": {entity.Relationship, civicline.OpenQuestion, nil},
	"postcode":     {entity.Postcode, civicline.PlaceName, nil},
	"country":      {entity.Country, civicline.OpenQuestion, nil},
	"category":     {entity.Category, civicline.OpenQuestion, nil},
	"email":        {entity.Email, civicline.OpenQuestion, nil},
}

var kindNames = map[string]string{
	"receiptnumber": "receipt", "receipt": "receipt", "casenumber": "receipt", "receiptno": "receipt", "receiptnumberpart": "receipt_part", "receiptpart": "receipt_part",
	"anumber": "a_number", "aliennumber": "a_number", "alien": "a_number", "alienregistrationnumber": "a_number",
	"date": "date", "dob": "date", "dateofbirth": "date", "birthdate": "date", "birthday": "date", "prioritydate": "date",
	"zip": "zip", "zipcode": "zip", "postalcode": "zip", "phone": "phone", "phonenumber": "phone", "telephone": "phone", "telephonenumber": "phone", "digits": "digits",
	"name": "name", "fullname": "name", "person": "name", "personname": "name", "form": "form", "formname": "form", "formnumber": "form",
	"yesno": "yes_no", "yesorno": "yes_no", "boolean": "yes_no", "bool": "yes_no", "confirmation": "yes_no",
	"time": "time", "timeofday": "time", "city": "city", "place": "city", "state": "state", "office": "office", "officename": "office", "relationship": "relationship", "relation": "relationship",
	"postcode": "postcode", "ukpostcode": "postcode", "country": "country", "countryofbirth": "country", "category": "category", "visacategory": "category", "preferencecategory": "category", "email": "email", "emailaddress": "email",
}

// plainKind returns the plain name of a type; "" if it is none.
func plainKind(name string) string {
	return kindNames[strings.Map(func(r rune) rune {
		if r == ' ' || r == '_' || r == '-' {
			return -1
		}
		return r
	}, strings.ToLower(name))]
}

// Entities reads each row on its own, and compares.
func Entities(rows []EntityRow, o EntityOptions) EntityReport {
	r := EntityReport{Types: map[string]*EntityScore{}, Aliases: map[string]string{}, Unknown: map[string]int{}}
	british := slices.ContainsFunc(rows, func(r EntityRow) bool { return plainKind(r.Type) == "postcode" })
	r.DayFirst = o.DateOrder == "dmy" || o.DateOrder == "" && british
	find := entity.New(entity.Gazette{Places: o.Places, DayFirst: r.DayFirst})
	uk := entity.New(entity.Gazette{Places: o.Places, DayFirst: o.DateOrder != "mdy", British: true})
	for _, row := range rows {
		name := plainKind(row.Type)
		if name == "" {
			r.Unknown[row.Type]++
			continue
		}
		r.Aliases[strings.ReplaceAll(strings.ToLower(strings.TrimSpace(row.Type)), " ", "_")] = name
		f := find
		if name == "postcode" || strings.EqualFold(strings.ReplaceAll(row.Language, "_", "-"), "en-gb") {
			f = uk
		}
		exact, some := scoreEntity(f, row, name, o)
		if r.Types[name] == nil {
			r.Types[name] = &EntityScore{}
		}
		r.Types[name].add(exact, some)
		r.add(exact, some)
	}
	return r
}

func (s *EntityScore) add(exact, some bool) {
	s.N++
	if exact {
		s.exact++
	}
	if some || exact {
		s.any++
	}
	s.Exact, s.Any = float64(s.exact)/float64(s.N), float64(s.any)/float64(s.N)
}

func scoreEntity(f *entity.Finder, row EntityRow, name string, o EntityOptions) (exact, some bool) {
	k := kinds[name]
	lang := rowLanguage(row, o.Language)
	var heard []civicline.Hypothesis
	for i, text := range row.Heard {
		h := civicline.Hypothesis{Language: lang, Text: text}
		if i < len(row.Sure) {
			h.Confidence = row.Sure[i]
		}
		heard = append(heard, h)
	}
	want := civicline.Expectation{Language: lang, Question: k.question}
	right := func(value string) bool {
		return slices.ContainsFunc(row.Expected, func(x string) bool { return sameEntity(f, name, lang, value, x) })
	}
	best := f.Find(heard, want)
	exact = right(best[k.entity])
	if exact {
		return true, true
	}
	for _, also := range k.also {
		some = some || best[also] != "" && right(best[also])
	}
	for i := range heard {
		if some {
			break
		}
		e := f.Find(heard[i:i+1], want)
		for _, n := range append([]string{k.entity}, k.also...) {
			some = some || e[n] != "" && right(e[n])
		}
	}
	return exact, some
}

// Object is the report as one JSON object: n, exact, any and types, and each
// type's figures once more as plain keys (date_exact, date_n).
func (r EntityReport) Object() map[string]any {
	unknown := 0
	for _, n := range r.Unknown {
		unknown += n
	}
	types := map[string]*EntityScore{}
	maps.Copy(types, r.Types)
	for alias, name := range r.Aliases {
		types[alias] = r.Types[name]
	}
	out := map[string]any{"n": r.N, "exact": r.Exact, "any": r.Any, "types": types, "unknown": unknown}
	for name, s := range types {
		out[name+"_exact"], out[name+"_n"], out[name+"_any"] = s.Exact, s.N, s.Any
	}
	return out
}
