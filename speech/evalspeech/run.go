package evalspeech

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"sync"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/speech"
	"github.com/civicline/civicline/speech/lang"
)

// Options of a measurement.
type Options struct {
	Manifest string
	Models   string    // folder of speech models, for whoever opens the engines; "" is their default
	Agency   string    // folder of the agency whose sentences they expect; "" is the demonstration's
	Phone    bool      // through 8 kHz µ-law first
	JSON     bool      // one object instead of a table
	Verbose  bool      // each utterance that was not heard exactly
	AtOnce   int       // callers who speak at the same time, default 4
	Speed    float64   // how fast the sound is played, default 1: the times are those of a call only then
	Progress io.Writer // told how far it is, and with Verbose what was misheard; nil tells nobody
}

// A Result is what was measured. Times are in milliseconds.
type Result struct {
	WER          float64          `json:"wer"` // wrong words, of all that were said: 0 to 1, or more
	Utterances   int              `json:"utterances"`
	Exact        int              `json:"exact"` // heard without a wrong word
	Failed       int              `json:"failed"`
	Words        int              `json:"words"`
	Seconds      float64          `json:"seconds"` // of sound
	RTF          float64          `json:"rtf"`     // processor time of the workers for a second of sound
	FinalP50     float64          `json:"final_ms_p50"`
	FinalP95     float64          `json:"final_ms_p95"`
	FirstP50     float64          `json:"first_audio_ms_p50"` // of the voices, speaking the words of the manifest
	FirstP95     float64          `json:"first_audio_ms_p95"`
	Recognizers  []speech.Finding `json:"hears"`
	Synthesizers []speech.Finding `json:"speaks"`
}

// Parse reads the arguments of `civicline eval speech`.
func Parse(args []string, out io.Writer) (Options, error) {
	var o Options
	flags := flag.NewFlagSet("eval speech", flag.ContinueOnError)
	flags.SetOutput(out)
	flags.StringVar(&o.Manifest, "manifest", "", "a file of JSON lines: audio, language, words, optional grammar")
	flags.StringVar(&o.Models, "models", "", "folder of speech models; default $CIVICLINE_MODELS")
	flags.StringVar(&o.Agency, "agency", "", "folder of the agency's own files, whose sentences are expected; empty is the demonstration agency")
	flags.BoolVar(&o.Phone, "phone", false, "pass the sound through an 8 kHz telephone line first")
	flags.BoolVar(&o.JSON, "json", false, "print one JSON object")
	flags.BoolVar(&o.Verbose, "verbose", false, "print each utterance that was not heard exactly")
	flags.IntVar(&o.AtOnce, "at-once", 4, "callers who speak at the same time")
	flags.Float64Var(&o.Speed, "speed", 1, "play the sound faster; times are those of a call at 1 only")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	if o.Manifest == "" {
		return o, errors.New("say which utterances: civicline eval speech --manifest FILE.jsonl")
	}
	if o.AtOnce < 1 || o.Speed <= 0 || o.Speed > 20 {
		return o, errors.New("--at-once must be 1 or more, --speed above 0 and at most 20")
	}
	return o, nil
}

// Run measures the engines with a manifest and writes the figures to out.
func Run(ctx context.Context, engines *speech.Engines, o Options, out io.Writer) error {
	items, err := ReadManifest(o.Manifest)
	if err != nil {
		return err
	}
	o.AtOnce, o.Speed = max(o.AtOnce, 1), cmp.Or(o.Speed, 1)
	if o.Progress == nil {
		o.Progress = io.Discard
	}
	r, err := measure(ctx, engines, items, o)
	if err != nil {
		return err
	}
	if err := r.voices(ctx, engines, items); err != nil {
		return err
	}
	if o.JSON {
		return json.NewEncoder(out).Encode(r)
	}
	return r.table(out)
}

func (r *Result) table(out io.Writer) error {
	for _, line := range (speech.Report{Hears: r.Recognizers, Speaks: r.Synthesizers}).Lines() {
		fmt.Fprintln(out, line)
	}
	_, err := fmt.Fprintf(out, `
utterances         %d (%.0f s, %d words)
heard exactly      %d (%.1f %%)
words wrong        %.1f %%
not heard (error)  %d
final words after  %.0f ms (P50), %.0f ms (P95)
first sound after  %.0f ms (P50), %.0f ms (P95)
real-time factor   %.3f
`, r.Utterances, r.Seconds, r.Words, r.Exact, 100*float64(r.Exact)/float64(r.Utterances), 100*r.WER, r.Failed, r.FinalP50, r.FinalP95, r.FirstP50, r.FirstP95, r.RTF)
	return err
}

