package crashtest

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/center"
)

const (
	callers = 24  // at a time
	numbers = 400 // that they ring from
)

func agentID(i int) civicline.AgentID { return civicline.AgentID(fmt.Sprintf("agent-%02d", i)) }

// Work opens a centre on the tables and keeps it busy until ctx ends or the
// process is killed, and writes what it promised and is about to take back: a
// line each, "placed CALL SINCE", "leaving CALL", "promised REFERENCE". Each run
// has a name of its own, so that its calls do.
func Work(ctx context.Context, at, run string, seed uint64, out io.Writer) error {
	st, err := openStore(ctx, at)
	if err != nil {
		return err
	}
	defer func() { _ = st.Close() }()
	l := &load{run: run, out: out, offers: map[civicline.AgentID]chan civicline.CallID{}, calls: map[civicline.CallID]chan civicline.Kind{}}
	for i := range agents {
		l.offers[agentID(i)] = make(chan civicline.CallID, 100)
	}
	if l.c, err = openCenter(ctx, st, l.hear); err != nil {
		return err
	}
	l.say("open")
	var wg sync.WaitGroup
	defer wg.Wait()
	wg.Go(func() { _ = l.c.Run(ctx) })
	for i := range agents {
		r := rand.New(rand.NewPCG(seed, uint64(i))) //nolint:gosec // a load, not a secret
		wg.Go(func() { l.agent(ctx, agentID(i), r) })
	}
	for i := range callers {
		r := rand.New(rand.NewPCG(seed, uint64(1000+i))) //nolint:gosec // a load, not a secret
		wg.Go(func() { l.caller(ctx, i, r) })
	}
	return nil
}

// A load is the callers and agents of one run.
type load struct {
	c   *center.Center
	run string

	mu     sync.Mutex
	out    io.Writer
	offers map[civicline.AgentID]chan civicline.CallID
	calls  map[civicline.CallID]chan civicline.Kind
}

func (l *load) say(format string, args ...any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	_, _ = fmt.Fprintf(l.out, format+"\n", args...) // a parent that is gone kills us
}

// hear passes the centre's events on to whom they concern.
func (l *load) hear(e civicline.Event) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if e.Kind == civicline.OfferMade {
		select {
		case l.offers[e.Agent] <- e.Call:
		default: // it rings out
		}
	}
	if c := l.calls[e.Call]; c != nil && (e.Kind == civicline.OfferTaken || e.Kind == civicline.CallEnded) {
		select {
		case c <- e.Kind:
		default:
		}
	}
}

func (l *load) do(ctx context.Context, who civicline.Actor, cmd civicline.Command) (civicline.Result, error) {
	return l.c.Do(ctx, who, cmd)
}

// agent is ready, takes calls or not, and wraps them up.
func (l *load) agent(ctx context.Context, id civicline.AgentID, r *rand.Rand) {
	me := civicline.Actor{ID: id, Tier: civicline.Tier1}
	_, _ = l.do(ctx, me, civicline.SignIn{})
	_, _ = l.do(ctx, me, civicline.RegainDesk{})
	if a, err := l.c.Agent(ctx, id); err == nil && a.State == civicline.WrappingUp {
		_, _ = l.do(ctx, me, civicline.WrapUp{Call: a.Call, Outcome: civicline.ResultDropped, Ready: true})
	}
	for ctx.Err() == nil {
		_, _ = l.do(ctx, me, civicline.GoReady{})
		select {
		case call := <-l.offers[id]:
			l.answer(ctx, me, call, r)
		case <-time.After(time.Second):
		case <-ctx.Done():
		}
	}
}

func (l *load) answer(ctx context.Context, me civicline.Actor, call civicline.CallID, r *rand.Rand) {
	pause(ctx, r, 10*time.Millisecond)
	switch r.IntN(10) {
	case 0:
		return // it rings out
	case 1:
		_, _ = l.do(ctx, me, civicline.Decline{Call: call})
		return
	case 2:
		_, _ = l.do(ctx, me, civicline.GoNotReady{Reason: "break"})
		return
	}
	l.say("leaving %s", call)
	res, err := l.do(ctx, me, civicline.Accept{Call: call})
	if err != nil {
		return // the caller was quicker
	}
	if res.Call.State == civicline.Dialing && !l.ring(ctx, call, r) {
		return
	}
	pause(ctx, r, 20*time.Millisecond)
	switch r.IntN(6) {
	case 0: // their line is lost: the caller is first in the line again
		_, _ = l.do(ctx, civicline.Bot, civicline.Enqueue{Call: call})
		return
	case 1:
		_, _ = l.do(ctx, me, civicline.Hold{Call: call})
		_, _ = l.do(ctx, me, civicline.Unhold{Call: call})
	}
	_, _ = l.do(ctx, me, civicline.Leave{Call: call})
	_, _ = l.do(ctx, me, civicline.WrapUp{Call: call, Note: "n", Outcome: civicline.ResultAnswered, Ready: true})
}

