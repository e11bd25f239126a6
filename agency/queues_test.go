package agency

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/flow"
)

// everything is a queue that says all there is to say.
const everything = `
- id: fees-es
  name: {en: "Fees, Spanish", es: "Tarifas, español"}
  domain: west
  tier: tier 1
  language: es
  topics: [fees, forms]
  answer within: 3 minutes
  goal: 85.5 %
  head start: 90 seconds
  strategy: most skilled
  stay with the same person for: 2 minutes
  who takes it:
    - {after: 1 minute, skills: {es: 3}, topic: 2}
    - {after: 5 minutes, skills: {es: 2}, topic: 1, also: [supervisor, tier 2]}
  ring for: 15 seconds
  hours: officers
  wrap-up ends after: 4 minutes
  at closing: call back first
  last entry before closing: 10 minutes
  callbacks ring: caller first
  callbacks an hour: 20
  text who is cut off: yes
`

const lastQueue = "callbacks an hour: 4\n- id: tier2-es"

// withQueue is the demonstration agency with one queue more.
func withQueue(t *testing.T, queue string) (*Agency, error) {
	t.Helper()
	return Load(changed(t, "queues.yaml", lastQueue, "callbacks an hour: 4"+queue+"- id: tier2-es"))
}

func TestAQueueInWords(t *testing.T) {
	skilled := strings.Replace(everything, "topic: 2", "topic: 0", 1)
	a, err := withQueue(t, strings.Replace(skilled, "topic: 1", "topic: 0", 1))
	if err != nil {
		t.Fatal(err)
	}
	want := civicline.Queue{
		ID: "fees-es", Name: civicline.Words{"en": "Fees, Spanish", "es": "Tarifas, español"}, Domain: "west", Tier: civicline.Tier1, Language: "es",
		Topics: []string{"fees", "forms"}, Target: 3 * time.Minute, Goal: 0.855, Head: 90 * time.Second, Strategy: civicline.MostSkilled, Sticky: 2 * time.Minute,
		Steps: []civicline.Step{{}, {After: time.Minute, Skills: map[string]int{"es": 3}},
			{After: 5 * time.Minute, Skills: map[string]int{"es": 2}, Also: []civicline.Tier{civicline.Supervisor, civicline.Tier2}}},
		Ring: 15 * time.Second, Hours: "officers", WrapUp: 4 * time.Minute, Closing: civicline.CallBackFirst, LastTalk: 10 * time.Minute,
		Dial: civicline.CallerFirst, Slots: 20, Texts: true,
	}
	i := slices.IndexFunc(a.Queues, func(q civicline.Queue) bool { return q.ID == want.ID })
	if i < 0 || !reflect.DeepEqual(a.Queues[i], want) {
		t.Errorf("got  %+v\nwant %+v", a.Queues[max(i, 0)], want)
	}
}

// TestTheDemonstrationsQueues: whoever speaks the language best is asked first,
// and in the end somebody of each tier is there for every line.
func TestTheDemonstrationsQueues(t *testing.T) {
	a := load(t)
	if len(a.Warnings) > 0 {
		t.Errorf("warnings: %q", a.Warnings)
	}
	for _, q := range a.Queues {
		if _, ok := a.Calendars[q.Hours]; !ok || (q.Tier == civicline.Tier2) != (q.Hours == "officers") {
			t.Errorf("%s keeps the hours of %q", q.ID, q.Hours)
		}
	}
	i := slices.IndexFunc(a.People, func(p Person) bool { return p.ID == "maria" })
	if maria := a.People[i]; maria.level("es") != 4 || maria.level("en") != 5 || !slices.Equal(maria.Speaks, civicline.Languages) || maria.level("fees") != 0 {
		t.Errorf("Maria is %+v", maria)
	}
}

