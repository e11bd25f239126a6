package center

import (
	"context"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/hours"
	"github.com/civicline/civicline/store"
)

// calendarOf is the calendar that a queue goes by.
func (c *Center) calendarOf(q civicline.Queue) *hours.Calendar {
	if cal := c.o.Calendars[q.Hours]; cal != nil {
		return cal
	}
	return c.o.Calendar
}

const (
	slotLength = time.Hour
	slotsAhead = 60 * 24 * time.Hour // how far ahead a time may be chosen
	anyNumber  = 1_000               // that may be booked in a slot without a limit, as told
)

// Slots returns the next n times from a moment on for which callbacks of a queue
// may still be booked: the hours in which it is open, by its calendar's clock,
// those of opening and closing cut short. NotFound if there is no such queue.
func (c *Center) Slots(ctx context.Context, queue civicline.QueueID, from time.Time, n int) (slots []civicline.Slot, err error) {
	const op = "find times for a callback"
	q, ok := c.queueByID(queue)
	if !ok {
		return nil, &civicline.Error{Kind: civicline.NotFound, Op: op, Message: "There is no such line."}
	}
	if now := c.now(); from.Before(now) {
		from = now
	}
	err = c.look(ctx, op, func(v *store.View) error {
		slots, err = c.slots(v, q, from, min(n, 200))
		return err
	})
	return slots, err
}

func (c *Center) slots(v *store.View, q civicline.Queue, from time.Time, n int) (slots []civicline.Slot, err error) {
	closed, err := v.Closings(c.now())
	if err != nil {
		return nil, err
	}
	at := from
	for end := from.Add(slotsAhead); len(slots) < n && at.Before(end); {
		open := c.hoursOf(q, at, closed)
		if !open.Open {
			if open.Next.IsZero() {
				return slots, nil
			}
			at = open.Next
			continue
		}
		slot := c.slotAround(q, at, open, closed)
		at = slot.Until
		if slot.From.Before(from) {
			continue
		}
		if slot.Free, err = c.free(v, q, slot); err != nil {
			return nil, err
		}
		if slot.Free > 0 {
			slots = append(slots, slot)
		}
	}
	return slots, nil
}

// slotAround is the slot in which a moment lies at which the queue is open.
func (c *Center) slotAround(q civicline.Queue, at time.Time, open civicline.OpenHours, closed []store.Closing) civicline.Slot {
	zone := c.calendarOf(q).Zone()
	local := at.In(zone)
	from := local.Add(-time.Duration(local.Minute())*time.Minute - time.Duration(local.Second())*time.Second - time.Duration(local.Nanosecond()))
	slot := civicline.Slot{From: from.UTC(), Until: from.Add(slotLength).UTC()}
	if before := c.hoursOf(q, slot.From, closed); !before.Open && before.Next.Before(slot.Until) && !before.Next.IsZero() {
		slot.From = before.Next.UTC() // it opens within the hour
	}
	if !open.Next.IsZero() && open.Next.Before(slot.Until) {
		slot.Until = open.Next.UTC()
	}
	return slot
}

func (c *Center) free(v *store.View, q civicline.Queue, slot civicline.Slot) (int, error) {
	if q.Slots <= 0 {
		return anyNumber, nil
	}
	n, err := v.Booked(q.ID, slot.From, slot.Until)
	return max(0, q.Slots-n), err
}

// slot returns the slot that begins at a time; Refused if it is full, and the
// hours' Next is then the beginning of one that is not.
func (t *change) slot(op string, q civicline.Queue, at time.Time) (civicline.Slot, civicline.OpenHours, error) {
	closed, err := t.Closings(t.now)
	if err != nil {
		return civicline.Slot{}, civicline.OpenHours{}, err
	}
	open := t.c.hoursOf(q, at, closed)
	if at.Before(t.now) || at.After(t.now.Add(slotsAhead)) {
		return civicline.Slot{}, civicline.OpenHours{}, invalid(op, "This time is past, or too far ahead. Choose one of those offered.")
	}
	slot := civicline.Slot{}
	if open.Open {
		slot = t.c.slotAround(q, at, open, closed)
	}
	if !open.Open || !slot.From.Equal(at) {
		return slot, civicline.OpenHours{}, invalid(op, "Callbacks begin on the hour, when people answer. Choose one of the times offered.")
	}
	free, err := t.c.free(&t.View, q, slot)
	if err != nil || free > 0 {
		return slot, civicline.OpenHours{}, err
	}
	next, err := t.c.slots(&t.View, q, at, 1)
	if err != nil {
		return slot, civicline.OpenHours{}, err
	}
	instead, words := civicline.OpenHours{Why: "full"}, "This time is taken. Choose another."
	if len(next) > 0 {
		instead.Next = next[0].From
		words = "This time is taken. The next that is free begins " + next[0].From.In(t.c.calendarOf(q).Zone()).Format("Monday, January 2, at 3:04 PM") + "."
	}
	return slot, instead, refused(op, words)
}
