package sipleg

import (
	"math/rand/v2"
	"net/netip"
	"time"

	"github.com/pion/rtcp"
)

// reports is what RTCP tells each end of the other (RFC 3550 §6.4).
type reports struct {
	next      time.Time     // of ours
	theirNTP  uint32        // middle of the last SR's NTP time
	theirAt   time.Time     // when it came
	roundTrip time.Duration // A.3 of the last report about us
	farLost   float64       // the share of our packets that did not reach them, lately

}

const reportEvery = 5 * time.Second // RFC 3550 §6.2, for two parties

// controlTick sends a report when one is due: at odd times, from half to one
// and a half of reportEvery (§6.3.1).
func (s *stream) controlTick(now time.Time) {
	s.mu.Lock()
	due := !now.Before(s.report.next)
	if due {
		first := s.report.next.IsZero()
		s.report.next = now.Add(reportEvery/2 + rand.N(reportEvery)) //nolint:gosec // spreads reports, keeps no secret
		due = !first
	}
	s.mu.Unlock()
	if due {
		s.sendControl(now, nil)
	}
}

// sayBye tells the far end's media that we stop (§6.6).
func (s *stream) sayBye() {
	s.sendControl(time.Now(), &rtcp.Goodbye{Sources: []uint32{s.out.ssrc}})
}

func (s *stream) sendControl(now time.Time, last rtcp.Packet) {
	s.mu.Lock()
	to, mux := s.controlAddr(), s.agreed.mux
	packets := []rtcp.Packet{s.reportNow(now), &rtcp.SourceDescription{Chunks: []rtcp.SourceDescriptionChunk{{
		Source: s.out.ssrc, Items: []rtcp.SourceDescriptionItem{{Type: rtcp.SDESCNAME, Text: "civicline"}},
	}}}}
	s.mu.Unlock()
	if last != nil {
		packets = append(packets, last)
	}
	b, err := rtcp.Marshal(packets)
	if err != nil || !to.IsValid() {
		return
	}
	if mux {
		_, _ = s.conn.WriteToUDPAddrPort(b, to)
	} else {
		_, _ = s.control.WriteToUDPAddrPort(b, to)
	}
}

// controlAddr is where RTCP is sent: as the SDP said, or beside the address
// that RTP was latched to.
func (s *stream) controlAddr() netip.AddrPort {
	to := s.latch.to
	switch {
	case !to.IsValid() || to == s.latch.said:
		return s.agreed.rtcp
	case s.agreed.mux:
		return to
	}
	return netip.AddrPortFrom(to.Addr(), to.Port()+1)
}

// reportNow is a sender's report if we sent anything, else a receiver's.
func (s *stream) reportNow(now time.Time) rtcp.Packet {
	var about []rtcp.ReceptionReport
	if s.in.reception.began {
		r := rtcp.ReceptionReport{
			SSRC: s.in.source, FractionLost: s.in.reception.fraction(),
			TotalLost:          uint32(min(max(s.in.reception.lost(), 0), 1<<23-1)),
			LastSequenceNumber: s.in.reception.extended(), Jitter: uint32(s.in.reception.jitter),
		}
		if !s.report.theirAt.IsZero() {
			r.LastSenderReport = s.report.theirNTP
			r.Delay = uint32(now.Sub(s.report.theirAt) * 65536 / time.Second)
		}
		about = append(about, r)
	}
	if s.out.sent == 0 {
		return &rtcp.ReceiverReport{SSRC: s.out.ssrc, Reports: about}
	}
	return &rtcp.SenderReport{
		SSRC: s.out.ssrc, NTPTime: ntp(now), RTPTime: s.out.ts, PacketCount: s.out.sent, OctetCount: s.out.octets, Reports: about,
	}
}

// takeRTCP reads the far end's reports. They prove that it is alive: silence
// suppression may send no sound for a long time.
func (s *stream) takeRTCP(b []byte, from netip.AddrPort, now time.Time) {
	packets, err := rtcp.Unmarshal(b)
	if err != nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.latch.locked && from.Addr() != s.latch.to.Addr() || !s.latch.locked && from.Addr() != s.latch.said.Addr() {
		return
	}
	for _, p := range packets {
		switch p := p.(type) {
		case *rtcp.SenderReport:
			s.in.at = now
			s.report.theirNTP, s.report.theirAt = uint32(p.NTPTime>>16), now
			s.aboutUs(p.Reports, now)
		case *rtcp.ReceiverReport:
			s.in.at = now
			s.aboutUs(p.Reports, now)
		}
	}
}

func (s *stream) aboutUs(reports []rtcp.ReceptionReport, now time.Time) {
	for _, r := range reports {
		if r.SSRC != s.out.ssrc {
			continue
		}
		s.report.farLost = float64(r.FractionLost) / 256
		if r.LastSenderReport != 0 {
			trip := uint32(ntp(now)>>16) - r.LastSenderReport - r.Delay
			if int32(trip) >= 0 {
				s.report.roundTrip = time.Duration(trip) * time.Second / 65536
			}
		}
	}
}

// ntp is t as RFC 3550 §4 wants it: seconds since 1900, in 32.32 bits.
func ntp(t time.Time) uint64 {
	const since1900 = 2208988800
	return uint64(t.Unix()+since1900)<<32 | uint64(t.Nanosecond())<<32/uint64(time.Second)
}
