package entity

import (
	"fmt"
	"strings"

	"github.com/civicline/civicline"
)

var (
	morning   = phrases("am|a m|in the morning|de la manana|por la manana|de la madrugada|this morning")
	afternoon = phrases("pm|p m|in the afternoon|in the evening|at night|de la tarde|por la tarde|de la noche|por la noche|tonight|this afternoon|this evening")
	clock     = set("at by around about until till before after las la oclock sharp from since")
	noon      = phrases("noon|midday|mediodia|medio dia|al mediodia")
	midnight  = phrases("midnight|medianoche|media noche")
)

// times finds the time of day.
func (s *search) times() {
	if s.asked(civicline.ReceiptNumber) || s.asked(civicline.FormName) {
		return
	}
	for _, t := range s.turns {
		for i := range t.plain {
			if t.taken[i] {
				continue
			}
			if hour, minute, used, ok := s.timeAt(t, i); ok {
				s.put(Time, fmt.Sprintf("%02d:%02d", hour, minute))
				for j := i; j < min(i+used, len(t.plain)); j++ {
					t.taken[j] = true
				}
				break
			}
		}
	}
}

func (s *search) timeAt(t *turn, i int) (hour, minute, used int, ok bool) {
	rest := t.plain[i:]
	if n := starts(rest, noon); n > 0 {
		return 12, 0, n, true
	}
	if n := starts(rest, midnight); n > 0 {
		return 0, 0, n, true
	}
	cue := i > 0 && clock[t.plain[i-1]]
	if i > 1 && t.plain[i-1] == "las" && t.plain[i-2] == "todas" {
		cue = false
	}
	hour, minute, used, sure := t.hourAt(i)
	if used == 0 {
		return 0, 0, 0, false
	}
	if i+used < len(t.plain) && t.plain[i+used] == "oclock" {
		used, sure = used+1, true
	}
	if i+used+1 < len(t.plain) && t.plain[i+used] == "en" && t.plain[i+used+1] == "punto" {
		used, sure = used+2, true
	}
	if n := starts(t.plain[i+used:], afternoon); n > 0 {
		used, sure = used+n, true
		night := strings.HasSuffix(strings.Join(t.plain[i:i+used], " "), "noche") || strings.HasSuffix(strings.Join(t.plain[i:i+used], " "), "night")
		if hour < 12 {
			hour += 12
		} else if hour == 12 && night {
			hour = 0
		}
	} else if n := starts(t.plain[i+used:], morning); n > 0 {
		used, sure = used+n, true
		hour %= 12
	}
	if !sure && cue && t.lang == civicline.Spanish && i > 0 && (t.plain[i-1] == "las" || t.plain[i-1] == "la") {
		sure = t.plain[i-1] == "las" && (i+used == len(t.plain) || i > 1 && t.plain[i-2] == "a") || minute > 0 && i > 1 && (t.plain[i-2] == "a" || i == 1)
	}
	if !sure && cue && t.lang == civicline.English {
		sure = minute > 0 && i+used == len(t.plain) || t.plain[i-1] == "at" && i+used == len(t.plain) && hour > 0
	}
	if !sure && minute > 0 && used == len(t.plain) && s.asked(civicline.OpenQuestion) && t.lang == civicline.English {
		sure = true
	}
	return hour, minute, used, sure && hour < 24 && minute < 60
}

