package center

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/civicline/civicline"
)

// What a caller says is kept, but not without end: runes.
const (
	longestID     = 100
	longestReason = 2_000
	longestTurn   = 10_000
	longestNote   = 10_000
)

// remembered is how long a number that has rung is known.
const remembered = 30 * 24 * time.Hour

func (t *change) arrive(cmd civicline.Arrive) (civicline.Result, error) {
	const op = "begin a call"
	switch {
	case cmd.Call == "" || len(cmd.Call) > longestID:
		return civicline.Result{}, invalid(op, "A call needs an ID of 1 to 100 characters.")
	case !slices.Contains([]civicline.Channel{civicline.Phone, civicline.Web, civicline.Chat}, cmd.Channel):
		return civicline.Result{}, invalid(op, "A call comes by phone, from the web, or as a chat.")
	}
	if _, err := t.Call(cmd.Call); civicline.FaultOf(err) != civicline.NotFound {
		if err == nil {
			err = conflict(op, "There already is a call with this ID.")
		}
		return civicline.Result{}, err
	}
	ref, err := t.reference()
	if err != nil {
		return civicline.Result{}, err
	}
	call := civicline.Call{
		ID: cmd.Call, Reference: ref, From: known(cmd.From), Channel: cmd.Channel, Language: civicline.English,
		State: civicline.Ringing, Since: t.now, Arrived: t.now, Facts: civicline.Facts{}, Node: t.c.o.Node,
	}
	if err := t.PutCall(call); err != nil {
		return civicline.Result{}, err
	}
	if err := t.note(civicline.CallArrived, call, civicline.Detail{To: call.State, Reference: ref, Language: call.Language}); err != nil {
		return civicline.Result{}, err
	}
	res := civicline.Result{Call: call}
	if res.Known, err = t.RangBefore(call.From, t.now.Add(-remembered)); err != nil {
		return civicline.Result{}, err
	}
	switch kept, err := t.Kept(call.From, t.now); civicline.FaultOf(err) {
	case "":
		res.Kept = &kept
	case civicline.NotFound:
	default:
		return res, err
	}
	res.Owed, err = t.owed(call.From)
	return res, err
}

// known is the number, or empty when it is one of the names that networks give
// to callers who withhold theirs: two such callers are not the same person.
func known(n civicline.PhoneNumber) civicline.PhoneNumber {
	text := strings.TrimSpace(clean(string(n), longestID))
	switch strings.ToLower(text) {
	case "anonymous", "unknown", "unavailable", "restricted", "private", "withheld":
		return ""
	}
	return civicline.PhoneNumber(text)
}

// reference draws numbers until one is new.
func (t *change) reference() (civicline.Reference, error) {
	for range 50 {
		ref := civicline.NewReference(t.c.o.Rand())
		if free, err := t.TakeReference(ref); err != nil || free {
			return ref, err
		}
	}
	return "", fmt.Errorf("center: 50 reference numbers in a row were taken")
}

func (t *change) pickUp(cmd civicline.PickUp) (civicline.Result, error) {
	call, err := t.Call(cmd.Call)
	if err != nil {
		return civicline.Result{}, err
	}
	err = t.step(civicline.CallAnswered, &call, nil, civicline.Detail{})
	return civicline.Result{Call: call}, err
}

func (t *change) setLanguage(cmd civicline.SetLanguage) (civicline.Result, error) {
	const op = "choose a language"
	if !cmd.Language.Known() {
		return civicline.Result{}, invalid(op, "The centre does not speak this language.")
	}
	call, err := t.Call(cmd.Call)
	switch {
	case err != nil:
		return civicline.Result{}, err
	case call.State == civicline.Ended || call.State == civicline.Away:
		return civicline.Result{Call: call}, conflict(op, "The call is over.")
	case call.Language == cmd.Language:
		return civicline.Result{Call: call}, nil
	}
	call.Language = cmd.Language
	queue, err := t.moveLine(&call)
	if err != nil {
		return civicline.Result{}, err
	}
	if err := t.PutCall(call); err != nil {
		return civicline.Result{}, err
	}
	err = t.note(civicline.LanguageSet, call, civicline.Detail{Language: call.Language, Queue: queue})
	return civicline.Result{Call: call}, err
}

// moveLine puts a call that waits into the line of the language it now speaks,
// its place unchanged, and returns that line. An offer to somebody who does not
// speak it is withdrawn.
func (t *change) moveLine(call *civicline.Call) (civicline.QueueID, error) {
	if call.State != civicline.Waiting && call.State != civicline.Offered {
		return "", nil
	}
	place, err := t.Place(call.ID)
	if err != nil {
		return "", err
	}
	from, _ := t.c.queueByID(call.Queue)
	to, ok := t.c.queueFor(cmp.Or(from.Tier, civicline.Tier1), call.Language, place.Topic)
	if !ok {
		return "", conflict("choose a language", "Nobody here answers in "+call.Language.Name()+".")
	}
	if place.Offered != "" {
		agent, err := t.Agent(place.Offered)
		if err != nil {
			return "", err
		}
		if !speaks(agent, call.Language) {
			if err := t.withdraw(call, &place); err != nil {
				return "", err
			}
		}
	}
	call.Queue, place.Queue, place.Language = to.ID, to.ID, call.Language
	t.stirred = true
	return to.ID, t.PutPlace(place)
}