func TestQueuesThatAreWrong(t *testing.T) {
	for _, tt := range []struct{ name, old, new, want string }{
		{"no share", "85.5 %", "most", `queue "fees-es": goal: "most" is no share of the callers; write it like 80 %`},
		{"a share without a sign", "85.5 %", "0.8", `goal: "0.8" is no share`},
		{"more than all", "85.5 %", "120 %", `goal: "120 %" is no share`},
		{"no length", "90 seconds", "a while", `queue "fees-es": head start: "a while" is no length of time; write it like "90 days" or "30 minutes"`},
		{"no strategy", "most skilled", "best", `queue "fees-es": strategy: there is no "best"; write one of: longest idle, most skilled, least occupied, fewest skills`},
		{"no way to close", "call back first", "go home", `at closing: there is no "go home"; write one of: serve all, call back first`},
		{"no one to ring", "caller first", "nobody", `callbacks ring: there is no "nobody"; write one of: agent first, caller first`},
		{"no calendar", "hours: officers", "hours: office", `queue "fees-es": hours.yaml has no calendar "office"; write officers, or leave it out`},
		{"no slots", "an hour: 20", "an hour: -1", "callbacks an hour: -1 is too few"},
		{"an unknown key", "goal:", "gaol:", "field gaol not found"},
		{"a step out of order", "after: 5 minutes", "after: 30 seconds", `who takes it: step 2: "30 seconds" is not later than the step before; write the steps in the order of time`},
		{"a step of no time", "after: 5 minutes, ", "", "step 2: write after how long it holds, like after: 5 minutes"},
		{"a level that there is not", "es: 3", "es: 6", `step 1: "es" at level 6; levels are from 1 (a little) to 5 (best)`},
		{"a skill that is not needed", "es: 3", "fees: 0", `step 1: "fees" at level 0;`},
		{"a language dropped", "es: 2", "es: 0", "step 2: es: 0 would send callers to people who do not speak their language"},
		{"a topic's level that there is not", "topic: 2", "topic: 7", "step 1: topic: 7 is no level"},
		{"a tier of no people", "also: [supervisor, tier 2]", "also: [public]", `step 2: also: there is no tier "public" of people`},
		{"a topic without a name", "topics: [fees, forms]", `topics: [fees, ""]`, "a topic has no name"},
		{"all topics twice", "  topics: [fees, forms]\n", "", `queue "fees-es": queue "tier1-es" already takes all calls of tier 1 in es; write topics for one of them`},
		{"topics alone", "tier: tier 1", "tier: supervisor", `queue "fees-es": no queue takes the other topics of supervisor in es; write one without topics`},
		{"nobody to take it", "topic: 2}\n    - {after: 5 minutes, skills: {es: 2}, topic: 1, also: [supervisor, tier 2]}", "topic: 2}", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if !strings.Contains(everything, tt.old) {
				t.Fatalf("%q is not there to be changed", tt.old)
			}
			_, err := withQueue(t, strings.Replace(everything, tt.old, tt.new, 1))
			if tt.want == "" { // the step of no wishes, before the first, is for all
				if err != nil {
					t.Error(err)
				}
			} else if err == nil || !strings.Contains(err.Error(), "queues.yaml: "+tt.want) && !strings.Contains(err.Error(), tt.want) {
				t.Errorf("err = %v\nwant %s", err, tt.want)
			}
		})
	}
	twice := everything + strings.Replace(everything, "id: fees-es", "id: forms-es", 1)[1:]
	if _, err := withQueue(t, twice); err == nil || !strings.Contains(err.Error(), `queue "forms-es": queue "fees-es" already takes the topic "fees"; leave it out of one`) {
		t.Errorf("err = %v", err)
	}
}

