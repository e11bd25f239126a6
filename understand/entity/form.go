package entity

import (
	"slices"
	"strings"

	"github.com/civicline/civicline"
)

// Forms are the numbers that a form, a notice or a card has.
var Forms = strings.Fields("AR-11 EOIR-29 G-28 G-28I G-325A G-325R G-639 G-845 G-884 G-1041 G-1041A G-1055 G-1145 G-1256 G-1450 G-1566 G-1650 G-1651 I-9 I-90 I-94 I-102 I-129 I-129CW I-129CWR I-129F I-129S I-130 I-130A I-131 I-131A I-134 I-134A I-140 I-140G I-191 I-192 I-193 " +
	"I-212 I-290B I-356 I-360 I-361 I-363 I-407 I-485 I-508 I-526 I-526E I-539 I-539A I-551 I-566 I-589 I-600 I-600A I-601 I-601A I-602 I-612 I-687 I-690 I-693 I-694 I-698 I-730 I-751 I-765 I-765V I-797 I-797C I-800 I-800A I-817 I-821 I-821D I-824 I-829 I-854 I-864 I-864A I-864EZ I-864P " +
	"I-865 I-881 I-905 I-907 I-910 I-912 I-914 I-918 I-929 I-941 I-945 I-956 I-956F I-956G I-956H I-956K I-20 N-300 N-336 N-400 N-426 N-470 N-565 N-600 N-600K N-644 N-648 DS-160 DS-260")

// formsBare lists the forms that a number without its letters may be.
var formsBare = func() map[string][]string {
	out := map[string][]string{}
	for _, f := range Forms {
		_, number, _ := strings.Cut(f, "-")
		out[number] = append(out[number], f)
	}
	return out
}()

// A folk is what people call a form; with several, they have to be asked.
type folk struct {
	said  []string
	forms []string
}

//nolint:misspell // half of it is Spanish
var folks = named2forms(map[string]string{
	"work permit|work permits|employment authorization|employment authorization document|ead|ead card|work authorization|work card|permiso de trabajo|permisos de trabajo|autorizacion de empleo|autorizacion de trabajo|tarjeta de trabajo|permiso para trabajar":                                                                                                                                                                                                                                     "I-765",
	"green card renewal|renew my green card|renew green card|renewing my green card|renew a green card|replace my green card|replace green card|lost green card|lost my green card|green card replacement|renovar la mica|renovar mi mica|renovacion de la mica|reemplazar la mica|reponer la mica|perdi la mica|perdi mi mica|renovar mi green card|renovar la green card|renovar la residencia|renovar mi residencia|renovacion de residencia|renovar la tarjeta verde|tarjeta de residente vencida": "I-90",
	"green card|greencard|permanent resident card|resident card|mica|la mica|tarjeta verde|tarjeta de residente|tarjeta de residencia|residencia|residency|permanent residency|permanent residence|residencia permanente":                                                                                                                                                                                                                                                                              "I-485 I-90",
	"adjustment of status|adjust status|adjust my status|ajuste de estatus|ajustar estatus|ajustar mi estatus|ajuste de estado":                                                                                                                                                                                                                                                                                                                                                                        "I-485",
	"citizenship|naturalization|naturalisation|citizenship application|become a citizen|ciudadania|naturalizacion|hacerme ciudadano|hacerme ciudadana|nacionalizacion":                                                                                                                                                                                                                                                                                                                                 "N-400",
	"certificate of citizenship|citizenship certificate|certificado de ciudadania": "N-600",
	"naturalization certificate replacement|naturalization certificate|certificado de naturalizacion|replace my naturalization certificate|lost naturalization certificate|lost my naturalization certificate|replacement certificate|reemplazar certificado de naturalizacion|perdi mi certificado de naturalizacion":     "N-565",
	"travel document|travel permit|advance parole|reentry permit|re entry permit|refugee travel document|documento de viaje|permiso de viaje|permiso para viajar|permiso de reingreso|parole|permiso adelantado":                                                                                                           "I-131",
	"family petition|petition for relative|petition for alien relative|petition for my wife|petition for my husband|relative petition|spouse petition|marriage petition|peticion familiar|peticion de familiar|peticion por familia|peticion de esposa|peticion de esposo|peticion para mi esposa|peticion para mi esposo": "I-130",
	"removal of conditions|remove conditions|remove the conditions|remove my conditions|conditional green card|conditional residence|quitar condiciones|quitar las condiciones|remover condiciones|remover las condiciones|residencia condicional|mica de dos anos":                                                        "I-751 I-829",
	"fiance visa|fiancee visa|fiance petition|k1|k 1|k one|visa de prometido|visa de prometida|visa de novio|visa de novia":                                                                                                                                                                                                "I-129F",
	"affidavit of support|sponsor form|declaracion de patrocinio|afidavit de apoyo|affidavit|carta de sostenimiento|patrocinio economico":                                                                                                                                                                                  "I-864 I-134",
	"medical exam|medical examination|medical form|examen medico|examen medico de inmigracion":                                                                                                                                                                                                                             "I-693",
	"asylum|asylum application|apply for asylum|asilo|solicitud de asilo|asilo politico":                                                                                                                                                                                                                                   "I-589",
	"tps|temporary protected status|estatus de proteccion temporal|proteccion temporal":                                                                                                                                                                                                                                    "I-821",
	"daca|dreamer|dreamers|accion diferida|deferred action":                                                                                        "I-821D",
	"fee waiver|waive the fee|exencion de pago|exencion de tarifa|exencion de tarifas|perdon de pago":                                              "I-912",
	"provisional waiver|hardship waiver|el perdon|perdon provisional|perdon migratorio|waiver of inadmissibility|perdon por el castigo":            "I-601A I-601",
	"premium processing|procesamiento premium|procesamiento prioritario":                                                                           "I-907",
	"change of address|address change|cambio de direccion|cambiar mi direccion|cambiar de direccion":                                               "AR-11",
	"extend my stay|extension of stay|change of status|extend my visa|extender mi estadia|extension de estadia|cambio de estatus|extender mi visa": "I-539",
	"worker petition|h1b|h 1 b|h one b|nonimmigrant worker|visa h1b":                                                                               "I-129",
	"immigrant worker petition|employment petition|peticion de trabajo|peticion de empleo|peticion de trabajador":                                  "I-140",
	"u visa|visa u": "I-918",
	"t visa|visa t": "I-914",
	"vawa":          "I-360",
	"attorney appearance|notice of appearance|entry of appearance|carta de representacion":                                       "G-28",
	"receipt notice|approval notice|notice of action|aviso de recibo|notificacion de recibo|aviso de aprobacion|carta de recibo": "I-797",
	"arrival record|arrival departure record|registro de entrada|registro de llegada":                                            "I-94",
	"foia|freedom of information": "G-639",
	"disability waiver|medical disability exception|exencion por discapacidad":        "N-648",
	"appeal|motion to reopen|apelacion|mocion para reabrir|reabrir mi caso":           "I-290B",
	"employment verification|verificacion de empleo":                                  "I-9",
	"refugee relative petition|asylee relative petition|peticion de familiar asilado": "I-730",
})

