package agency

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/casedata"
	"github.com/civicline/civicline/flow"
	"github.com/civicline/civicline/policy"
)

// A reader reads one file after another and gathers what is wrong with them.
type reader struct {
	fsys     fs.FS
	errs     []error
	warnings []string
	opening  civicline.Words // of hours.yaml
	longWait time.Duration   // of agency.yaml
	shares   map[string]float64
}

// yaml decodes a file into v. A key that nobody knows is an error.
func (r *reader) yaml(file string, v any) bool {
	text, err := fs.ReadFile(r.fsys, file)
	if err != nil {
		r.errs = append(r.errs, unread(file, err))
		return false
	}
	dec := yaml.NewDecoder(bytes.NewReader(text))
	dec.KnownFields(true)
	if err := dec.Decode(v); err != nil {
		if errors.Is(err, io.EOF) {
			err = errors.New("the file is empty")
		}
		text := strings.ReplaceAll(strings.TrimPrefix(err.Error(), "yaml: "), "\n", " ")
		r.errs = append(r.errs, fmt.Errorf("%s: %s", file, strings.TrimPrefix(text, "unmarshal errors:   ")))
		return false
	}
	return true
}

// unread says why there is no text of a file, and what to do.
func unread(file string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s: the file is missing; copy the demonstration agency's and change it", file)
	}
	var why *fs.PathError
	if errors.As(err, &why) {
		err = why.Err // its path is said already
	}
	return fmt.Errorf("%s: the file cannot be read: %w; it must be a file that this program may open", file, err)
}

// wrong notes what is wrong with a file, and what to write.
func (r *reader) wrong(file, format string, args ...any) {
	r.errs = append(r.errs, fmt.Errorf("%s: %s", file, fmt.Sprintf(format, args...)))
}

// settings reads agency.yaml, and returns where answers come from.
func (r *reader) settings(a *Agency) map[string]casedata.Source {
	var f struct {
		Name        civicline.Words   `yaml:"name"`
		Number      string            `yaml:"number"`
		Recordings  string            `yaml:"keep recordings"`
		Transcripts string            `yaml:"keep transcripts"`
		Place       string            `yaml:"keep place in line"`
		Sources     map[string]source `yaml:"sources"`

		Trunk string `yaml:"trunk"`
		Items struct {
			Urgent  string `yaml:"urgent"`
			Regular string `yaml:"regular"`
		} `yaml:"service items"`
		LongWait string                       `yaml:"offer a callback when the wait is over"`
		Music    map[civicline.QueueID]string `yaml:"music"`
		Promises promises                     `yaml:",inline"`
	}
	const file = "agency.yaml"
	if !r.yaml(file, &f) {
		return nil
	}
	a.Name, a.Number = f.Name, civicline.PhoneNumber(f.Number)
	r.complete(file, "name", f.Name)
	a.Keep = Keep{r.length(file, "keep recordings", f.Recordings), r.length(file, "keep transcripts", f.Transcripts), r.length(file, "keep place in line", f.Place)}
	a.Trunk, a.Music = f.Trunk, f.Music
	a.Promises = r.promises(file, f.Promises)
	a.Items = Items{r.businessDays(file, "service items: urgent", f.Items.Urgent), r.businessDays(file, "service items: regular", f.Items.Regular)}
	if f.LongWait != "" {
		r.longWait = r.length(file, "offer a callback when the wait is over", f.LongWait)
	}
	out := map[string]casedata.Source{}
	for name, s := range f.Sources {
		out[name] = casedata.Source{Name: civicline.Words{civicline.English: s.EN, civicline.Spanish: s.ES}, Date: r.date(file, "sources: "+name, s.Date)}
		r.complete(file, "sources: "+name, out[name].Name)
	}
	for name, to := range map[string]*casedata.Source{"cases": &a.Tables.CaseSource, "offices": &a.Tables.OfficeSource, "hours": &a.Tables.HoursSource,
		"processing times": &a.Tables.TimesSource, "visa bulletin": &a.Tables.BulletinSource,
		"forms": &a.Tables.FormSource, "fees": &a.Tables.FeeSource, "doctors": &a.Tables.DoctorSource} {
		s, ok := out[name]
		if !ok {
			r.errs = append(r.errs, fmt.Errorf("%s: sources: nothing is said about %q; write where these answers come from, in every language, and their date", file, name))
		}
		*to = s
	}
	return out
}

type source struct {
	EN   string `yaml:"en"`
	ES   string `yaml:"es"`
	Date string `yaml:"date"`
}

func (r *reader) complete(file, what string, w civicline.Words) {
	for _, l := range w.Missing() {
		r.errs = append(r.errs, fmt.Errorf("%s: %s: no words in %s; write a line \"%s: …\"", file, what, l, l))
	}
}

func (r *reader) date(file, what, text string) time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		r.errs = append(r.errs, fmt.Errorf("%s: %s: %q is no date; write YYYY-MM-DD", file, what, text))
	}
	return t
}

