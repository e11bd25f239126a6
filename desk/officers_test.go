package desk_test

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/desk"
)

const secret = "the file is with another agency"

// consulted reports whether an officer was asked into a call; the call carries
// its name in a test.
func consulted(call *civicline.Call, who civicline.AgentID) bool {
	return call.Facts["officer"] == string(who)
}

func (c *smallCenter) officerReady() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.agents["elena"] = &civicline.Agent{ID: "elena", Name: "Elena V.", Tier: civicline.Tier2, Speaks: civicline.Languages, State: civicline.Ready}
	c.password["elena open sesame"] = "elena"
}

func (c *smallCenter) addItem(code civicline.ItemCode) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.now()
	c.items[code] = &civicline.Item{Code: code, State: civicline.ItemPlanned, Since: now, Topic: "rfe", Note: "asks for a deadline", Language: civicline.English,
		Number: "2025550142", Call: "other", By: "james", Opened: now, Due: now.Add(72 * time.Hour), From: now.Add(time.Hour), Until: now.Add(3 * time.Hour),
		Work: civicline.Work{Outcome: civicline.ResultReferred, Note: secret}}
}

// doOfficers is what the centre does for officers; the lock is held.
func (c *smallCenter) doOfficers(who civicline.Actor, cmd civicline.Command) (res civicline.Result, done bool, err error) {
	own := func(id civicline.CallID, act civicline.Act) (*civicline.Call, error) {
		if _, err := c.grants.Ask(who, act); err != nil {
			return nil, err
		}
		call := c.calls[id]
		if call == nil || call.Agent != who.ID {
			return nil, fault(civicline.Refused, "You are not on this call.")
		}
		return call, nil
	}
	item := func(code civicline.ItemCode, act civicline.Act, what civicline.Kind) (civicline.Result, bool, error) {
		i := c.items[code]
		_, err := c.grants.Ask(who, act)
		if err == nil && i == nil {
			err = fault(civicline.NotFound, "There is no such service item.")
		}
		if err != nil {
			return res, true, err
		}
		if i.State, err = i.State.Next(what); err != nil {
			return res, true, err
		}
		shown := *i
		if _, err := c.grants.Ask(who, civicline.WorkItems); err != nil {
			shown.Work = civicline.Work{}
		}
		return civicline.Result{Item: shown}, true, nil
	}
	switch cmd := cmd.(type) {
	case civicline.Consult:
		call, err := own(cmd.Call, civicline.AskOfficers)
		if err != nil {
			return res, true, err
		}
		elena := c.agents["elena"]
		if elena == nil || elena.State != civicline.Ready {
			return res, true, fault(civicline.Conflict, "No officer is free now. Open a service item.")
		}
		if call.State == civicline.WithAgent {
			if err := c.move(call, civicline.CallHeld, who, civicline.Detail{}); err != nil {
				return res, true, err
			}
		}
		elena.State, elena.Call, elena.Consult = civicline.Alerting, call.ID, true
		call.Facts = call.Facts.With(civicline.Facts{"officer": "elena"})
		c.consults[call.ID] = &civicline.Consultation{Call: call.ID, Asked: c.now(), Asker: who.ID, Officer: "elena", Note: cmd.Note,
			Names: [2]string{c.agents[who.ID].Name, elena.Name}}
		c.note(civicline.Event{Kind: civicline.ConsultAsked, Call: call.ID, Agent: "elena", Who: who, Data: civicline.Detail{Until: c.now().Add(20 * time.Second)}})
		return civicline.Result{Call: *call}, true, nil
	case civicline.Accept:
		k := c.consults[cmd.Call]
		if k == nil || k.Officer != who.ID {
			return res, false, nil
		}
		k.Joined = c.now()
		c.agents["elena"].State = civicline.Talking
		c.note(civicline.Event{Kind: civicline.ConsultJoined, Call: cmd.Call, Agent: who.ID, Who: who})
		return civicline.Result{Call: *c.calls[cmd.Call], Agent: *c.agents["elena"]}, true, nil
	case civicline.EndConsult, civicline.Transfer:
		var id civicline.CallID
		act := civicline.TakeCalls
		if t, ok := cmd.(civicline.Transfer); ok {
			id, act = t.Call, civicline.AskOfficers
		} else {
			id = cmd.(civicline.EndConsult).Call
		}
		call, err := own(id, act)
		if err != nil {
			return res, true, err
		}
		k := c.consults[id]
		if k == nil || !k.Ended.IsZero() || act == civicline.AskOfficers && k.Joined.IsZero() {
			return res, true, fault(civicline.Conflict, "No officer is on this call.")
		}
		k.Ended, k.How = c.now(), civicline.ConsultReturned
		elena := c.agents["elena"]
		elena.State, elena.Call, elena.Consult = civicline.Ready, "", false
		if act == civicline.AskOfficers {
			k.How = civicline.ConsultTransfer
			c.agents[who.ID].State = civicline.WrappingUp
			elena.State, elena.Call, call.Agent, call.State = civicline.Talking, id, "elena", civicline.WithAgent
			c.note(civicline.Event{Kind: civicline.CallTransferred, Call: id, Agent: "elena", Who: who})
			return civicline.Result{Call: *call}, true, nil
		}
		err = c.move(call, civicline.CallResumed, who, civicline.Detail{})
		return civicline.Result{Call: *call}, true, err
	case civicline.OpenItem:
		call, err := own(cmd.Call, civicline.OpenItems)
		if err != nil {
			return res, true, err
		}
		i := civicline.Item{Code: civicline.NewItemCode(uint64(len(c.items))), State: civicline.ItemPlanned, Urgent: cmd.Urgent, Topic: cmd.Topic, Note: cmd.Note, Language: call.Language,
			Number: call.From, Call: call.ID, By: who.ID, Opened: c.now(), Due: c.now().Add(time.Hour), From: cmd.Window, Until: cmd.Window.Add(2 * time.Hour)}
		c.items[i.Code] = &i
		return civicline.Result{Call: *call, Item: i}, true, nil
	case civicline.PlanItem:
		if i := c.items[cmd.Code]; i != nil && !cmd.Window.IsZero() {
			i.From, i.Until = cmd.Window, cmd.Window.Add(2*time.Hour)
		}
		return item(cmd.Code, civicline.OpenItems, civicline.ItemWindowSet)
	case civicline.DropItem:
		return item(cmd.Code, civicline.OpenItems, civicline.ItemDropped)
	case civicline.CloseItem:
		return item(cmd.Code, civicline.WorkItems, civicline.ItemDone)
	}
	return res, false, nil
}

