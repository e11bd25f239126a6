package desk_test

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/desk"
)

// smallCenter is a centre in memory: the root's tables of moves, the rules,
// and nothing of queues beyond one place a call. It stands in for
// center.Center, store and switchboard, so that the desk is tested alone.
type smallCenter struct {
	grants civicline.Grants
	now    func() time.Time

	mu       sync.Mutex
	publish  func(civicline.Event)
	calls    map[civicline.CallID]*civicline.Call
	agents   map[civicline.AgentID]*civicline.Agent
	password map[string]civicline.AgentID // "name password"
	sessions map[string]civicline.AgentID
	events   []civicline.Event
	pledges  []civicline.Callback
	closings []desk.Closing
	wrapUp   time.Duration // after which a wrap-up would end by itself
	figures  map[civicline.QueueID]civicline.Figures
	scores   map[civicline.QueueID]desk.Estimates
	consults map[civicline.CallID]*civicline.Consultation
	items    map[civicline.ItemCode]*civicline.Item
	joined   map[civicline.CallID]civicline.Leg
}

var everyone = civicline.Grants{
	civicline.GiveGeneral:      {civicline.BotTier, civicline.Tier1, civicline.Tier2, civicline.Supervisor},
	civicline.GivePublicStatus: {civicline.BotTier, civicline.Tier1, civicline.Tier2, civicline.Supervisor},
	civicline.GiveCase:         {civicline.Tier2, civicline.Supervisor},
	civicline.RunCalls:         {civicline.BotTier},
	civicline.QueueCalls:       {civicline.BotTier},
	civicline.BookCallbacks:    {civicline.BotTier},
	civicline.ChangeCallbacks:  {civicline.Public, civicline.BotTier},
	civicline.CloseTheLines:    {civicline.Supervisor},
	civicline.TakeCalls:        {civicline.Tier1, civicline.Tier2},
	civicline.ReadOwnCalls:     {civicline.Tier1, civicline.Tier2, civicline.Supervisor},
	civicline.ReadAllCalls:     {civicline.Supervisor},
	civicline.HearRecordings:   {civicline.Tier2, civicline.Supervisor},
	civicline.SeeQueues:        {civicline.Supervisor},
	civicline.AskOfficers:      {civicline.Tier1},
	civicline.OpenItems:        {civicline.Tier1, civicline.Tier2, civicline.Supervisor},
	civicline.SeeItems:         {civicline.Tier1, civicline.Tier2, civicline.Supervisor},
	civicline.WorkItems:        {civicline.Tier2, civicline.Supervisor},
	civicline.ReadReceipts:     {civicline.Public, civicline.BotTier, civicline.Tier1, civicline.Tier2, civicline.Supervisor},
}

func newSmallCenter(now func() time.Time) *smallCenter {
	c := &smallCenter{grants: everyone, now: now, calls: map[civicline.CallID]*civicline.Call{},
		agents: map[civicline.AgentID]*civicline.Agent{}, password: map[string]civicline.AgentID{},
		sessions: map[string]civicline.AgentID{}, joined: map[civicline.CallID]civicline.Leg{},
		consults: map[civicline.CallID]*civicline.Consultation{}, items: map[civicline.ItemCode]*civicline.Item{}}
	for _, a := range []civicline.Agent{
		{ID: "maria", Name: "Maria R.", Tier: civicline.Tier1, Speaks: civicline.Languages},
		{ID: "james", Name: "James T.", Tier: civicline.Tier1, Speaks: []civicline.Language{civicline.English}},
		{ID: "olga", Name: "Olga P.", Tier: civicline.Tier2, Speaks: []civicline.Language{civicline.English}},
		{ID: "sam", Name: "Sam W.", Tier: civicline.Supervisor, Speaks: []civicline.Language{civicline.English}},
	} {
		a.State, a.Since = civicline.SignedOut, now()
		c.agents[a.ID] = &a
		c.password[string(a.ID)+" open sesame"] = a.ID
	}
	return c
}

func fault(kind civicline.Fault, words string) error {
	return &civicline.Error{Kind: kind, Op: "test", Message: words}
}

// note writes an event; the lock is held.
func (c *smallCenter) note(e civicline.Event) {
	e.ID, e.At, e.Seq = int64(len(c.events)+1), c.now(), 1
	for _, past := range c.events {
		if past.Call == e.Call {
			e.Seq++
		}
	}
	c.events = append(c.events, e)
	if c.publish != nil {
		go c.publish(e)
	}
}

