package entity

import (
	"fmt"
	"slices"
	"strings"

	"github.com/civicline/civicline"
)

var months = map[civicline.Language]map[string]int{
	civicline.English: monthed("january february march april may june july august september october november december", "jan feb mar apr may jun jul aug sep oct nov dec", "sept 9|januar 1|agust 8"),
	civicline.Spanish: monthed("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre", "ene feb mar abr may jun jul ago sep oct nov dic", "setiembre 9"),
}

func monthed(long, short, more string) map[string]int {
	m := map[string]int{}
	for i, w := range strings.Fields(long) {
		m[w] = i + 1
	}
	for i, w := range strings.Fields(short) {
		m[w] = i + 1
	}
	for w := range strings.SplitSeq(more, "|") {
		var name string
		var n int
		if _, err := fmt.Sscan(w, &name, &n); err == nil {
			m[name] = n
		}
	}
	return m
}

func month(w string, l civicline.Language) int {
	if m := months[l][w]; m > 0 {
		return m
	}
	other := civicline.English
	if l == civicline.English {
		other = civicline.Spanish
	}
	if m := months[other][w]; m > 0 && len(w) > 4 && w != "march" {
		return m
	}
	if len(w) < 6 {
		return 0
	}
	for name, m := range months[l] {
		if len(name) >= 6 && name[0] == w[0] && Distance(name, w) == 1 {
			return m
		}
	}
	return 0
}

// A day is one reading of a date: 0 where a part was not said.
type day struct {
	y, m, d int
	cost    float64
	swap    bool // day and month may be the other way round
	at, end int  // the words it was read from
}

