package center

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/hours"
	"github.com/civicline/civicline/policy"
	"github.com/civicline/civicline/store"
)

// monday is a Monday at noon in New York.
var monday = time.Date(2026, 11, 23, 17, 0, 0, 0, time.UTC)

var (
	maria = civicline.Actor{ID: "maria", Tier: civicline.Tier1}
	ana   = civicline.Actor{ID: "ana", Tier: civicline.Tier1}
	boss  = civicline.Actor{ID: "sam", Tier: civicline.Supervisor}
	bot   = civicline.Bot
)

var people = []Person{
	{ID: "maria", Name: "Maria R.", Tier: civicline.Tier1, Speaks: []civicline.Language{civicline.English}},
	{ID: "ana", Name: "Ana T.", Tier: civicline.Tier1, Speaks: []civicline.Language{civicline.English, civicline.Spanish}},
	{ID: "sam", Name: "Sam W.", Tier: civicline.Supervisor, Speaks: []civicline.Language{civicline.English}},
}

var queues = []civicline.Queue{
	{ID: "t1-en", Tier: civicline.Tier1, Language: civicline.English},
	{ID: "t1-es", Tier: civicline.Tier1, Language: civicline.Spanish},
}

const rules = `
give general information:       [bot, tier 1, tier 2, supervisor]
give public case status:        [bot, tier 1, tier 2, supervisor]
give case-specific information: [tier 2, supervisor]
run live calls:                 [bot]
put a caller in line:           [bot]
book a callback:                [bot, tier 1]
change a callback:              [public, bot, tier 1, tier 2, supervisor]
open and close the lines:       [supervisor]
take calls:                     [tier 1, tier 2]
read own calls:                 [tier 1, tier 2]
read all calls:                 [supervisor]
hear recordings:                [supervisor]
see the queues:                 [tier 1, tier 2, supervisor]
read a call receipt:            [public, bot, tier 1, tier 2, supervisor]
ask an officer:                 [tier 1]
open a service item:            [tier 1, tier 2, supervisor]
see service items:              [tier 1, tier 2, supervisor]
work service items:             [tier 2, supervisor]
`

// A house is a centre with a clock that stands still until it is told.
type house struct {
	*Center
	t     tester
	store *store.Store
	mu    sync.Mutex
	at    time.Time
	told  []civicline.Event
}

// A tester is what a house needs of a *testing.T, *testing.B or *rapid.T.
type tester interface {
	Helper()
	Context() context.Context
	Fatal(...any)
	Fatalf(string, ...any)
	Errorf(string, ...any)
}

func (h *house) now() time.Time { h.mu.Lock(); defer h.mu.Unlock(); return h.at }
func (h *house) pass(d time.Duration) {
	h.t.Helper()
	h.mu.Lock()
	h.at = h.at.Add(d)
	h.mu.Unlock()
	if _, err := h.Tick(h.t.Context()); err != nil {
		h.t.Fatal(err)
	}
}

func open(t testing.TB, path string, more ...func(*Options)) *house {
	t.Helper()
	return openAt(t, monday, path, more...)
}

