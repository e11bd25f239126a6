package crashtest

import (
	"context"
	"fmt"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

// A promise is what a run said of one call's place.
type promise struct {
	since   time.Time
	leaving bool // somebody was about to take it back
}

// Findings are what must never happen, counted.
type Findings struct {
	LostPlaces    int      `json:"lost_places"`    // promised, and gone though nobody took it back
	MovedPlaces   int      `json:"moved_places"`   // kept, with another time than was promised
	DoubleOffers  int      `json:"double_offers"`  // a call at two agents, or an agent at two calls
	Overtakings   int      `json:"overtakings"`    // an offer to one who was not the first that the agent could take
	LostCallbacks int      `json:"lost_callbacks"` // promised, and nowhere
	MadeTwice     int      `json:"made_twice"`     // kept, and then rung again
	Illegal       int      `json:"illegal"`        // moves that no table has, and states that the events do not tell
	Notes         []string `json:"notes,omitempty"`
}

// Bad counts all.
func (f *Findings) Bad() int {
	return f.LostPlaces + f.MovedPlaces + f.DoubleOffers + f.Overtakings + f.LostCallbacks + f.MadeTwice + f.Illegal
}

func (f *Findings) note(counter *int, format string, args ...any) {
	*counter++
	if len(f.Notes) < 20 {
		f.Notes = append(f.Notes, fmt.Sprintf(format, args...))
	}
}

// An auditor follows one set of tables through all their runs.
type auditor struct {
	Findings
	places    map[civicline.CallID]*promise
	callbacks map[civicline.Reference]bool

	seen     int64 // the last event told again
	story    story
	Events   int
	Offers   int
	Rings    int // of callers who were promised to be rung
	Promises int
}

func newAuditor() *auditor {
	return &auditor{places: map[civicline.CallID]*promise{}, callbacks: map[civicline.Reference]bool{}, story: newStory()}
}

// hear takes one line of a run.
func (a *auditor) hear(line string) {
	var call string
	var since int64
	switch {
	case scan(line, "placed %s %d", &call, &since):
		if p := a.places[civicline.CallID(call)]; p != nil { // it was on its way out before this was said
			p.since = time.UnixMicro(since)
			return
		}
		a.places[civicline.CallID(call)] = &promise{since: time.UnixMicro(since)}
		a.Promises++
	case scan(line, "leaving %s", &call):
		p := a.places[civicline.CallID(call)]
		if p == nil {
			p = &promise{}
			a.places[civicline.CallID(call)] = p
		}
		p.leaving = true
	case scan(line, "promised %s", &call):
		a.callbacks[civicline.Reference(call)] = true
		a.Promises++
	}
}

func scan(line, format string, into ...any) bool {
	n, err := fmt.Sscanf(line, format, into...)
	return err == nil && n == len(into)
}

// look compares the tables with what was promised, and tells the story on.
func (a *auditor) look(ctx context.Context, st *store.Store) error {
	return st.Look(ctx, func(v *store.View) error {
		for {
			events, err := v.EventsAfter(a.seen, 10_000)
			if err != nil {
				return err
			}
			for _, e := range events {
				a.seen = e.ID
				a.Events++
				a.story.tell(a, e)
			}
			if len(events) < 10_000 {
				break
			}
		}
		if err := a.comparePlaces(v); err != nil {
			return err
		}
		if err := a.compareAgents(v); err != nil {
			return err
		}
		return a.compareCallbacks(v)
	})
}

func (a *auditor) comparePlaces(v *store.View) error {
	kept, err := v.Places()
	if err != nil {
		return err
	}
	have := map[civicline.CallID]civicline.Place{}
	rings := map[civicline.AgentID]civicline.CallID{}
	for _, p := range kept {
		have[p.Call] = p
		if p.Offered == "" {
			continue
		}
		if other := rings[p.Offered]; other != "" {
			a.note(&a.DoubleOffers, "%s and %s ring at %s", p.Call, other, p.Offered)
		}
		rings[p.Offered] = p.Call
	}
	for id, p := range a.places {
		place, there := have[id]
		switch {
		case there && !p.since.IsZero() && !place.Entered.Equal(p.since.UTC()):
			a.note(&a.MovedPlaces, "%s waits since %v; %v was promised", id, place.Entered, p.since.UTC())
		case !there && !p.leaving:
			a.note(&a.LostPlaces, "%s has lost its place", id)
		}
		if !there {
			delete(a.places, id)
		}
	}
	for id := range a.story.places {
		if _, there := have[id]; !there {
			a.note(&a.Illegal, "the events tell of a place of %s, and there is none", id)
		}
	}
	if len(a.story.places) < len(have) {
		a.note(&a.Illegal, "%d places, and the events tell of %d", len(have), len(a.story.places))
	}
	return nil
}

func (a *auditor) compareAgents(v *store.View) error {
	agents, err := v.Agents()
	if err != nil {
		return err
	}
	for _, g := range agents {
		if told := a.story.agents[g.ID]; told != g.State && (told != "" || g.State != civicline.SignedOut) {
			a.note(&a.Illegal, "%s is %s; the events tell of %s", g.ID, g.State, told)
		}
	}
	return nil
}

func (a *auditor) compareCallbacks(v *store.View) error {
	have := map[civicline.Reference]bool{}
	for _, s := range civicline.CallbackStates {
		list, err := v.Callbacks(s)
		if err != nil {
			return err
		}
		for _, b := range list {
			if have[b.Reference] {
				a.note(&a.Illegal, "the callback %s is there twice", b.Reference)
			}
			have[b.Reference] = true
		}
	}
	for ref := range a.callbacks {
		if !have[ref] {
			a.note(&a.LostCallbacks, "the callback %s is gone", ref)
			delete(a.callbacks, ref)
		}
	}
	return nil
}
