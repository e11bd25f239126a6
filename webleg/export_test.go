package webleg

// Abandon closes the connection as a page does that goes without a word.
func (p *Peer) Abandon() error { return p.leg.pc.Close() }

// The insides that have tests of their own.
type DTMF = dtmf

func (d *dtmf) Packet(timestamp uint32, payload []byte) rune { return d.packet(timestamp, payload) }

var OpusSpan = opusSpan
