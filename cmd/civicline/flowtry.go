package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/talks"
)

const flowTryWords = `A chat with the agency's bot by typed words. From a pipe it prints a clean transcript. Beside words:

  /key 1     press keys          /silence /cough /unheard   say nothing, cough, mumble
  /agent     a representative answers; again: hangs up
  /minute    a minute in line    /line 2   the place in line moves
  /why       how the last words were understood
  /quit      hang up

Without a folder, the demonstration's bot.`

// runFlowTry lets someone chat with the bot.
func runFlowTry(ctx context.Context, c *console, args []string) error {
	f := c.flags("flow try", "[FOLDER] [--lang en|es] [--at \"2026-11-23 10:15\"]", flowTryWords)
	lang := f.String("lang", "", "begin by saying that you speak en or es")
	at := f.String("at", "", "the agency's time; without it, a Monday morning")
	number := f.String("number", "", "the number you call from; without it, withheld")
	save := f.String("save", "", "write the chat to this file, as a talk")
	words, err := parse(f, args)
	if err != nil {
		return err
	}
	if len(words) > 1 {
		f.Usage()
		return errUsage
	}
	if *lang != "" && !civicline.Language(*lang).Known() {
		return fmt.Errorf("--lang %q: write en or es", *lang)
	}
	centre, err := openTalks(strings.Join(words, ""))
	if err != nil {
		return err
	}
	t := &try{console: c, call: centre.Call(), prompts: terminal(c.in)}
	for who, what := range map[string]string{"at": *at, "number": *number} {
		if what != "" {
			if err := t.do(talks.Line{Who: who, What: what}); err != nil {
				return fmt.Errorf("--%w", err)
			}
		}
	}
	t.print(t.call.Begin())
	if *lang != "" {
		if err := t.do(talks.Line{Who: "caller", What: map[string]string{"en": "english", "es": "español"}[*lang]}); err != nil {
			return err
		}
	}
	err = t.chat(ctx)
	if *save != "" && err == nil {
		err = os.WriteFile(*save, []byte(strings.Join(t.talk, "\n")+"\n"), 0o644) //nolint:gosec // a talk is for everyone to read
	}
	return err
}

// A try is one chat.
type try struct {
	*console
	call    *talks.Call
	prompts bool // somebody types: their words are on the screen already
	talk    []string
	agent   bool // one is with the caller
}

var errQuit = errors.New("quit")

func (t *try) chat(ctx context.Context) error {
	in := bufio.NewScanner(t.in)
	for ctx.Err() == nil && !t.call.Over() {
		if t.prompts {
			fmt.Fprint(t.out, "you: ")
		}
		if !in.Scan() {
			return in.Err()
		}
		line := strings.TrimSpace(in.Text())
		if line == "" {
			continue
		}
		switch err := t.typed(line); {
		case errors.Is(err, errQuit):
			return nil
		case err != nil && t.prompts:
			fmt.Fprintln(t.err, err)
		case err != nil:
			return err
		}
	}
	return ctx.Err()
}

// typed does what was typed.
func (t *try) typed(text string) error {
	word, rest, _ := strings.Cut(text, " ")
	switch word {
	case "/quit":
		return errQuit
	case "/help":
		fmt.Fprintln(t.err, flowTryWords)
		return nil
	case "/why":
		t.why()
		return nil
	case "/key", "/keys":
		return t.do(talks.Line{Who: "keys", What: rest})
	case "/silence", "/cough", "/unheard":
		return t.do(talks.Line{Who: "caller", What: "(" + word[1:] + ")"})
	case "/minute":
		return t.do(talks.Line{Who: "centre", What: "a minute"})
	case "/line":
		return t.do(talks.Line{Who: "centre", What: "number " + rest})
	case "/agent":
		if !t.agent && !t.call.Place().Waiting() {
			return errors.New("nobody waits in line, so no representative can answer; say \"agent\" first")
		}
		t.agent = !t.agent
		if t.agent {
			return t.do(talks.Line{Who: "centre", What: "Maria R. answers"})
		}
		return t.do(talks.Line{Who: "centre", What: "Maria R. left"})
	}
	if strings.HasPrefix(word, "/") {
		return fmt.Errorf("there is no %s; write /key, /silence, /cough, /unheard, /agent, /minute, /line, /why, /help or /quit", word)
	}
	return t.do(talks.Line{Who: "caller", What: text})
}

// do has a line of a talk happen.
func (t *try) do(l talks.Line) error {
	checked, err := talks.ParseLine(l.String())
	if err != nil {
		return err
	}
	got, err := t.call.Do(checked)
	if err != nil {
		return err
	}
	t.talk = append(t.talk, checked.String())
	if !t.prompts {
		fmt.Fprintln(t.out, checked)
	}
	t.print(got)
	return nil
}

func (t *try) print(lines []talks.Line) {
	for _, l := range lines {
		t.talk = append(t.talk, l.String())
		fmt.Fprintln(t.out, l)
	}
}

// why tells how the last words were understood.
func (t *try) why() {
	r := t.call.Reading()
	intent := r.Intent
	if intent == "" {
		intent = "nothing"
	}
	fmt.Fprintf(t.out, "# understood: %s, confidence %.2f, language %s", intent, r.Confidence, r.Language)
	if r.Second != "" {
		fmt.Fprintf(t.out, "; second: %s", r.Second)
	}
	if len(r.Also) > 0 {
		fmt.Fprintf(t.out, "; also: %s", strings.Join(r.Also, ", "))
	}
	fmt.Fprintln(t.out)
	if len(r.Why) > 0 {
		fmt.Fprintf(t.out, "# deciding words: %s\n", strings.Join(r.Why, ", "))
	}
	for _, name := range slices.Sorted(maps.Keys(r.Entities)) {
		fmt.Fprintf(t.out, "# %s: %s\n", name, r.Entities[name])
	}
	if asked := t.call.Asking(); asked.Question != "" {
		fmt.Fprintf(t.out, "# the bot asks: %s\n", asked.Question)
	}
}
