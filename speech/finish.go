package speech

import (
	"math"
	"strings"
	"unicode"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
)

// Sentences parts text where a voice takes a breath, so that the first can be
// heard while the next is made, and so that sentences are kept one by one.
func Sentences(text string) []string {
	var out []string
	runes := []rune(strings.Join(strings.Fields(text), " "))
	from := 0
	for i, r := range runes {
		if !strings.ContainsRune(".?!;:…", r) || i+1 < len(runes) && runes[i+1] != ' ' {
			continue
		}
		if r == '.' && abbreviated(runes[from:i]) {
			continue
		}
		out = append(out, strings.TrimSpace(string(runes[from:i+1])))
		from = i + 1
	}
	if rest := strings.TrimSpace(string(runes[from:])); rest != "" {
		out = append(out, rest)
	}
	spoken := out[:0]
	for _, s := range out {
		if strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			spoken = append(spoken, s)
		}
	}
	return spoken
}

// abbreviated reports whether the word before a full stop is one letter or a
// known short form: "p.m.", "St."
func abbreviated(before []rune) bool {
	s := string(before)
	word := strings.ToLower(s[strings.LastIndexByte(s, ' ')+1:])
	switch word {
	case "st", "mr", "mrs", "ms", "dr", "sr", "sra", "ave", "no", "núm", "p.m", "a.m", "u.s":
		return word != "p.m" && word != "a.m" && word != "no"
	}
	return len([]rune(word)) == 1 && unicode.IsLetter([]rune(word)[0])
}

const (
	loudness  = 2600.0 // the RMS of speech, about -22 dBFS: the usual level of a telephone line
	peak      = 28000.0
	quiet     = 180                         // a sample below this is silence
	leadIn    = civicline.Rate * 20 / 1000  // kept before the first sound
	leadOut   = civicline.Rate * 180 / 1000 // kept, or added, after the last: the pause between sentences
	edgeSteps = civicline.Rate * 5 / 1000   // of the fades at both ends
)

// finish makes frames of what a voice rendered: at the house's rate, silence cut
// off in front and evened behind, at the loudness of speech.
func finish(pcm []int16, rate int) []civicline.Frame {
	if rate != civicline.Rate {
		pcm = audio.NewResampler(rate, civicline.Rate).Process(nil, pcm)
	}
	from, to := 0, len(pcm)
	for from < to && abs(pcm[from]) < quiet {
		from++
	}
	for to > from && abs(pcm[to-1]) < quiet {
		to--
	}
	from = max(0, from-leadIn)
	out := make([]int16, to-from, to-from+leadOut+civicline.FrameSize)
	copy(out, pcm[from:to])
	level(out)
	fade(out)
	out = append(out, make([]int16, leadOut)...)
	frames := make([]civicline.Frame, (len(out)+civicline.FrameSize-1)/civicline.FrameSize)
	for i := range frames {
		copy(frames[i][:], out[i*civicline.FrameSize:])
	}
	return frames
}

func abs(s int16) int {
	if s < 0 {
		return -int(s)
	}
	return int(s)
}

// level brings the speech in pcm to the house's loudness, counting only what is
// not silence, and holds down the peaks that would be cut off.
func level(pcm []int16) {
	sum, n := 0.0, 0
	for _, s := range pcm {
		if abs(s) >= quiet {
			sum += float64(s) * float64(s)
			n++
		}
	}
	if n == 0 {
		return
	}
	gain := loudness / math.Sqrt(sum/float64(n))
	for i, s := range pcm {
		x := float64(s) * gain
		if a := math.Abs(x); a > peak*0.7 { // a soft knee
			over := (a - peak*0.7) / (peak * 0.3)
			x = math.Copysign(peak*0.7+peak*0.3*math.Tanh(over), x)
		}
		pcm[i] = int16(x)
	}
}

// fade softens both ends, which would click.
func fade(pcm []int16) {
	n := min(edgeSteps, len(pcm)/2)
	for i := range n {
		pcm[i] = int16(int(pcm[i]) * i / n)
		pcm[len(pcm)-1-i] = int16(int(pcm[len(pcm)-1-i]) * i / n)
	}
}
