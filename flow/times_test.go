package flow

import (
	"testing"
	"time"

	"github.com/civicline/civicline"
)

func eastern(t *testing.T, text string) time.Time {
	t.Helper()
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", text, zone)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestClock(t *testing.T) {
	for text, want := range map[string][2]string{
		"00:00": {"twelve in the morning", "las doce de la madrugada"},
		"01:05": {"one oh five in the morning", "la una y cinco de la madrugada"},
		"08:00": {"eight in the morning", "las ocho de la mañana"},
		"10:15": {"ten fifteen in the morning", "las diez y quince de la mañana"},
		"12:00": {"noon", "las doce de la tarde"},
		"12:30": {"twelve thirty in the afternoon", "las doce y treinta de la tarde"},
		"13:21": {"one twenty-one in the afternoon", "la una y veintiuno de la tarde"},
		"19:45": {"seven forty-five in the evening", "las siete y cuarenta y cinco de la tarde"},
		"20:00": {"eight in the evening", "las ocho de la noche"},
	} {
		at := eastern(t, "2026-11-23 "+text)
		if en, es := clock(at, civicline.English), clock(at, civicline.Spanish); en != want[0] || es != want[1] {
			t.Errorf("%s: %q, %q; want %q", text, en, es, want)
		}
	}
}

func TestWhenNext(t *testing.T) {
	now := eastern(t, "2026-11-23 21:00")
	for text, want := range map[string][2]string{
		"2026-11-23 22:00": {"today at ten in the evening Eastern time", "hoy a las diez de la noche, hora del Este"},
		"2026-11-24 08:00": {"tomorrow at eight in the morning Eastern time", "mañana a las ocho de la mañana, hora del Este"},
		"2026-11-27 08:00": {"Friday at eight in the morning Eastern time", "el viernes a las ocho de la mañana, hora del Este"},
		"2026-12-01 08:00": {"Tuesday, December 1st, at eight in the morning Eastern time", "el martes primero de diciembre a las ocho de la mañana, hora del Este"},
		"2027-01-04 08:00": {"Monday, January 4th, 2027, at eight in the morning Eastern time", "el lunes 4 de enero de 2027 a las ocho de la mañana, hora del Este"},
	} {
		at := eastern(t, text)
		if en, es := whenNext(at, now, civicline.English), whenNext(at, now, civicline.Spanish); en != want[0] || es != want[1] {
			t.Errorf("%s: %q, %q; want %q", text, en, es, want)
		}
	}
}

func TestNumbersAreReadSingly(t *testing.T) {
	for _, tt := range []struct{ got, want string }{
		{singly("482771305", 3, 3, 3), "4 8 2, 7 7 1, 3 0 5"},
		{singly("7135550101", 3, 3, 4), "7 1 3, 5 5 5, 0 1 0 1"},
		{singly(""), ""},
		{spokenReceipt("IOE9999900101", civicline.English), "I O E, 9 9 9, 9 9 0, 0 1 0 1"},
		{spokenReceipt("LIN9999100306", civicline.Spanish), "ele, i, ene, 9 9 9, 9 1 0, 0 3 0 6"},
		{lastFour("+13055550142"), "0 1 4 2"},
		{lastFour("alice"), ""},
		{lastFour(""), ""},
		{lastFour("1001"), ""},
	} {
		if tt.got != tt.want {
			t.Errorf("%q; want %q", tt.got, tt.want)
		}
	}
}

func TestWait(t *testing.T) {
	m := time.Minute
	for _, tt := range []struct {
		w      civicline.Wait
		en, es string
	}{
		{civicline.Wait{}, "I cannot tell yet how long it will be.", "Todavía no puedo decirle cuánto va a tardar."},
		{civicline.Wait{High: 30 * time.Second}, "The wait is less than a minute.", "La espera es de menos de un minuto."},
		{civicline.Wait{High: 5 * m}, "The wait is about five minutes.", "La espera es de unos cinco minutos."},
		{civicline.Wait{Low: 5 * m, High: 5 * m}, "The wait is about five minutes.", "La espera es de unos cinco minutos."},
		{civicline.Wait{Low: 4 * m, High: 21 * m}, "The wait is between four and twenty-one minutes.", "La espera es de entre cuatro y veintiún minutos."},
	} {
		if en, es := waitSentence(tt.w, civicline.English), waitSentence(tt.w, civicline.Spanish); en != tt.en || es != tt.es {
			t.Errorf("%v: %q, %q", tt.w, en, es)
		}
	}
}

func TestKeysOfAReceiptNumber(t *testing.T) {
	for keys, want := range map[string]string{
		"9999900101": "IOE9999900101", "4639999900101": "IOE9999900101", "5469999100306": "LIN9999100306", "6729999100205": "MSC9999100205 NSC9999100205",
		"7729999100407": "SRC9999100407 PSC9999100407", "1119999100407": "", "999": "", "99999001*1": "",
	} {
		got := ""
		for i, f := range keyedReceipt(keys) {
			if i > 0 {
				got += " "
			}
			got += f["receipt number"]
		}
		if got != want {
			t.Errorf("%s: %q; want %q", keys, got, want)
		}
	}
}
