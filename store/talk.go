package store

import (
	"time"

	"github.com/civicline/civicline"
)

// A Talk is one agent's part in a call, from the answer on.
type Talk struct {
	Call     civicline.CallID
	Agent    civicline.AgentID
	Queue    civicline.QueueID
	Entered  time.Time // the line
	Answered time.Time
	Left     time.Time // when the two parted; zero while they talk
	Freed    time.Time // when the agent was done with the wrap-up, or left it; zero until then
	Note     string    // this agent's
	Outcome  civicline.Outcome
}

const talkColumns = `call_id, agent_id, queue_id, entered, answered, left_at, freed, note, outcome`

func scanTalk(s scanner) (Talk, error) {
	var t Talk
	err := s.Scan(&t.Call, &t.Agent, &t.Queue, moment{&t.Entered}, moment{&t.Answered}, moment{&t.Left}, moment{&t.Freed}, &t.Note, &t.Outcome)
	return t, err
}

// Talks returns who spoke in a call, in order.
func (v *View) Talks(call civicline.CallID) ([]Talk, error) {
	return all(v, scanTalk, `SELECT `+talkColumns+` FROM talk WHERE call_id = ? ORDER BY answered`, string(call))
}

// Handled returns how long the last n calls of a queue took their agents, from
// the answer until the agent was free again.
func (v *View) Handled(queue civicline.QueueID, n int) ([]time.Duration, error) {
	return all(v, func(s scanner) (time.Duration, error) {
		var took int64
		err := s.Scan(&took)
		return time.Duration(took) * time.Microsecond, err
	}, `SELECT freed - answered FROM talk WHERE queue_id = ? AND freed > 0 ORDER BY freed DESC LIMIT ?`, string(queue), n)
}

// PutTalk writes a talk as it now stands.
func (t *Tx) PutTalk(k Talk) error {
	_, err := t.exec(`INSERT INTO talk (`+talkColumns+`) VALUES (?,?,?,?,?,?,?,?,?)
		ON CONFLICT (call_id, answered) DO UPDATE SET left_at = excluded.left_at, freed = excluded.freed,
		note = excluded.note, outcome = excluded.outcome`,
		string(k.Call), string(k.Agent), string(k.Queue), micros(k.Entered), micros(k.Answered), micros(k.Left), micros(k.Freed), k.Note, string(k.Outcome))
	return err
}

// LastAgentOf returns who last spoke with a number since a time; "" if nobody
// did, or the number is empty.
func (v *View) LastAgentOf(number civicline.PhoneNumber, since time.Time) (id civicline.AgentID, err error) {
	err = v.row(`SELECT coalesce((SELECT talk.agent_id FROM call JOIN talk ON talk.call_id = call.id
		WHERE call.number = ? AND call.number <> '' AND talk.answered > ? ORDER BY talk.answered DESC LIMIT 1), '')`, string(number), micros(since)).Scan(&id)
	return id, err
}
