package flow

import (
	"time"

	"github.com/civicline/civicline"
)

const (
	// Retell is how soon at the earliest a waiting caller is told of a wait that
	// has changed.
	Retell = 75 * time.Second
	// longWait is the wait from which a Book without LongWait offers other ways.
	longWait = 10 * time.Minute
	// A wait has changed if an end of it is off by a quarter, and by two minutes.
	changeShare = 0.25
	changeLeast = 2 * time.Minute
)

// comforts are the times between one word of comfort and the next: who knows that
// they are not forgotten need not hear it as often.
var comforts = []time.Duration{Comfort, Comfort, 90 * time.Second, 2 * time.Minute, 2 * time.Minute, 3 * time.Minute}

// line is the caller's standing in line.
type line struct {
	in      bool
	since   time.Time
	wait    civicline.Wait
	told    civicline.Wait // what was last said of it; no position if nothing was
	saidAt  time.Time      // and when
	better  bool           // the position, than what was last said
	moved   bool           // the wait, beyond what time has made of it
	longer  bool           // and for the worse
	helping bool           // they go on with the bot while their place is kept
	comfort time.Time      // when the next word of comfort is due
	words   int            // of comfort, so far
	chatter time.Time      // when the caller was last told that we did not understand
}

// enter puts the caller in line.
func (t *turn) enter(in Input) {
	p := &t.p
	p.told.until = time.Time{}
	p.line = line{in: true, since: in.At, wait: in.Wait, told: in.Wait, saidAt: in.At}
	facts := civicline.Facts{"queue": string(in.Queue)}
	p.facts = p.facts.With(facts) // to go by; the centre knows
	if in.Reference != "" {
		p.told.reference = in.Reference
	}
}

// changed compares a wait with what the caller was last told.
func (l *line) changed(w civicline.Wait, at time.Time) {
	l.wait = w
	gone := at.Sub(l.saidAt)
	l.better = w.Position < l.told.Position && (w.Position <= 1 || gone >= Comfort)
	l.moved, l.longer = l.other(gone)
}

// other reports whether the wait is another than what a caller makes of what
// they were told, after the time that has gone by.
func (l *line) other(gone time.Duration) (moved, longer bool) {
	w, was := l.wait, l.told
	if w.High <= 0 || was.High <= 0 {
		return w.High > 0 && was.High <= 0, false
	}
	off := func(now, then time.Duration) time.Duration {
		then = max(0, then-gone)
		if d := now - then; d.Abs() >= changeLeast && d.Abs().Seconds() > changeShare*then.Seconds() {
			return d
		}
		return 0
	}
	low, high := off(w.Low, was.Low), off(w.High, was.High)
	return low != 0 || high != 0, low > 0 || high > 0
}

// waitChanged has a waiting caller told, if it is worth a word.
func (t *turn) waitChanged() {
	p := &t.p
	if p.rest != inLine || !p.line.better && (!p.line.moved || p.at.Sub(p.line.saidAt) < Retell) {
		return
	}
	t.tells()
	t.run(t.on[WaitChanged])
}

// tells notes that the caller is told of the wait as it is now.
func (t *turn) tells() { t.p.line.told, t.p.line.saidAt = t.p.line.wait, t.p.at }

// woken comforts a caller who waits.
func (t *turn) woken() {
	p := &t.p
	if p.rest != inLine || p.at.Before(p.line.comfort) {
		return
	}
	p.line.words++
	p.line.changed(p.line.wait, p.at)
	t.tells()
	t.run(t.on[Woken])
}

// wait plays the music until something happens.
func (t *turn) wait() {
	p := &t.p
	p.rest, p.trouble, p.answering, p.left, p.line.helping = inLine, trouble{}, answering{}, nil, false
	t.order(civicline.Listen{To: p.Expecting()})
	t.order(civicline.PlayMusic{})
	if !p.line.comfort.After(p.at) {
		p.line.comfort = p.at.Add(comforts[min(p.line.words, len(comforts)-1)])
		t.order(civicline.Wake{At: p.line.comfort})
	}
}

// waitOn goes on waiting when a flow has ended: with music, or with what else the
// bot may do for a caller whom it helps meanwhile.
func (t *turn) waitOn() {
	p := &t.p
	if !p.line.helping || t.always.inLine == "" {
		t.wait()
		return
	}
	p.line.changed(p.line.wait, p.at)
	if p.line.better {
		t.tells()
	}
	t.run(t.flows[t.always.inLine])
}

// long reports whether a wait is so long that other ways are offered.
func (b *Book) long(w civicline.Wait) bool {
	least := b.LongWait
	if least == 0 {
		least = longWait
	}
	likely := w.Likely
	if likely == 0 {
		likely = (w.Low + w.High) / 2
	}
	return likely > least
}

// comes notes that an agent is there: what the caller was in the middle of, and
// what there is of it, so that nothing need be said twice.
func (t *turn) comes() {
	p := &t.p
	p.told.middle = p.rest == asking || p.rest == confirming
	if !p.told.middle || t.flows[p.flow] == nil {
		return
	}
	part := p.soFar
	if len(p.guess) > 0 {
		part = p.guess[0][t.step().name]
	}
	if part != "" {
		t.keep(civicline.Facts{t.step().name + " so far": part})
	}
}
