package store

import (
	"time"

	"github.com/civicline/civicline"
)

// Chat returns the chat whose token has this hash, or a NotFound error. Its
// Token is the hash.
func (v *View) Chat(tokenHash string) (civicline.TypedChat, error) {
	return only(v, scanChat, "chat", `SELECT token_hash, call_id, state, touched FROM chat WHERE token_hash = ?`, tokenHash)
}

// ChatsBefore returns up to limit chats that were last touched before a time,
// the oldest first. Their Tokens are hashes.
func (v *View) ChatsBefore(touched time.Time, limit int) ([]civicline.TypedChat, error) {
	return all(v, scanChat, `SELECT token_hash, call_id, state, touched FROM chat WHERE touched < ? ORDER BY touched, token_hash LIMIT ?`, micros(touched), limit)
}

// IdleChats returns up to limit chats whose call goes on though they were last
// touched before a time. Their Tokens are hashes.
func (v *View) IdleChats(touched time.Time, limit int) ([]civicline.TypedChat, error) {
	return all(v, scanChat, `SELECT token_hash, call_id, chat.state, touched FROM chat JOIN call ON call.id = call_id
		WHERE touched < ? AND call.state <> ? ORDER BY touched, token_hash LIMIT ?`, micros(touched), string(civicline.Ended), limit)
}

func scanChat(s scanner) (civicline.TypedChat, error) {
	var c civicline.TypedChat
	err := s.Scan(&c.Token, &c.Call, &c.State, moment{&c.Touched})
	return c, err
}

// PutChat writes a chat as it now stands; its Token is the hash.
func (t *Tx) PutChat(c civicline.TypedChat) error {
	_, err := t.exec(`INSERT INTO chat (token_hash, call_id, state, touched) VALUES (?,?,?,?)
		ON CONFLICT (token_hash) DO UPDATE SET state = excluded.state, touched = excluded.touched`,
		c.Token, string(c.Call), c.State, micros(c.Touched))
	return err
}

// DropChat forgets a chat. That there was a call stays.
func (t *Tx) DropChat(tokenHash string) error {
	_, err := t.exec(`DELETE FROM chat WHERE token_hash = ?`, tokenHash)
	return err
}
