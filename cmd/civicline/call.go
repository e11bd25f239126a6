package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/app"
	"github.com/civicline/civicline/audio"
	"github.com/civicline/civicline/rehearse"
	"github.com/civicline/civicline/sipleg"
)

const callWords = `Places one call and does, in the order given, what --say, --wav and --keys say, each after
the far end has spoken and then been quiet for a second. Then it stays on the line until the
far end hangs up, or for --stay. "local" is the centre that "civicline run" started here.
What the far end says is printed as the speech recogniser of this machine hears it.

  civicline call local --say "what are your hours"
  civicline call sip:help@192.0.2.7 --keys 2 --language es --say "quiero hablar con un agente"`

// runCall places one call from the terminal.
func runCall(ctx context.Context, c *console, args []string) error {
	f := c.flags("call", "sip:…|local [flags]", callWords)
	lang := f.String("language", "en", "language of what follows, en or es: voice and recogniser")
	from := f.String("from", "", "number to call from; empty is none")
	save := f.String("save", "", "write what was heard (left) and said (right) to this WAV file")
	models := f.String("models", "", "folder of speech models; default $CIVICLINE_MODELS")
	stay := f.Duration("stay", 20*time.Second, "how long to stay on the line at the end")
	quiet := f.Duration("quiet", time.Second, "how long the far end must have been quiet before the next step")
	var doing []func(speak civicline.Language) (rehearse.Step, string, error)
	f.Func("say", "say this `text`", func(text string) error {
		doing = append(doing, func(l civicline.Language) (rehearse.Step, string, error) {
			return rehearse.Say(l, text), "say: " + text, nil
		})
		return nil
	})
	f.Func("wav", "play this `file`", func(path string) error {
		doing = append(doing, func(civicline.Language) (rehearse.Step, string, error) {
			frames, err := audio.LoadFrames(path)
			return rehearse.Play(frames), "play: " + path, err
		})
		return nil
	})
	f.Func("keys", "press these `keys`", func(keys string) error {
		doing = append(doing, func(civicline.Language) (rehearse.Step, string, error) {
			return rehearse.Keys(keys), "press: " + keys, nil
		})
		return nil
	})
	words, err := parse(f, args)
	if err != nil {
		return err
	}
	if len(words) != 1 {
		f.Usage()
		return errUsage
	}
	speak := civicline.Language(*lang)
	if !speak.Known() {
		return fmt.Errorf("--language %q is not spoken here; write en or es", *lang)
	}
	uri := words[0]
	if uri == "local" {
		uri = "sip:help@127.0.0.1:5060"
	}
	if !strings.HasPrefix(uri, "sip:") {
		return fmt.Errorf("%q is not a SIP address; write local, or sip:NAME@HOST:PORT", uri)
	}
	steps := make([]rehearse.Step, 0, 2*len(doing)+1)
	for _, d := range doing {
		s, label, err := d(speak)
		if err != nil {
			return err
		}
		steps = append(steps, rehearse.Quiet(*quiet, 60*time.Second), tell(c, label), s)
	}
	steps = append(steps, rehearse.After(*stay), rehearse.HangUp())
	return placeCall(ctx, c, callPlan{uri: uri, from: *from, save: *save, models: *models, language: speak, steps: steps})
}

type callPlan struct {
	uri, from, save, models string
	language                civicline.Language
	steps                   []rehearse.Step
}

func tell(c *console, label string) rehearse.Step {
	return rehearse.Until(func(context.Context) error {
		fmt.Fprintln(c.out, "you   ", label)
		return nil
	})
}

func placeCall(ctx context.Context, c *console, p callPlan) error {
	engines, err := app.OpenSpeech(ctx, app.Options{Models: p.models})
	if err != nil {
		return err
	}
	defer engines.Close()
	phone, err := sipleg.Listen(sipleg.Options{UDP: "0.0.0.0:0", TCP: "0.0.0.0:0"})
	if err != nil {
		return err
	}
	defer closeWithin(phone.Close)
	fmt.Fprintln(c.err, "calling", p.uri)
	leg, err := phone.Dial(ctx, p.uri, sipleg.DialOptions{From: p.from})
	if err != nil {
		return err
	}
	line := rehearse.NewLine(leg, engines, p.save != "")
	stop := hearFarEnd(ctx, c, engines, leg, p.language)
	err = line.Do(ctx, p.steps...)
	leg.Hangup(civicline.ErrDone)
	stop()
	if p.save != "" {
		if e := audio.WriteWAV(p.save, line.Stereo(), civicline.Rate, 2); e != nil {
			return errors.Join(err, e)
		}
		fmt.Fprintln(c.err, "saved", p.save)
	}
	if errors.Is(err, civicline.ErrPartyHungUp) {
		fmt.Fprintln(c.err, "the far end hung up")
		return nil
	}
	return err
}

// hearFarEnd prints what the far end says, utterance by utterance, until stop.
func hearFarEnd(ctx context.Context, c *console, ears civicline.Recognizer, leg civicline.Leg, lang civicline.Language) (stop func()) {
	ear, err := ears.Listen(ctx, civicline.Expectation{Language: lang, Question: civicline.FreeSpeech})
	if err != nil {
		fmt.Fprintln(c.err, "no transcript:", err)
		return func() {}
	}
	leg.Feed(&utterances{ear: ear, voice: audio.NewActivity(audio.NewEnergyVAD(), audio.ActivityConfig{})})
	done := make(chan struct{})
	go func() {
		defer close(done)
		for h := range ear.Heard() {
			if h.Final && h.Best.Text != "" {
				fmt.Fprintln(c.out, "heard ", h.Best.Text)
			}
		}
	}()
	return func() {
		leg.Feed(nil)
		_ = ear.Close()
		<-done
	}
}

// utterances cuts what is heard at each pause.
type utterances struct {
	ear   civicline.Ear
	voice *audio.Activity
	any   bool
}

func (u *utterances) WriteFrame(f *civicline.Frame) error {
	changed, on := u.voice.Step(f)
	if on {
		u.any = true
	}
	if u.any {
		_ = u.ear.WriteFrame(f)
	}
	if changed && !on && u.any {
		u.ear.EndUtterance()
		u.any = false
	}
	return nil
}

func closeWithin(fn func(context.Context) error) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	_ = fn(ctx)
}
