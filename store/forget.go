package store

import (
	"slices"
	"time"

	"github.com/civicline/civicline"
)

// Wordy returns up to limit calls that ended at a time or before and still have
// words to forget, the oldest first.
func (v *View) Wordy(ended time.Time, limit int) ([]civicline.CallID, error) {
	return all(v, func(s scanner) (id civicline.CallID, err error) { return id, s.Scan(&id) },
		`SELECT id FROM call WHERE forgotten = 0 AND state = 'ended' AND ended <= ? ORDER BY ended, id LIMIT ?`, // as the index call_wordy says
		micros(ended), limit)
}

// Forget takes the words out of a call that has ended: what was said, keyed and
// learned, and why the caller wanted a person. What happened, when, and who
// took part stays, and so does the agent's note.
func (t *Tx) Forget(id civicline.CallID) error {
	events, err := t.Events(id)
	if err != nil {
		return err
	}
	for _, e := range events {
		if !wordless(&e) {
			continue
		}
		if _, err := t.exec(`UPDATE call_event SET detail = ? WHERE id = ?`, asJSON(e.Data), e.ID); err != nil {
			return err
		}
	}
	if _, err := t.exec(`UPDATE callback SET reason = '' WHERE call_id = ?
		OR reference = (SELECT callback FROM call WHERE id = ? AND callback <> '')`, string(id), string(id)); err != nil {
		return err
	}
	_, err = t.exec(`UPDATE call SET reason = '', facts = '{}', forgotten = 1 WHERE id = ?`, string(id))
	return err
}

// saidWhy are the events whose reason is the caller's.
var saidWhy = []civicline.Kind{civicline.CallQueued, civicline.PlaceResumed, civicline.OfferMade, civicline.CallbackBooked,
	civicline.CallbackDue, civicline.AgentKept, civicline.CallbackReached}

// wordless takes the words out of an event, and reports whether it had any.
func wordless(e *civicline.Event) (had bool) {
	d := &e.Data
	if d.Turn != nil && d.Turn.Text+d.Turn.Keys != "" {
		d.Turn.Text, d.Turn.Keys, had = "", "", true
	}
	if d.Facts != nil {
		d.Facts, had = nil, true
	}
	if d.Reason != "" && slices.Contains(saidWhy, e.Kind) {
		d.Reason, had = "", true
	}
	return had
}
