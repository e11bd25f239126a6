package store

import (
	"time"

	"github.com/civicline/civicline"
)

const callColumns = `id, reference, number, channel, language, state, since, arrived, reason, facts,
	queue_id, entered, agent_id, answered, ended, why, note, outcome, recording, callback, node`

func scanCall(s scanner) (civicline.Call, error) {
	var c civicline.Call
	err := s.Scan(&c.ID, &c.Reference, &c.From, &c.Channel, &c.Language, &c.State, moment{&c.Since}, moment{&c.Arrived},
		&c.Reason, document{&c.Facts}, &c.Queue, moment{&c.Entered}, &c.Agent, moment{&c.Answered}, moment{&c.Ended},
		&c.Why, &c.Note, &c.Outcome, &c.Recording, &c.Callback, &c.Node)
	if c.Callback != "" {
		c.Reference = c.Callback
	}
	return c, err
}

// Call returns one call, or a NotFound error.
func (v *View) Call(id civicline.CallID) (civicline.Call, error) {
	return only(v, scanCall, "call", `SELECT `+callColumns+` FROM call WHERE id = ?`, string(id))
}

// CallByReference returns the call with a reference number, or a NotFound error.
// Of a callback's it is the last call that we placed to keep it.
func (v *View) CallByReference(ref civicline.Reference) (civicline.Call, error) {
	c, err := only(v, scanCall, "call", `SELECT `+callColumns+` FROM call WHERE reference = ?`, string(ref))
	if civicline.FaultOf(err) == civicline.NotFound {
		return only(v, scanCall, "call", `SELECT `+callColumns+` FROM call WHERE callback = ? AND callback <> ''
			ORDER BY arrived DESC, id DESC LIMIT 1`, string(ref))
	}
	return c, err
}

// RangBefore reports whether a number has a call that ended after a time; an
// empty number never has.
func (v *View) RangBefore(number civicline.PhoneNumber, after time.Time) (bool, error) {
	var rang bool
	err := v.row(`SELECT EXISTS (SELECT 1 FROM call WHERE number = ? AND number <> '' AND ended > ?)`, string(number), micros(after)).Scan(&rang)
	return rang, err
}

// LiveCalls returns every call that has not ended, in order of arrival.
func (v *View) LiveCalls() ([]civicline.Call, error) {
	return all(v, scanCall, `SELECT `+callColumns+` FROM call WHERE state <> 'ended' ORDER BY arrived, id`) // as the index call_live says
}

// Unrecorded returns the calls whose line is gone and that have no recording,
// in order of arrival.
func (v *View) Unrecorded() ([]civicline.CallID, error) {
	return all(v, func(s scanner) (id civicline.CallID, err error) { return id, s.Scan(&id) },
		`SELECT id FROM call WHERE recording = '' AND state IN (?, ?) ORDER BY arrived, id`, string(civicline.Ended), string(civicline.Away))
}

// CallFilter chooses calls.
type CallFilter struct {
	Agent   civicline.AgentID // was or is offered to, or answered by; "" is anyone
	Live    bool              // has not ended
	Unnoted bool              // reached a person and has no outcome yet
	Before  time.Time         // arrived before; zero is ever
	Limit   int
}

// Calls returns the calls that a filter lets through, newest first.
func (v *View) Calls(f CallFilter) ([]civicline.Call, error) {
	query, args := `SELECT `+callColumns+` FROM call WHERE 1 = 1`, []any{}
	and := func(cond string, more ...any) { query, args = query+` AND `+cond, append(args, more...) }
	if f.Agent != "" {
		and(`(agent_id = ? OR id IN (SELECT call_id FROM talk WHERE agent_id = ?) OR id IN (SELECT call_id FROM consult WHERE officer = ? AND joined <> 0))`,
			string(f.Agent), string(f.Agent), string(f.Agent))
	}
	if f.Live {
		and(`state <> 'ended'`)
	}
	switch {
	case f.Unnoted && f.Agent != "":
		and(`id IN (SELECT call_id FROM talk WHERE left_at <> 0 AND outcome = '' AND agent_id = ?)`, string(f.Agent))
	case f.Unnoted:
		and(`outcome = '' AND id IN (SELECT call_id FROM talk WHERE left_at <> 0)`)
	}
	if !f.Before.IsZero() {
		and(`arrived < ?`, micros(f.Before))
	}
	return all(v, scanCall, query+` ORDER BY arrived DESC, id DESC LIMIT ?`, append(args, f.Limit)...)
}

// PutCall writes a call as it now stands. The reference of one that we place is
// its callback's, which several may share: its own column holds its ID then.
func (t *Tx) PutCall(c civicline.Call) error {
	if c.Callback != "" {
		c.Reference = civicline.Reference(c.ID)
	}
	facts := c.Facts
	if facts == nil {
		facts = civicline.Facts{}
	}
	_, err := t.exec(`INSERT INTO call (`+callColumns+`) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
		ON CONFLICT (id) DO UPDATE SET language = excluded.language, state = excluded.state, since = excluded.since,
		reason = excluded.reason, facts = excluded.facts, queue_id = excluded.queue_id, entered = excluded.entered,
		agent_id = excluded.agent_id, answered = excluded.answered, ended = excluded.ended, why = excluded.why,
		note = excluded.note, outcome = excluded.outcome, recording = excluded.recording, node = excluded.node`,
		string(c.ID), string(c.Reference), string(c.From), string(c.Channel), string(c.Language), string(c.State), micros(c.Since),
		micros(c.Arrived), c.Reason, asJSON(facts), string(c.Queue), micros(c.Entered), string(c.Agent), micros(c.Answered),
		micros(c.Ended), c.Why, c.Note, string(c.Outcome), c.Recording, string(c.Callback), c.Node)
	return err
}

// TakeReference makes a reference number taken; false if it already was.
func (t *Tx) TakeReference(ref civicline.Reference) (bool, error) {
	n, err := t.exec(`INSERT INTO reference (number) VALUES (?) ON CONFLICT DO NOTHING`, string(ref))
	return n == 1, err
}