func named2forms(of map[string]string) []folk {
	var out []folk
	for said, forms := range of {
		for p := range strings.SplitSeq(said, "|") {
			out = append(out, folk{strings.Fields(p), strings.Fields(forms)})
		}
	}
	slices.SortFunc(out, func(a, b folk) int {
		if len(a.said) != len(b.said) {
			return len(b.said) - len(a.said)
		}
		return strings.Compare(strings.Join(a.said, " "), strings.Join(b.said, " "))
	})
	return out
}

var (
	formWords = set("form forms formulario formularios forma petition peticion application notice aviso carta planilla solicitud")
	articles  = set("the a an my your la el una un mi su las los that this esa ese otra another")
	counting  = set("days day years year months month weeks week hours dollars people kids children times percent minutes dias dia anos ano meses mes semanas horas dolares personas hijos veces pesos street avenue calle")
)

// forms finds forms: by number, and if there is none by what people call them.
func (s *search) forms() {
	var found []string
	for _, t := range s.turns {
		if found = s.formNumbers(t); len(found) > 0 {
			break
		}
	}
	if len(found) == 0 {
		for _, t := range s.turns {
			if found = folkForms(t.plain); len(found) > 0 {
				break
			}
		}
	}
	names := []string{Form, Form + " 2", Form + " 3", Form + " 4"}
	n := 0
	for _, f := range found {
		if n < len(names) && !s.refused(f) {
			s.put(names[n], f)
			n++
		}
	}
}

func folkForms(words []string) []string {
	for _, f := range folks {
		for i := range words {
			if hasPrefix(words[i:], f.said) {
				return f.forms
			}
		}
	}
	return nil
}

// formNumbers reads "i four eighty five", "I-485", "la siete sesenta y cinco".
func (s *search) formNumbers(t *turn) []string {
	var out []string
	for i := range t.plain {
		if t.taken[i] {
			continue
		}
		if f := s.formAt(t, i); f != nil {
			for _, one := range f {
				if !slices.Contains(out, one) {
					out = append(out, one)
				}
			}
			if len(f) > 1 {
				break
			}
		}
	}
	return out
}

