package switchboard

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/civicline/civicline"
)

// A door is a centre in little: it keeps calls to their legal moves, matches
// nobody by itself, and tells the switchboard what happened.
type door struct {
	world  *world
	mu     sync.Mutex
	calls  map[civicline.CallID]*civicline.Call
	line   []civicline.CallID
	log    []civicline.Command
	kept   *civicline.Place
	open   bool
	deaf   bool
	fail   func(civicline.Command) error // may fail a command before it is done
	n      uint64
	seq    int
	dialed civicline.Kind // the last of DialStarted and AgentKept

	asked  civicline.AgentID // an officer, by
	asker  civicline.AgentID
	joined bool
}

func (d *door) Do(_ context.Context, who civicline.Actor, cmd civicline.Command) (civicline.Result, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.fail != nil {
		if err := d.fail(cmd); err != nil {
			return civicline.Result{}, err
		}
	}
	d.log = append(d.log, cmd)
	res, err := d.do(who, cmd)
	res.At = time.Now()
	return res, err
}

func (d *door) do(who civicline.Actor, cmd civicline.Command) (civicline.Result, error) {
	if res, done, err := d.consult(who, cmd); done {
		return res, err
	}
	switch m := cmd.(type) {
	case civicline.Arrive:
		d.n++
		d.calls[m.Call] = &civicline.Call{ID: m.Call, Reference: civicline.NewReference(d.n), From: m.From, State: civicline.Ringing, Language: civicline.English}
		return civicline.Result{Call: *d.calls[m.Call], Kept: d.kept}, nil
	case civicline.PickUp:
		return d.move(m.Call, civicline.CallAnswered, "")
	case civicline.SetLanguage:
		d.calls[m.Call].Language = m.Language
	case civicline.Learn:
		d.calls[m.Call].Facts = d.calls[m.Call].Facts.With(m.Facts)
	case civicline.Enqueue:
		if !d.open {
			return civicline.Result{Hours: civicline.OpenHours{Why: "night"}}, &civicline.Error{Kind: civicline.Refused, Op: "queue", Message: "Closed."}
		}
		was := d.calls[m.Call].State
		res, err := d.move(m.Call, civicline.CallQueued, "")
		if err == nil && was != civicline.WithBot {
			d.line = append([]civicline.CallID{m.Call}, d.line...)
		} else if err == nil {
			d.line = append(d.line, m.Call)
		}
		d.calls[m.Call].Reason = m.Reason
		res.Wait = civicline.Wait{Position: slices.Index(d.line, m.Call) + 1}
		return res, err
	case civicline.ResumePlace:
		d.kept = nil
		d.line = append([]civicline.CallID{m.Call}, d.line...)
		res, err := d.move(m.Call, civicline.PlaceResumed, "")
		res.Wait = civicline.Wait{Position: 1}
		return res, err
	case civicline.Dequeue:
		d.drop(m.Call)
		return d.move(m.Call, civicline.CallDequeued, "")
	case civicline.BookCallback:
		return civicline.Result{Callback: civicline.Callback{Number: m.Number, Reason: m.Reason}}, nil
	case civicline.Reach:
		what := civicline.CallbackReached
		if d.calls[m.Call].Agent != "" && d.dialed == civicline.DialStarted {
			what = civicline.CallbackAnswered
		}
		return d.move(m.Call, what, d.calls[m.Call].Agent)
	case civicline.Missed:
		return d.move(m.Call, civicline.CallbackMissed, "")
	case civicline.Accept:
		d.drop(m.Call)
		return d.move(m.Call, civicline.OfferTaken, who.ID)
	case civicline.Decline:
		return d.move(m.Call, civicline.OfferRefused, "")
	case civicline.Hold:
		return d.move(m.Call, civicline.CallHeld, who.ID)
	case civicline.Unhold:
		return d.move(m.Call, civicline.CallResumed, who.ID)
	case civicline.Leave:
		return d.move(m.Call, civicline.AgentLeft, who.ID)
	case civicline.End:
		d.drop(m.Call)
		if s := d.calls[m.Call].State; m.Lost && (s == civicline.Waiting || s == civicline.Offered) {
			return d.move(m.Call, civicline.CallerAway, "")
		}
		d.calls[m.Call].Why = m.Why
		return d.move(m.Call, civicline.CallEnded, "")
	}
	return civicline.Result{}, nil
}

