package center

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/civicline/civicline"
)

// ItemOptions are the clocks of service items: within how many business days, by
// the officers' calendar, an officer has spoken with the caller.
type ItemOptions struct {
	Urgent  int // 0 is 3
	Regular int // 0 is 30
}

func (o ItemOptions) days(urgent bool) int {
	if urgent {
		return cmp.Or(o.Urgent, 3)
	}
	return cmp.Or(o.Regular, 30)
}

// longestTopic is how many runes of a topic are kept.
const longestTopic = 100

// openItem opens a service item for the caller of a call, and promises them an
// officer's call in a window. Of one number and topic there is one at a time:
// asked again, it is shown.
func (t *change) openItem(cmd civicline.OpenItem) (civicline.Result, error) {
	const op = "open a service item"
	call, err := t.Call(cmd.Call)
	if err != nil {
		return civicline.Result{}, err
	}
	if talks, err := t.Talks(call.ID); err != nil {
		return civicline.Result{}, err
	} else if lastOf(talks, t.who.ID) == nil {
		return civicline.Result{}, refused(op, "You did not answer this call.")
	}
	number, err := dialable(op, cmp.Or(known(cmd.Number), call.From))
	if err != nil {
		return civicline.Result{Call: call}, err
	}
	topic := strings.ToLower(strings.TrimSpace(clean(cmp.Or(cmd.Topic, call.Facts["topic"], "other"), longestTopic)))
	switch had, err := t.LiveItem(topic, ways(number)...); civicline.FaultOf(err) {
	case "":
		return civicline.Result{Call: call, Item: t.c.shownItem(had, t.who), Known: true}, nil
	case civicline.NotFound:
	default:
		return civicline.Result{}, err
	}
	queue, ok := t.c.queueFor(civicline.Tier2, call.Language, topic)
	if !ok {
		return civicline.Result{Call: call}, conflict(op, "No officers here speak "+call.Language.Name()+". Offer the caller a callback.")
	}
	slot, err := t.chooseWindow(op, queue, cmd.Urgent, cmd.Window)
	if err != nil {
		return civicline.Result{Call: call}, err
	}
	closed, err := t.Closings(t.now)
	if err != nil {
		return civicline.Result{Call: call}, err
	}
	item := civicline.Item{
		State: civicline.ItemOpen, Since: t.now, Urgent: cmd.Urgent, Topic: topic, Note: clean(cmd.Note, longestNote), Language: call.Language,
		Number: number, Call: call.ID, By: t.who.ID, Opened: t.now, Texts: cmd.Texts || call.Facts["texts"] == "yes",
		Due: t.c.calendarNow(queue, closed).AddBusinessDays(t.now, t.c.o.Items.days(cmd.Urgent)).UTC(),
	}
	if item.Code, err = t.itemCode(); err != nil {
		return civicline.Result{}, err
	}
	if err := t.PutItem(item); err != nil {
		return civicline.Result{}, err
	}
	if err := t.tellItem(civicline.ItemOpened, item); err != nil {
		return civicline.Result{}, err
	}
	if _, err := t.Plan(breachTask, breachKey(item.Code), item.Due, string(item.Code), t.now); err != nil {
		return civicline.Result{}, err
	}
	err = t.promiseItem(&item, queue, slot)
	return civicline.Result{Call: call, Item: t.c.shownItem(item, t.who)}, err
}

// itemCode draws codes until one is new.
func (t *change) itemCode() (civicline.ItemCode, error) {
	for range 50 {
		code := civicline.NewItemCode(t.c.o.Rand())
		if _, err := t.Item(code); civicline.FaultOf(err) == civicline.NotFound {
			return code, nil
		} else if err != nil {
			return "", err
		}
	}
	return "", fmt.Errorf("center: 50 service item codes in a row were taken")
}

// promiseItem promises the call of an item in a window. Its place counts from
// when the item was opened, whatever is planned anew.
func (t *change) promiseItem(item *civicline.Item, queue civicline.Queue, slot civicline.Slot) error {
	ref, err := t.reference()
	if err != nil {
		return err
	}
	cb := civicline.Callback{
		Reference: ref, Call: item.Call, Number: item.Number, Language: item.Language, Queue: queue.ID, Topic: item.Topic,
		Due: slot.From, Until: slot.Until, Entered: item.Opened, State: civicline.CallbackPromised, Item: string(item.Code), Texts: item.Texts,
	}
	if err := t.PutCallback(cb); err != nil {
		return err
	}
	t.stirred = true
	call, err := t.Call(cb.Call)
	if err != nil {
		return err
	}
	if err := t.tellBooked(call, cb, "service item"); err != nil {
		return err
	}
	item.Callback = ref
	return t.windowSet(item, cb)
}