// move moves a call, and the agent who has it; the lock is held.
func (c *smallCenter) move(call *civicline.Call, kind civicline.Kind, who civicline.Actor, data civicline.Detail) error {
	next, err := call.State.Next(kind)
	if err != nil {
		return err
	}
	agent := c.agents[call.Agent]
	var is civicline.AgentState
	if agent != nil && kind != civicline.CallQueued {
		if is, err = agent.State.Next(kind); err != nil && agent.State != civicline.WrappingUp {
			return err
		}
	}
	call.State, call.Since = next, c.now()
	if agent != nil && is != "" {
		agent.State, agent.Since = is, c.now()
		agent.Call, agent.Until = call.ID, time.Time{}
		if is == civicline.WrappingUp && c.wrapUp > 0 {
			agent.Until = c.now().Add(c.wrapUp)
		}
		if is == civicline.NotReady || is == civicline.Ready {
			agent.Call = ""
		}
	}
	e := civicline.Event{Kind: kind, Call: call.ID, Agent: call.Agent, Who: who, Data: data}
	c.note(e)
	return nil
}

func (c *smallCenter) moveAgent(a *civicline.Agent, kind civicline.Kind, reason string) error {
	next, err := a.State.Next(kind)
	if err != nil {
		return err
	}
	a.State, a.Since, a.Reason, a.Until = next, c.now(), reason, time.Time{}
	if next != civicline.Alerting && !next.Working() {
		a.Call = ""
	}
	c.note(civicline.Event{Kind: kind, Agent: a.ID, Who: civicline.Actor{ID: a.ID, Tier: a.Tier}})
	return nil
}

func (c *smallCenter) Do(_ context.Context, who civicline.Actor, cmd civicline.Command) (civicline.Result, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	agent := c.agents[who.ID]
	own := func(id civicline.CallID) (*civicline.Call, error) {
		if _, err := c.grants.Ask(who, civicline.TakeCalls); err != nil {
			return nil, err
		}
		call := c.calls[id]
		if call == nil || call.Agent != who.ID {
			return nil, fault(civicline.NotFound, "There is no such call.")
		}
		return call, nil
	}
	step := func(id civicline.CallID, kind civicline.Kind) (civicline.Result, error) {
		call, err := own(id)
		if err != nil {
			return civicline.Result{}, err
		}
		if err := c.move(call, kind, who, civicline.Detail{Callback: call.Callback, Attempt: 1}); err != nil {
			return civicline.Result{}, err
		}
		return civicline.Result{Call: *call, Agent: *agent}, nil
	}
	stands := func(err error) (civicline.Result, error) { return civicline.Result{Agent: *agent}, err }
	if res, done, err := c.doOfficers(who, cmd); done {
		return res, err
	}
	switch cmd := cmd.(type) {
	case civicline.SignIn:
		return stands(c.moveAgent(agent, civicline.AgentSignedIn, ""))
	case civicline.SignOut:
		return stands(c.moveAgent(agent, civicline.AgentSignedOut, ""))
	case civicline.GoReady:
		if _, err := c.grants.Ask(who, civicline.TakeCalls); err != nil {
			return stands(err)
		}
		return stands(c.moveAgent(agent, civicline.AgentReady, ""))
	case civicline.GoNotReady:
		if _, err := c.grants.Ask(who, civicline.TakeCalls); err != nil {
			return stands(err)
		}
		return stands(c.moveAgent(agent, civicline.AgentNotReady, cmd.Reason))
	case civicline.LoseDesk:
		agent.Gone = c.now()
		if agent.State != civicline.Ready {
			return stands(nil)
		}
		return stands(c.moveAgent(agent, civicline.DeskLost, ""))
	case civicline.RegainDesk:
		agent.Gone = time.Time{}
		if agent.State != civicline.Lost {
			return stands(nil)
		}
		return stands(c.moveAgent(agent, civicline.DeskBack, ""))
	case civicline.ExtendWrapUp:
		if _, err := c.grants.Ask(who, civicline.TakeCalls); err != nil {
			return stands(err)
		}
		if agent.State != civicline.WrappingUp {
			return stands(fault(civicline.Conflict, "You are not in a wrap-up."))
		}
		agent.Until = c.now().Add(time.Minute)
		c.note(civicline.Event{Kind: civicline.WrapUpExtended, Agent: agent.ID, Who: who})
		return stands(nil)
	case civicline.Draft:
		call, err := own(cmd.Call)
		if err != nil {
			return stands(err)
		}
		call.Note = cmd.Note
		return stands(nil)
	case civicline.CloseLines, civicline.OpenLines:
		return c.switchLines(who, cmd)
	case civicline.Accept:
		if call := c.calls[cmd.Call]; call != nil && call.Callback != "" && !c.reached(cmd.Call) {
			return step(cmd.Call, civicline.DialStarted)
		}
		out, err := step(cmd.Call, civicline.OfferTaken)
		if err == nil {
			c.calls[cmd.Call].Answered = c.now()
		}
		return out, err
	case civicline.Decline:
		out, err := step(cmd.Call, civicline.OfferRefused)
		if err == nil {
			c.calls[cmd.Call].Agent = ""
		}
		return out, err
	case civicline.Hold:
		return step(cmd.Call, civicline.CallHeld)
	case civicline.Unhold:
		return step(cmd.Call, civicline.CallResumed)
	case civicline.Leave:
		out, err := step(cmd.Call, civicline.AgentLeft)
		if err == nil {
			c.ended(c.calls[cmd.Call], "the agent hung up")
		}
		return out, err
	case civicline.WrapUp:
		call, err := own(cmd.Call)
		if err != nil {
			return civicline.Result{}, err
		}
		if !slices.Contains(civicline.Outcomes, cmd.Outcome) {
			return civicline.Result{}, fault(civicline.Invalid, "Choose an outcome.")
		}
		if err := c.moveAgent(agent, civicline.WrapUpDone, ""); err != nil {
			return civicline.Result{}, err
		}
		call.Note, call.Outcome = cmd.Note, cmd.Outcome
		if !cmd.Ready {
			agent.State, agent.Reason = civicline.NotReady, "after a call"
		}
		return civicline.Result{Call: *call, Agent: *agent}, nil
	}
	return civicline.Result{}, fault(civicline.Invalid, fmt.Sprintf("%T is not for a desk.", cmd))
}

