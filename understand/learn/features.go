package learn

import "github.com/civicline/civicline"

// A feature is something about a text, as a hash: a word that it has, two that
// stand near each other, a piece of a word.
type feature struct {
	hash   uint64
	kind   kind
	at, to uint8 // the words it stands on, from the front
}

// A kind of feature. Each has a weight of its own, and is measured by itself.
type kind uint8

const (
	word   kind = iota // one word
	pair               // two words near each other, in whatever order
	piece              // letters of a word that follow one another
	family             // a family of words (kin*.go)
	next               // two words, or their families, one after the other
	kinds
)

// weights were chosen by cross-validation on the training halves of public
// data sets, as were the sizes below; docs/understanding.md has the figures.
var weights = [kinds]float64{word: 0.75, pair: 0.75, piece: 1, family: 1.2, next: 0.75}

const (
	shortest, longestPiece = 2, 5 // letters of a piece, an end of the word counting as one
	reach                  = 6    // words from one of a pair to the other
	longestPhrase          = 5    // words of an expression that has a family
)

const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

func hash(h uint64, s string) uint64 {
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * fnvPrime
	}
	return h
}

func seed(k kind) uint64 { return (fnvOffset ^ uint64(k+1)) * fnvPrime }

// features appends the features of words to out.
func features(ws []string, l civicline.Language, out []feature) []feature {
	stems := make([]string, len(ws))
	kins := make([]string, len(ws)) // the first family of each, or itself
	for i, w := range ws {
		if w[0] >= '0' && w[0] <= '9' { // a number is what it is by its length
			stems[i], kins[i] = "#####"[:min(len(w), 5)], "#"
			continue
		}
		stems[i] = stem(w, l)
		kins[i] = stems[i]
		if k := kin[l][stems[i]]; len(k) > 0 {
			kins[i] = k[0]
		}
	}
	for i := range ws {
		out = ofWord(ws, i, out)
		out = ofFamilies(stems, i, kin[l], out)
		at := uint8(i)
		for j := i + 2; j <= min(len(ws)-1, i+reach); j++ {
			a, b := stems[i], stems[j]
			if a > b {
				a, b = b, a
			}
			out = append(out, feature{hash(hash(seed(pair), a)*31, b), pair, at, uint8(j)})
		}
		if i > 0 {
			out = append(out, feature{hash(hash(seed(next), kins[i-1])*31, kins[i]), next, at - 1, at})
		}
	}
	return out
}

// ofWord appends the word at i and its pieces.
func ofWord(ws []string, i int, out []feature) []feature {
	w, at := ws[i], uint8(i)
	out = append(out, feature{hash(seed(word), w), word, at, at})
	whole := "^" + w + "$"
	for n := shortest; n <= longestPiece; n++ {
		for from := 0; from+n <= len(whole); from++ {
			out = append(out, feature{hash(seed(piece), whole[from:from+n]), piece, at, at})
		}
	}
	return out
}

// ofFamilies appends the families of the word at i, and of the expressions that
// begin with it.
func ofFamilies(stems []string, i int, kin map[string][]string, out []feature) []feature {
	key := stems[i]
	for n := range min(longestPhrase, len(stems)-i) {
		if n > 0 {
			key += " " + stems[i+n]
		}
		for _, k := range kin[key] {
			out = append(out, feature{hash(seed(family), k), family, uint8(i), uint8(i + n)})
		}
	}
	return out
}
