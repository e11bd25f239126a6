package sim

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/civicline/civicline/hours"
)

// A Profile says how callers and agents behave. profile.yaml is the built-in
// one, and says of each number what it means and where it comes from.
type Profile struct {
	Calls     CallsProfile          `yaml:"calls"`
	Topics    map[string]Topic      `yaml:"topics"`
	Assistant AssistantProfile      `yaml:"assistant"`
	Waiting   WaitingProfile        `yaml:"waiting"`
	Redials   RedialProfile         `yaml:"redials"`
	Service   ServiceProfile        `yaml:"service"`
	Officers  OfficerProfile        `yaml:"officers"`
	Hours     map[string]hours.Plan `yaml:"hours"` // "representatives" and "officers"
	Targets   Targets               `yaml:"targets"`
}

// CallsProfile is how many first calls there are, and in which language.
type CallsProfile struct {
	Scale   float64   `yaml:"scale"`
	Month   []float64 `yaml:"month"` // twelve factors
	Before  float64   `yaml:"day before holiday"`
	After   float64   `yaml:"day after holiday"`
	Holiday string    `yaml:"holiday like"`
	Spanish float64   `yaml:"es share"` // -1: as the arrivals say
	Drop    float64   `yaml:"drop"`
}

// A Topic is what a share of the first calls is about, and how many seconds an
// agent talks about it on the mean.
type Topic struct {
	Share  float64 `yaml:"share"`
	Handle float64 `yaml:"handle"`
}

// AssistantProfile is what becomes of calls before they are in a queue. Times
// are seconds.
type AssistantProfile struct {
	EndsHere float64 `yaml:"ends here"` // -1: as the arrivals say
	Ends     float64 `yaml:"ends"`
	GoesOn   float64 `yaml:"goes on"`
	CV       float64 `yaml:"cv"`
	GivesUp  float64 `yaml:"gives up"`
	Redials  float64 `yaml:"redials"`
}

// WaitingProfile is what callers do in the line.
type WaitingProfile struct {
	Balks         float64 `yaml:"balks"`
	Shape         float64 `yaml:"shape"`
	Scale         float64 `yaml:"scale"` // minutes; 0 is patience without end
	TellsWait     bool    `yaml:"tells wait"`
	Untold        float64 `yaml:"untold"`
	TellsPosition bool    `yaml:"tells position"`
	Positioned    float64 `yaml:"positioned"`
	CallbackAfter float64 `yaml:"callback after"` // minutes
	TakesCallback float64 `yaml:"takes callback"`
	Reached       float64 `yaml:"reached"`
	Again         float64 `yaml:"again"` // minutes
	RingsBack     float64 `yaml:"rings back"`
	BackIn        float64 `yaml:"back in"` // seconds
	Kept          float64 `yaml:"kept"`    // minutes
	AtClosing     string  `yaml:"at closing"`
}

// RedialProfile is when those who hung up while waiting ring again.
type RedialProfile struct {
	Soon    float64 `yaml:"soon"`
	SameDay float64 `yaml:"same day"`
	NextDay float64 `yaml:"next day"`
}

// ServiceProfile is how long agents take, in seconds.
type ServiceProfile struct {
	Handle        float64 `yaml:"handle"`
	CV            float64 `yaml:"cv"`
	SpanishLonger float64 `yaml:"es longer"`
	Wrap          float64 `yaml:"wrap"`
	WrapCV        float64 `yaml:"wrap cv"`
	Law           string  `yaml:"law"`
	Answer        float64 `yaml:"answer"`
	Missed        float64 `yaml:"missed"`
	Ring          float64 `yaml:"ring"`
	Break         float64 `yaml:"break"`
	NotReady      float64 `yaml:"not ready"`
}

// OfficerProfile is the second tier: items, and the callbacks about them.
type OfficerProfile struct {
	Items       float64   `yaml:"items"`
	Urgent      float64   `yaml:"urgent"`
	UrgentDays  int       `yaml:"urgent days"`
	RegularDays int       `yaml:"regular days"`
	Reached     []float64 `yaml:"reached"` // an attempt each
	Ring        float64   `yaml:"ring"`    // seconds
	Talk        float64   `yaml:"talk"`
	CV          float64   `yaml:"cv"`
	Wrap        float64   `yaml:"wrap"`
	Backlog     float64   `yaml:"backlog"` // business days
	Repeats     float64   `yaml:"repeats"` // a week
}

// Targets are what the figures are held against.
type Targets struct {
	Representatives float64 `yaml:"representatives"` // seconds
	Nominal         float64 `yaml:"nominal"`
}

//go:embed profile.yaml
var profileYAML []byte

// ProfileYAML is the built-in profile as it is written, to be changed.
func ProfileYAML() []byte { return slices.Clone(profileYAML) }

// DefaultProfile returns the built-in profile.
func DefaultProfile() Profile {
	var p Profile
	if err := p.read("profile.yaml", bytes.NewReader(profileYAML)); err != nil {
		panic(err)
	}
	return p
}

// ReadProfile reads what differs from the built-in profile. Errors name the file
// and say what to write.
func ReadProfile(name string, r io.Reader) (Profile, error) {
	p := DefaultProfile()
	return p, p.read(name, r)
}

