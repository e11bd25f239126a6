package speech

import (
	"os"

	"github.com/civicline/civicline"
)

// Worker is the process that hears a language, for tests that hurt it.
func (e *Engines) Worker(l civicline.Language) *os.Process {
	s := e.listeners[l][0]
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.proc == nil {
		return nil
	}
	return s.proc.cmd.Process
}