// hourAt reads hours and minutes; sure if it can be nothing else.
func (t *turn) hourAt(i int) (hour, minute, used int, sure bool) {
	w := t.plain[i]
	// "half past eight", "quarter to nine", "ten past eight", "veinte para las ocho"
	if h, m, n := t.past(i); n > 0 {
		plain := w == "half" || w == "quarter" || w == "cuarto" || i > 0 && clock[t.plain[i-1]] || i+n == len(t.plain) && i <= 1
		return h, m, n, plain
	}
	if cut := strings.TrimRight(w, "apm"); cut != w && allDigits(cut) && len(cut) <= 2 && (strings.HasSuffix(w, "am") || strings.HasSuffix(w, "pm")) {
		h := number4(cut) % 12
		if strings.HasSuffix(w, "pm") {
			h += 12
		}
		return h, 0, 1, number4(cut) <= 12
	}
	n := t.numberAt(i)
	if n.used == 0 && t.lang == civicline.Spanish && w == "una" && i > 0 && t.plain[i-1] == "la" {
		n = number{value: 1, text: "1", used: 1}
	}
	if at := i + n.used; n.value > 99 && n.value < 2400 && n.value%100 < 60 && at < len(t.plain) && (t.plain[at] == "hours" || t.plain[at] == "horas") {
		return n.value / 100, n.value % 100, n.used + 1, true
	}
	if n.used == 0 || n.ordinal || n.value > 24 || len(n.text) > 2 {
		return 0, 0, 0, false
	}
	hour, used = n.value, n.used
	at := i + used
	if at >= len(t.plain) {
		return hour, 0, used, false
	}
	switch next := t.plain[at]; {
	case t.words[at].sep == ":" && len(next) >= 2 && allDigits(next[:2]) && len(strings.TrimLeft(next, "0123456789")) <= 2:
		minute = number4(next[:2])
		if strings.HasSuffix(next, "pm") && hour < 12 {
			hour += 12
		}
		return hour, minute, used + 1, minute < 60
	case next == "horas" || next == "hundred" && hour > 9:
		if at+1 < len(t.plain) && t.plain[at+1] == "hours" {
			used++
		}
		return hour, 0, used + 1, next == "horas" && hour > 12 || next == "hundred" && used > n.used
	case next == "y" && at+1 < len(t.plain):
		if t.plain[at+1] == "media" {
			return hour, 30, used + 2, i > 0 && (t.plain[i-1] == "las" || t.plain[i-1] == "la") || at+2 == len(t.plain)
		}
		if t.plain[at+1] == "cuarto" {
			return hour, 15, used + 2, true
		}
		if m := numberAt(t.plain[at+1:], t.lang); m.used > 0 && m.value < 60 {
			return hour, m.value, used + 1 + m.used, i > 0 && (t.plain[i-1] == "las" || t.plain[i-1] == "la")
		}
	case next == "menos" && at+1 < len(t.plain):
		if t.plain[at+1] == "cuarto" {
			return (hour + 23) % 24, 45, used + 2, true
		}
		if m := numberAt(t.plain[at+1:], t.lang); m.used > 0 && m.value > 0 && m.value < 60 {
			return (hour + 23) % 24, 60 - m.value, used + 1 + m.used, true
		}
	default:
		m := t.numberAt(at)
		if m.used > 0 && !m.ordinal && (m.value >= 10 || m.text[0] == '0' && len(m.text) == 2) && m.value < 60 && hour > 0 && len(m.text) == 2 && t.words[at].sep == "" && t.numberAt(at+m.used).used == 0 {
			used += m.used
			if at+m.used < len(t.plain) && t.plain[at+m.used] == "horas" {
				return hour, m.value, used + 1, true
			}
			return hour, m.value, used, false
		}
	}
	return hour, 0, used, false
}

// past reads minutes before or behind an hour.
func (t *turn) past(i int) (hour, minute, used int) {
	var m, at int
	switch w := t.plain[i]; w {
	case "half":
		m, at = 30, i+1
	case "quarter", "cuarto":
		m, at = 15, i+1
	default:
		n := numberAt(t.plain[i:], t.lang)
		if n.used == 0 || n.ordinal || n.value < 1 || n.value > 30 {
			return 0, 0, 0
		}
		m, at = n.value, i+n.used
	}
	if at < len(t.plain) && (t.plain[at] == "minutes" || t.plain[at] == "minutos") {
		at++
	}
	if at >= len(t.plain) {
		return 0, 0, 0
	}
	sign := 0
	switch t.plain[at] {
	case "past", "after":
		sign = 1
	case "to", "till", "til", "para", "pa":
		sign = -1
	}
	if sign == 0 || t.plain[i] == "half" && sign < 0 {
		return 0, 0, 0
	}
	at++
	if at < len(t.plain) && (t.plain[at] == "las" || t.plain[at] == "la") {
		at++
	} else if t.lang == civicline.Spanish {
		return 0, 0, 0
	}
	h := t.numberAt(at)
	if h.used == 0 || h.value < 1 || h.value > 12 || h.ordinal || t.plain[i] != "half" && t.plain[i] != "quarter" && t.lang == civicline.English && m%5 != 0 {
		return 0, 0, 0
	}
	if sign > 0 {
		return h.value, m, at + h.used - i
	}
	return (h.value + 11) % 12, 60 - m, at + h.used - i
}
