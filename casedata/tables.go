package casedata

import (
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

// Tables are what is looked up in.
type Tables struct {
	Cases    []Case
	Statuses []Status
	Offices  []Office
	Areas    []Area
	News     []News
	Times    []PostedTime
	Bulletin []Cutoff

	Forms   []Form
	Fees    []Fee
	Doctors []Doctor

	CaseSource, OfficeSource, HoursSource Source
	TimesSource, BulletinSource           Source
	FormSource, FeeSource, DoctorSource   Source

	// Hours tells whether people answer at a time.
	Hours func(time.Time) civicline.OpenHours
	// Zone is that of the days of Hours; nil is the one its times carry.
	Zone *time.Location
	// Now is the clock; nil is time.Now.
	Now func() time.Time
}

// A Source is where answers come from, and as of when.
type Source struct {
	Name civicline.Words
	Date time.Time
}

// A Case is what the demonstration knows of one case.
type Case struct {
	Receipt   string
	Form      string
	Status    string // a code of Status
	Date      time.Time
	Protected bool // 8 U.S.C. 1367: never spoken of
}

// A Status is one public status, as it is told.
type Status struct {
	Code                 string
	Title, Meaning, Next civicline.Words
}

// An Office is one that people may be asked to come to.
type Office struct {
	ID, Name, City, State, ZIP string
	Field                      bool // a field office; the others see asylum cases only
}

// An Area is the middle of the ZIP codes that begin alike.
type Area struct {
	ZIP3, State string
	Lat, Lon    float64
}

// News is one announcement.
type News struct {
	Words       civicline.Words
	Source      Source
	From, Until time.Time // zero Until: for good
}

// table reads a CSV file with a header; each row is given to row as a function
// from column to text. Errors name the file and the line.
func table(name string, r io.Reader, columns string, row func(col func(string) string) error) error {
	cr := csv.NewReader(r)
	head, err := cr.Read()
	if err != nil {
		return fmt.Errorf("%s:1: there is no header line; write %q", name, columns)
	}
	for c := range strings.SplitSeq(columns, ",") {
		if !slices.Contains(head, c) {
			return fmt.Errorf("%s:1: there is no column %q; the columns are: %s", name, c, columns)
		}
	}
	for {
		cells, err := cr.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		at, _ := cr.FieldPos(0)
		col := func(name string) string { return strings.TrimSpace(cells[slices.Index(head, name)]) }
		if err := row(col); err != nil {
			return fmt.Errorf("%s:%d: %w", name, at, err)
		}
	}
}

// ReadCases reads cases.csv.
func ReadCases(name string, r io.Reader) ([]Case, error) {
	var out []Case
	err := table(name, r, "receipt_number,form,status_code,last_action_date,protected_1367", func(col func(string) string) error {
		c := Case{Form: col("form"), Status: col("status_code"), Protected: col("protected_1367") != "no"}
		var ok bool
		if c.Receipt, ok = Normalize(col("receipt_number")); !ok {
			return fmt.Errorf("%q is no receipt number; write three letters and ten digits", col("receipt_number"))
		}
		var err error
		if c.Date, err = time.Parse(time.DateOnly, col("last_action_date")); err != nil {
			return fmt.Errorf("last_action_date: %q is no date; write YYYY-MM-DD", col("last_action_date"))
		}
		out = append(out, c)
		return nil
	})
	return out, err
}

// ReadStatuses reads statuses.csv. A status must be tellable in every language.
func ReadStatuses(name string, r io.Reader) ([]Status, error) {
	var out []Status
	err := table(name, r, "code,title_en,title_es,meaning_en,meaning_es,next_en,next_es", func(col func(string) string) error {
		words := func(what string) civicline.Words {
			return civicline.Words{civicline.English: col(what + "_en"), civicline.Spanish: col(what + "_es")}
		}
		s := Status{col("code"), words("title"), words("meaning"), words("next")}
		for what, w := range map[string]civicline.Words{"title": s.Title, "meaning": s.Meaning, "next": s.Next} {
			if m := w.Missing(); len(m) > 0 {
				return fmt.Errorf("%s: write %s_%s", s.Code, what, m[0])
			}
		}
		out = append(out, s)
		return nil
	})
	return out, err
}

// ReadOffices reads offices.csv.
func ReadOffices(name string, r io.Reader) ([]Office, error) {
	var out []Office
	err := table(name, r, "office_id,type,name,city,state,zip,public_visits", func(col func(string) string) error {
		if col("public_visits") == "never" {
			return nil
		}
		out = append(out, Office{col("office_id"), col("name"), col("city"), col("state"), col("zip"), col("type") == "field_office"})
		return nil
	})
	return out, err
}

// ReadAreas reads zips.csv.
func ReadAreas(name string, r io.Reader) ([]Area, error) {
	var out []Area
	err := table(name, r, "zip3,state,lat,lon", func(col func(string) string) error {
		lat, err1 := strconv.ParseFloat(col("lat"), 64)
		lon, err2 := strconv.ParseFloat(col("lon"), 64)
		if err := errors.Join(err1, err2); err != nil {
			return fmt.Errorf("%s: write latitude and longitude in degrees: %w", col("zip3"), err)
		}
		out = append(out, Area{col("zip3"), col("state"), lat, lon})
		return nil
	})
	return out, err
}

// Check refuses tables that do not fit together.
func (t *Tables) Check() error {
	for _, c := range t.Cases {
		if !slices.ContainsFunc(t.Statuses, func(s Status) bool { return s.Code == c.Status }) {
			return fmt.Errorf("cases.csv: a case has status %q, and statuses.csv has none of that code; write one", c.Status)
		}
	}
	for _, p := range t.Times {
		if p.Office != "" && !slices.ContainsFunc(t.Offices, func(o Office) bool { return o.ID == p.Office }) {
			return fmt.Errorf("processing_times.csv: %s names the office %q, and offices.csv has none of that id; write one", p.Form, p.Office)
		}
	}
	for _, fee := range t.Fees {
		if !slices.ContainsFunc(t.Forms, func(f Form) bool { return f.Number == fee.Form }) {
			return fmt.Errorf("fees.csv: there is a fee for form %q, and forms.csv has none of that number; write it", fee.Form)
		}
	}
	return nil
}
