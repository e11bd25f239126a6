package store

import (
	"strings"
	"time"

	"github.com/civicline/civicline"
)

// lineKinds are the events by which a place in line begins, moves and ends, and
// those that tell to whom it was offered.
var lineKinds = []any{
	string(civicline.CallQueued), string(civicline.PlaceResumed), string(civicline.LanguageSet), string(civicline.CallDequeued),
	string(civicline.OfferTaken), string(civicline.CallEnded), string(civicline.OfferMade), string(civicline.AgentKept),
}

// LineEvents returns what happened in the lines after an event, in order, up to
// the event last.
func (v *View) LineEvents(after, last int64) ([]civicline.Event, error) {
	args := append([]any{after, last}, lineKinds...)
	return all(v, scanEvent, `SELECT `+eventColumns+` FROM call_event WHERE id > ? AND id <= ?
		AND kind IN (?`+strings.Repeat(`,?`, len(lineKinds)-1)+`) ORDER BY id`, args...)
}

// LastEvent returns the ID of the newest event; 0 if there is none.
func (v *View) LastEvent() (id int64, err error) {
	return id, v.row(`SELECT coalesce(max(id), 0) FROM call_event`).Scan(&id)
}

// LastBefore returns an ID such that the events up to it happened before a time,
// and those after it did not. It looks at few rows, for events come in the order
// of time.
func (v *View) LastBefore(at time.Time) (int64, error) {
	last, err := v.LastEvent()
	if err != nil {
		return 0, err
	}
	low, high := int64(1), last+1 // the first that did not is in between
	for low < high {
		mid := low + (high-low)/2
		var id int64
		var then time.Time
		if err := v.row(`SELECT id, at FROM call_event WHERE id >= ? ORDER BY id LIMIT 1`, mid).Scan(&id, moment{&then}); err != nil {
			return 0, err
		}
		if then.Before(at) {
			low = id + 1
		} else {
			high = mid
		}
	}
	return low - 1, nil
}
