package site

import (
	"crypto/rand"
	"encoding/json"
	"net/http"
	"regexp"
	"strings"

	"github.com/civicline/civicline"
)

// callRequest is a page's wish to call: its WebRTC offer, the page's language,
// and the token that an earlier call left with it.
type callRequest struct {
	SDP      string             `json:"sdp"`
	Language civicline.Language `json:"language"`
	Resume   string             `json:"resume,omitempty"`
}

type callAnswer struct {
	SDP    string `json:"sdp"`
	Resume string `json:"resume,omitempty"`
}

type refusal struct {
	Kind    civicline.Fault `json:"kind"`
	Message string          `json:"message"`
}

var tokenShape = regexp.MustCompile(`^[a-z]{28}$`)

// call answers an offer and runs the call on its own: it outlives the request.
func (s *Site) call(w http.ResponseWriter, r *http.Request) {
	var ask callRequest
	if !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") ||
		json.NewDecoder(http.MaxBytesReader(w, r.Body, 64<<10)).Decode(&ask) != nil || ask.SDP == "" {
		refuse(w, http.StatusBadRequest, civicline.Invalid, say(ask.Language, "callInvalid"))
		return
	}
	if s.rings.Take(s.AddressOf(r)) > 0 {
		refuse(w, http.StatusTooManyRequests, civicline.Unavailable, say(ask.Language, "callTooOften"))
		return
	}
	party := civicline.Party{Channel: civicline.Web, Dialled: "page-" + string(known(ask.Language))}
	if s.Tokens {
		if !tokenShape.MatchString(ask.Resume) {
			ask.Resume = newToken()
		}
		party.Number = civicline.PhoneNumber("web-" + ask.Resume)
	} else {
		ask.Resume = ""
	}
	if !s.enter() {
		refuse(w, http.StatusServiceUnavailable, civicline.Unavailable, say(ask.Language, "callUnavailable"))
		return
	}
	leg, sdp, err := s.Webphones.Accept(r.Context(), ask.SDP, party)
	if err != nil {
		s.calls.Done()
		if civicline.FaultOf(err) == civicline.Invalid {
			refuse(w, http.StatusUnprocessableEntity, civicline.Invalid, say(ask.Language, "callInvalid"))
			return
		}
		s.Log.Warn("a call from the page could not be taken", "err", err)
		refuse(w, http.StatusServiceUnavailable, civicline.Unavailable, say(ask.Language, "callUnavailable"))
		return
	}
	go func() {
		defer s.calls.Done()
		defer leg.Hangup(civicline.ErrDone)
		s.Switchboard.Handle(s.ctx, leg)
	}()
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(callAnswer{sdp, ask.Resume})
}

// enter counts a call in, unless the site is closing.
func (s *Site) enter() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.done {
		return false
	}
	s.calls.Add(1)
	return true
}

// newToken is 28 random letters: 131 bits, and no digit, so that nobody takes
// it for a number to ring back.
func newToken() string {
	out := make([]byte, 0, 28)
	for b := make([]byte, 40); len(out) < cap(out); {
		_, _ = rand.Read(b) // never fails
		for _, r := range b {
			if r < 26*9 && len(out) < cap(out) { // so that no letter is likelier
				out = append(out, 'a'+r%26)
			}
		}
	}
	return string(out)
}

func refuse(w http.ResponseWriter, status int, kind civicline.Fault, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(refusal{kind, message})
}

func known(l civicline.Language) civicline.Language {
	if l.Known() {
		return l
	}
	return civicline.English
}
