package webleg

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/pion/logging"
)

// pionLog sends what pion says to our log, at debug whatever it calls it: to
// pion each packet after a hang-up is an error. Its messages may hold network
// addresses, and never what is said.
type pionLog struct{ log *slog.Logger }

// NewLogger gives a part of pion its logger.
func (p pionLog) NewLogger(scope string) logging.LeveledLogger {
	return pionScope{p.log.With("pion", scope)}
}

type pionScope struct{ log *slog.Logger }

func (p pionScope) say(level, format string, args []any) {
	if p.log.Enabled(context.Background(), slog.LevelDebug) {
		p.log.Debug(fmt.Sprintf(format, args...), "as", level)
	}
}

func (p pionScope) Trace(string)              {}
func (p pionScope) Tracef(string, ...any)     {}
func (p pionScope) Debug(string)              {}
func (p pionScope) Debugf(string, ...any)     {}
func (p pionScope) Info(m string)             { p.say("info", "%s", []any{m}) }
func (p pionScope) Infof(f string, a ...any)  { p.say("info", f, a) }
func (p pionScope) Warn(m string)             { p.say("warning", "%s", []any{m}) }
func (p pionScope) Warnf(f string, a ...any)  { p.say("warning", f, a) }
func (p pionScope) Error(m string)            { p.say("error", "%s", []any{m}) }
func (p pionScope) Errorf(f string, a ...any) { p.say("error", f, a) }
