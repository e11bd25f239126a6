package center

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

// A Person may sign in as an agent.
type Person struct {
	ID       civicline.AgentID // what they sign in with
	Name     string            // as callers are told it: "Maria R."
	Tier     civicline.Tier
	Speaks   []civicline.Language
	Skills   map[string]int // levels from 1 to 5, as an Agent has them
	Password string         // as it is, or its "$argon2id$…" hash; "" cannot sign in
}

func (p Person) check() error {
	switch {
	case p.ID == "" || len(p.ID) > longestID || strings.TrimSpace(string(p.ID)) != string(p.ID):
		return fmt.Errorf("%q is no name to sign in with", p.ID)
	case p.Name == "":
		return fmt.Errorf("%s: the name that callers are told is missing", p.ID)
	case !slices.Contains(civicline.Tiers, p.Tier) || p.Tier == civicline.Public || p.Tier == civicline.BotTier:
		return fmt.Errorf("%s: a person is of tier 1, tier 2 or supervisor, not %q", p.ID, p.Tier)
	case len(p.Speaks) == 0:
		return fmt.Errorf("%s: say which languages they speak", p.ID)
	}
	for _, l := range p.Speaks {
		if !l.Known() {
			return fmt.Errorf("%s: the centre does not speak %q", p.ID, l)
		}
	}
	for skill, level := range p.Skills {
		if skill == "" || level < 1 || level > 5 {
			return fmt.Errorf("%s: the skill %q has level %d; levels are from 1 to 5", p.ID, skill, level)
		}
	}
	return nil
}

// enter makes the people of the agency's file the agents of the store. Whoever
// is no longer in the file cannot sign in, and their sessions end; so do those
// of whoever has another password now.
func (c *Center) enter(ctx context.Context, people []Person) error {
	if len(people) == 0 {
		return nil
	}
	var faults []error
	for _, p := range people {
		faults = append(faults, p.check())
	}
	if err := errors.Join(faults...); err != nil {
		return err
	}
	secrets, err := c.secrets(ctx, people)
	if err != nil {
		return err
	}
	return c.change(ctx, clock, func(t *change) error {
		for _, p := range people {
			if err := t.enter(p, secrets[p.ID]); err != nil {
				return err
			}
		}
		return t.retire(secrets)
	})
}

// secrets hashes the passwords, but for those whose hash is in the store already.
func (c *Center) secrets(ctx context.Context, people []Person) (map[civicline.AgentID]string, error) {
	out := make(map[civicline.AgentID]string, len(people))
	for _, p := range people {
		var had string
		err := c.o.Store.Look(ctx, func(v *store.View) (err error) {
			had, err = v.Secret(p.ID)
			return err
		})
		if err != nil && civicline.FaultOf(err) != civicline.NotFound {
			return nil, err
		}
		switch {
		case p.Password == "":
			out[p.ID] = ""
		case strings.HasPrefix(p.Password, hashPrefix):
			out[p.ID] = p.Password
		case verify(had, p.Password):
			out[p.ID] = had
		default:
			out[p.ID] = HashPassword(p.Password)
		}
	}
	return out, nil
}

func (t *change) enter(p Person, secret string) error {
	agent, err := t.Agent(p.ID)
	if civicline.FaultOf(err) == civicline.NotFound {
		agent, err = civicline.Agent{ID: p.ID, State: civicline.SignedOut, Since: t.now}, nil
	}
	if err != nil {
		return err
	}
	agent.Name, agent.Tier, agent.Speaks, agent.Skills = p.Name, p.Tier, p.Speaks, p.Skills
	if err := t.PutAgent(agent); err != nil {
		return err
	}
	had, err := t.Secret(p.ID)
	if err != nil || had == secret {
		return err
	}
	if err := t.PutSecret(p.ID, secret); err != nil {
		return err
	}
	return t.expel(agent)
}

// expel ends an agent's day and sessions.
func (t *change) expel(agent civicline.Agent) error {
	asked := t.who
	defer func() { t.who = asked }()
	t.who = civicline.Actor{ID: agent.ID, Tier: agent.Tier}
	_, err := t.signOut()
	return err
}

func (t *change) retire(stay map[civicline.AgentID]string) error {
	agents, err := t.Agents()
	if err != nil {
		return err
	}
	for _, a := range agents {
		if _, ok := stay[a.ID]; ok {
			continue
		}
		if err := t.PutSecret(a.ID, ""); err != nil {
			return err
		}
		if err := t.expel(a); err != nil {
			return err
		}
	}
	return nil
}