func (t *change) takeTurn(cmd civicline.TakeTurn) (civicline.Result, error) {
	turn := cmd.Turn
	if turn.Who != civicline.ByCaller && turn.Who != civicline.ByBot && turn.Who != civicline.ByAgent {
		return civicline.Result{}, invalid("write down a turn", "A turn is the caller's, the bot's or the agent's.")
	}
	call, err := t.Call(cmd.Call)
	if err != nil {
		return civicline.Result{}, err
	}
	turn.Text, turn.Keys = clean(turn.Text, longestTurn), clean(turn.Keys, longestTurn)
	err = t.note(civicline.TurnTaken, call, civicline.Detail{Turn: &turn, Latency: cmd.Latency})
	return civicline.Result{Call: call}, err
}

func (t *change) learn(cmd civicline.Learn) (civicline.Result, error) {
	call, err := t.Call(cmd.Call)
	if err != nil || len(cmd.Facts) == 0 {
		return civicline.Result{Call: call}, err
	}
	learned := make(civicline.Facts, len(cmd.Facts))
	for name, fact := range cmd.Facts {
		learned[clean(name, longestID)] = clean(fact, longestReason)
	}
	call.Facts = call.Facts.With(learned)
	if err := t.PutCall(call); err != nil {
		return civicline.Result{}, err
	}
	err = t.note(civicline.FactsLearned, call, civicline.Detail{Facts: learned})
	return civicline.Result{Call: call}, err
}

func (t *change) recorded(cmd civicline.Recorded) (civicline.Result, error) {
	if cmd.File == "" || strings.ContainsAny(cmd.File, `/\`) {
		return civicline.Result{}, invalid("keep a recording", "A recording is named by a file of the recordings folder, without a path.")
	}
	call, err := t.Call(cmd.Call)
	if err != nil {
		return civicline.Result{}, err
	}
	call.Recording = cmd.File
	if err := t.PutCall(call); err != nil {
		return civicline.Result{}, err
	}
	err = t.note(civicline.CallRecorded, call, civicline.Detail{File: cmd.File})
	return civicline.Result{Call: call}, err
}

// end does what the end of a caller's line means where the call now stands. A
// call that is over already stays as it is, and so does a kept place: whoever
// ended the call may say so twice.
func (t *change) end(cmd civicline.End) (civicline.Result, error) {
	call, err := t.Call(cmd.Call)
	if err != nil {
		return civicline.Result{}, err
	}
	cmd.Why = clean(cmd.Why, longestReason)
	if ours, err := t.endRing(&call, cmd.Lost, cmd.Why); ours || err != nil {
		return civicline.Result{Call: call}, err
	}
	switch call.State {
	case civicline.Ended, civicline.Away:
		return civicline.Result{Call: call}, nil
	case civicline.Waiting, civicline.Offered:
		err = t.leaveLine(&call, cmd.Lost, cmd.Why)
	case civicline.WithAgent, civicline.OnHold:
		err = t.endTalk(&call, cmd.Lost, cmd.Why)
	default:
		err = t.finish(&call, nil, civicline.Detail{Reason: cmd.Why})
	}
	return civicline.Result{Call: call}, err
}

// leaveLine ends a waiting call; if the line was lost, it keeps the place.
func (t *change) leaveLine(call *civicline.Call, lost bool, why string) error {
	place, err := t.Place(call.ID)
	if err != nil {
		return err
	}
	if place.Offered != "" {
		if err := t.withdraw(call, &place); err != nil {
			return err
		}
	}
	waited := t.now.Sub(place.Entered)
	t.stirred = true
	if !lost {
		if err := t.DropPlace(call.ID); err != nil {
			return err
		}
		return t.finish(call, nil, civicline.Detail{Reason: why, Queue: place.Queue, Entered: place.Entered, Waited: waited})
	}
	place.Present, place.Until = false, t.now.Add(t.c.o.KeepPlace)
	if err := t.PutPlace(place); err != nil {
		return err
	}
	if err := t.textKept(*call, place); err != nil {
		return err
	}
	return t.step(civicline.CallerAway, call, nil, civicline.Detail{
		Reason: why, Queue: place.Queue, Entered: place.Entered, Until: place.Until, Waited: waited})
}

// endTalk ends a call that is with an agent; if the caller's line was lost, they
// are rung back.
func (t *change) endTalk(call *civicline.Call, lost bool, why string) error {
	if err := t.consultOver(call.ID); err != nil {
		return err
	}
	agent, err := t.Agent(call.Agent)
	if err != nil {
		return err
	}
	if lost {
		if err := t.owe(call); err != nil {
			return err
		}
	}
	if err := t.parted(call.ID); err != nil {
		return err
	}
	return t.finish(call, &agent, civicline.Detail{Reason: why})
}

func (t *change) finish(call *civicline.Call, agent *civicline.Agent, d civicline.Detail) error {
	if err := t.hungUp(call.ID); err != nil {
		return err
	}
	call.Ended, call.Why = t.now, d.Reason
	return t.step(civicline.CallEnded, call, agent, d)
}

// clean makes what came from outside fit to keep: valid text without control
// characters but line breaks, and not longer than so many runes.
func clean(s string, runes int) string {
	s = strings.Map(func(r rune) rune {
		if r == utf8.RuneError || r != '\n' && unicode.IsControl(r) {
			return -1
		}
		return r
	}, s)
	if utf8.RuneCountInString(s) <= runes {
		return s
	}
	return string([]rune(s)[:runes])
}

func invalid(op, words string) error {
	return &civicline.Error{Kind: civicline.Invalid, Op: op, Message: words}
}

func conflict(op, words string) error {
	return &civicline.Error{Kind: civicline.Conflict, Op: op, Message: words}
}

func refused(op, words string) error {
	return &civicline.Error{Kind: civicline.Refused, Op: op, Message: words}
}
