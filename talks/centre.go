package talks

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/agency"
	"github.com/civicline/civicline/casedata"
	"github.com/civicline/civicline/flow"
	"github.com/civicline/civicline/understand"
)

// A Centre is an agency's, without lines and people: its calls get what they
// are ordered at once. One goroutine may use it at a time.
type Centre struct {
	Agency *agency.Agency
	Model  *understand.Model
	data   *casedata.Data
	now    time.Time
	read   map[string]civicline.Reading
}

// Open returns a Centre of an agency.
func Open(a *agency.Agency, model *understand.Model) (*Centre, error) {
	c := &Centre{Agency: a, Model: model, read: map[string]civicline.Reading{}}
	tables := a.Tables
	tables.Now = func() time.Time { return c.now }
	var err error
	c.data, err = casedata.Open(tables)
	return c, err
}

// lookUp asks the demonstration data. What no table answers is found to fail,
// as a service that is not there would.
func (c *Centre) lookUp(at time.Time, o civicline.LookUp) (found civicline.Facts, failed bool) {
	pass, err := c.Agency.Grants.Ask(civicline.Bot, casedata.Needs(o.What))
	if err != nil {
		return nil, true
	}
	c.now = at
	if o.What == "callback times" {
		return c.callbackTimes(at), false
	}
	found, err = c.data.LookUp(context.Background(), pass, o.What, o.With)
	return found, err != nil
}

// callbackTimes are those of the days to come, of which each full hour is free
// but the next two.
func (c *Centre) callbackTimes(at time.Time) civicline.Facts {
	calendar := c.Agency.Calendar
	var free []civicline.Slot
	for h := 3; h < 7*24; h++ {
		from := at.In(calendar.Zone()).Truncate(time.Hour).Add(time.Duration(h) * time.Hour)
		if calendar.At(from).Open {
			free = append(free, civicline.Slot{From: from, Until: from.Add(time.Hour), Free: 1})
		}
	}
	return flow.CallbackTimes(free, at, calendar.Zone())
}

// Heard has words heard by the ears that a switchboard would open.
func (c *Centre) Heard(words string, place interface {
	Language() civicline.Language
	Chosen() bool
}) []civicline.Hypothesis {
	ears := []civicline.Language{place.Language()}
	if !place.Chosen() {
		ears = civicline.Languages
	}
	var heard []civicline.Hypothesis
	for _, l := range ears {
		heard = append(heard, civicline.Hypothesis{Language: l, Text: words, Confidence: 0.6})
	}
	return heard
}

// Read is Model.Read, which is asked once for what many callers say alike.
func (c *Centre) Read(heard []civicline.Hypothesis, expecting civicline.Expectation) civicline.Reading {
	var key strings.Builder
	for _, h := range heard {
		fmt.Fprintf(&key, "%s %s %.2f\n", h.Language, h.Text, h.Confidence)
	}
	fmt.Fprintf(&key, "%s %s %s %q %q", expecting.Language, expecting.Question, expecting.SoFar, expecting.Refused, expecting.Hints)
	r, ok := c.read[key.String()]
	if !ok {
		if len(c.read) >= 50_000 {
			clear(c.read)
		}
		r = c.Model.Read(heard, expecting)
		c.read[key.String()] = r
	}
	return r
}
