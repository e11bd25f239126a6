package center

import (
	"context"

	"github.com/civicline/civicline"
)

// restarted is why calls end, and agents are not ready, after a restart.
const restarted = "the center restarted"

// recover takes up what a former run left behind: its legs are gone. Nobody is
// matched before agents say that they are there.
func (c *Center) recover(ctx context.Context) error {
	var kept, ended int
	err := c.change(ctx, clock, func(t *change) error {
		kept, ended = 0, 0
		calls, err := t.LiveCalls()
		if err != nil {
			return err
		}
		for _, call := range calls {
			switch {
			case call.State == civicline.Away, call.Channel == civicline.Chat: // no line that could be lost
				continue
			}
			switch call.State {
			case civicline.Waiting, civicline.Offered:
				kept++
				err = t.leaveLine(&call, true, restarted)
			case civicline.WithAgent, civicline.OnHold:
				ended++
				err = t.endTalk(&call, restarted)
			default:
				ended++
				err = t.finish(&call, nil, civicline.Detail{Reason: restarted})
			}
			if err != nil {
				return err
			}
		}
		return t.standDown()
	})
	if err == nil && kept+ended > 0 {
		c.o.Log.Warn("a former run left calls behind", "places_kept", kept, "calls_ended", ended)
	}
	return err
}

// standDown makes the ready agents not ready: a desktop that is still there
// says so by itself.
func (t *change) standDown() error {
	ready, err := t.AgentsIn(civicline.Ready)
	if err != nil {
		return err
	}
	for _, a := range ready {
		a.Reason = restarted
		if err := t.step(civicline.AgentNotReady, nil, &a, civicline.Detail{Reason: restarted}); err != nil {
			return err
		}
	}
	return nil
}
