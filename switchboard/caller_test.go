package switchboard

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/civicline/civicline"
)

// captioned is a leg that can show text.
type captioned struct {
	civicline.Leg
	mu    sync.Mutex
	lines []string
}

func (l *captioned) Caption(text string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines = append(l.lines, text)
}

func TestCaptionsSayWho(t *testing.T) {
	leg := &captioned{}
	c := &call{leg: leg}
	c.caption(civicline.ByBot, "How can I help?")
	c.caption(civicline.ByAgent, "")
	c.caption(civicline.ByCaller, "a person")
	if want := []string{"bot: How can I help?", "caller: a person"}; !slices.Equal(leg.lines, want) {
		t.Errorf("the page shows %s; want %s", strings.Join(leg.lines, " | "), strings.Join(want, " | "))
	}
}

// TestOwnNumber keeps a browser's token from being rung.
func TestOwnNumber(t *testing.T) {
	for channel, want := range map[civicline.Channel]civicline.PhoneNumber{civicline.Phone: "2025550142", civicline.Web: ""} {
		c := &call{leg: partyLeg{party: civicline.Party{Number: "2025550142", Channel: channel}}}
		if got := c.ownNumber(); got != want {
			t.Errorf("%s: own number %q; want %q", channel, string(got), string(want))
		}
	}
}

type partyLeg struct {
	civicline.Leg
	party civicline.Party
}

func (l partyLeg) Party() civicline.Party { return l.party }

// TestLeaning: while the language is a guess, words of it are likelier.
func TestLeaning(t *testing.T) {
	said := []civicline.Hypothesis{{Language: civicline.English, Confidence: 0.5}, {Language: civicline.Spanish, Confidence: 0.5}}
	c := &call{}
	c.language = civicline.Spanish
	if got := c.leaning(said); got[1].Confidence != 0.5 {
		t.Errorf("a settled language leans: %v", got)
	}
	c.guessed = true
	if got := c.leaning(said); got[0].Confidence != 0.5 || got[1].Confidence < 0.81 || got[1].Confidence > 0.82 || said[1].Confidence != 0.5 {
		t.Errorf("a guess leans to %v, and what was heard is %v", got, said)
	}
	c.expecting.Question = civicline.FreeSpeech
	if got := c.leaning(said); len(got) != 1 || got[0].Language != civicline.Spanish || len(said) != 2 {
		t.Errorf("free speech leans to %v", got)
	}
}
