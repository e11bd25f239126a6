package flow

import "slices"

// checkEnds refuses a flow that can end without a word, and a refusal after
// which the caller is left with nothing; it warns of answers that no flow gives.
func (r *reader) checkEnds() {
	b := r.book
	for _, name := range sortedKeys(b.flows) {
		s := b.flows[name]
		r.file = s.file
		for i, o := range s.ops {
			told := i > 0 && s.ops[i-1].verb == "answer" // the nearest thing may come first
			if o.verb == "refuse" && !told && s.reachesEnd(o.next, offers) {
				r.wrong(o.step.line, "refuse %s: the caller is told no, and nothing else; let an answer, a question, a look-up or a person follow", o.step.name)
			}
			if i == 0 && s.on == "" && s.reachesEnd(0, speaking) {
				r.wrong(s.line, "flow %q can end without a word to the caller; say, ask or answer something on every way through it", name)
			}
		}
	}
	used := map[string]bool{}
	for _, s := range b.flows {
		for _, o := range s.ops {
			if o.verb == "answer" {
				used[o.step.name] = true
			}
		}
	}
	r.file = "answers"
	for _, name := range sortedKeys(r.known.Answers) {
		if !used[name] {
			r.warn(1, "answer %q is given by no flow; write \"- answer: %s\" in one, or drop it", name, name)
		}
	}
}

// offers are the verbs after which a refused caller has something.
var offers = []string{"answer", "ask", "look up", "hand over", "promise a callback", "go to", "take back", "go on with"}

// speaking are the verbs by which the caller hears something.
var speaking = append([]string{"say", "say one of", "refuse", "say again", "give time", "wait in line", "hang up", "invite"}, offers...)

// reachesEnd reports whether there is a way from an operation to the end of the
// flow on which none of the verbs stands.
func (s *script) reachesEnd(from int, verbs []string) bool {
	o := s.ops[from]
	switch {
	case o.verb == "end":
		return true
	case slices.Contains(verbs, o.verb):
		return false
	case o.verb == "when":
		return s.reachesEnd(o.next, verbs) || s.reachesEnd(o.alt, verbs)
	case o.verb == "sort by":
		return slices.ContainsFunc(append([]int{o.alt}, o.pick...), func(at int) bool { return s.reachesEnd(at, verbs) })
	}
	return s.reachesEnd(o.next, verbs)
}
