package center

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

// TextOptions are what callers may be texted. None of it may tell what a call
// was about.
type TextOptions struct {
	Link  string                       // where a callback is rebooked; a token is put behind it: "https://example.gov/callback/"; "" texts no link
	Words map[TextKind]civicline.Words // instead of ours; {reference}, {link} and {when} are filled in
}

// A TextKind is an occasion for a text message.
type TextKind string

// The occasions.
const (
	TextMissed   TextKind = "callback missed" // twice: with the link at which another time is chosen
	TextKept     TextKind = "place kept"      // when a line was lost; {reference} is the code to resume with, {when} until when
	TextItem     TextKind = "officer calls"   // the day before an officer calls about a service item; {code} is what they say first, {when} the window
	TextTomorrow TextKind = "call tomorrow"   // the day before a time that the caller chose; {when} is when
)

var textWords = map[TextKind]civicline.Words{
	TextMissed: {
		civicline.English: "We called you back twice and did not reach you. Choose another time: {link} or call us: you keep your place. Reference {reference}. We never ask for money.",
		civicline.Spanish: "Le devolvimos la llamada dos veces y no le encontramos. Elija otra hora: {link} o llámenos: conserva su lugar. Referencia {reference}. Nunca pedimos dinero.",
	},
	TextKept: {
		civicline.English: "The line was lost. Your place is kept until {when}. Call us from this number, or with code {reference}. We never ask for money.",
		civicline.Spanish: "Se cortó la llamada. Le guardamos su lugar hasta el {when}: llámenos desde este número, o con el código {reference}. Nunca pedimos dinero.",
	},
	TextItem: {
		civicline.English: "An officer plans to call about item {code} on {when} from an unknown number. Reply 1 OK, 2 other time, 9 stop. We never ask for money.",
		civicline.Spanish: "Un oficial planea llamarle por el asunto {code} el {when}, desde un número desconocido. Responda 1 está bien, 2 otra hora, 9 no más textos. Nunca pedimos dinero.",
	},
	TextTomorrow: {
		civicline.English: "We will call you on {when}. Reference {reference}. For another time, call us. We never ask for money.",
		civicline.Spanish: "Le llamaremos el {when}, referencia {reference}. Para otra hora, llámenos. Nunca pedimos dinero.",
	},
}

// withoutLink are ours where there is no page to choose another time on.
var withoutLink = map[TextKind]civicline.Words{
	TextMissed: {
		civicline.English: "We called you back twice and did not reach you. Call us: you keep your place. Reference {reference}. We never ask for money.",
		civicline.Spanish: "Le devolvimos la llamada dos veces y no le encontramos. Llámenos: conserva su lugar. Referencia {reference}. Nunca pedimos dinero.",
	},
}

var blank = regexp.MustCompile(`\{[^}]*\}`)

func (o TextOptions) check() error {
	for kind, words := range o.Words {
		if _, ok := textWords[kind]; !ok {
			return fmt.Errorf("center: there is no text for %q; write %q, %q, %q or %q", kind, TextMissed, TextKept, TextItem, TextTomorrow)
		}
		if missing := words.Missing(); len(missing) > 0 {
			return fmt.Errorf("center: the text %q says nothing in %s", kind, missing[0].Name())
		}
		for _, w := range words {
			for _, b := range blank.FindAllString(w, -1) {
				switch {
				case b == "{link}" && o.Link == "":
					return fmt.Errorf("center: the text %q has {link}, and no address is given to link to", kind)
				case kind == TextItem && (b == "{code}" || b == "{when}"):
				case kind == TextItem:
					return fmt.Errorf("center: the text %q has %s; write {code} or {when}", kind, b)
				case b != "{reference}" && b != "{link}" && b != "{when}":
					return fmt.Errorf("center: the text %q has %s; write {reference}, {link} or {when}", kind, b)
				}
			}
		}
	}
	return nil
}

func (o TextOptions) words(kind TextKind, l civicline.Language) string {
	if w, ok := o.Words[kind]; ok {
		return w[l]
	}
	if w, ok := withoutLink[kind]; ok && o.Link == "" {
		return w[l]
	}
	return textWords[kind][l]
}