// measure plays all items to ears, some at a time.
func measure(ctx context.Context, engines *speech.Engines, items []Item, o Options) (*Result, error) {
	r := &Result{Utterances: len(items), Recognizers: engines.Report().Hears, Synthesizers: engines.Report().Speaks}
	var (
		mu     sync.Mutex
		wg     sync.WaitGroup
		first  error
		wrong  int
		finals []time.Duration
	)
	cpu := engines.ProcessorTime()
	work := make(chan Item)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	for range o.AtOnce {
		wg.Go(func() {
			for it := range work {
				h, length, err := hear(ctx, engines, it, o)
				mu.Lock()
				if err != nil && first == nil {
					first = err
					cancel()
				}
				ref, heard := fields(lang.Normal(it.Language, it.Words)), fields(lang.Normal(it.Language, h.Best.Text))
				e := wordErrors(ref, heard)
				wrong += e
				r.Words += len(ref)
				r.Seconds += length.Seconds()
				switch {
				case h.Err != nil:
					r.Failed++
				case e == 0:
					r.Exact++
				}
				finals = append(finals, h.Took)
				if o.Verbose && e > 0 {
					fmt.Fprintf(o.Progress, "%s (%.2f)\n  said   %s\n  heard  %s\n", it.Audio, h.Best.Confidence, it.Words, h.Best.Text)
				}
				if n := len(finals); n%25 == 0 || n == len(items) {
					fmt.Fprintf(o.Progress, "%d of %d utterances\n", n, len(items))
				}
				mu.Unlock()
			}
		})
	}
	for _, it := range items {
		select {
		case work <- it:
		case <-ctx.Done():
		}
	}
	close(work)
	wg.Wait()
	if first != nil {
		return nil, first
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	r.WER = round(float64(wrong) / math.Max(1, float64(r.Words)))
	r.RTF = round((engines.ProcessorTime() - cpu).Seconds() / r.Seconds)
	r.Seconds = round(r.Seconds)
	r.FinalP50, r.FinalP95 = percentile(finals, 50), percentile(finals, 95)
	return r, nil
}

func round(x float64) float64 { return math.Round(x*10000) / 10000 }

// hear plays one item to an ear of its own.
func hear(ctx context.Context, engines *speech.Engines, it Item, o Options) (civicline.Hearing, time.Duration, error) {
	frames, err := it.frames(o.Phone)
	if err != nil {
		return civicline.Hearing{}, 0, err
	}
	ear, err := engines.Listen(ctx, it.what)
	if err != nil {
		return civicline.Hearing{}, 0, err
	}
	defer ear.Close()
	length := time.Duration(len(frames)) * civicline.FrameTime
	tick := time.NewTicker(time.Duration(float64(civicline.FrameTime) / o.Speed))
	defer tick.Stop()
	for i := range frames {
		_ = ear.WriteFrame(&frames[i])
		select {
		case <-tick.C:
		case <-ctx.Done():
			return civicline.Hearing{}, length, ctx.Err()
		}
	}
	ear.EndUtterance()
	for h := range ear.Heard() {
		if h.Final {
			return h, length, nil
		}
	}
	return civicline.Hearing{}, length, errors.New("the ear was closed")
}

// maxSpoken bounds the utterances that are spoken to time the voices.
const maxSpoken = 30

// voices times the first sound of each voice, without the cache: the words are
// spoken once only.
func (r *Result) voices(ctx context.Context, engines *speech.Engines, items []Item) error {
	var times []time.Duration
	done := map[string]bool{}
	for _, it := range items {
		if done[it.Words] || len(done) == maxSpoken || speech.Find(r.Synthesizers, it.Language).Engine == "" {
			continue
		}
		done[it.Words] = true
		began := time.Now()
		if _, err := engines.Speak(ctx, civicline.Utterance{Language: it.Language, Text: it.Words}); err != nil {
			return err
		}
		times = append(times, time.Since(began))
	}
	r.FirstP50, r.FirstP95 = percentile(times, 50), percentile(times, 95)
	return nil
}
