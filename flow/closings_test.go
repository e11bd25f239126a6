package flow

import (
	"testing"
	"time"

	"github.com/civicline/civicline"
)

func TestWhyClosed(t *testing.T) {
	for why, want := range map[string][2]string{
		"night": {"", ""}, "weekend": {"It is the weekend.", "Es fin de semana."}, "": {"", ""},
		"holiday: Thanksgiving Day":              {"It is a federal holiday, Thanksgiving Day.", "Es feriado federal por el día de Acción de Gracias."},
		"holiday":                                {"It is a federal holiday.", "Es feriado federal."},
		"closing: severe weather":                {"We are closed today because of severe weather.", "Hoy está cerrado por el mal tiempo."},
		"closing: Power failure":                 {"We are closed today because of a power failure.", "Hoy está cerrado por un corte de luz."},
		"closing: a fire drill / un simulacro":   {"We are closed today because of a fire drill.", "Hoy está cerrado por un simulacro."},
		"closing: only the agency's own English": {"We are closed for a special reason.", "Hoy cerramos por un motivo especial."},
		"closing: early close":                   {"We closed early today.", "Hoy cerramos temprano."},
		"closing: late opening":                  {"We open later today.", "Hoy abrimos más tarde."},
		"too late: closes at 20:00":              {"The line closes soon, and you would wait in vain.", "La línea cierra pronto y esperaría en vano."},
	} {
		if en, es := whyClosed(why, civicline.English), whyClosed(why, civicline.Spanish); en != want[0] || es != want[1] {
			t.Errorf("%s: %q, %q; want %q", why, en, es, want)
		}
	}
}

func TestWhyTomorrow(t *testing.T) {
	for _, tt := range []struct {
		why    string
		open   bool
		en, es string
	}{
		{"", true, "", ""},
		{"weekend", false, "It is the weekend.", "Es fin de semana."},
		{"holiday: Labor Day", false, "It is a federal holiday, Labor Day.", "Es feriado federal por el día del Trabajo."},
		{"closing: severe weather", false, "It is because of severe weather.", "Es por el mal tiempo."},
		{"closing: x", false, "It is for a special reason.", "Es por un motivo especial."},
		{"closing: severe weather", true, "The hours are shorter because of severe weather.", "El horario es más corto por el mal tiempo."},
		{"closing: early close", true, "The hours are shorter than usual.", "El horario es más corto que de costumbre."},
		{"closing: late opening", true, "We open later than usual.", "Abrimos más tarde que de costumbre."},
	} {
		if en, es := whyTomorrow(tt.why, tt.open, civicline.English), whyTomorrow(tt.why, tt.open, civicline.Spanish); en != tt.en || es != tt.es {
			t.Errorf("%s, open %v: %q, %q; want %q, %q", tt.why, tt.open, en, es, tt.en, tt.es)
		}
	}
}

// TestHoursAsTheyAreTold asks a place that knows the hours for each of its words.
func TestHoursAsTheyAreTold(t *testing.T) {
	now := eastern(t, "2026-11-25 21:00")
	b := &Book{Zone: now.Location(), OpeningHours: civicline.Words{"en": "the usual", "es": "lo de siempre"}}
	friday, noon := eastern(t, "2026-11-27 08:00"), eastern(t, "2026-11-26 12:00")
	for _, tt := range []struct {
		name, value string
		hours       civicline.OpenHours
		facts       civicline.Facts
		en, es      string
	}{
		{"the night before a holiday", "why closed", civicline.OpenHours{Next: friday, Why: "night", After: "Thanksgiving Day"}, nil,
			"A federal holiday is coming, Thanksgiving Day.", "Viene un feriado federal, el día de Acción de Gracias."},
		{"the weekend before a holiday", "why closed", civicline.OpenHours{Next: friday, Why: "weekend", After: "Labor Day"}, nil,
			"It is the weekend. A federal holiday is coming, Labor Day.", "Es fin de semana. Viene un feriado federal, el día del Trabajo."},
		{"the weekend is known", "why later", civicline.OpenHours{Next: friday, Why: "weekend", After: "Labor Day"}, nil,
			"A federal holiday is coming, Labor Day.", "Viene un feriado federal, el día del Trabajo."},
		{"snow is not", "why later", civicline.OpenHours{Next: friday, Why: "closing: severe weather"}, nil,
			"We are closed today because of severe weather.", "Hoy está cerrado por el mal tiempo."},
		{"open to the usual time", "closes early", civicline.OpenHours{Open: true, Next: noon}, nil, "", ""},
		{"open on a half day", "closes early", civicline.OpenHours{Open: true, Next: noon, Why: "closing: early close"}, nil, "We close early today.", "Hoy cerramos temprano."},
		{"open before snow", "closes early", civicline.OpenHours{Open: true, Next: noon, Why: "closing: severe weather"}, nil,
			"We close early today because of severe weather.", "Hoy cerramos temprano por el mal tiempo."},
		{"closed by snow is not early", "closes early", civicline.OpenHours{Next: noon, Why: "closing: severe weather"}, nil, "", ""},
		{"tomorrow as usual", "tomorrow hours", civicline.OpenHours{}, civicline.Facts{"tomorrow hours": "08:00-20:00", "tomorrow": "open"}, "the usual", "lo de siempre"},
		{"tomorrow a half day", "tomorrow hours", civicline.OpenHours{}, civicline.Facts{"tomorrow hours": "08:00-13:00", "tomorrow": "open", "tomorrow why": "closing: early close"},
			"tomorrow from eight in the morning to one in the afternoon, Eastern time", "mañana de ocho de la mañana a la una de la tarde, hora del Este"},
		{"until further notice", "opens", civicline.OpenHours{Why: "closing: snow"}, nil, "soon", "pronto"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := &Place{at: now, facts: tt.facts}
			p.told.hours = tt.hours
			if en, es := values[tt.value](b, p, civicline.English), values[tt.value](b, p, civicline.Spanish); en != tt.en || es != tt.es {
				t.Errorf("%q\n%q; want\n%q\n%q", en, es, tt.en, tt.es)
			}
		})
	}
}

// TestHoursFromALookUp: what a look-up says of the hours is all that is known.
func TestHoursFromALookUp(t *testing.T) {
	next := time.Date(2026, 11, 27, 13, 0, 0, 0, time.UTC)
	before := civicline.OpenHours{Open: true, Next: next}
	for name, tt := range map[string]struct {
		found civicline.Facts
		want  civicline.OpenHours
	}{
		"closed, with the next opening":     {civicline.Facts{"open": "no", "next opening or closing": "2026-11-27T13:00:00Z", "why closed": "night", "next opening after": "Thanksgiving Day"}, civicline.OpenHours{Next: next, Why: "night", After: "Thanksgiving Day"}},
		"closed until further notice":       {civicline.Facts{"open": "no", "why closed": "closing: snow"}, civicline.OpenHours{Why: "closing: snow"}},
		"nothing about hours":               {civicline.Facts{"status": "fine"}, before},
		"a time that cannot be read":        {civicline.Facts{"open": "no", "next opening or closing": "junk"}, before},
		"a line that is open day and night": {civicline.Facts{"open": "yes"}, civicline.OpenHours{Open: true}},
	} {
		x := &turn{}
		x.p.told.hours = before
		if x.hoursFrom(tt.found); x.p.told.hours != tt.want {
			t.Errorf("%s: %+v; want %+v", name, x.p.told.hours, tt.want)
		}
	}
}
