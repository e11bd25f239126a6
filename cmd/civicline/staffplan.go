package main

import (
	"fmt"
	"io"
	"math"
	"text/tabwriter"

	"github.com/civicline/civicline/erlang"
)

// A staffPlan is what every interval needs.
type staffPlan struct {
	Model     string       `json:"model"`
	AHT       float64      `json:"aht_s"`
	AHTES     float64      `json:"aht_es_s"`
	Patience  float64      `json:"patience_s"`
	Within    float64      `json:"within_s"`
	Shrinkage float64      `json:"shrinkage"`
	Totals    staffTotals  `json:"totals"`
	Intervals []staffSlice `json:"intervals"`
}

// A staffSlice is one interval: each language with agents of its own, and
// Spanish with only as many as its share of the work would give it.
type staffSlice struct {
	interval
	English staffPart `json:"en"`
	Spanish staffPart `json:"es"`
	Even    staffPart `json:"es_prorata"` // English's agents for each Erlang, rounded
	Pooled  staffPart `json:"pooled"`     // everybody speaks both
}

// A staffPart is some traffic and the agents it is given.
type staffPart struct {
	Load float64 `json:"erlangs"`
	staffRow
}

// plan finds the agents of an interval.
func (a staffAsk) plan(r interval) (staffSlice, error) {
	rate := r.Calls / (60 * float64(r.until-r.from))
	en := erlang.Traffic{Rate: rate * (1 - r.ES), Handle: a.aht, Patience: a.patience}
	es := erlang.Traffic{Rate: rate * r.ES, Handle: a.ahtES, Patience: a.patience}
	both := erlang.Traffic{Rate: rate, Handle: a.aht*(1-r.ES) + a.ahtES*r.ES, Patience: a.patience}
	s := staffSlice{interval: r}
	for _, p := range []struct {
		t    erlang.Traffic
		into *staffPart
	}{{en, &s.English}, {es, &s.Spanish}, {both, &s.Pooled}} {
		n, err := a.least(p.t)
		if err != nil {
			return s, err
		}
		if *p.into, err = a.part(p.t, n); err != nil {
			return s, err
		}
	}
	even := s.Spanish.Agents // nobody speaks English: nothing to compare with
	if en.Load() > 0 {
		even = int(math.Round(es.Load() / en.Load() * float64(s.English.Agents)))
	}
	var err error
	s.Even, err = a.part(es, even)
	return s, err
}

func (a staffAsk) part(t erlang.Traffic, agents int) (staffPart, error) {
	row, err := a.row(t, agents)
	return staffPart{t.Load(), row}, err
}

// staffTotals sums the intervals up. Service levels are over all calls.
type staffTotals struct {
	Calls        float64 `json:"calls"`
	EnglishHours float64 `json:"en_agent_hours"`
	SpanishHours float64 `json:"es_agent_hours"`
	PooledHours  float64 `json:"pooled_agent_hours"`
	English      figure  `json:"en_service_level"`
	Spanish      figure  `json:"es_service_level"`
	Even         figure  `json:"es_prorata_service_level"`
	Gap          figure  `json:"prorata_gap_points"` // English less Spanish, with agents by share of the work
	Pooled       figure  `json:"pooled_service_level"`
	PeakEnglish  int     `json:"en_peak_agents"`
	PeakSpanish  int     `json:"es_peak_agents"`
	PeakPooled   int     `json:"pooled_peak_agents"`
}

func (p staffPlan) totals() staffTotals {
	var t staffTotals
	var en, es float64
	for _, s := range p.Intervals {
		hours := float64(s.until-s.from) / 60
		t.Calls += s.Calls
		t.EnglishHours += hours * float64(s.English.Agents)
		t.SpanishHours += hours * float64(s.Spanish.Agents)
		t.PooledHours += hours * float64(s.Pooled.Agents)
		t.PeakEnglish, t.PeakSpanish, t.PeakPooled = max(t.PeakEnglish, s.English.Agents), max(t.PeakSpanish, s.Spanish.Agents), max(t.PeakPooled, s.Pooled.Agents)
		callsES, callsEN := s.Calls*s.ES, s.Calls*(1-s.ES)
		en, es = en+callsEN, es+callsES
		for _, v := range []struct {
			sum   *figure
			calls float64
			level figure
		}{{&t.English, callsEN, s.English.ServiceLevel}, {&t.Spanish, callsES, s.Spanish.ServiceLevel}, {&t.Even, callsES, s.Even.ServiceLevel}, {&t.Pooled, s.Calls, s.Pooled.ServiceLevel}} {
			if v.calls > 0 {
				*v.sum += figure(v.calls) * v.level
			}
		}
	}
	t.English, t.Spanish, t.Even, t.Pooled = t.English/figure(en), t.Spanish/figure(es), t.Even/figure(es), t.Pooled/figure(t.Calls)
	t.Gap = 100 * (t.English - t.Even)
	return t
}

func (p staffPlan) print(to io.Writer) error {
	w := tabwriter.NewWriter(to, 0, 4, 2, ' ', tabwriter.AlignRight)
	in := "in " + length(p.Within)
	fmt.Fprintf(w, "day\tfrom\tcalls\tEnglish\t%s\tbusy\tSpanish\t%s\tbusy\tby share\t%s\tbilingual\t%s\tbusy\tspared\t\n", in, in, in, in)
	for _, s := range p.Intervals {
		fmt.Fprintf(w, "%s\t%s\t%.0f\t%d\t%s\t%s\t%d\t%s\t%s\t%d\t%s\t%d\t%s\t%s\t%d\t\n", s.Day, s.Start, s.Calls,
			s.English.Agents, percent(s.English.ServiceLevel), percent(s.English.Occupancy),
			s.Spanish.Agents, percent(s.Spanish.ServiceLevel), percent(s.Spanish.Occupancy),
			s.Even.Agents, percent(s.Even.ServiceLevel),
			s.Pooled.Agents, percent(s.Pooled.ServiceLevel), percent(s.Pooled.Occupancy), s.English.Agents+s.Spanish.Agents-s.Pooled.Agents)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	t := p.Totals
	fmt.Fprintf(to, "\nAgent hours: %.1f English and %.1f Spanish, or %.1f bilingual.\n", t.EnglishHours, t.SpanishHours, t.PooledHours)
	if p.Shrinkage > 0 {
		paid := 1 - p.Shrinkage
		fmt.Fprintf(to, "Paid hours with %.3g %% of the time away: %.1f and %.1f, or %.1f.\n", 100*p.Shrinkage, t.EnglishHours/paid, t.SpanishHours/paid, t.PooledHours/paid)
	}
	fmt.Fprintf(to, "Most at once: %d and %d, or %d.\n", t.PeakEnglish, t.PeakSpanish, t.PeakPooled)
	if t.Gap.known() {
		fmt.Fprintf(to, "Answered %s over the whole: English %s, Spanish %s; Spanish with agents by its share of the work %s (a gap of %.1f points); bilingual %s.\n",
			in, percent(t.English), percent(t.Spanish), percent(t.Even), float64(t.Gap), percent(t.Pooled))
	}
	return nil
}
