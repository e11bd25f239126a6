package lang

import (
	"strconv"
	"strings"

	"github.com/civicline/civicline"
)

var englishOnes = strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
var englishTens = strings.Fields("zero ten twenty thirty forty fifty sixty seventy eighty ninety")
var spanishOnes = strings.Fields("cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve")
var spanishTens = strings.Fields("cero diez veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa")
var spanishHundreds = strings.Fields("cero ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos")

// Number says n, from 0 to 999,999, as it is said aloud.
func Number(l civicline.Language, n int) string {
	if l == civicline.Spanish {
		return spanishNumber(n)
	}
	switch {
	case n < 20:
		return englishOnes[n]
	case n < 100:
		return joinUnless(englishTens[n/10], " ", n%10, englishNumber)
	case n < 1000:
		return joinUnless(englishOnes[n/100]+" hundred", " ", n%100, englishNumber)
	}
	return joinUnless(englishNumber(n/1000)+" thousand", " ", n%1000, englishNumber)
}

func englishNumber(n int) string { return Number(civicline.English, n) }

func spanishNumber(n int) string {
	switch {
	case n < 30:
		return spanishOnes[n]
	case n < 100:
		return joinUnless(spanishTens[n/10], " y ", n%10, spanishNumber)
	case n == 100:
		return "cien"
	case n < 1000:
		return joinUnless(spanishHundreds[n/100], " ", n%100, spanishNumber)
	case n < 2000:
		return joinUnless("mil", " ", n%1000, spanishNumber)
	}
	return joinUnless(spanishNumber(n/1000)+" mil", " ", n%1000, spanishNumber)
}

// joinUnless joins head and the name of rest, unless rest is nothing.
func joinUnless(head, with string, rest int, name func(int) string) string {
	if rest == 0 {
		return head
	}
	return head + with + name(rest)
}

// digit names one digit.
func digit(l civicline.Language, d byte) string { return Number(l, int(d-'0')) }

// spokenNumber says a run of digits as people do: small numbers as numbers, years
// and form numbers in pairs, long ones digit by digit.
func spokenNumber(l civicline.Language, digits string) string {
	n, err := strconv.Atoi(digits)
	switch {
	case err != nil || len(digits) > 4 || digits[0] == '0' && len(digits) > 1:
		words := make([]string, len(digits))
		for i := range digits {
			words[i] = digit(l, digits[i])
		}
		return strings.Join(words, " ")
	case l == civicline.English && len(digits) == 4 && n >= 1100 && n < 2100 && n%1000 >= 10 && n%100 >= 10:
		return Number(l, n/100) + " " + Number(l, n%100)
	}
	return Number(l, n)
}
