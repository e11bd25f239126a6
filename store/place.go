package store

import (
	"time"

	"github.com/civicline/civicline"
)

const placeColumns = `call_id, queue_id, language, number, entered, present, offered, until_at, returned, head, topic, last_agent, callback`

func scanPlace(s scanner) (civicline.Place, error) {
	var p civicline.Place
	var head int64
	err := s.Scan(&p.Call, &p.Queue, &p.Language, &p.From, moment{&p.Entered}, flag{&p.Present}, &p.Offered, moment{&p.Until}, flag{&p.Returned},
		&head, &p.Topic, &p.Last, &p.Callback)
	p.Head = span(head)
	return p, err
}

// Place returns the place of a call, or a NotFound error.
func (v *View) Place(call civicline.CallID) (civicline.Place, error) {
	return only(v, scanPlace, "place in line", `SELECT `+placeColumns+` FROM place WHERE call_id = ?`, string(call))
}

// Places returns every place, those sent back to the line first, then by when
// they came, a head start of their own counted.
func (v *View) Places() ([]civicline.Place, error) {
	return all(v, scanPlace, `SELECT `+placeColumns+` FROM place ORDER BY returned DESC, entered - head, call_id`)
}

// Heads returns the first n places of a queue that may be offered.
func (v *View) Heads(queue civicline.QueueID, n int) ([]civicline.Place, error) {
	return all(v, scanPlace, `SELECT `+placeColumns+` FROM place WHERE queue_id = ? AND present = 1 AND offered = ''
		ORDER BY returned DESC, entered, call_id LIMIT ?`, string(queue), n)
}

// Ahead counts the places of p's queue, callers on the line, that will be
// offered before p is.
func (v *View) Ahead(p civicline.Place) (int, error) {
	var n int
	err := v.row(`SELECT count(*) FROM place WHERE queue_id = ? AND present = 1 AND offered = ''
		AND (returned > ? OR returned = ? AND (entered < ? OR entered = ? AND call_id < ?))`,
		string(p.Queue), bit(p.Returned), bit(p.Returned), micros(p.Entered), micros(p.Entered), string(p.Call)).Scan(&n)
	return n, err
}

// Kept returns the oldest place that a number lost and may still take up; a
// NotFound error if there is none, or the number is empty.
func (v *View) Kept(number civicline.PhoneNumber, now time.Time) (civicline.Place, error) {
	return only(v, scanPlace, "place in line", `SELECT `+placeColumns+` FROM place
		WHERE number = ? AND number <> '' AND present = 0 AND until_at > ? ORDER BY entered, call_id LIMIT 1`, string(number), micros(now))
}

// Due returns the places whose Until has come, the earliest first, and when the
// next one's will; zero if none will.
func (v *View) Due(now time.Time) ([]civicline.Place, time.Time, error) {
	due, err := all(v, scanPlace, `SELECT `+placeColumns+` FROM place WHERE until_at > 0 AND until_at <= ? ORDER BY until_at, call_id`, micros(now))
	if err != nil {
		return nil, time.Time{}, err
	}
	var next time.Time
	err = v.row(`SELECT coalesce(min(until_at), 0) FROM place WHERE until_at > ?`, micros(now)).Scan(moment{&next})
	return due, next, err
}

// CallbacksInLine returns up to limit places of a queue whose callers are to be
// rung back, and that are not being offered, in the order of the line.
func (v *View) CallbacksInLine(queue civicline.QueueID, limit int) ([]civicline.Place, error) {
	return all(v, scanPlace, `SELECT `+placeColumns+` FROM place WHERE queue_id = ? AND present = 1 AND offered = '' AND callback <> ''
		ORDER BY returned DESC, entered - head, call_id LIMIT ?`, string(queue), limit)
}

// OnTheLine returns the places of a queue whose callers are there, whose number
// is known and is owed no callback, and that are not being offered, in the order
// of the line.
func (v *View) OnTheLine(queue civicline.QueueID) ([]civicline.Place, error) {
	return all(v, scanPlace, `SELECT `+placeColumns+` FROM place WHERE queue_id = ? AND present = 1 AND offered = '' AND callback = ''
		AND number <> '' AND NOT EXISTS (SELECT 1 FROM callback WHERE callback.number = place.number AND callback.queue_id = place.queue_id AND `+callbackOpen+`)
		ORDER BY returned DESC, entered - head, call_id`, string(queue))
}

// PutPlace writes a place as it now stands.
func (t *Tx) PutPlace(p civicline.Place) error {
	_, err := t.exec(`INSERT INTO place (`+placeColumns+`) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)
		ON CONFLICT (call_id) DO UPDATE SET queue_id = excluded.queue_id, language = excluded.language, number = excluded.number,
		present = excluded.present, offered = excluded.offered, until_at = excluded.until_at, returned = excluded.returned,
		head = excluded.head, topic = excluded.topic, last_agent = excluded.last_agent, callback = excluded.callback`,
		string(p.Call), string(p.Queue), string(p.Language), string(p.From), micros(p.Entered), bit(p.Present), string(p.Offered), micros(p.Until), bit(p.Returned),
		p.Head.Microseconds(), p.Topic, string(p.Last), string(p.Callback))
	return err
}

// DropPlace removes the place of a call.
func (t *Tx) DropPlace(call civicline.CallID) error {
	_, err := t.exec(`DELETE FROM place WHERE call_id = ?`, string(call))
	return err
}
