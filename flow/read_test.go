package flow

import (
	"maps"
	"strings"
	"testing"
	"testing/fstest"
)

// least is the shortest conversation that hurts nobody.
var least = map[string]string{
	"always.yaml": `source: {en: "From {source}.", es: "De {source}."}
not understood:
  - {en: Sorry., es: Perdón.}
  - go to: person
silence:
  - {en: Hello, es: Hola}
  - go to: person
deaf:
  - {en: Bad line., es: Mala línea.}
  - go to: person
language heard:
  en: English.
  es: Español.
  way back: {en: For English say English., es: Para español diga español.}
nothing more to say: more
something else: person
`,
	"flows.yaml": `flow: greeting
on: began
steps:
  - ask: what you want
    say: {en: Hi, es: Sí}
    again: {en: What, es: Cómo}
    keypad: {en: Press 0., es: Oprima cero.}
---
flow: more
steps:
  - ask: what you want
    say: {en: More, es: Más}
    again: {en: What else, es: Qué más}
    keypad: {en: Press 0., es: Oprima cero.}
---
flow: person
key: "0"
when the caller says: {en: [agent], es: [agente]}
steps:
  - when: nobody could be reached
    then: [hang up: closed]
  - hand over: tier 1
---
flow: again
key: "*"
steps:
  - say again: as before
---
{flow: a, on: queued, steps: [wait in line: yes]}
---
{flow: b, on: resumed, steps: [wait in line: yes]}
---
{flow: c, on: not queued, steps: [say: {en: Closed., es: Cerrado.}]}
---
{flow: d, on: wait changed, steps: [wait in line: yes]}
---
{flow: e, on: woken, steps: [wait in line: yes]}
---
{flow: f, on: offer failed, steps: [wait in line: yes]}
---
{flow: g, on: agent answered, steps: [say: {en: Here., es: Aquí.}]}
---
{flow: h, on: agent left, steps: [hang up: done]}
---
{flow: i, on: callback booked, steps: [say: {en: Done., es: Listo.}]}
---
{flow: j, on: booking failed, steps: [say: {en: Sorry., es: Perdón.}]}
---
{flow: l, on: no place kept, steps: [say: {en: None., es: Ninguno.}]}
---
{flow: m, on: closed in line, steps: [say: {en: Closed., es: Cerrado.}]}
---
{flow: n, on: callback answered, steps: [{connect: the caller}, {wait in line: yes}]}
---
{flow: o, on: callback perhaps answered, steps: [{connect: the caller}, {wait in line: yes}]}
---
{flow: p, on: machine answered, steps: [hang up: a machine]}
---
{flow: k, on: engine lost, steps: [say: {en: Keys., es: Teclas.}]}
`,
}

