package entity

import (
	"testing"

	"github.com/civicline/civicline"
)

const (
	en = civicline.English
	es = civicline.Spanish
)

var offices = New(Gazette{Places: []Place{{City: "Newark", State: "NJ"}, {City: "Portland", State: "OR"}, {City: "Houston", State: "TX"}, {City: "Irving", State: "TX", Also: []string{"Dallas"}}}})

func find(t *testing.T, l civicline.Language, x civicline.Expectation, texts ...string) map[string]string {
	t.Helper()
	var heard []civicline.Hypothesis
	for _, text := range texts {
		heard = append(heard, civicline.Hypothesis{Language: l, Text: text})
	}
	return offices.Find(heard, x)
}

func TestReceiptsCorrected(t *testing.T) {
	for _, tt := range []struct {
		l          civicline.Language
		text, want string
	}{
		{en, "IOE 99 99-900101", "IOE9999900101"},
		{en, "ioe.99.999.00101", "IOE9999900101"},
		{en, "i as in india o as in orange e as in echo ninety nine ninety nine nine hundred one oh one", "IOE9999900101"},
		{en, "i o e nine nine nine nine five no not five nine oh oh one oh one", "IOE9999900101"},
		{en, "i o e nine nine nine nine five no nine not five oh oh one oh one", "IOE9999900101"},
		{en, "l i n no wait let me start over i o e nine nine nine nine nine oh oh one oh one", "IOE9999900101"},
		{en, "i o e nine nine eight no nine nine nine nine nine oh oh one oh one", "IOE9999900101"},
		{es, "i o e nueve nueve nueve nueve cinco perdón cinco no nueve cero cero uno cero uno", "IOE9999900101"},
		{es, "ele i ene noventa y nueve noventa y nueve uno cero cero tres cero seis", "LIN9999100306"},
		{es, "uve ese ce nueve nueve nueve nueve uno cero cero dos cero cinco", "VSC9999100205"},
		{es, "ve corta ese ce cuatro nueves uno cero cero dos cero cinco", "VSC9999100205"},
		{es, "be larga de burro", ""},
	} {
		if got := find(t, tt.l, civicline.Expectation{Question: civicline.ReceiptNumber}, tt.text); got[Receipt] != tt.want {
			t.Errorf("%q: %v; want %q", tt.text, got, tt.want)
		}
	}
}

func TestTenDigitsAreNoReceiptWhereSomethingElseWasAsked(t *testing.T) {
	check(t, civicline.DateSaid, Receipt, []wanted{{en, "ten ten two thousand ten", ""}})
	check(t, civicline.Digits, Receipt, []wanted{{en, "seven one three five five five oh one oh one", ""}})
	check(t, civicline.OpenQuestion, Receipt, []wanted{{en, "call me at seven one three five five five oh one oh one", ""}, {en, "nine nine nine nine nine oh oh one oh one", "IOE9999900101"}})
}

func TestReceiptDoubts(t *testing.T) {
	for text, want := range map[string]string{
		"1OE9999900101": "I/1 at 1",
		"IOE99999OO101": "0/O at 9, 0/O at 10",
		"IOE99999001S1": "5/S at 12",
		"m s t nine nine nine nine one oh oh two oh five":     "C/T at 3",
		"i o e nine nine nine nine nine oh oh one oh one":     "",
		"india oscar echo nine nine nine nine nine 0 0 1 0 1": "",
	} {
		if got := find(t, en, civicline.Expectation{Question: civicline.ReceiptNumber}, text); got[Receipt] == "" || got[ReceiptDoubt] != want {
			t.Errorf("%q: %v; want the doubt %q", text, got, want)
		}
	}
}

func TestReceiptsInPieces(t *testing.T) {
	for _, tt := range []struct{ name, sofar, text, whole, part string }{
		{"letters->", "", "i o e", "", "IOE"},
		{"letters->three digits->", "IOE", "nine nine nine", "", "IOE999"},
		{"part->the rest->whole", "IOE999", "nine nine oh oh one oh one", "IOE9999900101", ""},
		{"part->ten digits->whole", "IOE99", "nine nine nine nine nine oh oh one oh one", "IOE9999900101", ""},
		{"part->from the first letter->replaced", "LIN99", "i o e nine nine nine", "", "IOE999"},
		{"part->the end said again->counted once", "IOE99999", "nine nine nine oh oh one oh one", "IOE9999900101", ""},
		{"part->no, nine->replaced", "IOE9995", "no nine", "", "IOE9999"},
		{"digits->the letters last", "9999900101", "i o e", "IOE9999900101", ""},
		{"part->yes->kept", "IOE999", "yes", "", "IOE999"},
		{"part->one moment->kept", "IOE999", "one moment please", "", "IOE999"},
		{"twelve characters are a part", "", "i o e nine nine nine nine nine oh oh one oh", "", "IOE999990010"},
		{"fourteen are a part", "", "i o e nine nine nine nine nine oh oh one oh one one", "", "IOE99999001011"},
		{"an A-number is none", "", "a oh one two three four five six seven eight", "", ""},
		{"one moment is none", "", "one moment please", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := find(t, en, civicline.Expectation{Question: civicline.ReceiptNumber, SoFar: tt.sofar}, tt.text)
			if got[Receipt] != tt.whole || got[ReceiptPart] != tt.part {
				t.Errorf("%v; want %q, %q", got, tt.whole, tt.part)
			}
		})
	}
}

