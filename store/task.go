package store

import (
	"cmp"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/civicline/civicline"
)

// A Task is work that must be done at a time, whatever happens until then: a
// callback, a clock that runs out, a text to send. It is done in the change that
// finishes it, so the effect and the end of the task are committed together; an
// effect outside the database happens once or more.
type Task struct {
	ID        int64
	Kind      string // what is to be done
	Key       string // what it is about: of each key there is one task, ever
	Due       time.Time
	Payload   json.RawMessage // what Plan was given, as JSON; null once it is done or cancelled
	Owner     string          // who claimed it last
	Attempt   int             // how often it was claimed
	Until     time.Time       // when the claim ends, and another may be made; zero if it is not claimed
	State     TaskState
	LastError string // why it was put off or given up, in words for an operator, without personal data
	Created   time.Time
	Done      time.Time // when it was finished, cancelled or given up; zero until then
}

// TaskState is where a task stands.
type TaskState string

// The states of a task.
const (
	Planned   TaskState = "planned"   // waits until it is due
	Claimed   TaskState = "claimed"   // somebody works on it
	Finished  TaskState = "finished"  // it was done
	Failed    TaskState = "failed"    // it was given up
	Cancelled TaskState = "cancelled" // it was not wanted any more
)

// ErrFenced is in the error of whoever lost a claim: it ran out and another was
// made, or the task was cancelled. What they did must not be committed.
var ErrFenced = errors.New("the claim is another's, or the task is over")

const taskColumns = `id, kind, key, due, payload, owner, attempt, lease_until, state, last_error, created, done`

func scanTask(s scanner) (Task, error) {
	var t Task
	err := s.Scan(&t.ID, &t.Kind, &t.Key, moment{&t.Due}, document{&t.Payload}, &t.Owner, &t.Attempt, moment{&t.Until},
		&t.State, &t.LastError, moment{&t.Created}, moment{&t.Done})
	return t, err
}

// Task returns the task with a key, or a NotFound error.
func (v *View) Task(key string) (Task, error) {
	return only(v, scanTask, "task", `SELECT `+taskColumns+` FROM task WHERE key = ?`, key)
}

// Tasks returns up to limit tasks of a kind in a state, the first due first.
func (v *View) Tasks(kind string, state TaskState, limit int) ([]Task, error) {
	return all(v, scanTask, `SELECT `+taskColumns+` FROM task WHERE kind = ? AND state = ? ORDER BY due, id LIMIT ?`, kind, string(state), limit)
}

// NextDue is when the next task of these kinds may be claimed, which may be
// past: it is due, or another's claim on it ends. Zero if there is none.
func (v *View) NextDue(kinds ...string) (next time.Time, err error) {
	if len(kinds) == 0 {
		return time.Time{}, nil
	}
	in, these := among(kinds)
	err = v.row(`SELECT coalesce(min(at), 0) FROM (
		SELECT min(due) AS at FROM task WHERE state = 'planned' AND kind IN `+in+`
		UNION ALL SELECT min(lease_until) FROM task WHERE state = 'claimed' AND kind IN `+in+`) AS soon`,
		slices.Concat(these, these)...).Scan(moment{&next})
	return next, err
}

// among is the right side of IN.
func among(kinds []string) (in string, args []any) {
	for _, k := range kinds {
		args = append(args, k)
	}
	return `(` + strings.TrimSuffix(strings.Repeat(`?,`, len(kinds)), `,`) + `)`, args
}

// Plan makes a task, unless there is, or ever was, one with this key: then
// nothing is changed, and planned is false. payload is kept as JSON; let it name
// what it needs rather than hold it.
func (t *Tx) Plan(kind, key string, due time.Time, payload any, now time.Time) (planned bool, err error) {
	n, err := t.exec(`INSERT INTO task (kind, key, due, payload, owner, attempt, lease_until, state, last_error, created, done)
		VALUES (?,?,?,?,'',0,0,'planned','',?,0) ON CONFLICT (key) DO NOTHING`, kind, key, micros(due), asJSON(payload), micros(now))
	return n == 1, err
}

