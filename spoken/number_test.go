package spoken_test

import (
	"math"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/spoken"
)

func TestCardinal(t *testing.T) {
	for _, tt := range []struct {
		n      int64
		en, es string
	}{
		{0, "zero", "cero"}, {-7, "minus seven", "menos siete"}, {16, "sixteen", "dieciséis"}, {21, "twenty-one", "veintiuno"}, {45, "forty-five", "cuarenta y cinco"},
		{100, "one hundred", "cien"}, {101, "one hundred one", "ciento uno"}, {999, "nine hundred ninety-nine", "novecientos noventa y nueve"}, {1000, "one thousand", "mil"}, {1001, "one thousand one", "mil uno"},
		{21_021, "twenty-one thousand twenty-one", "veintiún mil veintiuno"}, {1_000_000, "one million", "un millón"}, {31_000_001, "thirty-one million one", "treinta y un millones uno"},
		{1e9, "one billion", "mil millones"}, {1e12, "one trillion", "un billón"}, {1e15, "one quadrillion", "mil billones"}, {2e15 + 5, "two quadrillion five", "dos mil billones cinco"},
		{math.MinInt64, "minus nine quintillion two hundred twenty-three quadrillion three hundred seventy-two trillion thirty-six billion eight hundred fifty-four million seven hundred seventy-five thousand eight hundred eight",
			"menos nueve trillones doscientos veintitrés mil trescientos setenta y dos billones treinta y seis mil ochocientos cincuenta y cuatro millones setecientos setenta y cinco mil ochocientos ocho"},
	} {
		if en, es := spoken.Cardinal(tt.n, civicline.English, spoken.Counting), spoken.Cardinal(tt.n, civicline.Spanish, spoken.Counting); en != tt.en || es != tt.es {
			t.Errorf("%d: %q, %q", tt.n, en, es)
		}
	}
}

func TestSpanishNumbersAgree(t *testing.T) {
	for n, want := range map[int64][2]string{
		1: {"un", "una"}, 21: {"veintiún", "veintiuna"}, 31: {"treinta y un", "treinta y una"}, 101: {"ciento un", "ciento una"}, 200: {"doscientos", "doscientas"}, 500: {"quinientos", "quinientas"},
		21_000: {"veintiún mil", "veintiuna mil"}, 200_001: {"doscientos mil un", "doscientas mil una"}, 1_000_000: {"un millón", "un millón"}, 500_000_500: {"quinientos millones quinientos", "quinientos millones quinientas"},
	} {
		if m, f := spoken.Cardinal(n, civicline.Spanish, spoken.Masculine), spoken.Cardinal(n, civicline.Spanish, spoken.Feminine); m != want[0] || f != want[1] {
			t.Errorf("%d: %q, %q; want %q", n, m, f, want)
		}
	}
}

func TestOrdinal(t *testing.T) {
	for _, tt := range []struct {
		n              int64
		en, es, el, la string
	}{
		{1, "first", "primero", "primer", "primera"}, {3, "third", "tercero", "tercer", "tercera"}, {12, "twelfth", "duodécimo", "duodécimo", "duodécima"}, {20, "twentieth", "vigésimo", "vigésimo", "vigésima"},
		{21, "twenty-first", "vigésimo primero", "vigésimo primer", "vigésima primera"}, {100, "one hundredth", "centésimo", "centésimo", "centésima"}, {1000, "one thousandth", "milésimo", "milésimo", "milésima"},
	} {
		for i, got := range []string{spoken.Ordinal(tt.n, civicline.English, spoken.Counting), spoken.Ordinal(tt.n, civicline.Spanish, spoken.Counting), spoken.Ordinal(tt.n, civicline.Spanish, spoken.Masculine), spoken.Ordinal(tt.n, civicline.Spanish, spoken.Feminine)} {
			if want := []string{tt.en, tt.es, tt.el, tt.la}[i]; got != want {
				t.Errorf("%d: %q; want %q", tt.n, got, want)
			}
		}
	}
}

func TestNth(t *testing.T) {
	for n, want := range map[int]string{1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 11: "11th", 12: "12th", 13: "13th", 21: "21st", 23: "23rd", 101: "101st", 111: "111th"} {
		if got := spoken.Nth(n, civicline.English); got != want {
			t.Errorf("%d: %q; want %q", n, got, want)
		}
	}
	if got := spoken.Nth(3, civicline.Spanish); got != "3.º" {
		t.Errorf("%q", got)
	}
}

func TestParts(t *testing.T) {
	const en, es = civicline.English, civicline.Spanish
	for _, tt := range []struct{ got, want string }{
		{spoken.Digits("482771305", 3, 3, 3), "4 8 2, 7 7 1, 3 0 5"},
		{spoken.Phone("7135550101"), "7 1 3, 5 5 5, 0 1 0 1"},
		{spoken.Phone("5550101"), "5 5 5 0 1 0 1"},
		{spoken.Receipt("IOE9999900101", en), "I O E, 9 9 9, 9 9 0, 0 1 0 1"},
		{spoken.Receipt("LIN9999100306", es), "ele, i, ene, 9 9 9, 9 1 0, 0 3 0 6"},
		{spoken.Receipt("IOE99", en), "I O E 9 9"},
		{spoken.Letters("ñw", es), "eñe, doble u"},
		{spoken.Date(2026, time.November, 23, en), "November twenty-third, twenty twenty-six"},
		{spoken.Date(0, time.May, 1, es), "primero de mayo"},
		{spoken.Date(1905, time.May, 2, en), "May second, nineteen oh five"},
		{spoken.Date(2000, time.May, 2, es), "dos de mayo de dos mil"},
		{spoken.Clock(0, 30, en), "twelve thirty in the morning"},
		{spoken.Clock(12, 0, en), "noon"},
		{spoken.Clock(13, 5, es), "la una y cinco de la tarde"},
		{spoken.Money(144000, en), "one thousand four hundred forty dollars"},
		{spoken.Money(-101, es), "menos un dólar con un centavo"},
		{spoken.Money(0, es), "cero dólares"},
		{spoken.Money(100_000_000, es), "un millón de dólares"},
		{spoken.Weekday(time.Saturday, es) + " " + spoken.Month(time.September, es), "sábado septiembre"},
		{spoken.Text("5 kg", "fr"), "five kilograms"},
	} {
		if tt.got != tt.want {
			t.Errorf("%q; want %q", tt.got, tt.want)
		}
	}
}
