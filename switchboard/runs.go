package switchboard

import "github.com/civicline/civicline"

// Runs reports whether a call's leg is here.
func (s *Switchboard) Runs(id civicline.CallID) bool { return s.find(id) != nil }