func (c *smallCenter) ended(call *civicline.Call, why string) {
	call.State, call.Since, call.Ended, call.Why = civicline.Ended, c.now(), c.now(), why
	call.Recording = string(call.ID) + ".wav"
	c.note(civicline.Event{Kind: civicline.CallEnded, Call: call.ID, Agent: call.Agent, Who: civicline.Bot, Data: civicline.Detail{Reason: why}})
	if leg := c.joined[call.ID]; leg != nil {
		leg.Hangup(civicline.ErrDone)
	}
}

// ring puts a call before an agent, as the match would.
func (c *smallCenter) ring(id civicline.CallID, agent civicline.AgentID, shape func(*civicline.Call)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.now()
	call := &civicline.Call{ID: id, Reference: civicline.NewReference(uint64(len(c.calls)) + 48277130), From: "12025550143", Channel: civicline.Phone,
		Language: civicline.Spanish, State: civicline.Waiting, Since: now, Arrived: now.Add(-3 * time.Minute), Entered: now.Add(-95 * time.Second),
		Queue: "tier1-es", Reason: "Quiero saber por qué mi caso no se ha movido desde marzo.",
		Facts: civicline.Facts{"receipt number": "IOE9999900104", "zip": "20774"}}
	if shape != nil {
		shape(call)
	}
	c.calls[id] = call
	c.note(civicline.Event{Kind: civicline.CallArrived, Call: id, Who: civicline.Bot})
	c.note(civicline.Event{Kind: civicline.CallQueued, Call: id, Who: civicline.Bot, Data: civicline.Detail{Reason: call.Reason}})
	if agent == "" {
		return
	}
	call.Agent = agent
	if err := c.move(call, civicline.OfferMade, civicline.Bot, civicline.Detail{Until: now.Add(20 * time.Second), Because: "longest idle, speaks Spanish"}); err != nil {
		panic(err)
	}
}

func (c *smallCenter) say(id civicline.CallID, t civicline.Turn) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.note(civicline.Event{Kind: civicline.TurnTaken, Call: id, Agent: c.calls[id].Agent, Who: civicline.Bot, Data: civicline.Detail{Turn: &t}})
}

func (c *smallCenter) callerHangsUp(id civicline.CallID) {
	c.mu.Lock()
	defer c.mu.Unlock()
	call := c.calls[id]
	if a := c.agents[call.Agent]; a != nil && a.State.Working() {
		a.State, a.Since = civicline.WrappingUp, c.now()
		if c.wrapUp > 0 {
			a.Until = c.now().Add(c.wrapUp)
		}
	}
	c.ended(call, "the caller hung up")
}

// mayRead is the rule of both passes to calls.
func mayRead(p civicline.Pass, call *civicline.Call) error {
	if p.For(civicline.ReadAllCalls) == nil {
		return nil
	}
	if err := p.For(civicline.ReadOwnCalls); err != nil {
		return err
	}
	if call == nil || call.Agent != p.Who().ID && !consulted(call, p.Who().ID) {
		return fault(civicline.NotFound, "There is no such call.")
	}
	return nil
}

func (c *smallCenter) Call(_ context.Context, p civicline.Pass, id civicline.CallID) (civicline.Call, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	call := c.calls[id]
	if err := mayRead(p, call); err != nil {
		return civicline.Call{}, err
	}
	if call == nil {
		return civicline.Call{}, fault(civicline.NotFound, "There is no such call.")
	}
	return *call, nil
}

