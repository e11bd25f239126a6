package understand_test

import (
	"testing"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/agency"
	"github.com/civicline/civicline/understand"
)

func BenchmarkRead(b *testing.B) {
	m := model(b)
	heard := []civicline.Hypothesis{{Language: "en", Text: "i would like to talk to a representative about the status of my green card please"}, {Language: "es", Text: "a un quiero hablar de mi caso por favor de la tarjeta"}}
	for b.Loop() {
		m.Read(heard, civicline.Expectation{Question: civicline.OpenQuestion})
	}
}

func BenchmarkReadSeveral(b *testing.B) {
	m := model(b)
	heard := []civicline.Hypothesis{{Text: "I moved to a new apartment, and I want to check on my case, and what time do you open on Saturday"}}
	for b.Loop() {
		m.Read(heard, civicline.Expectation{Question: civicline.OpenQuestion})
	}
}

func BenchmarkNew(b *testing.B) {
	a, err := agency.Load(agency.Demo())
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		understand.New(a.Lessons())
	}
}