func TestHypothesesVote(t *testing.T) {
	asked := civicline.Expectation{Question: civicline.ReceiptNumber}
	a, b := "i o e nine nine nine nine nine oh oh one oh one", "i o e nine nine nine nine five oh oh one oh one"
	if got := find(t, en, asked, b, a, a); got[Receipt] != "IOE9999900101" || got[Receipt2] != "IOE9999500101" {
		t.Errorf("two against the first: %v", got)
	}
	if got := find(t, en, asked, "i o e nine five nine nine nine oh oh one oh one", "i o e nine nine nine nine nine oh oh four oh one", a); got[Receipt] != "IOE9999900101" {
		t.Errorf("each digit by itself: %v", got)
	}
	asked.Refused = []string{"IOE9999900101"}
	if got := find(t, en, asked, a, b); got[Receipt] != "IOE9999500101" {
		t.Errorf("the refused is not the answer: %v", got)
	}
	if got := find(t, en, asked, a); got[Receipt] == "IOE9999900101" || got[Receipt] == "" {
		t.Errorf("refused, and nothing else heard: %v", got)
	}
	asked.Refused = []string{"IOE9999500101"}
	if got := find(t, en, asked, "no it's nine not five"); got[Receipt] != "IOE9999900101" {
		t.Errorf("nine not five: %v", got)
	}
}

type wanted struct {
	l          civicline.Language
	text, want string
}

func check(t *testing.T, q civicline.Question, name string, rows []wanted) {
	t.Helper()
	for _, r := range rows {
		if got := find(t, r.l, civicline.Expectation{Question: q}, r.text); got[name] != r.want {
			t.Errorf("%s, %q: %q; want %q (%v)", q, r.text, got[name], r.want, got)
		}
	}
}

func TestAlienNumbers(t *testing.T) {
	check(t, civicline.ReceiptNumber, Alien, []wanted{
		{en, "a zero one two three four five six seven eight", "A012345678"}, {en, "my alien number is 87 654 321", "A087654321"},
		{es, "mi número a es cero noventa y nueve ciento veintitrés cuatrocientos cincuenta y seis", "A099123456"}, {en, "i o e nine nine nine nine nine oh oh one oh one", ""},
	})
	check(t, civicline.Digits, Alien, []wanted{{en, "zero one two three four five six seven eight", "A012345678"}, {en, "nine oh two one oh dash one two three four", ""}})
	check(t, civicline.OpenQuestion, Alien, []wanted{{en, "a nine digit number", ""}, {en, "012345678", ""}})
}

func TestPhonesAndZIPs(t *testing.T) {
	check(t, civicline.Digits, Phone, []wanted{
		{en, "area code seven one three five five five one two one two", "7135551212"}, {en, "(713) 555-0101", "7135550101"}, {en, "+1 713 555 0101", "7135550101"},
		{en, "eight hundred five five five one two one two", "8005551212"}, {es, "tres cero cinco, cinco cincuenta y cinco, doce doce", "3055551212"},
		{es, "setecientos trece quinientos cincuenta y cinco cero uno cero uno", "7135550101"},
	})
	check(t, civicline.OpenQuestion, Phone, []wanted{{en, "i have two kids and one case", ""}, {en, "i o e nine nine nine nine nine oh oh one oh one", ""}})
	check(t, civicline.Digits, ZIP, []wanted{{en, "nine oh two one oh dash one two three four", "90210"}, {es, "treinta y tres ciento dos", "33102"}, {en, "two oh five oh", ""}})
	check(t, civicline.OpenQuestion, ZIP, []wanted{{en, "i was born on may 4 1998", ""}, {en, "at 8:30 on the 15", ""}})
}

