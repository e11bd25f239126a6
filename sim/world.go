package sim

import (
	"fmt"
	"slices"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/acd"
	"github.com/civicline/civicline/acd/waits"
	"github.com/civicline/civicline/hours"
)

// A Line is a queue of the simulation.
type Line struct {
	Queue  civicline.Queue
	Floor  int // of representatives 0, of officers 1
	Tongue civicline.Language
}

// line is a Line as it stands.
type line struct {
	Line
	model   *waits.Model
	score   *waits.Score
	waiting int // on the phone or to be rung, not offered
	served  int
	agents  float64   // at work who may take its calls, as last counted
	shared  []float64 // of the agents of each other queue, the share who may
	group   int       // index among the queues of its floor
}

// world is a run under way. Its methods are in the files named for what they are
// about: callers, agents, officers, days.
type world struct {
	p       Profile
	o       Options
	zone    *time.Location
	base    time.Time // moment 0
	now     moment
	warm    moment  // callers who enter from then on count
	stop    moment  // until then
	end     moment  // what is owed to them then is no longer waited for
	held    []int32 // callbacks that wait for the line to open
	agenda  agenda
	source  source
	rows    []logRow                       // of the log that is replayed
	handles map[civicline.QueueID][]moment // of its calls
	floors  [2]*acd.Floor
	wakes   [2]moment
	lines   []line
	callers []caller
	spare   []int32
	named   uint64
	agents  []agent
	teams   []roll
	ready   [2]int
	queued  [2]int // places that could be offered
	shared  moment // when the agents were last counted by queue
	desk    calendar
	officer calendar
	ahead   calendar // the desk's, for looking ahead
	items   items
	tally   tally
	laws    laws
	who     chance // what callers do
	work    chance // what agents do
	day     int32  // since the start, the warm-up counted
	slot    int16
	begun   time.Time // the day's midnight
	shifts  []shift   // of the day
}

// laws are the spreads of the profile, worked out once.
type laws struct {
	ends, goesOn  spread
	handle        [][3]spread // by topic and tongue
	wrap          spread
	talk, noteing spread
	back          spread
	rest, between spread
	scale         float64 // of patience, seconds
	topics        []string
	shares        []float64
}

// The agency's queues, by index.
const (
	tier1English int16 = iota
	tier1Spanish
	tier2English
	tier2Spanish
)

func agencyQueues(p *Profile) []Line {
	target := time.Duration(p.Targets.Representatives * float64(time.Second))
	return []Line{
		{civicline.Queue{ID: "tier1-en", Tier: civicline.Tier1, Language: civicline.English, Target: target}, 0, civicline.English},
		{civicline.Queue{ID: "tier1-es", Tier: civicline.Tier1, Language: civicline.Spanish, Target: target}, 0, civicline.Spanish},
		{civicline.Queue{ID: "tier2-en", Domain: "officers", Tier: civicline.Tier2, Language: civicline.English}, 1, civicline.English},
		{civicline.Queue{ID: "tier2-es", Domain: "officers", Tier: civicline.Tier2, Language: civicline.Spanish}, 1, civicline.Spanish},
	}
}

func newWorld(o Options) (*world, error) {
	w := &world{p: o.Profile, o: o, who: newChance(o.Seed, 2), work: newChance(o.Seed, 3)}
	if o.Days < 1 {
		return nil, fmt.Errorf("nothing to play: %d days; write 1 or more", o.Days)
	}
	desk, err := hours.New(w.p.Hours["representatives"])
	if err != nil {
		return nil, err
	}
	officers, err := hours.New(w.p.Hours["officers"])
	if err != nil {
		return nil, err
	}
	w.desk, w.officer, w.ahead, w.zone = calendar{Calendar: desk}, calendar{Calendar: officers}, calendar{Calendar: desk}, desk.Zone()
	y, m, d := o.From.Date()
	w.base = time.Date(y, m, d-o.WarmUp, 0, 0, 0, 0, w.zone).Round(0)
	w.warm = w.moment(time.Date(y, m, d, 0, 0, 0, 0, w.zone))
	w.stop = w.moment(time.Date(y, m, d+o.Days, 0, 0, 0, 0, w.zone))
	w.end = w.stop + settling
	if o.Scenario != nil {
		o.Scenario.in(w.zone)
	}
	w.open()
	w.laws = newLaws(&w.p)
	w.tally.begin(w)
	if o.Log != nil {
		w.source = newLogSource(w)
	} else {
		w.source = newTableSource(w)
	}
	w.hire()
	w.fillBacklog()
	w.agenda.add(0, dayBegun, 0, 0)
	w.agenda.add(0, slotOver, 0, 0)
	w.expectArrival()
	return w, nil
}

// settling is how long a run goes on for what is owed when its days are over.
const settling = 5 * 24 * hour

// counts reports whether it is within the days reported.
func (w *world) counts() bool { return w.now >= w.warm && w.now < w.stop }

