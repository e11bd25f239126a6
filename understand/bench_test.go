package understand_test

import (
	"testing"

	"github.com/civicline/civicline"
)

func BenchmarkRead(b *testing.B) {
	m := model(b)
	heard := []civicline.Hypothesis{{Language: "en", Text: "i would like to talk to a representative about the status of my green card please"}, {Language: "es", Text: "a un quiero hablar de mi caso por favor de la tarjeta"}}
	for b.Loop() {
		m.Read(heard, civicline.OpenQuestion)
	}
}
