package desk

import (
	"errors"
	"log/slog"
	"net/http"
	"strings"

	"github.com/civicline/civicline"
	"github.com/danielgtaylor/huma/v2"
)

// A Problem is what the API answers when something went wrong.
type Problem struct {
	status  int
	Kind    civicline.Fault `json:"kind" doc:"what sort of thing went wrong" enum:"internal,invalid,not found,conflict,refused,unavailable"`
	Message string          `json:"message" doc:"in plain words, for the person"`
}

func (p *Problem) Error() string { return p.Message }

// GetStatus tells huma the HTTP status.
func (p *Problem) GetStatus() int { return p.status }

var statusOf = map[civicline.Fault]int{
	civicline.Internal:    http.StatusInternalServerError,
	civicline.Invalid:     http.StatusUnprocessableEntity,
	civicline.NotFound:    http.StatusNotFound,
	civicline.Conflict:    http.StatusConflict,
	civicline.Refused:     http.StatusForbidden,
	civicline.Unavailable: http.StatusServiceUnavailable,
}

var (
	errSignedOut = &Problem{http.StatusUnauthorized, civicline.Refused, "Please sign in."}
	errNotOurs   = &Problem{http.StatusInternalServerError, civicline.Internal, "Something went wrong on our side. Please try again."}
)

// problem turns any error into a Problem. What is not a civicline.Error is
// logged and not shown.
func problem(log *slog.Logger, op string, err error) error {
	var p *Problem
	var e *civicline.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &p):
		return p
	case errors.As(err, &e) && e.Kind != civicline.Internal:
		return &Problem{statusOf[e.Kind], e.Kind, e.Message}
	}
	log.Error("a desk request failed", "op", op, "err", err)
	return errNotOurs
}

// ours turns the errors that huma itself makes (a body that is not JSON, a
// missing field) into a Problem, so that a desktop reads one shape.
func ours(ctx huma.Context, _ string, v any) (any, error) {
	m, ok := v.(*huma.ErrorModel)
	if !ok {
		return v, nil
	}
	ctx.SetHeader("Content-Type", "application/json")
	p := &Problem{status: m.Status, Kind: civicline.Invalid, Message: m.Detail}
	switch {
	case m.Status >= 500:
		p.Kind, p.Message = civicline.Internal, errNotOurs.Message
	case m.Status == http.StatusNotFound:
		p.Kind = civicline.NotFound
	}
	for _, e := range m.Errors {
		p.Message += " (" + strings.TrimPrefix(e.Location, "body.") + ": " + e.Message + ")"
	}
	return p, nil
}
