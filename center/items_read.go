package center

import (
	"context"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

// shownItem is an item as whoever asks may see it: what an officer wrote is for
// those alone who may work on items.
func (c *Center) shownItem(i civicline.Item, who civicline.Actor) civicline.Item {
	if _, err := c.o.Grants.Ask(who, civicline.WorkItems); err != nil {
		i.Work = civicline.Work{}
	}
	return i
}

// seeItems returns nil for a pass to see or to work on service items.
func seeItems(p civicline.Pass) error {
	if p.For(civicline.WorkItems) == nil {
		return nil
	}
	return p.For(civicline.SeeItems)
}

// passed is an item as the pass lets its holder see it.
func passed(i civicline.Item, p civicline.Pass) civicline.Item {
	if p.For(civicline.WorkItems) != nil {
		i.Work = civicline.Work{}
	}
	return i
}

// Items returns service items, for a pass to see them, without what officers
// wrote, or to work on them.
func (c *Center) Items(ctx context.Context, p civicline.Pass, f civicline.ItemFilter) (items []civicline.Item, err error) {
	if err := seeItems(p); err != nil {
		return nil, err
	}
	if f.Limit <= 0 {
		f.Limit = 100
	}
	f.Limit = min(f.Limit, 500)
	err = c.look(ctx, "see the service items", func(v *store.View) (err error) {
		items, err = v.Items(f)
		return err
	})
	for i := range items {
		items[i] = passed(items[i], p)
	}
	return items, err
}

// CountItems counts them, for a pass to see service items or the queues.
func (c *Center) CountItems(ctx context.Context, p civicline.Pass) (n civicline.ItemCounts, err error) {
	if p.For(civicline.SeeQueues) != nil {
		if err := seeItems(p); err != nil {
			return n, err
		}
	}
	err = c.look(ctx, "count the service items", func(v *store.View) (err error) {
		n, err = v.ItemCounts()
		return err
	})
	return n, err
}

// Item returns the item with a code. The passes are those of Items.
func (c *Center) Item(ctx context.Context, p civicline.Pass, code civicline.ItemCode) (item civicline.Item, err error) {
	const op = "see a service item"
	if err := seeItems(p); err != nil {
		return item, err
	}
	err = c.look(ctx, op, func(v *store.View) (err error) {
		if item, err = v.Item(code); civicline.FaultOf(err) == civicline.NotFound {
			err = noItem(op)
		}
		return err
	})
	return passed(item, p), err
}

// ItemOf returns the item that a call is placed about, or else the one that was
// opened in it; NotFound if there is none. The passes are those of Items.
func (c *Center) ItemOf(ctx context.Context, p civicline.Pass, id civicline.CallID) (item civicline.Item, err error) {
	const op = "see a service item"
	if err := seeItems(p); err != nil {
		return item, err
	}
	err = c.look(ctx, op, func(v *store.View) error {
		call, err := v.Call(id)
		if err != nil {
			return err
		}
		if call.Callback != "" {
			cb, err := v.Callback(call.Callback)
			if err != nil {
				return err
			}
			if cb.Item != "" {
				item, err = v.Item(civicline.ItemCode(cb.Item))
				return err
			}
		}
		if item, err = v.ItemOpenedIn(id); civicline.FaultOf(err) == civicline.NotFound {
			err = noItem(op)
		}
		return err
	})
	return passed(item, p), err
}

// An ItemStatus is all that a caller may be told of an item by code and number.
type ItemStatus struct {
	State       civicline.ItemState
	From, Until time.Time // the window that is planned; zero if none is
}

// ItemStatus answers "when will you call me?" for whoever has the code of an item
// and the number to be rung. NotFound if they do not fit, in the same words as if
// there were no such item; Refused after some wrong tries.
func (c *Center) ItemStatus(ctx context.Context, code civicline.ItemCode, number civicline.PhoneNumber) (s ItemStatus, err error) {
	const op = "tell when an officer will call"
	err = c.look(ctx, op, func(v *store.View) error {
		item, err := c.callersItem(v, op, code, number, c.now())
		if err != nil {
			return err
		}
		s.State = item.State
		if item.State == civicline.ItemPlanned {
			s.From, s.Until = item.From, item.Until
		}
		return nil
	})
	return s, err
}

// callersItem is the item of whoever shows its code and its number.
func (c *Center) callersItem(v *store.View, op string, code civicline.ItemCode, number civicline.PhoneNumber, now time.Time) (civicline.Item, error) {
	tried := []string{"item " + string(code)}
	for _, n := range ways(number) {
		tried = append(tried, "items of "+string(n))
	}
	for _, what := range tried {
		if err := c.slips.mayTry(what, now); err != nil {
			return civicline.Item{}, err
		}
	}
	item, err := v.Item(code)
	if err != nil && civicline.FaultOf(err) != civicline.NotFound {
		return civicline.Item{}, err
	}
	if err != nil || !sameNumber(item.Number, number) {
		for _, what := range tried {
			c.slips.wrong(what, now)
		}
		return civicline.Item{}, noItem(op)
	}
	return item, nil
}
