package civicline

import "time"

// Figures are what became of the callers who joined a queue in a day. Each is
// counted once for each time they joined, in the queue that they are or were in
// last: Offered is Answered and Abandoned and Promised and Left and Waiting.
// Whoever comes back (by ringing again, or because their agent was lost) has
// not joined anew, and callbacks that fall due are not counted.
type Figures struct {
	Offered        int
	Answered       int           // by an agent
	AnsweredWithin int           // of these, within the queue's target
	Abandoned      int           // hung up, or were lost and did not come back
	Promised       int           // left the line for a callback that keeps their place
	Left           int           // left it for something else
	Waiting        int           // still in it, or their place is kept
	Waited         time.Duration // by all who were answered, together
}

// ASA is the average speed of answer: how long those waited who were answered.
func (f Figures) ASA() time.Duration {
	if f.Answered == 0 {
		return 0
	}
	return f.Waited / time.Duration(f.Answered)
}

// Level is the service level so far: of those who were answered or gave up, the
// share answered within the target. False if there is nobody to tell of.
func (f Figures) Level() (share float64, told bool) {
	of := f.Answered + f.Abandoned
	if of == 0 {
		return 0, false
	}
	return float64(f.AnsweredWithin) / float64(of), true
}
