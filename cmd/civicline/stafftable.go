package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/civicline/civicline/erlang"
)

// A figure is one that may have no end, or no meaning: null in JSON.
type figure float64

func (f figure) known() bool { return !math.IsNaN(float64(f)) && !math.IsInf(float64(f), 0) }

// MarshalJSON writes the number, or null.
func (f figure) MarshalJSON() ([]byte, error) {
	if !f.known() {
		return []byte("null"), nil
	}
	return json.Marshal(float64(f))
}

// A staffRow is what a number of agents does.
type staffRow struct {
	Agents       int    `json:"agents"`
	Positions    int    `json:"positions"` // with shrinkage
	Stable       bool   `json:"stable"`    // false: the line grows without end, and times are null
	PWait        figure `json:"p_wait"`
	ServiceLevel figure `json:"service_level"`     // answered in time, of all callers
	NetLevel     figure `json:"service_level_net"` // of those who did not hang up within that time
	ASA          figure `json:"asa_s"`
	ASAWaiting   figure `json:"asa_waiting_s"`
	P90          figure `json:"p90_wait_s"`
	Queue        figure `json:"mean_queue"`
	Occupancy    figure `json:"occupancy"`
	Abandon      figure `json:"abandon_rate"`
	Blocked      figure `json:"blocked"` // Erlang B
}

// row reckons what so many agents do with the traffic.
func (a staffAsk) row(t erlang.Traffic, agents int) (staffRow, error) {
	positions, err := erlang.Rostered(agents, a.shrinkage)
	if err != nil {
		return staffRow{}, fmt.Errorf("--shrinkage: %w", err)
	}
	if a.model == "b" {
		b := erlang.Blocking(t.Load(), agents)
		busy := 0.0
		if agents > 0 {
			busy = t.Load() * (1 - b) / float64(agents)
		}
		return staffRow{Agents: agents, Positions: positions, Stable: true, Blocked: figure(b), ServiceLevel: figure(1 - b), NetLevel: figure(1 - b), Occupancy: figure(busy), ASAWaiting: figure(math.NaN())}, nil
	}
	q, err := t.With(agents)
	if err != nil {
		return staffRow{}, err
	}
	return staffRow{
		Agents: agents, Positions: positions, Stable: q.Stable,
		PWait: figure(q.Waiting), ServiceLevel: figure(q.ServiceLevel(a.goal.Within)), NetLevel: figure(q.NetServiceLevel(a.goal.Within)),
		ASA: figure(q.ASA), ASAWaiting: figure(q.ASAWaiting()), P90: figure(q.WaitQuantile(0.9)),
		Queue: figure(q.Length), Occupancy: figure(q.Occupancy), Abandon: figure(q.Abandoned),
	}, nil
}

// least is the answer.
func (a staffAsk) least(t erlang.Traffic) (int, error) {
	if a.model == "b" {
		return erlang.Lines(t.Load(), a.blocked)
	}
	return t.Least(a.goal)
}

// A staffTable is one interval: the answer, and the rows about it.
type staffTable struct {
	Model     string     `json:"model"`
	Calls     float64    `json:"calls"`
	Interval  float64    `json:"interval_s"`
	AHT       float64    `json:"aht_s"`
	Patience  float64    `json:"patience_s"` // 0: nobody hangs up
	Load      float64    `json:"erlangs"`
	Within    float64    `json:"within_s"`
	Shrinkage float64    `json:"shrinkage"`
	Agents    int        `json:"agents"` // needed, or asked about
	Positions int        `json:"positions"`
	Answer    staffRow   `json:"answer"`
	Rows      []staffRow `json:"rows"`
}

