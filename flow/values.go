package flow

import (
	"maps"
	"strings"
	"time"

	"github.com/civicline/civicline"
)

// own are what the words of a flow may name in braces. Each returns how it
// is said in the language of the place, "" if there is nothing to say.
var own = map[string]func(b *Book, p *Place, l civicline.Language) string{
	"headline": func(b *Book, p *Place, l civicline.Language) string {
		if n := Current(b.News, p.at); n != nil {
			return n.Headline[l]
		}
		return ""
	},
	"position": func(_ *Book, p *Place, l civicline.Language) string { return number(p.line.wait.Position, l) },
	"wait":     func(_ *Book, p *Place, l civicline.Language) string { return waitSentence(p.line.wait, l) },
	"waited": func(_ *Book, p *Place, l civicline.Language) string {
		return minutes(p.at.Sub(p.line.since), l)
	},
	"agent": func(_ *Book, p *Place, l civicline.Language) string {
		if p.told.agent == "" {
			return civicline.Words{"en": "a representative", "es": "un representante"}[l]
		}
		return p.told.agent
	},
	"answered at": func(b *Book, p *Place, l civicline.Language) string {
		return whenWas(b.local(p.told.receipt.At), b.local(p.at), l)
	},
	"reference": func(_ *Book, p *Place, _ civicline.Language) string {
		return p.grouped(string(p.told.receipt.Reference), 3, 3, 3)
	},
	"callback reference": func(_ *Book, p *Place, _ civicline.Language) string {
		return p.grouped(string(p.told.callback.Reference), 3, 3, 3)
	},
	"item code": func(_ *Book, p *Place, _ civicline.Language) string {
		return p.grouped(p.told.callback.Item, 4, 4)
	},
	"call reference": func(_ *Book, p *Place, _ civicline.Language) string {
		return p.grouped(string(p.told.reference), 3, 3, 3)
	},
	"agency":    func(b *Book, _ *Place, l civicline.Language) string { return b.Name[l] },
	"slots":     slotList,
	"slot keys": slotKeys,
	"chosen time": func(b *Book, p *Place, l civicline.Language) string {
		at, _ := parseTime(p.facts[callbackTime])
		return b.next(at, p.at, l)
	},
	"due": func(b *Book, p *Place, l civicline.Language) string {
		if inTurn(p) {
			return civicline.Words{"en": "as soon as it is your turn", "es": "en cuanto sea su turno"}[l]
		}
		return b.next(p.told.callback.Due, p.at, l)
	},
	"opens":     opens,
	"closes":    closes,
	"last four": func(_ *Book, p *Place, _ civicline.Language) string { return p.asTyped(lastFour(p.told.number)) },
	"why closed": func(_ *Book, p *Place, l civicline.Language) string {
		return strings.TrimSpace(whyClosed(p.told.hours.Why, l) + " " + holidayFirst(p.told.hours.After, l))
	},
	"why later":    whyLater,
	"closes early": closesEarly,
	"receipt number": func(_ *Book, p *Place, l civicline.Language) string {
		if n := p.fact("receipt number"); p.told.typed && len(n) == 13 {
			return n[:3] + "-" + p.grouped(n[3:], 3, 3, 4)
		}
		return doubted(p.fact("receipt number"), p.doubt, l)
	},
	"phone number": func(_ *Book, p *Place, _ civicline.Language) string {
		return p.grouped(p.fact("phone number"), 3, 3, 4)
	},
	"next holiday": func(_ *Book, p *Place, l civicline.Language) string {
		return holidayName(p.fact("next holiday"), l)
	},
	"tomorrow why": func(_ *Book, p *Place, l civicline.Language) string {
		return whyTomorrow(p.fact("tomorrow why"), p.fact("tomorrow") == "open", l)
	},
	"tomorrow hours": tomorrowHours,
	"so far":         spokenSoFar,
	"options":        func(_ *Book, p *Place, l civicline.Language) string { return optionList(p, l) },
	"option keys":    func(_ *Book, p *Place, l civicline.Language) string { return optionKeys(p, l) },
	"task": func(b *Book, p *Place, l civicline.Language) string {
		if p.offer.flow != "" {
			return b.task(p.offer)[l]
		}
		return b.named(p.topic)[l]
	},
	"opening hours": func(b *Book, _ *Place, l civicline.Language) string { return b.OpeningHours[l] },
	"our number":    func(b *Book, _ *Place, _ civicline.Language) string { return string(b.Number) },
	"kept for":      func(b *Book, _ *Place, l civicline.Language) string { return minutes(b.Kept, l) },
	"status":        fact("status"),
	"meaning":       fact("meaning"),
	"next step":     fact("next step"),
	"status date":   factDate("status date"),
	"office":        fact("office"),
	"office place":  fact("office place"),
	"offices":       fact("offices"),
	"news":          fact("news"),
	"source":        fact("source"),
	"source date":   factDate("source date"),
}

