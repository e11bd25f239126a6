package switchboard

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/civicline/civicline"
)

// An outward leg is one that we place: its Answer rings the far end, and returns
// once they have picked up. Until then it carries no sound.
type outward struct {
	dial  func(context.Context, civicline.PhoneNumber) (civicline.Leg, error)
	rings time.Duration // at most
	ctx   context.Context
	end   context.CancelCauseFunc

	mu     sync.Mutex
	number civicline.PhoneNumber
	leg    civicline.Leg // nil until it is picked up
}

func newOutward(dial func(context.Context, civicline.PhoneNumber) (civicline.Leg, error), rings time.Duration) *outward {
	o := &outward{dial: dial, rings: rings}
	o.ctx, o.end = context.WithCancelCause(context.Background())
	return o
}

// to says whom Answer rings.
func (o *outward) to(n civicline.PhoneNumber) {
	o.mu.Lock()
	o.number = n
	o.mu.Unlock()
}

func (o *outward) far() civicline.Leg {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.leg
}

func (o *outward) ID() civicline.LegID {
	if leg := o.far(); leg != nil {
		return leg.ID()
	}
	return ""
}

func (o *outward) Party() civicline.Party {
	o.mu.Lock()
	defer o.mu.Unlock()
	return civicline.Party{Number: o.number, Channel: civicline.Phone}
}

func (o *outward) Context() context.Context { return o.ctx }

// errNotPickedUp is that nobody picked up in time.
var errNotPickedUp = errors.New("nobody picked up")

// Answer rings. An error says why there is nobody: missOf reads it.
func (o *outward) Answer(ctx context.Context) error {
	ctx, stop := context.WithTimeoutCause(ctx, o.rings, errNotPickedUp)
	defer stop()
	defer context.AfterFunc(o.ctx, stop)()
	leg, err := o.dial(ctx, o.Party().Number)
	if err != nil {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		return err
	}
	o.mu.Lock()
	o.leg = leg
	o.mu.Unlock()
	if o.ctx.Err() != nil { // hung up in that moment
		leg.Hangup(civicline.ErrDone)
		return civicline.ErrDone
	}
	context.AfterFunc(leg.Context(), func() { o.end(context.Cause(leg.Context())) })
	return nil
}

// missOf is why Answer failed.
func missOf(err error) civicline.Miss {
	var says interface{ Miss() civicline.Miss }
	switch {
	case errors.Is(err, errNotPickedUp):
		return civicline.MissNoAnswer
	case errors.As(err, &says):
		return says.Miss()
	}
	return civicline.MissFailed
}

func (o *outward) Play(src civicline.Source) {
	if leg := o.far(); leg != nil {
		leg.Play(src)
	}
}

func (o *outward) Feed(sink civicline.Sink) {
	if leg := o.far(); leg != nil {
		leg.Feed(sink)
	}
}

func (o *outward) Tap(t civicline.Tap) (remove func()) {
	if leg := o.far(); leg != nil {
		return leg.Tap(t)
	}
	return func() {}
}

// Keys is nil until the far end has picked up.
func (o *outward) Keys() <-chan rune {
	if leg := o.far(); leg != nil {
		return leg.Keys()
	}
	return nil
}

func (o *outward) Hangup(cause error) {
	o.end(cause)
	if leg := o.far(); leg != nil {
		leg.Hangup(cause)
	}
}
