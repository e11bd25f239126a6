package waits

import "testing"

func BenchmarkEstimate(b *testing.B) {
	bank := newBank(1, 10, 1)
	m, _ := play(bank, 500, Options{})
	for _, long := range []struct {
		name     string
		position int
	}{{"next", 1}, {"hundredth", 100}, {"ten thousandth", 10000}} {
		b.Run(long.name, func(b *testing.B) {
			for b.Loop() {
				m.Estimate(noon, Ask{Position: long.position, Agents: 10})
			}
		})
	}
}

func BenchmarkLife(b *testing.B) {
	m := taught(10)
	for b.Loop() {
		m.Observe(Event{At: noon, Kind: Entered, Call: "a", Ask: Ask{Position: 5, Agents: 10}})
		m.Observe(Event{At: noon, Kind: Answered, Call: "a", Wait: 120e9})
		m.Observe(Event{At: noon, Kind: Finished, Handle: 300e9})
	}
}