// open sets up the floors and the queues.
func (w *world) open() {
	lines := w.o.Queues
	if lines == nil {
		lines = agencyQueues(&w.p)
	}
	ring := time.Duration(w.p.Service.Ring * float64(time.Second))
	var queues [2][]civicline.Queue
	for _, l := range lines {
		w.lines = append(w.lines, line{
			Line: l, model: waits.New(waits.Options{Nominal: w.p.Targets.Nominal}), score: &waits.Score{Most: 1 << 20}, group: len(queues[l.Floor]),
		})
		queues[l.Floor] = append(queues[l.Floor], l.Queue)
	}
	for i := range w.floors {
		w.floors[i] = acd.New(queues[i], ring)
		w.floors[i].Explain(false)
	}
	w.shared = -hour
}

func newLaws(p *Profile) laws {
	l := laws{
		ends: logNormal(p.Assistant.Ends, p.Assistant.CV), goesOn: logNormal(p.Assistant.GoesOn, p.Assistant.CV),
		wrap: logNormal(p.Service.Wrap, p.Service.WrapCV),
		talk: logNormal(p.Officers.Talk, p.Officers.CV), noteing: logNormal(p.Officers.Wrap, p.Service.WrapCV),
		back: exponential(p.Waiting.BackIn), rest: exponential(p.Service.Break),
		scale: p.Waiting.Scale * 60,
	}
	if n := p.Service.NotReady; n > 0 && p.Service.Break > 0 {
		l.between = exponential(p.Service.Break * (1 - n) / n)
	}
	if !p.Waiting.TellsWait {
		l.scale *= p.Waiting.Untold
	}
	if p.Waiting.TellsPosition {
		l.scale *= p.Waiting.Positioned
	}
	l.byTopic(p)
	return l
}

// byTopic gives each topic its law of handle times, "other" what makes up the
// mean, and all of them one coefficient of variation that makes up the whole's.
func (l *laws) byTopic(p *Profile) {
	names := make([]string, 0, len(p.Topics)+1)
	for name := range p.Topics {
		if name != "other" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	rest, left, square := 1.0, p.Service.Handle, 0.0
	var means []float64
	for _, name := range names {
		t := p.Topics[name]
		rest, left, square = rest-t.Share, left-t.Share*t.Handle, square+t.Share*t.Handle*t.Handle
		means, l.shares = append(means, t.Handle), append(l.shares, t.Share)
	}
	other := p.Service.Handle
	if rest > 1e-9 {
		other = max(left/rest, 1)
	}
	names = append(names, "other")
	l.topics, l.shares, means = names, append(l.shares, max(0, rest)), append(means, other)
	square += max(0, rest) * other * other
	cv := p.Service.CV
	if len(names) > 0 && square > 0 {
		whole := p.Service.Handle * p.Service.Handle * (1 + cv*cv)
		cv = sqrt(max(0, whole/square-1))
	}
	for _, m := range means {
		var by [3]spread
		for tongue := range by {
			mean := m
			if uint8(tongue) == inSpanish { //nolint:gosec // 0 to 2
				mean *= 1 + p.Service.SpanishLonger
			}
			if by[tongue] = logNormal(mean, cv); p.Service.Law == "exponential" {
				by[tongue] = exponential(mean)
			}
		}
		l.handle = append(l.handle, by)
	}
}

func (w *world) moment(t time.Time) moment { return moment(t.Sub(w.base)) }
func (w *world) at(m moment) time.Time     { return w.base.Add(time.Duration(m)) }
func (w *world) time() time.Time           { return w.at(w.now) }

// match makes the offers of a floor that can be made now.
func (w *world) match(floor int) {
	if w.ready[floor] == 0 || w.queued[floor] == 0 {
		return
	}
	offers, again := w.floors[floor].Next(w.time(), 0)
	for _, o := range offers {
		w.offer(slotOf(o.Call), w.agentOf(o.Agent))
	}
	if again.IsZero() || w.ready[floor] == 0 || w.queued[floor] == 0 {
		return
	}
	if m := w.moment(again); w.wakes[floor] == 0 || m < w.wakes[floor] {
		w.wakes[floor] = max(m, w.now)
		w.agenda.add(w.wakes[floor], wake, int32(floor), 0) //nolint:gosec // 0 or 1
	}
}

// calendar remembers what it last said until that changes.
type calendar struct {
	*hours.Calendar
	last  civicline.OpenHours
	since time.Time
	until time.Time
}

func (c *calendar) at(t time.Time) civicline.OpenHours {
	if t.Before(c.until) && !t.Before(c.since) {
		return c.last
	}
	c.last = c.At(t)
	if c.since, c.until = t, c.last.Next; c.until.IsZero() {
		c.until = t.Add(30 * 24 * time.Hour) // it never changes
	}
	return c.last
}
