package flow

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/spoken"
)

var (
	yearDigits = regexp.MustCompile(`\b(19|20)\d\d\b`)
	doubtAt    = regexp.MustCompile(`at (\d+)`)
)

// mostPieces is in how many turns an answer may be given.
const mostPieces = 4

// piece takes a part of an answer, says what is there, and asks for the rest. It
// reports whether there was one. What was given is never asked for again.
func (t *turn) piece(r civicline.Reading) bool {
	p, q := &t.p, questions[t.step().name]
	if q.piece == nil {
		return false
	}
	if day := t.withYear(r); day != "" {
		t.answer([]civicline.Facts{{t.step().name: day}})
		return true
	}
	part := q.piece(r)
	if part == "" || part == p.soFar || p.pieces >= mostPieces {
		return false
	}
	t.takePiece(part)
	return true
}

func (t *turn) takePiece(part string) {
	p := &t.p
	p.soFar = part
	p.pieces++
	p.trouble, p.offered = trouble{}, civicline.Reading{}
	words := t.always.soFar
	if strings.HasPrefix(part, "--") {
		words = t.always.whichYear
	}
	if words == nil {
		words = t.step().again
	}
	t.put(words)
}

// keyedPiece adds keys to what is there of a number, and reports whether they
// belong to it.
func (t *turn) keyedPiece(keys string) bool {
	p, q := &t.p, questions[t.step().name]
	if q.piece == nil || strings.Trim(keys, "0123456789") != "" {
		return false
	}
	if len(keys) == 4 && strings.HasPrefix(p.soFar, "--") {
		if day := fullDay(keys, p.soFar); day != "" {
			t.answer([]civicline.Facts{{t.step().name: day}})
			return true
		}
	}
	if q.whole == 0 || p.pieces >= mostPieces || len(keys) < 2 {
		return false
	}
	all := p.soFar + keys
	letters := strings.Trim(all, "0123456789") != ""
	switch n := len(all); {
	case p.soFar != "" && letters && n == 13:
		t.answer([]civicline.Facts{{t.step().name: all}})
	case p.soFar != "" && !letters && n == q.whole:
		t.answer(q.keyed(all))
	case !letters && n < q.whole, letters && n < 13:
		t.takePiece(all)
	default:
		return false
	}
	return true
}

// withYear completes a day that was said without its year; "" if there is none.
func (t *turn) withYear(r civicline.Reading) string {
	if !strings.HasPrefix(t.p.soFar, "--") {
		return ""
	}
	year := yearDigits.FindString(r.Text + " " + r.Entities["digits"])
	if year == "" {
		year = spokenYear(r.Text, t.p.at)
	}
	return fullDay(year, t.p.soFar)
}

func fullDay(year, soFar string) string {
	if _, err := time.Parse(time.DateOnly, year+soFar[1:]); err != nil {
		return ""
	}
	return year + soFar[1:]
}

// spokenYear finds a year in words: "twenty twenty four", "dos mil veinticuatro",
// "last year".
func spokenYear(text string, now time.Time) string {
	said := " " + strings.Join(bare(text), " ") + " "
	has := func(words string) bool { return strings.Contains(said, " "+strings.Join(bare(words), " ")+" ") }
	for y := now.Year() + 1; y > now.Year()-45; y-- {
		century, rest := y/100, y%100
		names := []string{
			number(century, civicline.English) + " " + number(rest, civicline.English),
			number(century, civicline.English) + " oh " + number(rest, civicline.English),
		}
		if century == 20 {
			names = append(names, "two thousand "+number(rest, civicline.English), "two thousand and "+number(rest, civicline.English), "dos mil "+number(rest, civicline.Spanish))
			if rest == 0 {
				names = append(names, "two thousand", "dos mil")
			}
		} else {
			names = append(names, "mil novecientos "+number(rest, civicline.Spanish))
		}
		for _, n := range names {
			if has(n) {
				return strconv.Itoa(y)
			}
		}
	}
	switch {
	case has("this year"), has("este año"):
		return strconv.Itoa(now.Year())
	case has("last year"), has("el año pasado"):
		return strconv.Itoa(now.Year() - 1)
	}
	return ""
}

// spokenSoFar is the part of a number that is there, as it is read back.
func spokenSoFar(_ *Book, p *Place, l civicline.Language) string {
	n := len(p.soFar) - len(strings.TrimLeft(p.soFar, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	digits := p.grouped(p.soFar[n:], 3, 3, 4)
	if p.told.typed {
		return strings.Trim(p.soFar[:n]+"-"+digits, "-")
	}
	switch {
	case n == 0:
		return digits
	case digits == "":
		return spoken.Letters(p.soFar[:n], l)
	}
	return spoken.Letters(p.soFar[:n], l) + ", " + digits
}

// doubted writes a receipt number so that a character that may be another is
// heard for what it is: "I as in India", "1 as a digit". Doubts are "I/1 at 1",
// parted by anything.
func doubted(n, doubt string, l civicline.Language) string {
	if len(n) != 13 || doubt == "" {
		return spokenReceipt(n, l)
	}
	at := map[int]bool{}
	for _, m := range doubtAt.FindAllStringSubmatch(doubt, -1) {
		if i, err := strconv.Atoi(m[1]); err == nil {
			at[i] = true
		}
	}
	var out []string
	for i, r := range n[:3] {
		text := spoken.Letters(string(r), l)
		if at[i+1] {
			text += map[civicline.Language]string{civicline.English: " as in ", civicline.Spanish: " de "}[l] + spelling[l][r-'A']
		}
		out = append(out, text)
	}
	text := strings.Join(out, ", ")
	if len(at) > 3 { // nothing is sure: plain digits are easier to check
		return text + ", " + singly(n[3:], 3, 3, 4)
	}
	return text + ", " + singly(n[3:], 3, 3, 4) + digitDoubts(n, at, l)
}

// digitDoubts says which digits are meant, after the number.
func digitDoubts(n string, at map[int]bool, l civicline.Language) string {
	out := ""
	for i := 3; i < len(n); i++ {
		if !at[i+1] {
			continue
		}
		nth := i - 2
		if l == civicline.Spanish {
			out += fmt.Sprintf(". El número %s es un %s", number(nth, l), number(int(n[i]-'0'), l))
		} else {
			out += fmt.Sprintf(". The %s digit is a %s", ordinalWords[nth-1], number(int(n[i]-'0'), l))
		}
	}
	return out
}

var ordinalWords = strings.Fields("first second third fourth fifth sixth seventh eighth ninth tenth")

// spelling are words that callers know letters by, from A to Z.
var spelling = map[civicline.Language][]string{
	civicline.English: strings.Fields("Alpha Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliet Kilo Lima Mike November Oscar Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu"),
	civicline.Spanish: strings.Fields("Ana Barcelona Carmen Dinamarca España Francia Granada Holanda Italia José Kilo Lima México Nicaragua Oscar París Quito Roma Sábado Teresa Uruguay Venezuela Washington Xilófono Yolanda Zapato"),
}
