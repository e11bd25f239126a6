package center

import (
	"context"
	"encoding/json"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/acd/waits"
	"github.com/civicline/civicline/store"
)

// remember lets the estimates go on from what they had learned. Where nothing
// was kept, how long calls took of late is a beginning.
func (c *Center) remember(ctx context.Context) error {
	return c.o.Store.Look(ctx, func(v *store.View) error {
		for id := range c.routing.models {
			kept, err := v.Memory(id)
			var m waits.Memory
			switch {
			case err == nil && json.Unmarshal(kept, &m) == nil:
				c.routing.models[id] = waits.New(waits.Options{Memory: m})
				continue
			case err != nil && civicline.FaultOf(err) != civicline.NotFound:
				return err
			}
			took, err := v.Handled(id, 200)
			if err != nil {
				return err
			}
			for i := len(took) - 1; i >= 0; i-- {
				c.routing.models[id].Observe(waits.Event{At: c.now(), Kind: waits.Finished, Handle: took[i]})
			}
		}
		return nil
	})
}

// memorize keeps what the estimates have learned, if they have.
func (c *Center) memorize(ctx context.Context) error {
	r := c.routing
	learned := map[civicline.QueueID]waits.Memory{}
	r.mu.RLock()
	for id, m := range r.models {
		learned[id] = m.Memory()
	}
	r.mu.RUnlock()
	return c.change(ctx, clock, func(t *change) error {
		for id, now := range learned {
			if now == r.kept[id] {
				continue
			}
			if err := t.PutMemory(id, now, t.now); err != nil {
				return err
			}
		}
		t.learned = learned
		return nil
	})
}
