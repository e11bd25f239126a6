package postgres

import (
	"strconv"
	"strings"
)

// numbered writes $1, $2 … for each ? of a query that is not in quotes.
func numbered(query string) string {
	var b strings.Builder
	b.Grow(len(query) + 32)
	n, quote := 0, rune(0)
	for _, c := range query {
		switch {
		case quote != 0:
			if c == quote { // a quote in quotes is two: the second opens again
				quote = 0
			}
		case c == '\'' || c == '"':
			quote = c
		case c == '?':
			n++
			b.WriteByte('$')
			b.WriteString(strconv.Itoa(n))
			continue
		}
		b.WriteRune(c)
	}
	return b.String()
}
