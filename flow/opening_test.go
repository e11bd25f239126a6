package flow

import (
	"testing"
	"time"

	"github.com/civicline/civicline"
)

func TestOpeningHours(t *testing.T) {
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	const day = "08:00-20:00"
	for name, tt := range map[string]struct {
		week   map[time.Weekday]string
		notOn  civicline.Words
		en, es string
	}{
		"Monday to Friday": {map[time.Weekday]string{1: day, 2: day, 3: day, 4: day, 5: day}, civicline.Words{"en": "but not on holidays", "es": "menos en feriados"},
			"Monday to Friday, from eight in the morning to eight in the evening, Eastern time, but not on holidays",
			"de lunes a viernes, de ocho de la mañana a ocho de la noche, hora del Este, menos en feriados"},
		"and Saturday": {map[time.Weekday]string{1: day, 2: day, 6: "09:00-12:00"}, nil,
			"Monday and Tuesday, from eight in the morning to eight in the evening, and Saturday, from nine in the morning to noon, Eastern time",
			"lunes y martes, de ocho de la mañana a ocho de la noche, y el sábado, de nueve de la mañana a doce de la tarde, hora del Este"},
		"two spans": {map[time.Weekday]string{0: "09:00-12:00, 13:30-17:00"}, nil,
			"Sunday, from nine in the morning to noon and from one thirty in the afternoon to five in the afternoon, Eastern time",
			"el domingo, de nueve de la mañana a doce de la tarde y de la una y treinta de la tarde a cinco de la tarde, hora del Este"},
	} {
		t.Run(name, func(t *testing.T) {
			got := OpeningHours(tt.week, zone, noon, tt.notOn)
			if got["en"] != tt.en || got["es"] != tt.es {
				t.Errorf("got\n%s\n%s", got["en"], got["es"])
			}
		})
	}
}
