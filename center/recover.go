package center

import (
	"context"

	"github.com/civicline/civicline"
)

// restarted is why calls end, and agents are not ready, after a restart.
const restarted = "the center restarted"

// recover takes up what a former run of this node left behind: its legs are
// gone. Nobody is matched before agents say that they are there. A store that is
// not shared holds nobody else's.
func (c *Center) recover(ctx context.Context) error {
	var kept, ended int
	err := c.change(ctx, clock, func(t *change) (err error) {
		kept, ended, err = t.leftBehind(func(node string) bool { return node == c.o.Node || !c.o.Store.Shared() })
		return err
	})
	if err == nil && kept+ended > 0 {
		c.o.Log.Warn("a former run left calls behind", "places_kept", kept, "calls_ended", ended)
	}
	return err
}

// standDown takes the desktops of a former run as lost: one that is still there
// connects again in a moment, and its agent is as ready as before. What a wrap-up
// had left of its time is not given anew.
func (t *change) standDown(of func(node string) bool) error {
	agents, err := t.Agents()
	if err != nil {
		return err
	}
	for _, a := range agents {
		if a.State == civicline.SignedOut || a.State == civicline.NotReady || !a.Gone.IsZero() || !of(a.Desk) {
			continue
		}
		a.Gone = t.now
		if a.State == civicline.Ready {
			err = t.mayBeLost(&a)
		} else {
			err = t.PutAgent(a)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
