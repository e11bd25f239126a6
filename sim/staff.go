package sim

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/civicline/civicline"
)

// A Schedule says how many agents are at work, by tier and languages.
type Schedule struct {
	teams []team
	rows  []shift
	dates map[string]bool // the dates with rows of their own: only those count there
}

// A team is the agents of one tier who speak the same languages.
type team struct {
	tier   civicline.Tier
	speaks []civicline.Language
}

// A shift is a row of the schedule: minutes after midnight.
type shift struct {
	weekday     time.Weekday
	date        string // instead of the weekday, if not ""
	from, until int
	team        int
	agents      int
}

//go:embed staff.csv
var staffCSV []byte

// DefaultSchedule returns a staff that fits the demonstration arrivals.
func DefaultSchedule() Schedule {
	s, err := ReadSchedule("staff.csv", bytes.NewReader(staffCSV))
	if err != nil {
		panic(err)
	}
	return s
}

var scheduleColumns = []string{"day", "start", "end", "tier", "languages", "agents"}

// ReadSchedule reads rows of day (Mon to Sun, or 2026-11-30), start and end
// (HH:MM; 24:00 is midnight), tier (1 or 2), languages (en, es or en+es) and
// agents, under a line of those names; # begins a comment. Rows that meet or
// overlap add up, and an agent stays from one to the next. A date with rows of
// its own goes by those alone. Errors name the file and the line.
func ReadSchedule(name string, r io.Reader) (Schedule, error) {
	s := Schedule{dates: map[string]bool{}}
	rows := csv.NewReader(r)
	rows.Comment, rows.TrimLeadingSpace, rows.FieldsPerRecord = '#', true, -1
	first := true
	for {
		fields, err := rows.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return s, fmt.Errorf("%s: %w", name, err)
		}
		line, _ := rows.FieldPos(0)
		for i := range fields {
			fields[i] = strings.TrimSpace(strings.TrimPrefix(fields[i], "\ufeff"))
		}
		if first {
			if first = false; !slices.Equal(fields[:min(len(fields), 6)], scheduleColumns) {
				return s, fmt.Errorf("%s: line %d: the first line must be %s", name, line, strings.Join(scheduleColumns, ","))
			}
			continue
		}
		if err := s.add(fields); err != nil {
			return s, fmt.Errorf("%s: line %d: %w", name, line, err)
		}
	}
	if len(s.rows) == 0 {
		return s, fmt.Errorf("%s: nobody is at work in it; write rows such as Mon,08:00,16:30,1,en,120", name)
	}
	return s, nil
}

func (s *Schedule) add(f []string) error {
	if len(f) < len(scheduleColumns) {
		return fmt.Errorf("%d values; write %s", len(f), strings.Join(scheduleColumns, ","))
	}
	var row shift
	day, ok := weekdayOf(f[0])
	if row.weekday = day; !ok {
		if _, err := time.Parse(time.DateOnly, f[0]); err != nil {
			return fmt.Errorf("day is %q; write Mon to Sun, or a date such as 2026-11-30", f[0])
		}
		row.date, s.dates[f[0]] = f[0], true
	}
	var err error
	if row.from, err = minutesOf(f[1]); err != nil {
		return err
	}
	if row.until, err = minutesOf(f[2]); err != nil {
		return err
	}
	if row.from >= row.until {
		return fmt.Errorf("the shift ends at %s, not after %s; write one that passes midnight as two rows", f[2], f[1])
	}
	t := team{}
	switch strings.TrimPrefix(strings.ToLower(f[3]), "tier ") {
	case "1":
		t.tier = civicline.Tier1
	case "2":
		t.tier = civicline.Tier2
	default:
		return fmt.Errorf("tier is %q; write 1 or 2", f[3])
	}
	for l := range strings.SplitSeq(strings.ToLower(f[4]), "+") {
		if !civicline.Language(l).Known() || slices.Contains(t.speaks, civicline.Language(l)) {
			return fmt.Errorf("languages is %q; write en, es or en+es", f[4])
		}
		t.speaks = append(t.speaks, civicline.Language(l))
	}
	if row.agents, err = strconv.Atoi(f[5]); err != nil || row.agents < 0 || row.agents > 100_000 {
		return fmt.Errorf("agents is %q; write a whole number from 0 up", f[5])
	}
	row.team = s.teamOf(t)
	s.rows = append(s.rows, row)
	return nil
}

func (s *Schedule) teamOf(t team) int {
	slices.Sort(t.speaks)
	for i, known := range s.teams {
		if known.tier == t.tier && slices.Equal(known.speaks, t.speaks) {
			return i
		}
	}
	s.teams = append(s.teams, t)
	return len(s.teams) - 1
}

// on returns the shifts of a day.
func (s *Schedule) on(day time.Time) []shift {
	date := day.Format(time.DateOnly)
	own := s.dates[date]
	var out []shift
	for _, r := range s.rows {
		if own && r.date == date || !own && r.date == "" && r.weekday == day.Weekday() {
			out = append(out, r)
		}
	}
	return out
}

// Staff is a schedule of so many agents of Tier 1 who speak English, at all
// times.
func Staff(agents int) Schedule {
	s := Schedule{}
	i := s.teamOf(team{civicline.Tier1, []civicline.Language{civicline.English}})
	for d := range time.Weekday(7) {
		s.rows = append(s.rows, shift{weekday: d, until: 24 * 60, team: i, agents: agents})
	}
	return s
}
