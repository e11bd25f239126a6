package switchboard

import (
	"time"
)

// wakes sends mail at a time. Equal mail for an equal time is sent once.
type wakes struct {
	post func(mail)
	now  func() time.Time
	set  map[wake]*time.Timer
}

type wake struct {
	at time.Time
	m  mail
}

func (w *wakes) after(d time.Duration, m mail) { w.at(w.now().Add(d), m) }

func (w *wakes) at(at time.Time, m mail) {
	if w.set == nil {
		w.set = map[wake]*time.Timer{}
	}
	k := wake{at.Round(0), m}
	if _, ok := w.set[k]; ok {
		return
	}
	w.set[k] = time.AfterFunc(at.Sub(w.now()), func() { w.post(rung{k}) })
}

// stop sends no more mail.
func (w *wakes) stop() {
	for _, t := range w.set {
		t.Stop()
	}
}

// rung is a wake that came due; the mail within is opened.
type rung struct{ k wake }

func (m rung) open(c *call) {
	delete(c.wakes.set, m.k)
	m.k.m.open(c)
}
