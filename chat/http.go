package chat

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/flow"
)

// longestText is how many characters one turn may have.
const longestText = 1000

// A reply is what every request but DELETE is answered with.
type reply struct {
	Session  string             `json:"session,omitempty"` // of POST /api/chat: the token
	Language civicline.Language `json:"language"`
	Expects  civicline.Question `json:"expects"` // what the bot asked for, "open" for anything
	Over     bool               `json:"over"`
	N        int                `json:"n"`     // turns so far: send it with the next
	Turns    []turn             `json:"turns"` // those that the page has not seen
}

func (s *session) reply(after int) reply {
	after = min(max(after, 0), len(s.Turns))
	return reply{Language: s.place.Language(), Expects: s.place.Expecting().Question, Over: s.Over, N: len(s.Turns), Turns: append([]turn{}, s.Turns[after:]...)}
}

// begin starts a chat: the bot greets.
func (c *Chat) begin(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Language civicline.Language `json:"language"`
	}
	if !decode(w, r, &in) {
		return
	}
	if in.Language != "" && !in.Language.Known() {
		refuse(w, r, http.StatusUnprocessableEntity, civicline.Invalid, "language")
		return
	}
	if wait := c.begins.Take(c.AddressOf(r)); wait > 0 {
		tooMany(w, r, wait, "too many")
		return
	}
	s, err := c.open(r.Context())
	if err != nil {
		c.fail(w, r, err)
		return
	}
	s.token, s.Call, s.Began = newID(), civicline.CallID(newID()), c.Now()
	defer c.alone(s.token)()
	p := &play{Chat: c, ctx: r.Context(), s: s, sc: c.Script("")}
	s.Version = p.sc.Book.Version()
	for _, cmd := range []civicline.Command{civicline.Arrive{Call: s.Call, Channel: civicline.Chat}, civicline.PickUp{Call: s.Call}} {
		if _, err := c.Door.Do(r.Context(), civicline.Bot, cmd); err != nil {
			c.fail(w, r, err)
			return
		}
	}
	p.greet(in.Language)
	if err := c.save(r.Context(), s); err != nil {
		c.fail(w, r, err)
		return
	}
	out := s.reply(0)
	out.Session = s.token
	answer(w, http.StatusCreated, out)
}

// greet begins the conversation, in the language of the page if it has one.
func (p *play) greet(l civicline.Language) {
	p.next(flow.Input{What: flow.Began, Typed: true, Speaks: l, Hours: p.Reads.Hours(p.Now())})
	p.flush()
}

// turn answers what the person wrote.
func (c *Chat) turn(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Text string `json:"text"`
		Keys string `json:"keys"`
		N    int    `json:"n"`
	}
	if !decode(w, r, &in) {
		return
	}
	in.Text = strings.Join(strings.Fields(in.Text), " ")
	switch {
	case in.Text == "" && in.Keys == "":
		refuse(w, r, http.StatusUnprocessableEntity, civicline.Invalid, "nothing")
		return
	case utf8.RuneCountInString(in.Text) > longestText || len(in.Keys) > 20 || strings.Trim(in.Keys, "0123456789*#") != "":
		refuse(w, r, http.StatusUnprocessableEntity, civicline.Invalid, "too long")
		return
	}
	c.with(w, r, func(s *session) error {
		if wait := c.turns.Take(s.token); wait > 0 {
			tooMany(w, r, wait, "slowly")
			return nil
		}
		after := len(s.Turns)
		if in.N > 0 && in.N <= s.Seen { // sent twice: the answer was lost on the way
			c.script(s)
			answer(w, http.StatusOK, s.reply(in.N))
			return nil
		}
		if s.Over || after >= longest {
			refuse(w, r, http.StatusConflict, civicline.Conflict, "over")
			return nil
		}
		p := &play{Chat: c, ctx: r.Context(), s: s}
		var anew bool
		if p.sc, anew = c.script(s); anew {
			p.greet(s.Language)
		}
		input := flow.Input{What: flow.Keyed, Keys: in.Keys}
		shown := in.Keys
		if in.Keys == "" {
			input, shown = p.wrote(in.Text), in.Text
		}
		s.add(civicline.ByCaller, s.place.Language(), shown, c.Now())
		p.record(civicline.Turn{Who: civicline.ByCaller, Language: s.place.Language(), Text: in.Text, Keys: in.Keys,
			Intent: input.Reading.Intent, Confidence: input.Reading.Confidence})
		p.next(input)
		p.flush()
		s.Seen = after
		if err := c.save(r.Context(), s); err != nil {
			return err
		}
		answer(w, http.StatusOK, s.reply(after))
		return nil
	})
}

// read shows what was said, to a page that was closed.
func (c *Chat) read(w http.ResponseWriter, r *http.Request) {
	after, err := strconv.Atoi(r.URL.Query().Get("after"))
	if err != nil && r.URL.Query().Has("after") {
		refuse(w, r, http.StatusUnprocessableEntity, civicline.Invalid, "after")
		return
	}
	c.with(w, r, func(s *session) error {
		c.script(s)
		answer(w, http.StatusOK, s.reply(after))
		return nil
	})
}

