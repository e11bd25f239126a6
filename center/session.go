package center

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"strings"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

// SessionLife is how long a session lasts from signing in.
const SessionLife = 12 * time.Hour

// SignInWith checks a name and a password, signs the agent in, and returns the
// session's token: it is to be kept by the browser alone, and ends after twelve
// hours. Wrong and unknown names are refused alike; too many wrong tries at one
// name are refused for a while, with words that say so.
func (c *Center) SignInWith(ctx context.Context, name, password string) (civicline.Agent, string, error) {
	name = strings.ToLower(strings.TrimSpace(name))
	if len(name) > longestID || len(password) > 1000 {
		name, password = "", "" // nobody's
	}
	if err := c.tries.begin(name, c.now()); err != nil {
		return civicline.Agent{}, "", err
	}
	id, hash, err := c.secretOf(ctx, name)
	if err != nil {
		return civicline.Agent{}, "", c.plain("sign in", err)
	}
	if right, err := c.checks(ctx, hash, password); err != nil || !right {
		if err == nil {
			err = refused("sign in", "The name or the password is not right.")
		}
		return civicline.Agent{}, "", err
	}
	c.tries.right(name)

	token := newToken()
	var res civicline.Result
	err = c.change(ctx, civicline.Actor{ID: id}, func(t *change) (err error) {
		agent, err := t.Agent(id)
		if err != nil {
			return err
		}
		t.who.Tier = agent.Tier
		if err := t.PutSession(hashToken(token), id, t.now.Add(SessionLife)); err != nil {
			return err
		}
		t.stirred = true // a session will expire
		res, err = t.signIn()
		return err
	})
	if err != nil {
		return civicline.Agent{}, "", c.plain("sign in", err)
	}
	return res.Agent, token, nil
}

// secretOf finds the hash to check against: nobody's for an unknown name.
func (c *Center) secretOf(ctx context.Context, name string) (id civicline.AgentID, hash string, err error) {
	hash = nobody
	err = c.o.Store.Look(ctx, func(v *store.View) error {
		agents, err := v.Agents()
		if err != nil {
			return err
		}
		for _, a := range agents {
			if strings.ToLower(string(a.ID)) != name {
				continue
			}
			secret, err := v.Secret(a.ID)
			if err != nil {
				return err
			}
			if id = a.ID; secret != "" {
				hash = secret
			}
		}
		return nil
	})
	return id, hash, err
}

// checks waits for its turn: each check takes 19 MiB for some 30 ms.
func (c *Center) checks(ctx context.Context, hash, password string) (bool, error) {
	select {
	case c.hash <- struct{}{}:
		defer func() { <-c.hash }()
		return verify(hash, password) && hash != nobody, nil
	case <-ctx.Done():
		return false, &civicline.Error{Kind: civicline.Unavailable, Op: "sign in", Message: "Many people are signing in. Please try again.", Err: ctx.Err()}
	}
}

// SessionAgent returns the agent whose session token it is; a Refused error
// when it is unknown or has expired.
func (c *Center) SessionAgent(ctx context.Context, token string) (civicline.Agent, error) {
	var agent civicline.Agent
	err := c.o.Store.Look(ctx, func(v *store.View) error {
		id, err := v.SessionAgent(hashToken(token), c.now())
		if err != nil {
			return err
		}
		agent, err = v.Agent(id)
		return err
	})
	if civicline.FaultOf(err) == civicline.NotFound {
		return civicline.Agent{}, refused("go on", "You are signed out. Please sign in again.")
	}
	return agent, c.plain("find a session", err)
}

// EndSession forgets one token: one browser's session. The agent stays as they
// are; the SignOut command ends the agent's day and all their sessions.
func (c *Center) EndSession(ctx context.Context, token string) error {
	err := c.change(ctx, clock, func(t *change) error { return t.DropSession(hashToken(token)) })
	return c.plain("end a session", err)
}

// newToken is 256 random bits.
func newToken() string {
	b := make([]byte, 32)
	rand.Read(b)
	return base64.RawURLEncoding.EncodeToString(b)
}

func hashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}
