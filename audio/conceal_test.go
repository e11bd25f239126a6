package audio

import (
	"math"
	"testing"

	"github.com/civicline/civicline"
)

// voiced is a sound with a pitch of 125 Hz and several overtones, as a vowel has.
func voiced(n int) []civicline.Frame {
	pcm := make([]int16, n*civicline.FrameSize)
	for i := range pcm {
		v := 0.0
		for k := 1.0; k <= 8; k++ {
			v += 3000 / k * math.Sin(2*math.Pi*125*k*float64(i)/civicline.Rate+k)
		}
		pcm[i] = round16(float32(v))
	}
	return ToFrames(pcm)
}

// TestConcealOneLoss: a lost frame of a vowel is hardly to be told from the
// real one, and there is no click at either seam.
func TestConcealOneLoss(t *testing.T) {
	var c Concealer
	fs := voiced(12)
	real := fs[8]
	for i := range fs {
		if i == 8 {
			c.Conceal(&fs[i])
		} else {
			c.Heard(&fs[i])
		}
	}
	var off float64
	for i := range real {
		d := float64(real[i]) - float64(fs[8][i])
		off += d * d
	}
	if db := 10 * math.Log10(off/float64(len(real))/power(real[:])); db > -15 {
		t.Errorf("the guess is %.1f dB off, want -15 or better", db)
	}
	largest := func(pcm []int16) (step int) {
		for i := 1; i < len(pcm); i++ {
			step = max(step, abs(int(pcm[i])-int(pcm[i-1])))
		}
		return step
	}
	if got, usual := largest(Samples(fs)), largest(Samples(voiced(12))); got > usual*3/2 {
		t.Errorf("a step of %d where %d is usual: a click", got, usual)
	}
}

func TestConcealFades(t *testing.T) {
	var c Concealer
	fs := voiced(6)
	for i := range fs {
		c.Heard(&fs[i])
	}
	var f civicline.Frame
	before := 0.0
	for i := range 4 {
		c.Conceal(&f)
		level := power(f[:])
		if i > 0 && level >= before {
			t.Errorf("frame %d is no softer than the one before", i)
		}
		before = max(level, 1e-9)
	}
	if before > 1e-9 {
		t.Error("after 60 ms there is still sound")
	}
	next := voiced(1)[0]
	c.Heard(&next)
	if abs(int(next[0])) > 200 {
		t.Errorf("after silence the sound begins with a step to %d", next[0])
	}
}

func TestConcealFromTheStart(t *testing.T) {
	var c Concealer
	f := voiced(1)[0]
	if c.Conceal(&f); f != (civicline.Frame{}) {
		t.Error("concealing before anything was heard is not silence")
	}
}

func BenchmarkConceal(b *testing.B) {
	var c Concealer
	fs := voiced(3)
	b.ReportAllocs()
	for b.Loop() {
		c.Heard(&fs[0])
		c.Conceal(&fs[1])
		c.Heard(&fs[2])
	}
}