// formLetters are how the letters before a form's number are said and written.
var formLetters = map[string]string{"i": "I", "eye": "I", "aye": "I", "n": "N", "en": "N", "ene": "N", "and": "N", "g": "G", "gee": "G", "ge": "G", "ar": "AR", "ds": "DS", "eoir": "EOIR", "ay": "I", "hi": "I", "y": "I"}

// formAt reads the form that begins at word i.
func (s *search) formAt(t *turn, i int) []string {
	w := t.plain[i]
	if at := strings.IndexAny(w, "0123456789"); at > 0 && formLetters[w[:at]] != "" { // "i485", "n400"
		f := formLetters[w[:at]] + "-" + strings.ToUpper(w[at:])
		if slices.Contains(Forms, f) {
			return []string{f}
		}
	}
	letters, at := formLetters[w], i+1
	if two := i+1 < len(t.plain) && (w == "a" && t.plain[i+1] == "r" || w == "d" && t.plain[i+1] == "s"); two {
		letters, at = strings.ToUpper(w+t.plain[i+1]), i+2
	}
	if letters != "" {
		if at < len(t.plain) && (t.plain[at] == "dash" || t.plain[at] == "guion" || t.plain[at] == "hyphen") {
			at++
		}
		number, end := t.formNumber(at)
		if f := withSuffix(letters+"-"+number, t.plain[min(end, len(t.plain)):]); number != "" && f != "" && (w != "and" && w != "hi" && w != "y" || s.asked(civicline.FormName)) {
			return []string{f}
		}
	}
	if i > 0 && (t.letterAt(i-1) && !articles[t.plain[i-1]] || isNumberWord(t.plain[i-1], t.lang)) {
		return nil
	}
	return s.formBare(t, i)
}

// formBare reads a number without letters, where a form is meant.
func (s *search) formBare(t *turn, i int) []string {
	number, end := t.formNumber(i)
	fs := formsBare[number]
	if len(fs) == 0 || end < len(t.plain) && (counting[t.plain[end]] || isNumberWord(t.plain[end], t.lang)) || t.taken[i] {
		return nil
	}
	after := i > 0 && (formWords[t.plain[i-1]] || (t.plain[i-1] == "number" || t.plain[i-1] == "numero") && i > 1 && formWords[t.plain[i-2]])
	cue := after || i > 0 && articles[t.plain[i-1]] && len(number) >= 3 && s.out[Receipt] == ""
	if !cue && !s.asked(civicline.FormName) || len(number) < 2 && !after {
		return nil
	}
	if len(fs) == 1 {
		if f := withSuffix(fs[0], t.plain[end:]); f != "" {
			return []string{f}
		}
	}
	return fs
}

// formNumber reads two to four digits said in any way: "four eighty five",
// "four hundred eighty five", "cuatro ocho cinco", "for 85".
func (t *turn) formNumber(i int) (string, int) {
	text, best, end := "", "", i
	if i >= len(t.plain) {
		return "", i
	}
	for at := i; at < len(t.plain) && len(text) < 4; {
		w := t.plain[at]
		n := numberAt(t.plain[at:], t.lang)
		switch {
		case w == "oh" || w == "o":
			n = number{text: "0", used: 1}
		case n.used == 0 && misheard[w] != "" && w != "un" && w != "una" && at+1 < len(t.plain) && isNumberWord(t.plain[at+1], t.lang):
			n = number{text: misheard[w], used: 1}
		case n.used == 0 && len(text) > 0 && strings.IndexAny(w, "0123456789") == 0: // "751a"
			n = number{text: strings.ToUpper(w), used: 1}
		}
		if n.used == 0 || n.ordinal {
			if j := strings.TrimLeft(w, "0123456789"); text == "" && j != w && j != "" && len(formsBare[strings.ToUpper(w)]) > 0 {
				return strings.ToUpper(w), at + 1
			}
			break
		}
		text += n.text
		at += n.used
		if len(formsBare[text]) > 0 {
			best, end = text, at
		}
	}
	return best, end
}

// withSuffix adds the letter behind a form's number if there is such a form;
// "" if there is not even the form.
func withSuffix(f string, rest []string) string {
	for n := min(3, len(rest)); n > 0; n-- {
		suffix := ""
		for _, w := range rest[:n] {
			switch l := letterNames[civicline.English][w]; {
			case len(w) <= 2 && allLetters(w) && l == "":
				suffix += strings.ToUpper(w)
			case radio[w] != "":
				suffix += radio[w]
			case l != "" && !everyday[civicline.English][w]:
				suffix += l
			default:
				suffix += "?"
			}
		}
		if suffix != "A" && slices.Contains(Forms, f+suffix) || suffix == "A" && n == len(rest) && slices.Contains(Forms, f+suffix) {
			return f + suffix
		}
	}
	if slices.Contains(Forms, f) {
		return f
	}
	return ""
}
