package store

import "time"

// A Node is one process that runs the centre. Its Epoch grows each time it is
// started.
type Node struct {
	ID    string
	Epoch int64
	Until time.Time // when its lease ends: from then on it is taken for dead
	URL   string    // where others reach it; may be empty
}

func scanNode(s scanner) (Node, error) {
	var n Node
	return n, s.Scan(&n.ID, &n.Epoch, moment{&n.Until}, &n.URL)
}

// Nodes returns every node that ever joined, by ID; those with Until after now
// are alive.
func (v *View) Nodes() ([]Node, error) {
	return all(v, scanNode, `SELECT id, epoch, lease_until, url FROM node ORDER BY id`)
}

// Join enters a node that starts, for a lease from now on (now is what Clock
// says). Its epoch tells this run from former ones, whose leases end by it.
func (t *Tx) Join(id, url string, now time.Time, lease time.Duration) (epoch int64, err error) {
	err = t.row(`INSERT INTO node (id, epoch, lease_until, url) VALUES (?,1,?,?)
		ON CONFLICT (id) DO UPDATE SET epoch = node.epoch + 1, lease_until = excluded.lease_until, url = excluded.url
		RETURNING epoch`, id, micros(now.Add(lease)), url).Scan(&epoch)
	return epoch, err
}

// Beat prolongs a node's lease. It is false, and nothing is changed, if another
// process has joined by the same ID since: this one must stop.
func (t *Tx) Beat(id string, epoch int64, now time.Time, lease time.Duration) (bool, error) {
	n, err := t.exec(`UPDATE node SET lease_until = ? WHERE id = ? AND epoch = ?`, micros(now.Add(lease)), id, epoch)
	return n == 1, err
}

// Part ends a node's lease now. It does nothing if another process has joined
// by the same ID since.
func (t *Tx) Part(id string, epoch int64, now time.Time) error {
	_, err := t.exec(`UPDATE node SET lease_until = ? WHERE id = ? AND epoch = ? AND lease_until > ?`, micros(now), id, epoch, micros(now))
	return err
}
