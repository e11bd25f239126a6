package desk

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"time"

	"github.com/civicline/civicline"
	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

// NewLines are the turns of a call that a stream has not told yet.
type NewLines struct {
	Call  civicline.CallID `json:"call"`
	Lines []Line           `json:"lines"`
}

// boardPause is the least time between two boards on one stream: a busy
// centre changes more often than an eye can follow.
const boardPause = 500 * time.Millisecond

func liveOp(api huma.API) huma.Operation {
	o := op("GET", "/api/live", "live", "Server-sent events: how things stand, and every change", 0)
	o.Description = `Each message has an event name and JSON data: "now" (the server's time, also the heartbeat), ` +
		`"me" (Me), "call" (the agent's own call, a Sheet, or null), "unreached" (a Sheet: the caller who was rung for this agent was not reached), "lines" (NewLines: the transcript since the last message, ` +
		`all of it at first), "board" (Board, for those who may see the queues) and "bye" (the session is over: sign in again). ` +
		`A new connection begins with all of them, so nothing needs to be replayed.`
	r := api.OpenAPI().Components.Schemas
	for _, v := range []any{Me{}, Sheet{}, NewLines{}, Board{}, Problem{}} {
		r.Schema(reflect.TypeOf(v), true, "")
	}
	o.Responses["200"] = &huma.Response{Description: "The stream", Content: map[string]*huma.MediaType{
		"text/event-stream": {Schema: &huma.Schema{Type: huma.TypeString}}}}
	return o
}

// live answers with the stream. The passes are asked for anew at each reading,
// so a rule that changes takes hold at once.
func (d *Desk) live(_ context.Context, who civicline.Agent, in *Asking) (*huma.StreamResponse, error) {
	return &huma.StreamResponse{Body: func(hctx huma.Context) {
		_, w := humago.Unwrap(hctx)
		w.Header().Set("Content-Type", "text/event-stream")
		w.Header().Set("X-Accel-Buffering", "no") // a proxy must not hold messages back
		_, err := d.Grants.Ask(actor(who), civicline.SeeQueues)
		s := &stream{d: d, token: in.Cookie, w: w, rc: http.NewResponseController(w), last: map[string][]byte{},
			ear: &listener{wake: make(chan struct{}, 1), agent: who.ID, board: err == nil}}
		defer d.hub.add(s.ear)()
		defer d.presence.Enter(actor(who))()
		d.back(hctx.Context(), who)
		s.run(hctx.Context())
	}}, nil
}

// A stream tells one desktop how things stand. One goroutine, the request's.
type stream struct {
	d     *Desk
	token string
	w     http.ResponseWriter
	rc    *http.ResponseController
	ear   *listener

	last  map[string][]byte // what was last told, by event name
	call  civicline.CallID  // whose lines were told
	seq   int               // of the last line told
	board time.Time         // when it was last told
}

func (s *stream) run(ctx context.Context) {
	poll := time.NewTicker(s.d.Poll)
	defer poll.Stop()
	later := time.NewTimer(0) // for the board that had to wait
	defer later.Stop()
	stale := allParts
	for {
		owed, err := s.tell(ctx, stale, stale == allParts)
		if err != nil {
			return
		}
		if owed != 0 {
			later.Reset(boardPause)
		}
		stale = owed
		select {
		case <-ctx.Done():
			return
		case <-s.d.closing:
			return
		case <-s.ear.wake:
			stale |= s.ear.take()
		case <-later.C:
		case <-poll.C:
			stale = allParts
		}
	}
}

// tell reads the parts that may be stale and sends those that are. It returns
// the board if that has to wait a little, and an error when the stream is over.
func (s *stream) tell(ctx context.Context, stale part, beat bool) (owed part, err error) {
	if beat {
		if err := s.send("now", s.d.Now()); err != nil {
			return 0, err
		}
	}
	if stale&(partMe|partCall) != 0 {
		if err := s.tellMe(ctx); err != nil {
			return 0, err
		}
	}
	if stale&partBoard == 0 || !s.ear.board {
		return 0, nil
	}
	if time.Since(s.board) < boardPause {
		return partBoard, nil
	}
	s.board = time.Now()
	return 0, s.tellBoard(ctx)
}

