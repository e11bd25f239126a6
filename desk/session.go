package desk

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/civicline/civicline"
	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

const cookieName = "civicline"

// Asking is part of every request: who asks, by cookie and address.
type Asking struct {
	Cookie string `cookie:"civicline" doc:"the session, as POST /api/session set it" hidden:"true"`
	r      *http.Request
}

// Resolve keeps the request itself, for the address it came from and for
// serving ranges.
func (a *Asking) Resolve(ctx huma.Context) []error {
	a.r, _ = humago.Unwrap(ctx)
	return nil
}

func (a *Asking) token() string { return a.Cookie }

// public makes a huma handler of one that anyone may call.
func public[I, O any](d *Desk, h func(context.Context, *I) (*O, error)) func(context.Context, *I) (*O, error) {
	return func(ctx context.Context, in *I) (*O, error) {
		out, err := h(ctx, in)
		return out, problem(d.Log, "sign in", err)
	}
}

// private makes a huma handler of one that needs a signed-in agent, and hands
// that agent over as a parameter.
func private[I, O any, P interface {
	*I
	token() string
}](d *Desk, h func(context.Context, civicline.Agent, P) (*O, error)) func(context.Context, *I) (*O, error) {
	return func(ctx context.Context, in *I) (*O, error) {
		who, err := d.Signer.SessionAgent(ctx, P(in).token())
		if err != nil {
			if f := civicline.FaultOf(err); f == civicline.Internal || f == civicline.Unavailable {
				return nil, problem(d.Log, "read a session", err)
			}
			return nil, errSignedOut
		}
		out, err := h(ctx, who, P(in))
		return out, problem(d.Log, fmt.Sprintf("%T", in), err)
	}
}

type (
	signInInput struct {
		Asking
		Body struct {
			Name     string `json:"name" minLength:"1" maxLength:"100"`
			Password string `json:"password" minLength:"1" maxLength:"1000"`
		}
	}
	signInOutput struct {
		SetCookie http.Cookie `header:"Set-Cookie"`
		Body      Me
	}
	signOutOutput struct {
		SetCookie http.Cookie `header:"Set-Cookie"`
	}
)

// signIn lets five wrong tries in ten minutes pass, by name and by address, so
// that passwords cannot be guessed in bulk.
func (d *Desk) signIn(ctx context.Context, in *signInInput) (*signInOutput, error) {
	name := strings.TrimSpace(in.Body.Name)
	keys := []string{"name " + strings.ToLower(name), "from " + d.AddressOf(in.r)}
	for _, k := range keys {
		if wait := d.signIns.Wait(k); wait > 0 {
			return nil, tooOften(wait)
		}
	}
	who, token, err := d.Signer.SignInWith(ctx, name, in.Body.Password)
	var e *civicline.Error
	if errors.As(err, &e) && e.Kind == civicline.Refused {
		for _, k := range keys {
			d.signIns.Take(k)
		}
		return nil, &Problem{http.StatusUnauthorized, civicline.Refused, e.Message}
	}
	if err != nil {
		return nil, err
	}
	d.signIns.Forget(keys[0])
	return &signInOutput{d.cookie(token, 12*time.Hour), d.describe(who)}, nil
}

func tooOften(wait time.Duration) *Problem {
	minutes := int(wait/time.Minute) + 1
	return &Problem{http.StatusTooManyRequests, civicline.Unavailable,
		fmt.Sprintf("Too many tries. Please wait %d min and try again, or ask your supervisor.", minutes)}
}

func (d *Desk) signOut(ctx context.Context, who civicline.Agent, in *Asking) (*signOutOutput, error) {
	if _, err := d.Door.Do(ctx, actor(who), civicline.SignOut{}); err != nil {
		return nil, err
	}
	if err := d.Signer.EndSession(ctx, in.Cookie); err != nil {
		return nil, err
	}
	return &signOutOutput{d.cookie("", -time.Second)}, nil
}

// cookie is unreadable to scripts and never sent along from another site.
func (d *Desk) cookie(token string, lasts time.Duration) http.Cookie {
	//nolint:gosec // Secure is the operator's to say: on this machine alone there is no TLS
	return http.Cookie{Name: cookieName, Value: token, Path: "/", MaxAge: int(lasts / time.Second),
		HttpOnly: true, SameSite: http.SameSiteStrictMode, Secure: d.Secure}
}