// end ends the chat, at the person's wish.
func (c *Chat) end(w http.ResponseWriter, r *http.Request) {
	c.with(w, r, func(s *session) error {
		if s.Over {
			w.WriteHeader(http.StatusNoContent)
			return nil
		}
		c.script(s)
		s.Over = true
		if _, err := c.Door.Do(r.Context(), civicline.Bot, civicline.End{Call: s.Call, Why: "the person left the chat"}); err != nil {
			return err
		}
		if err := c.save(r.Context(), s); err != nil {
			return err
		}
		w.WriteHeader(http.StatusNoContent)
		return nil
	})
}

// with finds the chat of the request's token, and does op with it alone.
func (c *Chat) with(w http.ResponseWriter, r *http.Request, op func(*session) error) {
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok || len(token) < 20 || len(token) > 100 {
		refuse(w, r, http.StatusUnauthorized, civicline.Refused, "token")
		return
	}
	defer c.alone(token)()
	s, err := c.load(r.Context(), token)
	if err == nil {
		err = op(s)
	}
	if err != nil {
		c.fail(w, r, err)
	}
}

// fail answers with what went wrong; what is ours is logged.
func (c *Chat) fail(w http.ResponseWriter, r *http.Request, err error) {
	switch kind := civicline.FaultOf(err); {
	case r.Context().Err() != nil: // nobody is there to read it
	case kind == civicline.NotFound:
		refuse(w, r, http.StatusNotFound, kind, "over")
	case kind == civicline.Unavailable:
		refuse(w, r, http.StatusServiceUnavailable, kind, "not now")
	default:
		c.Log.Error("a chat could not be answered", "err", err)
		refuse(w, r, http.StatusInternalServerError, civicline.Internal, "not now")
	}
}

func decode(w http.ResponseWriter, r *http.Request, into any) bool {
	err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 16<<10)).Decode(into)
	if err != nil && !errors.Is(err, io.EOF) { // an empty body asks for nothing in particular
		refuse(w, r, http.StatusBadRequest, civicline.Invalid, "json")
		return false
	}
	return true
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}

// A refusal is what is answered when something is wrong, in words for the person.
type refusal struct {
	Kind    civicline.Fault `json:"kind"`
	Message string          `json:"message"`
}

// refuse answers in the language that the browser prefers, if we have it.
func refuse(w http.ResponseWriter, r *http.Request, status int, kind civicline.Fault, why string) {
	l := civicline.English
	if tag, _, _ := strings.Cut(r.Header.Get("Accept-Language"), "-"); strings.HasPrefix(strings.ToLower(tag), "es") {
		l = civicline.Spanish
	}
	answer(w, status, refusal{kind, refusals[why][l]})
}

func tooMany(w http.ResponseWriter, r *http.Request, wait time.Duration, why string) {
	w.Header().Set("Retry-After", strconv.Itoa(int(wait/time.Second)+1))
	refuse(w, r, http.StatusTooManyRequests, civicline.Unavailable, why)
}

// refusals are in words that a page may show.
//
//nolint:misspell // half of it is Spanish
var refusals = map[string]civicline.Words{
	"nowhere":  {"en": "There is nothing here. A chat begins with POST /api/chat.", "es": "Aquí no hay nada. Un chat empieza con POST /api/chat."},
	"json":     {"en": "The request is not the JSON that it should be.", "es": "La solicitud no es el JSON que debe ser."},
	"language": {"en": "We write English and Spanish: language is en or es.", "es": "Escribimos en español e inglés: language es en o es."},
	"nothing":  {"en": "Nothing was written. Please write what you need.", "es": "No escribió nada. Escriba lo que necesita, por favor."},
	"too long": {"en": "That is too long. Please write it in fewer words.", "es": "Es demasiado largo. Escríbalo con menos palabras, por favor."},
	"after":    {"en": "after is the number of a turn.", "es": "after es el número de un turno."},
	"token":    {"en": "Which chat? Send its token: Authorization: Bearer TOKEN.", "es": "¿Qué chat? Envíe su clave: Authorization: Bearer TOKEN."},
	"over":     {"en": "This chat is over. Please start another.", "es": "Este chat terminó. Empiece otro, por favor."},
	"slowly":   {"en": "That was a lot at once. Please wait a moment, then write again.", "es": "Fue mucho a la vez. Espere un momento y escriba de nuevo, por favor."},
	"too many": {"en": "Too many chats were started from here. Please try again in a few minutes, or call us.", "es": "Se empezaron demasiados chats desde aquí. Intente de nuevo en unos minutos, o llámenos."},
	"not now":  {"en": "Something went wrong on our side. Please try again, or call us.", "es": "Algo falló de nuestro lado. Intente de nuevo, o llámenos."},
}
