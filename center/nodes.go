package center

import (
	"context"
	"errors"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

// nodeLease is how long a node that says nothing counts as alive. It is longer
// than that of a domain: matching goes on elsewhere before its calls are given up.
const nodeLease = 5 * time.Second

// errReplaced is that another process has been started by this node's name.
var errReplaced = errors.New("another process runs by this node's name: give each a name of its own")

// join enters this node among those that share the store.
func (c *Center) join(ctx context.Context) error {
	if !c.o.Store.Shared() {
		return nil
	}
	return c.o.Store.Change(ctx, func(tx *store.Tx) error {
		now, err := tx.Clock(c.now())
		if err == nil {
			c.epoch, err = tx.Join(c.o.Node, "", now, nodeLease)
		}
		return err
	})
}

// live says that this node lives, and takes up what those left behind who do not
// say so any more.
func (c *Center) live(ctx context.Context) error {
	if !c.o.Store.Shared() {
		return nil
	}
	var dead []store.Node
	err := c.o.Store.Change(ctx, func(tx *store.Tx) error {
		dead = nil
		if c.gone.Load() {
			return nil
		}
		now, err := tx.Clock(c.now())
		if err != nil {
			return err
		}
		mine, err := tx.Beat(c.o.Node, c.epoch, now, nodeLease)
		if err == nil && !mine {
			err = errReplaced
		}
		if err != nil {
			return err
		}
		nodes, err := tx.Nodes()
		for _, n := range nodes {
			if n.ID != c.o.Node && !n.Until.After(now) && c.buried[n.ID] != n.Epoch {
				dead = append(dead, n)
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, n := range dead {
		if err := c.bury(ctx, n); err != nil {
			return err
		}
		c.buried[n.ID] = n.Epoch
	}
	return nil
}

// bury takes up the calls and desktops of a node that is gone.
func (c *Center) bury(ctx context.Context, gone store.Node) error {
	var kept, ended int
	err := c.change(ctx, clock, func(t *change) (err error) {
		kept, ended = 0, 0
		now, err := t.Clock(t.now)
		if err != nil {
			return err
		}
		nodes, err := t.Nodes()
		if err != nil {
			return err
		}
		for _, n := range nodes {
			if n.ID == gone.ID && n.Until.After(now) {
				return nil // it was only slow, or has been started again
			}
		}
		t.stirred = true
		kept, ended, err = t.leftBehind(func(node string) bool { return node == gone.ID })
		return err
	})
	if err == nil && kept+ended > 0 {
		c.o.Log.Warn("a node is gone, and its calls were taken up", "node", gone.ID, "places_kept", kept, "calls_ended", ended)
	}
	return err
}

// Leave says that this node goes: what it has learned is kept, and another
// matches its domains at once.
func (c *Center) Leave(ctx context.Context) error {
	if err := c.memorize(ctx); err != nil {
		return c.plain("keep what the estimates have learned", err)
	}
	if err := c.Release(ctx); err != nil || !c.o.Store.Shared() {
		return err
	}
	err := c.o.Store.Change(ctx, func(tx *store.Tx) error {
		now, err := tx.Clock(c.now())
		if err != nil {
			return err
		}
		return tx.Part(c.o.Node, c.epoch, now)
	})
	return c.plain("leave the other nodes", err)
}

// leftBehind takes up the calls and desktops of nodes whose legs are gone.
// Whoever was waiting keeps the place, whoever was talking has ended.
func (t *change) leftBehind(of func(node string) bool) (kept, ended int, err error) {
	calls, err := t.LiveCalls()
	if err != nil {
		return 0, 0, err
	}
	for _, call := range calls {
		switch {
		case call.State == civicline.Away, call.Channel == civicline.Chat, !of(call.Node): // no line that could be lost here
			continue
		}
		if ours, err := t.recoverRing(&call); err != nil {
			return kept, ended, err
		} else if ours {
			kept++
			continue
		}
		if call.State == civicline.Waiting || call.State == civicline.Offered {
			kept++
		} else {
			ended++
		}
		if err := t.lostLine(call, restarted); err != nil {
			return kept, ended, err
		}
	}
	return kept, ended, t.standDown(of)
}
