package app

import (
	"context"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/switchboard"
)

// joiner brings agents' legs to their calls. The desk must be answered before
// the browser can connect, so joining goes on behind its back: the switchboard
// puts a caller whose agent never comes back at the head of the line. An agent who
// waits for a caller to be rung waits as long as that takes.
type joiner struct{ *App }

func (j joiner) Join(_ context.Context, call civicline.CallID, agent civicline.Agent, leg civicline.Leg) error {
	j.work.Go(func() error {
		ctx, cancel := context.WithTimeout(j.workctx, longestJoin)
		defer cancel()
		if err := j.board.Join(ctx, call, agent, leg); err != nil {
			j.Log.Warn("an agent could not be joined to a call", "call", call, "agent", agent.ID, "err", err)
		}
		return nil
	})
	return nil
}

// longestJoin is how long an agent may wait for the caller: for their phone to ring, for who
// answers to be asked, and for a better time to be found with them.
const longestJoin = 3 * time.Minute

var _ interface {
	Join(context.Context, civicline.CallID, civicline.Agent, civicline.Leg) error
} = (*switchboard.Switchboard)(nil)
