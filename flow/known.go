package flow

import (
	"time"

	"github.com/civicline/civicline"
)

// Known is what the agency's other files say and flows may name.
type Known struct {
	Intents  []Intent                   // each must have one flow
	Refusals map[string]civicline.Words // by name: what the bot may not do, in one sentence
	Answers  map[string]Answer          // by name
}

// An Answer is something that the agency lets the bot say, with where it is
// written and from when it holds.
type Answer struct {
	Words  civicline.Words
	Source civicline.Words
	Date   time.Time
	Link   string // where it can be read, without https://; "" is nowhere
}

// intent returns the known Intent of a name, nil if there is none.
func (k *Known) intent(name string) *Intent {
	for i := range k.Intents {
		if k.Intents[i].Name == name {
			return &k.Intents[i]
		}
	}
	return nil
}

// flowFor returns the flow of an intent: the one that names it, or is called so.
func (b *Book) flowFor(intent string) *script {
	if s := b.intents[intent]; s != nil {
		return s
	}
	return b.flows[intent]
}

// checkIntents refuses an intent that no flow is for, or two are.
func (r *reader) checkIntents() {
	b := r.book
	for _, name := range sortedKeys(b.flows) {
		s := b.flows[name]
		r.file = s.file
		for _, id := range s.intents {
			switch old := b.intents[id]; {
			case r.known.intent(id) == nil:
				r.wrong(s.line, "flow %q: intents.yaml has no intent %q; write it there, or write \"when the caller says:\" instead", name, id)
			case old != nil:
				r.wrong(s.line, "intent %q is taken by flow %q and by %q; keep one", id, old.name, name)
			default:
				b.intents[id] = s
			}
		}
	}
	for _, i := range r.known.Intents {
		if b.intents[i.Name] == nil {
			r.file = "intents.yaml"
			r.wrong(1, "intent %q has no flow, so callers would get no answer; write \"intent: %s\" in one", i.Name, i.Name)
		}
	}
}