// textTask is the kind of task that a text is.
const textTask = "text"

// A textPlan is what is kept of a text until it is sent.
type textPlan struct {
	To       string             `json:"to"`
	Language civicline.Language `json:"language"`
	Words    string             `json:"words"`
	Until    time.Time          `json:"until,omitzero"` // after which it is of no use; zero is a day after it was planned
}

// A textWish is a text that is to be sent, for planText.
type textWish struct {
	kind TextKind
	key  string // of each there is one, ever
	due  time.Time
	to   civicline.PhoneNumber
	in   civicline.Language
	ref  civicline.Reference
	when time.Time           // zero if the words have no {when}; after it the text is of no use
	zone *time.Location      // of when
	of   *civicline.Callback // whose link is texted; nil is none
}

// planText plans a text: it is sent once, whatever crashes, unless it is
// cancelled before. The link's token is new, and those sent before open nothing
// any more.
func (t *change) planText(w textWish) error {
	link := ""
	if w.of != nil && t.c.o.Texts.Link != "" {
		token := newToken()
		if err := t.PutCallbackToken(w.of.Reference, hashToken(token)); err != nil {
			return err
		}
		link = t.c.o.Texts.Link + token
	}
	when := ""
	if !w.when.IsZero() {
		when = sayTime(w.when.In(w.zone), w.in)
	}
	words := strings.NewReplacer("{reference}", w.ref.String(), "{link}", link, "{when}", when).Replace(t.c.o.Texts.words(w.kind, w.in))
	_, err := t.Plan(textTask, w.key, w.due, textPlan{string(w.to), w.in, words, w.when}, t.now)
	return err
}

// textUnreached tells a caller whom we tried as often as may be, if they agreed
// to be texted.
func (t *change) textUnreached(cb civicline.Callback) error {
	if !cb.Texts {
		return nil
	}
	return t.planText(textWish{kind: TextMissed, key: unreachedKey(cb), due: t.now, to: cb.Number, in: cb.Language, ref: cb.Reference, of: &cb})
}

func unreachedKey(cb civicline.Callback) string { return "text unreached " + string(cb.Ring) }

// cancelText takes back what was to be texted about a callback, if it still can
// be.
func (t *change) cancelText(cb civicline.Callback) error {
	for _, key := range []string{unreachedKey(cb), tomorrowKey(cb)} {
		if _, err := t.Cancel(key, t.now); err != nil {
			return err
		}
	}
	return nil
}

// dayBefore is how long before the time that a caller chose they are texted.
const dayBefore = 24 * time.Hour

// textTomorrow reminds a caller of the time that they chose, if they agreed to be
// texted and chose it a good while ago. It has no link: a new one would close the
// page at which they have just chosen.
func (t *change) textTomorrow(cb civicline.Callback) error {
	due := cb.Due.Add(-dayBefore)
	if !cb.Texts || cb.Until.IsZero() || cb.Item != "" || due.Before(t.now.Add(time.Hour)) {
		return nil
	}
	queue, _ := t.callbackQueue(cb)
	return t.planText(textWish{kind: TextTomorrow, key: tomorrowKey(cb), due: due, to: cb.Number, in: cb.Language, ref: cb.Reference,
		when: cb.Due, zone: t.c.calendarOf(queue).Zone()})
}

func tomorrowKey(cb civicline.Callback) string {
	return fmt.Sprintf("text tomorrow %s %d", cb.Reference, cb.Due.Unix())
}

// soonBack is how long a caller whose line was lost has to ring back before
// they are texted.
const soonBack = time.Minute

// textKept tells a caller who lost the line that their place is kept, if they
// agreed to be texted, or their queue does so unasked.
func (t *change) textKept(call civicline.Call, place civicline.Place) error {
	queue, _ := t.c.queueByID(place.Queue)
	to, err := dialable("", call.From)
	if err != nil || call.Facts["texts"] != "yes" && !queue.Texts {
		return nil //nolint:nilerr // they cannot be texted
	}
	return t.planText(textWish{kind: TextKept, key: keptKey(call.ID), due: t.now.Add(soonBack), to: to, in: call.Language, ref: call.Reference,
		when: place.Until, zone: t.c.calendarOf(queue).Zone()})
}