func (d *door) move(id civicline.CallID, what civicline.Kind, by civicline.AgentID) (civicline.Result, error) {
	c := d.calls[id]
	next, err := c.State.Next(what)
	if err != nil {
		return civicline.Result{}, err
	}
	c.State, c.Since = next, time.Now()
	if what == civicline.DialStarted || what == civicline.AgentKept {
		d.dialed = what
	}
	if by != "" {
		c.Agent = by
	}
	d.seq++
	if d.deaf {
		return civicline.Result{Call: *c}, nil
	}
	d.world.board.Deliver(civicline.Event{Seq: d.seq, At: time.Now(), Kind: what, Call: id, Agent: by})
	return civicline.Result{Call: *c}, nil
}

func (d *door) drop(id civicline.CallID) {
	d.line = slices.DeleteFunc(d.line, func(x civicline.CallID) bool { return x == id })
}

// offer makes an offer, as the match would.
func (d *door) offer(id civicline.CallID) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if _, err := d.move(id, civicline.OfferMade, "maria"); err != nil {
		d.world.t.Errorf("offer: %v", err)
	}
}

func (d *door) state(id civicline.CallID) civicline.CallState {
	d.mu.Lock()
	defer d.mu.Unlock()
	if c := d.calls[id]; c != nil {
		return c.State
	}
	return ""
}

// done returns the names of the commands done, turns left out.
func (d *door) done() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	var out []string
	for _, cmd := range d.log {
		if _, ok := cmd.(civicline.TakeTurn); !ok {
			out = append(out, nameOf(cmd))
		}
	}
	return strings.Join(out, " ")
}

// end returns how the door was told that the call ended.
func (d *door) end() (end civicline.End) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, cmd := range d.log {
		if e, ok := cmd.(civicline.End); ok {
			end = e
		}
	}
	return end
}

// turns returns the transcript.
func (d *door) turns() []civicline.TakeTurn {
	d.mu.Lock()
	defer d.mu.Unlock()
	var out []civicline.TakeTurn
	for _, cmd := range d.log {
		if t, ok := cmd.(civicline.TakeTurn); ok {
			out = append(out, t)
		}
	}
	return out
}

func (d *door) transcript() string {
	var out []string
	for _, t := range d.turns() {
		text := t.Turn.Text + t.Turn.Keys
		if t.Turn.Interrupted {
			text += " -"
		}
		out = append(out, string(t.Turn.Who)+": "+text)
	}
	return strings.Join(out, "\n")
}

// only returns the one call there is.
func (d *door) only() civicline.CallID {
	d.mu.Lock()
	defer d.mu.Unlock()
	for id := range maps.Keys(d.calls) {
		return id
	}
	return ""
}

func (d *door) Ask(who civicline.Actor, act civicline.Act) (civicline.Pass, error) {
	return civicline.Grants{act: {who.Tier}}.Ask(who, act)
}

func (d *door) Call(_ context.Context, _ civicline.Pass, id civicline.CallID) (civicline.Call, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return *d.calls[id], nil
}

func (d *door) Receipt(_ context.Context, _ civicline.Pass, ref civicline.Reference) (civicline.CallReceipt, error) {
	return civicline.CallReceipt{Reference: ref, AgentName: "Maria R.", AgentID: "maria", At: time.Now().Add(-time.Minute)}, nil
}

func (d *door) WaitOf(_ context.Context, id civicline.CallID) (civicline.Wait, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return civicline.Wait{Position: slices.Index(d.line, id) + 1}, nil
}

func (d *door) CallbackToRing(_ context.Context, _ civicline.Pass, id civicline.CallID) (civicline.Callback, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return civicline.Callback{Reference: d.calls[id].Callback, Number: "+12025550142", Language: civicline.English, Ring: id}, nil
}

// missed returns why the door was told that callers were not reached.
func (d *door) missed() []civicline.Miss {
	d.mu.Lock()
	defer d.mu.Unlock()
	var out []civicline.Miss
	for _, cmd := range d.log {
		if m, ok := cmd.(civicline.Missed); ok {
			out = append(out, m.Why)
		}
	}
	return out
}

func (d *door) Hours(time.Time) civicline.OpenHours { return civicline.OpenHours{Open: d.open} }
