package app

import (
	"context"
	"log/slog"
	"time"
)

// watchClock says once a minute at most that the media clock came late: the
// sound of everyone on the line was choppy then. It returns when ctx ends.
func watchClock(ctx context.Context, skipped func() int64, log *slog.Logger) {
	minute := time.NewTicker(time.Minute)
	defer minute.Stop()
	for last := skipped(); ; {
		select {
		case <-ctx.Done():
			return
		case <-minute.C:
			now := skipped()
			if now > last {
				log.Warn("the media clock came late, and sound was choppy: this machine is too busy", "turns skipped", now-last)
			}
			last = now
		}
	}
}
