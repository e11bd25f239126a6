package callers

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/casedata"
	"github.com/civicline/civicline/flow"
	"github.com/civicline/civicline/talks"
)

// A world is what all callers share: what people want and how they say it.
type world struct {
	centre  *talks.Centre
	only    civicline.Language // "" is any
	intents map[string]flow.Intent
	goals   []string  // intents that people ring for
	upTo    []float64 // the shares of goals, summed up
	vocab   map[civicline.Language][]string
}

// What people ring for although it has no share of its own: to get a person, or
// one who speaks another language.
const metaShare = 0.03

func newWorld(c *talks.Centre, only civicline.Language) (*world, error) {
	w := &world{centre: c, only: only, intents: map[string]flow.Intent{}, vocab: map[civicline.Language][]string{}}
	for _, i := range c.Agency.Book.Intents() {
		w.intents[i.Name] = i
	}
	sum := 0.0
	for _, id := range slices.Sorted(maps.Keys(c.Agency.Shares)) {
		i, ok := w.intents[id]
		if !ok {
			return nil, fmt.Errorf("intent %q has no flow; civicline flow check tells more", id)
		}
		share := c.Agency.Shares[id]
		if share == 0 {
			share = metaShare
		}
		sum += share
		w.goals, w.upTo = append(w.goals, id), append(w.upTo, sum)
		for _, l := range civicline.Languages {
			for _, p := range i.Phrases[l] {
				w.vocab[l] = append(w.vocab[l], strings.Fields(asHeard(p))...)
			}
		}
	}
	if sum == 0 {
		return nil, errors.New("intents.yaml: there are no intents, so nobody rings; write some")
	}
	if len(c.Agency.Tables.Cases) == 0 || len(c.Agency.Tables.Areas) == 0 || len(c.Agency.Tables.Offices) == 0 {
		return nil, errors.New("cases.csv, zips.csv and offices.csv need at least a row each: callers take their numbers and places from them")
	}
	return w, nil
}

func (w *world) goal(rng *rand.Rand) string {
	at := rng.Float64() * w.upTo[len(w.upTo)-1]
	i, _ := slices.BinarySearch(w.upTo, at)
	return w.goals[min(i, len(w.goals)-1)]
}

// A manner is how someone speaks: chances, from 0 to 1.
type manner struct {
	drop, garble float64 // of a word
	digit        float64 // of one heard as another
	filler       float64 // of a turn
	pieces       float64 // of a number: said in two turns
	keys         float64 // of an answer: pressed, where it can be
	hasty        float64 // of a turn: interrupts the bot
}

var manners = []manner{
	{0.00, 0.00, 0.002, 0.10, 0.05, 0.03, 0.05}, // clear
	{0.01, 0.01, 0.005, 0.25, 0.15, 0.05, 0.10},
	{0.02, 0.02, 0.005, 0.60, 0.20, 0.05, 0.10}, // thinks aloud
	{0.08, 0.10, 0.020, 0.30, 0.20, 0.05, 0.15}, // mumbles
	{0.15, 0.18, 0.040, 0.30, 0.20, 0.10, 0.15}, // mumbles in the street
	{0.01, 0.01, 0.005, 0.05, 0.05, 0.70, 0.20}, // presses keys
	{0.02, 0.03, 0.005, 0.10, 0.10, 0.05, 0.60}, // in a hurry
}

// truth is what the caller knows, by the name of the question that asks for it.
type truth map[string]string

func (w *world) truth(rng *rand.Rand) truth {
	t := w.centre.Agency.Tables
	cases, office := t.Cases[rng.IntN(len(t.Cases))], t.Offices[rng.IntN(len(t.Offices))]
	receipt := cases.Receipt
	if rng.IntN(12) == 0 { // one that is not there
		receipt = receipt[:6] + digits(rng, 7)
	}
	day := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, -rng.IntN(1500))
	return truth{
		"receipt number": receipt,
		"phone number":   "713555" + digits(rng, 4),
		"zip":            t.Areas[rng.IntN(len(t.Areas))].ZIP3 + digits(rng, 2),
		"city":           office.City,
		"state":          office.State,
		"form":           forms[rng.IntN(len(forms))],
		"received date":  day.Format(time.DateOnly),
		"priority date":  day.AddDate(-3, 0, 0).Format(time.DateOnly),
		"category":       categories[rng.IntN(len(categories))],
	}
}

var (
	forms      = []string{"I-485", "I-130", "I-765", "I-90", "N-400", "I-131", "I-751", "I-539", "I-129", "I-140"}
	categories = []string{"F1", "F2A", "F2B", "F3", "F4", "EB1", "EB2", "EB3"}
	countries  = map[civicline.Language][]string{civicline.English: {"mexico", "india", "china", "the philippines", "el salvador"}, civicline.Spanish: {"méxico", "india", "china", "filipinas", "el salvador"}}
)

func digits(rng *rand.Rand, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte('0' + rng.IntN(10))
	}
	return string(b)
}

// stateName is how a state is called.
func stateName(code string, l civicline.Language) string {
	return strings.ToLower(casedata.StateName(code, l))
}
