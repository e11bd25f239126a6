package notify

import (
	"bytes"
	"context"
	"crypto/hmac"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/civicline/civicline"
)

var text = civicline.Text{Task: 7, Attempt: 1, Key: "text kept c1", To: "2025550101", Language: civicline.Spanish, Words: "Se cortó la llamada."}

// TestSign is the example of the Standard Webhooks' own libraries.
func TestSign(t *testing.T) {
	t.Setenv("CIVICLINE_TEST_SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
	secret, err := ReadSecret("", "CIVICLINE_TEST_SECRET")
	if err != nil {
		t.Fatal(err)
	}
	got := Sign(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", time.Unix(1614265330, 0), []byte(`{"test": 2432232314}`))
	if want := "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="; got != want {
		t.Errorf("Sign = %s; want %s", got, want)
	}
}

func TestReadSecret(t *testing.T) {
	file := filepath.Join(t.TempDir(), "secret")
	for content, want := range map[string]string{
		"whsec_MDEyMzQ1Njc4OWFiY2RlZg==\n": "0123456789abcdef", "plain words are bytes": "plain words are bytes",
		"": "is empty", "whsec_###": "is not base64",
	} {
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := ReadSecret(file, "NOBODY_SETS_THIS")
		if err == nil && string(got) != want || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %q, %v; want %q", content, got, err, want)
		}
	}
	if _, err := ReadSecret(filepath.Join(t.TempDir(), "nothing"), ""); err == nil {
		t.Error("a file that is not there is a secret")
	}
}

func TestNewGateway(t *testing.T) {
	secret := []byte("0123456789abcdef")
	for address, want := range map[string]string{
		"https://sms.example.gov/send": "", "http://localhost:8080/": "", "http://sms.example.gov/": "must be https", "sms.example.gov": "no web address", "ftp://x/": "no web address",
	} {
		if _, err := NewGateway(address, secret); err == nil && want != "" || err != nil && (want == "" || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %v; want %q", address, err, want)
		}
	}
	if _, err := NewGateway("https://sms.example.gov/", secret[:15]); err == nil {
		t.Error("a short secret is taken")
	}
}

// TestGateway sends to a server that answers in every way.
func TestGateway(t *testing.T) {
	secret := []byte("0123456789abcdef")
	var answer int
	var ids []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		sec, _ := strconv.ParseInt(r.Header.Get("webhook-timestamp"), 10, 64)
		id := r.Header.Get("webhook-id")
		if !hmac.Equal([]byte(r.Header.Get("webhook-signature")), []byte(Sign(secret, id, time.Unix(sec, 0), body))) || r.Header.Get("Idempotency-Key") != id {
			t.Errorf("the signature of %v is wrong", r.Header)
		}
		var m Message
		if err := json.Unmarshal(body, &m); err != nil || m != (Message{id, "text", "+12025550101", civicline.Spanish, text.Words}) {
			t.Errorf("sent %s, %v", body, err)
		}
		ids = append(ids, id)
		w.Header().Set("Location", "/elsewhere")
		w.WriteHeader(answer)
		_, _ = io.WriteString(w, "no such number: "+m.To)
	}))
	defer server.Close()
	g, err := NewGateway(server.URL+"/?key=hush", secret)
	if err != nil {
		t.Fatal(err)
	}
	for status, want := range map[int]string{200: "", 202: "", 302: "hopeless", 400: "hopeless", 404: "hopeless", 408: "again", 409: "again", 429: "again", 500: "again", 503: "again"} {
		answer = status
		err := g.Send(t.Context(), text)
		got := map[bool]string{true: "hopeless", false: "again"}[errors.Is(err, ErrHopeless)]
		if err == nil {
			got = ""
		} else if strings.Contains(err.Error(), "5550101") || strings.Contains(err.Error(), "hush") {
			t.Errorf("%d: the error tells too much: %v", status, err)
		}
		if got != want {
			t.Errorf("%d: %v; want %q", status, err, want)
		}
	}
	for _, id := range ids {
		if id != ids[0] {
			t.Errorf("one text has the ids %s and %s", ids[0], id)
		}
	}
	server.Close()
	if err := g.Send(t.Context(), text); err == nil || errors.Is(err, ErrHopeless) || strings.Contains(err.Error(), "hush") {
		t.Errorf("nobody answers: %v", err)
	}
}

func TestFolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "data", "outbox")
	f, err := NewFolder(path)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // tried again
		if err := f.Send(t.Context(), text); err != nil {
			t.Fatal(err)
		}
	}
	files, err := os.ReadDir(path)
	if err != nil || len(files) != 1 {
		t.Fatalf("%v, %v; want one file", files, err)
	}
	info, err := files[0].Info()
	if err != nil || info.Mode().Perm() != 0o600 || info.Name() != ID(text)+".json" {
		t.Errorf("the file is %v, %v", info, err)
	}
	b, err := os.ReadFile(filepath.Join(path, files[0].Name()))
	var m Message
	if err != nil || json.Unmarshal(b, &m) != nil || m.To != "+12025550101" || m.Text != text.Words {
		t.Errorf("it holds %s, %v", b, err)
	}
}

// work is a centre with some texts to send.
type work struct {
	mu     sync.Mutex
	texts  []civicline.Text
	told   []string
	failed bool // ClaimTexts does
}

func (w *work) ClaimTexts(_ context.Context, owner string, n int) ([]civicline.Text, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.failed {
		w.failed = false
		return nil, errors.New("busy")
	}
	n = min(n, len(w.texts))
	out := w.texts[:n]
	w.texts = w.texts[n:]
	return out, nil
}

func (w *work) TextSent(_ context.Context, owner string, t civicline.Text) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.told = append(w.told, owner+" sent "+t.Key)
	return nil
}

func (w *work) TextFailed(_ context.Context, owner string, t civicline.Text, why string, hopeless bool) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.told = append(w.told, owner+" failed "+t.Key+": "+why+map[bool]string{true: ", for good"}[hopeless])
	return nil
}

type sender func(context.Context, civicline.Text) error

func (s sender) Send(ctx context.Context, t civicline.Text) error { return s(ctx, t) }

// TestRun sends what there is, at once and later, and stops when it is told.
func TestRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &work{failed: true}
		for _, key := range []string{"a", "b", "never", "later", "e", "slow"} {
			w.texts = append(w.texts, civicline.Text{Key: key, To: "2025550101"})
		}
		var log bytes.Buffer
		ctx, cancel := context.WithCancel(t.Context())
		var running sync.WaitGroup
		running.Go(func() {
			err := Run(ctx, Options{Work: w, Owner: "me", Log: slog.New(slog.NewTextHandler(&log, nil)), Sender: sender(func(ctx context.Context, t civicline.Text) error {
				switch t.Key {
				case "never":
					return ErrHopeless
				case "later":
					return errors.New("down")
				case "slow":
					<-ctx.Done()
					return ctx.Err()
				}
				return nil
			})})
			if err != nil {
				t.Error(err)
			}
		})
		time.Sleep(time.Minute)
		synctest.Wait()
		want := "me sent a|me sent b|me failed never: it cannot be sent, for good|me failed later: down|me sent e|me failed slow: context deadline exceeded"
		if got := strings.Join(w.told, "|"); got != want {
			t.Errorf("told %s; want %s", got, want)
		}
		cancel()
		running.Wait()
		if strings.Contains(log.String(), "5550101") {
			t.Errorf("a number is in the log: %s", log.String())
		}
	})
}