// length reads "90 days", "30 minutes", "3 hours".
func (r *reader) length(file, what, text string) time.Duration {
	units := map[string]time.Duration{"second": time.Second, "minute": time.Minute, "hour": time.Hour, "day": 24 * time.Hour}
	n, unit, _ := strings.Cut(strings.TrimSpace(text), " ")
	d := units[strings.TrimSuffix(unit, "s")]
	v, err := strconv.Atoi(n)
	if err != nil || d == 0 || v <= 0 {
		r.errs = append(r.errs, fmt.Errorf("%s: %s: %q is no length of time; write it like \"90 days\" or \"30 minutes\"", file, what, text))
		return 0
	}
	return time.Duration(v) * d
}

// businessDays reads "3 business days", which may be left out.
func (r *reader) businessDays(file, what, text string) int {
	if strings.TrimSpace(text) == "" {
		return 0
	}
	n, unit, _ := strings.Cut(strings.TrimSpace(text), " ")
	days, err := strconv.Atoi(n)
	if err != nil || days < 1 || days > 250 || strings.TrimSuffix(strings.TrimSpace(unit), "s") != "business day" {
		r.wrong(file, "%s: %q is no number of business days; write it like \"3 business days\", at most 250", what, text)
		return 0
	}
	return days
}

// lengthOr0 reads a length of time that may be left out.
func (r *reader) lengthOr0(file, what, text string) time.Duration {
	if strings.TrimSpace(text) == "" {
		return 0
	}
	return r.length(file, what, text)
}

func (r *reader) grants() civicline.Grants {
	text, err := fs.ReadFile(r.fsys, "permissions.yaml")
	if err != nil {
		r.errs = append(r.errs, unread("permissions.yaml", err))
		return nil
	}
	g, err := policy.Read(bytes.NewReader(text))
	if err != nil {
		r.errs = append(r.errs, fmt.Errorf("permissions.yaml: %w", err))
	}
	return g
}

func (r *reader) news() []flow.News {
	var nodes []struct {
		Headline civicline.Words `yaml:"headline"`
		Text     civicline.Words `yaml:"text"`
		Source   civicline.Words `yaml:"source"`
		Date     string          `yaml:"date"`
		From     string          `yaml:"from"`
		Until    string          `yaml:"until"`
	}
	const file = "news.yaml"
	if !r.yaml(file, &nodes) {
		return nil
	}
	var out []flow.News
	for i, n := range nodes {
		what := fmt.Sprintf("news %d", i+1)
		r.complete(file, what+": headline", n.Headline)
		r.complete(file, what+": text", n.Text)
		r.complete(file, what+": source", n.Source)
		for l, text := range n.Headline {
			if words := len(strings.Fields(text)); words > 16 {
				r.errs = append(r.errs, fmt.Errorf("%s: %s: the headline in %s has %d words; callers hang up, write at most 16", file, what, l, words))
			}
		}
		item := flow.News{Headline: n.Headline, Words: n.Text, Source: n.Source, Date: r.date(file, what+": date", n.Date)}
		item.From = item.Date
		if n.From != "" {
			item.From = r.date(file, what+": from", n.From)
		}
		if n.Until != "" {
			item.Until = r.date(file, what+": until", n.Until)
		}
		out = append(out, item)
	}
	return out
}

func (r *reader) tables(a *Agency) {
	read := func(file string, f func(io.Reader) error) {
		fh, err := r.fsys.Open(file)
		if err != nil {
			r.errs = append(r.errs, unread(file, err))
			return
		}
		defer func() { _ = fh.Close() }() // only read
		if err := f(fh); err != nil {
			r.errs = append(r.errs, err)
		}
	}
	t := &a.Tables
	read("cases.csv", func(f io.Reader) (err error) { t.Cases, err = casedata.ReadCases("cases.csv", f); return err })
	read("statuses.csv", func(f io.Reader) (err error) { t.Statuses, err = casedata.ReadStatuses("statuses.csv", f); return err })
	read("offices.csv", func(f io.Reader) (err error) { t.Offices, err = casedata.ReadOffices("offices.csv", f); return err })
	read("processing_times.csv", func(f io.Reader) (err error) {
		t.Times, err = casedata.ReadPostedTimes("processing_times.csv", f)
		return err
	})
	read("visa_bulletin.csv", func(f io.Reader) (err error) {
		t.Bulletin, err = casedata.ReadBulletin("visa_bulletin.csv", f)
		return err
	})
	read("forms.csv", func(f io.Reader) (err error) { t.Forms, err = casedata.ReadForms("forms.csv", f); return err })
	read("fees.csv", func(f io.Reader) (err error) { t.Fees, err = casedata.ReadFees("fees.csv", f); return err })
	read("doctors.csv", func(f io.Reader) (err error) { t.Doctors, err = casedata.ReadDoctors("doctors.csv", f); return err })
	read("zips.csv", func(f io.Reader) (err error) { t.Areas, err = casedata.ReadAreas("zips.csv", f); return err })
}
