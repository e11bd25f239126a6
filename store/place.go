package store

import (
	"time"

	"github.com/civicline/civicline"
)

const placeColumns = `call_id, queue_id, language, number, entered, present, offered, until_at, returned`

func scanPlace(s scanner) (civicline.Place, error) {
	var p civicline.Place
	err := s.Scan(&p.Call, &p.Queue, &p.Language, &p.From, moment{&p.Entered}, flag{&p.Present}, &p.Offered, moment{&p.Until}, flag{&p.Returned})
	return p, err
}

// Place returns the place of a call, or a NotFound error.
func (v *View) Place(call civicline.CallID) (civicline.Place, error) {
	return only(v, scanPlace, "place in line", `SELECT `+placeColumns+` FROM place WHERE call_id = ?`, string(call))
}

// Places returns every place, in the order of the line.
func (v *View) Places() ([]civicline.Place, error) {
	return all(v, scanPlace, `SELECT `+placeColumns+` FROM place ORDER BY returned DESC, entered, call_id`)
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

// PutPlace writes a place as it now stands.
func (t *Tx) PutPlace(p civicline.Place) error {
	_, err := t.exec(`INSERT INTO place (`+placeColumns+`) VALUES (?,?,?,?,?,?,?,?,?)
		ON CONFLICT (call_id) DO UPDATE SET queue_id = excluded.queue_id, language = excluded.language,
		present = excluded.present, offered = excluded.offered, until_at = excluded.until_at, returned = excluded.returned`,
		string(p.Call), string(p.Queue), string(p.Language), string(p.From), micros(p.Entered), bit(p.Present), string(p.Offered), micros(p.Until), bit(p.Returned))
	return err
}

// DropPlace removes the place of a call.
func (t *Tx) DropPlace(call civicline.CallID) error {
	_, err := t.exec(`DELETE FROM place WHERE call_id = ?`, string(call))
	return err
}
