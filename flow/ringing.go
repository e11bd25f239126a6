package flow

import (
	"time"

	"github.com/civicline/civicline"
)

// misses are why whom we rang was not reached, as "not reached" names them.
var misses = []string{string(civicline.MissNoAnswer), string(civicline.MissVoicemail), string(civicline.MissDeclined), string(civicline.MissFailed)}

// rung notes whom we ring back.
func (t *turn) rung(in Input) {
	p := &t.p
	p.told.callback, p.told.number, p.told.rung, p.told.awaited = in.Callback, in.Number, true, true
	p.reasonPut = true // it was told when the call was promised
	if in.Callback.Reason != "" {
		p.facts = p.facts.With(civicline.Facts{"reason": in.Callback.Reason})
	}
	if in.Speaks.Known() {
		p.language, p.chosen = in.Speaks, true
		t.order(civicline.Speak{Language: in.Speaks})
	}
}

// owes notes the callback that we owe a caller who rings us.
func (t *turn) owes(cb *civicline.Callback) {
	p := &t.p
	if cb == nil {
		return
	}
	p.told.owed = *cb
	if cb.State != civicline.CallbackUnreached && cb.Due.After(p.at) {
		p.told.callback = *cb
	}
	if cb.Language.Known() && !p.chosen {
		p.language, p.chosen = cb.Language, true
		t.order(civicline.Speak{Language: cb.Language})
	}
}

// connect has whom we rang get the agent who is kept for them.
func (t *turn) connect() {
	p := &t.p
	p.told.awaited = false
	next := civicline.Wait{Position: 1}
	p.line = line{in: true, since: p.at, wait: next, told: next, saidAt: p.at}
	t.order(civicline.Connect{})
}

// promise books what was agreed on.
func (t *turn) promise(st *step) {
	p := &t.p
	var to civicline.PhoneNumber
	switch st.name {
	case "to the number given":
		to = civicline.PhoneNumber(p.facts["phone number"])
	case "to the number agreed":
		if p.facts["callback to"] != "their own" {
			to = civicline.PhoneNumber(p.facts["phone number"])
		}
	}
	t.order(civicline.PromiseCallback{Number: to, Reason: t.reason(), At: t.chosenTime(), Texts: p.facts["texts"] == "yes"})
}

// chosenTime is the time of a callback that the caller chose; zero if they chose none.
func (t *turn) chosenTime() time.Time {
	at, err := parseTime(t.p.facts[callbackTime])
	if err != nil {
		return time.Time{}
	}
	return at
}

// takeBack takes up a place.
func (t *turn) takeBack(st *step) {
	o := civicline.TakeBack{}
	switch st.name {
	case "the place of the call we owe":
		o.Owed = true
	case "the place of their reference":
		o.Code = civicline.Reference(t.p.facts["reference"])
	}
	t.order(o)
}

// saidReference takes nine digits that are a reference number for the answer.
func saidReference(r civicline.Reading) []civicline.Facts {
	return keyedReference(r.Entities["digits"])
}

func keyedReference(keys string) []civicline.Facts {
	ref, err := civicline.ParseReference(keys)
	if err != nil {
		return nil
	}
	return []civicline.Facts{{"reference": string(ref)}}
}

// referencePart is a row of digits that is too short for a reference number.
func referencePart(r civicline.Reading) string {
	if v := r.Entities["digits"]; len(v) >= 3 && len(v) < 9 {
		return v
	}
	return ""
}
