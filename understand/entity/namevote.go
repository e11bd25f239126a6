package entity

import (
	"math"
	"slices"
	"strings"
)

// A named is a name that one hypothesis holds.
type named struct {
	words []string
	score float64
	// capitals is the share of its words that were written with one, where the
	// recogniser writes any: it knows names from words.
	capitals float64
}

// electName returns the words of the best name. A name whose parts people have
// outweighs one that a recogniser has put together of other words: "Georgina
// Taylor" for "Georgina tailor".
func electName(all []named, refused func(string) bool) []string {
	sum := map[string]float64{}
	words := map[string][]string{}
	var order []string
	vote := func(w []string, score float64) {
		k := strings.Join(w, " ")
		if refused(k) {
			return
		}
		if words[k] == nil {
			order = append(order, k)
			words[k] = w
		}
		sum[k] += score * likely(w)
	}
	for _, n := range all {
		n.score *= math.Pow(capitals, n.capitals)
		vote(n.words, n.score)
		if w := repaired(n.words); w != nil {
			vote(w, n.score*repairing)
		}
	}
	if len(order) == 0 {
		return nil
	}
	slices.SortStableFunc(order, func(a, b string) int { return compare(sum[b], sum[a]) })
	return words[order[0]]
}

// The weights of a name whose words are on a list, or that a recogniser has
// written with capitals, and of one that was repaired.
const (
	listed    = 2.4
	capitals  = 2.0
	repairing = 0.15
)

// likely weighs how much words look like a name.
func likely(words []string) float64 {
	score := 1.0
	n := 0
	for i, w := range words {
		k := strings.Join(Plain(w), "")
		if particle[k] {
			continue
		}
		n++
		switch {
		case i == 0 && given[k], i > 0 && surnames[k]:
			score *= listed
		case given[k] || surnames[k]:
			score *= 1 + (listed-1)*0.6
		}
	}
	if n == 1 {
		score *= 0.5
	}
	return score
}

// repaired returns the words with each that no list has replaced by the one name
// that sounds exactly so; nil if there is nothing to repair.
func repaired(words []string) []string {
	out := slices.Clone(words)
	changed := false
	for i, w := range words {
		k := strings.Join(Plain(w), "")
		if given[k] || surnames[k] || particle[k] || len(k) < 3 {
			continue
		}
		list := bySound.surnames
		if i == 0 && len(words) > 1 {
			list = bySound.given
		}
		if n := list[sound(k)]; n != "" {
			out[i] = capital(n)
			changed = true
		}
	}
	if !changed {
		return nil
	}
	return out
}

// soundsAs reports whether two words sound alike.
func soundsAs(a, b string) bool { return sound(a) == sound(b) }

// sound writes a word as it sounds, roughly, in English: letters that are said
// alike are one, what is not heard is left out.
func sound(w string) string {
	w = alikeLetters.Replace(w)
	var b strings.Builder
	for i := range len(w) {
		c := w[i]
		switch c {
		case 'a', 'e', 'i', 'o', 'u', 'y':
			if i > 0 {
				if b.Len() > 0 && b.String()[b.Len()-1] != '*' && i < len(w)-1 {
					b.WriteByte('*')
				}
				continue
			}
			c = '*'
		case 'h', 'w':
			if i > 0 {
				continue
			}
		case 'z':
			c = 's'
		case 'q', 'c':
			c = 'k'
		case 'v':
			c = 'f'
		}
		if b.Len() > 0 && b.String()[b.Len()-1] == c {
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

var alikeLetters = strings.NewReplacer("ph", "f", "ck", "k", "ce", "se", "ci", "si", "cy", "si", "gh", "", "kn", "n", "wr", "r", "ti", "sh", "tch", "ch", "dge", "j", "ge", "je", "gi", "ji", "x", "ks", "mb", "m", "sch", "sh", "rh", "r")
