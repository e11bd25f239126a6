package flow

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/civicline/civicline"
)

// which is the question that the bot puts when what was said may mean several
// things: one of several intents, forms or days. Its flow is always.yaml's
// "which of these".
const which = "which of these"

// unsure asks "do you mean" instead of guessing between two intents, and
// reports whether it did. It never does so twice in a row.
func (t *turn) unsure(r civicline.Reading, f *script) bool {
	p := &t.p
	other := t.flowFor(r.Second)
	if r.Confidence >= sure || p.doubted || other == nil || other == f || t.always.which == "" || f.key == person || speaks(f) || speaks(other) {
		return false
	}
	first, second := t.named(r.Intent), t.named(r.Second)
	if first == nil || second == nil {
		return false
	}
	p.words = r.Text
	p.offered = civicline.Reading{}
	t.offerOptions([]option{{name: first, intent: r.Intent}, {name: second, intent: r.Second}})
	p.doubted = true
	return true
}

// manyMeanings asks which of several forms or days was meant, and reports
// whether it did.
func (t *turn) manyMeanings(st *step, found []civicline.Facts) bool {
	q := questions[st.name]
	if len(found) < 2 || q.sayAs == nil || t.always.which == "" {
		return false
	}
	var options []option
	for _, f := range found {
		name := civicline.Words{}
		for _, l := range civicline.Languages {
			name[l] = q.sayAs(t.Book, &t.p, f[st.name], l)
		}
		if !slices.ContainsFunc(options, func(o option) bool { return o.answer[st.name] == f[st.name] }) {
			options = append(options, option{name: name, answer: f})
		}
	}
	if len(options) < 2 {
		return false
	}
	t.p.offered = civicline.Reading{}
	t.leave()
	t.offerOptions(options)
	return true
}

func (t *turn) offerOptions(options []option) {
	t.p.answering = answering{options: options}
	t.p.posed = spot{} // it is another question each time
	t.run(t.flows[t.always.which])
}

// meant takes the option that the caller chose.
func (t *turn) meant(o option) {
	p := &t.p
	p.answering, p.trouble, p.poses, p.doubted = answering{}, trouble{}, 0, false
	if o.intent != "" {
		p.rest = ""
		f := t.flowFor(o.intent)
		t.topicOf(f, o.intent)
		p.task = f.name
		t.run(f)
		return
	}
	n := len(p.left) - 1
	if n < 0 {
		t.run(t.flows[t.always.after])
		return
	}
	back := p.left[n]
	p.left = p.left[:n:n]
	p.spot, p.answering, p.topic, p.words, p.task = back.spot, back.answering, back.topic, back.words, back.task
	p.rest = asking
	if !t.answered([]civicline.Facts{o.answer}) {
		t.play()
	}
}

// chosenOption finds the option that is said: by its place, by its intent or
// value, or by words that only its name has.
func (t *turn) chosenOption(r civicline.Reading) []civicline.Facts {
	options := t.p.options
	pick := func(i int) []civicline.Facts { return []civicline.Facts{{oneOfThem: strconv.Itoa(i)}} }
	for i, o := range options {
		if o.intent != "" && o.intent == r.Intent {
			return pick(i)
		}
		for name, v := range o.answer {
			if e := entityOf(name); r.Entities[e] == v && r.Entities[e+" 2"] == "" {
				return pick(i)
			}
		}
	}
	words := bare(r.Text)
	for i := range min(len(options), len(ordinals)) {
		if slices.ContainsFunc(words, func(w string) bool { return slices.Contains(ordinals[i], w) }) {
			return pick(i)
		}
	}
	if len(options) > 0 && slices.ContainsFunc(words, func(w string) bool { return w == "last" || w == "latter" || w == "ultimo" || w == "ultima" }) {
		return pick(len(options) - 1)
	}
	best, most, tie := 0, 0, true
	for i, o := range options {
		n := 0
		for _, w := range bare(o.name[r.Language]) {
			if len(w) > 2 && slices.Contains(words, w) && !slices.ContainsFunc(options, func(x option) bool {
				return x.name[r.Language] != o.name[r.Language] && slices.Contains(bare(x.name[r.Language]), w)
			}) {
				n++
			}
		}
		switch {
		case n > most:
			best, most, tie = i, n, false
		case n == most:
			tie = true
		}
	}
	if most == 0 || tie {
		return nil
	}
	return pick(best)
}

var ordinals = [][]string{{"first", "former", "primero", "primera", "primer"}, {"second", "segundo", "segunda"}, {"third", "tercero", "tercera"}, {"fourth", "cuarto", "cuarta"}}

// entityOf is the entity that answers a question.
func entityOf(question string) string {
	if strings.HasSuffix(question, " date") {
		return "date"
	}
	return question
}

// keyedOption is the option that a key stands for; the key after the last says
// that it is none of them.
func (t *turn) keyedOption(keys string) []civicline.Facts {
	if n, err := strconv.Atoi(keys); err == nil && len(keys) == 1 && n >= 1 && n <= len(t.p.options) {
		return []civicline.Facts{{oneOfThem: strconv.Itoa(n - 1)}}
	}
	return nil
}

// noneOfThem goes on when the caller meant none of the options: the question is
// put again, or they say what they want.
func (t *turn) noneOfThem() {
	p := &t.p
	intents := len(p.options) > 0 && p.options[0].intent != ""
	p.trouble = trouble{}
	if n := len(p.left) - 1; !intents && n >= 0 {
		back := p.left[n]
		p.left = p.left[:n:n]
		t.resume(back)
		return
	}
	p.words = ""
	p.op = t.flows[p.flow].ops[p.op].fail
	t.play()
}

// optionList writes the options as they are offered: "a, b, or c".
func optionList(p *Place, l civicline.Language) string {
	or := civicline.Words{"en": "or", "es": "o"}[l]
	var b strings.Builder
	for i, o := range p.options {
		switch {
		case i > 0 && i == len(p.options)-1:
			b.WriteString(", " + or + " ")
		case i > 0:
			b.WriteString(", ")
		}
		b.WriteString(o.name[l])
	}
	return b.String()
}

// optionKeys writes which key stands for which option.
func optionKeys(p *Place, l civicline.Language) string {
	var b strings.Builder
	for i, o := range p.options {
		if l == civicline.Spanish {
			b.WriteString("Para " + o.name[l] + " oprima " + number(i+1, l) + ". ")
		} else {
			b.WriteString("For " + o.name[l] + " press " + strconv.Itoa(i+1) + ". ")
		}
	}
	if l == civicline.Spanish {
		return b.String() + "Para otra cosa oprima " + number(len(p.options)+1, l) + "."
	}
	return b.String() + "For something else press " + strconv.Itoa(len(p.options)+1) + "."
}

// sayForm is a form as it is said: "form I 485".
func sayForm(_ *Book, _ *Place, v string, l civicline.Language) string {
	letters, digits, _ := strings.Cut(v, "-")
	what := civicline.Words{"en": "form ", "es": "el formulario "}[l]
	return what + strings.TrimSpace(letters+" "+digits)
}

// sayDay is a day as it is said.
func sayDay(b *Book, p *Place, v string, l civicline.Language) string {
	day, err := time.Parse(time.DateOnly, v)
	if err != nil {
		return v
	}
	text := date(day, b.local(p.at), l)
	if l == civicline.Spanish {
		return "el " + text
	}
	return text
}
