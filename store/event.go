package store

import (
	"time"

	"github.com/civicline/civicline"
)

func scanEvent(s scanner) (civicline.Event, error) {
	var e civicline.Event
	err := s.Scan(&e.ID, &e.Call, &e.Seq, moment{&e.At}, &e.Kind, &e.Agent, &e.Who.ID, &e.Who.Tier, document{&e.Data})
	return e, err
}

const eventColumns = `id, coalesce(call_id, ''), seq, at, kind, agent_id, who_id, who_tier, detail`

// Append writes an event, and gives it its ID and, within its call, its Seq.
func (t *Tx) Append(e *civicline.Event) error {
	var call any // NULL of an agent's own events, which have no Seq
	if e.Call != "" {
		call = string(e.Call)
	}
	return t.row(`INSERT INTO call_event (call_id, seq, at, kind, agent_id, who_id, who_tier, detail)
		VALUES (?, CASE WHEN ? = '' THEN 0 ELSE (SELECT coalesce(max(seq), 0) + 1 FROM call_event WHERE call_id = ?) END, ?, ?, ?, ?, ?, ?)
		RETURNING id, seq`,
		call, string(e.Call), string(e.Call), micros(e.At), string(e.Kind), string(e.Agent), string(e.Who.ID), string(e.Who.Tier), asJSON(e.Data)).
		Scan(&e.ID, &e.Seq)
}

// Events returns what happened in a call, in order.
func (v *View) Events(call civicline.CallID) ([]civicline.Event, error) {
	return all(v, scanEvent, `SELECT `+eventColumns+` FROM call_event WHERE call_id = ? ORDER BY seq`, string(call))
}

// EventsAfter returns up to limit events of every call and agent, in order,
// from the one after an ID on.
func (v *View) EventsAfter(id int64, limit int) ([]civicline.Event, error) {
	return all(v, scanEvent, `SELECT `+eventColumns+` FROM call_event WHERE id > ? ORDER BY id LIMIT ?`, id, limit)
}

// Repairs returns up to limit repairs since a time, the newest first.
func (v *View) Repairs(since time.Time, limit int) ([]civicline.Event, error) {
	return all(v, scanEvent, `SELECT `+eventColumns+` FROM call_event WHERE kind = 'state repaired' AND at >= ?
		ORDER BY at DESC, id DESC LIMIT ?`, micros(since), limit) // as the index call_event_repaired says
}
