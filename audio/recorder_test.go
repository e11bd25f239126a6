package audio

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"testing"

	"github.com/civicline/civicline"
)

// memoryFile is a disk in a test: of limited size, and as slow as gate makes it.
type memoryFile struct {
	mu    sync.Mutex
	data  []byte
	limit int
	gate  chan struct{} // if not nil, each Write waits for one
	shut  bool
}

func (f *memoryFile) Write(b []byte) (int, error) {
	if f.gate != nil {
		<-f.gate
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	n := min(len(b), f.limit-len(f.data))
	f.data = append(f.data, b[:n]...)
	if n < len(b) {
		return n, syscall.ENOSPC
	}
	return n, nil
}

func (f *memoryFile) WriteAt(b []byte, at int64) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return copy(f.data[at:], b), nil
}

func (f *memoryFile) Sync() error { return nil }

func (f *memoryFile) Close() error { f.shut = true; return nil }

func newRecording(t *testing.T, opts RecorderOptions) (*Recorder, string) {
	t.Helper()
	pool := NewRecorderPool(2)
	t.Cleanup(pool.Close)
	path := filepath.Join(t.TempDir(), "call.wav")
	r, err := pool.Record(path, opts)
	if err != nil {
		t.Fatal(err)
	}
	return r, path
}

