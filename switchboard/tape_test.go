package switchboard

import (
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
)

// A memory is a recording that keeps its frames.
type memory struct {
	mu            sync.Mutex
	heard, played []civicline.Frame
	closed        bool
}

func (m *memory) Tap(heard, played *civicline.Frame) {
	m.mu.Lock()
	m.heard, m.played = append(m.heard, *heard), append(m.played, *played)
	m.mu.Unlock()
}
func (m *memory) File() string { return "call.wav" }
func (m *memory) Close() error { m.closed = true; return nil }

func TestRecordingHoldsBothSides(t *testing.T) {
	scene(t, func(t *testing.T, w *world) {
		rec := &memory{}
		w.board.Record = func(civicline.CallID, func(error)) (Recording, error) { return rec, nil }
		p := w.party("caller", utter{100 * time.Millisecond, 10 * time.Millisecond, "private, before the notice"})
		id := toLine(t, w, p)
		agent := answer(t, w, id)
		pass(time.Second)
		p.plays(audio.Tone(callerTone))
		agent.plays(audio.Tone(agentTone))
		pass(time.Second)
		p.Hangup(civicline.ErrPartyHungUp)
		pass(time.Second)
		if !rec.closed {
			t.Fatal("the recording was not closed")
		}
		for _, f := range rec.heard {
			if w.words.read(&f) == "private, before the notice" {
				t.Error("the caller was recorded before the notice")
			}
		}
		onset := func(fs []civicline.Frame, tone float64) int {
			return slices.IndexFunc(fs, func(f civicline.Frame) bool { return audio.ToneLevel([]civicline.Frame{f}, tone) > 0.5 })
		}
		left, right := onset(rec.heard, callerTone), onset(rec.played, agentTone)
		if left < 0 || right < 0 {
			t.Fatalf("tones begin at %d and %d", left, right)
		}
		if apart := max(left-right, right-left); apart > 2 {
			t.Errorf("the sides are %d ms apart; want 40 at most", 20*apart)
		}
		if got := w.door.done(); got[len(got)-len("End Recorded"):] != "End Recorded" {
			t.Errorf("commands: %s", got)
		}
	})
}

// TestRecordingFile reads the file back: a tone a side, 40 ms apart at most.
func TestRecordingFile(t *testing.T) {
	scene(t, func(t *testing.T, w *world) {
		dir := t.TempDir()
		pool := audio.NewRecorderPool(1)
		defer pool.Close()
		w.board.Record = RecordTo(dir, pool, 0)
		p := w.party("caller")
		id := toLine(t, w, p)
		agent := answer(t, w, id)
		pass(time.Second)
		p.plays(audio.Tone(callerTone))
		agent.plays(audio.Tone(agentTone))
		pass(2 * time.Second)
		p.Hangup(civicline.ErrPartyHungUp)
		pass(5 * time.Second)
		pcm, rate, channels, err := audio.ReadWAV(filepath.Join(dir, string(id)+".wav"))
		if err != nil || rate != civicline.Rate || channels != 2 {
			t.Fatalf("the recording: %d Hz, %d channels, %v", rate, channels, err)
		}
		var at [2]int
		for side, tone := range []float64{callerTone, agentTone} {
			var mono []int16
			for i := side; i < len(pcm); i += 2 {
				mono = append(mono, pcm[i])
			}
			fs := audio.ToFrames(mono)
			at[side] = slices.IndexFunc(fs, func(f civicline.Frame) bool { return audio.ToneLevel([]civicline.Frame{f}, tone) > 0.5 })
			if level := audio.ToneLevel(fs[len(fs)-30:len(fs)-5], tone); level < 0.9 {
				t.Errorf("side %d ends with its tone at %.2f", side, level)
			}
		}
		if apart := max(at[0]-at[1], at[1]-at[0]); at[0] < 0 || at[1] < 0 || apart > 2 {
			t.Errorf("the tones begin at frames %v", at)
		}
	})
}

func TestNoRoomForARecording(t *testing.T) {
	for name, rec := range map[string]Recorder{
		"at the beginning": func(civicline.CallID, func(error)) (Recording, error) { return nil, errBroken },
		"in the middle": func(_ civicline.CallID, fail func(error)) (Recording, error) {
			time.AfterFunc(time.Second, func() { fail(errBroken) })
			return &memory{}, nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			scene(t, func(t *testing.T, w *world) {
				w.board.Record = rec
				toLine(t, w, w.party("caller"))
			})
		})
	}
}
