package webleg_test

import (
	"fmt"
	"net"
	"regexp"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/webleg"
)

// A cable carries UDP between a peer and the server, until it is cut. Each end
// knows the other only by an address of the cable's.
type cable struct {
	broken atomic.Bool
	lossy  atomic.Bool     // every tenth packet is gone
	ends   [2]*net.UDPConn // 0 is what the peer sends to; 1 is what the server sends to
	far    [2]net.Addr     // where what comes in at the other end goes
	ready  chan struct{}
	done   sync.WaitGroup
}

func newCable(t *testing.T) *cable {
	t.Helper()
	c := &cable{ready: make(chan struct{})}
	for i := range c.ends {
		conn, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
		if err != nil {
			t.Fatal(err)
		}
		c.ends[i] = conn
	}
	for i := range c.ends {
		c.done.Go(func() { c.carry(i) })
	}
	t.Cleanup(func() {
		for _, e := range c.ends {
			e.Close()
		}
		c.done.Wait()
	})
	return c
}

// carry takes what comes in at one end out at the other.
func (c *cable) carry(i int) {
	buf := make([]byte, 2000)
	for count := 0; ; count++ {
		n, _, err := c.ends[i].ReadFrom(buf)
		if err != nil {
			return
		}
		select {
		case <-c.ready:
		default:
			continue
		}
		if !c.broken.Load() && (count%10 != 0 || !c.lossy.Load()) {
			_, _ = c.ends[1-i].WriteTo(buf[:n], c.far[i])
		}
	}
}

func (c *cable) cut()  { c.broken.Store(true) }
func (c *cable) mend() { c.broken.Store(false) }

var candidate = regexp.MustCompile(`(?m)^(a=candidate:\S+ \d udp \d+) 127\.0\.0\.1 (\d+) (typ host.*)$`)

// through writes an end of the cable over the IPv4 candidates of an SDP (one for
// RTP and the same for RTCP), and takes out the rest.
func (c *cable) through(t *testing.T, sdp string, end int) string {
	t.Helper()
	found := candidate.FindStringSubmatch(sdp)
	if found == nil {
		t.Fatalf("no candidate in\n%s", sdp)
	}
	port, _ := strconv.Atoi(found[2])
	c.far[end] = &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1), Port: port}
	ours := c.ends[end].LocalAddr().(*net.UDPAddr).Port
	sdp = regexp.MustCompile(`(?m)^a=candidate:.*::1.*\n`).ReplaceAllString(sdp, "")
	return candidate.ReplaceAllString(sdp, fmt.Sprintf("$1 127.0.0.1 %d $3", ours))
}

// ring sets a call up over the cable.
func (c *cable) ring(t *testing.T, o webleg.Options, codecs ...webleg.Codec) call {
	t.Helper()
	ctx := patiently(t)
	s := serve(t, o)
	peer, err := webleg.NewPeer(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { peer.Close() })
	offer, err := peer.Offer(ctx)
	if err != nil {
		t.Fatal(err)
	}
	leg, answer, err := s.AcceptPreferring(ctx, c.through(t, offer, 1), civicline.Party{}, codecs...)
	if err != nil {
		t.Fatal(err)
	}
	answer = c.through(t, answer, 0)
	close(c.ready)
	far, err := peer.Answered(answer)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range []civicline.Leg{far, leg} {
		if err := l.Answer(ctx); err != nil {
			t.Fatal(err)
		}
	}
	return call{ours: leg.(*webleg.Leg), far: far, peer: peer}
}

// quiet tells when it has had so many silent frames in a row.
type quiet struct {
	after int
	then  chan struct{}
	run   int
}

func (q *quiet) WriteFrame(f *civicline.Frame) error {
	q.run++
	for _, v := range f {
		if v > 200 || v < -200 {
			q.run = 0
		}
	}
	if q.run == q.after {
		close(q.then)
	}
	return nil
}
