package flow

import (
	"slices"
	"strings"
	"time"

	"github.com/civicline/civicline"
)

// A question is something that "ask" may ask, by the name under which its
// answer is kept with the call.
type question struct {
	asks    civicline.Question
	confirm bool     // read back and confirmed
	keeps   []string // facts that "forget" forgets with it
	// said and keyed find the answer: the facts to keep, the likeliest first.
	said  func(r civicline.Reading) []civicline.Facts
	keyed func(keys string) []civicline.Facts
	// piece finds a part of the answer, with what was given before; whole is how
	// many keys make it whole.
	piece func(r civicline.Reading) string
	whole int
	// sayAs says one of several answers, for "do you mean"; without it the next
	// likeliest is read back if the first is not right.
	sayAs func(b *Book, p *Place, v string, l civicline.Language) string
}

var questions = map[string]question{
	open:  {asks: civicline.OpenQuestion},
	which: {asks: civicline.OpenQuestion},
	"yes or no": {asks: civicline.YesNo,
		said:  func(r civicline.Reading) []civicline.Facts { return entities(r, "yes or no") },
		keyed: func(keys string) []civicline.Facts { return keyYesNo[keys] }},
	"receipt number": {asks: civicline.ReceiptNumber, confirm: true,
		said:  saidReceipt,
		keyed: keyedReceipt, piece: entity("receipt number part"), whole: 10},
	"phone number": {asks: civicline.Digits, confirm: true,
		said:  func(r civicline.Reading) []civicline.Facts { return entities(r, "phone number") },
		keyed: keyedPhone, piece: phonePart, whole: 10},
	"place": {asks: civicline.PlaceName, keeps: []string{"zip", "city", "state", "office en", "office es", "offices en", "offices es", "office place en", "office place es"},
		said: saidPlace,
		keyed: func(keys string) []civicline.Facts {
			if len(keys) != 5 {
				return nil
			}
			return []civicline.Facts{{"place": keys, "zip": keys}}
		}},
	"which one":     {asks: civicline.OpenQuestion},
	callbackTime:    {asks: civicline.OpenQuestion},
	"reference":     {asks: civicline.Digits, said: saidReference, keyed: keyedReference, piece: referencePart, whole: 9},
	"form":          {asks: civicline.FormName, said: said("form"), keyed: keyedForm, sayAs: sayForm},
	"received date": {asks: civicline.DateSaid, confirm: true, said: saidDay("received date"), keyed: keyedDate("received date"), piece: dayPart, sayAs: sayDay},
	"priority date": {asks: civicline.DateSaid, confirm: true, said: saidDay("priority date"), keyed: keyedDate("priority date"), piece: dayPart, sayAs: sayDay},
	"category":      {asks: civicline.OpenQuestion, said: said("category"), keyed: keyedOf("category", "F1", "F2A", "F2B", "F3", "F4", "EB1", "EB2", "EB3")},
	"country":       {asks: civicline.OpenQuestion, said: said("country"), keyed: keyedOf("country", "Mexico", "India", "China", "Philippines", "another country")},
	"status title": {asks: civicline.FreeSpeech, said: func(r civicline.Reading) []civicline.Facts {
		if strings.TrimSpace(r.Text) == "" {
			return nil
		}
		return []civicline.Facts{{"status title": r.Text}}
	}},
	"reason": {asks: civicline.FreeSpeech,
		said: func(r civicline.Reading) []civicline.Facts {
			if strings.TrimSpace(r.Text) == "" {
				return nil
			}
			return []civicline.Facts{{"reason": r.Text}}
		}},
}

// said takes the entity of a name for the answer of the same name.
func said(name string) func(civicline.Reading) []civicline.Facts { return saidAs(name, name) }

// saidAs takes an entity for the answer, and its other readings for what else it
// may be.
func saidAs(entity, name string) func(civicline.Reading) []civicline.Facts {
	return func(r civicline.Reading) []civicline.Facts {
		var out []civicline.Facts
		for _, e := range []string{entity, entity + " 2", entity + " 3", entity + " 4"} {
			if v := r.Entities[e]; v != "" {
				out = append(out, civicline.Facts{name: v})
			}
		}
		return out
	}
}

// saidDay takes a whole day for the answer.
func saidDay(name string) func(civicline.Reading) []civicline.Facts {
	return func(r civicline.Reading) []civicline.Facts {
		return slices.DeleteFunc(saidAs("date", name)(r), func(f civicline.Facts) bool {
			_, err := time.Parse(time.DateOnly, f[name])
			return err != nil
		})
	}
}

// saidReceipt takes a receipt number, with what of it may be misheard, and the
// next likeliest.
func saidReceipt(r civicline.Reading) []civicline.Facts {
	out := entities(r, "receipt number")
	if d := r.Entities[doubtful]; d != "" && len(out) > 0 {
		out[0][doubtful] = d
	}
	return append(out, renamed(entities(r, "receipt number 2"), "receipt number 2", "receipt number")...)
}

