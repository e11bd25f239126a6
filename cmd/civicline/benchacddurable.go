package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/center"
	"github.com/civicline/civicline/hours"
	"github.com/civicline/civicline/store"
	"github.com/civicline/civicline/store/postgres"
	"github.com/civicline/civicline/store/sqlite"
)

// The size of the durable part: a long line that meets many agents at once.
const (
	durableAgents  = 2_000
	durableWaiting = 10_000
	durableRounds  = 5
)

// measureDurable adds how fast a whole centre makes matches that are written
// through to the disk, each with its events: on SQLite, or on the empty
// PostgreSQL database that is named.
func (b *benchACD) measureDurable(ctx context.Context, c *console, database string) error {
	what := "a match on the disk, SQLite"
	dir, err := os.MkdirTemp("", "civicline-bench-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	open := func() (*store.Store, error) {
		return sqlite.Open(ctx, sqlite.Options{Path: filepath.Join(dir, "civicline.db")})
	}
	if database != "" {
		what = "a match on the disk, PostgreSQL"
		open = func() (*store.Store, error) {
			return postgres.Open(ctx, postgres.Options{URL: database, Alone: true})
		}
	}
	fmt.Fprintf(c.err, "%s …\n", what)
	st, err := open()
	if err != nil {
		return err
	}
	defer func() { _ = st.Close() }()
	d := &durable{st: st, queues: []civicline.Queue{
		{ID: "en", Tier: civicline.Tier1, Language: civicline.English}, {ID: "es", Tier: civicline.Tier1, Language: civicline.Spanish}}}
	if d.c, err = center.Open(ctx, center.Options{Store: st, Grants: civicline.Grants{}, Queues: d.queues, Calendar: hours.Always(), Log: slog.New(slog.DiscardHandler)}); err != nil {
		return err
	}
	return b.rounds(ctx, d, what)
}

func (b *benchACD) rounds(ctx context.Context, d *durable, what string) error {
	if err := d.fill(ctx); err != nil {
		return err
	}
	var took time.Duration
	var each []time.Duration
	for range durableRounds {
		began := time.Now()
		d.c.Heard(civicline.Event{Node: "another"}) // the tables have changed
		if _, err := d.c.Tick(ctx); err != nil {
			return err
		}
		spent := time.Since(began)
		took += spent
		each = append(each, spent/durableAgents)
		if err := d.takeBack(ctx); err != nil {
			return err
		}
	}
	var longest time.Duration
	for _, e := range each {
		longest = max(longest, e)
	}
	n := durableRounds * durableAgents
	b.Figures = append(b.Figures, benchFigure{What: what, N: n, PerSecond: float64(n) / took.Seconds(), P50: ms(took) / float64(n), P99: ms(longest), Max: ms(longest)})
	return nil
}

// A durable is a centre on real tables.
type durable struct {
	st     *store.Store
	c      *center.Center
	queues []civicline.Queue
}

// fill writes ready agents and waiting callers into the tables.
func (d *durable) fill(ctx context.Context) error {
	now := time.Now().UTC().Truncate(time.Microsecond)
	return d.st.Change(ctx, func(tx *store.Tx) error {
		for i := range durableAgents {
			id := civicline.AgentID(fmt.Sprintf("agent-%05d", i))
			if err := tx.PutAgent(civicline.Agent{ID: id, Name: string(id), Tier: civicline.Tier1, Speaks: civicline.Languages,
				State: civicline.Ready, Since: now, Idle: now.Add(time.Duration(i) * time.Millisecond)}); err != nil {
				return err
			}
		}
		for i := range durableWaiting {
			q, at := d.queues[i%len(d.queues)], now.Add(time.Duration(i)*time.Millisecond)
			id := civicline.CallID(fmt.Sprintf("call-%06d", i))
			call := civicline.Call{ID: id, Reference: civicline.NewReference(uint64(i)), Channel: civicline.Phone, Language: q.Language,
				State: civicline.Waiting, Since: at, Arrived: at, Queue: q.ID, Entered: at, Facts: civicline.Facts{}}
			place := civicline.Place{Call: id, Queue: q.ID, Language: q.Language, Entered: at, Present: true}
			if err := errors.Join(tx.PutCall(call), tx.PutPlace(place)); err != nil {
				return err
			}
		}
		return nil
	})
}

// takeBack undoes every offer, and fails if not every agent was given one.
func (d *durable) takeBack(ctx context.Context) error {
	return d.st.Change(ctx, func(tx *store.Tx) error {
		places, err := tx.Places()
		if err != nil {
			return err
		}
		n := 0
		for _, p := range places {
			if p.Offered == "" {
				continue
			}
			n++
			call, e1 := tx.Call(p.Call)
			agent, e2 := tx.Agent(p.Offered)
			p.Offered, p.Until = "", time.Time{}
			call.State, call.Agent, agent.State, agent.Call = civicline.Waiting, "", civicline.Ready, ""
			if err := errors.Join(e1, e2, tx.PutPlace(p), tx.PutCall(call), tx.PutAgent(agent)); err != nil {
				return err
			}
		}
		if n != durableAgents {
			return fmt.Errorf("%d of %d agents were offered a call", n, durableAgents)
		}
		return nil
	})
}
