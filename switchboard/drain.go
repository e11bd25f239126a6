package switchboard

import "time"

// drain stops listening, and waits for the final words of what was heard.
func (e *ears) drain() {
	e.shutOut(true)
	t := time.NewTimer(finalTime)
	defer t.Stop()
	for e.owes() {
		select {
		case <-e.paid:
		case <-t.C:
			return
		}
	}
}

// finalTime is a little more than an Ear may take for its Final.
const finalTime = 2500 * time.Millisecond

func (e *ears) owes() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, s := range e.slots {
		s.mu.Lock()
		n := len(s.owed)
		s.mu.Unlock()
		if n > 0 {
			return true
		}
	}
	return false
}
