package rehearse

import (
	"bytes"
	"context"
	"embed"
	"fmt"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
)

// callers holds synthesised callers' sentences, 8 kHz, telephone band.
//
//go:embed callers/*.wav
var callers embed.FS

// The sentences that Recorded knows, and what is said in them.
const (
	LiveAgent = "live-agent"     // i want to speak to a live agent / quiero hablar con un agente
	OneWord   = "representative" // representative / representante
	Address   = "address"        // i need to change my address / necesito cambiar mi dirección
	Status    = "status"         // i want to check the status of my case / quiero saber el estado de mi caso
	CardLost  = "card-lost"      // my card was lost / se me perdió la tarjeta
	Goodbye   = "goodbye"        // thank you goodbye / gracias adiós
)

// Recorded returns a caller's sentence as a telephone brings it.
func Recorded(lang civicline.Language, sentence string) ([]civicline.Frame, error) {
	b, err := callers.ReadFile("callers/" + string(lang) + "-" + sentence + ".wav")
	if err != nil {
		return nil, fmt.Errorf("there is no recorded sentence %q in %q", sentence, lang)
	}
	return audio.DecodeFrames(bytes.NewReader(b))
}

// PlayRecorded plays a caller's sentence.
func PlayRecorded(lang civicline.Language, sentence string) Step {
	return func(ctx context.Context, l *Line) error {
		frames, err := Recorded(lang, sentence)
		if err != nil {
			return err
		}
		return Play(frames)(ctx, l)
	}
}

// A Renderer speaks one text as mono PCM at rate hertz, like speech.Voice.
type Renderer interface {
	Render(ctx context.Context, text string, slower bool) (pcm []int16, rate int, err error)
}

// Voices speak for people, in each language their own.
type Voices map[civicline.Language]Renderer

// Speak implements civicline.Synthesizer.
func (v Voices) Speak(ctx context.Context, what civicline.Utterance) (civicline.Source, error) {
	r := v[what.Language]
	if r == nil {
		return nil, fmt.Errorf("nobody here speaks %q", what.Language)
	}
	pcm, rate, err := r.Render(ctx, what.Text, what.Slower)
	if err != nil {
		return nil, err
	}
	up := audio.NewResampler(rate, civicline.Rate)
	pcm = up.Flush(up.Process(nil, pcm))
	return audio.Frames(audio.ToFrames(pcm)), nil
}