func staffOne(c *console, w staffFlags, a staffAsk) error {
	t := erlang.Traffic{Rate: w.calls / w.interval.Seconds(), Handle: a.aht, Patience: a.patience}
	n := a.agents
	if n == 0 {
		var err error
		if n, err = a.least(t); err != nil {
			return err
		}
	}
	out := staffTable{Model: a.model, Calls: w.calls, Interval: w.interval.Seconds(), AHT: a.aht, Patience: a.patience, Load: t.Load(), Within: a.goal.Within, Shrinkage: a.shrinkage, Agents: n}
	for k := max(0, n-a.width); k <= n+a.width; k++ {
		row, err := a.row(t, k)
		if err != nil {
			return err
		}
		if out.Rows = append(out.Rows, row); k == n {
			out.Answer, out.Positions = row, row.Positions
		}
	}
	if w.asJSON {
		return json.NewEncoder(c.out).Encode(out)
	}
	fmt.Fprintf(c.out, "%g calls in %s of %s each: %.2f Erlangs. %s.\n", w.calls, length(out.Interval), length(a.aht), out.Load, a.modelWords())
	if a.agents == 0 {
		fmt.Fprintf(c.out, "Promised: %s.\nNeeded: %d agents at work", a.promised(), n)
		if a.shrinkage > 0 {
			fmt.Fprintf(c.out, ", so %d positions, with %.3g %% of paid time away", out.Positions, 100*a.shrinkage)
		}
		fmt.Fprint(c.out, ".\n")
	}
	if !out.Rows[0].Stable {
		fmt.Fprintf(c.out, "With %d agents or fewer the line grows without end, as long as nobody hangs up (--patience).\n", int(out.Load))
	}
	fmt.Fprintln(c.out)
	return out.print(c.out)
}

func (t staffTable) print(to io.Writer) error {
	w := tabwriter.NewWriter(to, 0, 4, 2, ' ', tabwriter.AlignRight)
	if t.Model == "b" {
		fmt.Fprint(w, "\tlines\tbusy line\toccupancy\t\n")
		for _, r := range t.Rows {
			fmt.Fprintf(w, "%s\t%d\t%s\t%s\t\n", mark(r.Agents == t.Agents), r.Agents, percent(r.Blocked), percent(r.Occupancy))
		}
		return w.Flush()
	}
	fmt.Fprintf(w, "\tagents\tpositions\twait at all\tin %s\tmean wait\tof who wait\tp90\tin line\toccupancy\thang up\t\n", length(t.Within))
	for _, r := range t.Rows {
		fmt.Fprintf(w, "%s\t%d\t%d\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t\n", mark(r.Agents == t.Agents), r.Agents, r.Positions, percent(r.PWait), percent(r.ServiceLevel),
			r.ASA.time(), r.ASAWaiting.time(), r.P90.time(), r.Queue.count(), percent(r.Occupancy), percent(r.Abandon))
	}
	return w.Flush()
}

func mark(is bool) string {
	if is {
		return ">"
	}
	return ""
}

func (a staffAsk) modelWords() string {
	switch a.model {
	case "a":
		return "Erlang A: callers hang up after " + length(a.patience) + " on average"
	case "b":
		return "Erlang B: who finds a busy line is turned away"
	}
	return "Erlang C: everybody waits until they are answered"
}

func (a staffAsk) promised() string {
	if a.model == "b" {
		return fmt.Sprintf("at most %.3g %% find a busy line", 100*a.blocked)
	}
	var parts []string
	if a.goal.Answered > 0 {
		parts = append(parts, fmt.Sprintf("%.4g %% of all callers answered in %s", 100*a.goal.Answered, length(a.goal.Within)))
	}
	if a.goal.ASA > 0 {
		parts = append(parts, "a mean wait of at most "+length(a.goal.ASA))
	}
	if a.goal.Abandoned > 0 {
		parts = append(parts, fmt.Sprintf("at most %.3g %% hang up", 100*a.goal.Abandoned))
	}
	if a.goal.Occupancy > 0 {
		parts = append(parts, fmt.Sprintf("agents at most %.3g %% busy", 100*a.goal.Occupancy))
	}
	return strings.Join(parts, ", ")
}

// length writes seconds: 20s, 9m30s, 1h.
func length(seconds float64) string {
	text := time.Duration(seconds * float64(time.Second)).Round(time.Millisecond).String()
	text = strings.TrimSuffix(text, "0s")
	switch {
	case text == "" || text[len(text)-1] >= '0' && text[len(text)-1] <= '9':
		return text + "0s"
	case strings.HasSuffix(text, "h0m"):
		return strings.TrimSuffix(text, "0m")
	}
	return text
}

// time writes seconds with a tenth below two minutes.
func (f figure) time() string {
	switch {
	case math.IsNaN(float64(f)):
		return "–"
	case math.IsInf(float64(f), 0):
		return "no end"
	case f < 120:
		return fmt.Sprintf("%.1fs", float64(f))
	}
	return length(math.Round(float64(f)))
}

func (f figure) count() string {
	if !f.known() {
		return "no end"
	}
	return fmt.Sprintf("%.2f", float64(f))
}

func percent(f figure) string {
	if !f.known() {
		return "–"
	}
	return fmt.Sprintf("%.1f%%", 100*float64(f))
}