// windowSet notes the window in which an item's caller is rung, and plans the
// text of the day before.
func (t *change) windowSet(item *civicline.Item, cb civicline.Callback) error {
	if err := t.untextItem(*item); err != nil {
		return err
	}
	item.From, item.Until = cb.Due, cb.Until
	if err := t.moveItem(item, civicline.ItemWindowSet); err != nil {
		return err
	}
	return t.textItem(*item)
}

// moveItem moves an item by its table, writes it, and tells it.
func (t *change) moveItem(item *civicline.Item, what civicline.Kind) error {
	next, err := item.State.Next(what)
	if err != nil {
		return err
	}
	if next != item.State {
		item.State, item.Since = next, t.now
	}
	if err := t.PutItem(*item); err != nil {
		return err
	}
	return t.tellItem(what, *item)
}

// tellItem tells what happened to an item, without a word of what it is about or
// what an officer wrote.
func (t *change) tellItem(what civicline.Kind, item civicline.Item) error {
	return t.tell(civicline.Event{At: t.now, Kind: what, Who: t.who, Call: item.Call, Data: civicline.Detail{
		Item: item.Code, Until: item.From, Language: item.Language}})
}

// itemFollows moves the item of a callback that has moved.
func (t *change) itemFollows(cb civicline.Callback, what civicline.Kind) error {
	if cb.Item == "" {
		return nil
	}
	item, err := t.Item(civicline.ItemCode(cb.Item))
	if err != nil || item.Callback != cb.Reference {
		return err
	}
	switch what {
	case civicline.CallbackAnswered, civicline.OfferTaken:
		ring, err := t.Call(cb.Ring)
		if err != nil {
			return err
		}
		item.Officer, item.Spoken = ring.Agent, t.now
		if _, err := t.Cancel(breachKey(item.Code), t.now); err != nil {
			return err
		}
		return t.moveItem(&item, civicline.ItemTaken)
	case civicline.CallbackLost:
		return t.moveItem(&item, civicline.ItemMissed)
	case civicline.CallbackBooked:
		if !cb.Until.After(cb.Due) { // its window passed while callers were served
			cb.Until = cb.Due.Add(windowLength)
		}
		return t.windowSet(&item, cb)
	case civicline.CallbackDropped:
		return t.dropped(&item)
	}
	return nil
}

func (t *change) dropped(item *civicline.Item) error {
	if !item.State.Owed() {
		return nil // it was closed: that it is not rung about any more says nothing new
	}
	if err := t.itemOver(*item); err != nil {
		return err
	}
	return t.moveItem(item, civicline.ItemDropped)
}

// itemOver takes back what was planned for an item.
func (t *change) itemOver(item civicline.Item) error {
	if _, err := t.Cancel(breachKey(item.Code), t.now); err != nil {
		return err
	}
	return t.untextItem(item)
}

// planItem gives an item another window. Its clock, and its place in line, stay
// as they were.
func (t *change) planItem(cmd civicline.PlanItem) (civicline.Result, error) {
	const op = "plan an officer's call"
	item, err := t.knownItem(op, cmd.Code, cmd.Number)
	if err != nil {
		return civicline.Result{}, err
	}
	if _, err := item.State.Next(civicline.ItemWindowSet); err != nil {
		return civicline.Result{Item: t.c.shownItem(item, t.who)}, conflict(op, "This service item is "+string(item.State)+". Open another.")
	}
	cb, err := t.Callback(item.Callback)
	if err != nil && civicline.FaultOf(err) != civicline.NotFound {
		return civicline.Result{}, err
	}
	if err == nil && cb.State.Open() {
		if err := t.takeBack(op, &cb); err != nil {
			return civicline.Result{}, err
		}
		if err := t.moveWindow(op, &cb, item, cmd); err != nil {
			return civicline.Result{}, err
		}
	} else if err := t.promiseAnew(op, item, cmd); err != nil {
		return civicline.Result{}, err
	}
	item, err = t.Item(item.Code)
	return civicline.Result{Item: t.c.shownItem(item, t.who)}, err
}

// moveWindow gives a callback that is owed about an item another window.
func (t *change) moveWindow(op string, cb *civicline.Callback, item civicline.Item, cmd civicline.PlanItem) error {
	queue, ok := t.callbackQueue(*cb)
	if !ok {
		return conflict(op, "No officers here speak "+item.Language.Name()+".")
	}
	cb.Due, cb.Until = t.now, t.now // it does not count among those of its window
	if err := t.PutCallback(*cb); err != nil {
		return err
	}
	slot, err := t.chooseWindow(op, queue, item.Urgent, cmd.Window)
	if err != nil {
		return err
	}
	cb.Due, cb.Until, cb.Attempts = slot.From, slot.Until, 0
	return t.promisedAnew(cb)
}

