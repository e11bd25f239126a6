package site

import (
	"fmt"
	"time"

	"github.com/civicline/civicline"
)

var (
	diasSemana = [...]string{"domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"}
	meses      = [...]string{"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto",
		"septiembre", "octubre", "noviembre", "diciembre"}
)

// day writes a date without its year: "Monday, November 23", "lunes 23 de noviembre".
func day(l civicline.Language, t time.Time) string {
	if l == civicline.Spanish {
		return fmt.Sprintf("%s %d de %s", diasSemana[t.Weekday()], t.Day(), meses[t.Month()-1])
	}
	return t.Format("Monday, January 2")
}

// timeOfDay writes "8:00 p.m. Eastern time", "8:00 p. m. (hora del Este)". Zones
// other than Eastern time are named as the clock has them.
func timeOfDay(l civicline.Language, t time.Time) string {
	zone, _ := t.Zone()
	eastern := zone == "EST" || zone == "EDT"
	switch {
	case l == civicline.Spanish && eastern:
		zone = "hora del Este"
	case eastern:
		zone = "Eastern time"
	}
	if l == civicline.Spanish {
		return fmt.Sprintf("%s (%s)", clock(l, t), zone)
	}
	return clock(l, t) + " " + zone
}

// clock writes a time of day without its zone: "8:00 p.m.".
func clock(l civicline.Language, t time.Time) string {
	half := [2]string{"a.m.", "p.m."}
	if l == civicline.Spanish {
		half = [2]string{"a. m.", "p. m."}
	}
	return t.Format("3:04") + " " + half[t.Hour()/12]
}

// lasted writes how long a call took: "4 minutes 12 seconds".
func lasted(l civicline.Language, d time.Duration) string {
	d = d.Round(time.Second)
	m, s := int(d/time.Minute), int(d%time.Minute/time.Second)
	names := [4]string{"minute", "minutes", "second", "seconds"}
	if l == civicline.Spanish {
		names = [4]string{"minuto", "minutos", "segundo", "segundos"}
	}
	count := func(n int, one, many string) string {
		if n == 1 {
			return "1 " + one
		}
		return fmt.Sprintf("%d %s", n, many)
	}
	switch {
	case m == 0:
		return count(s, names[2], names[3])
	case s == 0:
		return count(m, names[0], names[1])
	}
	return count(m, names[0], names[1]) + " " + count(s, names[2], names[3])
}
