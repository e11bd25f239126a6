package civiclinetest

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log"
	"log/slog"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/app"
	"github.com/civicline/civicline/rehearse"
	"github.com/civicline/civicline/speech/scripted"
)

// A news is one line that a centre in a child process tells its test.
type news struct {
	SIP, Pages string           `json:",omitempty"` // once, when it is open
	Said       string           `json:",omitempty"` // a sentence that its voice began
	Event      *civicline.Event `json:",omitempty"`
}

// childMain makes this process a centre if its first word says so: the data
// folder follows. Its voice is a tone, it hears no words, and it takes orders by
// line: "disk full", "disk free"; the end of its input ends it.
func childMain() {
	if len(os.Args) < 3 || os.Args[1] != "centre" {
		return
	}
	if err := child(os.Args[2]); err != nil {
		log.Fatal(err)
	}
	os.Exit(0)
}

func child(data string) error {
	var mu sync.Mutex
	out := json.NewEncoder(os.Stdout)
	tell := func(n news) {
		mu.Lock()
		defer mu.Unlock()
		_ = out.Encode(n) // a test that is gone does not want to know
	}
	a, err := app.Open(context.Background(), app.Options{
		Data: data, HTTP: "127.0.0.1:0", SIP: "127.0.0.1:0", AlwaysOpen: true,
		Ears:  &scripted.Recognizer{Answer: scripted.Lines()},
		Mouth: aloud{&scripted.Synthesizer{PerRune: 10 * time.Millisecond}, func(s string) { tell(news{Said: s}) }},
		Watch: func(e civicline.Event) { tell(news{Event: &e}) },
		Log:   slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn})),
	})
	if err != nil {
		return err
	}
	tell(news{SIP: a.SIPAddr(), Pages: a.PageURL()})
	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
		if err := diskIs(in.Text()); err != nil {
			return err
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	return a.Close(ctx)
}

// diskIs makes every write to a file of this process fail, or succeed again:
// the nearest to a full disk that needs no rights.
func diskIs(order string) error {
	var room syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &room); err != nil {
		return err
	}
	switch order {
	case "disk full":
		room.Cur = 1
	case "disk free":
		room.Cur = room.Max
	default:
		return fmt.Errorf("there is no order %q", order)
	}
	return syscall.Setrlimit(syscall.RLIMIT_FSIZE, &room)
}

// aloud tells what a voice is asked to say.
type aloud struct {
	civicline.Synthesizer
	tell func(string)
}

func (a aloud) Speak(ctx context.Context, what civicline.Utterance) (civicline.Source, error) {
	a.tell(what.Text)
	return a.Synthesizer.Speak(ctx, what)
}

// An Outside is a centre in another process.
type Outside struct {
	*Centre // its App is nil: it is elsewhere
	cmd     *exec.Cmd
	orders  interface{ Write([]byte) (int, error) }
	end     func() error // its input, and with it the process
	reading chan struct{}
	addr    news
	log     tail

	said    []string // under mu
	talked  chan struct{}
	stopped bool
}

// StartOutside starts a centre in another process, on the data in a folder. It
// ends with the test.
func StartOutside(t *testing.T, data string) *Outside {
	t.Helper()
	o := &Outside{Centre: &Centre{t: t, changed: make(chan struct{})}, talked: make(chan struct{}), reading: make(chan struct{})}
	o.cmd = exec.Command(os.Args[0], "centre", data)
	o.cmd.Stderr = &o.log
	in, err := o.cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := o.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	o.orders, o.end = in, in.Close
	if err := o.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := o.Stop(); err != nil {
			t.Errorf("the centre's process: %v", err)
		}
		if t.Failed() {
			t.Logf("the centre's process logged:\n%s", o.log.String())
		}
	})
	lines := json.NewDecoder(out)
	if err := lines.Decode(&o.addr); err != nil || o.addr.SIP == "" {
		t.Fatalf("the centre did not open: %v, %+v; it logged:\n%s", err, o.addr, o.log.String())
	}
	go o.read(lines)
	o.openPhones()
	return o
}

