package app

import (
	"context"
	"sync"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/agency"
	"github.com/civicline/civicline/casedata"
	"github.com/civicline/civicline/understand"
)

// A script is one version of what the agency's files tell callers.
type script struct {
	agency *agency.Agency
	model  *understand.Model
	cases  *casedata.Data
}

// scripts are the version that new calls begin with, and the older ones that a
// chat may still be on.
type scripts struct {
	mu     sync.Mutex
	latest *script
	older  map[string]*script // by the version of their Book
	order  []string           // of older, the oldest first
}

// remembered is how many older versions are kept for chats.
const remembered = 20

// current is the version that new calls begin with.
func (s *scripts) current() *script {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.latest
}

// of returns a version by its name, the newest if there is none.
func (s *scripts) of(version string) *script {
	s.mu.Lock()
	defer s.mu.Unlock()
	if old := s.older[version]; old != nil {
		return old
	}
	return s.latest
}

// use makes a version the one that new calls begin with.
func (s *scripts) use(next *script) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.latest != nil {
		if s.older == nil {
			s.older = map[string]*script{}
		}
		version := s.latest.agency.Book.Version()
		if s.older[version] == nil {
			s.order = append(s.order, version)
		}
		s.older[version] = s.latest
		if len(s.order) > remembered {
			delete(s.older, s.order[0])
			s.order = s.order[1:]
		}
	}
	s.latest = next
}

// newScript learns what an agency's files say.
func (a *App) newScript(ag *agency.Agency) (*script, error) {
	tables := ag.Tables
	tables.Now = a.Now
	if plan := tables.Hours; !a.AlwaysOpen {
		tables.Hours = func(at time.Time) civicline.OpenHours {
			if a.center == nil { // the files are read before it is opened
				return plan(at)
			}
			return a.center.Hours(at) // lines closed by hand among what counts
		}
	}
	cases, err := casedata.Open(tables)
	if err != nil {
		return nil, err
	}
	return &script{agency: ag, model: understand.New(ag.Lessons()), cases: cases}, nil
}

// lookUp asks a version's tables, as the bot: what it may not have, it does not
// get.
func (a *App) lookUp(s *script) func(context.Context, string, civicline.Facts) (civicline.Facts, error) {
	return func(ctx context.Context, what string, with civicline.Facts) (civicline.Facts, error) {
		pass, err := a.center.Ask(civicline.Bot, casedata.Needs(what))
		if err != nil {
			return nil, err
		}
		if what == "callback times" {
			return a.callbackTimes(ctx, s, with)
		}
		return s.cases.LookUp(ctx, pass, what, with)
	}
}
