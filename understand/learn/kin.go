package learn

import (
	"slices"
	"strings"

	"github.com/civicline/civicline"
)

// kin are the families of a word or expression, by its stems.
var kin = map[civicline.Language]map[string][]string{
	civicline.English: families(phrasesEnglish+kinEnglish+fieldsEnglish, civicline.English),
	civicline.Spanish: families(phrasesSpanish+kinSpanish+fieldsSpanish, civicline.Spanish),
}

// families reads lines of words, each line a family. The first word names it,
// and is one of it unless it begins with #.
func families(text string, l civicline.Language) map[string][]string {
	out := map[string][]string{}
	for line := range strings.Lines(text) {
		members := strings.Fields(line)
		if len(members) == 0 {
			continue
		}
		name := "=" + members[0]
		if strings.HasPrefix(members[0], "#") {
			members = members[1:]
		}
		seen := map[string]bool{}
		for _, w := range members {
			parts := strings.Split(w, "_")
			for i, p := range parts {
				parts[i] = stem(p, l)
			}
			key := strings.Join(parts, " ")
			if !seen[key] {
				out[key] = append(out[key], name)
				seen[key] = true
			}
		}
	}
	return out
}

// Kindred reports whether a word of l, in lower case without accents, is of a
// family that means much the same. Words that are but of one kind, as red and
// blue, are none.
func Kindred(word string, l civicline.Language) bool {
	return slices.ContainsFunc(kin[l][stem(word, l)], func(name string) bool { return !strings.HasPrefix(name, "=#") })
}
