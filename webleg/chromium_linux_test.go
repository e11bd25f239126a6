package webleg_test

import (
	"bufio"
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/webleg"
)

// chromium is a real browser with a tone for a microphone.
type chromium struct {
	devtools string // "127.0.0.1:12345"
	cmd      *exec.Cmd
	gone     chan struct{}
}

// browse starts the browser, or skips the test where there is none; with
// CIVICLINE_REQUIRE_TOOLS=1 it fails.
func browse(t *testing.T, micHz float64) *chromium {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("CIVICLINE_REQUIRE_TOOLS") == "1" {
			t.Fatal("chromium is required (CIVICLINE_REQUIRE_TOOLS=1) and is not installed: apt install chromium")
		}
		t.Skip("chromium is not installed: apt install chromium")
	}
	home, err := os.MkdirTemp("", "webleg-chromium-")
	if err != nil {
		t.Fatal(err)
	}
	mic := filepath.Join(home, "mic.wav")
	if err := os.WriteFile(mic, wav(micHz), 0o600); err != nil {
		t.Fatal(err)
	}
	c := &chromium{gone: make(chan struct{})}
	c.cmd = exec.Command(path, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
		"--user-data-dir="+home, "--remote-debugging-port=0",
		"--allow-loopback-in-peer-connection", "--autoplay-policy=no-user-gesture-required",
		"--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", "--use-file-for-fake-audio-capture="+mic,
		"about:blank")
	// It has many children, and none may outlive a test that panics.
	c.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	said, err := c.cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	port := make(chan string, 1)
	go func() {
		defer close(c.gone)
		lines := bufio.NewScanner(said)
		for lines.Scan() {
			if m := regexp.MustCompile(`DevTools listening on ws://([^/]+)/`).FindStringSubmatch(lines.Text()); m != nil {
				port <- m[1]
			}
		}
		_, _ = io.Copy(io.Discard, said)
		_ = c.cmd.Wait()
	}()
	t.Cleanup(func() {
		c.kill()
		http.DefaultClient.CloseIdleConnections()
		_ = os.RemoveAll(home)
	})
	select {
	case c.devtools = <-port:
	case <-c.gone:
		t.Fatal("chromium ended at once")
	case <-patiently(t).Done():
		t.Fatal("chromium did not start")
	}
	return c
}

// kill ends the browser and all its children without a word to anyone.
func (c *chromium) kill() {
	_ = syscall.Kill(-c.cmd.Process.Pid, syscall.SIGKILL)
	<-c.gone
}

// tab opens a page and returns what closes it again.
func (c *chromium) tab(t *testing.T, page string) (shut func()) {
	t.Helper()
	var tab struct{ ID string }
	c.ask(t, http.MethodPut, "/json/new?"+url.QueryEscape(page), &tab)
	return func() { c.ask(t, http.MethodGet, "/json/close/"+tab.ID, nil) }
}

func (c *chromium) ask(t *testing.T, method, path string, into any) {
	t.Helper()
	req, err := http.NewRequestWithContext(patiently(t), method, "http://"+c.devtools+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err == nil && into != nil {
		err = json.Unmarshal(body, into)
	}
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("%s %s: %s %v\n%s", method, path, resp.Status, err, body)
	}
}

// word is what the page and the test tell each other.
type word struct {
	What  string `json:"what"`
	Value string `json:"value"`
}

// page is one page in a tab, on a call with us.
type page struct {
	leg     *webleg.Leg
	reports chan word
	next    chan word
	close   func() // the tab
}

// visit opens the page and takes its call.
func (c *chromium) visit(t *testing.T, s *webleg.Server, query string, codecs ...webleg.Codec) *page {
	t.Helper()
	p := &page{reports: make(chan word, 1000), next: make(chan word)}
	legs, over := make(chan civicline.Leg, 1), make(chan struct{})
	mux := http.NewServeMux()
	mux.HandleFunc("GET /", func(w http.ResponseWriter, r *http.Request) {
		http.ServeFile(w, r, "testdata/call.html")
	})
	mux.HandleFunc("POST /offer", func(w http.ResponseWriter, r *http.Request) {
		offer, _ := io.ReadAll(r.Body)
		leg, answer, err := s.AcceptPreferring(r.Context(), string(offer), civicline.Party{Dialled: "page"}, codecs...)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		legs <- leg
		_, _ = io.WriteString(w, answer)
	})
	mux.HandleFunc("POST /report", func(_ http.ResponseWriter, r *http.Request) {
		var said word
		if json.NewDecoder(r.Body).Decode(&said) == nil {
			select {
			case p.reports <- said:
			default:
			}
		}
	})
	mux.HandleFunc("POST /next", func(w http.ResponseWriter, r *http.Request) {
		select {
		case what := <-p.next:
			_ = json.NewEncoder(w).Encode(what)
		case <-r.Context().Done():
		case <-over:
			http.Error(w, "the test is over", http.StatusGone)
		}
	})
	web := httptest.NewServer(mux)
	t.Cleanup(func() {
		close(over)
		web.CloseClientConnections()
		web.Close()
	})
	p.close = c.tab(t, web.URL+"/?"+query)
	for p.leg == nil {
		select {
		case leg := <-legs:
			p.leg = leg.(*webleg.Leg)
		case r := <-p.reports:
			if r.What == "failed" {
				t.Fatalf("the page failed: %s", r.Value)
			}
		case <-patiently(t).Done():
			t.Fatal("the page did not call")
		}
	}
	if err := p.leg.Answer(patiently(t)); err != nil {
		t.Fatal(err)
	}
	return p
}