func TestQueuesAndPeople(t *testing.T) {
	for _, tt := range []struct{ name, file, old, new, err, warning string }{
		{"nobody of the tier", "people.yaml", "tier: tier 2", "tier: tier 1", `queues.yaml: queue "tier2-en": nobody in people.yaml may take its calls; write someone of tier 2 there who speaks en`, ""},
		{"nobody of the language", "people.yaml", "tier: tier 2\n    speaks: [en, es]", "tier: tier 2\n    speaks: [en]", `queue "tier2-es": nobody in people.yaml may take its calls`, ""},
		{"nobody at first", "queues.yaml", "{es: 3}", "{es: 5}", "", `queues.yaml: queue "tier1-es": nobody in people.yaml has what "who takes it" wants from 0s to 2m0s of waiting`},
		{"fewer people later", "queues.yaml", "{after: 15 minutes, skills: {es: 1}, also: [supervisor]}", "{after: 10 minutes, also: [supervisor]}\n    - {after: 15 minutes, skills: {es: 2}}", "",
			`queue "tier1-es": who takes it: step 4: fewer people may take it than before, although it has waited longer; each step is all that holds, so write again also: [supervisor], no more than es: 1`},
		{"a level of a language", "people.yaml", "{en: 5, es: 4}", "{en: 5, es: 7}", `people.yaml: person "maria": "es" at level 7; levels are from 1 (a little) to 5 (best)`, ""},
		{"a language that there is not", "people.yaml", "{en: 5, es: 4}", "{en: 5, fr: 4}", `person "maria": write the languages they speak`, ""},
		{"a level that is none", "people.yaml", "{en: 5, es: 4}", "{en: good}", "people.yaml: line 13", ""},
		{"a language among the skills", "people.yaml", "password: demo-maria", "password: demo-maria\n    skills: {es: 2}", `person "maria": es is a language; write its level where they speak it, like speaks: {es: 2}`, ""},
		{"skills", "people.yaml", "password: demo-maria", "password: demo-maria\n    skills: {fees: 4}", "", ""},
		{"hours of a calendar", "hours.yaml", "07:00-18:30", "7 to half past six", `hours.yaml: the calendar "officers": hours: monday to friday: "7 to half past six" is no time of day`, ""},
		{"a half day", "hours.yaml", "2026-12-24: until 13:00", "2026-12-24: until 13:00\n  2026-12-26: 09:00-12:00", "", ""},
		{"a half day that is none", "hours.yaml", "2026-12-24:", "2026-12-25:", "hours.yaml: hours: the half day 2026-12-25: nobody answers on that day", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a, err := Load(changed(t, tt.file, tt.old, tt.new))
			switch {
			case tt.err != "" && (err == nil || !strings.Contains(err.Error(), tt.err)):
				t.Errorf("err = %v\nwant %s", err, tt.err)
			case tt.err == "" && err != nil:
				t.Error(err)
			case tt.err == "" && tt.warning == "" && len(a.Warnings) > 0, tt.warning != "" && !strings.Contains(strings.Join(a.Warnings, "\n"), tt.warning):
				t.Errorf("warnings: %q\nwant %s", a.Warnings, tt.warning)
			}
		})
	}
}

// TestTooLateToWait: a caller who comes just before closing time is not told
// that nobody is here.
func TestTooLateToWait(t *testing.T) {
	b := load(t).Book
	at := time.Date(2026, 11, 23, 19, 55, 0, 0, b.Zone)
	late := civicline.OpenHours{Next: time.Date(2026, 11, 24, 8, 0, 0, 0, b.Zone), Why: "too late: closes at 20:00"}
	for l, want := range map[civicline.Language]string{
		civicline.English: "The line closes soon, and you would wait in vain. We can call you first thing tomorrow at eight in the morning Eastern time, and you keep your place. Shall we call you back?",
		civicline.Spanish: "La línea cierra pronto y esperaría en vano. Le podemos llamar a primera hora, mañana a las ocho de la mañana, hora del Este, y conserva su lugar. ¿Quiere que le llamemos?",
	} {
		p, _ := b.Next(flow.Place{}, flow.Input{At: at, What: flow.Began, Speaks: l})
		var orders []civicline.Order
		for _, in := range []flow.Input{{What: flow.Keyed, Keys: "0"}, {What: flow.Keyed, Keys: "#"}, {What: flow.NotQueued, Hours: late}} {
			in.At = at
			p, orders = b.Next(p, in)
		}
		var said []string
		for _, o := range orders {
			if s, ok := o.(civicline.Say); ok {
				said = append(said, s.Text)
			}
		}
		if got := strings.Join(said, " "); got != want {
			t.Errorf("%s: %q; want %q", l, got, want)
		}
	}
}
