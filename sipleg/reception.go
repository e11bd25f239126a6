package sipleg

import "time"

// reception counts what came of one source, as RFC 3550 appendix A.3 and A.8
// have it.
type reception struct {
	began    bool
	base     uint16
	max      uint16
	cycles   uint32
	received uint32
	transit  int64 // of the last packet, in timestamp units
	jitter   float64

	expectedBefore, receivedBefore uint32 // at the last report
}

func (r *reception) packet(seq uint16, ts uint32, arrived time.Time) {
	at := arrived.UnixMicro() * wireRate / 1e6
	transit := at - int64(ts)
	if !r.began {
		*r = reception{began: true, base: seq, max: seq, transit: transit}
	}
	r.received++
	if step := int16(seq - r.max); step > 0 {
		if seq < r.max {
			r.cycles += 1 << 16
		}
		r.max = seq
	}
	d := int64(int32(transit - r.transit))
	r.jitter += (float64(max(d, -d)) - r.jitter) / 16
	r.transit = transit
}

func (r *reception) extended() uint32 { return r.cycles | uint32(r.max) }

func (r *reception) expected() uint32 {
	if !r.began {
		return 0
	}
	return r.extended() - uint32(r.base) + 1
}

// lost may be negative when packets came twice.
func (r *reception) lost() int64 { return int64(r.expected()) - int64(r.received) }

// fraction is what was lost since it was last asked, in 256ths.
func (r *reception) fraction() uint8 {
	expected, received := r.expected()-r.expectedBefore, r.received-r.receivedBefore
	r.expectedBefore, r.receivedBefore = r.expected(), r.received
	if expected == 0 || received >= expected {
		return 0
	}
	return uint8(min(255, (expected-received)<<8/expected))
}