func TestDates(t *testing.T) {
	check(t, civicline.DateSaid, Date, []wanted{
		{en, "the third of May two thousand four", "2004-05-03"}, {en, "05/04/1998", "1998-05-04"}, {es, "05/04/1998", "1998-04-05"}, {en, "25/12/1985", "1985-12-25"},
		{es, "4 de mayo del 98", "1998-05-04"}, {es, "mayo cuatro", "--05-04"}, {es, "el cuatro de mayo de mil novecientos noventa y ocho", "1998-05-04"}, {es, "primero de enero de mil novecientos setenta", "1970-01-01"},
		{en, "may fourth nineteen ninety eight", "1998-05-04"}, {en, "oh five oh four ninety eight", "1998-05-04"}, {en, "twelve twenty five nineteen eighty five", "1985-12-25"}, {en, "may twentieth twenty oh four", "2004-05-20"},
		{en, "june 2019", "2019-06"}, {en, "june third twenty nineteen", "2019-06-03"}, {en, "nineteen ninety-eight may fourth", "1998-05-04"}, {en, "1998-05-04", "1998-05-04"}, {en, "may nineteen ninety eight", "1998-05"},
		{en, "20th of July 1960 4", "1964-07-20"}, {en, "3rd of March 1990 to", "1992-03-03"}, {en, "1 August 2000 and 9", "2009-08-01"}, {en, "25:12 1947", "1947-12-25"}, {en, "february thirtieth nineteen ninety", ""},
		{es, "cero cinco del cero cuatro del noventa y ocho", "1998-04-05"}, {en, "i don't remember", ""}, {en, "may i ask why", ""},
	})
	check(t, civicline.DateSaid, Date2, []wanted{{en, "05/04/1998", "1998-04-05"}, {en, "05/05/1998", ""}, {en, "may 4 1998", ""}})
	check(t, civicline.OpenQuestion, Date, []wanted{{en, "i may have two cases", ""}, {en, "i was born on may 4 1998", "1998-05-04"}, {en, "i waited 30 days", ""}, {en, "lima india november nine nine", ""}})
	if got := find(t, en, civicline.Expectation{Question: civicline.DateSaid, SoFar: "--05-04"}, "nineteen ninety eight"); got[Date] != "1998-05-04" {
		t.Errorf("the year in the next turn: %v", got)
	}
}

func TestTimes(t *testing.T) {
	check(t, civicline.OpenQuestion, Time, []wanted{
		{en, "half past eight", "08:30"}, {en, "quarter to nine", "08:45"}, {en, "three pm", "15:00"}, {en, "3:45 p.m.", "15:45"}, {en, "at eight thirty pm", "20:30"}, {en, "noon", "12:00"}, {en, "nine o'clock in the morning", "09:00"},
		{es, "las ocho y media de la mañana", "08:30"}, {es, "quince horas", "15:00"}, {en, "fifteen hundred hours", "15:00"}, {es, "cuarto para las nueve", "08:45"}, {es, "las dos menos diez", "01:50"}, {es, "a la una y media", "01:30"}, {es, "a las tres y cuarto de la tarde", "15:15"},
		{en, "i have two cases", ""}, {en, "five to ten days", ""}, {es, "las dos peticiones", ""}, {en, "at one address", ""},
	})
}

func TestNames(t *testing.T) {
	check(t, civicline.PersonName, Name, []wanted{
		{en, "Maria, M A R I A, Gómez with a zee", "Maria Gómez"}, {en, "John spelled J-O-H-N", "John"}, {en, "jon j o h n smith", "John Smith"}, {en, "my name is Robert O'Brien", "Robert O'Brien"}, {en, "gomes with a zee", "Gomez"},
		{es, "me llamo maría de la cruz hernández", "María de la Cruz Hernández"}, {es, "soy juan carlos pérez lópez", "Juan Carlos Pérez López"}, {en, "november echo india lima", "Neil"}, {en, "first name john last name smith", "John Smith"},
		{en, "i want to talk to a person", ""}, {es, "no quiero decir mi nombre", ""}, {en, "my name is john smith and i'm calling about my case", "John Smith"},
	})
	check(t, civicline.OpenQuestion, Name, []wanted{{es, "me llamo rosa díaz y quiero saber de mi caso", "Rosa Díaz"}, {en, "mike hotel papa", ""}, {en, "My name is spelled wrong on the receipt", ""}})
	if got := find(t, en, civicline.Expectation{Question: civicline.PersonName}, "georgina tailor", "Georgina Taylor"); got[Name] != "Georgina Taylor" {
		t.Errorf("a name of names: %v", got)
	}
}

