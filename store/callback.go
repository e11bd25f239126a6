package store

import (
	"strings"
	"time"

	"github.com/civicline/civicline"
)

const callbackColumns = `reference, call_id, number, language, queue_id, topic, reason, due, until_at, entered, state, attempts, ring, item, texts, returned, head`

// callbackOpen are the states in which something is still owed, as
// civicline.CallbackState.Open says; the indexes name them too.
const callbackOpen = `state IN ('promised', 'in line', 'being made', 'unreached')`

func scanCallback(s scanner) (civicline.Callback, error) {
	var c civicline.Callback
	var head int64
	err := s.Scan(&c.Reference, &c.Call, &c.Number, &c.Language, &c.Queue, &c.Topic, &c.Reason, moment{&c.Due}, moment{&c.Until},
		moment{&c.Entered}, &c.State, &c.Attempts, &c.Ring, &c.Item, flag{&c.Texts}, flag{&c.Returned}, &head)
	c.Head = span(head)
	return c, err
}

// Callback returns the callback with a reference, or a NotFound error.
func (v *View) Callback(ref civicline.Reference) (civicline.Callback, error) {
	return only(v, scanCallback, "callback", `SELECT `+callbackColumns+` FROM callback WHERE reference = ?`, string(ref))
}

// CallbackByToken returns the callback whose link's token has this hash, or a
// NotFound error.
func (v *View) CallbackByToken(tokenHash string) (civicline.Callback, error) {
	return only(v, scanCallback, "callback", `SELECT `+callbackColumns+` FROM callback WHERE token_hash = ? AND token_hash <> ''`, tokenHash)
}

// CallbackOf returns the callback that was booked in a call, one that is still
// owed before others, then the last due; a NotFound error if there is none.
// Those about a service item are another matter.
func (v *View) CallbackOf(call civicline.CallID) (civicline.Callback, error) {
	return only(v, scanCallback, "callback", `SELECT `+callbackColumns+` FROM callback WHERE call_id = ? AND item = ''
		ORDER BY CASE WHEN `+callbackOpen+` THEN 0 ELSE 1 END, due DESC, reference LIMIT 1`, string(call))
}

// Callbacks returns those in a state, the first due first.
func (v *View) Callbacks(state civicline.CallbackState) ([]civicline.Callback, error) {
	return all(v, scanCallback, `SELECT `+callbackColumns+` FROM callback WHERE state = ? ORDER BY due, entered, reference`, string(state))
}

// OpenCallbacks returns all that are still owed, the first due first.
func (v *View) OpenCallbacks() ([]civicline.Callback, error) {
	return all(v, scanCallback, `SELECT `+callbackColumns+` FROM callback WHERE `+callbackOpen+` ORDER BY due, entered, reference`)
}

// Owed returns the callbacks still owed to a number, in any of the ways in which
// it may be written, the longest waiting first.
func (v *View) Owed(ways ...civicline.PhoneNumber) ([]civicline.Callback, error) {
	if len(ways) == 0 {
		return nil, nil
	}
	args := make([]any, len(ways))
	for i, n := range ways {
		args[i] = string(n)
	}
	return all(v, scanCallback, `SELECT `+callbackColumns+` FROM callback
		WHERE number IN (`+strings.TrimSuffix(strings.Repeat(`?,`, len(ways)), `,`)+`) AND `+callbackOpen+`
		ORDER BY entered, reference`, args...)
}

// A Line is where callbacks wait to be due.
type Line struct {
	Queue    civicline.QueueID
	Language civicline.Language
}

// CallbackLines returns the lines with callbacks that are promised and due.
func (v *View) CallbackLines(now time.Time) ([]Line, error) {
	return all(v, func(s scanner) (l Line, err error) { return l, s.Scan(&l.Queue, &l.Language) },
		`SELECT DISTINCT queue_id, language FROM callback WHERE state = 'promised' AND due <= ? ORDER BY queue_id, language`, micros(now))
}

// DueCallbacks returns up to limit callbacks of a line that are promised and
// due, in the order of the line. Whose caller still is on the line, in the call
// in which it was promised, is not due yet.
func (v *View) DueCallbacks(l Line, now time.Time, limit int) ([]civicline.Callback, error) {
	return all(v, scanCallback, `SELECT `+callbackColumns+` FROM callback WHERE state = 'promised' AND due <= ? AND queue_id = ? AND language = ?
		AND NOT EXISTS (SELECT 1 FROM call WHERE call.id = callback.call_id AND call.state <> 'ended' AND call.channel <> 'chat')
		ORDER BY returned DESC, entered - head, reference LIMIT ?`, micros(now), string(l.Queue), string(l.Language), limit)
}

// NextCallback is when the next promise after now is due; zero if none is.
func (v *View) NextCallback(now time.Time) (next time.Time, err error) {
	err = v.row(`SELECT coalesce(min(due), 0) FROM callback WHERE state = 'promised' AND due > ?`, micros(now)).Scan(moment{&next})
	return next, err
}

// Booked counts the callbacks that callers chose a time for that begins in a
// span, and that are still owed.
func (v *View) Booked(queue civicline.QueueID, from, until time.Time) (n int, err error) {
	err = v.row(`SELECT count(*) FROM callback WHERE queue_id = ? AND until_at > 0 AND due >= ? AND due < ? AND `+callbackOpen,
		string(queue), micros(from), micros(until)).Scan(&n)
	return n, err
}

// PutCallback writes a callback as it now stands. A call has one at most that is
// still owed, and so has a number in a queue.
func (t *Tx) PutCallback(c civicline.Callback) error {
	_, err := t.exec(`INSERT INTO callback (`+callbackColumns+`, token_hash) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,'')
		ON CONFLICT (reference) DO UPDATE SET number = excluded.number, language = excluded.language, queue_id = excluded.queue_id,
		topic = excluded.topic, reason = excluded.reason, due = excluded.due, until_at = excluded.until_at, entered = excluded.entered,
		state = excluded.state, attempts = excluded.attempts, ring = excluded.ring, item = excluded.item, texts = excluded.texts,
		returned = excluded.returned, head = excluded.head`,
		string(c.Reference), string(c.Call), string(c.Number), string(c.Language), string(c.Queue), c.Topic, c.Reason, micros(c.Due),
		micros(c.Until), micros(c.Entered), string(c.State), c.Attempts, string(c.Ring), c.Item, bit(c.Texts), bit(c.Returned), c.Head.Microseconds())
	return err
}

// PutCallbackToken keeps the hash of the token of a callback's link; the one
// before opens nothing any more.
func (t *Tx) PutCallbackToken(ref civicline.Reference, tokenHash string) error {
	_, err := t.exec(`UPDATE callback SET token_hash = ? WHERE reference = ?`, tokenHash, string(ref))
	return err
}
