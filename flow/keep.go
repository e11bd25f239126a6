package flow

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/civicline/civicline"
)

// Keep writes p down, so that a conversation can go on after a restart. What it
// returns holds what the caller said: keep it as you keep the call.
func (p Place) Keep() ([]byte, error) { return json.Marshal(p.written()) }

// Kept reads what Keep wrote. Going on from it is the same as going on from the
// Place itself, in a Book of the same Version.
func Kept(data []byte) (Place, error) {
	var w written
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&w); err != nil {
		return Place{}, fmt.Errorf("this is no place in a conversation: %w; begin a new one", err)
	}
	return w.place(), nil
}

// Resume is Kept for a Book: it refuses a Place in another one, or in an older
// version of this.
func (b *Book) Resume(data []byte) (Place, error) {
	p, err := Kept(data)
	if err != nil {
		return Place{}, err
	}
	if p.version != "" && p.version != b.version {
		return Place{}, errors.New("the flows have changed since this place was kept; begin a new conversation")
	}
	return p, nil
}

// Version stands for the files that b was read from: another text, another
// Version. A Place belongs to one.
func (b *Book) Version() string { return b.version }

// Version is that of the Book that p is in; "" before Began.
func (p Place) Version() string { return p.version }

// written is a Place as it is written down.
type written struct {
	Version    string
	At         time.Time
	Language   civicline.Language `json:",omitempty"`
	Chosen     bool               `json:",omitempty"`
	Guessed    bool               `json:",omitempty"`
	Spot       writtenSpot
	Answering  writtenAnswering `json:",omitzero"`
	Left       []writtenAside   `json:",omitempty"`
	Offer      writtenAside     `json:",omitzero"`
	Also       []string         `json:",omitempty"`
	Last       writtenGiven     `json:",omitzero"`
	Rest       rest
	Owed       string             `json:",omitempty"`
	Asks       civicline.Question `json:",omitempty"`
	Facts      civicline.Facts    `json:",omitempty"`
	Offered    civicline.Reading  `json:",omitzero"`
	Words      string             `json:",omitempty"`
	Topic      string             `json:",omitempty"`
	Task       string             `json:",omitempty"`
	Trouble    writtenTrouble     `json:",omitzero"`
	Posed      writtenSpot        `json:",omitzero"`
	Poses      int                `json:",omitempty"`
	Prompt     []civicline.Say    `json:",omitempty"`
	Question   int                `json:",omitempty"`
	Slower     bool               `json:",omitempty"`
	Louder     bool               `json:",omitempty"`
	Heard      map[uint32]int     `json:",omitempty"`
	Doubted    bool               `json:",omitempty"`
	ReasonPut  bool               `json:",omitempty"`
	KeypadOnly bool               `json:",omitempty"`
	Told       writtenTold        `json:",omitzero"`
	Line       writtenLine        `json:",omitzero"`
}

type writtenSpot struct {
	Flow string
	Op   int
}

type writtenAnswering struct {
	Guess   []civicline.Facts `json:",omitempty"`
	Wrong   []string          `json:",omitempty"`
	SoFar   string            `json:",omitempty"`
	Pieces  int               `json:",omitempty"`
	Doubt   string            `json:",omitempty"`
	Options []writtenOption   `json:",omitempty"`
}

type writtenAside struct {
	Spot      writtenSpot
	Answering writtenAnswering `json:",omitzero"`
	Topic     string           `json:",omitempty"`
	Words     string           `json:",omitempty"`
	Task      string           `json:",omitempty"`
	Asked     bool             `json:",omitempty"`
}

type writtenOption struct {
	Name   civicline.Words
	Intent string
	Answer civicline.Facts
}

type writtenGiven struct {
	Spot writtenSpot
	Name string
}

type writtenTrouble struct{ Tries, Silences, Repeats, Alarms int }

type writtenTold struct {
	Number                     civicline.PhoneNumber
	Known, Typed, Kept, Failed bool
	Until                      time.Time
	Hours                      civicline.OpenHours
	Agent                      string
	Receipt                    civicline.CallReceipt
	Callback                   civicline.Callback
	Rung, Awaited, Middle      bool                `json:",omitempty"`
	Owed                       civicline.Callback  `json:",omitzero"`
	Reference                  civicline.Reference `json:",omitempty"`
}

type writtenLine struct {
	In                             bool
	Since                          time.Time
	Wait                           civicline.Wait
	Told                           civicline.Wait
	SaidAt                         time.Time
	Better, Moved, Longer, Helping bool
	Comfort                        time.Time
	Words                          int
	Chatter                        time.Time
}

