package spoken

import "strings"

// time reads 8:30 a.m., 20:00, 8 p.m. ET, 1:02:03.
func (r *reader) time(i int) reading {
	h := r.at(i)
	if len(h.text) > 2 || !r.starts(i) && !r.isDash(i-1) {
		return reading{}
	}
	hour, minute, j, colon := atoi(h.text), 0, i+1, false
	if r.is(j, ":") && r.at(j+1).kind == digits && len(r.at(j+1).text) == 2 {
		minute, j, colon = atoi(r.at(j+1).text), j+2, true
		if r.is(j, ":") && r.at(j+1).kind == digits {
			return r.seconds(hour, minute, j)
		}
	}
	half, after, dotted := r.half(j)
	if !colon && half == 0 || hour > 24 || minute > 59 || half > 0 && hour == 0 && !colon {
		return reading{}
	}
	if half == 0 && !r.ended(j) {
		return reading{}
	}
	if k := r.skip(j); half == 0 && colon && k > j && r.at(k).low == r.t.clock.hms[0][1] { // 20:00 horas
		out := r.t.names(Feminine).say(uint64(hour))
		if minute > 0 {
			out += " " + r.t.counting.say(uint64(minute))
		}
		return reading{words: out + " " + r.at(k).text, end: k + 1, what: aTime}
	}
	article := !r.articleBefore(i)
	var out string
	switch {
	case half > 0 && r.t.cardinalDay && !r.style.KeepCapitals && hour <= 12:
		out = r.t.timeOfDay(hour%12+12*(half-1), minute, article)
	case half > 0:
		out = r.t.hourAndMinute(hour, minute, article && !r.style.KeepCapitals) + " " + r.suffix(half)
	case (hour > 12 || h.text[0] == '0') && !r.style.KeepCapitals:
		out = r.t.timeOfDay(hour%24, minute, article)
	default:
		out = r.t.hourAndMinute(hour, minute, article && !r.style.KeepCapitals)
		if minute == 0 {
			out += r.t.clock.oClock
		}
	}
	zone, end := r.zone(after)
	if zone == "" && dotted {
		out += r.stop(after)
	}
	return reading{words: out + zone, end: end, what: aTime}
}

func (r *reader) suffix(half int) string {
	out := r.t.suffixes[half-1]
	if r.style.KeepCapitals && !r.t.cardinalDay {
		return strings.ReplaceAll(out, " ", "")
	}
	return out
}

// half is 1 where a.m. stands at i, 2 where p.m. does, and the place after it.
func (r *reader) half(i int) (half, after int, dotted bool) {
	j := r.skip(i)
	w := r.at(j)
	if w.kind != word {
		return 0, i, false
	}
	half = map[string]int{"am": 1, "pm": 2, "a": 1, "p": 2}[w.low]
	if half == 0 {
		return 0, i, false
	}
	j++
	if len(w.low) == 1 {
		if r.is(j, ".") {
			j = r.skip(j + 1)
		} else {
			j = r.skip(j)
		}
		if r.at(j).low != "m" {
			return 0, i, false
		}
		j++
	}
	if !r.ended(j) {
		return 0, i, false
	}
	if r.is(j, ".") && r.is(j-2, ".") || r.is(j, ".") && r.is(j-3, ".") && len(w.low) == 1 {
		return half, j + 1, true
	}
	return half, j, false
}

// zone is what people call the time of the zone at i, with a blank before it.
func (r *reader) zone(i int) (string, int) {
	j := r.skip(i)
	w := r.at(j)
	name := r.t.zones[w.text]
	if r.style.KeepCapitals && name == "" {
		name = r.t.zones[strings.ToUpper(w.low)]
	}
	if name == "" || j == i || !r.ended(j+1) || r.is(j+1, "-") && r.at(j+2).kind == digits {
		return "", i
	}
	if r.style.KeepCapitals {
		return " " + strings.ToUpper(w.low), j + 1
	}
	// "ET time", "Eastern Time": the word may stand there already
	if k := r.skip(j + 1); strings.HasSuffix(name, " time") && r.at(k).low == "time" {
		return r.t.zoneTie + strings.TrimSuffix(name, " time"), j + 1
	}
	return r.t.zoneTie + name, j + 1
}

func (r *reader) articleBefore(i int) bool {
	w := r.wordBefore(i)
	return w != "" && (w == r.t.clock.one || w == r.t.clock.many)
}

// seconds reads the length 1:02:03.
func (r *reader) seconds(hour, minute, j int) reading {
	s := r.at(j + 1)
	if len(s.text) != 2 || minute > 59 || s.text > "59" || !r.ended(j+2) || r.is(j+2, ":") {
		return reading{}
	}
	var parts []string
	for k, n := range [3]int{hour, minute, atoi(s.text)} {
		u := unit{one: r.t.clock.hms[k][0], many: r.t.clock.hms[k][1], feminine: k == 0}
		parts = append(parts, r.t.count(itoa(n), u))
	}
	return reading{words: strings.Join(parts, " "), end: j + 2, what: aTime}
}
