package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/app"
	"github.com/civicline/civicline/audio"
	"github.com/civicline/civicline/rehearse"
	"github.com/civicline/civicline/sipleg"
	"github.com/civicline/civicline/speech/espeak"
	"github.com/civicline/civicline/speech/flite"
	"github.com/civicline/civicline/webleg"
)

const demoWords = `Runs a whole centre with scripted people. Each caller's voice goes through real SIP and RTP into
the recogniser; each representative signs in at the desk and talks over real WebRTC. What is said is
printed as the centre understood it, with the time since the call was answered; the stereo recordings
(left the caller, right what they heard) and the receipts come at the end. The centre's clock is set to
a Monday morning, 10:15 Eastern, so that people answer.`

// runDemo runs the demonstration.
func runDemo(ctx context.Context, c *console, args []string) error {
	f := c.flags("demo", "[flags]", demoWords)
	out := f.String("out", filepath.Join(os.TempDir(), "civicline-demo"), "folder for the recordings")
	models := f.String("models", "", "folder of speech models; default $CIVICLINE_MODELS")
	only := f.String("only", "", "only this caller: "+strings.Join(names(callers(nil)), ", "))
	if _, err := parse(f, args); err != nil {
		return err
	}
	d := &demo{console: c, out: *out, models: *models}
	return d.run(ctx, *only)
}

func names(all []caller) []string {
	var out []string
	for _, c := range all {
		out = append(out, c.name)
	}
	return out
}

type demo struct {
	*console
	out, models string
	app         *app.App
	phone       *sipleg.Server
	wheel       *audio.Wheel
	board       *transcript
}

// mondayMorning is a clock that began at 10:15 Eastern on the Monday of the
// demonstration.
func mondayMorning() (func() time.Time, error) {
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		return nil, err
	}
	start, began := time.Date(2026, 11, 23, 10, 15, 0, 0, zone), time.Now()
	return func() time.Time { return start.Add(time.Since(began)) }, nil
}

func (d *demo) run(ctx context.Context, only string) error {
	if err := os.RemoveAll(filepath.Join(d.out, "data")); err != nil {
		return err
	}
	now, err := mondayMorning()
	if err != nil {
		return err
	}
	d.board = newTranscript(d.console)
	d.app, err = app.Open(ctx, app.Options{
		Data: filepath.Join(d.out, "data"), Models: d.models, HTTP: "127.0.0.1:0", SIP: "127.0.0.1:0", Now: now, Watch: d.board.see,
	})
	if err != nil {
		return err
	}
	defer closeWithin(d.app.Close)
	for _, line := range d.app.Speech() {
		fmt.Fprintln(d.console.out, "speech:", line)
	}
	if d.phone, err = sipleg.Listen(sipleg.Options{UDP: "127.0.0.1:0", TCP: "127.0.0.1:0"}); err != nil {
		return err
	}
	defer closeWithin(d.phone.Close)
	d.wheel = audio.NewWheel()
	defer d.wheel.Close()
	if err := d.app.Prepared(ctx); err != nil {
		return err
	}
	for _, one := range callers(d) {
		if only != "" && only != one.name {
			continue
		}
		if err := d.one(ctx, one); err != nil {
			return fmt.Errorf("%s: %w", one.name, err)
		}
	}
	return d.board.summary(ctx, d.app)
}

// A caller is one scripted call; answers is who answers it, "" if nobody.
type caller struct {
	name, about string
	language    civicline.Language
	number      string
	answers     string
	steps       func(answered rehearse.Step) []rehearse.Step
}

