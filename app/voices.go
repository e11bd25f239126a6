package app

import (
	"cmp"
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/agency"
	"github.com/civicline/civicline/audio"
	"github.com/civicline/civicline/speech"
	"github.com/civicline/civicline/speech/espeak"
	"github.com/civicline/civicline/speech/flite"
	"github.com/civicline/civicline/spoken"
)

// voices are what hears and speaks in this centre.
type voices struct {
	ears     civicline.Recognizer
	mouth    civicline.Synthesizer
	detector func() audio.VoiceDetector
	report   []string
}

// OpenSpeech opens the speech engines alone, for the commands that need no
// centre. Of the options it takes the folders, the agency and the worker.
func OpenSpeech(ctx context.Context, o Options) (*speech.Engines, error) {
	if o.Models == "" {
		o.Models = os.Getenv("CIVICLINE_MODELS")
	}
	ag, err := loadAgency(o.Agency)
	if err != nil {
		return nil, err
	}
	return speech.Open(ctx, speechOptions(o, ag))
}

func speechOptions(o Options, ag *agency.Agency) speech.Options {
	return speech.Options{
		ModelsDir: o.Models, CacheDir: o.Cache, Corpus: corpus(ag), Worker: o.Worker, Log: o.Log,
		Voices: []speech.Voice{flite.SLT(), espeak.Spanish(), espeak.English()},
	}
}

func corpus(ag *agency.Agency) speech.Corpus {
	out := speech.Corpus{}
	for _, l := range civicline.Languages {
		out[l] = map[civicline.Question][]string{}
		for _, q := range civicline.Questions {
			out[l][q] = ag.Corpus(l, q)
		}
	}
	return out
}

func (a *App) openVoices(ctx context.Context) error {
	a.voices = voices{ears: a.Ears, mouth: a.Mouth}
	if a.Ears == nil || a.Mouth == nil {
		engines, err := speech.Open(ctx, speechOptions(a.Options, a.agency))
		if err != nil {
			return err
		}
		a.stops.on("the speech engines", func(context.Context) error { return engines.Close() })
		a.voices.report = engines.Report().Lines()
		if a.Ears == nil {
			a.voices.ears = engines
		}
		if a.Mouth == nil {
			a.voices.mouth = engines
			a.startPreparing(inWords{engines})
		}
	}
	a.voices.mouth = inWords{a.voices.mouth}
	a.noModels()
	return a.openDetector()
}

// noModels reports a models folder that was named and is not there.
func (a *App) noModels() {
	if a.Models == "" {
		return
	}
	if info, err := os.Stat(a.Models); err != nil || !info.IsDir() {
		a.voices.report = append([]string{"finds no models in " + a.Models + ": there is no such folder. Name another with --models or $CIVICLINE_MODELS"}, a.voices.report...)
	}
}

// openDetector takes the neural voice detector if its model is there.
func (a *App) openDetector() error {
	a.voices.detector = audio.NewEnergyVAD
	for _, dir := range []string{a.Models, filepath.Join(a.cache(), "models")} {
		path := filepath.Join(dir, "silero-vad", "silero_vad_16k.safetensors")
		if dir == "" {
			continue
		}
		if _, err := os.Stat(path); err != nil {
			continue
		}
		model, err := audio.LoadSilero(path)
		if err != nil {
			a.voices.report = append(a.voices.report, "tells voice from noise by its energy: "+path+" cannot be read: "+err.Error())
			return nil //nolint:nilerr // the report tells
		}
		a.voices.detector = model.New
		a.voices.report = append(a.voices.report, "tells voice from noise with Silero, "+path)
		return nil
	}
	a.voices.report = append(a.voices.report, "tells voice from noise by its energy; with the model silero-vad it would do better on noisy lines")
	return nil
}

func (a *App) cache() string {
	if a.Cache != "" {
		return a.Cache
	}
	return speech.DefaultCacheDir()
}

// Prepared waits until the sentences that every caller hears have been spoken
// once, so that they come from the cache.
func (a *App) Prepared(ctx context.Context) error {
	if a.prepared == nil {
		return nil
	}
	select {
	case <-a.prepared:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// startPreparing speaks the prompts behind the start's back. It stops before
// the engines do.
func (a *App) startPreparing(mouth civicline.Synthesizer) {
	ctx, cancel := context.WithCancel(a.workctx)
	a.prepared = make(chan struct{})
	a.stops.on("the prompts", func(context.Context) error {
		cancel()
		<-a.prepared
		return nil
	})
	a.work.Go(func() error {
		defer close(a.prepared)
		prepare(ctx, mouth, a.agency.Prompts(), a.Log)
		return nil
	})
}

// prepare speaks what every caller hears once, so that it is in the cache
// before the first of them. It returns soon after ctx has ended.
func prepare(ctx context.Context, mouth civicline.Synthesizer, prompts map[civicline.Language][]string, log *slog.Logger) {
	for lang, texts := range prompts {
		var failed int
		var first error
		for _, text := range texts {
			if ctx.Err() != nil {
				return
			}
			if strings.TrimSpace(text) == "" {
				continue
			}
			one, cancel := context.WithTimeout(ctx, 10*time.Second)
			if err := once(one, mouth, civicline.Utterance{Language: lang, Text: text}); err != nil {
				failed++
				first = cmp.Or(first, err)
			}
			cancel()
		}
		if failed > 0 && ctx.Err() == nil {
			log.Warn("prompts could not be spoken", "language", lang, "prompts", failed, "first", first)
		}
	}
}

// once speaks u to its end for the cache where the engines have one.
func once(ctx context.Context, mouth civicline.Synthesizer, u civicline.Utterance) error {
	if whole, ok := mouth.(interface {
		Prepare(ctx context.Context, what []civicline.Utterance) error
	}); ok {
		return whole.Prepare(ctx, []civicline.Utterance{u})
	}
	_, err := mouth.Speak(ctx, u)
	return err
}

// inWords is a voice that is given words alone: the figures, signs and
// abbreviations of a text are put into words on their way to it. Whoever asks
// for speech, and the captions, keep the text as it is written. What is kept
// spoken is kept by its words, so all must come this way, the prompts too.
type inWords struct{ voice civicline.Synthesizer }

// Speak implements civicline.Synthesizer.
func (v inWords) Speak(ctx context.Context, what civicline.Utterance) (civicline.Source, error) {
	what.Text = spoken.Text(what.Text, what.Language)
	return v.voice.Speak(ctx, what)
}

// Prepare speaks what for the cache, if the voice has one.
func (v inWords) Prepare(ctx context.Context, what []civicline.Utterance) error {
	for _, u := range what {
		u.Text = spoken.Text(u.Text, u.Language)
		if err := once(ctx, v.voice, u); err != nil {
			return err
		}
	}
	return nil
}
