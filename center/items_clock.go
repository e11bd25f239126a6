package center

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

const (
	// breachTask is the kind of task that looks at an item when its clock has run
	// out.
	breachTask = "item breach"
	// breachLease is how long a node has such a task.
	breachLease = time.Minute
	// textHour is when the text of the day before goes out, by the agency's clock.
	textHour = 10
)

func breachKey(code civicline.ItemCode) string { return "item breach " + string(code) }

// tickItems tells of items whose clock has run out though nobody has spoken with
// the caller, and when it must look again.
func (c *Center) tickItems(ctx context.Context) (next time.Time, err error) {
	const op = "look at service items that are due"
	look := func(v *store.View) (err error) { next, err = v.NextDue(breachTask); return err }
	if err := c.look(ctx, op, look); err != nil || next.IsZero() || next.After(c.now()) {
		return next, err
	}
	claimed := 0
	err = c.change(ctx, clock, func(t *change) error {
		// Claimed and finished in one change, so no other clock need agree with ours.
		tasks, err := t.Claim([]string{breachTask}, t.c.o.Node, t.now, breachLease, dueAtOnce)
		if err != nil {
			return err
		}
		claimed = len(tasks)
		for _, task := range tasks {
			if err := t.breached(task); err != nil {
				return err
			}
		}
		return nil
	})
	switch {
	case err != nil:
		return next, c.plain(op, err)
	case claimed == 0: // the database's clock is behind ours
		return c.now().Add(time.Second), nil
	}
	return next, c.look(ctx, op, look)
}

// breached notes, in the change that ends its task, that an item is overdue.
func (t *change) breached(task store.Task) error {
	var code civicline.ItemCode
	if err := json.Unmarshal(task.Payload, &code); err != nil {
		return t.Fail(task.ID, task.Owner, task.Attempt, t.now, "it names no service item")
	}
	item, err := t.Item(code)
	if err != nil && civicline.FaultOf(err) != civicline.NotFound {
		return err
	}
	if err == nil && item.State.Owed() && item.Breached.IsZero() {
		item.Breached = t.now
		if err := t.PutItem(item); err != nil {
			return err
		}
		if err := t.tellItem(civicline.ItemBreached, item); err != nil {
			return err
		}
	}
	return t.Finish(task.ID, task.Owner, task.Attempt, t.now)
}

// textItem plans the text of the day before an officer's call, if the caller
// agreed to texts. It is sent at once if that time is past.
func (t *change) textItem(item civicline.Item) error {
	if !item.Texts {
		return nil
	}
	queue, _ := t.c.queueFor(civicline.Tier2, item.Language, item.Topic)
	zone := t.c.calendarOf(queue).Zone()
	y, m, d := item.From.In(zone).AddDate(0, 0, -1).Date()
	due := time.Date(y, m, d, textHour, 0, 0, 0, t.c.o.Calendar.Zone())
	if due.Before(t.now) {
		due = t.now
	}
	words := strings.NewReplacer("{code}", item.Code.String(), "{when}", sayWindow(item.From, item.Until, zone, item.Language)).
		Replace(t.c.o.Texts.words(TextItem, item.Language))
	for n := 0; ; n++ { // each window has a text of its own
		planned, err := t.Plan(textTask, textItemKey(item.Code, n), due, textPlan{To: string(item.Number), Language: item.Language, Words: words, Until: item.From}, t.now)
		if planned || err != nil {
			return err
		}
	}
}

// untextItem takes back what was to be texted about an item, and has not been
// sent.
func (t *change) untextItem(item civicline.Item) error {
	for n := 0; ; n++ {
		key := textItemKey(item.Code, n)
		if _, err := t.Task(key); civicline.FaultOf(err) == civicline.NotFound {
			return nil
		} else if err != nil {
			return err
		}
		if _, err := t.Cancel(key, t.now); err != nil {
			return err
		}
	}
}

func textItemKey(code civicline.ItemCode, n int) string {
	return fmt.Sprintf("item text %s %d", code, n)
}

// zoneNames are what zones are called in texts; others by their own letters.
var zoneNames = map[string]civicline.Words{
	"America/New_York":    {civicline.English: "ET", civicline.Spanish: "hora del Este"},
	"America/Chicago":     {civicline.English: "CT", civicline.Spanish: "hora del Centro"},
	"America/Denver":      {civicline.English: "MT", civicline.Spanish: "hora de la Montaña"},
	"America/Los_Angeles": {civicline.English: "PT", civicline.Spanish: "hora del Pacífico"},
}

// sayWindow is a window in words: "Tue Dec 1, 9-11 am ET", "mar 1 dic, 9-11 am
// hora del Este".
func sayWindow(from, until time.Time, zone *time.Location, l civicline.Language) string {
	from, until = from.In(zone), until.In(zone)
	name := zoneNames[zone.String()][l]
	if name == "" {
		name = from.Format("MST")
	}
	hour := func(t time.Time) string {
		if t.Minute() == 0 {
			return t.Format("3")
		}
		return t.Format("3:04")
	}
	span := hour(from) + "-" + hour(until) + " " + until.Format("pm")
	if from.Format("pm") != until.Format("pm") {
		span = hour(from) + " " + from.Format("pm") + "-" + hour(until) + " " + until.Format("pm")
	}
	if l == civicline.Spanish {
		return fmt.Sprintf("%s %d %s, %s %s", string([]rune(daysES[from.Weekday()])[:3]), from.Day(), monthsES[from.Month()-1][:3], span, name)
	}
	return from.Format("Mon Jan 2, ") + span + " " + name
}
