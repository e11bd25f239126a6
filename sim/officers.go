package sim

import (
	"time"

	"github.com/civicline/civicline"
)

// items are what officers call back about.
type items struct {
	next []int32  // to be put in line on the next day that officers work
	open []int    // by the day on which the clock runs out, those never rung; day 0 also has what ran out before
	days []int32  // the days on which officers work, as days since the start, from before it on
	dues [2]int32 // the last day of the clock for a regular and an urgent item opened today
}

const before = 90 // days before the start that the officers' calendar is kept for

// planOfficers lists the officers' days, until well after the end.
func (w *world) planOfficers() {
	y, m, d := w.base.In(w.zone).Date()
	last := w.dayAt(w.at(w.end).In(w.zone)) + 90
	for add := -before; add <= last; add++ {
		if w.officer.at(time.Date(y, m, d+add, 12, 0, 0, 0, w.zone)).Open {
			w.items.days = append(w.items.days, int32(add)) //nolint:gosec // few thousand
		}
	}
	w.items.open = make([]int, last+1)
}

// dueDay is the last day of a clock of so many business days that was opened on
// a day: the day after is the first of them.
func (w *world) dueDay(opened int32, days int) int32 {
	for i, d := range w.items.days {
		if d > opened {
			return w.items.days[min(i+max(days, 1)-1, len(w.items.days)-1)]
		}
	}
	return opened
}

// beginOfficersDay puts the items of the days before in line, and lets people
// ring about those that are overdue.
func (w *world) beginOfficersDay() {
	w.items.dues = [2]int32{w.dueDay(w.day, w.p.Officers.RegularDays), w.dueDay(w.day, w.p.Officers.UrgentDays)}
	noon := w.begun.Add(12 * time.Hour)
	if w.officer.at(noon).Open {
		for _, i := range w.items.next {
			w.put(i)
		}
		w.items.next = w.items.next[:0]
	}
	if w.p.Officers.Repeats <= 0 || !w.ahead.at(noon).Open {
		return
	}
	for range w.who.poisson(float64(w.overdue()) * w.p.Officers.Repeats / 5) {
		i := w.newCaller()
		c := &w.callers[i]
		c.flags, c.topic, c.tongue = wantsOne, uint8(len(w.laws.topics)-1), inEnglish //nolint:gosec // few topics
		if w.who.happens(w.spanish()) {
			c.tongue = inSpanish
		}
		c.state = elsewhere
		w.tell(&w.tally.repeats)
		w.agenda.add(w.now+8*hour+moment(w.who.Float64()*float64(10*hour)), redialDue, i, c.turn)
	}
}

// overdue counts the items whose clock has run out before anyone was rung.
func (w *world) overdue() int {
	n := 0
	for d := range min(int(w.day), len(w.items.open)) {
		n += w.items.open[d]
	}
	return n
}

// spanish is the share of callers who want Spanish about noon.
func (w *world) spanish() float64 {
	if s := w.p.Calls.Spanish; s >= 0 {
		return s
	}
	return w.o.Table.rows[time.Wednesday][24].spanish
}

// openItem is what a conversation with a representative leaves for an officer.
func (w *world) openItem(from *caller) {
	tongue := from.tongue
	i := w.newCaller()
	kind := 0
	c := &w.callers[i]
	c.tongue = tongue
	if w.who.happens(w.p.Officers.Urgent) {
		kind = 1
	}
	w.file(i, w.now, w.items.dues[kind], kind == 1)
	if w.counts() {
		w.tally.items.Opened++
	}
}

// file sets up an item, opened at a moment.
func (w *world) file(i int32, opened moment, dueDay int32, isUrgent bool) {
	c := &w.callers[i]
	c.flags = item | quiet
	if isUrgent {
		c.flags |= urgent
		ahead := max(0, w.p.Officers.RegularDays-w.p.Officers.UrgentDays)
		c.head = moment(ahead) * 24 * hour * 7 / 5
	}
	c.queue = tier2English
	if c.tongue == inSpanish {
		c.queue = tier2Spanish
	}
	c.id, c.entered, c.state, c.dueDay = w.callID(i), opened, elsewhere, dueDay
	w.items.open[max(0, dueDay)]++
	w.items.next = append(w.items.next, i)
}

// fillBacklog lets items of the business days before the start wait.
func (w *world) fillBacklog() {
	w.planOfficers()
	if w.p.Officers.Items <= 0 || w.p.Officers.Backlog <= 0 || w.o.Log != nil {
		return
	}
	perDay := w.itemsADay()
	left := w.p.Officers.Backlog
	for k := len(w.items.days) - 1; k >= 0 && left > 0; k-- {
		day := w.items.days[k]
		if day >= 0 {
			continue
		}
		for range w.who.poisson(perDay * min(1, left)) {
			i := w.newCaller()
			if w.who.happens(w.spanish()) {
				w.callers[i].tongue = inSpanish
			}
			days, isUrgent := w.p.Officers.RegularDays, w.who.happens(w.p.Officers.Urgent)
			if isUrgent {
				if days = w.p.Officers.UrgentDays; k+2 < len(w.items.days) && w.items.days[k+2] < 0 {
					isUrgent, days = false, w.p.Officers.RegularDays // older urgent ones were rung long ago
				}
			}
			opened := moment(day)*24*hour + 8*hour + moment(w.who.Float64()*float64(12*hour))
			w.file(i, opened, w.dueDay(day, days), isUrgent)
		}
		left--
	}
}

// itemsADay is how many items a working day opens, about.
func (w *world) itemsADay() float64 {
	var calls float64
	for d := time.Monday; d <= time.Friday; d++ {
		for s := range w.o.Table.rows[d] {
			if r := w.o.Table.rows[d][s]; r.calls > 0 {
				ending := r.ending
				if e := w.p.Assistant.EndsHere; e >= 0 {
					ending = e
				}
				calls += r.calls * (1 - ending)
			}
		}
	}
	return calls / 5 * w.p.Calls.Scale * w.p.Officers.Items
}

// ringOut is an officer ringing about an item.
func (w *world) ringOut(i int32) {
	a := &w.agents[i]
	c := &w.callers[a.caller]
	if c.attempts == 0 {
		w.items.open[max(0, c.dueDay)]--
		if w.counts() {
			w.tally.items.attempt(c, w.day, w.now)
		}
	}
	if w.who.happens(w.p.Officers.Reached[min(int(c.attempts), len(w.p.Officers.Reached)-1)]) {
		if w.counts() {
			w.tally.items.Reached++
		}
		w.agenda.add(w.now+w.work.length(w.laws.talk), talkOver, i, a.turn)
		return
	}
	c.flags |= unreached
	w.agenda.add(w.now+seconds(w.p.Officers.Ring), talkOver, i, a.turn)
}

// itemOver is an attempt that ends: reached or not.
func (w *world) itemOver(i int32) {
	a := &w.agents[i]
	n := a.caller
	c := &w.callers[n]
	if !c.is(unreached) {
		w.set(i, civicline.WrappingUp)
		w.agenda.add(w.now+w.work.length(w.laws.noteing), wrapOver, i, a.turn)
		w.gone(n)
		return
	}
	c.attempts++
	c.flags &^= unreached
	if int(c.attempts) < len(w.p.Officers.Reached) {
		c.turn++
		c.agent, c.state = -1, elsewhere
		w.items.next = append(w.items.next, n)
	} else {
		if w.counts() {
			w.tally.items.Missed++
		}
		w.gone(n)
	}
	w.free(i)
	w.match(a.floor)
}
