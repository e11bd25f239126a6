package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"text/tabwriter"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/app"
	"github.com/civicline/civicline/sipleg"
)

const benchWords = `Rings a whole centre in this process with so many callers at once, who send silence and listen for a
while over SIP and RTP from a second process, and measures what the centre uses. The callers hear
the greeting; recognisers listen only with --speech (they cost far more than the sound does).`

// A benchRow is one load on the centre.
type benchRow struct {
	Calls      int     `json:"calls"`
	Answered   int     `json:"answered"`
	SetupP50   float64 `json:"setup_ms_p50"`
	SetupP95   float64 `json:"setup_ms_p95"`
	CPUPerCall float64 `json:"cpu_ms_per_call_second"` // of the centre alone
	Cores      float64 `json:"cores"`
	LostShare  float64 `json:"lost_share"`    // of the packets sent to the callers
	Skipped    int64   `json:"skipped_turns"` // of the media clock: the machine was late
	MemoryMB   float64 `json:"memory_mb"`
	Seconds    float64 `json:"seconds"`
}

type benchResult struct {
	Speech bool       `json:"speech"`
	Rows   []benchRow `json:"rows"`
}

func runBenchCalls(ctx context.Context, c *console, args []string) error {
	f := c.flags("bench calls", "[flags]", benchWords)
	loads := f.String("calls", "10,50,100,200", "how many calls at once, a row each")
	length := f.Duration("length", 10*time.Second, "how long each load lasts")
	withSpeech := f.Bool("speech", false, "let the recognisers listen, as in real calls")
	models := f.String("models", "", "folder of speech models; default $CIVICLINE_MODELS")
	asJSON := f.Bool("json", false, "print one JSON object")
	if _, err := parse(f, args); err != nil {
		return err
	}
	var calls []int
	for _, s := range strings.Split(*loads, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(s))
		if err != nil || n < 1 || n > 5000 {
			return fmt.Errorf("--calls %q: write numbers from 1 to 5000 parted by commas", *loads)
		}
		calls = append(calls, n)
	}
	out := benchResult{Speech: *withSpeech}
	for _, n := range calls {
		fmt.Fprintf(c.err, "%d calls for %v …\n", n, *length)
		row, err := benchLoad(ctx, n, *length, *withSpeech, *models)
		if err != nil {
			return err
		}
		out.Rows = append(out.Rows, row)
	}
	if *asJSON {
		return json.NewEncoder(c.out).Encode(out)
	}
	w := tabwriter.NewWriter(c.out, 0, 4, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "calls\tanswered\tset-up p50 ms\tp95 ms\tCPU ms/s a call\tcores\tlost %\tskipped turns\tMB\t")
	for _, r := range out.Rows {
		fmt.Fprintf(w, "%d\t%d\t%.1f\t%.1f\t%.2f\t%.2f\t%.3f\t%d\t%.0f\t\n", r.Calls, r.Answered, r.SetupP50, r.SetupP95, r.CPUPerCall, r.Cores, 100*r.LostShare, r.Skipped, r.MemoryMB)
	}
	return w.Flush()
}

// benchLoad opens a fresh centre, lets a second process ring it, and reads what
// this process used between the last answer and the first goodbye.
func benchLoad(ctx context.Context, calls int, length time.Duration, withSpeech bool, models string) (benchRow, error) {
	dir, err := os.MkdirTemp("", "civicline-bench-")
	if err != nil {
		return benchRow{}, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	o := app.Options{Data: dir, HTTP: "127.0.0.1:0", SIP: "127.0.0.1:0", Models: models}
	if !withSpeech {
		o.Ears = deafEars{}
	}
	a, err := app.Open(ctx, o)
	if err != nil {
		return benchRow{}, err
	}
	defer closeWithin(a.Close)
	self, err := os.Executable()
	if err != nil {
		return benchRow{}, err
	}
	child := exec.CommandContext(ctx, self, "bench-callers", a.SIPAddr(), strconv.Itoa(calls), length.String()) //nolint:gosec // ourselves
	child.Stderr = os.Stderr
	pipe, err := child.StdoutPipe()
	if err != nil {
		return benchRow{}, err
	}
	if err := child.Start(); err != nil {
		return benchRow{}, err
	}
	row, err := watchCallers(bufio.NewScanner(pipe), a)
	return row, errors.Join(err, child.Wait())
}

func watchCallers(lines *bufio.Scanner, a *app.App) (benchRow, error) {
	var row benchRow
	var began time.Time
	var used time.Duration
	for lines.Scan() {
		switch text := lines.Text(); text {
		case "up":
			began, used = time.Now(), cpuTime()
		case "down":
			took := time.Since(began)
			used = cpuTime() - used
			row.Seconds = took.Seconds()
			row.Cores = used.Seconds() / took.Seconds()
			row.MemoryMB = residentMB()
		default:
			if err := json.Unmarshal([]byte(text), &row); err != nil {
				return row, fmt.Errorf("the callers' process said %q", text)
			}
		}
	}
	if row.Answered == 0 {
		return row, errors.New("no call was answered")
	}
	row.CPUPerCall = 1000 * row.Cores / float64(row.Answered)
	row.Skipped = a.SkippedTurns()
	return row, lines.Err()
}

func cpuTime() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func residentMB() float64 {
	b, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(b))
	if len(fields) < 2 {
		return 0
	}
	pages, _ := strconv.ParseFloat(fields[1], 64)
	return pages * float64(os.Getpagesize()) / (1 << 20)
}

