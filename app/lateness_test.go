package app

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func TestALateClockIsSaidOnceAMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		var skipped atomic.Int64
		skipped.Store(7) // before the lines were open
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() {
			defer close(done)
			watchClock(ctx, skipped.Load, slog.New(slog.NewTextHandler(&log, nil)))
		}()
		synctest.Wait()
		<-time.After(time.Second)
		for range 5 { // of three minutes
			skipped.Add(10)
			<-time.After(30 * time.Second)
		}
		<-time.After(10 * time.Minute)
		cancel()
		<-done
		if got := log.String(); strings.Count(got, "\n") != 3 || strings.Count(got, `"turns skipped"=20`) != 2 || strings.Count(got, "level=WARN") != 3 {
			t.Errorf("the log has\n%s", got)
		}
	})
}
