package agency

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/casedata"
	"github.com/civicline/civicline/flow"
)

// filing are the intents that are walked: all about forms, fees, accounts,
// safety and other agencies.
var filing = []string{"callback_missed", "form_selection", "filing_fee_waiver", "payment_refund_problem", "where_to_file", "office_locator", "civil_surgeon_finder", "legal_advice_question", "find_legal_help",
	"ead_renewal_extension", "naturalization_info", "green_card_renewal_info", "online_account_tech_help", "online_access_code_link", "foia_request", "scam_or_verify_caller", "military_help", "complaint_misconduct",
	"other_agency", "everify_i9", "hours_and_news", "other_language"}

// TestFilingFlows plays every way through these flows, from each thing that
// callers say, by keys, with look-ups that answer and that fail: each turn says
// something whole, asks or hands over, and each way comes to the end.
func TestFilingFlows(t *testing.T) {
	a := load(t)
	tables := a.Tables
	now := time.Date(2026, 11, 25, 15, 15, 0, 0, time.UTC)
	tables.Now = func() time.Time { return now }
	data, err := casedata.Open(tables)
	if err != nil {
		t.Fatal(err)
	}
	for _, intent := range a.Book.Intents() {
		if !slices.Contains(filing, intent.Name) {
			continue
		}
		t.Run(intent.Name, func(t *testing.T) {
			for _, l := range civicline.Languages {
				for _, text := range intent.Phrases[l] {
					for _, fails := range []bool{false, true} {
						w := &walker{t: t, a: a, data: data, now: now, language: l, fails: fails, seen: map[string]bool{}}
						p, _ := w.next(flow.Place{}, flow.Input{What: flow.Began})
						w.walk(p, flow.Input{What: flow.Said, Reading: civicline.Reading{Language: l, Text: text, Intent: intent.Name, Confidence: 1, Entities: map[string]string{}}}, text, 0)
						if w.ends == 0 {
							t.Errorf("%s %q (look-ups fail: %v): no way comes to an end", l, text, fails)
						}
					}
				}
			}
		})
	}
}

// A walker plays all ways of a call by keys.
type walker struct {
	t        *testing.T
	a        *Agency
	data     *casedata.Data
	now      time.Time
	language civicline.Language
	fails    bool
	seen     map[string]bool // what the bot said at a turn
	ends     int
}

// walk gives one input, checks the turn, and tries every answer to what it asks.
func (w *walker) walk(p flow.Place, in flow.Input, after string, depth int) {
	if depth > 8 { // a caller may ask for the hours again and again
		return
	}
	p, orders := w.next(p, in)
	var said []string
	listens, over, switched := false, false, false
	for _, o := range orders {
		switch o := o.(type) {
		case civicline.Say:
			if o.Language == w.language {
				said = append(said, o.Text)
			}
		case civicline.Listen:
			listens = true
		case civicline.HandOver, civicline.HangUp:
			over = true
		case civicline.Speak:
			switched = o.Language != w.language
		}
	}
	text := strings.Join(said, " ")
	w.whole(text, after)
	switch {
	case switched: // key 2 is the other language wherever it is no answer
		return
	case over, strings.Contains(text, "Is there anything else?"), strings.Contains(text, "What else can I do"), strings.Contains(text, "¿Algo más?"), strings.Contains(text, "¿En qué más"):
		w.ends++
		return
	case !listens || len(said) == 0:
		w.t.Errorf("%s %s: the bot says %q and does not listen", w.language, after, text)
		return
	case w.seen[text]:
		return
	}
	w.seen[text] = true
	for _, keys := range answers(w.a.Book.Asking(p)) {
		w.walk(p, flow.Input{What: flow.Keyed, Keys: keys}, after+", "+keys, depth+1)
	}
}

// answers are the keys that may answer what is asked. A key that is none may
// begin an aside, and asides may go on for as long as the caller likes.
func answers(asked flow.Asking) []string {
	switch {
	case asked.ReadBack != nil, asked.Question == "yes or no":
		return []string{"1", "2"}
	case asked.Question == "which one":
		return []string{"1", "2", "3", "4", "5", "6"}[:min(6, len(asked.Choices))]
	case asked.Question == "place":
		return []string{"77036", "99501", "999"}
	case asked.Question == "form":
		return []string{"400", "131", "999"}
	}
	return []string{"1", "2", "77036", "999"}
}

