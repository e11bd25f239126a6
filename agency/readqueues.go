package agency

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/civicline/civicline"
)

const queuesFile = "queues.yaml"

// A writtenQueue is a queue in an editor's words.
type writtenQueue struct {
	ID       civicline.QueueID   `yaml:"id"`
	Name     civicline.Words     `yaml:"name"`
	Domain   civicline.DomainID  `yaml:"domain"`
	Tier     civicline.Tier      `yaml:"tier"`
	Language civicline.Language  `yaml:"language"`
	Topics   []string            `yaml:"topics"`
	Within   string              `yaml:"answer within"`
	Goal     string              `yaml:"goal"`
	Head     string              `yaml:"head start"`
	Strategy civicline.Strategy  `yaml:"strategy"`
	Sticky   string              `yaml:"stay with the same person for"`
	Steps    []writtenStep       `yaml:"who takes it"`
	Ring     string              `yaml:"ring for"`
	Hours    string              `yaml:"hours"`
	WrapUp   string              `yaml:"wrap-up ends after"`
	Closing  civicline.AtClosing `yaml:"at closing"`
	LastTalk string              `yaml:"last entry before closing"`
	Dial     civicline.DialOrder `yaml:"callbacks ring"`
	Slots    int                 `yaml:"callbacks an hour"`
	Texts    bool                `yaml:"text who is cut off"`
}

type writtenStep struct {
	After  string           `yaml:"after"`
	Skills map[string]int   `yaml:"skills"`
	Topic  int              `yaml:"topic"`
	Also   []civicline.Tier `yaml:"also"`
}

func (r *reader) queues() []civicline.Queue {
	var nodes []writtenQueue
	if !r.yaml(queuesFile, &nodes) {
		return nil
	}
	var out []civicline.Queue
	for _, w := range nodes {
		what := fmt.Sprintf("queue %q", w.ID)
		switch {
		case w.ID == "":
			r.wrong(queuesFile, "a queue has no id; write a short one")
		case slices.ContainsFunc(out, func(o civicline.Queue) bool { return o.ID == w.ID }):
			r.wrong(queuesFile, "%s is there twice; give one another id", what)
		case !slices.Contains(callTakers, w.Tier):
			r.wrong(queuesFile, "%s: there is no tier %q of people; write tier 1, tier 2 or supervisor", what, w.Tier)
		case !w.Language.Known():
			r.wrong(queuesFile, "%s: the centre does not speak %q; write en or es", what, w.Language)
		}
		r.complete(queuesFile, what, w.Name)
		out = append(out, r.queue(what, w))
	}
	return out
}

func (r *reader) queue(what string, w writtenQueue) civicline.Queue {
	length := func(key, text string) time.Duration { return r.lengthOr0(queuesFile, what+": "+key, text) }
	q := civicline.Queue{
		ID: w.ID, Name: w.Name, Domain: w.Domain, Tier: w.Tier, Language: w.Language, Topics: w.Topics,
		Target: r.length(queuesFile, what+": answer within", w.Within), Goal: r.share(what, w.Goal),
		Head: length("head start", w.Head), Sticky: length("stay with the same person for", w.Sticky),
		Ring: length("ring for", w.Ring), WrapUp: length("wrap-up ends after", w.WrapUp), LastTalk: length("last entry before closing", w.LastTalk),
		Strategy: w.Strategy, Hours: strings.TrimSpace(w.Hours), Closing: w.Closing, Dial: w.Dial, Slots: w.Slots, Texts: w.Texts,
	}
	oneOf(r, what+": strategy", w.Strategy, civicline.Strategies...)
	oneOf(r, what+": at closing", w.Closing, civicline.ServeAll, civicline.CallBackFirst)
	oneOf(r, what+": callbacks ring", w.Dial, civicline.AgentFirst, civicline.CallerFirst)
	if w.Slots < 0 {
		r.wrong(queuesFile, "%s: callbacks an hour: %d is too few; write how many may be booked for one hour, or nothing for any number", what, w.Slots)
	}
	q.Steps = r.steps(what, w)
	return q
}

