package switchboard

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/civicline/civicline"
)

// TestWhoEndedTheCall: on the telephone the run's context is the leg's own, so
// both end at once; why is told by the leg alone, every time.
func TestWhoEndedTheCall(t *testing.T) {
	const closes = "the centre is closing down"
	run, stop := context.WithCancel(context.Background())
	stop()
	for move, want := range map[string]struct {
		end func(p *party, stop context.CancelFunc)
		why string
	}{
		"caller->hangs up":      {func(p *party, _ context.CancelFunc) { p.Hangup(civicline.ErrPartyHungUp) }, "the caller hung up"},
		"caller->line is lost":  {func(p *party, _ context.CancelFunc) { p.Hangup(civicline.ErrLineLost) }, "the caller's line was lost"},
		"phone line->closes":    {func(p *party, _ context.CancelFunc) { p.Hangup(civicline.ErrDone) }, closes},
		"what it is in->closes": {func(p *party, _ context.CancelFunc) { p.Hangup(context.Cause(run)) }, closes},
		"site->closes":          {func(_ *party, stop context.CancelFunc) { stop() }, closes},
		"caller->breaks":        {func(p *party, _ context.CancelFunc) { p.Hangup(errors.New("no ICE")) }, "the caller hung up"},
	} {
		t.Run(move, func(t *testing.T) {
			for range 20 { // two goroutines race to tell it
				scene(t, func(t *testing.T, w *world) {
					p := w.party("caller")
					ctx, stop := context.WithCancel(p.Context())
					defer stop()
					over := make(chan struct{})
					go func() { defer close(over); w.board.Handle(ctx, p) }()
					pass(time.Second)
					want.end(p, stop)
					<-over
					if end := w.door.end(); end.Why != want.why {
						t.Fatalf("the centre was told %+v; want %q", end, want.why)
					}
				})
			}
		})
	}
}
