package center

import (
	"context"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

// forgetAtOnce is how many calls one change forgets: callers do not wait long
// for their turn behind it.
const forgetAtOnce = 20

// textsAtOnce is how many texts that are over one change drops.
const textsAtOnce = 1_000

// Forget takes the words out of every call that ended at a time or before: what
// was said, keyed and learned, and why the caller wanted a person. That there
// was a call, its times, who answered and their note stay. It returns how many
// calls that were, those before an error included.
func (c *Center) Forget(ctx context.Context, ended time.Time) (calls int, err error) {
	const op = "forget old words"
	if err := c.forgetTexts(ctx, ended); err != nil {
		return 0, c.plain(op, err)
	}
	for {
		var old []civicline.CallID
		err := c.look(ctx, op, func(v *store.View) (err error) {
			old, err = v.Wordy(ended, forgetAtOnce)
			return err
		})
		if err != nil || len(old) == 0 {
			return calls, err
		}
		err = c.change(ctx, clock, func(t *change) error {
			for _, id := range old {
				if err := t.Forget(id); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return calls, c.plain(op, err)
		}
		calls += len(old)
	}
}

// forgetTexts drops the texts that were over at a time or before: those that
// could not be sent still say to whom they were to go.
func (c *Center) forgetTexts(ctx context.Context, over time.Time) error {
	for dropped := int64(textsAtOnce); dropped == textsAtOnce; {
		if err := c.change(ctx, clock, func(t *change) (err error) { dropped, err = t.DropTasks(over, textsAtOnce); return err }); err != nil {
			return err
		}
	}
	return nil
}

// Unrecorded returns the calls whose line is gone and that have no recording,
// for a pass to run live calls: those of a former run may have left a file.
func (c *Center) Unrecorded(ctx context.Context, p civicline.Pass) (calls []civicline.CallID, err error) {
	if err := p.For(civicline.RunCalls); err != nil {
		return nil, err
	}
	err = c.look(ctx, "find recordings", func(v *store.View) (err error) {
		calls, err = v.Unrecorded()
		return err
	})
	return calls, err
}
