package sim

// A moment is a time of the simulation, in nanoseconds since it began.
type moment int64

const (
	second moment = 1e9
	minute        = 60 * second
	hour          = 60 * minute
)

func (m moment) seconds() float64 { return float64(m) / 1e9 }

func seconds(s float64) moment { return moment(s * 1e9) }

// A kind of happening.
type kind uint8

// The kinds, named for what has come about.
const (
	arrivalDue    kind = iota // the next first call comes in
	redialDue                 // somebody rings again
	assistantDone             // a caller is through with the assistant
	patienceOver              // a waiting caller hangs up
	lineLost                  // a waiting caller's line is cut off
	lineBack                  // they ring again, and their place is found
	placeOver                 // they did not in time
	offerTaken                // an agent who was rung answers
	offerMissed               // or does not
	talkOver                  // a conversation ends
	wrapOver                  // an agent is free again
	breakDue                  // an agent wants a pause
	breakOver                 // it is over
	signIn                    // an agent of a roster comes
	signOut                   // and goes
	staffDue                  // a schedule may want other numbers now
	tryAgain                  // a callback that was missed is due again
	slotOver                  // a half-hour ends
	dayBegun                  // midnight
	wake                      // a floor asked to be asked
)

// A happening is due at a moment, for a caller or an agent by its number. Those
// of one moment come in the order in which they were put on the agenda.
type happening struct {
	at    moment
	order uint64
	who   int32
	turn  uint32 // it counts only if the caller or agent is still at this turn of theirs
	kind  kind
}

// An agenda is a heap of four branches: what happens next is on top.
type agenda struct {
	heap  []happening
	order uint64
}

func (a *agenda) add(at moment, k kind, who int32, turn uint32) {
	a.order++
	h := happening{at, a.order, who, turn, k}
	a.heap = append(a.heap, h)
	i := len(a.heap) - 1
	for i > 0 {
		up := (i - 1) / 4
		if !h.before(&a.heap[up]) {
			break
		}
		a.heap[i] = a.heap[up]
		i = up
	}
	a.heap[i] = h
}

func (h *happening) before(o *happening) bool {
	return h.at < o.at || h.at == o.at && h.order < o.order
}

// next takes what happens next off the agenda; false if nothing does.
func (a *agenda) next() (happening, bool) {
	if len(a.heap) == 0 {
		return happening{}, false
	}
	top := a.heap[0]
	last := len(a.heap) - 1
	h := a.heap[last]
	a.heap = a.heap[:last]
	if last == 0 {
		return top, true
	}
	i := 0
	for {
		least, from := -1, 4*i+1
		for c := from; c < min(from+4, last); c++ {
			if least < 0 || a.heap[c].before(&a.heap[least]) {
				least = c
			}
		}
		if least < 0 || !a.heap[least].before(&h) {
			break
		}
		a.heap[i] = a.heap[least]
		i = least
	}
	a.heap[i] = h
	return top, true
}