func TestForms(t *testing.T) {
	check(t, civicline.FormName, Form, []wanted{
		{en, "four eighty-five", "I-485"}, {en, "form n four hundred", "N-400"}, {es, "el siete noventa y siete", "I-797"}, {es, "cuatro ochenta y cinco", "I-485"}, {en, "eye 485", "I-485"}, {en, "i for 85", "I-485"}, {en, "i485", "I-485"},
		{en, "i six oh one a", "I-601A"}, {en, "eight twenty one d", "I-821D"}, {en, "a r eleven", "AR-11"}, {es, "la i ciento treinta y uno", "I-131"}, {en, "nine nine nine", ""},
	})
	check(t, civicline.OpenQuestion, Form, []wanted{
		{es, "la siete sesenta y cinco", "I-765"}, {es, "permiso de trabajo", "I-765"}, {en, "renew my green card", "I-90"}, {en, "the 90 days", ""}, {en, "i had 485 problems", ""}, {en, "i have 90 days", ""}, {en, "an i-9 for a new hire", "I-9"}, {en, "my i four eighty five", "I-485"},
	})
	if got := find(t, es, civicline.Expectation{Question: civicline.FormName}, "la mica"); got[Form] != "I-485" || got[Form+" 2"] != "I-90" {
		t.Errorf("la mica asks: %v", got)
	}
}

func TestYesAndNo(t *testing.T) {
	check(t, civicline.YesNo, YesNo, []wanted{
		{en, "that's not right", "no"}, {es, "no, sí está bien", "yes"}, {es, "ándale", "yes"}, {es, "simón", "yes"}, {es, "nel", "no"}, {en, "yes but no", "no"}, {en, "uh i guess so", "yes"}, {en, "i do", "yes"}, {en, "i don't think so", "no"},
		{en, "i'm not sure", ""}, {es, "no sé", ""}, {es, "eso no es correcto", "no"}, {es, "claro que sí", "yes"}, {en, "no problem", "yes"}, {es, "órale pues", "yes"}, {en, "i have a question", ""},
	})
}

func TestYesAndNoWhereNobodyAsked(t *testing.T) {
	check(t, civicline.OpenQuestion, YesNo, []wanted{{en, "no thank you that's all", "no"}, {en, "yes please", "yes"}, {es, "no gracias", "no"}, {en, "i never got my card", ""}, {es, "no hablo inglés", ""}, {es, "¿eso es malo?", ""}, {en, "yes where is my case", ""}})
	check(t, civicline.ReceiptNumber, YesNo, []wanted{{en, "i don't have it", "no"}, {es, "no lo tengo", "no"}})
}

func TestTheRest(t *testing.T) {
	check(t, civicline.OpenQuestion, Relationship, []wanted{{en, "I'm his wife", "spouse"}, {es, "soy su abogado", "lawyer"}, {en, "calling for my mother", "child"}, {es, "llamo por mi hijo", "parent"}, {en, "it's my own case", "self"}, {en, "my wife and i moved", ""}})
	check(t, civicline.OpenQuestion, Category, []wanted{{en, "F two A", "F2A"}, {es, "EB dos", "EB2"}, {en, "employment based second preference", "EB2"}, {es, "cuarta preferencia", "F4"}, {en, "i have two", ""}})
	check(t, civicline.OpenQuestion, Country, []wanted{{es, "soy de la república dominicana", "Dominican Republic"}, {en, "born in el salvador", "El Salvador"}, {en, "new mexico", ""}, {es, "méxico", "Mexico"}})
	check(t, civicline.OpenQuestion, Email, []wanted{{en, "J.Smith@gmail.com", "j.smith@gmail.com"}, {es, "juan punto perez arroba hotmail punto com", "juan.perez@hotmail.com"}, {en, "meet me at home", ""}})
	check(t, civicline.PlaceName, City, []wanted{{en, "houstin texas", "Houston"}, {en, "new ark", "Newark"}, {en, "i am in dallas", "Irving"}, {en, "portland maine", ""}})
	check(t, civicline.OpenQuestion, Office, []wanted{{en, "the newark office", "Newark"}, {en, "newark", ""}})
	check(t, civicline.PlaceName, Postcode, []wanted{{en, "s w one a one a a", "SW1A 1AA"}, {en, "SW1A 1AA", "SW1A 1AA"}, {en, "i am in houston", ""}})
	uk := New(Gazette{British: true, DayFirst: true})
	if got := uk.Find([]civicline.Hypothesis{{Language: en, Text: "m 1 4 nine d the said"}, {Language: en, Text: "m 1 4 v d said"}}, civicline.Expectation{Question: civicline.PlaceName}); got[Postcode] != "M14 9DZ" && got[Postcode] != "M14 5DZ" {
		t.Errorf("as it is misheard: %v", got)
	}
}

func TestAnswers(t *testing.T) {
	for q, name := range map[civicline.Question]string{civicline.ReceiptNumber: ReceiptPart, civicline.DateSaid: Date, civicline.PersonName: Name, civicline.FormName: Form, civicline.YesNo: YesNo, civicline.Digits: DigitsRun, civicline.PlaceName: ZIP} {
		if !offices.Answers(map[string]string{name: "x"}, q) || offices.Answers(map[string]string{}, q) {
			t.Errorf("%s and %s", q, name)
		}
	}
}
