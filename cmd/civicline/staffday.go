package main

import (
	"cmp"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
)

// An interval is a row of an arrivals file: calls for people.
type interval struct {
	Day   string  `json:"day"` // Mon to Sun, or a date
	Start string  `json:"start"`
	End   string  `json:"end"`
	Calls float64 `json:"calls"` // that reach people
	ES    float64 `json:"es_share"`

	from, until int // minutes after midnight
	open        bool
	line        int // of the file
}

// staffArrivals prints, for every interval, the agents of each language apart,
// and of one bilingual staff.
func staffArrivals(c *console, w staffFlags, a staffAsk) error {
	rows, err := readArrivals(w)
	if err != nil {
		return err
	}
	plan := staffPlan{Model: a.model, AHT: a.aht, AHTES: a.ahtES, Patience: a.patience, Within: a.goal.Within, Shrinkage: a.shrinkage}
	for _, r := range rows {
		p, err := a.plan(r)
		if err != nil {
			return fmt.Errorf("%s: %s %s: %w", w.file.arrivals, r.Day, r.Start, err)
		}
		plan.Intervals = append(plan.Intervals, p)
	}
	plan.Totals = plan.totals()
	if w.file.out != "" {
		if err := os.WriteFile(w.file.out, []byte(plan.schedule(w, a)), 0o600); err != nil {
			return fmt.Errorf("--out: %w", err)
		}
		fmt.Fprintln(c.err, "written:", w.file.out)
	}
	if w.file.plot != "" {
		if err := plan.draw(w.file.plot, a); err != nil {
			return fmt.Errorf("--plot: %w", err)
		}
		fmt.Fprintln(c.err, "drawn:", w.file.plot)
	}
	if w.asJSON {
		return json.NewEncoder(c.out).Encode(plan)
	}
	fmt.Fprintf(c.out, "%s. Promised: %s.\n\n", a.modelWords(), a.promised())
	return plan.print(c.out)
}

// readArrivals reads the intervals in which people answer.
func readArrivals(w staffFlags) ([]interval, error) {
	f, err := os.Open(w.file.arrivals)
	if err != nil {
		return nil, fmt.Errorf("--arrivals: %w", err)
	}
	defer f.Close()
	day := ""
	if w.file.day != "" {
		var ok bool
		if day, ok = dayOf(w.file.day); !ok {
			return nil, fmt.Errorf("--day %q: write Mon, Tue, Wed, Thu, Fri, Sat, Sun, or a date such as 2026-11-30", w.file.day)
		}
	}
	share, err := shareOf("--share", w.file.share)
	if err != nil {
		return nil, err
	}
	if w.file.share == "" {
		share = math.NaN() // by the file
	}
	all, err := arrivalRows(f, w.file.column, share, int(w.interval.Minutes()))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", w.file.arrivals, err)
	}
	out := slices.DeleteFunc(all, func(r interval) bool { return !r.open || day != "" && r.Day != day })
	if len(out) == 0 {
		return nil, fmt.Errorf("%s: no row of it is open%s", w.file.arrivals, map[bool]string{true: " on " + day}[day != ""])
	}
	return out, nil
}

// arrivalColumns says where each value is in a row; -1 is nowhere.
type arrivalColumns struct {
	day, start, end, calls, es, open, ending int
}

func columnsOf(names []string, calls string) (arrivalColumns, error) {
	at := func(any ...string) int {
		return slices.IndexFunc(names, func(n string) bool { return slices.Contains(any, n) })
	}
	c := arrivalColumns{at("dow", "day"), at("start_et", "start"), at("end_et", "end"), at("calls"), at("es_share"), at("live_open"), at("ivr_end_share")}
	switch {
	case calls != "":
		c.calls = at(calls)
	case c.calls < 0:
		c.calls = slices.IndexFunc(names, func(n string) bool { return strings.HasPrefix(n, "calls") })
	}
	switch {
	case c.day < 0:
		return c, errors.New("there is no column dow or day")
	case c.start < 0:
		return c, errors.New("there is no column start_et or start")
	case c.calls < 0 && calls != "":
		return c, fmt.Errorf("there is no column %s", calls)
	case c.calls < 0:
		return c, errors.New("there is no column that begins with calls")
	}
	return c, nil
}

