package switchboard

import (
	"context"
	"log/slog"
	"time"

	"github.com/civicline/civicline"
)

// A Door is where every change of a call goes: the centre.
type Door interface {
	Do(ctx context.Context, who civicline.Actor, cmd civicline.Command) (civicline.Result, error)
}

const (
	firstRetry = 50 * time.Millisecond
	lastRetry  = 2 * time.Second
	// slowDoor is how long the centre may take before the caller is given
	// music to wait by.
	slowDoor = 2 * time.Second
	// longestWish is how long what the caller waits for is tried; then the flow
	// hears that it failed, and says so.
	longestWish = time.Minute
	// longestNote is how long is tried what nobody waits for, if need be after
	// the call is over.
	longestNote = 15 * time.Second
	// patienceForWords is how long a piece of transcript is worth waiting for:
	// what the caller wants goes before what was said.
	patienceForWords = 4 * time.Second
)

// A clerk takes one call's commands to the door, one at a time and in the order
// they were given, so that a transcript never stands in the way of speech and a
// place in line is never asked for before the reason is known.
//
// A door that is unavailable, or fails in a way of its own, is tried again with
// growing pauses, 50 ms to 2 s; meanwhile the caller hears music. What they wait
// for (a place, a callback) is tried for a minute and then told to the flow as
// failed; what nobody waits for is tried for 15 s, if need be after the call is
// over. A door that says no (Refused, Conflict, NotFound, Invalid) is believed.
type clerk struct {
	door Door
	log  *slog.Logger
	jobs *tray[job]
	live context.Context // ends with the call
	post func(mail)
}

type job struct {
	who  civicline.Actor
	cmd  civicline.Command
	then func(civicline.Result, error) mail // nil: nobody waits for the answer
}

func (c *call) newClerk() *clerk {
	k := &clerk{door: c.board.Door, log: c.log, jobs: newTray[job](), live: c.ctx, post: c.box.put}
	c.wg.Go(k.work)
	return k
}

// do gives the clerk a command. It does not wait.
func (k *clerk) do(who civicline.Actor, cmd civicline.Command, then func(civicline.Result, error) mail) {
	k.jobs.put(job{who, cmd, then})
}

// close lets the clerk go once all it was given is done.
func (k *clerk) close() { k.jobs.close() }

func (k *clerk) work() {
	for {
		j, ok := k.jobs.take()
		if !ok {
			return
		}
		res, err := k.take(j)
		if err != nil {
			k.log.Warn("the centre did not do it", "command", nameOf(j.cmd), "fault", civicline.FaultOf(err), "err", err)
		}
		if j.then != nil {
			k.post(j.then(res, err))
		}
	}
}

// take tries one job until it is done, refused, or no longer worth it.
func (k *clerk) take(j job) (civicline.Result, error) {
	ctx := k.live
	limit, closing := patience(j.cmd)
	if closing {
		ctx = context.WithoutCancel(ctx)
	}
	ctx, stop := context.WithTimeout(ctx, limit)
	defer stop()
	wait, told := firstRetry, false
	began := time.Now()
	for {
		res, err := k.door.Do(ctx, j.who, j.cmd)
		if err == nil || ctx.Err() != nil || final(err) {
			return res, err
		}
		if !told && time.Since(began) > slowDoor {
			told = true
			k.post(doorSlow{})
		}
		t := time.NewTimer(wait)
		select {
		case <-ctx.Done():
			t.Stop()
			return res, err
		case <-t.C:
		}
		wait = min(2*wait, lastRetry)
	}
}

// final reports whether asking again could not help.
func final(err error) bool {
	switch civicline.FaultOf(err) {
	case civicline.Unavailable, civicline.Internal:
		return false
	}
	return true
}

// patience says how long a command is worth retrying, and whether it is still to be done when the call is over.
func patience(cmd civicline.Command) (limit time.Duration, closing bool) {
	switch cmd.(type) {
	case civicline.TakeTurn:
		return patienceForWords, true
	case civicline.Enqueue, civicline.ResumePlace, civicline.Dequeue, civicline.BookCallback:
		return longestWish, false
	}
	return longestNote, true
}