// rebookItem gives the callback of an item the window in which a time lies that
// its caller chose.
func (t *change) rebookItem(op string, cb *civicline.Callback, at time.Time) error {
	item, err := t.Item(civicline.ItemCode(cb.Item))
	if err != nil {
		return err
	}
	if queue, ok := t.callbackQueue(*cb); ok && !at.IsZero() {
		near, err := t.c.windows(&t.View, queue, at.Add(time.Microsecond-windowLength), 1)
		if err != nil {
			return err
		}
		if len(near) > 0 && !near[0].From.After(at) {
			at = near[0].From
		}
	}
	return t.moveWindow(op, cb, item, civicline.PlanItem{Window: at})
}

func (t *change) promiseAnew(op string, item civicline.Item, cmd civicline.PlanItem) error {
	queue, ok := t.c.queueFor(civicline.Tier2, item.Language, item.Topic)
	if !ok {
		return conflict(op, "No officers here speak "+item.Language.Name()+".")
	}
	slot, err := t.chooseWindow(op, queue, item.Urgent, cmd.Window)
	if err != nil {
		return err
	}
	return t.promiseItem(&item, queue, slot)
}

// knownItem is an item that an agent names, or a caller who shows their number
// too. Whoever guesses is stopped.
func (t *change) knownItem(op string, code civicline.ItemCode, number civicline.PhoneNumber) (civicline.Item, error) {
	if t.who.Tier != civicline.BotTier {
		item, err := t.Item(code)
		if civicline.FaultOf(err) == civicline.NotFound {
			err = noItem(op)
		}
		return item, err
	}
	return t.c.callersItem(&t.View, op, code, number, t.now)
}

func noItem(op string) error {
	return &civicline.Error{Kind: civicline.NotFound, Op: op, Message: "There is no such service item. Check the code and the number."}
}

// dropItem takes an item back that the caller does not want any more.
func (t *change) dropItem(cmd civicline.DropItem) (civicline.Result, error) {
	const op = "withdraw a service item"
	item, err := t.knownItem(op, cmd.Code, cmd.Number)
	if err != nil {
		return civicline.Result{}, err
	}
	if _, err := item.State.Next(civicline.ItemDropped); err != nil {
		return civicline.Result{Item: t.c.shownItem(item, t.who)}, conflict(op, "This service item is "+string(item.State)+": there is nothing to withdraw.")
	}
	if err := t.ringNoMore(op, item); err != nil {
		return civicline.Result{}, err
	}
	if item, err = t.Item(item.Code); err != nil {
		return civicline.Result{}, err
	}
	if err := t.dropped(&item); err != nil {
		return civicline.Result{}, err
	}
	return civicline.Result{Item: t.c.shownItem(item, t.who)}, nil
}

// ringNoMore takes back the call that is promised about an item, if it is still
// owed.
func (t *change) ringNoMore(op string, item civicline.Item) error {
	cb, err := t.Callback(item.Callback)
	if civicline.FaultOf(err) == civicline.NotFound || err == nil && !cb.State.Open() {
		return nil
	}
	if err != nil {
		return err
	}
	if err := t.takeBack(op, &cb); err != nil {
		return err
	}
	return t.withdrawn(&cb)
}

// closeItem writes what came of an item, and ends it.
func (t *change) closeItem(cmd civicline.CloseItem) (civicline.Result, error) {
	const op = "close a service item"
	if !slices.Contains(civicline.Outcomes, cmd.Outcome) {
		return civicline.Result{}, invalid(op, "Choose what came of it.")
	}
	item, err := t.Item(cmd.Code)
	if civicline.FaultOf(err) == civicline.NotFound {
		return civicline.Result{}, noItem(op)
	} else if err != nil {
		return civicline.Result{}, err
	}
	if _, err := item.State.Next(civicline.ItemDone); err != nil {
		return civicline.Result{Item: item}, conflict(op, "This service item is "+string(item.State)+" already.")
	}
	cb, err := t.Callback(item.Callback)
	switch {
	case err != nil && civicline.FaultOf(err) != civicline.NotFound:
		return civicline.Result{}, err
	case err == nil && cb.State == civicline.CallbackBeingMade:
		return civicline.Result{}, conflict(op, "The caller is being rung about it now. Close it after the call.")
	}
	item.Work, item.Closed = civicline.Work{Outcome: cmd.Outcome, Note: clean(cmd.Note, longestNote)}, t.now
	if item.Officer == "" {
		item.Officer = t.who.ID
	}
	if err := t.itemOver(item); err != nil {
		return civicline.Result{}, err
	}
	if err := t.moveItem(&item, civicline.ItemDone); err != nil {
		return civicline.Result{}, err
	}
	return civicline.Result{Item: item}, t.ringNoMore(op, item)
}