// values are own and, by name, whatever a look-up gives or a question keeps.
var values = func() map[string]func(b *Book, p *Place, l civicline.Language) string {
	out := map[string]func(b *Book, p *Place, l civicline.Language) string{}
	add := func(name string) {
		if strings.HasSuffix(name, "date") {
			out[name] = factDate(name)
		} else {
			out[name] = fact(name)
		}
	}
	for _, s := range civicline.Services {
		for _, name := range s.Gives {
			add(name)
		}
	}
	for _, name := range []string{"form", "received date", "priority date", "category", "country", "link"} {
		add(name)
	}
	maps.Copy(out, own)
	return out
}()

// fact is a look-up's answer in the language spoken: "status es", or "status"
// if it is the same in all.
func fact(name string) func(*Book, *Place, civicline.Language) string {
	return func(_ *Book, p *Place, l civicline.Language) string {
		if v := p.facts[name+" "+string(l)]; v != "" {
			return v
		}
		return p.facts[name]
	}
}

// factDate is a fact written YYYY-MM-DD, as a date is said: "November 12th", "del 12 de noviembre".
func factDate(name string) func(*Book, *Place, civicline.Language) string {
	return func(b *Book, p *Place, l civicline.Language) string {
		t, err := time.Parse(time.DateOnly, p.fact(name))
		if err != nil {
			return ""
		}
		if l == civicline.Spanish {
			return "del " + date(t, b.local(p.at), l)
		}
		return date(t, b.local(p.at), l)
	}
}

// inTurn reports whether the callback that was booked has no time but its turn.
func inTurn(p *Place) bool {
	cb := p.told.callback
	return !cb.Due.IsZero() && cb.Until.IsZero() && !cb.Due.After(p.at)
}

func opens(b *Book, p *Place, l civicline.Language) string {
	if p.told.hours.Open { // Next is the closing time
		return b.next(time.Time{}, p.at, l)
	}
	return b.next(p.told.hours.Next, p.at, l)
}

func closes(b *Book, p *Place, l civicline.Language) string {
	if p.told.hours.Next.IsZero() {
		return ""
	}
	t := b.local(p.told.hours.Next)
	out, zone := clock(t, l), zoneName(t, l)
	switch {
	case zone != "" && l == civicline.Spanish:
		out += ", " + zone
	case zone != "":
		out += " " + zone + " time"
	}
	return out
}

// holidayName is a federal holiday as the calendar names it, in a language.
func holidayName(name string, l civicline.Language) string {
	if es, ok := holidays[strings.TrimSuffix(name, " (observed)")]; ok && l == civicline.Spanish {
		return es
	}
	return name
}

func (b *Book) local(t time.Time) time.Time {
	if b.Zone == nil {
		return t.UTC()
	}
	return t.In(b.Zone)
}

func (b *Book) next(t, now time.Time, l civicline.Language) string {
	if t.IsZero() {
		return civicline.Words{"en": "soon", "es": "pronto"}[l]
	}
	return whenNext(b.local(t), b.local(now), l)
}

// variables lists the names in braces.
func variables(text string) []string {
	var out []string
	for {
		_, rest, ok := strings.Cut(text, "{")
		if !ok {
			return out
		}
		name, after, ok := strings.Cut(rest, "}")
		if !ok {
			return append(out, rest)
		}
		out = append(out, name)
		text = after
	}
}

// fill puts the values in.
func (b *Book) fill(text string, p *Place, l civicline.Language) string {
	for _, name := range variables(text) {
		value := values[name](b, p, l)
		if strings.HasSuffix(value, ".") {
			text = strings.ReplaceAll(text, "{"+name+"}.", value) // Maria R. ends the sentence herself
		}
		text = strings.ReplaceAll(text, "{"+name+"}", value)
	}
	return strings.Join(strings.Fields(text), " ")
}
