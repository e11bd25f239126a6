package center

import (
	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

// met, parted and freed keep the times of an agent's part in a call.

func (t *change) met(call civicline.Call) error {
	return t.PutTalk(store.Talk{Call: call.ID, Agent: call.Agent, Queue: call.Queue, Entered: call.Entered, Answered: t.now})
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
		}
	}
	return nil
}