func (s *stream) tellMe(ctx context.Context) error {
	who, err := s.d.Signer.SessionAgent(ctx, s.token)
	if civicline.FaultOf(err) == civicline.Refused || civicline.FaultOf(err) == civicline.NotFound {
		_ = s.send("bye", struct{}{})
		return err
	}
	if err != nil {
		return s.skip(ctx, "read a session", err)
	}
	if !who.Gone.IsZero() {
		who = s.d.back(ctx, who)
	}
	s.ear.follow(who.Call)
	if err := s.changed("me", s.d.describe(who)); err != nil {
		return err
	}
	return s.tellCall(ctx, who)
}

func (s *stream) tellCall(ctx context.Context, who civicline.Agent) error {
	p, err := s.d.Grants.Ask(actor(who), civicline.ReadOwnCalls)
	if err == nil && s.call != "" && s.call != who.Call {
		if err := s.tellUnreached(ctx, p); err != nil {
			return err
		}
	}
	if who.Call == "" || err != nil {
		s.call, s.seq = "", 0
		return s.changed("call", nil)
	}
	c, err := s.d.Reads.Call(ctx, p, who.Call)
	if err != nil {
		return s.skip(ctx, "read the agent's call", err)
	}
	events, err := s.d.Reads.Events(ctx, p, who.Call)
	if err != nil {
		return s.skip(ctx, "read the call's events", err)
	}
	sheet := sheetOf(c, events)
	if err := s.d.addOfficers(ctx, who, &sheet, events); err != nil {
		return s.skip(ctx, "read the officers' part of a call", err)
	}
	if err := s.changed("call", sheet); err != nil {
		return err
	}
	if s.call != c.ID {
		s.call, s.seq = c.ID, 0
	}
	fresh := NewLines{Call: c.ID}
	for _, l := range linesOf(events) {
		if l.Seq > s.seq {
			fresh.Lines = append(fresh.Lines, l)
			s.seq = l.Seq
		}
	}
	if len(fresh.Lines) == 0 {
		return nil
	}
	return s.send("lines", fresh)
}

// tellUnreached tells what became of the call that the agent had until now, if
// it was one that we placed and nobody was reached.
func (s *stream) tellUnreached(ctx context.Context, p civicline.Pass) error {
	c, err := s.d.Reads.Call(ctx, p, s.call)
	if err != nil || c.Callback == "" {
		return nil //nolint:nilerr // it is not theirs to read any more
	}
	events, err := s.d.Reads.Events(ctx, p, s.call)
	if err != nil {
		return s.skip(ctx, "read the events of a callback", err)
	}
	if was := sheetOf(c, events); was.Callback.Miss != "" {
		return s.send("unreached", was)
	}
	return nil
}

func (s *stream) tellBoard(ctx context.Context) error {
	who, err := s.d.Signer.SessionAgent(ctx, s.token)
	if err != nil {
		return s.skip(ctx, "read a session", err)
	}
	b, err := s.d.readBoard(ctx, actor(who))
	if err != nil {
		return s.skip(ctx, "read the board", err)
	}
	return s.changed("board", b)
}

// skip logs what could not be read: the next poll reads it again.
func (s *stream) skip(ctx context.Context, what string, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	s.d.Log.Warn("an event stream skips a beat", "op", what, "err", err)
	return nil
}

// changed sends v unless the desktop has just that already.
func (s *stream) changed(event string, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	if bytes.Equal(s.last[event], b) {
		return nil
	}
	s.last[event] = b
	return s.write(event, b)
}

func (s *stream) send(event string, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return s.write(event, b)
}

func (s *stream) write(event string, data []byte) error {
	// A desktop that takes no message for so long is gone.
	_ = s.rc.SetWriteDeadline(time.Now().Add(10 * time.Second))
	if _, err := fmt.Fprintf(s.w, "event: %s\ndata: %s\n\n", event, data); err != nil {
		return err
	}
	return s.rc.Flush()
}