// Claim makes up to n tasks of these kinds owner's, for a lease from now on (now
// is what Clock says): those that are due, and those whose claim ended though
// nobody finished them. They come in the order in which they were due.
func (t *Tx) Claim(kinds []string, owner string, now time.Time, lease time.Duration, n int) ([]Task, error) {
	if len(kinds) == 0 || n <= 0 {
		return nil, nil
	}
	in, these := among(kinds)
	args := slices.Concat([]any{owner, micros(now.Add(lease)), micros(now)}, these, []any{n, micros(now)}, these, []any{n, n})
	claimed, err := all(&t.View, scanTask, `UPDATE task SET state = 'claimed', owner = ?, attempt = attempt + 1, lease_until = ? WHERE id IN (
		SELECT id FROM (
			SELECT * FROM (SELECT id, due FROM task WHERE state = 'planned' AND due <= ? AND kind IN `+in+` ORDER BY due, id LIMIT ?) AS fresh
			UNION ALL
			SELECT * FROM (SELECT id, due FROM task WHERE state = 'claimed' AND lease_until <= ? AND kind IN `+in+` ORDER BY lease_until, id LIMIT ?) AS dropped
		) AS ready ORDER BY due, id LIMIT ?)
		RETURNING `+taskColumns, args...)
	slices.SortFunc(claimed, func(a, b Task) int { return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.ID, b.ID)) })
	return claimed, err
}

// Extend prolongs a claim to a lease from now on; ErrFenced if it is lost.
func (t *Tx) Extend(id int64, owner string, attempt int, now time.Time, lease time.Duration) error {
	return t.fenced(`lease_until = ?`, id, owner, attempt, micros(now.Add(lease)))
}

// Finish ends a task as done, in the change that does it; ErrFenced, as a
// Conflict, if the claim is lost. It is not lost by its end alone.
func (t *Tx) Finish(id int64, owner string, attempt int, now time.Time) error {
	return t.fenced(`state = 'finished', lease_until = 0, last_error = '', payload = 'null', done = ?`, id, owner, attempt, micros(now))
}

// Retry puts a claimed task off until it is due again, and says why.
func (t *Tx) Retry(id int64, owner string, attempt int, due time.Time, why string) error {
	return t.fenced(`state = 'planned', lease_until = 0, due = ?, last_error = ?`, id, owner, attempt, micros(due), why)
}

// Fail gives a claimed task up for good, and says why. Its payload is kept.
func (t *Tx) Fail(id int64, owner string, attempt int, now time.Time, why string) error {
	return t.fenced(`state = 'failed', lease_until = 0, last_error = ?, done = ?`, id, owner, attempt, why, micros(now))
}

func (t *Tx) fenced(set string, id int64, owner string, attempt int, args ...any) error {
	n, err := t.exec(`UPDATE task SET `+set+` WHERE id = ? AND owner = ? AND attempt = ? AND state = 'claimed'`,
		append(args, id, owner, attempt)...)
	if err == nil && n == 0 {
		err = &civicline.Error{Kind: civicline.Conflict, Op: "go on with a task", Message: "Another has taken this work over, or it is not wanted any more.", Err: ErrFenced}
	}
	return err
}

// Cancel ends the task with a key that is not wanted any more; whoever has
// claimed it is fenced. It is false if there is no such task, or it is over.
func (t *Tx) Cancel(key string, now time.Time) (bool, error) {
	n, err := t.exec(`UPDATE task SET state = 'cancelled', lease_until = 0, payload = 'null', done = ?
		WHERE key = ? AND state IN ('planned', 'claimed')`, micros(now), key)
	return n == 1, err
}

// Reschedule moves the task with a key to another time. It is false if there is
// no such task, somebody works on it, or it is over.
func (t *Tx) Reschedule(key string, due time.Time) (bool, error) {
	n, err := t.exec(`UPDATE task SET due = ? WHERE key = ? AND state = 'planned'`, micros(due), key)
	return n == 1, err
}

// DropTasks removes up to limit tasks that were over at a time or before, and
// with them the memory of their keys. It returns how many there were.
func (t *Tx) DropTasks(over time.Time, limit int) (int64, error) {
	return t.exec(`DELETE FROM task WHERE id IN (SELECT id FROM task WHERE done > 0 AND done <= ? ORDER BY done, id LIMIT ?)`, micros(over), limit)
}