// oneOf refuses a word that is none of those there are. "" is the first.
func oneOf[T ~string](r *reader, what string, word T, words ...T) {
	if word == "" || slices.Contains(words, word) {
		return
	}
	var list []string
	for _, w := range words {
		list = append(list, string(w))
	}
	r.wrong(queuesFile, "%s: there is no %q; write one of: %s", what, word, strings.Join(list, ", "))
}

// share reads "80 %".
func (r *reader) share(what, text string) float64 {
	if strings.TrimSpace(text) == "" {
		return 0
	}
	number, ok := strings.CutSuffix(strings.TrimSpace(text), "%")
	n, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	if !ok || err != nil || n <= 0 || n > 100 {
		r.wrong(queuesFile, "%s: goal: %q is no share of the callers; write it like 80 %%", what, text)
		return 0
	}
	return n / 100
}

// steps reads who takes it. Where the first step is of later, whoever may take
// it anyway does so until then.
func (r *reader) steps(what string, w writtenQueue) []civicline.Step {
	var out []civicline.Step
	for i, s := range w.Steps {
		at := fmt.Sprintf("%s: who takes it: step %d", what, i+1)
		step := civicline.Step{After: r.lengthOr0(queuesFile, at+": after", s.After), Skills: s.Skills, Topic: s.Topic, Also: s.Also}
		switch {
		case i == 0 && step.After > 0:
			out = append(out, civicline.Step{})
		case i > 0 && strings.TrimSpace(s.After) == "":
			r.wrong(queuesFile, "%s: write after how long it holds, like after: 5 minutes", at)
		case i > 0 && step.After <= out[len(out)-1].After:
			r.wrong(queuesFile, "%s: %q is not later than the step before; write the steps in the order of time", at, s.After)
		}
		r.wanted(at, w.Language, step)
		if len(out) > 0 {
			r.narrows(at, out[len(out)-1], step)
		}
		out = append(out, step)
	}
	return out
}

// wanted refuses levels and tiers that there are not.
func (r *reader) wanted(at string, language civicline.Language, s civicline.Step) {
	for _, name := range slices.Sorted(maps.Keys(s.Skills)) {
		switch l := s.Skills[name]; {
		case name == string(language) && l < lowest:
			r.wrong(queuesFile, "%s: %s: %d would send callers to people who do not speak their language; write 1 at least, or leave it out", at, name, l)
		case l < lowest || l > highest || strings.TrimSpace(name) == "":
			r.wrong(queuesFile, "%s: %q at level %d; levels are from 1 (a little) to 5 (best), and a skill that is not needed is left out", at, name, l)
		}
	}
	if s.Topic < 0 || s.Topic > highest {
		r.wrong(queuesFile, "%s: topic: %d is no level; levels are from 1 (a little) to 5 (best), and it is left out where any will do", at, s.Topic)
	}
	for _, tier := range s.Also {
		if !slices.Contains(callTakers, tier) {
			r.wrong(queuesFile, "%s: also: there is no tier %q of people; write tier 1, tier 2 or supervisor", at, tier)
		}
	}
}

// narrows warns of a step that shuts out people whom the one before let in.
func (r *reader) narrows(at string, before, s civicline.Step) {
	var lost []string
	for _, tier := range before.Also {
		if !slices.Contains(s.Also, tier) {
			lost = append(lost, fmt.Sprintf("also: [%s]", tier))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.Skills)) {
		if had := before.Skills[name]; s.Skills[name] > max(had, lowest) {
			lost = append(lost, fmt.Sprintf("no more than %s: %d", name, max(had, lowest)))
		}
	}
	if len(lost) > 0 {
		r.warnings = append(r.warnings, fmt.Sprintf("%s: %s: fewer people may take it than before, although it has waited longer; each step is all that holds, so write again %s", queuesFile, at, strings.Join(lost, ", ")))
	}
}
