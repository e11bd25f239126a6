package evaltext

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/understand/entity"
)

// sameEntity compares a value that was found with one that was expected, after
// both are written alike. An expected value that is empty wants nothing found.
func sameEntity(f *entity.Finder, kind string, l civicline.Language, found, expected string) bool {
	if strings.TrimSpace(expected) == "" || strings.EqualFold(expected, "none") {
		return found == ""
	}
	if found == "" {
		return false
	}
	return normalEntity(f, kind, l, found) == normalEntity(f, kind, l, expected)
}

var isoDate = regexp.MustCompile(`^(\d{4}|-|X{4})-(\d{2})(-\d{2})?`)

func normalEntity(f *entity.Finder, kind string, l civicline.Language, value string) string {
	// read lets the Finder read what a person has written.
	read := func(name string, q civicline.Question) string {
		got := f.Find([]civicline.Hypothesis{{Language: l, Text: value}}, civicline.Expectation{Question: q})[name]
		if got == "" {
			return squeezed(value)
		}
		return got
	}
	switch kind {
	case "date":
		if m := isoDate.FindString(strings.ToUpper(value)); m != "" {
			return strings.Replace(m, "XXXX-", "--", 1)
		}
		return read(entity.Date, civicline.DateSaid)
	case "time":
		if m := regexp.MustCompile(`^(\d{1,2}):(\d{2})(:\d{2})?$`).FindStringSubmatch(strings.TrimSpace(value)); m != nil {
			return strings.TrimPrefix(m[1], "0") + ":" + m[2]
		}
		return strings.TrimPrefix(read(entity.Time, civicline.OpenQuestion), "0")
	case "phone":
		d := onlyDigits(value)
		if len(d) == 11 {
			d = strings.TrimPrefix(d, "1")
		}
		return d
	case "zip":
		d := onlyDigits(value)
		return d[:min(len(d), 5)]
	case "digits":
		return onlyDigits(value)
	case "a_number":
		return strings.TrimLeft(onlyDigits(value), "0")
	case "yes_no":
		switch squeezed(value) {
		case "yes", "true", "y", "1", "si", "affirm", "affirmative", "confirm":
			return "yes"
		case "no", "false", "n", "0", "deny", "negative", "reject":
			return "no"
		}
	case "state":
		if len(strings.TrimSpace(value)) == 2 {
			return strings.ToLower(strings.TrimSpace(value))
		}
		return strings.ToLower(read(entity.State, civicline.PlaceName))
	case "city", "office":
		city, _, _ := strings.Cut(value, ",")
		return strings.TrimSuffix(strings.TrimSuffix(squeezed(city), "office"), "field")
	case "country":
		return squeezed(read(entity.Country, civicline.OpenQuestion))
	case "relationship":
		if r := relations[squeezed(value)]; r != "" {
			return r
		}
	case "email":
		return strings.ToLower(strings.TrimSpace(value))
	}
	return squeezed(value)
}

var relations = map[string]string{"attorney": "lawyer", "legalrepresentative": "lawyer", "representative": "lawyer", "wife": "spouse", "husband": "spouse", "mother": "parent", "father": "parent", "son": "child", "daughter": "child", "brother": "sibling", "sister": "sibling", "applicant": "self", "petitioner": "self", "translator": "interpreter", "boss": "employer"}

// squeezed keeps the letters and digits of a value, in lower case and without accents.
func squeezed(value string) string { return strings.Join(entity.Plain(value), "") }

func onlyDigits(value string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, value)
}

// rowLanguage is the row's, or the one given, or a guess by its words.
func rowLanguage(row EntityRow, given civicline.Language) civicline.Language {
	switch l := strings.ToLower(row.Language); {
	case strings.HasPrefix(l, "es") || strings.HasPrefix(l, "spa"):
		return civicline.Spanish
	case strings.HasPrefix(l, "en"):
		return civicline.English
	}
	if given != "" {
		return given
	}
	spanish := 0
	for _, text := range row.Heard[:min(len(row.Heard), 1)] {
		if strings.ContainsAny(text, "ñ¿¡áéíóú") {
			spanish++
		}
		for _, w := range entity.Plain(text) {
			switch {
			case spanishWords[w]:
				spanish++
			case englishWords[w]:
				spanish--
			}
		}
	}
	if spanish > 0 {
		return civicline.Spanish
	}
	return civicline.English
}

var (
	spanishWords = words("el la los las un una de del que y en es mi su si por para con soy tengo quiero estoy numero cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce quince veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa cien ciento mil doble enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre " +
		"permiso mica tarjeta trabajo ciudadania peticion tarde manana noche claro correcto bueno nombre llamo fecha naci formulario codigo vivo abogado esposa esposo arroba punto hola este ese efe hache jota ele eme ene erre zeta uve equis be ce ge perdon digo esta bien simon andale sale orale hijo hija madre padre las media")
	englishWords = words("the of and is my number it zero oh two three four five six seven eight nine ten eleven twelve thirteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand double triple january february march april may june july august september october november december i you yes that right name for form card work past at dot zip code phone area this was born live in a")
)

func words(list string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		out[w] = true
	}
	return out
}