// ring is a caller who is rung back: reached, or not, or nobody says.
func (l *load) ring(ctx context.Context, call civicline.CallID, r *rand.Rand) (reached bool) {
	pause(ctx, r, 20*time.Millisecond)
	switch r.IntN(5) {
	case 0:
		return false
	case 1:
		_, _ = l.do(ctx, civicline.Bot, civicline.Missed{Call: call, Why: civicline.MissNoAnswer})
		return false
	}
	_, err := l.do(ctx, civicline.Bot, civicline.Reach{Call: call})
	if err == nil {
		l.said(ctx, call, r)
	}
	return err == nil
}

// said ends a call that we placed, in a while.
func (l *load) said(ctx context.Context, call civicline.CallID, r *rand.Rand) {
	if r.IntN(3) == 0 {
		_, _ = l.do(ctx, civicline.Bot, civicline.End{Call: call})
	}
}

// caller rings again and again, from one number or another.
func (l *load) caller(ctx context.Context, n int, r *rand.Rand) {
	for i := 0; ctx.Err() == nil; i++ {
		id := civicline.CallID(fmt.Sprintf("%s-%d-%d", l.run, n, i))
		over := make(chan civicline.Kind, 4)
		l.mu.Lock()
		l.calls[id] = over
		l.mu.Unlock()
		l.call(ctx, id, over, r)
		l.mu.Lock()
		delete(l.calls, id)
		l.mu.Unlock()
	}
}

func (l *load) call(ctx context.Context, id civicline.CallID, over <-chan civicline.Kind, r *rand.Rand) {
	number := civicline.PhoneNumber(fmt.Sprintf("+1202555%04d", r.IntN(numbers)))
	res, err := l.do(ctx, civicline.Bot, civicline.Arrive{Call: id, From: number, Channel: civicline.Phone})
	if err != nil {
		return
	}
	_, _ = l.do(ctx, civicline.Bot, civicline.PickUp{Call: id})
	if r.IntN(4) == 0 {
		_, _ = l.do(ctx, civicline.Bot, civicline.SetLanguage{Call: id, Language: civicline.Spanish})
	}
	switch {
	case res.Kept != nil && r.IntN(10) > 0:
		l.say("leaving %s", res.Kept.Call)
		res, err = l.do(ctx, civicline.Bot, civicline.ResumePlace{Call: id, From: res.Kept.Call})
	default:
		res, err = l.do(ctx, civicline.Bot, civicline.Enqueue{Call: id, Tier: civicline.Tier1, Reason: "r"})
	}
	if err != nil {
		_, _ = l.do(ctx, civicline.Bot, civicline.End{Call: id})
		return
	}
	l.say("placed %s %d", id, res.Call.Entered.UnixMicro())
	l.wait(ctx, id, over, r)
}

// wait is what becomes of a caller in the line.
func (l *load) wait(ctx context.Context, id civicline.CallID, over <-chan civicline.Kind, r *rand.Rand) {
	patience := time.Duration(r.IntN(400)) * time.Millisecond
	select {
	case <-over: // a person; the bot takes leave of them when they have left
		pause(ctx, r, 60*time.Millisecond)
		_, _ = l.do(ctx, civicline.Bot, civicline.End{Call: id})
		return
	case <-time.After(patience):
	case <-ctx.Done():
		return
	}
	switch r.IntN(4) {
	case 0:
		l.say("leaving %s", id)
		_, _ = l.do(ctx, civicline.Bot, civicline.End{Call: id})
	case 1:
		l.say("leaving %s", id) // its place passes to the promise
		if res, err := l.do(ctx, civicline.Bot, civicline.BookCallback{Call: id}); err == nil {
			l.say("promised %s", string(res.Callback.Reference))
		}
		_, _ = l.do(ctx, civicline.Bot, civicline.Dequeue{Call: id})
		_, _ = l.do(ctx, civicline.Bot, civicline.End{Call: id})
	default: // the line is lost, and the place is kept
		_, _ = l.do(ctx, civicline.Bot, civicline.End{Call: id, Lost: true})
	}
}

func pause(ctx context.Context, r *rand.Rand, longest time.Duration) {
	select {
	case <-time.After(time.Duration(r.Int64N(int64(longest)))):
	case <-ctx.Done():
	}
}