func files(change map[string]string) fstest.MapFS {
	all := maps.Clone(least)
	maps.Copy(all, change)
	out := fstest.MapFS{}
	for name, text := range all {
		if text != "" {
			out[name] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	return out
}

func TestTheLeastConversationIsAccepted(t *testing.T) {
	if _, err := Read(files(nil), Known{}); err != nil {
		t.Fatal(err)
	}
}

func TestReadRefuses(t *testing.T) {
	swap := func(old, new string) map[string]string {
		if !strings.Contains(least["flows.yaml"], old) {
			t.Fatalf("%q is not there to be changed", old)
		}
		return map[string]string{"flows.yaml": strings.Replace(least["flows.yaml"], old, new, 1)}
	}
	always := func(old, new string) map[string]string {
		return map[string]string{"always.yaml": strings.Replace(least["always.yaml"], old, new, 1)}
	}
	extra := func(flow string) map[string]string { return map[string]string{"x.yaml": flow} }
	const said = "when the caller says: {en: [x], es: [x]}\n"
	for _, tt := range []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"words missing in Spanish", swap("{en: Closed., es: Cerrado.}", "{en: Closed.}"), `flows.yaml:33: say: no words in es; write a line "es: …"`},
		{"phrases missing in Spanish", extra("flow: x\nwhen the caller says: {en: [x]}\nsteps:\n- hand over: tier 1\n"), `x.yaml:2: when the caller says: no phrases in es; write a line "es: […]"`},
		{"an unknown key", extra("flow: x\n" + said + "steps:\n- say: {en: a, es: b}\n  loud: yes\n"), `x.yaml:5: say has no "loud"; it may have: firm, once, say`},
		{"an unknown key of a flow", extra("flow: x\nstep:\n- hand over: tier 1\n"), `x.yaml:2: a flow has no "step"; it may have: called, comes back, flow, intent, key, on, or a word like, steps, urgent, when the caller says`},
		{"an unknown verb", extra("flow: x\n" + said + "steps:\n- shout: hey\n"), `x.yaml:4: there is no verb "shout"; the verbs are: answer, ask, connect, drop, forget, give time`},
		{"an unknown value", extra("flow: x\n" + said + "steps:\n- say: {en: '{salary}', es: '{salary}'}\n"), `x.yaml:4: say: nothing is called {salary}; there is: agency, agent, answered at`},
		{"an unknown condition", extra("flow: x\n" + said + "steps:\n- when: it rains\n  then: [{hand over: tier 1}]\n"), `x.yaml:4: when: nothing is called "it rains"; there is:`},
		{"an unknown question", extra("flow: x\n" + said + "steps:\n- ask: shoe size\n"), `x.yaml:4: ask: nothing is called "shoe size"; there is: callback time, category, country, form, phone number`},
		{"an unknown look-up", extra("flow: x\n" + said + "steps:\n- look up: weather\n  found: [{hang up: x}]\n  not found: [{hang up: x}]\n  if it fails: [{hang up: x}]\n"), `x.yaml:4: look up: nothing is called "weather"; there is: case status, nearest office, hours, callback times, news`},
		{"no way on when a look-up fails", extra("flow: x\n" + said + "steps:\n- look up: hours\n  found: [{hang up: x}]\n  not found: [{hang up: x}]\n"), `x.yaml:4: look up hours: what then? Write "found:", "not found:" and "if it fails:", each with steps`},
		{"a tier of nobody", extra("flow: x\n" + said + "steps:\n- hand over: the boss\n"), `x.yaml:4: hand over: nothing is called "the boss"; there is: tier 1, tier 2, supervisor`},
		{"a flow that is not there", extra("flow: x\n" + said + "steps:\n- go to: nowhere\n"), `x.yaml:4: go to "nowhere": there is no such flow; there is: a, again`},
		{"a ring", extra("flow: x\n" + said + "steps:\n- go to: y\n---\nflow: y\nsteps:\n- say: {en: a, es: b}\n- go to: x\n"), `this leads round in a ring, and the caller is never asked`},
		{"a flow nobody reaches", extra("flow: x\nsteps:\n- hand over: tier 1\n"), `x.yaml:1: nobody can get to flow "x"; write "when the caller says:", "on:" or "key:", or go to it from another`},
		{"a step never reached", extra("flow: x\n" + said + "steps:\n- hang up: bye\n- say: {en: a, es: b}\n"), `x.yaml:5: this step is never reached: "hang up", before it, ends the flow; move it or drop it`},
		{"a flow that does nothing", extra("flow: x\n" + said), `x.yaml:1: flow "x" does nothing; write its steps`},
		{"no name", extra("steps:\n- hang up: bye\n"), `x.yaml:1: this flow has no name; write "flow: a short name"`},
		{"two of one name", extra("flow: more\nsteps:\n- hang up: bye\n"), `x.yaml:1: there are two flows called "more"`},
		{"two of one key", extra("flow: x\nkey: \"0\"\nsteps:\n- hang up: bye\n"), `x.yaml:1: key 0 is used by "person" and by "x"; give one of them another`},
		{"no such moment", extra("flow: x\non: tuesday\nsteps:\n- hang up: bye\n"), `x.yaml:1: nothing ever happens that is called "tuesday"`},
		{"a question asked but one way", extra("flow: x\n" + said + "steps:\n- ask: reason\n  say: {en: Why, es: Por qué}\n"), `x.yaml:4: ask reason: write "again:", the same question in other words`},
		{"a question asked twice in the same words", extra("flow: x\n" + said + "steps:\n- ask: reason\n  say: {en: Why, es: Por qué}\n  again: {en: Why, es: Y}\n  keypad: {en: k, es: k}\n"), `"again" must not be the same as "say"; say it differently`},
		{"a number not read back", extra("flow: x\n" + said + "steps:\n- ask: receipt number\n  say: {en: a, es: a}\n  again: {en: b, es: b}\n  keypad: {en: c, es: c}\n"), `x.yaml:4: ask receipt number: a number must be read back; write "confirm:" and "wrong:"`},
		{"yes or no, all the same", extra("flow: x\n" + said + "steps:\n- ask: yes or no\n  say: {en: a, es: a}\n  again: {en: b, es: b}\n  keypad: {en: c, es: c}\n"), `it makes no difference what the caller answers; write "if yes:" or "if no:"`},
		{"a ladder that ends nowhere", always("  - go to: person\nsilence", "silence"), `always.yaml:3: not understood ends nowhere`},
		{"a ladder that leads to nobody", always("  - go to: person\nsilence", "  - go to: more\nsilence"), `flow "more" leads to nobody; let it hand over to a person, or hang up`},
		{"no always.yaml", map[string]string{"always.yaml": ""}, `always.yaml:1: this file is missing; write what holds at any moment`},
		{"a moment that nobody answers", swap("{flow: c, on: not queued, steps: [say: {en: Closed., es: Cerrado.}]}", "{flow: c, key: \"7\", steps: [hang up: x]}"), `nothing is done on "not queued"; write a flow with "on: not queued"`},
		{"no person on 0", swap(`key: "0"`, `key: "8"`), `no flow has key 0; write "key: \"0\"": a person must be one key away`},
		{"0 is no person", swap("  - hand over: tier 1\n---\nflow: again", "  - hang up: bye\n---\nflow: again"), `key 0 must lead to a person`},
		{"a closed centre hands over", swap("[say: {en: Closed., es: Cerrado.}]", "[hand over: tier 1]"), `on not queued, nobody can be reached: do not hand over; offer a callback`},
		{"handing over at night, again and again", swap("  - when: nobody could be reached\n    then: [hang up: closed]\n", ""), `flow "person" hands over though it may just have failed`},
		{"not YAML at all", extra("\tflow: ["), `x.yaml: yaml:`},
		{"a list for a flow", extra("- flow\n"), `x.yaml:1: a flow must be written as "key: value" lines`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Read(files(tt.files), Known{})
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("err = %v\nwant %s", err, tt.want)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add(least["flows.yaml"])
	f.Add("flow: x\nsteps: {a: [}")
	f.Add("flow: x\nsteps:\n- ask: yes or no\n  if no: x\n")
	f.Fuzz(func(t *testing.T, text string) {
		_, _ = Read(files(map[string]string{"x.yaml": text}), Known{}) // must not panic
	})
}