var long = []int{0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

func (d day) valid() bool {
	if d.m < 0 || d.m > 12 || d.d < 0 || d.d > long[max(d.m, 0)] && d.m > 0 {
		return false
	}
	return d.d != 29 || d.m != 2 || d.y == 0 || d.y%4 == 0 && (d.y%100 != 0 || d.y%400 == 0)
}

func (d day) String() string {
	switch {
	case d.y == 0:
		return fmt.Sprintf("--%02d-%02d", d.m, d.d)
	case d.d == 0:
		return fmt.Sprintf("%04d-%02d", d.y, d.m)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.y, d.m, d.d)
}

func (d day) whole() bool { return d.y > 0 && d.m > 0 && d.d > 0 }

var (
	dateWords = phrases("date of birth|birth date|birthdate|birthday|born|dob|priority date|date|fecha|fecha de nacimiento|naci|nacimiento|cumpleanos|nacio")
	glue      = set("the of de del el in on dia ano and year day la d y")
)

// dates elects a date among those that the hypotheses hold.
func (s *search) dates() {
	if s.asked(civicline.ReceiptNumber) {
		return // November is an N there
	}
	sum := map[string]float64{}
	kept := map[string]day{}
	var order []string
	for _, t := range s.turns {
		for i, d := range s.datesOf(t) {
			d = s.completed(d)
			k := d.String()
			if s.refused(k) {
				continue
			}
			w := t.weight / (1 + 2*d.cost) / (1 + 0.5*float64(i))
			if !d.whole() {
				w *= 0.1
			}
			if _, ok := kept[k]; !ok {
				kept[k] = d
				order = append(order, k)
			}
			sum[k] += w
		}
	}
	if len(order) == 0 {
		return
	}
	slices.SortStableFunc(order, func(a, b string) int { return compare(sum[b], sum[a]) })
	best := kept[order[0]]
	s.put(Date, order[0])
	if best.swap {
		other := best
		other.m, other.d = best.d, best.m
		s.put(Date2, other.String())
	}
}

// completed adds the year, or the day, that was said in the turn before.
func (s *search) completed(d day) day {
	if !s.asked(civicline.DateSaid) || s.want.SoFar == "" {
		return d
	}
	var before day
	if n, _ := fmt.Sscanf(s.want.SoFar, "--%02d-%02d", &before.m, &before.d); n != 2 {
		before = day{}
		if n, _ := fmt.Sscanf(s.want.SoFar, "%04d-%02d", &before.y, &before.m); n != 2 {
			return d
		}
	}
	switch {
	case d.y > 0 && d.m == 0 && before.y == 0:
		d.m, d.d = before.m, before.d
	case d.y == 0 && d.m > 0 && d.d > 0 && before.y > 0:
		d.y = before.y
	}
	return d
}

// datesOf reads the dates of one hypothesis, the likeliest first, and takes
// their words.
func (s *search) datesOf(t *turn) []day {
	out := s.named(t)
	if len(out) == 0 {
		out = s.written(t)
	}
	for _, d := range out {
		for i := d.at; i < d.end; i++ {
			t.taken[i] = true
		}
	}
	asked := s.asked(civicline.DateSaid)
	if len(out) == 0 && (asked || contains(t.plain, dateWords)) {
		out = s.figured(t)
		if !asked { // no whole number of another kind
			for _, d := range out {
				for i := d.at; i < d.end; i++ {
					t.taken[i] = true
				}
			}
		}
	}
	if asked && len(out) == 0 && strings.HasPrefix(s.want.SoFar, "--") {
		for i := range t.plain {
			for _, y := range s.years(t, i) {
				out = append(out, day{y: y.value, cost: y.cost, at: i, end: i + y.used})
			}
			if len(out) > 0 {
				break
			}
		}
	}
	return out
}

// named reads dates with the name of a month.
func (s *search) named(t *turn) []day {
	var out []day
	for i, w := range t.plain {
		m := month(w, t.lang)
		if m == 0 || len(w) == 3 && m != 5 && !t.besideFigures(i) || radio[w] != "" && i > 0 && t.letterAt(i-1) {
			continue
		}
		d := day{m: m, at: i, end: i + 1}
		left := s.dayBefore(t, i, &d)
		at := t.skip(i+1, glue, 3)
		if !left {
			n := t.numberAt(at)
			if n.used > 0 && n.value >= 1 && n.value <= 31 && (len(n.text) <= 2) && !s.yearOnly(t, at, n) {
				d.d, d.end = n.value, at+n.used
				at = t.skip(d.end, glue, 3)
			}
		}
		years := s.years(t, at)
		if len(years) == 0 && left && at < len(t.plain) { // "16th May 5th 1927"
			if n := t.numberAt(at); n.used > 0 && n.ordinal {
				years = s.years(t, at+n.used)
				for j := range years {
					years[j].used += n.used
					years[j].cost += 0.5
				}
			}
		}
		if len(years) == 0 && !left {
			years = s.yearBefore(t, i)
		}
		for _, y := range years {
			c := d
			c.y, c.end, c.cost = y.value, max(at+y.used, d.end), d.cost+y.cost
			out = append(out, c)
		}
		if len(years) == 0 && d.d > 0 && (w != "may" && w != "mar" || s.asked(civicline.DateSaid) || d.cost == 0) {
			out = append(out, d)
		}
	}
	return slices.DeleteFunc(out, func(d day) bool { return !d.valid() })
}

// yearBefore reads the year that stands right before a month.
func (s *search) yearBefore(t *turn, i int) []year {
	for start := max(0, i-5); start < i; start++ {
		for _, y := range s.years(t, start) {
			if start+y.used == i && y.value > 1000 {
				y.used = 0
				return []year{y}
			}
		}
	}
	return nil
}

// besideFigures reports whether figures stand before or behind word i, as
// beside a month that is written short.
func (t *turn) besideFigures(i int) bool {
	is := func(j int) bool { return j >= 0 && j < len(t.plain) && t.plain[j][0] >= '0' && t.plain[j][0] <= '9' }
	return is(i-1) || is(i+1)
}

// yearOnly reports whether the number behind a month is its year, not its day.
func (s *search) yearOnly(t *turn, at int, n number) bool {
	if n.ordinal {
		return false
	}
	if t.words[at].sep == "'" || n.text[0] == '0' && len(n.text) == 2 && at+n.used >= len(t.plain) {
		return false
	}
	if n.value != 19 && n.value != 20 {
		return false
	}
	y := s.years(t, at)
	if len(y) == 0 || y[0].value < 1000 || y[0].used <= n.used {
		return false
	}
	// "may nineteen ninety eight", unless a year follows that one: "may 20 2004"
	return len(s.years(t, t.skip(at+n.used, glue, 2))) == 0 || !strings.HasPrefix(t.plain[min(t.skip(at+n.used, glue, 2), len(t.plain)-1)], "19") && !strings.HasPrefix(t.plain[min(t.skip(at+n.used, glue, 2), len(t.plain)-1)], "20") && len(s.years(t, at+n.used)) > 0 && y[0].used > n.used
}

// dayBefore reads the day that stands before a month.
func (s *search) dayBefore(t *turn, i int, d *day) bool {
	end := i
	for end > 0 && i-end < 3 && glue[t.plain[end-1]] {
		end--
	}
	for start := max(0, end-4); start < end; start++ {
		n := t.numberAt(start)
		if n.used == 0 || start+n.used != end || n.value < 1 {
			continue
		}
		if n.value > 31 && len(n.text) != 3 {
			return false // the year before the month
		}
		if n.value <= 31 {
			d.d, d.at = n.value, start
			if start > 0 && n.value < 10 { // "20 8th"
				if p := t.plain[start-1]; n.ordinal && (p == "to" || p == "two") && s.asked(civicline.DateSaid) { // twenty
					d.d, d.at, d.cost = n.value+20, start-1, 0.3
				} else if p == "20" || p == "30" || p == "twenty" || p == "thirty" {
					if v := n.value + 20 + 10*b2i(p == "30" || p == "thirty"); v <= 31 {
						d.d, d.at, d.cost = v, start-1, 0.1
					}
				}
			}
			return true
		}
		if len(n.text) == 3 && n.text[0] == '2' && n.text[1:] <= "31" { // "214 April": "the" or "to" before the day
			v := int(n.text[1]-'0')*10 + int(n.text[2]-'0')
			d.d, d.at, d.cost = v, start, 0.6
			return v > 0
		}
	}
	if n := soundOrdinals[t.plain[max(end-1, 0)]]; n > 0 && end > 0 && end < i && s.asked(civicline.DateSaid) {
		d.d, d.at, d.cost = n, end-1, 0.5
		return true
	}
	return false
}

// soundOrdinals are words that sound like a day, before "of" and a month.
var soundOrdinals = map[string]int{"fist": 1, "thirst": 1, "best": 1, "bird": 3, "church": 3, "search": 3, "forth": 4, "force": 4, "source": 4, "fort": 4, "north": 4, "faith": 5, "fit": 5, "sick": 6, "sixt": 6, "sticks": 6, "heaven": 7, "ate": 8, "age": 8, "ace": 8, "aids": 8, "mine": 9, "tent": 10}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (t *turn) numberAt(i int) number {
	if i >= len(t.plain) {
		return number{}
	}
	if (t.plain[i] == "oh" || t.plain[i] == "o" || t.plain[i] == "cero" || t.plain[i] == "zero") && i+1 < len(t.plain) {
		if n := numberAt(t.plain[i+1:], t.lang); n.used == 1 && n.value < 10 && len(n.text) == 1 {
			n.used++
			n.text = "0" + n.text
			return n
		}
	}
	return numberAt(t.plain[i:], t.lang)
}

func (t *turn) skip(i int, words map[string]bool, most int) int {
	for n := 0; n < most && i < len(t.plain) && words[t.plain[i]]; n++ {
		i++
	}
	return i
}