// doubtful is the entity that says which characters of a receipt number may be others.
const doubtful = "receipt number doubt"

// dayPart is a day without its year: "--04-03".
func dayPart(r civicline.Reading) string {
	if v := r.Entities["date"]; strings.HasPrefix(v, "--") {
		if _, err := time.Parse("2006-01-02", "2024"+v[1:]); err == nil {
			return v
		}
	}
	return ""
}

// phonePart is a row of digits that is too short for a telephone number.
func phonePart(r civicline.Reading) string {
	if v := r.Entities["digits"]; len(v) >= 3 && len(v) < 10 {
		return v
	}
	return ""
}

func entity(name string) func(civicline.Reading) string {
	return func(r civicline.Reading) string { return r.Entities[name] }
}

// keyedDate reads eight keys: month, day, year.
func keyedDate(name string) func(string) []civicline.Facts {
	return func(keys string) []civicline.Facts {
		at, err := time.Parse("01022006", keys)
		if err != nil {
			return nil
		}
		return []civicline.Facts{{name: at.Format(time.DateOnly)}}
	}
}

// keyedForm reads the digits of a form's number. Most begin with I; where two
// forms have the same digits, the first is what more callers mean.
func keyedForm(keys string) []civicline.Facts {
	if len(keys) < 1 || len(keys) > 4 || strings.Trim(keys, "0123456789") != "" || keys[0] == '0' {
		return nil
	}
	letter := "I-"
	switch keys {
	case "300", "336", "400", "426", "470", "565", "600", "644", "648":
		letter = "N-"
	case "28", "325", "639", "845", "884", "1041", "1055", "1145", "1256", "1450", "1566", "1650", "1651":
		letter = "G-"
	case "11":
		letter = "AR-"
	}
	return []civicline.Facts{{"form": letter + keys}}
}

// keyYesNo reads the keypad: 1 is yes, 2 is no, and # is "that is all".
var keyYesNo = map[string][]civicline.Facts{"1": {{"yes or no": "yes"}}, "2": {{"yes or no": "no"}}, "#": {{"yes or no": "no"}}}

func entities(r civicline.Reading, name string) []civicline.Facts {
	if v := r.Entities[name]; v != "" {
		return []civicline.Facts{{name: v}}
	}
	return nil
}

func renamed(in []civicline.Facts, from, to string) []civicline.Facts {
	for i := range in {
		in[i] = civicline.Facts{to: in[i][from]}
	}
	return in
}

func saidPlace(r civicline.Reading) []civicline.Facts {
	f := civicline.Facts{}
	for _, name := range []string{"zip", "city", "state"} {
		if v := r.Entities[name]; v != "" {
			f[name], f["place"] = v, v
		}
	}
	if f["place"] == "" {
		return nil
	}
	return []civicline.Facts{f}
}

// prefixKeys are the known letters of receipt numbers by the keys they stand
// on. Some share their keys: the number is read back, and the next is tried.
var prefixes = []string{"IOE", "MSC", "LIN", "SRC", "EAC", "WAC", "NBC", "YSC", "VSC", "TSC", "CSC", "NSC", "PSC"}

// keyedReceipt reads ten digits, which stand for IOE and ten digits, or
// thirteen keys.
func keyedReceipt(keys string) []civicline.Facts {
	if strings.Trim(keys, "0123456789") != "" {
		return nil
	}
	var out []civicline.Facts
	switch len(keys) {
	case 10:
		out = append(out, civicline.Facts{"receipt number": "IOE" + keys})
	case 13:
		for _, p := range prefixes {
			if onKeys(p) == keys[:3] {
				out = append(out, civicline.Facts{"receipt number": p + keys[3:]})
			}
		}
	}
	return out
}

// onKeys writes letters as the keys they stand on (ITU-T E.161).
func onKeys(letters string) string {
	groups := []string{"ABC", "DEF", "GHI", "JKL", "MNO", "PQRS", "TUV", "WXYZ"}
	var b strings.Builder
	for _, r := range letters {
		i := slices.IndexFunc(groups, func(g string) bool { return strings.ContainsRune(g, r) })
		b.WriteByte(byte('2' + i))
	}
	return b.String()
}

func keyedPhone(keys string) []civicline.Facts {
	if len(keys) == 11 && keys[0] == '1' {
		keys = keys[1:]
	}
	if len(keys) != 10 || strings.Trim(keys, "0123456789") != "" {
		return nil
	}
	return []civicline.Facts{{"phone number": keys}}
}

// needs are the facts that a look-up is given.
func needs(service string) []string {
	s, _ := civicline.ServiceNamed(service)
	return s.Needs
}