func (o *Outside) read(lines *json.Decoder) {
	defer close(o.reading)
	for {
		var n news
		if lines.Decode(&n) != nil {
			return
		}
		if n.Event != nil {
			o.see(*n.Event)
		}
		if n.Said != "" {
			o.mu.Lock()
			o.said = append(o.said, n.Said)
			close(o.talked)
			o.talked = make(chan struct{})
			o.mu.Unlock()
		}
	}
}

// Stop ends the process in good order.
func (o *Outside) Stop() error {
	if o.stopped {
		return nil
	}
	o.stopped = true
	_ = o.end()
	late := time.AfterFunc(patience, func() { _ = o.cmd.Process.Kill() })
	defer late.Stop()
	<-o.reading
	return o.cmd.Wait()
}

// Kill ends the process with no chance to put anything in order.
func (o *Outside) Kill() {
	o.t.Helper()
	o.stopped = true
	if err := o.cmd.Process.Kill(); err != nil { // SIGKILL
		o.t.Fatal(err)
	}
	<-o.reading
	_ = o.cmd.Wait() // it was killed
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	_ = o.phone.Close(gone) // nobody will answer its BYEs
}

// Order tells the process something, such as "disk full".
func (o *Outside) Order(what string) {
	o.t.Helper()
	if _, err := o.orders.Write([]byte(what + "\n")); err != nil {
		o.t.Fatal(err)
	}
}

// AwaitSaid waits until the voice begins a sentence with words in it, from the
// nth sentence on, and returns how many sentences there were then.
func (o *Outside) AwaitSaid(ctx context.Context, from int, words string) int {
	o.t.Helper()
	for {
		o.mu.Lock()
		said, talked := o.said, o.talked
		o.mu.Unlock()
		for i := from; i < len(said); i++ {
			if strings.Contains(said[i], words) {
				return i + 1
			}
		}
		select {
		case <-talked:
		case <-ctx.Done():
			o.t.Fatalf("nobody said %q; said were:\n%s\nlogged:\n%s", words, strings.Join(said[min(from, len(said)):], "\n"), o.log.String())
		}
	}
}

// SaidSoFar is how many sentences the voice began.
func (o *Outside) SaidSoFar() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return len(o.said)
}

// Ring rings the centre from a number.
func (o *Outside) Ring(ctx context.Context, number string) *rehearse.Line {
	o.t.Helper()
	return o.ring(ctx, o.addr.SIP, number)
}

// Desk signs a demonstration representative in.
func (o *Outside) Desk(ctx context.Context, login string) *rehearse.Representative {
	o.t.Helper()
	return o.sit(ctx, o.addr.Pages, login, "demo-"+login)
}

// AwaitLog waits until the process has logged words.
func (o *Outside) AwaitLog(ctx context.Context, words string) {
	o.t.Helper()
	o.log.await(ctx, o.t, words, 1)
}

// A tail is what was logged.
type tail struct {
	mu      sync.Mutex
	buf     bytes.Buffer
	changed chan struct{}
}

func (l *tail) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.changed != nil {
		close(l.changed)
		l.changed = nil
	}
	return l.buf.Write(b)
}

func (l *tail) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}

// await waits until words have been logged so many times.
func (l *tail) await(ctx context.Context, t testing.TB, words string, times int) {
	t.Helper()
	for {
		l.mu.Lock()
		if l.changed == nil {
			l.changed = make(chan struct{})
		}
		text, changed := l.buf.String(), l.changed
		l.mu.Unlock()
		if strings.Count(text, words) >= times {
			return
		}
		select {
		case <-changed:
		case <-ctx.Done():
			t.Fatalf("%q was not logged %d times, but:\n%s", words, times, text)
		}
	}
}
