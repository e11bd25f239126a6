package crashtest

import (
	"cmp"
	"time"

	"github.com/civicline/civicline"
)

// A story is what the events alone tell of lines and agents.
type story struct {
	calls  map[civicline.CallID]civicline.CallState
	agents map[civicline.AgentID]civicline.AgentState
	places map[civicline.CallID]*place
	kept   map[civicline.Reference]bool // callbacks
}

type place struct {
	call     civicline.CallID
	queue    civicline.QueueID
	entered  time.Time
	present  bool
	returned bool
	offered  civicline.AgentID
}

func newStory() story {
	return story{calls: map[civicline.CallID]civicline.CallState{}, agents: map[civicline.AgentID]civicline.AgentState{}, places: map[civicline.CallID]*place{}, kept: map[civicline.Reference]bool{}}
}

// tell tells one event more, and notes what cannot be.
func (s *story) tell(a *auditor, e civicline.Event) {
	if e.Kind == civicline.OfferMade || e.Kind == civicline.AgentKept {
		a.Offers++
		s.offered(a, e)
	}
	if e.Kind == civicline.DialStarted || e.Kind == civicline.AgentKept {
		a.Rings++
	}
	if ref := e.Data.Callback; ref != "" && (e.Kind == civicline.DialStarted || e.Kind == civicline.AgentKept) && s.kept[ref] {
		a.note(&a.MadeTwice, "event %d rings for %s, which was kept", e.ID, ref)
	}
	if e.Kind == civicline.CallbackAnswered {
		s.kept[e.Data.Callback] = true
	}
	s.move(a, e)
	s.line(e)
}

// offered checks an offer before it counts: one at a time, to somebody ready,
// and of the first that they could have.
func (s *story) offered(a *auditor, e civicline.Event) {
	p := s.places[e.Call]
	if p == nil || !p.present || p.offered != "" {
		a.note(&a.DoubleOffers, "event %d offers %s, which is %+v", e.ID, e.Call, p)
		return
	}
	if is := s.agents[e.Agent]; is != civicline.Ready {
		a.note(&a.DoubleOffers, "event %d offers a call to %s, who is %s", e.ID, e.Agent, is)
	}
	for _, o := range s.places {
		if o.queue == p.queue && o.present && o.offered == "" && o.before(p) {
			a.note(&a.Overtakings, "event %d offers %s while %s was before it", e.ID, p.call, o.call)
			return
		}
	}
}

func (p *place) before(o *place) bool {
	if p.returned != o.returned {
		return p.returned
	}
	return cmp.Or(p.entered.Compare(o.entered), cmp.Compare(p.call, o.call)) < 0
}

// move checks that an event is a legal move of what it moves.
func (s *story) move(a *auditor, e civicline.Event) {
	if e.Data.To != "" {
		was := s.calls[e.Call]
		next, err := was.Next(e.Kind)
		began := was == "" && (e.Kind == civicline.CallArrived || e.Kind == civicline.CallbackDue)
		if e.Kind != civicline.Repaired && !began && (err != nil || next != e.Data.To || was != e.Data.From) {
			a.note(&a.Illegal, "event %d (%s) moves %s from %s to %s; it was %s", e.ID, e.Kind, e.Call, e.Data.From, e.Data.To, was)
		}
		s.calls[e.Call] = e.Data.To
	}
	if e.Data.AgentIs != "" {
		was := cmp.Or(s.agents[e.Agent], civicline.SignedOut)
		next, err := was.Next(e.Kind)
		if e.Kind != civicline.Repaired && (err != nil || next != e.Data.AgentIs || was != e.Data.AgentWas) {
			a.note(&a.Illegal, "event %d (%s) moves %s from %s to %s; they were %s", e.ID, e.Kind, e.Agent, e.Data.AgentWas, e.Data.AgentIs, was)
		}
		s.agents[e.Agent] = e.Data.AgentIs
	}
	if e.Kind == civicline.Repaired {
		a.note(&a.Illegal, "event %d repaired %q", e.ID, e.Data.Reason)
	}
}

// line keeps the places.
func (s *story) line(e civicline.Event) {
	p := s.places[e.Call]
	switch e.Kind {
	case civicline.CallQueued, civicline.PlaceResumed, civicline.CallbackDue:
		fresh := &place{call: e.Call, queue: e.Data.Queue, entered: e.Data.Entered, present: true}
		fresh.returned = e.Data.Returned || e.Data.From == civicline.WithAgent || e.Data.From == civicline.OnHold || e.Data.From == civicline.Dialing
		if was := s.places[e.Data.Other]; e.Kind == civicline.PlaceResumed && was != nil {
			fresh.returned = was.returned
			delete(s.places, e.Data.Other)
		}
		s.places[e.Call] = fresh
	case civicline.CallDequeued, civicline.PlaceGivenUp, civicline.OfferTaken, civicline.CallEnded, civicline.CallbackAnswered, civicline.CallbackMissed, civicline.CallbackLost:
		delete(s.places, e.Call)
	}
	if p == nil {
		return
	}
	switch e.Kind {
	case civicline.LanguageSet:
		p.queue = cmp.Or(e.Data.Queue, p.queue)
	case civicline.CallerAway:
		p.present, p.offered = false, ""
	case civicline.OfferMade, civicline.AgentKept:
		p.offered = e.Agent
	case civicline.OfferRefused:
		p.offered, p.returned = "", true
	case civicline.OfferWithdrawn:
		p.offered = ""
	}
}
