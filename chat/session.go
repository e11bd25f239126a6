package chat

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/flow"
)

// A session is one chat as it is kept.
type session struct {
	token string
	pass  civicline.Pass

	Call     civicline.CallID   `json:"call"`
	Version  string             `json:"version"` // of the Book
	Place    []byte             `json:"place"`   // flow.Place, kept
	Language civicline.Language `json:"language"`
	Turns    []turn             `json:"turns"`
	Seen     int                `json:"seen"` // the n of the last turn that was answered
	Began    time.Time          `json:"began"`
	Over     bool               `json:"over"`

	place flow.Place
}

// A turn is one thing that was written.
type turn struct {
	N        int                `json:"n"` // 1 is the first
	Who      civicline.Speaker  `json:"who"`
	Text     string             `json:"text"`
	Language civicline.Language `json:"language"`
	At       time.Time          `json:"at"`
}

// longest is how many turns a chat may have.
const longest = 400

func (s *session) add(who civicline.Speaker, l civicline.Language, text string, at time.Time) {
	s.Turns = append(s.Turns, turn{N: len(s.Turns) + 1, Who: who, Text: text, Language: l, At: at.UTC().Truncate(time.Second)})
}

// load takes a chat up from where it was left.
func (c *Chat) load(ctx context.Context, token string) (*session, error) {
	s, err := c.open(ctx)
	if err != nil {
		return nil, err
	}
	kept, err := c.Reads.Chat(ctx, s.pass, token)
	if err != nil {
		if civicline.FaultOf(err) == civicline.NotFound {
			err = &civicline.Error{Kind: civicline.NotFound, Op: "take up a chat", Message: "This chat is over. Please start another."}
		}
		return nil, err
	}
	if err := json.Unmarshal(kept.State, s); err != nil {
		return nil, fmt.Errorf("chat: what was kept cannot be read: %w", err)
	}
	s.token = token
	return s, nil
}

func (c *Chat) open(context.Context) (*session, error) {
	pass, err := c.Reads.Ask(civicline.Bot, civicline.RunCalls)
	return &session{pass: pass}, err
}

// save writes a chat down.
func (c *Chat) save(ctx context.Context, s *session) error {
	place, err := s.place.Keep()
	if err != nil {
		return err
	}
	s.Place = place
	state, err := json.Marshal(s)
	if err != nil {
		return err
	}
	return c.Reads.SaveChat(ctx, s.pass, civicline.TypedChat{Token: s.token, Call: s.Call, State: state})
}

// script is the version that the chat began with, and its place in it. When
// that version is gone the conversation begins anew, with what was said kept.
func (c *Chat) script(s *session) (sc Script, anew bool) {
	sc = c.Script(s.Version)
	place, err := flow.Kept(s.Place)
	if err != nil || sc.Book.Version() != s.Version {
		s.Version = sc.Book.Version()
		return sc, true
	}
	s.place = place
	return sc, false
}