// runBenchCallers is the second process: it rings and listens (sending silence), and
// prints "up" when all are answered, "down" before it hangs up, and figures.
func runBenchCallers(ctx context.Context, c *console, args []string) error {
	if len(args) != 3 {
		return errUsage
	}
	calls, err := strconv.Atoi(args[1])
	if err != nil {
		return err
	}
	length, err := time.ParseDuration(args[2])
	if err != nil {
		return err
	}
	phone, err := sipleg.Listen(sipleg.Options{UDP: "127.0.0.1:0"})
	if err != nil {
		return err
	}
	defer closeWithin(phone.Close)
	legs := make([]civicline.Leg, calls)
	setup := make([]time.Duration, calls)
	var wg sync.WaitGroup
	gate := make(chan struct{}, 8) // rings at a time
	for i := range calls {
		wg.Go(func() {
			gate <- struct{}{}
			defer func() { <-gate }()
			began := time.Now()
			leg, err := phone.Dial(ctx, "sip:help@"+args[0], sipleg.DialOptions{})
			if err != nil {
				return
			}
			legs[i], setup[i] = leg, time.Since(began)
		})
	}
	wg.Wait()
	fmt.Fprintln(c.out, "up")
	select {
	case <-time.After(length):
	case <-ctx.Done():
	}
	fmt.Fprintln(c.out, "down")
	var row struct {
		Calls     int     `json:"calls"`
		Answered  int     `json:"answered"`
		SetupP50  float64 `json:"setup_ms_p50"`
		SetupP95  float64 `json:"setup_ms_p95"`
		LostShare float64 `json:"lost_share"`
	}
	row.Calls = calls
	var lost, received float64
	var times []time.Duration
	for i, leg := range legs {
		if leg == nil {
			continue
		}
		row.Answered++
		times = append(times, setup[i])
		s := leg.(*sipleg.Leg).Stats()
		lost += float64(max(0, s.Lost))
		received += float64(s.Received)
		leg.Hangup(civicline.ErrDone)
	}
	slices.Sort(times)
	if n := len(times); n > 0 {
		row.SetupP50 = float64(times[n/2].Microseconds()) / 1000
		row.SetupP95 = float64(times[n*95/100].Microseconds()) / 1000
		row.LostShare = lost / max(1, lost+received)
	}
	return json.NewEncoder(c.out).Encode(row)
}

// deafEars hear nothing, at no cost.
type deafEars struct{}

func (deafEars) Listen(ctx context.Context, _ civicline.Expectation) (civicline.Ear, error) {
	e := &deafEar{heard: make(chan civicline.Hearing, 8)}
	context.AfterFunc(ctx, func() { _ = e.Close() })
	return e, nil
}

type deafEar struct {
	mu    sync.Mutex
	heard chan civicline.Hearing
	over  bool
}

func (e *deafEar) WriteFrame(*civicline.Frame) error { return nil }
func (e *deafEar) Expect(civicline.Expectation)      {}
func (e *deafEar) Heard() <-chan civicline.Hearing   { return e.heard }

func (e *deafEar) EndUtterance() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.over {
		return
	}
	select {
	case e.heard <- civicline.Hearing{Final: true}:
	default:
	}
}

func (e *deafEar) Close() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.over {
		e.over = true
		close(e.heard)
	}
	return nil
}
