package center

import (
	"time"

	"github.com/civicline/civicline"
)

// checkPromises: a promise whose turn has come has a call that keeps it, and a
// call that is to ring somebody has a promise to keep.
func (s *survey) checkPromises() error {
	keeps := map[civicline.CallID]bool{}
	for _, state := range []civicline.CallbackState{civicline.CallbackInLine, civicline.CallbackBeingMade} {
		all, err := s.Callbacks(state)
		if err != nil {
			return err
		}
		for _, cb := range all {
			if call, live := s.calls[cb.Ring]; live && call.Callback == cb.Reference {
				keeps[cb.Ring] = true
			} else if err := s.promisedAgain(cb); err != nil {
				return err
			}
		}
	}
	for id, call := range s.calls {
		if call.Callback == "" || keeps[id] || call.State != civicline.Waiting && call.State != civicline.Offered && call.State != civicline.Dialing {
			continue
		}
		if err := s.DropPlace(id); err != nil {
			return err
		}
		const rule = "a call that was to ring somebody who is owed none"
		if err := s.repaired(rule, id, call.Agent, civicline.Detail{Queue: call.Queue, Entered: call.Entered}); err != nil {
			return err
		}
		if err := s.finish(&call, nil, civicline.Detail{Reason: rule}); err != nil {
			return err
		}
	}
	return nil
}

// promisedAgain lets a promise fall due again whose call is over.
func (s *survey) promisedAgain(cb civicline.Callback) error {
	if err := s.repaired("a promise whose call was over", cb.Call, "", civicline.Detail{Callback: cb.Reference, Entered: cb.Entered}); err != nil {
		return err
	}
	if cb.State == civicline.CallbackBeingMade {
		if err := s.promise(&cb, civicline.CallQueued); err != nil {
			return err
		}
	}
	cb.Due, cb.Until = s.now, time.Time{}
	return s.promisedAnew(&cb)
}
