package store

import (
	"time"

	"github.com/civicline/civicline"
)

// A session is known by the hash of its token, so that nobody who reads the
// store can take one over.

// SessionAgent returns whose session it is, or a NotFound error when it is
// unknown or has expired.
func (v *View) SessionAgent(tokenHash string, now time.Time) (civicline.AgentID, error) {
	return only(v, func(s scanner) (id civicline.AgentID, err error) { return id, s.Scan(&id) }, "session",
		`SELECT agent_id FROM session WHERE token_hash = ? AND expires > ?`, tokenHash, micros(now))
}

// NextExpiry is when the next session ends; zero if there is none.
func (v *View) NextExpiry() (next time.Time, err error) {
	err = v.row(`SELECT coalesce(min(expires), 0) FROM session`).Scan(moment{&next})
	return next, err
}

// PutSession begins a session.
func (t *Tx) PutSession(tokenHash string, agent civicline.AgentID, expires time.Time) error {
	_, err := t.exec(`INSERT INTO session (token_hash, agent_id, expires) VALUES (?,?,?)`, tokenHash, string(agent), micros(expires))
	return err
}

// DropSession ends one session.
func (t *Tx) DropSession(tokenHash string) error {
	_, err := t.exec(`DELETE FROM session WHERE token_hash = ?`, tokenHash)
	return err
}

// DropSessionsOf ends all sessions of an agent.
func (t *Tx) DropSessionsOf(agent civicline.AgentID) error {
	_, err := t.exec(`DELETE FROM session WHERE agent_id = ?`, string(agent))
	return err
}

// DropExpired ends the sessions whose time has come.
func (t *Tx) DropExpired(now time.Time) error {
	_, err := t.exec(`DELETE FROM session WHERE expires <= ?`, micros(now))
	return err
}