func openAt(t testing.TB, at time.Time, path string, more ...func(*Options)) *house {
	t.Helper()
	st, err := openStore(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	h := &house{t: t, store: st, at: at}
	h.open(more...)
	t.Cleanup(func() { st.Close() })
	return h
}

// open opens the centre again, as after a restart.
func (h *house) open(more ...func(*Options)) {
	h.t.Helper()
	o, err := options(h.store)
	if err != nil {
		h.t.Fatal(err)
	}
	o.Now = h.now
	o.Publish = func(e civicline.Event) { h.mu.Lock(); defer h.mu.Unlock(); h.told = append(h.told, e) }
	for _, f := range more {
		f(&o)
	}
	c, err := Open(h.t.Context(), o)
	if err != nil {
		h.t.Fatal(err)
	}
	h.Center = c
}

// options are those of the demonstration, opening hours and all.
func options(st *store.Store) (Options, error) {
	week := map[string]string{}
	for _, d := range []string{"monday", "tuesday", "wednesday", "thursday", "friday"} {
		week[d] = "08:00-20:00"
	}
	calendar, err := hours.New(hours.Plan{Zone: "America/New_York", Week: week, Holidays: "us federal"})
	if err != nil {
		return Options{}, err
	}
	grants, err := policy.Read(strings.NewReader(rules))
	return Options{Store: st, Grants: grants, Queues: queues, Calendar: calendar, People: people, Log: slog.New(slog.DiscardHandler)}, err
}

func newHouse(t testing.TB, more ...func(*Options)) *house {
	return open(t, place(t), more...)
}

func (h *house) do(actor civicline.Actor, cmd civicline.Command) civicline.Result {
	h.t.Helper()
	res, err := h.Do(h.t.Context(), actor, cmd)
	if err != nil {
		h.t.Fatalf("%T by %s: %v", cmd, actor.ID, err)
	}
	return res
}

// fails checks that a command fails, in one way, and leaves nothing behind.
func (h *house) fails(actor civicline.Actor, cmd civicline.Command, want civicline.Fault) error {
	h.t.Helper()
	before := len(h.events())
	_, err := h.Do(h.t.Context(), actor, cmd)
	if got := civicline.FaultOf(err); got != want {
		h.t.Errorf("%T by %s: %v; want %s", cmd, actor.ID, err, want)
	}
	if after := len(h.events()); after != before {
		h.t.Errorf("%T by %s failed, and left %d events", cmd, actor.ID, after-before)
	}
	return err
}

func (h *house) events() (all []civicline.Event) {
	h.t.Helper()
	err := h.store.Look(h.t.Context(), func(v *store.View) (err error) {
		all, err = v.EventsAfter(0, 1_000_000)
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return all
}

// estimates is what callers were told whose wait is over, the newest first.
func (h *house) estimates() (all []store.Estimate) {
	h.t.Helper()
	err := h.store.Look(h.t.Context(), func(v *store.View) (err error) {
		all, err = v.Estimates("", 1000)
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return all
}

// begin brings a call to the bot.
func (h *house) begin(id civicline.CallID, from civicline.PhoneNumber) civicline.Result {
	h.t.Helper()
	res := h.do(bot, civicline.Arrive{Call: id, From: from, Channel: civicline.Phone})
	h.do(bot, civicline.PickUp{Call: id})
	return res
}

// wait brings a call into the line.
func (h *house) wait(id civicline.CallID, from civicline.PhoneNumber) civicline.Result {
	h.t.Helper()
	h.begin(id, from)
	return h.do(bot, civicline.Enqueue{Call: id, Tier: civicline.Tier1, Reason: "my card is late"})
}

func (h *house) ready(who civicline.Actor) {
	h.t.Helper()
	h.do(who, civicline.SignIn{})
	h.do(who, civicline.GoReady{})
}

// talk brings a call to an agent.
func (h *house) talk(id civicline.CallID, who civicline.Actor) {
	h.t.Helper()
	h.wait(id, "")
	h.ready(who)
	h.do(who, civicline.Accept{Call: id})
}

func (h *house) call(id civicline.CallID) civicline.Call {
	h.t.Helper()
	c, err := h.Call(h.t.Context(), h.ask(boss, civicline.ReadAllCalls), id)
	if err != nil {
		h.t.Fatal(err)
	}
	return c
}

func (h *house) agent(who civicline.Actor) civicline.Agent {
	h.t.Helper()
	a, err := h.Agent(h.t.Context(), who.ID)
	if err != nil {
		h.t.Fatal(err)
	}
	return a
}

func (h *house) ask(who civicline.Actor, act civicline.Act) civicline.Pass {
	h.t.Helper()
	p, err := h.Ask(who, act)
	if err != nil {
		h.t.Fatal(err)
	}
	return p
}

// line is who waits, in order: "c1 c2(away) c3(maria)".
func (h *house) line() string {
	h.t.Helper()
	places, err := h.Waiting(h.t.Context(), h.ask(boss, civicline.SeeQueues))
	if err != nil {
		h.t.Fatal(err)
	}
	var out []string
	for _, p := range places {
		s := string(p.Call)
		if !p.Present {
			s += "(away)"
		}
		if p.Offered != "" {
			s += fmt.Sprintf("(%s)", p.Offered)
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

// stands checks where calls and agents are: "c1", "waiting in a queue", …
func (h *house) stands(pairs ...string) {
	h.t.Helper()
	for i := 0; i < len(pairs); i += 2 {
		who, want := pairs[i], pairs[i+1]
		var got string
		if strings.HasPrefix(who, "c") {
			got = string(h.call(civicline.CallID(who)).State)
		} else {
			got = string(h.agent(civicline.Actor{ID: civicline.AgentID(who)}).State)
		}
		if got != want {
			h.t.Errorf("%s is %s; want %s", who, got, want)
		}
	}
}

func (h *house) lined(want string) {
	h.t.Helper()
	if got := h.line(); got != want {
		h.t.Errorf("the line is %q; want %q", got, want)
	}
}
