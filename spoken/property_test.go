package spoken_test

import (
	"strings"
	"testing"
	"time"
	"unicode"

	"pgregory.net/rapid"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/spoken"
)

// TestPlainWordsStay: a text of plain words comes out as it went in.
func TestPlainWordsStay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := rapid.SampledFrom(civicline.Languages).Draw(t, "language")
		text := strings.Join(rapid.SliceOf(rapid.StringMatching(`[a-zñáéíóú]{2,9}[,;?!]?`)).Draw(t, "words"), " ")
		if strings.Contains(text, "siglo") || strings.Contains(text, "part") {
			t.Skip()
		}
		if got := spoken.Text(text, l); got != text {
			t.Fatalf("%q became %q", text, got)
		}
	})
}

// TestNoWordIsLost: among figures and signs, every long word stays, in order.
func TestNoWordIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := rapid.SampledFrom(civicline.Languages).Draw(t, "language")
		words := rapid.SliceOfN(rapid.StringMatching(`[qwzk][aeo][xjz][aeiou][a-z]{3}`), 1, 6).Draw(t, "words")
		var b strings.Builder
		for _, w := range words {
			b.WriteString(rapid.StringMatching(`[-0-9$#%&/.,:()@ ]{0,9}`).Draw(t, "signs"))
			b.WriteString(" " + w + " ")
		}
		got := spoken.Text(b.String(), l)
		rest := got
		for _, w := range words {
			_, after, ok := strings.Cut(rest, w)
			if !ok {
				t.Fatalf("%q became %q without %q", b.String(), got, w)
			}
			rest = after
		}
	})
}

// TestFiguresGo: no digit is left for the voice to guess at.
func TestFiguresGo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := rapid.SampledFrom(civicline.Languages).Draw(t, "language")
		text := rapid.StringMatching(`[-0-9a-zA-ZñÑ$€#%&/.,:()@+*º ']{0,60}`).Draw(t, "text")
		if got := spoken.Text(text, l); strings.ContainsFunc(got, func(r rune) bool { return r < 128 && unicode.IsDigit(r) }) {
			t.Fatalf("%q became %q", text, got)
		}
	})
}

// TestWordsOfNumbersStay: what Text makes of a number it leaves alone.
func TestWordsOfNumbersStay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := rapid.SampledFrom(civicline.Languages).Draw(t, "language")
		f := rapid.SampledFrom([]spoken.Form{spoken.Counting, spoken.Masculine, spoken.Feminine}).Draw(t, "form")
		n := rapid.Int64Range(-1e16, 1e16).Draw(t, "n")
		for _, words := range []string{spoken.Cardinal(n, l, f), spoken.Ordinal(max(n, -n), l, f), spoken.Money(n, l), spoken.Clock(int(max(n, -n)%24), int(max(n, -n)%60), l), spoken.Date(2026, time.Month(max(n, -n)%12+1), 7, l)} {
			if got := spoken.Text(words, l); got != words {
				t.Fatalf("%q became %q", words, got)
			}
		}
	})
}

// TestReceiptsAreReadOneWay: read back by a flow or found in a sentence, a
// receipt number sounds the same.
func TestReceiptsAreReadOneWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := rapid.SampledFrom(civicline.Languages).Draw(t, "language")
		n := rapid.StringMatching(`(IOE|LIN|EAC|WAC|SRC|MSC)[0-9]{10}`).Draw(t, "number")
		if a, b := spoken.Text(spoken.Receipt(n, l), l), spoken.Text(n, l); a != b {
			t.Fatalf("%q and %q", a, b)
		}
	})
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"", "I-485 costs $1,440.", "8:30 a. m. EST", "1-800-GO-U-HAUL", "123 N. Main St., TX 77036", "a@b.c", "½ '80s §§ \xff\u0301", "10.000.000,5 a. c.", "Nov. 23-27, 2026"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, l := range civicline.Languages {
			for _, s := range []spoken.Style{{}, spoken.Conventional} {
				if got := s.Text(text, l); len(got) > 200+60*len(text) {
					t.Errorf("%d bytes became %d", len(text), len(got))
				}
			}
		}
	})
}

// TestLongTextsDoNoMoreWorkEach: the tricky shapes, very long. Were the work
// to grow with the square of the length, this would take minutes.
func TestLongTextsDoNoMoreWorkEach(t *testing.T) {
	for _, piece := range []string{"1,000,", "a.", "1-", "a:", "A1", "1.", "(1)", "+1 ", "Mon-", "$5-", "e.g.", "1/", "12:30-", "I-", "N. ", "ab@", "1 000 ", "X", "9", "S. St. "} {
		for _, l := range civicline.Languages {
			if spoken.Text(strings.Repeat(piece, 20_000), l) == "" {
				t.Errorf("%q is lost", piece)
			}
		}
	}
}

func BenchmarkText(b *testing.B) {
	for name, s := range map[string]struct {
		l    civicline.Language
		text string
	}{
		"english": {civicline.English, "Your Form I-485, receipt number IOE9999900101, was received on 11/23/2026 at 8:30 a.m.; the fee is $1,440.50."},
		"spanish": {civicline.Spanish, "Su formulario I-485, número de recibo IOE9999900101, llegó el 23/11/2026 a las 8:30 a. m.; la tarifa es de $1,440.50."},
		"plain":   {civicline.English, "We are closed on Thursday for Thanksgiving, and we answer again on Friday in the morning, as on other days."},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_ = spoken.Text(s.text, s.l)
			}
		})
	}
}