func (c *smallCenter) ConsultOf(_ context.Context, p civicline.Pass, id civicline.CallID) (civicline.Consultation, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := mayRead(p, c.calls[id]); err != nil {
		return civicline.Consultation{}, err
	}
	if k := c.consults[id]; k != nil {
		return *k, nil
	}
	return civicline.Consultation{}, fault(civicline.NotFound, "No officer was asked in this call.")
}

// seen is an item as a pass shows it; the lock is held.
func seen(p civicline.Pass, i *civicline.Item) (civicline.Item, error) {
	if i == nil {
		return civicline.Item{}, fault(civicline.NotFound, "There is no such service item.")
	}
	if p.For(civicline.WorkItems) == nil {
		return *i, nil
	}
	shown := *i
	shown.Work = civicline.Work{}
	return shown, p.For(civicline.SeeItems)
}

func (c *smallCenter) Items(_ context.Context, p civicline.Pass, f civicline.ItemFilter) (out []civicline.Item, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, i := range c.items {
		if f.Owed && !i.State.Owed() {
			continue
		}
		one, err := seen(p, i)
		if err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, nil
}

func (c *smallCenter) Item(_ context.Context, p civicline.Pass, code civicline.ItemCode) (civicline.Item, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return seen(p, c.items[code])
}

func (c *smallCenter) ItemOf(_ context.Context, p civicline.Pass, id civicline.CallID) (civicline.Item, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, i := range c.items {
		if i.Call == id {
			return seen(p, i)
		}
	}
	return seen(p, nil)
}

func (c *smallCenter) CountItems(context.Context, civicline.Pass) (n civicline.ItemCounts, _ error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, i := range c.items {
		if i.State.Owed() {
			n.Owed++
		}
		if !i.Breached.IsZero() && i.State.Owed() {
			n.Overdue++
		}
	}
	return n, nil
}

// itemsLate makes every item overdue.
func (c *smallCenter) itemsLate() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, i := range c.items {
		i.Due, i.Breached = c.now().Add(-time.Hour), c.now()
	}
}

// twoHours are windows, a day apart.
func twoHours(n int) (out []civicline.Slot) {
	for d := range n {
		from := time.Date(2026, 12, 1+d, 12, 0, 0, 0, time.UTC)
		out = append(out, civicline.Slot{From: from, Until: from.Add(2 * time.Hour), Free: 1})
	}
	return out
}

func (c *smallCenter) ItemWindows(_ context.Context, p civicline.Pass, id civicline.CallID, _ bool, n int) ([]civicline.Slot, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if call := c.calls[id]; call == nil || call.Agent != p.Who().ID {
		return nil, fault(civicline.Refused, "You are not on this call.")
	}
	return twoHours(n), p.For(civicline.OpenItems)
}

func (c *smallCenter) WindowsOf(_ context.Context, p civicline.Pass, _ civicline.ItemCode, n int) ([]civicline.Slot, error) {
	return twoHours(n), p.For(civicline.SeeItems)
}

