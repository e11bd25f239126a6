package webleg

import "github.com/civicline/civicline/audio"

// Stats tell how a leg's line is.
type Stats struct {
	Codec    Codec  // what we send; "" before the connection
	Sent     uint64 // packets
	Unsent   uint64 // packets that the network did not take
	FarLost  uint64 // packets that the far end missed, by its last report
	Received uint64 // packets of sound
	Strange  uint64 // packets that were dropped: empty, or none of ours
	Jitter   audio.JitterStats
}

// Stats are of this moment.
func (l *Leg) Stats() Stats {
	s := Stats{
		Sent: l.out.packets.Load(), Unsent: l.out.failed.Load(), FarLost: l.out.farLost.Load(),
		Received: l.in.packets.Load(), Strange: l.in.strange.Load(),
	}
	if b := l.out.bound.Load(); b != nil {
		s.Codec = b.codec
	}
	if in := l.in.now.Load(); in != nil {
		s.Jitter = in.jitter.Stats()
	}
	return s
}