func keptKey(call civicline.CallID) string { return "text kept " + string(call) }

func (t *change) untextKept(call civicline.CallID) error {
	_, err := t.Cancel(keptKey(call), t.now)
	return err
}

const (
	textLease = time.Minute
	textStale = 24 * time.Hour // what could not be sent for so long is not news any more
)

// textAgain is how long a text waits after each try that failed; after the last
// it is given up.
var textAgain = []time.Duration{30 * time.Second, 2 * time.Minute, 10 * time.Minute, time.Hour, 3 * time.Hour}

// ClaimTexts gives owner, some process or part of one, up to n texts to send:
// each is theirs for a minute, and must be TextSent or TextFailed then. Another
// gets it after that, so whoever carries it must know its Key again.
func (c *Center) ClaimTexts(ctx context.Context, owner string, n int) (texts []civicline.Text, err error) {
	const op = "send texts"
	var next time.Time
	if err := c.look(ctx, op, func(v *store.View) (err error) { next, err = v.NextDue(textTask); return err }); err != nil {
		return nil, err
	}
	if next.IsZero() || next.After(c.now()) {
		return nil, nil
	}
	err = c.change(ctx, clock, func(t *change) error {
		texts = nil
		now, err := t.Clock(t.now)
		if err != nil {
			return err
		}
		tasks, err := t.Claim([]string{textTask}, owner, now, textLease, n)
		if err != nil {
			return err
		}
		for _, task := range tasks {
			var plan textPlan
			err := json.Unmarshal(task.Payload, &plan)
			if plan.Until.IsZero() {
				plan.Until = task.Created.Add(textStale)
			}
			if err != nil || t.now.After(plan.Until) {
				if err := t.Fail(task.ID, owner, task.Attempt, t.now, "too late to be of use"); err != nil {
					return err
				}
				continue
			}
			texts = append(texts, civicline.Text{Task: task.ID, Attempt: task.Attempt, Key: task.Key,
				To: civicline.PhoneNumber(plan.To), Language: plan.Language, Words: plan.Words})
		}
		return nil
	})
	return texts, c.plain(op, err)
}

// TextSent ends a text that owner has sent. It is no error if another has it by
// now, or it was taken back meanwhile: it is sent.
func (c *Center) TextSent(ctx context.Context, owner string, text civicline.Text) error {
	err := c.change(ctx, clock, func(t *change) error { return t.Finish(text.Task, owner, text.Attempt, t.now) })
	if errors.Is(err, store.ErrFenced) {
		return nil
	}
	return c.plain("send a text", err)
}

// TextFailed puts a text off that owner could not send, or gives it up: at once
// if it is hopeless, or when it was tried often enough. why is for an operator,
// and has no personal data.
func (c *Center) TextFailed(ctx context.Context, owner string, text civicline.Text, why string, hopeless bool) error {
	err := c.change(ctx, clock, func(t *change) error {
		if hopeless || text.Attempt > len(textAgain) {
			return t.Fail(text.Task, owner, text.Attempt, t.now, why)
		}
		return t.Retry(text.Task, owner, text.Attempt, t.now.Add(textAgain[text.Attempt-1]), why)
	})
	if errors.Is(err, store.ErrFenced) {
		return nil
	}
	return c.plain("put a text off", err)
}

var (
	daysES   = []string{"domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"}
	monthsES = []string{"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"}
)

// sayTime is a time in words: "Monday, November 23, 2:00 PM".
func sayTime(at time.Time, l civicline.Language) string {
	if l != civicline.Spanish {
		return at.Format("Monday, January 2, 3:04 PM")
	}
	half := "a. m."
	if at.Hour() >= 12 {
		half = "p. m."
	}
	return fmt.Sprintf("%s %d de %s, %s %s", daysES[at.Weekday()], at.Day(), monthsES[at.Month()-1], at.Format("3:04"), half)
}
