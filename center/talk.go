package center

import (
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

// met, parted and freed keep the times of an agent's part in a call.

func (t *change) met(call civicline.Call) error {
	before, err := t.Talks(call.ID)
	if err != nil {
		return err
	}
	at := t.now
	if n := len(before); n > 0 && !before[n-1].Answered.Before(at) { // each has a time of its own
		at = before[n-1].Answered.Add(time.Microsecond)
	}
	return t.PutTalk(store.Talk{Call: call.ID, Agent: call.Agent, Queue: call.Queue, Entered: call.Entered, Answered: at})
}

func (t *change) parted(call civicline.CallID) error {
	talks, err := t.Talks(call)
	if err != nil || len(talks) == 0 {
		return err
	}
	last := talks[len(talks)-1]
	last.Left = t.now
	return t.PutTalk(last)
}

func (t *change) freed(call civicline.CallID, agent civicline.AgentID) error {
	talks, err := t.Talks(call)
	if err != nil {
		return err
	}
	for _, k := range talks {
		if k.Agent == agent && k.Freed.IsZero() && !k.Left.IsZero() {
			k.Freed = t.now
			if err := t.PutTalk(k); err != nil {
				return err
			}
			t.handled = append(t.handled, k)
		}
	}
	return nil
}

// lastOf is an agent's last part in a call; nil if they had none.
func lastOf(talks []store.Talk, agent civicline.AgentID) *store.Talk {
	for i := len(talks) - 1; i >= 0; i-- {
		if talks[i].Agent == agent {
			return &talks[i]
		}
	}
	return nil
}

// noted is a call with the note of one who took part, instead of that of whoever
// had the caller last.
func noted(call civicline.Call, by *store.Talk) civicline.Call {
	call.Note, call.Outcome = "", ""
	if by != nil {
		call.Note, call.Outcome = by.Note, by.Outcome
	}
	return call
}

// joined is the last consultation of a call that who asks joined; Refused if
// they joined none.
func (t *change) joined(op string, call civicline.CallID) (c civicline.Consultation, err error) {
	all, err := t.Consults(call)
	if err != nil {
		return c, err
	}
	for _, one := range all {
		if one.Officer == t.who.ID && !one.Joined.IsZero() {
			c = one
		}
	}
	if c.Call == "" {
		err = refused(op, "You did not answer this call.")
	}
	return c, err
}