// callers are the calls of the demonstration.
func callers(*demo) []caller {
	const patience = 60 * time.Second
	en, es := civicline.English, civicline.Spanish
	turn := rehearse.Quiet(700*time.Millisecond, patience)
	early := rehearse.After(2 * time.Second) // into the greeting
	bye := func(l civicline.Language) rehearse.Step { return rehearse.PlayRecorded(l, rehearse.Goodbye) }
	return []caller{
		{"at-once", "A caller who asks for a person at once, in English.", en, "2025550142", "maria", func(answered rehearse.Step) []rehearse.Step {
			return []rehearse.Step{turn, rehearse.PlayRecorded(en, rehearse.LiveAgent), turn, rehearse.PlayRecorded(en, rehearse.CardLost),
				answered, turn, rehearse.Say(en, "Hello Maria. My card was lost. What can I do?"), turn, turn, bye(en), rehearse.Ended(patience)}
		}},
		{"spanish", "Una persona que habla español.", es, "2025550163", "luis", func(answered rehearse.Step) []rehearse.Step {
			return []rehearse.Step{rehearse.Sound(patience), early, rehearse.PlayRecorded(es, rehearse.LiveAgent), turn,
				rehearse.PlayRecorded(es, rehearse.CardLost), answered, turn, rehearse.Say(es, "Hola. Se me perdió la tarjeta. ¿Qué puedo hacer?"), turn, turn, rehearse.Keys("#"), rehearse.Ended(patience)}
		}},
		{"hours", "A caller who asks the hours, and says goodbye.", en, "2025550118", "", func(rehearse.Step) []rehearse.Step {
			return []rehearse.Step{rehearse.Sound(patience), early, rehearse.Say(en, "what are your hours"), turn, bye(en), rehearse.Ended(patience)}
		}},
		{"interrupts", "A caller who interrupts the greeting.", en, "2025550127", "maria", func(answered rehearse.Step) []rehearse.Step {
			return []rehearse.Step{rehearse.Sound(patience), early, rehearse.PlayRecorded(en, rehearse.LiveAgent), turn,
				rehearse.PlayRecorded(en, rehearse.Address), answered, turn, rehearse.Say(en, "Hello. I need to change my address."), turn, turn, bye(en), rehearse.Ended(patience)}
		}},
		{"keypad", "A caller who uses only the keypad.", en, "2025550109", "maria", func(answered rehearse.Step) []rehearse.Step {
			return []rehearse.Step{rehearse.Sound(patience), early, rehearse.Keys("0"), turn, rehearse.Keys("#"), answered, turn, turn, rehearse.Keys("#"), rehearse.Ended(patience)}
		}},
	}
}

