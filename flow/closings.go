package flow

import (
	"strings"

	"github.com/civicline/civicline"
)

// closings are the reasons for a closing that can be told in both languages, as
// they follow "because of" and "por". A reason that is not here is told if it is
// written in both, as "a fire drill / un simulacro"; if not, none is told.
var closings = map[string]civicline.Words{
	"severe weather":    {"en": "severe weather", "es": "el mal tiempo"},
	"snow":              {"en": "the snow", "es": "la nieve"},
	"ice":               {"en": "the ice", "es": "el hielo"},
	"storm":             {"en": "a storm", "es": "una tormenta"},
	"hurricane":         {"en": "a hurricane", "es": "un huracán"},
	"flooding":          {"en": "flooding", "es": "una inundación"},
	"power failure":     {"en": "a power failure", "es": "un corte de luz"},
	"technical trouble": {"en": "a technical problem", "es": "un problema técnico"},
	"emergency":         {"en": "an emergency", "es": "una emergencia"},
	"staff training":    {"en": "staff training", "es": "una capacitación del personal"},
	"executive order":   {"en": "an order of the President", "es": "una orden del presidente"},
	"day of mourning":   {"en": "a national day of mourning", "es": "un día nacional de duelo"},
	"lapse in funding":  {"en": "a lapse in government funding", "es": "la falta de fondos del gobierno"},
}

func closingReason(why string, l civicline.Language) string {
	if w, ok := closings[strings.ToLower(why)]; ok {
		return w[l]
	}
	if en, es, ok := strings.Cut(why, " / "); ok {
		return strings.TrimSpace(civicline.Words{civicline.English: en, civicline.Spanish: es}[l])
	}
	return ""
}

// The shorter days of a calendar, by the name of why.
const (
	earlyClose  = "early close"
	lateOpening = "late opening"
)

// whyClosed says why nobody answers now, "" if it is just not the hour for it.
func whyClosed(why string, l civicline.Language) string {
	kind, name, _ := strings.Cut(why, ":")
	name = strings.TrimSpace(name)
	switch kind {
	case "holiday":
		return itIsAHoliday(name, l)
	case "closing":
		return closedNow(name, l)
	case "weekend":
		return in(l, "It is the weekend.", "Es fin de semana.")
	case "too late":
		return in(l, "The line closes soon, and you would wait in vain.", "La línea cierra pronto y esperaría en vano.")
	}
	return ""
}

func itIsAHoliday(name string, l civicline.Language) string {
	if name == "" {
		return in(l, "It is a federal holiday.", "Es feriado federal.")
	}
	name = holidayName(name, l)
	return in(l, "It is a federal holiday, "+name+".", "Es feriado federal por "+name+".")
}

func closedNow(why string, l civicline.Language) string {
	reason := closingReason(why, l)
	switch {
	case why == earlyClose:
		return in(l, "We closed early today.", "Hoy cerramos temprano.")
	case why == lateOpening:
		return in(l, "We open later today.", "Hoy abrimos más tarde.")
	case reason == "": // why stands there in the agency's words, of one language
		return in(l, "We are closed for a special reason.", "Hoy cerramos por un motivo especial.")
	}
	return in(l, "We are closed today because of "+reason+".", "Hoy está cerrado por "+reason+".")
}

// holidayFirst tells of a holiday between now and the next opening.
func holidayFirst(name string, l civicline.Language) string {
	if name == "" {
		return ""
	}
	name = holidayName(name, l)
	return in(l, "A federal holiday is coming, "+name+".", "Viene un feriado federal, "+name+".")
}

// whyLater says what callers cannot know who ask when people are here again: of
// a closing, and of a holiday that is to come. The weekend they know.
func whyLater(_ *Book, p *Place, l civicline.Language) string {
	h, out := p.told.hours, ""
	if name, closing := strings.CutPrefix(h.Why, "closing:"); closing && !h.Open {
		out = closedNow(strings.TrimSpace(name), l)
	}
	return strings.TrimSpace(out + " " + holidayFirst(h.After, l))
}

// whyTomorrow says why tomorrow is a closed day, or, if it is open, why not as
// on other days.
func whyTomorrow(why string, open bool, l civicline.Language) string {
	name, closing := strings.CutPrefix(why, "closing:")
	name = strings.TrimSpace(name)
	reason := closingReason(name, l)
	switch {
	case !closing:
		return whyClosed(why, l)
	case open && name == lateOpening:
		return in(l, "We open later than usual.", "Abrimos más tarde que de costumbre.")
	case open && reason == "":
		return in(l, "The hours are shorter than usual.", "El horario es más corto que de costumbre.")
	case open:
		return in(l, "The hours are shorter because of "+reason+".", "El horario es más corto por "+reason+".")
	case reason == "":
		return in(l, "It is for a special reason.", "Es por un motivo especial.")
	}
	return in(l, "It is because of "+reason+".", "Es por "+reason+".")
}

// closesEarly tells callers who are answered today that it ends before the usual
// time; "" on other days.
func closesEarly(_ *Book, p *Place, l civicline.Language) string {
	why, closing := strings.CutPrefix(p.told.hours.Why, "closing:")
	if !p.told.hours.Open || !closing {
		return ""
	}
	if reason := closingReason(strings.TrimSpace(why), l); reason != "" {
		return in(l, "We close early today because of "+reason+".", "Hoy cerramos temprano por "+reason+".")
	}
	return in(l, "We close early today.", "Hoy cerramos temprano.")
}

// tomorrowHours are the hours of any week, or, on a day that is not as usual,
// its own.
func tomorrowHours(b *Book, p *Place, l civicline.Language) string {
	text := p.fact("tomorrow hours")
	if text == "" || p.fact("tomorrow why") == "" {
		return b.OpeningHours[l]
	}
	now := b.local(p.at)
	out := in(l, "tomorrow ", "mañana ") + spanWords(text, now.Location(), now, l)
	if zone := zoneName(now.AddDate(0, 0, 1), l); zone != "" {
		out += in(l, ", "+zone+" time", ", "+zone)
	}
	return out
}

// in is the one of two phrases that is of a language.
func in(l civicline.Language, english, spanish string) string {
	if l == civicline.Spanish {
		return spanish
	}
	return english
}
