package casedata

import (
	"math"
	"slices"
	"strings"

	"github.com/civicline/civicline"
)

// meaning explains the status whose title a caller says, in their own words and
// either language. Words that fit two titles alike, or none well, explain
// nothing: a wrong meaning is worse than being asked again.
func (d *Data) meaning(title string) civicline.Facts {
	s := d.titled(title)
	if s == nil {
		return nil
	}
	facts := civicline.Facts{}
	put(facts, "status", s.Title)
	put(facts, "meaning", s.Meaning)
	put(facts, "next step", s.Next)
	from(facts, d.tables.CaseSource)
	return facts
}

// How well words must fit a title, from 0 to 1, and how much better than the
// next one.
const (
	fits  = 0.3
	ahead = 0.08
)

// titled finds the status that words name.
func (d *Data) titled(words string) *Status {
	var best *Status
	first, second := 0.0, 0.0
	for _, l := range civicline.Languages {
		said := stems(words, l)
		weight := d.weights(l)
		for i := range d.tables.Statuses {
			s := &d.tables.Statuses[i]
			f := fit(said, stems(s.Title[l], l), weight)
			switch {
			case f > first && s != best:
				best, first, second = s, f, first
			case f > first:
				first = f
			case f > second && s != best:
				second = f
			}
		}
	}
	if first < fits || first-second < ahead {
		return nil
	}
	return best
}

// weights tells how much each word of the titles says: the fewer titles have
// it, the more.
func (d *Data) weights(l civicline.Language) map[string]float64 {
	in := map[string]float64{}
	for _, s := range d.tables.Statuses {
		for _, w := range stems(s.Title[l], l) {
			in[w]++
		}
	}
	for w, n := range in {
		in[w] = math.Log(1 + float64(len(d.tables.Statuses))/n)
	}
	return in
}

// unknown is what a word weighs that no title has: it may belong to another
// status, or to the caller's story.
const unknown = 0.8

// fit is the harmonic mean of how much of what was said the title explains, and
// how much of the title was said.
func fit(said, title []string, weight map[string]float64) float64 {
	spoken, whole, both := 0.0, 0.0, 0.0
	for _, w := range title {
		whole += weight[w]
		if slices.ContainsFunc(said, func(s string) bool { return alike(s, w) }) {
			both += weight[w]
		}
	}
	for _, s := range said {
		w := unknown
		for t, of := range weight {
			if alike(s, t) {
				w = max(w, of)
			}
		}
		spoken += w
	}
	if both == 0 {
		return 0
	}
	p, r := min(1, both/spoken), both/whole
	return 2 * p * r / (p + r)
}

// alike reports whether two stems are of one word: transfer, transfir.
func alike(a, b string) bool {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return a == b || n >= 4 && 4*n >= 3*max(len(a), len(b))
}

// stems returns the words of a title that tell it from others, each once, without accents
// and endings.
func stems(text string, l civicline.Language) []string {
	var out []string
	for _, w := range strings.FieldsFunc(plain.Replace(strings.ToLower(text)), func(r rune) bool { return r < 'a' || r > 'z' }) {
		if len(w) < 3 || slices.Contains(common[l], w) {
			continue
		}
		for _, e := range endings[l] {
			if s, ok := strings.CutSuffix(w, e); ok && len(s) >= 3 {
				w = s
				break
			}
		}
		if !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

var plain = strings.NewReplacer("á", "a", "é", "e", "í", "i", "ó", "o", "ú", "u", "ü", "u", "ñ", "n", "'", "", "’", "")

// endings are cut off words, the longest first.
var endings = map[civicline.Language][]string{
	civicline.English: {"ing", "ed", "es", "s", "e"},
	civicline.Spanish: {"ieron", "aciones", "acion", "aron", "adas", "ados", "idas", "idos", "ando", "ada", "ado", "ida", "ido", "ion", "as", "os", "es", "io", "a", "o", "e", "s"},
}

// common are words that any title, and any question about one, may have.
var common = map[civicline.Language][]string{
	civicline.English: strings.Fields("case cases was were has have had been being the this that than and for not did does because with from can could will would tell know see " +
		"what whats now mean means meaning say says said show shows status website page online app screen changed change get got just still they them you your mine are our out about who why how when where which please explain understand dont word words"),
	civicline.Spanish: strings.Fields("caso casos que por para con del las los una uno unos fue han hay sido esta este esto ese eso esa estan estar quiere decir dice dicen significa sale salio aparece pone " +
		"estado estatus pagina sitio internet ahora entiendo sigue como cual cuando donde quien sobre saber mas muy pero porque porfavor favor palabras explique explicar ser soy son mis sus les nos"),
}