func (p *Profile) read(name string, r io.Reader) error {
	d := yaml.NewDecoder(r)
	d.KnownFields(true)
	if err := d.Decode(p); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("%s: %w", name, err)
	}
	if err := p.check(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

func (p *Profile) check() error {
	for _, c := range []struct {
		name  string
		value float64
	}{
		{"calls: drop", p.Calls.Drop}, {"assistant: gives up", p.Assistant.GivesUp}, {"assistant: redials", p.Assistant.Redials},
		{"waiting: balks", p.Waiting.Balks}, {"waiting: takes callback", p.Waiting.TakesCallback}, {"waiting: reached", p.Waiting.Reached},
		{"waiting: rings back", p.Waiting.RingsBack}, {"redials: their sum", p.Redials.Soon + p.Redials.SameDay + p.Redials.NextDay},
		{"service: missed", p.Service.Missed}, {"officers: items", p.Officers.Items}, {"officers: urgent", p.Officers.Urgent},
		{"targets: nominal", p.Targets.Nominal},
	} {
		if !(c.value >= 0 && c.value <= 1) {
			return fmt.Errorf("%s is %g; write a share from 0 to 1", c.name, c.value)
		}
	}
	for _, c := range []struct {
		name  string
		value float64
	}{
		{"calls: scale", p.Calls.Scale}, {"calls: day before holiday", p.Calls.Before}, {"calls: day after holiday", p.Calls.After},
		{"assistant: ends", p.Assistant.Ends}, {"assistant: goes on", p.Assistant.GoesOn}, {"assistant: cv", p.Assistant.CV},
		{"waiting: scale", p.Waiting.Scale}, {"waiting: again", p.Waiting.Again}, {"waiting: kept", p.Waiting.Kept},
		{"service: handle", p.Service.Handle}, {"service: cv", p.Service.CV}, {"service: wrap", p.Service.Wrap}, {"service: answer", p.Service.Answer},
		{"officers: talk", p.Officers.Talk}, {"officers: backlog", p.Officers.Backlog}, {"officers: repeats", p.Officers.Repeats},
		{"targets: representatives", p.Targets.Representatives},
	} {
		if !(c.value >= 0 && c.value < 1e6) {
			return fmt.Errorf("%s is %g; write a number from 0 up", c.name, c.value)
		}
	}
	return p.checkRest()
}

func (p *Profile) checkRest() error {
	var topics float64
	for name, t := range p.Topics {
		if topics += t.Share; t.Share < 0 || t.Handle < 0 {
			return fmt.Errorf("topics: %s: write a share and seconds from 0 up", name)
		}
	}
	switch {
	case len(p.Calls.Month) != 12:
		return fmt.Errorf("calls: month has %d factors; write twelve", len(p.Calls.Month))
	case topics > 1+1e-9:
		return fmt.Errorf("topics: the shares add up to %g; they may not be more than 1", topics)
	case p.Service.Law != "log-normal" && p.Service.Law != "exponential":
		return fmt.Errorf("service: law is %q; write log-normal or exponential", p.Service.Law)
	case p.Waiting.AtClosing != "serve all" && p.Waiting.AtClosing != "call back first":
		return fmt.Errorf("waiting: at closing is %q; write serve all, or call back first", p.Waiting.AtClosing)
	case !(p.Service.NotReady >= 0 && p.Service.NotReady < 1):
		return fmt.Errorf("service: not ready is %g; write a share from 0 to less than 1", p.Service.NotReady)
	case p.Officers.Items > 0 && len(p.Officers.Reached) == 0:
		return errors.New("officers: reached is empty; write the share of each attempt that is answered, such as [.48, .30]")
	case p.Waiting.Shape <= 0:
		return errors.New("waiting: shape must be more than 0; 1 is exponential")
	}
	for _, name := range []string{"representatives", "officers"} {
		if _, err := hours.New(p.Hours[name]); err != nil {
			return fmt.Errorf("hours: %s: %w", name, err)
		}
	}
	return nil
}

// Plain is a profile of nothing but calls that wait and are served: no
// assistant, balking, redials, callbacks, lost lines, pauses or second tier, one
// time zone and no closing. Mean handle time and patience are seconds, both
// exponential; patience 0 is without end.
func Plain(handle, patience float64) Profile {
	p := DefaultProfile()
	p.Calls = CallsProfile{Scale: 1, Month: slices.Repeat([]float64{1}, 12), Before: 1, After: 1, Holiday: "Sun"}
	p.Topics = nil
	p.Assistant = AssistantProfile{}
	p.Waiting = WaitingProfile{Shape: 1, Scale: patience / 60, TellsWait: true, Positioned: 1, Untold: 1, CallbackAfter: math.Inf(1), AtClosing: "serve all"}
	p.Redials = RedialProfile{}
	p.Service = ServiceProfile{Handle: handle, CV: 1, Law: "exponential"}
	p.Officers = OfficerProfile{}
	all := hours.Plan{Zone: "UTC", Holidays: "none", Week: map[string]string{}}
	for _, d := range []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"} {
		all.Week[d] = "00:00-24:00"
	}
	p.Hours = map[string]hours.Plan{"representatives": all, "officers": all}
	return p
}
