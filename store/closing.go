package store

import (
	"time"

	"github.com/civicline/civicline"
)

// A Closing is a time in which lines are closed by hand.
type Closing struct {
	ID       int64
	Queue    civicline.QueueID // "" is all of them
	From     time.Time
	Until    time.Time // zero is until they are opened
	Why      civicline.Words
	Who      civicline.AgentID
	Opened   time.Time // by hand, before Until; zero if not
	OpenedBy civicline.AgentID
}

const closingColumns = `queue_id, from_at, until_at, why, who, opened, opened_by`

func scanClosing(s scanner) (Closing, error) {
	var c Closing
	err := s.Scan(&c.ID, &c.Queue, moment{&c.From}, moment{&c.Until}, document{&c.Why}, &c.Who, moment{&c.Opened}, &c.OpenedBy)
	return c, err
}

// Closings returns those that hold at a time or later, in the order in which
// they were made.
func (v *View) Closings(now time.Time) ([]Closing, error) {
	return all(v, scanClosing, `SELECT id, `+closingColumns+` FROM closing WHERE opened = 0 AND (until_at = 0 OR until_at > ?) ORDER BY id`, micros(now))
}

// PutClosing keeps a new closing, and returns its ID.
func (t *Tx) PutClosing(c Closing) (id int64, err error) {
	err = t.row(`INSERT INTO closing (`+closingColumns+`) VALUES (?,?,?,?,?,0,'') RETURNING id`,
		string(c.Queue), micros(c.From), micros(c.Until), asJSON(c.Why), string(c.Who)).Scan(&id)
	return id, err
}

// EndClosing says that the lines of a closing were opened by hand.
func (t *Tx) EndClosing(id int64, at time.Time, who civicline.AgentID) error {
	_, err := t.exec(`UPDATE closing SET opened = ?, opened_by = ? WHERE id = ? AND opened = 0`, micros(at), string(who), id)
	return err
}
