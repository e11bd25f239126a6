package center

import (
	"context"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

// SlotsByToken returns the next n times to which whoever has the link of a
// callback may move it: the windows of an officer's call, or the slots of its
// line. The errors are those of CallbackByToken.
func (c *Center) SlotsByToken(ctx context.Context, token string, n int) (slots []civicline.Slot, err error) {
	cb, err := c.CallbackByToken(ctx, token)
	if err != nil {
		return nil, err
	}
	if cb.Item == "" {
		queue, ok := c.callbackQueue(cb.Queue, cb.Language)
		if !ok {
			return nil, nil
		}
		return c.Slots(ctx, queue.ID, c.now(), n)
	}
	err = c.look(ctx, "find times for an officer's call", func(v *store.View) error {
		i, err := v.Item(civicline.ItemCode(cb.Item))
		if err != nil {
			return err
		}
		slots, err = c.windowsFor(v, i.Language, i.Topic, i.Urgent, n)
		return err
	})
	return slots, err
}
