package store

import (
	"time"

	"github.com/civicline/civicline"
)

const agentColumns = `id, name, tier, speaks, state, since, idle, reason, call_id, skills, capacity, began, worked, until_at, gone, desk, consult`

func scanAgent(s scanner) (civicline.Agent, error) {
	var a civicline.Agent
	var worked int64
	err := s.Scan(&a.ID, &a.Name, &a.Tier, document{&a.Speaks}, &a.State, moment{&a.Since}, moment{&a.Idle}, &a.Reason, &a.Call,
		document{&a.Skills}, &a.Capacity, moment{&a.Began}, &worked, moment{&a.Until}, moment{&a.Gone}, &a.Desk, flag{&a.Consult})
	a.Worked = span(worked)
	if len(a.Skills) == 0 {
		a.Skills = nil
	}
	return a, err
}

// Agent returns one agent, or a NotFound error.
func (v *View) Agent(id civicline.AgentID) (civicline.Agent, error) {
	return only(v, scanAgent, "agent", `SELECT `+agentColumns+` FROM agent WHERE id = ?`, string(id))
}

// Agents returns every agent, by name.
func (v *View) Agents() ([]civicline.Agent, error) {
	return all(v, scanAgent, `SELECT `+agentColumns+` FROM agent ORDER BY name, id`)
}

// AgentsIn returns the agents in a state, the longest idle first.
func (v *View) AgentsIn(state civicline.AgentState) ([]civicline.Agent, error) {
	return all(v, scanAgent, `SELECT `+agentColumns+` FROM agent WHERE state = ? ORDER BY idle, id`, string(state))
}

// AgentsDue returns the agents whose Until has come, the earliest first, and
// when the next one's will; zero if none will.
func (v *View) AgentsDue(now time.Time) ([]civicline.Agent, time.Time, error) {
	due, err := all(v, scanAgent, `SELECT `+agentColumns+` FROM agent WHERE until_at > 0 AND until_at <= ? ORDER BY until_at, id`, micros(now))
	if err != nil {
		return nil, time.Time{}, err
	}
	var next time.Time
	err = v.row(`SELECT coalesce(min(until_at), 0) FROM agent WHERE until_at > ?`, micros(now)).Scan(moment{&next})
	return due, next, err
}

// Secret returns the hash of an agent's password; "" if they may not sign in.
func (v *View) Secret(id civicline.AgentID) (string, error) {
	return only(v, func(s scanner) (hash string, err error) { return hash, s.Scan(&hash) }, "agent",
		`SELECT secret FROM agent WHERE id = ?`, string(id))
}

// PutAgent writes an agent as they now stand.
func (t *Tx) PutAgent(a civicline.Agent) error {
	skills := a.Skills
	if skills == nil {
		skills = map[string]int{}
	}
	_, err := t.exec(`INSERT INTO agent (`+agentColumns+`, secret) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,'')
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, tier = excluded.tier, speaks = excluded.speaks,
		state = excluded.state, since = excluded.since, idle = excluded.idle, reason = excluded.reason, call_id = excluded.call_id,
		skills = excluded.skills, capacity = excluded.capacity, began = excluded.began, worked = excluded.worked,
		until_at = excluded.until_at, gone = excluded.gone, desk = excluded.desk, consult = excluded.consult`,
		string(a.ID), a.Name, string(a.Tier), asJSON(a.Speaks), string(a.State), micros(a.Since), micros(a.Idle), a.Reason, string(a.Call),
		asJSON(skills), a.Capacity, micros(a.Began), a.Worked.Microseconds(), micros(a.Until), micros(a.Gone), a.Desk, bit(a.Consult))
	return err
}

// PutSecret keeps the hash of an agent's password.
func (t *Tx) PutSecret(id civicline.AgentID, hash string) error {
	_, err := t.exec(`UPDATE agent SET secret = ? WHERE id = ?`, hash, string(id))
	return err
}