// whole refuses a sentence that lacks something.
func (w *walker) whole(text, after string) {
	for _, bad := range []string{"{", "}", " .", " ,", "..", "costs .", "costs online", "  ", "%!"} {
		if strings.Contains(text, bad) {
			w.t.Errorf("%s %s: %q in %q", w.language, after, bad, text)
		}
	}
}

// next gives an input, and answers the look-ups that come of it.
func (w *walker) next(p flow.Place, in flow.Input) (flow.Place, []civicline.Order) {
	in.At = w.now
	p, orders := w.a.Book.Next(p, in)
	for _, o := range orders {
		l, ok := o.(civicline.LookUp)
		if !ok {
			continue
		}
		pass, err := w.a.Grants.Ask(civicline.Bot, casedata.Needs(l.What))
		if err != nil {
			w.t.Fatal(err)
		}
		found, err := w.data.LookUp(context.Background(), pass, l.What, l.With)
		if err != nil {
			w.t.Fatal(fmt.Errorf("look up %s: %w", l.What, err))
		}
		after, more := w.next(p, flow.Input{What: flow.LookedUp, Found: found, Failed: w.fails})
		return after, append(orders, more...)
	}
	return p, orders
}

// TestAFormNamedAtOnce is not asked for again, whatever case was looked
// up before; one not named is the one last spoken of.
func TestAFormNamedAtOnce(t *testing.T) {
	w := &walker{t: t, a: load(t), now: time.Date(2026, 11, 25, 15, 15, 0, 0, time.UTC)}
	var err error
	if w.data, err = casedata.Open(w.a.Tables); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ intent, text, form, form2, want string }{
		{"filing_fee_waiver", "How much is the N-400?", "N-400", "", "Form N-400 costs $710 online, and $760 on paper."},
		{"filing_fee_waiver", "What's the fee for the work permit renewal?", "I-765", "", "Form I-765 costs $470 online, and $520 on paper."},
		{"filing_fee_waiver", "What is the fee for a green card?", "I-485", "I-90", "Is it your first green card, a ten-year renewal, or a two-year card?"},
		{"filing_fee_waiver", "What is the I-131 with my green card case?", "I-131", "", "The fee for Form I-131 depends."},
		{"filing_fee_waiver", "I can't afford the I-90", "I-90", "", "Form I-912 asks us to waive a fee."},
		{"filing_fee_waiver", "And what does it cost?", "", "", "Form I-765 costs $470 online, and $520 on paper."}, // that of the case
		{"form_selection", "What is the I-131 for?", "I-131", "", "Form I-131 is used to ask for a travel document"},
		{"where_to_file", "Where do I mail my I-130?", "I-130", "", "Form I-130 is filed online in an account, or by mail"},
	} {
		p, _ := w.next(flow.Place{}, flow.Input{What: flow.Began})
		p, _ = w.next(p, flow.Input{What: flow.Said, Reading: civicline.Reading{Language: "en", Intent: "case_status_check", Confidence: 1}})
		p, _ = w.next(p, flow.Input{What: flow.Keyed, Keys: "9999900103"})
		p, _ = w.next(p, flow.Input{What: flow.Keyed, Keys: "1"})
		if p.Facts()["form"] != "I-765" {
			t.Fatalf("the case was not looked up: %v", p.Facts())
		}
		r := civicline.Reading{Language: "en", Text: tt.text, Intent: tt.intent, Confidence: 1, Entities: map[string]string{}}
		if tt.form != "" {
			r.Entities["form"] = tt.form
		}
		if tt.form2 != "" {
			r.Entities["form 2"] = tt.form2
		}
		_, orders := w.next(p, flow.Input{What: flow.Said, Reading: r})
		var said []string
		for _, o := range orders {
			if s, ok := o.(civicline.Say); ok {
				said = append(said, s.Text)
			}
		}
		if got := strings.Join(said, " "); !strings.HasPrefix(got, tt.want) {
			t.Errorf("%s: said %q, want %q", tt.text, got, tt.want)
		}
	}
}