// arrivalRows reads rows under a line of names; # begins a comment. share is of
// calls that reach people; not a number: what the file says. Rows without an end
// last so many minutes. Errors name the line.
func arrivalRows(r io.Reader, calls string, share float64, minutes int) ([]interval, error) {
	rows := csv.NewReader(r)
	rows.Comment, rows.TrimLeadingSpace = '#', true
	names, err := rows.Read()
	if errors.Is(err, io.EOF) {
		return nil, errors.New("it is empty; the first line names columns, such as dow,start_et,calls,es_share")
	}
	if err != nil {
		return nil, err
	}
	names[0] = strings.TrimPrefix(names[0], "\ufeff")
	cols, err := columnsOf(names, calls)
	if err != nil {
		return nil, fmt.Errorf("line 1: %w; it has %s", err, strings.Join(names, ", "))
	}
	var out []interval
	for {
		f, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return inOrderOfDays(out)
		}
		if err != nil {
			return nil, err
		}
		line, _ := rows.FieldPos(0)
		row, err := cols.read(f, share, minutes)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		row.line = line
		out = append(out, row)
	}
}

// inOrderOfDays sorts the rows of each day; days come as they first came. No two
// rows may cover the same time.
func inOrderOfDays(rows []interval) ([]interval, error) {
	first := map[string]int{}
	for i, r := range rows {
		if _, ok := first[r.Day]; !ok {
			first[r.Day] = i
		}
	}
	slices.SortStableFunc(rows, func(a, b interval) int {
		return cmp.Or(cmp.Compare(first[a.Day], first[b.Day]), cmp.Compare(a.from, b.from))
	})
	for i := 1; i < len(rows); i++ {
		if a, b := rows[i-1], rows[i]; a.Day == b.Day && b.from < a.until {
			return nil, fmt.Errorf("line %d: %s %s is in line %d already", max(a.line, b.line), b.Day, b.Start, min(a.line, b.line))
		}
	}
	return rows, nil
}

func (c arrivalColumns) read(f []string, share float64, minutes int) (interval, error) {
	r := interval{open: true}
	get := func(i int) string {
		if i < 0 {
			return ""
		}
		return strings.TrimSpace(f[i])
	}
	var ok bool
	if r.Day, ok = dayOf(get(c.day)); !ok {
		return r, fmt.Errorf("the day is %q: write Mon, Tue, Wed, Thu, Fri, Sat, Sun, or a date such as 2026-11-30", get(c.day))
	}
	if r.from, ok = minuteOf(get(c.start)); !ok || r.from == 24*60 {
		return r, fmt.Errorf("the start is %q: write a time of day such as 08:30", get(c.start))
	}
	r.until = r.from + minutes
	if c.end >= 0 {
		if r.until, ok = minuteOf(get(c.end)); !ok {
			return r, fmt.Errorf("the end is %q: write a time of day such as 09:00", get(c.end))
		}
		if r.until == 0 {
			r.until = 24 * 60
		}
	}
	if r.until <= r.from || r.until > 24*60 {
		return r, fmt.Errorf("it starts at %s and ends at %s: write one that passes midnight as two rows", clock(r.from), clock(r.until))
	}
	r.Start, r.End = clock(r.from), clock(r.until)
	open, ending := 1.0, 0.0
	for _, v := range []struct {
		at   int
		what string
		into *float64
		most float64
	}{{c.calls, "number of calls", &r.Calls, 1e9}, {c.es, "es_share", &r.ES, 1}, {c.open, "live_open", &open, 1}, {c.ending, "ivr_end_share", &ending, 1}} {
		if v.at < 0 {
			continue
		}
		n, err := strconv.ParseFloat(get(v.at), 64)
		if err != nil || !(n >= 0 && n <= v.most) {
			return r, fmt.Errorf("the %s is %q: write a number from 0 to %g", v.what, get(v.at), v.most)
		}
		*v.into = n
	}
	if math.IsNaN(share) {
		share = 1 - ending
	}
	r.Calls, r.open = r.Calls*share, open > 0
	return r, nil
}

// dayOf reads Mon, monday or a date.
func dayOf(s string) (string, bool) {
	for d := range time.Weekday(7) {
		if strings.EqualFold(s, d.String()) || strings.EqualFold(s, d.String()[:3]) {
			return d.String()[:3], true
		}
	}
	_, err := time.Parse(time.DateOnly, s)
	return s, err == nil
}

// minuteOf reads HH:MM up to 24:00.
func minuteOf(s string) (int, bool) {
	if s == "24:00" {
		return 24 * 60, true
	}
	t, err := time.Parse("15:04", s)
	return t.Hour()*60 + t.Minute(), err == nil
}

func clock(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60, minute%60) }
