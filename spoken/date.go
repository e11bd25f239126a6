package spoken

import (
	"strconv"
	"strings"
	"time"

	"github.com/civicline/civicline"
)

// Month is the name of m in l.
func Month(m time.Month, l civicline.Language) string { return of(l).months[m] }

// Weekday is the name of d in l.
func Weekday(d time.Weekday, l civicline.Language) string { return of(l).weekdays[d] }

// Date is a day in words; year 0 is left out: "November twenty-third, twenty
// twenty-six", "veintitrés de noviembre de dos mil veintiséis".
func Date(year int, m time.Month, day int, l civicline.Language) string {
	t := of(l)
	y := ""
	if year > 0 {
		y = t.year(strconv.Itoa(year))
	}
	return t.date(t.monthFirst, t.months[m], day, y, t.yearAfter)
}

// date fills a form with the words of a day.
func (t *table) date(form, month string, day int, year, tie string) string {
	d := t.ordinal(uint64(day), Counting)
	switch {
	case t.cardinalDay && day == 1:
		d = t.firstDay
	case t.cardinalDay:
		d = t.counting.say(uint64(day))
	}
	var b strings.Builder
	before, rest, _ := strings.Cut(form, "{d}")
	b.WriteString(strings.Replace(before, "{m}", month, 1))
	b.WriteString(d)
	b.WriteString(strings.Replace(rest, "{m}", month, 1))
	if year != "" {
		b.WriteString(tie)
		b.WriteString(year)
	}
	return b.String()
}
