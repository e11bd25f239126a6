package flow

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/spoken"
)

// callbackTime is the question which of the times that "callback times" found
// suits the caller best. Its answer is the beginning of a Slot, RFC 3339.
const callbackTime = "callback time"

// slotFacts are the facts in which the times to choose from stand.
var slotFacts = []string{"slot 1", "slot 2", "slot 3"}

// slotLead is how long before a time it may be chosen at the latest.
const slotLead = time.Hour

// CallbackTimes chooses up to three times to offer from those that are free, as
// the answer of the look-up "callback times": the first that is, one of the other
// half of that day, and one of the next. Zone is the agency's.
func CallbackTimes(free []civicline.Slot, now time.Time, zone *time.Location) civicline.Facts {
	var chosen []time.Time
	half := func(t time.Time) string { return t.In(zone).Format("2006-01-02 PM") }
	day := func(t time.Time) string { return t.In(zone).Format(time.DateOnly) }
	for _, s := range free {
		at := s.From
		switch {
		case s.Free <= 0 || at.Before(now.Add(slotLead)) || len(chosen) == len(slotFacts):
		case len(chosen) == 0,
			len(chosen) == 1 && half(at) != half(chosen[0]),
			len(chosen) == 2 && day(at) != day(chosen[1]) && half(at) != half(chosen[0]):
			chosen = append(chosen, at)
		}
	}
	if len(chosen) == 0 {
		return nil
	}
	out := civicline.Facts{}
	for i, at := range chosen {
		out[slotFacts[i]] = at.In(zone).Format(time.RFC3339)
	}
	return out
}

// slots are the times to choose from.
func (b *Book) slots(p *Place) []time.Time {
	var out []time.Time
	for _, name := range slotFacts {
		if at, err := parseTime(p.facts[name]); err == nil {
			out = append(out, b.local(at))
		}
	}
	return out
}

// slotList says the times: "today at two in the afternoon, or tomorrow at nine in
// the morning".
func slotList(b *Book, p *Place, l civicline.Language) string {
	or := civicline.Words{"en": "or ", "es": "o "}[l]
	slots := b.slots(p)
	var out []string
	for i, at := range slots {
		text := shortTime(at, b.local(p.at), l)
		if i > 0 && i == len(slots)-1 {
			text = or + text
		}
		out = append(out, text)
	}
	return strings.Join(out, ", ")
}

// slotKeys says which key stands for which time.
func slotKeys(b *Book, p *Place, l civicline.Language) string {
	var out strings.Builder
	for i, at := range b.slots(p) {
		text := shortTime(at, b.local(p.at), l)
		if l == civicline.Spanish {
			out.WriteString("Para " + text + " oprima " + number(i+1, l) + ". ")
		} else {
			out.WriteString("For " + text + " press " + strconv.Itoa(i+1) + ". ")
		}
	}
	return strings.TrimSpace(out.String())
}

// shortTime is whenNext without the zone, which is the agency's for all of them.
func shortTime(t, now time.Time, l civicline.Language) string {
	text := whenNext(t, now, l)
	if z := zoneName(t, l); z != "" {
		text = strings.TrimSuffix(strings.TrimSuffix(text, ", "+z), " "+z+" time")
	}
	return text
}

// chosenSlot finds the time that is said: by its place, or by the day, the hour
// or the half of the day that only one of them has.
func (t *turn) chosenSlot(r civicline.Reading) []civicline.Facts {
	slots := t.slots(&t.p)
	words := timeWords(r.Text)
	best, most, tie := -1, 0, false
	for i, at := range slots {
		n := 0
		for _, w := range t.wordsOf(at, r.Language) {
			if slices.Contains(words, w) && !t.sharedBy(slots, i, w, r.Language) {
				n++
			}
		}
		if i < len(ordinals) && slices.ContainsFunc(words, func(w string) bool { return slices.Contains(ordinals[i], w) }) {
			n += 3
		}
		switch {
		case n > most:
			best, most, tie = i, n, false
		case n == most && n > 0:
			tie = true
		}
	}
	if best < 0 || tie {
		return nil
	}
	return []civicline.Facts{{callbackTime: slots[best].Format(time.RFC3339)}}
}

// sharedBy reports whether another time has a word too.
func (t *turn) sharedBy(slots []time.Time, i int, w string, l civicline.Language) bool {
	for j, at := range slots {
		if j != i && slices.Contains(t.wordsOf(at, l), w) {
			return true
		}
	}
	return false
}

// wordsOf are the words by which a caller names a time.
func (t *turn) wordsOf(at time.Time, l civicline.Language) []string {
	if !l.Known() {
		l = t.p.Language()
	}
	hour := (at.Hour()+11)%12 + 1
	out := append(timeWords(shortTime(at, t.local(t.p.at), l)), bare(spoken.Weekday(at.Weekday(), l))...)
	out = append(out, strconv.Itoa(hour))
	if at.Minute() == 0 {
		out = append(out, bare(number(hour, l))...)
	}
	return slices.DeleteFunc(out, func(w string) bool { return slices.Contains(smallWords, w) })
}

// timeWords are the words of a time. The morning and tomorrow are one word in
// Spanish, but for its article.
func timeWords(text string) []string {
	return strings.Fields(strings.ReplaceAll(strings.Join(bare(text), " "), "la manana", "la morning"))
}

// smallWords stand in every time.
var smallWords = []string{"at", "in", "the", "a", "las", "la", "de", "el", "time"}

// keyedSlot is the time that a key stands for.
func (t *turn) keyedSlot(keys string) []civicline.Facts {
	slots := t.slots(&t.p)
	if n, err := strconv.Atoi(keys); err == nil && len(keys) == 1 && n >= 1 && n <= len(slots) {
		return []civicline.Facts{{callbackTime: slots[n-1].Format(time.RFC3339)}}
	}
	return nil
}
