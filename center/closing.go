package center

import (
	"context"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/hours"
	"github.com/civicline/civicline/store"
)

// calendarNow is the calendar of a queue with what is closed by hand laid over
// it. The zero queue is the agency as a whole.
func (c *Center) calendarNow(q civicline.Queue, closed []store.Closing) *hours.Calendar {
	var over []hours.Closing
	for _, cl := range closed {
		if cl.Queue == "" || cl.Queue == q.ID {
			over = append(over, hours.Closing{From: cl.From, Until: cl.Until, Why: cl.Why[civicline.English]})
		}
	}
	return c.calendarOf(q).With(over...)
}

// hoursOf tells whether people answer in a queue at a time, closings by hand
// among what counts.
func (c *Center) hoursOf(q civicline.Queue, at time.Time, closed []store.Closing) civicline.OpenHours {
	return c.calendarNow(q, closed).At(at)
}

// hours is hoursOf as the store now stands.
func (t *change) hours(q civicline.Queue, at time.Time) (civicline.OpenHours, error) {
	closed, err := t.Closings(t.now)
	return t.c.hoursOf(q, at, closed), err
}

// HoursOf tells whether people answer in a queue at a time; the zero time is now.
func (c *Center) HoursOf(queue civicline.QueueID, at time.Time) civicline.OpenHours {
	if at.IsZero() {
		at = c.now()
	}
	q, _ := c.queueByID(queue)
	return c.hoursOf(q, at, c.readClosings(context.Background()))
}

// tooLate refuses a caller who would hardly be answered before closing time: the
// hours then tell why, and when the line opens again. They are zero if it is
// early enough.
func (t *change) tooLate(q civicline.Queue, open civicline.OpenHours, wait civicline.Wait) (civicline.OpenHours, error) {
	if open.Next.IsZero() {
		return civicline.OpenHours{}, nil // it never closes
	}
	likely := wait.Likely
	if likely == 0 {
		likely = wait.High
	}
	last := open.Next.Add(-q.LastTalk)
	if t.now.Before(last) && !t.now.Add(likely).After(last) {
		return civicline.OpenHours{}, nil
	}
	then, err := t.hours(q, open.Next)
	if err != nil {
		return civicline.OpenHours{}, err
	}
	late := civicline.OpenHours{Next: then.Next, Why: "too late: the line closes at " + open.Next.In(t.c.calendarOf(q).Zone()).Format("3:04 PM")}
	return late, refused("put a caller in line", "The line closes before this caller would be answered. Offer to ring them back first when it opens again.")
}

// Closing is a line, or all of them, closed by hand.
type Closing = store.Closing

// Closings returns those that hold now, for a pass to see the queues.
func (c *Center) Closings(ctx context.Context, p civicline.Pass) (out []Closing, err error) {
	if err := p.For(civicline.SeeQueues); err != nil {
		return nil, err
	}
	err = c.look(ctx, "see which lines are closed", func(v *store.View) (err error) {
		out, err = v.Closings(c.now())
		return err
	})
	return out, err
}

// readClosings are those that hold now, or those that held when they could last
// be read.
func (c *Center) readClosings(ctx context.Context) []store.Closing {
	var closed []store.Closing
	if err := c.look(ctx, "see which lines are closed", func(v *store.View) (err error) { closed, err = v.Closings(c.now()); return err }); err == nil {
		c.shut.Store(&closed)
		return closed
	}
	if last := c.shut.Load(); last != nil {
		return *last
	}
	return nil
}

const longestWhy = 200

// closeLines closes a line, or all of them, from now on. Closed again, it is
// closed until the new time, for the new reason.
func (t *change) closeLines(cmd civicline.CloseLines) (civicline.Result, error) {
	const op = "close the lines"
	if err := t.knownLine(op, cmd.Queue); err != nil {
		return civicline.Result{}, err
	}
	why := civicline.Words{}
	for _, l := range civicline.Languages {
		why[l] = clean(cmd.Why[l], longestWhy)
	}
	if len(why.Missing()) > 0 {
		return civicline.Result{}, invalid(op, "Say in English and in Spanish why: callers are told.")
	}
	if !cmd.Until.IsZero() && !cmd.Until.After(t.now) {
		return civicline.Result{}, invalid(op, "Choose a time to come at which the line opens again, or none.")
	}
	if _, err := t.reopen(cmd.Queue, false); err != nil {
		return civicline.Result{}, err
	}
	until := cmd.Until.UTC().Truncate(time.Microsecond)
	if cmd.Until.IsZero() {
		until = time.Time{}
	}
	if _, err := t.PutClosing(store.Closing{Queue: cmd.Queue, From: t.now, Until: until, Why: why, Who: t.who.ID}); err != nil {
		return civicline.Result{}, err
	}
	return civicline.Result{}, t.tellLines(civicline.LinesClosed, civicline.Detail{Queue: cmd.Queue, Until: until, Reason: why[civicline.English]})
}

// openLines takes a closing by hand back.
func (t *change) openLines(cmd civicline.OpenLines) (civicline.Result, error) {
	const op = "open the lines"
	if err := t.knownLine(op, cmd.Queue); err != nil {
		return civicline.Result{}, err
	}
	n, err := t.reopen(cmd.Queue, true)
	if err != nil {
		return civicline.Result{}, err
	}
	if n == 0 {
		return civicline.Result{}, conflict(op, "This line was not closed by hand by itself. If all lines were, open all of them; otherwise wait until its hours begin.")
	}
	return civicline.Result{}, t.tellLines(civicline.LinesOpened, civicline.Detail{Queue: cmd.Queue})
}

func (t *change) knownLine(op string, id civicline.QueueID) error {
	if _, ok := t.c.queueByID(id); !ok && id != "" {
		return &civicline.Error{Kind: civicline.NotFound, Op: op, Message: "There is no such line."}
	}
	return nil
}

// reopen ends the closings of a queue, or, if each is wanted, those of each.
func (t *change) reopen(queue civicline.QueueID, each bool) (n int, err error) {
	closed, err := t.Closings(t.now)
	if err != nil {
		return 0, err
	}
	for _, cl := range closed {
		if cl.Queue != queue && (!each || queue != "") {
			continue
		}
		n++
		if err := t.EndClosing(cl.ID, t.now, t.who.ID); err != nil {
			return 0, err
		}
	}
	return n, nil
}

// tellLines tells that lines were closed or opened, and wakes the clock for
// those who wait.
func (t *change) tellLines(what civicline.Kind, d civicline.Detail) error {
	t.stirred = true
	return t.tell(civicline.Event{At: t.now, Kind: what, Agent: t.who.ID, Who: t.who, Data: d})
}
