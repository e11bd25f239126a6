package acd_test

import (
	"testing"

	"github.com/civicline/civicline/acd/acdtest"
)

var large = acdtest.Load{Queues: 24, Agents: 10_000, Waiting: 100_000, Seed: 1, Explain: true}

func BenchmarkAgentFree(b *testing.B) {
	for _, explain := range []bool{true, false} {
		load := large
		load.Explain = explain
		b.Run(map[bool]string{true: "why", false: "mute"}[explain], func(b *testing.B) {
			s := load.Open()
			b.ReportAllocs()
			for b.Loop() {
				s.Taken(s.AgentFree(s.Free()))
			}
		})
	}
}

func BenchmarkCallComes(b *testing.B) {
	load := large
	load.Waiting = 0
	s := load.Open()
	s.AllReady()
	b.ReportAllocs()
	for b.Loop() {
		s.Over(s.CallComes(s.Come()))
	}
}

func BenchmarkPosition(b *testing.B) {
	s := large.Open()
	for b.Loop() {
		s.Floor.Position(s.Someone())
	}
}

func BenchmarkTold(b *testing.B) {
	for b.Loop() {
		large.Open()
	}
}
