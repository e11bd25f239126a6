package talks

import (
	"slices"
	"strings"
)

// holds reports whether a turn of the bot went as written. If it did not, at is
// the first line of either that differs.
func holds(want, got []Line) (at int, ok bool) {
	if !slices.ContainsFunc(want, loose) {
		for at < len(want) && at < len(got) && want[at].Who == got[at].Who && want[at].What == got[at].What {
			at++
		}
		return at, at == len(want) && at == len(got)
	}
	return at, fits(want, got, &at)
}

// loose reports whether a line leaves something open: then what the bot did,
// in that turn, need not be written.
func loose(l Line) bool { return strings.Contains(l.What, Anything) || l.Who == "bot" && !l.did() }

// fits matches the lines of one turn in order; deepest is the furthest line
// that was not matched. What a line leaves open at its beginning or its end may
// be whole lines.
func fits(want, got []Line, deepest *int) bool {
	var walk func(w, g int, open bool) bool
	walk = func(w, g int, open bool) bool {
		if w < len(want) {
			*deepest = max(*deepest, w)
			open = open || strings.HasPrefix(want[w].What, Anything)
			ends := strings.HasSuffix(want[w].What, Anything)
			if want[w].What == Anything && walk(w+1, g, true) || g < len(got) && same(want[w], got[g]) && walk(w+1, g+1, ends) {
				return true
			}
		} else if g == len(got) {
			return true
		}
		return g < len(got) && (open || got[g].did()) && walk(w, g+1, open)
	}
	return walk(0, 0, false)
}

// same reports whether a line of the bot is as written.
func same(want, got Line) bool {
	if want.did() != got.did() || want.Who != "bot" && want.Who != got.Who {
		return false
	}
	parts := strings.Split(want.What, Anything)
	if len(parts) == 1 {
		return want.What == got.What
	}
	text := got.What
	for i, part := range parts {
		part = strings.TrimSpace(part)
		switch at := strings.Index(text, part); {
		case i == 0 && !strings.HasPrefix(text, part), at < 0:
			return false
		case i == len(parts)-1:
			return strings.HasSuffix(text, part)
		default:
			text = text[at+len(part):]
		}
	}
	return true
}
