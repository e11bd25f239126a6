package notify

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/civicline/civicline"
)

// A Gateway is a service of the agency's that sends texts. Each is one POST of
// JSON, signed as Standard Webhooks 1.0 says: the headers webhook-id,
// webhook-timestamp and webhook-signature, the last an HMAC-SHA256 over the two
// and the body. The gateway must send nothing twice for one webhook-id, which is
// the Idempotency-Key too: a try whose answer was lost is made again.
type Gateway struct {
	url    string
	secret []byte
	client *http.Client
	now    func() time.Time
}

// A Message is what a gateway is sent.
type Message struct {
	ID       string             `json:"id"`
	Type     string             `json:"type"` // "text"
	To       string             `json:"to"`   // E.164: "+12025550101"
	Language civicline.Language `json:"language"`
	Text     string             `json:"text"`
}

// leastSecret is how many bytes a secret has at least.
const leastSecret = 16

// NewGateway returns the gateway at an address, which is https but on this
// machine. The secret is what ReadSecret gives.
func NewGateway(address string, secret []byte) (*Gateway, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return nil, errors.New("the gateway for texts: its address is no web address; write https://HOST/PATH")
	}
	if host := u.Hostname(); u.Scheme == "http" && host != "localhost" && host != "127.0.0.1" && host != "::1" {
		return nil, fmt.Errorf("the gateway for texts at %s: phone numbers go there, so it must be https", host)
	}
	if len(secret) < leastSecret {
		return nil, fmt.Errorf("the gateway for texts at %s: its secret has %d bytes; at least %d are needed", u.Hostname(), len(secret), leastSecret)
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return &Gateway{address, secret, client, time.Now}, nil
}

// ReadSecret reads the secret of a gateway from a file, or, if none is named,
// from an environment variable: "whsec_" and base64, as Standard Webhooks write
// it, or the bytes as they are. The error never holds it.
func ReadSecret(file, variable string) ([]byte, error) {
	text, from := os.Getenv(variable), "the variable "+variable
	if file != "" {
		b, err := os.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("the secret of the gateway for texts: %w", err)
		}
		text, from = string(b), "the file "+file
	}
	text = strings.TrimSpace(text)
	if text == "" {
		return nil, fmt.Errorf("the secret of the gateway for texts: %s is empty; write whsec_ and at least %d bytes in base64", from, leastSecret)
	}
	coded, ok := strings.CutPrefix(text, "whsec_")
	if !ok {
		return []byte(text), nil
	}
	secret, err := base64.StdEncoding.DecodeString(coded)
	if err != nil {
		return nil, fmt.Errorf("the secret of the gateway for texts: what follows whsec_ in %s is not base64", from)
	}
	return secret, nil
}

// Sign is the webhook-signature of a body, by its id and its time.
func Sign(secret []byte, id string, at time.Time, body []byte) string {
	mac := hmac.New(sha256.New, secret)
	fmt.Fprintf(mac, "%s.%d.", id, at.Unix())
	mac.Write(body)
	return "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// Send gives a text to the gateway. An answer of 200 to 299 means that it has
// it; one of 400 to 499 that it never will, but for 408, 409, 425 and 429.
func (g *Gateway) Send(ctx context.Context, text civicline.Text) error {
	m := Message{ID: ID(text), Type: "text", To: international(text.To), Language: text.Language, Text: text.Words}
	body, err := json.Marshal(m)
	if err != nil {
		return errors.Join(ErrHopeless, err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, g.url, bytes.NewReader(body))
	if err != nil {
		return errors.New("the gateway's address is not right")
	}
	at := g.now()
	for name, value := range map[string]string{
		"Content-Type": "application/json", "Idempotency-Key": m.ID,
		"webhook-id": m.ID, "webhook-timestamp": strconv.FormatInt(at.Unix(), 10), "webhook-signature": Sign(g.secret, m.ID, at, body),
	} {
		req.Header.Set(name, value)
	}
	res, err := g.client.Do(req) // #nosec G107 G704 -- the address is the operator's own setting
	if err != nil {
		return fmt.Errorf("the gateway did not answer: %w", bare(err))
	}
	defer res.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, 64<<10)) // so that the connection is used again; what it says may be personal
	switch s := res.StatusCode; {
	case s >= 200 && s < 300:
		return nil
	case s == http.StatusRequestTimeout, s == http.StatusConflict, s == http.StatusTooEarly, s == http.StatusTooManyRequests, s >= 500:
		return fmt.Errorf("the gateway answered %d", s)
	default:
		return fmt.Errorf("the gateway answered %d: %w", s, ErrHopeless)
	}
}

// bare takes the address out of an error: it may hold a password.
func bare(err error) error {
	if u := (*url.Error)(nil); errors.As(err, &u) {
		return u.Err
	}
	return err
}

// international writes a number of the North American plan with its country.
func international(n civicline.PhoneNumber) string {
	switch s := string(n); {
	case len(s) == 10:
		return "+1" + s
	case len(s) == 11 && s[0] == '1':
		return "+" + s
	default:
		return s
	}
}
