package center

import (
	"context"
	"sync"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/acd/waits"
	"github.com/civicline/civicline/store"
)

const (
	publishedOf  = 2000            // estimates of each queue that its published figures are of
	publishAgain = 5 * time.Minute // after which they are read anew
)

// published is how good the estimates were, as anybody may know.
type published struct {
	mu   sync.Mutex
	read time.Time
	of   map[civicline.QueueID]waits.Figures
}

// Published tells anybody how good the estimates of each queue have been, over
// the last of those that were kept, whichever node gave them: the promise of
// this centre. What the simple ways would have said is not kept, and not told.
func (c *Center) Published(ctx context.Context) (map[civicline.QueueID]waits.Figures, error) {
	c.publish.mu.Lock()
	defer c.publish.mu.Unlock()
	if now := c.now(); !c.publish.read.IsZero() && now.Sub(c.publish.read) < publishAgain {
		return c.publish.of, nil
	}
	of := map[civicline.QueueID]waits.Figures{}
	err := c.look(ctx, "tell how good the estimates are", func(v *store.View) error {
		for _, q := range c.o.Queues {
			told, err := v.Estimates(q.ID, publishedOf)
			if err != nil {
				return err
			}
			of[q.ID] = scored(told)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	c.publish.of, c.publish.read = of, c.now()
	return of, nil
}

// scored sums up estimates that have ended, the newest first. Of a call that was
// told several, the last counts.
func scored(told []store.Estimate) waits.Figures {
	var s waits.Score
	seen := map[civicline.CallID]bool{}
	for _, e := range told {
		if seen[e.Call] {
			continue
		}
		seen[e.Call] = true
		kind := waits.Abandoned
		if e.Answered {
			kind = waits.Answered
		}
		s.Keep(waits.Told{Call: e.Call, At: e.At, Wait: e.Wait})
		s.Became(e.Call, kind, e.Ended)
	}
	f := s.Figures()
	f.Last, f.Oldest = waits.Off{}, waits.Off{}
	return f
}
