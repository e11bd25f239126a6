package sim

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/civicline/civicline/hours"
)

// A Scenario is what is out of the ordinary in some days: files of this shape
// are in scenarios/.
type Scenario struct {
	Name    string            `yaml:"name"`
	Title   string            `yaml:"title"`
	About   string            `yaml:"about"`
	From    string            `yaml:"from"`    // the first day reported: 2026-11-30
	Days    int               `yaml:"days"`    // reported
	WarmUp  int               `yaml:"warm up"` // days before From that are played and not reported
	Surges  []Surge           `yaml:"surges"`
	Staff   []Absence         `yaml:"staff"`
	Closed  []hours.ClosedDay `yaml:"closed"`  // of the representatives' calendar
	Profile yaml.Node         `yaml:"profile"` // what differs, in the shape of profile.yaml
}

// A Surge is more first calls than the table has, or fewer.
type Surge struct {
	Topic    string  `yaml:"topic"` // "" is all
	From     string  `yaml:"from"`  // 2026-03-04 10:00, the agency's clock
	Until    string  `yaml:"until"`
	Factor   float64 `yaml:"factor"`    // of the calls on the topic; 0 is 1
	HalfLife float64 `yaml:"half life"` // days in which what Factor adds halves; 0 is never
	Calls    float64 `yaml:"calls"`     // more calls on the topic, spread evenly from From to Until

	from, until time.Time
}

// An Absence is a share of the agents of a tier who are at work.
type Absence struct {
	Tier   int     `yaml:"tier"`
	From   string  `yaml:"from"`
	Until  string  `yaml:"until"`
	Factor float64 `yaml:"factor"`

	from, until time.Time
}

//go:embed scenarios/*.yaml
var scenarioFiles embed.FS

// Scenarios lists the built-in scenarios.
func Scenarios() []Scenario {
	files, err := scenarioFiles.ReadDir("scenarios")
	if err != nil {
		panic(err)
	}
	var out []Scenario
	for _, f := range files {
		b, err := scenarioFiles.ReadFile(path.Join("scenarios", f.Name()))
		if err != nil {
			panic(err)
		}
		s, err := ReadScenario(f.Name(), bytes.NewReader(b))
		if err != nil {
			panic(err)
		}
		out = append(out, s)
	}
	return out
}

// FindScenario finds a built-in scenario by its number, from 1, or its name.
func FindScenario(name string) (Scenario, bool) {
	all := Scenarios()
	i := slices.IndexFunc(all, func(s Scenario) bool { return s.Name == name })
	if n := strings.TrimSpace(name); i < 0 && len(n) == 1 && n[0] >= '1' && int(n[0]-'1') < len(all) {
		i = int(n[0] - '1')
	}
	if i < 0 {
		return Scenario{}, false
	}
	return all[i], true
}

// ReadScenario reads a scenario; errors name the file.
func ReadScenario(name string, r io.Reader) (Scenario, error) {
	var s Scenario
	d := yaml.NewDecoder(r)
	d.KnownFields(true)
	if err := d.Decode(&s); err != nil && !errors.Is(err, io.EOF) {
		return s, fmt.Errorf("%s: %w", name, err)
	}
	if err := s.check(); err != nil {
		return s, fmt.Errorf("%s: %w", name, err)
	}
	return s, nil
}

func (s *Scenario) check() error {
	if _, err := time.Parse(time.DateOnly, s.From); err != nil {
		return fmt.Errorf("from is %q; write a date such as 2026-11-30", s.From)
	}
	if s.Days < 1 || s.Days > 3660 || s.WarmUp < 0 || s.WarmUp > 3660 {
		return fmt.Errorf("days is %d and warm up %d; write 1 or more, and 0 or more", s.Days, s.WarmUp)
	}
	for i, u := range s.Surges {
		if err := window(u.From, u.Until); err != nil || u.Factor < 0 || u.Calls < 0 || u.HalfLife < 0 {
			return errors.Join(fmt.Errorf("surge %d: write from and until, and a factor or calls from 0 up", i+1), err)
		}
	}
	for i, a := range s.Staff {
		if err := window(a.From, a.Until); err != nil || a.Factor < 0 || a.Tier != 1 && a.Tier != 2 {
			return errors.Join(fmt.Errorf("staff %d: write tier 1 or 2, from and until, and a factor from 0 up", i+1), err)
		}
	}
	return nil
}

const dayAndTime = "2006-01-02 15:04"

func window(from, until string) error {
	a, errA := time.Parse(dayAndTime, from)
	b, errB := time.Parse(dayAndTime, until)
	if errA != nil || errB != nil || !a.Before(b) {
		return fmt.Errorf("%q until %q: write two times, such as 2026-03-04 10:00, the earlier first", from, until)
	}
	return nil
}

// in sets the windows by the clocks of a zone.
func (s *Scenario) in(zone *time.Location) {
	at := func(text string) time.Time { t, _ := time.ParseInLocation(dayAndTime, text, zone); return t }
	s.Surges, s.Staff = slices.Clone(s.Surges), slices.Clone(s.Staff)
	for i := range s.Surges {
		s.Surges[i].from, s.Surges[i].until = at(s.Surges[i].From), at(s.Surges[i].Until)
	}
	for i := range s.Staff {
		s.Staff[i].from, s.Staff[i].until = at(s.Staff[i].From), at(s.Staff[i].Until)
	}
}

// apply puts what the scenario changes into a profile.
func (s *Scenario) apply(p *Profile) error {
	if !s.Profile.IsZero() {
		b, err := yaml.Marshal(&s.Profile)
		if err != nil {
			return err
		}
		if err := p.read("scenario "+s.Name+": profile", bytes.NewReader(b)); err != nil {
			return err
		}
	}
	for _, u := range s.Surges {
		if _, known := p.Topics[u.Topic]; u.Topic != "" && u.Topic != "other" && !known {
			return fmt.Errorf("scenario %s: there is no topic %q in the profile", s.Name, u.Topic)
		}
	}
	if len(s.Closed) > 0 {
		plan := p.Hours["representatives"]
		plan.Closed = append(slices.Clone(plan.Closed), s.Closed...)
		hours := map[string]hours.Plan{"representatives": plan, "officers": p.Hours["officers"]}
		p.Hours = hours
	}
	return p.check()
}
