package entity

import (
	"slices"
	"strings"
)

var categories = strings.Fields("F1 F2A F2B F3 F4 EB1 EB2 EB3 EB4 EB5 IR1 IR2 IR5 CR1 DV")

// begun are the letters that a category may begin with.
var begun = []string{"F", "E", "EB", "I", "IR", "C", "CR", "D"}

var categoryWords = []struct {
	category string
	said     [][]string
}{
	{"F2A", phrases("second preference a|family second preference a|spouse of a permanent resident|spouses of permanent residents|wife of a permanent resident|husband of a permanent resident|esposa de residente|esposo de residente|esposo de un residente|esposa de un residente|hijos menores de residente")},
	{"F2B", phrases("second preference b|family second preference b|unmarried adult children of permanent residents|hijo soltero de residente|hijos solteros de residentes|hijo soltero mayor de residente")},
	{"EB1", phrases("employment based first preference|employment first preference|first preference employment|primera preferencia de empleo|extraordinary ability|priority worker|habilidad extraordinaria")},
	{"EB2", phrases("employment based second preference|employment second preference|second preference employment|segunda preferencia de empleo|advanced degree|national interest waiver|segunda preferencia basada en empleo")},
	{"EB3", phrases("employment based third preference|employment third preference|third preference employment|tercera preferencia de empleo|skilled worker|skilled workers|trabajador calificado|tercera preferencia basada en empleo")},
	{"EB4", phrases("employment based fourth preference|employment fourth preference|cuarta preferencia de empleo|religious worker|special immigrant|trabajador religioso")},
	{"EB5", phrases("employment based fifth preference|employment fifth preference|quinta preferencia de empleo|investor visa|immigrant investor|inversionista")},
	{"F1", phrases("family first preference|first preference|primera preferencia|primera preferencia familiar|unmarried son of a citizen|unmarried daughter of a citizen|hijo soltero de ciudadano|hija soltera de ciudadano")},
	{"F3", phrases("family third preference|third preference|tercera preferencia|tercera preferencia familiar|married son of a citizen|married daughter of a citizen|hijo casado de ciudadano|hija casada de ciudadano")},
	{"F4", phrases("family fourth preference|fourth preference|cuarta preferencia|cuarta preferencia familiar|brother of a citizen|sister of a citizen|siblings of citizens|hermano de ciudadano|hermana de ciudadano|hermanos de ciudadanos")},
	{"DV", phrases("diversity visa|diversity lottery|visa lottery|green card lottery|loteria de visas|visa de diversidad")},
}

// category reads a visa category: "F two A", "f2a", "EB dos", "employment based second preference".
func category(t *turn) string {
	for i := range t.plain {
		if c := categoryAt(t, i); c != "" {
			return c
		}
	}
	for _, c := range categoryWords {
		if contains(t.plain, c.said) {
			return c.category
		}
	}
	return ""
}

func categoryAt(t *turn, i int) string {
	code, at := "", i
	for at < len(t.plain) && at-i < 4 && len(code) < 4 {
		w := t.plain[at]
		n := numberAt(t.plain[at:], t.lang)
		switch {
		case w == "preference" || w == "preferencia":
			return ""
		case n.used == 1 && !n.ordinal && n.value > 0 && n.value < 6 && code != "":
			code += n.text
		case (w == "ebay" || w == "evie" || w == "eb") && code == "":
			code = "EB"
		case misheard[w] != "" && (code == "F" || code == "EB") && (w == "to" || w == "too" || w == "for" || w == "tree"):
			code += misheard[w]
		case slices.Contains(categories, strings.ToUpper(w)) && code == "":
			code = strings.ToUpper(w)
		case letterNames[t.lang][w] != "" && (len(w) > 1 || code != ""):
			code += letterNames[t.lang][w]
		case radio[w] != "" && code != "":
			code += radio[w]
		case len(w) == 1 && w[0] >= 'a' && w[0] <= 'z':
			code += strings.ToUpper(w)
		default:
			at = len(t.plain)
			continue
		}
		at++
		if !slices.Contains(categories, code) && code != "F2" && !slices.Contains(begun, code) {
			return ""
		}
		if slices.Contains(categories, code) && (code != "DV" || t.plain[i] == "dv") && (at >= len(t.plain) || !isNumberWord(t.plain[at], t.lang)) {
			return code
		}
	}
	return ""
}
