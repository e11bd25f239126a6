package store

import (
	"time"

	"github.com/civicline/civicline"
)

// An Estimate is what a caller was told of the wait, and what became of it.
type Estimate struct {
	Call     civicline.CallID
	Queue    civicline.QueueID
	At       time.Time // it was told
	Entered  time.Time // the line
	Wait     civicline.Wait
	Ended    time.Time // when the wait ended; zero until then
	Answered bool      // by an answer; otherwise the caller gave up, or was lost
}

const estimateColumns = `call_id, queue_id, at, entered, position, low, likely, high, ended, answered`

func scanEstimate(s scanner) (Estimate, error) {
	var e Estimate
	var low, likely, high int64
	err := s.Scan(&e.Call, &e.Queue, moment{&e.At}, moment{&e.Entered}, &e.Wait.Position, &low, &likely, &high, moment{&e.Ended}, flag{&e.Answered})
	e.Wait.Low, e.Wait.Likely, e.Wait.High = span(low), span(likely), span(high)
	return e, err
}

// Estimates returns up to limit estimates of a queue whose waits have ended,
// the newest first; of every queue if it is "".
func (v *View) Estimates(queue civicline.QueueID, limit int) ([]Estimate, error) {
	one, args := ``, []any{}
	if queue != "" { // by the index estimate_queue
		one, args = ` AND queue_id = ?`, append(args, string(queue))
	}
	return all(v, scanEstimate, `SELECT `+estimateColumns+` FROM estimate WHERE ended > 0`+one+` ORDER BY at DESC, call_id LIMIT ?`, append(args, limit)...)
}

// PutEstimate keeps what a caller was told.
func (t *Tx) PutEstimate(e Estimate) error {
	_, err := t.exec(`INSERT INTO estimate (`+estimateColumns+`) VALUES (?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING`,
		string(e.Call), string(e.Queue), micros(e.At), micros(e.Entered), e.Wait.Position,
		e.Wait.Low.Microseconds(), e.Wait.Likely.Microseconds(), e.Wait.High.Microseconds(), micros(e.Ended), bit(e.Answered))
	return err
}

// EndEstimates says what became of all that a call was told.
func (t *Tx) EndEstimates(call civicline.CallID, at time.Time, answered bool) error {
	_, err := t.exec(`UPDATE estimate SET ended = ?, answered = ? WHERE call_id = ? AND ended = 0`, micros(at), bit(answered), string(call))
	return err
}

// span is a length of time as it is kept: in microseconds.
func span(micros int64) time.Duration { return time.Duration(micros) * time.Microsecond }
