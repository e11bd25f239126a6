package store

import (
	"strings"

	"github.com/civicline/civicline"
)

const itemColumns = `code, state, since, urgent, topic, note, language, number, call_id, opener, opened, due, breached, callback,
	from_at, until_at, texts, officer, spoken, closed, outcome, work`

// itemLive are the states of which a number has one item a topic, as the index
// item_owed says.
const itemLive = `state IN ('open', 'planned', 'unreached', 'spoken')`

// itemOwed are the states in which a caller still waits for an officer's call.
const itemOwed = `state IN ('open', 'planned', 'unreached')`

func scanItem(s scanner) (civicline.Item, error) {
	var i civicline.Item
	err := s.Scan(&i.Code, &i.State, moment{&i.Since}, flag{&i.Urgent}, &i.Topic, &i.Note, &i.Language, &i.Number, &i.Call, &i.By,
		moment{&i.Opened}, moment{&i.Due}, moment{&i.Breached}, &i.Callback, moment{&i.From}, moment{&i.Until}, flag{&i.Texts},
		&i.Officer, moment{&i.Spoken}, moment{&i.Closed}, &i.Work.Outcome, &i.Work.Note)
	return i, err
}

// Item returns the service item with a code, or a NotFound error.
func (v *View) Item(code civicline.ItemCode) (civicline.Item, error) {
	return only(v, scanItem, "service item", `SELECT `+itemColumns+` FROM item WHERE code = ?`, string(code))
}

// LiveItem returns the item about a topic that is not over yet for a number, in
// any of the ways in which it may be written; a NotFound error if there is none.
func (v *View) LiveItem(topic string, ways ...civicline.PhoneNumber) (civicline.Item, error) {
	args := []any{topic}
	for _, n := range ways {
		args = append(args, string(n))
	}
	return only(v, scanItem, "service item", `SELECT `+itemColumns+` FROM item WHERE topic = ? AND `+itemLive+`
		AND number IN (`+strings.TrimSuffix(strings.Repeat(`?,`, len(ways)), `,`)+`) ORDER BY opened, code LIMIT 1`, args...)
}

// ItemOpenedIn returns the last item that was opened in a call, or a NotFound error.
func (v *View) ItemOpenedIn(call civicline.CallID) (civicline.Item, error) {
	return only(v, scanItem, "service item", `SELECT `+itemColumns+` FROM item WHERE call_id = ? ORDER BY opened DESC, code LIMIT 1`, string(call))
}

// Items returns the items that a filter lets through, the first due first.
func (v *View) Items(f civicline.ItemFilter) ([]civicline.Item, error) {
	query, args := `SELECT `+itemColumns+` FROM item WHERE 1 = 1`, []any{}
	if f.Owed || f.Overdue {
		query += ` AND ` + itemOwed
	}
	if f.Overdue {
		query += ` AND breached > 0`
	}
	if len(f.States) > 0 {
		query += ` AND state IN (` + strings.TrimSuffix(strings.Repeat(`?,`, len(f.States)), `,`) + `)`
		for _, s := range f.States {
			args = append(args, string(s))
		}
	}
	return all(v, scanItem, query+` ORDER BY due, opened, code LIMIT ?`, append(args, f.Limit)...)
}

// ItemCounts says how many callers still wait for an officer's call.
func (v *View) ItemCounts() (n civicline.ItemCounts, err error) {
	err = v.row(`SELECT count(*), coalesce(sum(urgent), 0), coalesce(sum(CASE WHEN breached > 0 THEN 1 ELSE 0 END), 0) FROM item WHERE `+itemOwed).
		Scan(&n.Owed, &n.Urgent, &n.Overdue)
	return n, err
}

// PutItem writes a service item as it now stands; a number has one live one about
// a topic.
func (t *Tx) PutItem(i civicline.Item) error {
	_, err := t.exec(`INSERT INTO item (`+itemColumns+`) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
		ON CONFLICT (code) DO UPDATE SET state = excluded.state, since = excluded.since, number = excluded.number, breached = excluded.breached,
		callback = excluded.callback, from_at = excluded.from_at, until_at = excluded.until_at, texts = excluded.texts,
		officer = excluded.officer, spoken = excluded.spoken, closed = excluded.closed, outcome = excluded.outcome, work = excluded.work`,
		string(i.Code), string(i.State), micros(i.Since), bit(i.Urgent), i.Topic, i.Note, string(i.Language), string(i.Number), string(i.Call),
		string(i.By), micros(i.Opened), micros(i.Due), micros(i.Breached), string(i.Callback), micros(i.From), micros(i.Until), bit(i.Texts),
		string(i.Officer), micros(i.Spoken), micros(i.Closed), string(i.Work.Outcome), i.Work.Note)
	return err
}
