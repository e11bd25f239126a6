package store

import "github.com/civicline/civicline"

const callbackColumns = `reference, call_id, number, language, reason, due, entered, state`

func scanCallback(s scanner) (civicline.Callback, error) {
	var c civicline.Callback
	err := s.Scan(&c.Reference, &c.Call, &c.Number, &c.Language, &c.Reason, moment{&c.Due}, moment{&c.Entered}, &c.State)
	return c, err
}

// CallbackOf returns the callback that was booked in a call, or a NotFound error.
func (v *View) CallbackOf(call civicline.CallID) (civicline.Callback, error) {
	return only(v, scanCallback, "callback", `SELECT `+callbackColumns+` FROM callback WHERE call_id = ?`, string(call))
}

// Callbacks returns those in a state, the first due first.
func (v *View) Callbacks(state string) ([]civicline.Callback, error) {
	return all(v, scanCallback, `SELECT `+callbackColumns+` FROM callback WHERE state = ? ORDER BY due, entered, reference`, state)
}

// PutCallback writes a callback as it now stands; a call has one at most.
func (t *Tx) PutCallback(c civicline.Callback) error {
	_, err := t.exec(`INSERT INTO callback (`+callbackColumns+`) VALUES (?,?,?,?,?,?,?,?)
		ON CONFLICT (reference) DO UPDATE SET state = excluded.state`,
		string(c.Reference), string(c.Call), string(c.Number), string(c.Language), c.Reason, micros(c.Due), micros(c.Entered), c.State)
	return err
}