// TestRecorder: both sides are in the file, each on its own, aligned to the
// sample, and nothing is missing.
func TestRecorder(t *testing.T) {
	r, path := newRecording(t, RecorderOptions{})
	heard, played := read(t, Tone(500), 50), read(t, Tone(1250), 50)
	mark := civicline.Frame{100: 30000}
	heard[20], played[20] = mark, mark
	for i := range heard {
		r.Tap(&heard[i], &played[i])
		if i%10 == 9 {
			r.drain() // as a writer would
		}
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	if err := r.Close(); err != nil {
		t.Errorf("closing twice: %v", err)
	}
	r.Tap(&mark, &mark) // too late, and harmless

	pcm, rate, channels, err := ReadWAV(path)
	if err != nil || rate != civicline.Rate || channels != 2 || len(pcm) != 2*50*civicline.FrameSize {
		t.Fatalf("%d samples at %d Hz in %d channels, %v", len(pcm), rate, channels, err)
	}
	left, right := split(pcm)
	if a, b := ToneLevel(left[:20], 500), ToneLevel(right[:20], 1250); a < 0.98 || b < 0.98 {
		t.Errorf("the tones are %.2f and %.2f of their sides", a, b)
	}
	if left[20] != mark || right[20] != mark {
		t.Error("the two sides are not aligned")
	}
	if info, _ := os.Stat(path); info.Mode().Perm() != 0o600 {
		t.Errorf("the file may be read by others: %v", info.Mode())
	}
}

func split(pcm []int16) (left, right []civicline.Frame) {
	l, r := make([]int16, 0, len(pcm)/2), make([]int16, 0, len(pcm)/2)
	for i := 0; i+1 < len(pcm); i += 2 {
		l, r = append(l, pcm[i]), append(r, pcm[i+1])
	}
	return ToFrames(l), ToFrames(r)
}

func TestRecorderHalfRate(t *testing.T) {
	r, path := newRecording(t, RecorderOptions{Rate: 8000})
	heard, played := read(t, Tone(500), 40), read(t, Tone(1250), 40)
	for i := range heard {
		r.Tap(&heard[i], &played[i])
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	pcm, rate, _, err := ReadWAV(path)
	if err != nil || rate != 8000 || len(pcm) != 2*40*WireSize {
		t.Fatalf("%d samples at %d Hz, %v", len(pcm), rate, err)
	}
	left := make([]int16, len(pcm)/2)
	for i := range left {
		left[i] = pcm[2*i]
	}
	if a := Goertzel(left[800:4800], 8000, 500); a < 7800 || a > 8200 {
		t.Errorf("the tone is at %.0f, want 8000", a)
	}
}

// TestSlowDisk: the clock never waits; what could not be taken is counted, and is
// silence of the same length, so that the rest stays in its place.
func TestSlowDisk(t *testing.T) {
	pool := NewRecorderPool(1)
	defer pool.Close()
	file := &memoryFile{limit: 1 << 30}
	r, err := pool.record(file, "slow", RecorderOptions{})
	if err != nil {
		t.Fatal(err)
	}
	file.gate = make(chan struct{})
	fs := numbered(200)
	for i := range fs {
		r.Tap(&fs[i], &fs[i])
	}
	if r.Dropped() == 0 {
		t.Error("nothing was dropped")
	}
	close(file.gate)
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	pcm, _, _, err := parseWAV(file.data)
	if err != nil {
		t.Fatal(err)
	}
	left, _ := split(pcm)
	if len(left) != 200 || r.Duration() != 200*civicline.FrameTime {
		t.Fatalf("%d frames of 200", len(left))
	}
	silent := 0
	for i, f := range left {
		switch f[0] {
		case 0:
			silent++
		case int16(i + 1):
		default:
			t.Fatalf("frame %d is in the place of %d", f[0], i+1)
		}
	}
	if silent != r.Dropped() {
		t.Errorf("%d frames are silent, %d were counted", silent, r.Dropped())
	}
}

// TestFullDisk: the recording ends and says so once; what was written can be played.
func TestFullDisk(t *testing.T) {
	pool := NewRecorderPool(1)
	defer pool.Close()
	file := &memoryFile{limit: headerSize + 30*4*civicline.FrameSize + 7}
	var mu sync.Mutex
	var told []error
	r, err := pool.record(file, "full", RecorderOptions{Failed: func(err error) {
		mu.Lock()
		defer mu.Unlock()
		told = append(told, err)
	}})
	if err != nil {
		t.Fatal(err)
	}
	fs := numbered(100)
	for i := range fs {
		r.Tap(&fs[i], &fs[i])
		if i%20 == 0 {
			r.drain()
		}
	}
	err = r.Close()
	if !errors.Is(err, syscall.ENOSPC) || civicline.FaultOf(err) != civicline.Unavailable {
		t.Errorf("Close: %v", err)
	}
	mu.Lock()
	defer mu.Unlock()
	if len(told) != 1 || !errors.Is(told[0], syscall.ENOSPC) {
		t.Errorf("told: %v", told)
	}
	if !file.shut {
		t.Error("the file was left open")
	}
	pcm, _, _, err := parseWAV(file.data)
	if left, _ := split(pcm); err != nil || len(left) < 30 || left[29][0] != 30 {
		t.Errorf("%d frames can be played, want the 30 that there was room for; %v", len(left), err)
	}
}

// TestNoSpaceAtAll: not even the header could be written.
func TestNoSpaceAtAll(t *testing.T) {
	pool := NewRecorderPool(1)
	defer pool.Close()
	if _, err := pool.record(&memoryFile{}, "full", RecorderOptions{}); civicline.FaultOf(err) != civicline.Unavailable {
		t.Errorf("a full disk: %v", err)
	}
	if _, err := pool.Record(filepath.Join(t.TempDir(), "no", "such", "folder.wav"), RecorderOptions{}); civicline.FaultOf(err) != civicline.Unavailable {
		t.Errorf("no folder: %v", err)
	}
}

// TestManyRecorders write at the same time through few writers, and some are
// closed after the pool.
func TestManyRecorders(t *testing.T) {
	pool, dir := NewRecorderPool(2), t.TempDir()
	var calls sync.WaitGroup
	late := make(chan *Recorder, 20)
	for i := range 20 {
		r, err := pool.Record(filepath.Join(dir, string(rune('a'+i))+".wav"), RecorderOptions{})
		if err != nil {
			t.Fatal(err)
		}
		calls.Go(func() {
			fs := numbered(300)
			for k := range fs {
				r.Tap(&fs[k], &fs[k])
			}
			if i%2 == 0 {
				late <- r
			} else if err := r.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	calls.Wait()
	pool.Close()
	pool.Close()
	close(late)
	for r := range late {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*.wav"))
	for _, path := range files {
		if pcm, _, _, err := ReadWAV(path); err != nil || len(pcm) != 2*300*civicline.FrameSize {
			t.Errorf("%s: %d samples, %v", path, len(pcm), err)
		}
	}
}

// TestRepair is what a program does at its start with what kill -9 left behind.
func TestRepair(t *testing.T) {
	r, path := newRecording(t, RecorderOptions{})
	fs := numbered(40)
	for i := range fs {
		r.Tap(&fs[i], &fs[i])
	}
	r.drain() // and here the program is killed
	left, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	killed := filepath.Join(t.TempDir(), "killed.wav")
	if err := os.WriteFile(killed, append(left, 1, 2, 3), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, want := range []bool{true, false} {
		if repaired, err := RepairWAV(killed); err != nil || repaired != want {
			t.Errorf("repaired is %v, %v; want %v", repaired, err, want)
		}
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	whole, _ := os.ReadFile(path)
	mended, _ := os.ReadFile(killed)
	if !bytes.Equal(whole, mended) {
		t.Error("the repaired recording is not the one that Close would have left")
	}
	if repaired, err := RepairWAV(path); err != nil || repaired {
		t.Errorf("a good recording was repaired: %v", err)
	}
	for name, content := range map[string]string{"empty": "", "text": "this is not a recording at all, but a letter to someone"} {
		other := filepath.Join(t.TempDir(), name)
		_ = os.WriteFile(other, []byte(content), 0o600)
		if _, err := RepairWAV(other); err == nil {
			t.Errorf("%s: no error", name)
		}
		if now, _ := os.ReadFile(other); string(now) != content {
			t.Errorf("%s: it was changed", name)
		}
	}
}

func TestRecorderTapAllocatesNothing(t *testing.T) {
	pool := NewRecorderPool(1)
	defer pool.Close()
	r, err := pool.record(&memoryFile{limit: 1 << 30}, "", RecorderOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	var f civicline.Frame
	if n := testing.AllocsPerRun(ringFull-2, func() { r.Tap(&f, &f) }); n != 0 {
		t.Errorf("a frame allocates %.0f times", n)
	}
}

func BenchmarkRecorder(b *testing.B) {
	pool := NewRecorderPool(1)
	defer pool.Close()
	r, err := pool.Record(filepath.Join(b.TempDir(), "call.wav"), RecorderOptions{})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	var f civicline.Frame
	b.ReportAllocs()
	for b.Loop() {
		r.Tap(&f, &f)
		if r.held >= ringFull {
			r.drain()
		}
	}
}
