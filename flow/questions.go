package flow

import (
	"slices"
	"strings"

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
}

var questions = map[string]question{
	"what you want": {asks: civicline.OpenQuestion},
	"yes or no": {asks: civicline.YesNo,
		said:  func(r civicline.Reading) []civicline.Facts { return entities(r, "yes or no") },
		keyed: func(keys string) []civicline.Facts { return keyYesNo[keys] }},
	"receipt number": {asks: civicline.ReceiptNumber, confirm: true,
		said: func(r civicline.Reading) []civicline.Facts {
			return append(entities(r, "receipt number"), renamed(entities(r, "receipt number 2"), "receipt number 2", "receipt number")...)
		},
		keyed: keyedReceipt},
	"phone number": {asks: civicline.Digits, confirm: true,
		said:  func(r civicline.Reading) []civicline.Facts { return entities(r, "phone number") },
		keyed: keyedPhone},
	"place": {asks: civicline.PlaceName, keeps: []string{"zip", "city", "state", "office en", "office es", "offices en", "offices es", "office place en", "office place es"},
		said: saidPlace,
		keyed: func(keys string) []civicline.Facts {
			if len(keys) != 5 {
				return nil
			}
			return []civicline.Facts{{"place": keys, "zip": keys}}
		}},
	"reason": {asks: civicline.FreeSpeech,
		said: func(r civicline.Reading) []civicline.Facts {
			if strings.TrimSpace(r.Text) == "" {
				return nil
			}
			return []civicline.Facts{{"reason": r.Text}}
		}},
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

// lookUps are what "look up" may ask, with the facts that each is given.
var lookUps = map[string][]string{
	"case status":    {"receipt number"},
	"nearest office": {"zip", "city", "state"},
	"hours":          nil,
	"news":           nil,
}
