package entity

import (
	"strings"

	"github.com/civicline/civicline"
)

// kin are words for people, as what the caller is to them if the case is theirs
// ("calling for my mother": the caller is her child), and what the caller is who
// says to be that ("I'm his mother").
var kin = map[string]struct{ am, ofMine string }{
	"mother": {"parent", "child"}, "mom": {"parent", "child"}, "mum": {"parent", "child"}, "mama": {"parent", "child"}, "father": {"parent", "child"}, "dad": {"parent", "child"}, "papa": {"parent", "child"}, "parents": {"parent", "child"}, "parent": {"parent", "child"}, "madre": {"parent", "child"}, "padre": {"parent", "child"}, "padres": {"parent", "child"},
	"mami": {"parent", "child"}, "papi": {"parent", "child"}, "stepmother": {"parent", "child"}, "stepfather": {"parent", "child"}, "padrastro": {"parent", "child"}, "madrastra": {"parent", "child"},
	"son": {"child", "parent"}, "daughter": {"child", "parent"}, "child": {"child", "parent"}, "kid": {"child", "parent"}, "kids": {"child", "parent"}, "children": {"child", "parent"}, "hijo": {"child", "parent"}, "hija": {"child", "parent"}, "hijos": {"child", "parent"}, "hijas": {"child", "parent"}, "stepson": {"child", "parent"}, "stepdaughter": {"child", "parent"}, "bebe": {"child", "parent"}, "baby": {"child", "parent"}, "hijastro": {"child", "parent"}, "hijastra": {"child", "parent"}, "nino": {"child", "parent"}, "nina": {"child", "parent"},
	"wife": {"spouse", "spouse"}, "husband": {"spouse", "spouse"}, "spouse": {"spouse", "spouse"}, "esposa": {"spouse", "spouse"}, "esposo": {"spouse", "spouse"}, "mujer": {"spouse", "spouse"}, "marido": {"spouse", "spouse"}, "conyuge": {"spouse", "spouse"}, "senora": {"spouse", "spouse"}, "viejo": {"spouse", "spouse"}, "partner": {"spouse", "spouse"}, "pareja": {"spouse", "spouse"}, "fiance": {"spouse", "spouse"}, "fiancee": {"spouse", "spouse"}, "prometido": {"spouse", "spouse"}, "prometida": {"spouse", "spouse"},
	"brother": {"sibling", "sibling"}, "sister": {"sibling", "sibling"}, "sibling": {"sibling", "sibling"}, "hermano": {"sibling", "sibling"}, "hermana": {"sibling", "sibling"}, "hermanos": {"sibling", "sibling"}, "hermanita": {"sibling", "sibling"}, "hermanito": {"sibling", "sibling"},
	"lawyer": {"lawyer", "self"}, "attorney": {"lawyer", "self"}, "paralegal": {"lawyer", "self"}, "abogado": {"lawyer", "self"}, "abogada": {"lawyer", "self"}, "representative": {"lawyer", "self"}, "representante": {"lawyer", "self"}, "licenciado": {"lawyer", "self"}, "counsel": {"lawyer", "self"}, "licenciada": {"lawyer", "self"},
	"employer": {"employer", "self"}, "boss": {"employer", "self"}, "patron": {"employer", "self"}, "jefe": {"employer", "self"}, "jefa": {"employer", "self"}, "empleador": {"employer", "self"}, "empleadora": {"employer", "self"}, "patrona": {"employer", "self"},
	"employee": {"self", "employer"}, "worker": {"self", "employer"}, "empleado": {"self", "employer"}, "empleada": {"self", "employer"}, "trabajador": {"self", "employer"}, "trabajadora": {"self", "employer"},
	"client": {"self", "lawyer"}, "cliente": {"self", "lawyer"}, "clienta": {"self", "lawyer"},
	"friend": {"friend", "friend"}, "amigo": {"friend", "friend"}, "amiga": {"friend", "friend"}, "neighbor": {"friend", "friend"}, "vecino": {"friend", "friend"}, "vecina": {"friend", "friend"}, "buddy": {"friend", "friend"}, "roommate": {"friend", "friend"}, "comadre": {"friend", "friend"}, "compadre": {"friend", "friend"},
	"interpreter": {"interpreter", "self"}, "translator": {"interpreter", "self"}, "interprete": {"interpreter", "self"}, "traductor": {"interpreter", "self"}, "traductora": {"interpreter", "self"},
}

var (
	selves = phrases("its me|it is me|its my case|it is my case|its my own case|it is my own case|my own case|for myself|im the applicant|i am the applicant|i am the petitioner|im the petitioner|im calling for myself|about my own|its mine|it is mine|the case is mine|i am the one who filed|myself|soy yo|soy yo mismo|soy yo misma|yo mismo|yo misma|es mi caso|mi propio caso|es mio|el caso es mio|para mi mismo|para mi misma|soy el solicitante|soy la solicitante|soy el peticionario|soy la peticionaria|soy el aplicante|soy la aplicante|soy el beneficiario|soy la beneficiaria|im the beneficiary|i am the beneficiary")
	ams    = phrases("i am|im|this is|soy|yo soy|as|como|habla|le habla|hes my client|actually im|i work as|trabajo como|she is calling as")
	fors   = phrases("for|on behalf of|behalf of|about|helping|of|para|por|de parte de|en nombre de|ayudando a|de|a nombre de|ayudo a|represent|i represent|represento a|its|it is|is|es|es de|es para|check on|checking on|sobre|llamo por")
	mines  = set("my mi mis our nuestra nuestro nuestros")
	theirs = set("his her their the su sus el la a an un una")
)

// relationship is what the caller is to the person whose case it is; "" if the
// words do not say. Kin that is only mentioned ("my wife has a case too") is none.
func relationship(words []string, l civicline.Language) string {
	if contains(words, selves) {
		return "self"
	}
	for i, w := range words {
		k, ok := kin[strings.TrimSuffix(w, "s")]
		if !ok {
			k, ok = kin[w]
		}
		if !ok || i == 0 && len(words) > 1 && l == civicline.Spanish && w == "papa" {
			continue
		}
		switch {
		case w == "representative" && len(words) == 1, w == "representante" && len(words) == 1: // who asks for a person
		case len(words) == 1, i == 1 && len(words) == 2 && theirs[words[0]]:
			return k.am
		case i == 1 && len(words) == 2 && mines[words[0]]:
			return k.ofMine
		case behind(words, i, theirs, ams):
			return k.am
		case behind(words, i, mines, fors):
			return k.ofMine
		}
		if k.am == "lawyer" || k.am == "interpreter" || k.am == "employer" {
			if i > 0 && (words[i-1] == "soy" || words[i-1] == "im" || words[i-1] == "am") {
				return k.am
			}
		}
		if i > 0 && words[i-1] == "soy" {
			return k.am
		}
	}
	return ""
}

// behind reports whether word i stands behind "I am his": one of own, and one of the phrases.
func behind(words []string, i int, own map[string]bool, of [][]string) bool {
	j := i - 1
	for n := 0; j >= 0 && n < 2 && !own[words[j]]; n++ { // "his immigration lawyer"
		j--
	}
	if j < 0 || !own[words[j]] || i-j > 3 {
		return false
	}
	for _, p := range of {
		if j >= len(p) && hasPrefix(words[j-len(p):], p) {
			return true
		}
	}
	return false
}
