package center

import (
	"context"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

const (
	windowLength = 2 * time.Hour
	windowsAhead = 90 * 24 * time.Hour
)

// windows are the next n times in which an officer may ring about an item: two
// hours each, in a row from every opening of the queue on, and only those that
// still have room. The first may begin at from.
func (c *Center) windows(v *store.View, q civicline.Queue, from time.Time, n int) (free []civicline.Slot, err error) {
	closed, err := v.Closings(c.now())
	if err != nil {
		return nil, err
	}
	at := midnight(from, c.calendarOf(q).Zone())
	for end := from.Add(windowsAhead); len(free) < n && at.Before(end); {
		open := c.hoursOf(q, at, closed)
		if open.Next.IsZero() && !open.Open {
			return free, nil
		}
		if !open.Open {
			at = open.Next
			continue
		}
		until := open.Next
		if until.IsZero() {
			until = at.Add(24 * time.Hour)
		}
		for w := at; !w.Add(windowLength).After(until) && len(free) < n; w = w.Add(windowLength) {
			if w.Before(from) {
				continue
			}
			slot := civicline.Slot{From: w.UTC(), Until: w.Add(windowLength).UTC(), Free: anyNumber}
			if q.Slots > 0 {
				taken, err := v.Booked(q.ID, slot.From, slot.Until)
				if err != nil {
					return nil, err
				}
				slot.Free = max(0, q.Slots*int(windowLength/time.Hour)-taken)
			}
			if slot.Free > 0 {
				free = append(free, slot)
			}
		}
		at = until
	}
	return free, nil
}

func midnight(at time.Time, zone *time.Location) time.Time {
	y, m, d := at.In(zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, zone)
}

// earliestWindow is from when on an officer may ring: about what is urgent, now;
// about anything else not before tomorrow, so that a text can go out before.
func (c *Center) earliestWindow(q civicline.Queue, urgent bool, now time.Time) time.Time {
	if urgent {
		return now
	}
	return midnight(now, c.calendarOf(q).Zone()).AddDate(0, 0, 1)
}

// chooseWindow is the window that begins at a time, or the first that is free if
// the time is zero. Refused if it is taken; the words name one that is not.
func (t *change) chooseWindow(op string, q civicline.Queue, urgent bool, at time.Time) (civicline.Slot, error) {
	from := t.c.earliestWindow(q, urgent, t.now)
	first, err := t.c.windows(&t.View, q, from, 1)
	if err != nil {
		return civicline.Slot{}, err
	}
	if len(first) == 0 {
		return civicline.Slot{}, conflict(op, "No officer has time in the next three months. Ask a supervisor.")
	}
	if at.IsZero() {
		return first[0], nil
	}
	if at.Before(from) {
		return civicline.Slot{}, invalid(op, "This time is too soon. Choose one of those offered.")
	}
	if at.After(t.now.Add(windowsAhead)) {
		return civicline.Slot{}, invalid(op, "This time is too far ahead. Choose one of those offered.")
	}
	that, err := t.c.windows(&t.View, q, at, 1)
	if err != nil {
		return civicline.Slot{}, err
	}
	if len(that) > 0 && that[0].From.Equal(at) {
		return that[0], nil
	}
	instead := first
	if len(that) > 0 {
		instead = that
	}
	return civicline.Slot{}, refused(op, "Officers have no time then. The next that is free is "+
		sayWindow(instead[0].From, instead[0].Until, t.c.calendarOf(q).Zone(), civicline.English)+".")
}

// ItemWindows returns the next n windows in which an officer could ring the
// caller of a call about something new, for a pass to open service items. The
// call must be the holder's own.
func (c *Center) ItemWindows(ctx context.Context, p civicline.Pass, call civicline.CallID, urgent bool, n int) (free []civicline.Slot, err error) {
	const op = "find times for an officer's call"
	if err := p.For(civicline.OpenItems); err != nil {
		return nil, err
	}
	err = c.look(ctx, op, func(v *store.View) error {
		k, err := v.Call(call)
		if err != nil {
			return err
		}
		if k.Agent != p.Who().ID {
			return refused(op, "You are not on this call.")
		}
		free, err = c.windowsFor(v, k.Language, k.Facts["topic"], urgent, n)
		return err
	})
	return free, err
}

// WindowsOf returns the next n windows for another call about an item, for a pass
// to see service items.
func (c *Center) WindowsOf(ctx context.Context, p civicline.Pass, code civicline.ItemCode, n int) (free []civicline.Slot, err error) {
	if err := p.For(civicline.SeeItems); err != nil {
		return nil, err
	}
	err = c.look(ctx, "find times for an officer's call", func(v *store.View) error {
		i, err := v.Item(code)
		if err != nil {
			return err
		}
		free, err = c.windowsFor(v, i.Language, i.Topic, i.Urgent, n)
		return err
	})
	return free, err
}

func (c *Center) windowsFor(v *store.View, in civicline.Language, topic string, urgent bool, n int) ([]civicline.Slot, error) {
	q, ok := c.queueFor(civicline.Tier2, in, topic)
	if !ok {
		return nil, nil
	}
	return c.windows(v, q, c.earliestWindow(q, urgent, c.now()), min(n, 50))
}