// does tells the page to do something.
func (p *page) does(t *testing.T, what, value string) {
	t.Helper()
	select {
	case p.next <- word{what, value}:
	case <-patiently(t).Done():
		t.Fatalf("the page does not take %q", what)
	}
}

// tells waits for the page to report what, with a value that is right.
func (p *page) tells(t *testing.T, what string, right func(string) bool) {
	t.Helper()
	var last string
	for ctx := patiently(t); ; {
		select {
		case r := <-p.reports:
			if r.What == "failed" {
				t.Fatalf("the page failed: %s", r.Value)
			}
			if r.What == what && right(r.Value) {
				return
			}
			if r.What == what {
				last = r.Value
			}
		case <-ctx.Done():
			t.Fatalf("the page did not tell %q as it should; last it was %q", what, last)
		}
	}
}

// near is within 2% of hz.
func near(hz float64) func(string) bool {
	return func(v string) bool {
		var got float64
		_, err := fmt.Sscan(v, &got)
		return err == nil && math.Abs(got-hz) < hz/50
	}
}

func is(want string) func(string) bool { return func(v string) bool { return v == want } }

func TestChromium(t *testing.T) {
	t.Parallel()
	const mic, ours = 1000, 440
	b := browse(t, mic)
	o := local(t)
	o.Grace = 2 * time.Second
	s := serve(t, o)

	for _, c := range webleg.Codecs() {
		t.Run("sound and keys both ways by "+string(c), func(t *testing.T) {
			p := b.visit(t, s, "", c)
			p.leg.Play(tone(ours))
			hears(t, p.leg, mic)
			p.tells(t, "hears", near(ours))
			if got := p.leg.Stats(); got.Codec != c || got.Unsent > 0 {
				t.Errorf("stats %+v; want %s", got, c)
			}
			const keys = "1155#*0D"
			p.does(t, "press", keys)
			for i, want := range keys {
				if got := key(t, p.leg); got != want {
					t.Fatalf("key %d is %c; want %c", i, got, want)
				}
			}
			hears(t, p.leg, mic) // the sound goes on after the keys
			p.does(t, "type", "42")
			if a, b := key(t, p.leg), key(t, p.leg); a != '4' || b != '2' {
				t.Errorf("typed 42, got %c%c", a, b)
			}
			p.leg.Caption("¿Sigue ahí?")
			p.tells(t, "caption", is("¿Sigue ahí?"))
			p.leg.Hangup(civicline.ErrDone)
			p.tells(t, "told", is("bye:done"))
			ends(t, p.leg, civicline.ErrDone)
			p.close()
		})
	}

	t.Run("without a microphone's permission, behind .local names", func(t *testing.T) {
		p := b.visit(t, s, "mic=none")
		p.leg.Play(tone(ours))
		hears(t, p.leg, 1000)
		p.tells(t, "hears", near(ours))
		p.close()
		ends(t, p.leg, civicline.ErrPartyHungUp)
	})

	t.Run("muted", func(t *testing.T) {
		p := b.visit(t, s, "")
		hears(t, p.leg, mic)
		p.does(t, "mute", "")
		silent := make(chan struct{})
		p.leg.Feed(&quiet{after: 150, then: silent}) // longer than the grace: silence is no loss
		select {
		case <-silent:
		case <-p.leg.Context().Done():
			t.Errorf("the leg ended while muted: %v", context.Cause(p.leg.Context()))
		case <-patiently(t).Done():
			t.Error("muted, and sound came")
		}
		p.close()
	})

	for what, do := range map[string]func(*testing.T, *page){
		"closes the connection":  func(t *testing.T, p *page) { p.does(t, "close", "") },
		"says bye":               func(t *testing.T, p *page) { p.does(t, "type", "bye") },
		"goes to another page":   func(t *testing.T, p *page) { p.does(t, "leave", "") },
		"is closed with the tab": func(_ *testing.T, p *page) { p.close() },
	} {
		t.Run("the page "+what, func(t *testing.T) {
			p := b.visit(t, s, "")
			hears(t, p.leg, mic)
			began := time.Now()
			do(t, p)
			ends(t, p.leg, civicline.ErrPartyHungUp)
			t.Logf("told after %v", time.Since(began).Round(time.Millisecond))
		})
	}

	t.Run("the browser dies", func(t *testing.T) {
		p := b.visit(t, s, "")
		hears(t, p.leg, mic)
		b.kill()
		ends(t, p.leg, civicline.ErrLineLost)
	})
}

// wav is five seconds of a tone at 48 kHz, whole cycles, so that it may loop.
func wav(hz float64) []byte {
	const rate, seconds = 48000, 5
	pcm := make([]int16, rate*seconds)
	for i := range pcm {
		pcm[i] = int16(8000 * math.Sin(2*math.Pi*hz*float64(i)/rate))
	}
	var b strings.Builder
	put := func(v any) { _ = binary.Write(&b, binary.LittleEndian, v) }
	b.WriteString("RIFF")
	put(uint32(36 + 2*len(pcm)))
	b.WriteString("WAVEfmt ")
	put(uint32(16))
	put([]uint16{1, 1})
	put([]uint32{rate, 2 * rate})
	put([]uint16{2, 16})
	b.WriteString("data")
	put(uint32(2 * len(pcm)))
	put(pcm)
	return []byte(b.String())
}
