package flow

import (
	"strings"

	"github.com/civicline/civicline"
)

// corrected goes back to the answer that was taken last if the caller says that
// it was wrong, or gives another: "no, I meant Houston". It reports whether they
// did.
func (t *turn) corrected(r civicline.Reading, f *script, certain bool) bool {
	p := &t.p
	q := questions[p.last.name]
	if p.last.name == "" || q.said == nil || q.asks == civicline.FreeSpeech || t.step().name == p.last.name && p.rest == asking || t.step().name == "reason" {
		return false
	}
	if certain && f.name != p.last.flow && f.name != "another case" {
		return false
	}
	var found []civicline.Facts
	for _, a := range q.said(r) {
		if a[p.last.name] != p.facts[p.last.name] {
			found = append(found, a)
		}
	}
	plain := likeAny(mistaken, r.Text)
	if len(found) == 0 && !plain || len(found) > 0 && !plain && !startsWithNo(r.Text) {
		return false
	}
	if p.rest == confirming && (len(found) == 0 || len(t.saidAgain(r)) > 0) {
		return false // it is about what is being read back
	}
	if plain && len(found) == 0 && t.step().name == "yes or no" && !likeAny(notMine, r.Text) {
		return false
	}
	p.facts = without(p.facts, append([]string{p.last.name}, q.keeps...)...)
	p.spot, p.rest, p.answering, p.trouble = p.last.spot, asking, answering{}, trouble{}
	p.last, p.offered = given{}, civicline.Reading{}
	if len(found) > 0 {
		if !t.answered(found) {
			t.play()
		}
		return true
	}
	if p.posed != p.spot {
		p.posed, p.poses = p.spot, 0
	}
	p.poses++
	if st := t.step(); st.wrong != nil && t.p.heard[sum(p.Language(), st.wrong)] < enough {
		t.put(st.wrong)
	} else {
		t.askAgain()
	}
	return true
}

// notMine is how callers say that an answer they gave, or seemed to give, is
// wrong, without giving the right one.
var notMine = map[civicline.Language][]string{
	civicline.English: {"not my number", "not my receipt", "not my case", "not my city", "not my address", "not my form", "not the right number", "wrong number", "wrong receipt", "wrong city", "wrong place", "wrong office",
		"wrong form", "wrong date", "the other address", "the other number", "the other office", "the other form", "the other one", "i gave you the wrong"},
	civicline.Spanish: {"no es mi numero", "no es mi recibo", "no es mi caso", "no es mi ciudad", "no es mi direccion", "no es mi formulario", "numero equivocado", "recibo equivocado", "ciudad equivocada", "lugar equivocado",
		"oficina equivocada", "fecha equivocada", "la otra direccion", "el otro numero", "la otra oficina", "el otro formulario", "la otra", "el otro", "le di mal"},
}

// mistaken is how callers correct themselves.
var mistaken = map[civicline.Language][]string{
	civicline.English: append([]string{"i meant", "i mean", "i said", "that is wrong", "thats wrong", "that is not right", "thats not right", "not that one", "i made a mistake", "sorry it is", "actually it is", "actually its"}, notMine[civicline.English]...),
	civicline.Spanish: append([]string{"quise decir", "quiero decir", "me referia", "me equivoque", "esta mal", "no es correcto", "ese no", "esa no", "yo dije", "mas bien", "perdon es"}, notMine[civicline.Spanish]...),
}

// dropping is how callers leave what they were doing for something else.
var dropping = map[civicline.Language][]string{
	civicline.English: {"forget that", "forget it", "forget about", "never mind", "nevermind", "instead", "leave that", "skip that", "drop that", "not that"},
	civicline.Spanish: {"olvidelo", "olvidese", "olvide eso", "olvidalo", "dejelo", "deje eso", "mejor", "en vez", "en lugar de", "no importa", "eso no"},
}

// refusing is how callers say that they want something not to be.
var refusing = map[civicline.Language][]string{
	civicline.English: {"do not want", "dont want", "do not need", "dont need", "no need", "without", "not a person"},
	civicline.Spanish: {"no quiero", "no necesito", "no hace falta", "sin"},
}

func dropped(text string) bool { return likeAny(dropping, text) }

func refuses(text string) bool { return likeAny(refusing, text) }

func startsWithNo(text string) bool {
	words := bare(text)
	return len(words) > 1 && (words[0] == "no" || words[0] == "not" || words[0] == "nope")
}

// likeAny reports whether text holds one of the phrases, of any language, as
// whole words.
func likeAny(phrases map[civicline.Language][]string, text string) bool {
	said := " " + strings.Join(bare(text), " ") + " "
	for _, list := range phrases {
		for _, p := range list {
			if words := bare(p); len(words) > 0 && strings.Contains(said, " "+strings.Join(words, " ")+" ") {
				return true
			}
		}
	}
	return false
}
