package audio

import "time"

// delays learns how late the packets of a stream come: later than the fastest
// of the last few seconds, which stands for the empty network and follows a
// sender's clock that drifts against ours.
type delays struct {
	epoch   time.Time // arrival and timestamp that the rest counts from
	first   uint32
	ticks   int64 // since first, of the last packet: timestamps unwrapped
	transit time.Duration
	began   bool

	fastest, before time.Duration // of this window and of the one before
	since           time.Time     // this window's begin

	counts [delayBuckets]float32 // how often each delay came; old ones fade
	total  float32
	vary   time.Duration // RFC 3550's J
}

const (
	delayBuckets = 32
	delayBucket  = 10 * time.Millisecond
	delayFade    = 0.995 // a packet: half-forgotten after 140, about 3 s
	delayShare   = 0.97  // of packets that are to come in time
	delayWindow  = 3 * time.Second
	delayLeap    = 1500 * time.Millisecond // more is no network but a new clock
)

// reset forgets all, and expects a good network: so the first few packets
// cannot make the delay jump.
func (d *delays) reset() {
	*d = delays{total: 20}
	d.counts[0] = 20
}

// reanchor forgets the clock but not the network.
func (d *delays) reanchor() { d.began = false }

// add takes one packet and returns how much later it came than the fastest. If
// its timestamp leapt it says so, and learns nothing from it.
func (d *delays) add(ts uint32, clock int, arrived time.Time) (over time.Duration, leapt bool) {
	if !d.began {
		d.began, d.epoch, d.first, d.ticks, d.transit = true, arrived, ts, 0, 0
		d.fastest, d.before, d.since = 0, 0, arrived
		return 0, false
	}
	last := d.first + uint32(d.ticks)
	ticks := d.ticks + int64(int32(ts-last))
	transit := arrived.Sub(d.epoch) - time.Duration(ticks)*time.Second/time.Duration(clock)
	change := transit - d.transit
	if change > delayLeap || change < -delayLeap {
		return 0, true
	}
	d.ticks, d.transit = ticks, transit
	d.vary += (max(change, -change) - d.vary) / 16

	if arrived.Sub(d.since) > delayWindow {
		d.before, d.fastest, d.since = d.fastest, transit, arrived
	}
	d.fastest = min(d.fastest, transit)
	over = transit - min(d.fastest, d.before)
	for i := range d.counts {
		d.counts[i] *= delayFade
	}
	d.counts[min(int(over/delayBucket), delayBuckets-1)]++
	d.total = d.total*delayFade + 1
	return over, false
}

// most is the delay that delayShare of the packets keep within.
func (d *delays) most() time.Duration {
	left := d.total * (1 - delayShare)
	for i := delayBuckets - 1; i >= 0; i-- {
		if left -= d.counts[i]; left < 0 {
			return time.Duration(i+1) * delayBucket
		}
	}
	return delayBucket
}

func (d *delays) jitter() time.Duration { return d.vary }

// leveller smooths the delay that a buffer really has.
type leveller struct {
	now  time.Duration
	seen int
}

func (l *leveller) forget() { l.seen = 0 }

// known tells whether enough was seen to act on.
func (l *leveller) known() bool { return l.seen >= 8 }

func (l *leveller) add(d time.Duration) {
	if l.seen++; l.seen == 1 {
		l.now = d
		return
	}
	l.now += (d - l.now) / 8
}
