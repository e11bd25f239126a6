package flow

import (
	"fmt"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/spoken"
)

// zoneNames are what people call the time of a zone, by its abbreviation.
var zoneNames = map[string]civicline.Words{
	"EST": {"en": "Eastern", "es": "hora del Este"}, "EDT": {"en": "Eastern", "es": "hora del Este"},
	"CST": {"en": "Central", "es": "hora del Centro"}, "CDT": {"en": "Central", "es": "hora del Centro"},
	"MST": {"en": "Mountain", "es": "hora de la Montaña"}, "MDT": {"en": "Mountain", "es": "hora de la Montaña"},
	"PST": {"en": "Pacific", "es": "hora del Pacífico"}, "PDT": {"en": "Pacific", "es": "hora del Pacífico"},
}

func zoneName(t time.Time, l civicline.Language) string {
	abbreviation, _ := t.Zone()
	return zoneNames[abbreviation][l]
}

// clock is a time of day: "ten fifteen in the morning", "las diez y quince de la mañana".
func clock(t time.Time, l civicline.Language) string { return spoken.Clock(t.Hour(), t.Minute(), l) }

// day is "Monday, November 23rd"; in Spanish "lunes 23 de noviembre". The year
// is said when it is not this one.
func day(t, now time.Time, l civicline.Language) string {
	return spoken.Weekday(t.Weekday(), l) + map[civicline.Language]string{civicline.English: ", ", civicline.Spanish: " "}[l] + date(t, now, l)
}

func date(t, now time.Time, l civicline.Language) string {
	out := spoken.Month(t.Month(), l) + " " + spoken.Nth(t.Day(), civicline.English)
	if l == civicline.Spanish {
		out = fmt.Sprintf("%d de %s", t.Day(), spoken.Month(t.Month(), l))
		if t.Day() == 1 {
			out = "primero de " + spoken.Month(t.Month(), l)
		}
	}
	if t.Year() == now.Year() {
		return out
	}
	if l == civicline.Spanish {
		return fmt.Sprintf("%s de %d", out, t.Year())
	}
	return fmt.Sprintf("%s, %d", out, t.Year())
}

// whenNext is a time to come, as it is said at now: "today at noon Eastern
// time", "tomorrow …", "Monday at eight in the morning Eastern time".
func whenNext(t, now time.Time, l civicline.Language) string {
	days := calendarDays(now, t)
	zone := zoneName(t, l)
	if l == civicline.Spanish {
		at := " a " + clock(t, l)
		if zone != "" {
			at += ", " + zone
		}
		switch {
		case days == 0:
			return "hoy" + at
		case days == 1:
			return "mañana" + at
		case days < 7:
			return "el " + spoken.Weekday(t.Weekday(), l) + at
		}
		return "el " + day(t, now, l) + at
	}
	at := " at " + clock(t, l)
	if zone != "" {
		at += " " + zone + " time"
	}
	switch {
	case days == 0:
		return "today" + at
	case days == 1:
		return "tomorrow" + at
	case days < 7:
		return spoken.Weekday(t.Weekday(), l) + at
	}
	return day(t, now, l) + "," + at
}

func calendarDays(from, to time.Time) int {
	midnight := func(t time.Time) time.Time {
		return time.Date(t.Year(), t.Month(), t.Day(), 12, 0, 0, 0, time.UTC)
	}
	return int(midnight(to).Sub(midnight(from)).Hours() / 24)
}

// whenWas is a moment past, as the receipt tells it.
func whenWas(t, now time.Time, l civicline.Language) string {
	zone := zoneName(t, l)
	if l == civicline.Spanish {
		out := "el " + day(t, now, l) + " a " + clock(t, l)
		if zone != "" {
			out += ", " + zone
		}
		return out
	}
	out := day(t, now, l) + ", at " + clock(t, l)
	if zone != "" {
		out += " " + zone
	}
	return out
}

// minutes is a length of time: "one minute", "two hours", "less than a minute".
func minutes(d time.Duration, l civicline.Language) string {
	n := int(d.Round(time.Minute) / time.Minute)
	if l == civicline.Spanish {
		switch {
		case n < 1:
			return "menos de un minuto"
		case n == 1:
			return "un minuto"
		case n < 100:
			return spoken.Cardinal(int64(n), l, spoken.Masculine) + " minutos"
		}
		return spoken.Cardinal(int64(min(n/60, 99)), l, spoken.Feminine) + " horas"
	}
	switch {
	case n < 1:
		return "less than a minute"
	case n == 1:
		return "one minute"
	case n < 100:
		return number(n, l) + " minutes"
	}
	return number(n/60, l) + " hours"
}

// waitSentence tells how long the wait may be, or that nobody can tell.
func waitSentence(w civicline.Wait, l civicline.Language) string {
	es := l == civicline.Spanish
	low, high := minutes(w.Low, l), minutes(w.High, l)
	switch {
	case w.High <= 0 && es:
		return "Todavía no puedo decirle cuánto va a tardar."
	case w.High <= 0:
		return "I cannot tell yet how long it will be."
	case w.High < time.Minute && es:
		return "La espera es de menos de un minuto."
	case w.High < time.Minute:
		return "The wait is less than a minute."
	case (low == high || w.Low < time.Minute) && es:
		return "La espera es de unos " + plural(high) + "."
	case low == high || w.Low < time.Minute:
		return "The wait is about " + high + "."
	case es:
		return "La espera es de entre " + number(int(w.Low.Round(time.Minute)/time.Minute), l) + " y " + high + "."
	}
	return "The wait is between " + number(int(w.Low.Round(time.Minute)/time.Minute), l) + " and " + high + "."
}

func plural(d string) string {
	if d == "un minuto" {
		return "minutos" // "unos minutos": a few
	}
	return d
}

// holidays are the Spanish names of the federal holidays.
var holidays = map[string]string{
	"New Year's Day": "el Año Nuevo", "Martin Luther King Jr. Day": "el día de Martin Luther King", "Birthday of Martin Luther King, Jr.": "el día de Martin Luther King",
	"Presidents' Day": "el día de los Presidentes", "Washington's Birthday": "el día de los Presidentes", "Memorial Day": "el día de los Caídos", "Juneteenth": "Juneteenth",
	"Juneteenth National Independence Day": "Juneteenth", "Independence Day": "el día de la Independencia", "Labor Day": "el día del Trabajo", "Columbus Day": "el día de la Raza",
	"Veterans Day": "el día de los Veteranos", "Thanksgiving Day": "el día de Acción de Gracias", "Thanksgiving": "el día de Acción de Gracias", "Christmas Day": "la Navidad",
}

func parseTime(s string) (time.Time, error) { return time.Parse(time.RFC3339, s) }