func (c *smallCenter) Calls(_ context.Context, p civicline.Pass, which desk.Page) ([]civicline.Call, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	var out []civicline.Call
	for _, call := range c.calls {
		if mayRead(p, call) == nil && (which.Before.IsZero() || call.Arrived.Before(which.Before)) {
			out = append(out, *call)
		}
	}
	slices.SortFunc(out, func(a, b civicline.Call) int {
		return cmp.Or(b.Arrived.Compare(a.Arrived), cmp.Compare(b.ID, a.ID))
	})
	return out[:min(len(out), which.Limit)], nil
}

func (c *smallCenter) Events(_ context.Context, p civicline.Pass, id civicline.CallID) ([]civicline.Event, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := mayRead(p, c.calls[id]); err != nil {
		return nil, err
	}
	var out []civicline.Event
	for _, e := range c.events {
		if e.Call == id {
			out = append(out, e)
		}
	}
	return out, nil
}

func (c *smallCenter) Receipt(_ context.Context, p civicline.Pass, ref civicline.Reference) (civicline.CallReceipt, error) {
	if err := p.For(civicline.ReadReceipts); err != nil {
		return civicline.CallReceipt{}, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, call := range c.calls {
		if call.Reference == ref && !call.Answered.IsZero() {
			end := call.Ended
			if end.IsZero() {
				end = c.now()
			}
			return civicline.CallReceipt{Reference: ref, AgentID: call.Agent, AgentName: c.agents[call.Agent].Name,
				At: call.Answered, Duration: end.Sub(call.Answered), Language: call.Language}, nil
		}
	}
	return civicline.CallReceipt{}, fault(civicline.NotFound, "We have no receipt with this number.")
}

func (c *smallCenter) Waiting(_ context.Context, p civicline.Pass) ([]civicline.Place, error) {
	if err := p.For(civicline.SeeQueues); err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	var out []civicline.Place
	for _, call := range c.calls {
		if call.State == civicline.Waiting || call.State == civicline.Offered || call.State == civicline.Away {
			out = append(out, civicline.Place{Call: call.ID, Queue: call.Queue, Language: call.Language, From: call.From,
				Entered: call.Entered, Present: call.State != civicline.Away, Offered: call.Agent})
		}
	}
	slices.SortFunc(out, func(a, b civicline.Place) int { return a.Entered.Compare(b.Entered) })
	return out, nil
}

func (c *smallCenter) WaitOf(_ context.Context, id civicline.CallID) (civicline.Wait, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	call, n := c.calls[id], 1
	for _, o := range c.calls {
		if o.State == civicline.Waiting && o.Queue == call.Queue && o.Entered.Before(call.Entered) {
			n++
		}
	}
	return civicline.Wait{Position: n, Low: time.Duration(n) * time.Minute, High: time.Duration(n) * 3 * time.Minute}, nil
}

func (c *smallCenter) Agents(_ context.Context, p civicline.Pass) ([]civicline.Agent, error) {
	if err := p.For(civicline.SeeQueues); err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	var out []civicline.Agent
	for _, a := range c.agents {
		out = append(out, *a)
	}
	slices.SortFunc(out, func(a, b civicline.Agent) int { return cmp.Compare(a.Name, b.Name) })
	return out, nil
}

func (c *smallCenter) Callbacks(_ context.Context, p civicline.Pass) ([]civicline.Callback, error) {
	if err := p.For(civicline.SeeQueues); err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.pledges), nil
}

func (c *smallCenter) SignInWith(_ context.Context, name, password string) (civicline.Agent, string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	id, ok := c.password[name+" "+password]
	if !ok {
		return civicline.Agent{}, "", fault(civicline.Refused, "This name and password do not match.")
	}
	token := fmt.Sprintf("token-%d-%s", len(c.sessions), id)
	c.sessions[token] = id
	a := c.agents[id]
	return *a, token, c.moveAgent(a, civicline.AgentSignedIn, "")
}

func (c *smallCenter) SessionAgent(_ context.Context, token string) (civicline.Agent, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	a := c.agents[c.sessions[token]]
	if a == nil {
		return civicline.Agent{}, fault(civicline.Refused, "There is no such session.")
	}
	return *a, nil
}

func (c *smallCenter) EndSession(_ context.Context, token string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.sessions, token)
	return nil
}

func (c *smallCenter) Join(_ context.Context, call civicline.CallID, _ civicline.Agent, leg civicline.Leg) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.joined[call] = leg
	return leg.Answer(context.Background())
}

func (c *smallCenter) Recording(_ context.Context, p civicline.Pass, id civicline.CallID) (string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	call := c.calls[id]
	if p.For(civicline.HearRecordings) != nil {
		if err := mayRead(p, call); err != nil {
			return "", err
		}
	}
	if call == nil || call.Recording == "" {
		return "", fault(civicline.NotFound, "There is no recording.")
	}
	return call.Recording, nil
}
