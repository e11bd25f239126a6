package store

import (
	"encoding/json"
	"time"

	"github.com/civicline/civicline"
)

// Memory returns what the estimates of a queue had learned when it was last
// kept, as JSON; a NotFound error if nothing was.
func (v *View) Memory(queue civicline.QueueID) (json.RawMessage, error) {
	return only(v, func(s scanner) (m json.RawMessage, err error) { return m, s.Scan(document{&m}) }, "queue's memory",
		`SELECT memory FROM queue_memory WHERE queue_id = ?`, string(queue))
}

// PutMemory keeps what the estimates of a queue have learned.
func (t *Tx) PutMemory(queue civicline.QueueID, memory any, at time.Time) error {
	_, err := t.exec(`INSERT INTO queue_memory (queue_id, memory, at) VALUES (?,?,?)
		ON CONFLICT (queue_id) DO UPDATE SET memory = excluded.memory, at = excluded.at`, string(queue), asJSON(memory), micros(at))
	return err
}