func (p Place) written() written {
	w := written{
		Version: p.version, At: p.at, Language: p.language, Chosen: p.chosen, Guessed: p.guessed, Spot: p.spot.written(), Answering: p.answering.written(), Offer: p.offer.written(), Also: p.also,
		Last: writtenGiven{p.last.written(), p.last.name}, Rest: p.rest, Owed: p.owed, Asks: p.asks, Facts: p.facts, Offered: p.offered, Words: p.words, Topic: p.topic, Task: p.task,
		Trouble: writtenTrouble{p.trouble.tries, p.trouble.silences, p.trouble.repeats, p.trouble.alarms}, Posed: p.posed.written(), Poses: p.poses, Prompt: p.prompt, Question: p.question,
		Slower: p.pace.slower, Louder: p.pace.louder, Heard: p.heard, Doubted: p.doubted, ReasonPut: p.reasonPut, KeypadOnly: p.keypadOnly,
		Told: writtenTold{p.told.number, p.told.known, p.told.typed, p.told.kept, p.told.failed, p.told.until, p.told.hours, p.told.agent, p.told.receipt, p.told.callback, p.told.rung, p.told.awaited, p.told.middle, p.told.owed, p.told.reference},
		Line: writtenLine{p.line.in, p.line.since, p.line.wait, p.line.told, p.line.saidAt, p.line.better, p.line.moved, p.line.longer, p.line.helping, p.line.comfort, p.line.words, p.line.chatter},
	}
	for _, a := range p.left {
		w.Left = append(w.Left, a.written())
	}
	return w
}

func (s spot) written() writtenSpot { return writtenSpot{s.flow, s.op} }

func (w writtenSpot) spot() spot { return spot{w.Flow, w.Op} }

func (a answering) written() writtenAnswering {
	w := writtenAnswering{Guess: a.guess, Wrong: a.wrong, SoFar: a.soFar, Pieces: a.pieces, Doubt: a.doubt}
	for _, o := range a.options {
		w.Options = append(w.Options, writtenOption{o.name, o.intent, o.answer})
	}
	return w
}

func (a aside) written() writtenAside {
	return writtenAside{a.spot.written(), a.answering.written(), a.topic, a.words, a.task, a.asked}
}

func (w written) place() Place {
	p := Place{
		version: w.Version, at: w.At, language: w.Language, chosen: w.Chosen, guessed: w.Guessed, spot: w.Spot.spot(), answering: w.Answering.answering(), offer: w.Offer.aside(), also: w.Also,
		last: given{w.Last.Spot.spot(), w.Last.Name}, rest: w.Rest, owed: w.Owed, asks: w.Asks, facts: w.Facts, offered: w.Offered, words: w.Words, topic: w.Topic, task: w.Task,
		trouble: trouble{w.Trouble.Tries, w.Trouble.Silences, w.Trouble.Repeats, w.Trouble.Alarms}, posed: w.Posed.spot(), poses: w.Poses, prompt: w.Prompt, question: w.Question,
		pace: pace{w.Slower, w.Louder}, heard: w.Heard, doubted: w.Doubted, reasonPut: w.ReasonPut, keypadOnly: w.KeypadOnly,
		told: told{
			number: w.Told.Number, known: w.Told.Known, typed: w.Told.Typed, kept: w.Told.Kept, failed: w.Told.Failed, rung: w.Told.Rung, awaited: w.Told.Awaited, middle: w.Told.Middle, until: w.Told.Until, hours: w.Told.Hours,
			agent: w.Told.Agent, receipt: w.Told.Receipt, callback: w.Told.Callback, owed: w.Told.Owed, reference: w.Told.Reference,
		},
		line: line{
			in: w.Line.In, since: w.Line.Since, wait: w.Line.Wait, told: w.Line.Told, saidAt: w.Line.SaidAt, better: w.Line.Better, moved: w.Line.Moved, longer: w.Line.Longer, helping: w.Line.Helping,
			comfort: w.Line.Comfort, words: w.Line.Words, chatter: w.Line.Chatter,
		},
	}
	for _, a := range w.Left {
		p.left = append(p.left, a.aside())
	}
	return p
}

func (w writtenAnswering) answering() answering {
	a := answering{guess: w.Guess, wrong: w.Wrong, soFar: w.SoFar, pieces: w.Pieces, doubt: w.Doubt}
	for _, o := range w.Options {
		a.options = append(a.options, option{o.Name, o.Intent, o.Answer})
	}
	return a
}

func (w writtenAside) aside() aside {
	return aside{w.Spot.spot(), w.Answering.answering(), w.Topic, w.Words, w.Task, w.Asked}
}