// one plays one call from the ring to the receipt.
func (d *demo) one(ctx context.Context, who caller) error {
	ctx, cancel := context.WithTimeout(ctx, 3*time.Minute)
	defer cancel()
	fmt.Fprintf(d.console.out, "\n── %s\n", who.about)
	var wg sync.WaitGroup
	defer wg.Wait()
	joined := make(chan struct{})
	desk := make(chan error, 1)
	if who.answers == "" {
		desk <- nil
	} else {
		wg.Go(func() { desk <- d.represent(ctx, who, joined) })
	}
	leg, err := d.phone.Dial(ctx, "sip:help@"+d.app.SIPAddr(), sipleg.DialOptions{From: who.number})
	if err != nil {
		return err
	}
	defer leg.Hangup(civicline.ErrDone)
	line := rehearse.NewLine(leg, rehearse.Voices{civicline.English: flite.RMS(), civicline.Spanish: espeak.Spanish()}, false)
	answered := rehearse.Until(func(ctx context.Context) error {
		select {
		case <-joined:
			return nil
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	})
	if err := line.Do(ctx, who.steps(answered)...); err != nil {
		cancel()
		return errors.Join(err, <-desk)
	}
	if err := <-desk; err != nil {
		return err
	}
	return d.board.over(ctx)
}

// represent sits at the desk for one call: signs in, answers, talks, hangs up
// and writes the note.
func (d *demo) represent(ctx context.Context, who caller, joined chan<- struct{}) error {
	person, err := d.app.DemoPerson(who.answers)
	if err != nil {
		return err
	}
	phone := webleg.Options{Wheel: d.wheel, Loopback: true}
	r, err := rehearse.SignIn(ctx, d.app.PageURL(), person.Login, person.Password, phone,
		rehearse.Voices{civicline.English: flite.SLT(), civicline.Spanish: espeak.Spanish()}, false)
	if err != nil {
		return err
	}
	defer r.Close()
	if err := r.Ready(ctx); err != nil {
		return err
	}
	sheet, err := r.Ring(ctx)
	if err != nil {
		return err
	}
	line, hangUp, err := r.Answer(ctx, sheet.ID)
	if err != nil {
		return err
	}
	defer func() { _ = hangUp() }()
	close(joined)
	hello, bye := "Hello, this is Maria. How may I help you?", "I have noted it for you. Thank you for calling."
	if who.language == civicline.Spanish {
		hello, bye = "Buenos días, le atiende Luis. ¿En qué le puedo ayudar?", "Ya lo anoté. Gracias por llamar."
	}
	steps := []rehearse.Step{rehearse.After(2500 * time.Millisecond), rehearse.Say(who.language, hello)}
	if who.name != "keypad" {
		steps = append(steps, rehearse.Quiet(900*time.Millisecond, 20*time.Second))
	}
	steps = append(steps, rehearse.Say(who.language, bye))
	if err := line.Do(ctx, steps...); err != nil {
		return err
	}
	if err := r.Do(ctx, sheet.ID, "leave"); err != nil {
		return err
	}
	if _, err := r.Await(ctx, func(me rehearse.Me, _ rehearse.Sheet) bool { return me.State == civicline.WrappingUp }); err != nil {
		return err
	}
	return r.WrapUp(ctx, sheet.ID, "Demonstration call.", civicline.ResultAnswered, false)
}

// A transcript prints what happens, as it happens, and keeps the figures.
type transcript struct {
	*console
	mu       sync.Mutex
	answered map[civicline.CallID]time.Time
	chains   []civicline.Latency
	left     []civicline.CallID // calls that a person answered
	files    []string
	live     map[civicline.CallID]bool
	changed  chan struct{} // closed and replaced when live changes
}

func newTranscript(c *console) *transcript {
	return &transcript{console: c, answered: map[civicline.CallID]time.Time{}, live: map[civicline.CallID]bool{}, changed: make(chan struct{})}
}

// over waits until every call has ended and is recorded.
func (t *transcript) over(ctx context.Context) error {
	for {
		t.mu.Lock()
		live, changed := len(t.live), t.changed
		t.mu.Unlock()
		if live == 0 {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// alive is called with mu held.
func (t *transcript) alive(call civicline.CallID, is bool) {
	if is {
		t.live[call] = true
	} else {
		delete(t.live, call)
	}
	close(t.changed)
	t.changed = make(chan struct{})
}

// see takes one event from the bus.
func (t *transcript) see(e civicline.Event) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if e.Kind == civicline.CallAnswered {
		t.answered[e.Call] = e.At
		t.alive(e.Call, true)
	}
	at := e.At.Sub(t.answered[e.Call]).Seconds()
	if t.answered[e.Call].IsZero() {
		at = 0
	}
	switch e.Kind {
	case civicline.TurnTaken:
		turn := e.Data.Turn
		said := turn.Text
		if turn.Keys != "" {
			said = strings.TrimSpace("[keys " + turn.Keys + "] " + said)
		}
		if turn.Interrupted {
			said += " —"
		}
		fmt.Fprintf(t.out, "%6.1f  %-7s %s\n", turn.Began.Seconds(), turn.Who, said)
		if l := e.Data.Latency; l != nil {
			t.chains = append(t.chains, *l)
		}
	case civicline.CallQueued, civicline.OfferMade, civicline.OfferTaken, civicline.AgentLeft, civicline.CallEnded, civicline.LanguageSet, civicline.CallbackBooked:
		fmt.Fprintf(t.out, "%6.1f  · %s%s\n", at, e.Kind, detailOf(e))
	case civicline.CallRecorded:
		t.files = append(t.files, e.Data.File)
		t.alive(e.Call, false)
	}
	if e.Kind == civicline.AgentLeft {
		t.left = append(t.left, e.Call)
	}
}

func detailOf(e civicline.Event) string {
	switch e.Kind {
	case civicline.OfferMade, civicline.OfferTaken, civicline.AgentLeft:
		return ": " + string(e.Agent)
	case civicline.LanguageSet:
		return ": " + string(e.Data.Language)
	case civicline.CallQueued:
		return ": " + string(e.Data.Queue)
	}
	return ""
}

// summary prints the receipts, the recordings and the latency chain.
func (t *transcript) summary(ctx context.Context, a *app.App) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	fmt.Fprintf(t.out, "\nReceipts (also at %s/receipt while the centre runs)\n", a.PageURL())
	for _, id := range t.left {
		r, err := a.ReceiptOf(ctx, id)
		if err != nil {
			return err
		}
		fmt.Fprintf(t.out, "   %s  with %s, %s\n", r.Reference, r.AgentName, r.At.In(a.Zone()).Format("Monday, January 2, 2006, 3:04 pm MST"))
	}
	dir := a.RecordingsDir()
	fmt.Fprintln(t.out, "\nRecordings (left the caller, right what they heard)")
	for _, f := range t.files {
		fmt.Fprintln(t.out, "  ", filepath.Join(dir, f))
	}
	fmt.Fprintf(t.out, "\nFrom the end of the caller's speech, over %d answers, in ms\n", len(t.chains))
	for _, step := range []struct {
		name string
		of   func(civicline.Latency) time.Duration
	}{
		{"turn judged over", func(l civicline.Latency) time.Duration { return l.Pause }},
		{"final words", func(l civicline.Latency) time.Duration { return l.Words }},
		{"decided", func(l civicline.Latency) time.Duration { return l.Decided }},
		{"first sound sent", func(l civicline.Latency) time.Duration { return l.Sound }},
	} {
		var ms []float64
		for _, l := range t.chains {
			if d := step.of(l); d > 0 {
				ms = append(ms, float64(d.Microseconds())/1000)
			}
		}
		if len(ms) == 0 {
			continue
		}
		slices.Sort(ms)
		fmt.Fprintf(t.out, "  %-18s p50 %5.0f   p95 %5.0f\n", step.name, ms[len(ms)/2], ms[min(len(ms)-1, len(ms)*95/100)])
	}
	return nil
}