func read[T any](t *testing.T, resp *http.Response, body string) (out T) {
	t.Helper()
	if resp.StatusCode != http.StatusOK {
		t.Fatalf("%s %s: %d %s", resp.Request.Method, resp.Request.URL.Path, resp.StatusCode, body)
	}
	if err := json.Unmarshal([]byte(body), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// TestConsultAtTheDesk is a consultation as both desktops see it: Tier 1 sees of
// the officer their name, and that they joined.
func TestConsultAtTheDesk(t *testing.T) {
	r := newRig(t, time.Now, nil)
	maria := r.signIn(t, "maria")
	r.c.agents["maria"].State = civicline.Ready
	r.c.ring("mine", "maria", nil)
	if resp, body := r.ask(t, maria, "POST", "/api/calls/mine/answer", `{"sdp":"v=0"}`); resp.StatusCode != http.StatusOK {
		t.Fatal(body)
	}
	if resp, body := r.ask(t, maria, "POST", "/api/calls/mine/consult", `{"note":"an RFE"}`); resp.StatusCode != http.StatusConflict || !strings.Contains(body, "Open a service item") {
		t.Errorf("nobody is free: %d %s", resp.StatusCode, body)
	}
	r.c.officerReady()
	elena := r.signIn(t, "elena")
	r.c.agents["elena"].State = civicline.Ready
	resp, body := r.ask(t, maria, "POST", "/api/calls/mine/consult", `{"note":"an RFE"}`)
	if s := read[desk.ConsultSheet](t, resp, body); s.State != "ringing" || s.Role != "asker" || s.Officer != "Elena V." || s.Until.IsZero() {
		t.Errorf("asked, it is %+v", s)
	}
	resp, body = r.ask(t, elena, "GET", "/api/me", "")
	if me := read[desk.Me](t, resp, body); !me.Consult || me.Call != "mine" || me.State != civicline.Alerting {
		t.Errorf("the officer is %+v", me)
	}
	resp, body = r.ask(t, elena, "GET", "/api/calls/mine", "")
	if s := read[desk.Story](t, resp, body).Call.Consult; s == nil || s.Note != "an RFE" || s.Asker != "Maria R." || s.Role != "officer" {
		t.Errorf("the officer reads %+v", s)
	}
	if resp, body = r.ask(t, elena, "POST", "/api/calls/mine/answer", `{"sdp":"v=0"}`); resp.StatusCode != http.StatusOK {
		t.Fatalf("the officer answers: %d %s", resp.StatusCode, body)
	}
	resp, body = r.ask(t, maria, "GET", "/api/calls/mine", "")
	if s := read[desk.Story](t, resp, body).Call.Consult; s == nil || s.State != "joined" {
		t.Errorf("then it is %+v", s)
	}
	if resp, body = r.ask(t, maria, "POST", "/api/calls/mine/transfer", ""); resp.StatusCode != http.StatusOK {
		t.Fatalf("transfer: %d %s", resp.StatusCode, body)
	}
	resp, body = r.ask(t, elena, "GET", "/api/calls/mine", "")
	s := read[desk.Story](t, resp, body).Call
	if s.Agent != "elena" || s.Consult.State != "over" || s.Consult.How != civicline.ConsultTransfer {
		t.Errorf("the officer has %+v, %+v", s, s.Consult)
	}
}

// TestItemsAtTheDesk: Tier 1 gets neither an officer's words nor the whole number.
func TestItemsAtTheDesk(t *testing.T) {
	r := newRig(t, time.Now, nil)
	r.c.addItem("K7PM2QX9")
	for name, may := range map[string]string{"james": "window withdraw", "olga": "window withdraw close", "sam": "window withdraw close"} {
		cookie := r.signIn(t, name)
		for _, path := range []string{"/api/items", "/api/items/k7pm2qx9"} {
			resp, body := r.ask(t, cookie, "GET", path, "")
			if resp.StatusCode != http.StatusOK {
				t.Fatalf("%s %s: %d %s", name, path, resp.StatusCode, body)
			}
			if all := name != "james"; strings.Contains(body, secret) != all || strings.Contains(body, "2025550142") != all || strings.Contains(body, string(civicline.ResultReferred)) != all {
				t.Errorf("%s reads %s", name, body)
			}
		}
		resp, body := r.ask(t, cookie, "GET", "/api/items/K7PM-2QX9", "")
		if i := read[desk.ItemSheet](t, resp, body); i.Code != "K7PM-2QX9" || strings.Join(i.May, " ") != may {
			t.Errorf("%s may %v with %s", name, i.May, i.Code)
		}
		if resp, body := r.ask(t, cookie, "POST", "/api/items/K7PM-2QX9/window", `{}`); name == "james" && (resp.StatusCode != http.StatusOK || strings.Contains(body, secret)) {
			t.Errorf("planned anew: %d %s", resp.StatusCode, body)
		}
	}
	cookie := r.signIn(t, "olga")
	if resp, body := r.ask(t, cookie, "GET", "/api/items/K7PM-2QX8", ""); resp.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(body, "not right") {
		t.Errorf("a slip: %d %s", resp.StatusCode, body)
	}
	resp, body := r.ask(t, cookie, "POST", "/api/items/K7PM-2QX9/close", `{"outcome":"answered"}`)
	if i := read[desk.ItemSheet](t, resp, body); i.State != civicline.ItemClosed || len(i.May) != 0 {
		t.Errorf("closed it is %+v", i)
	}
}
