package agency

import "time"

// Promises say how what callers were promised is kept. What the agency does not
// say is zero, and means the centre's own.
type Promises struct {
	RingAgain    time.Duration // after which a caller who was not reached is rung again
	LeaveDropped bool          // whoever is cut off from a person is not rung back unasked
}

// promises is the part of agency.yaml that says it.
type promises struct {
	RingAgain string `yaml:"ring again after"`
	Dropped   *bool  `yaml:"ring back who is cut off from a person"`
}

func (r *reader) promises(file string, f promises) Promises {
	p := Promises{LeaveDropped: f.Dropped != nil && !*f.Dropped}
	if f.RingAgain != "" {
		p.RingAgain = r.length(file, "ring again after", f.RingAgain)
	}
	return p
}
