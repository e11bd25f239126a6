package casedata

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/civicline/civicline"
)

// A PostedTime is how long one form takes, at one office or at all.
type PostedTime struct {
	Form   string
	Name   civicline.Words
	Office string  // an Office's ID; "" is wherever no row names the office
	Months float64 // whole or half
	// Inquiry is how many days after it was received a case may be asked about.
	// It is posted beside Months, and does not follow from it.
	Inquiry int
}

// ReadPostedTimes reads processing_times.csv.
func ReadPostedTimes(name string, r io.Reader) ([]PostedTime, error) {
	var out []PostedTime
	err := table(name, r, "form,name_en,name_es,office,months,inquiry_days", func(col func(string) string) error {
		t := PostedTime{Form: col("form"), Office: col("office"), Name: civicline.Words{civicline.English: col("name_en"), civicline.Spanish: col("name_es")}}
		if m := t.Name.Missing(); len(m) > 0 {
			return fmt.Errorf("%s: write name_%s", t.Form, m[0])
		}
		var err error
		if t.Months, err = strconv.ParseFloat(col("months"), 64); err != nil || t.Months <= 0 || t.Months*2 != float64(int(t.Months*2)) {
			return fmt.Errorf("%s: months: %q is no length of time; write months, whole or half, like 7 or 7.5", t.Form, col("months"))
		}
		if t.Inquiry, err = strconv.Atoi(col("inquiry_days")); err != nil || t.Inquiry <= 0 {
			return fmt.Errorf("%s: inquiry_days: %q is no number of days", t.Form, col("inquiry_days"))
		}
		if slices.ContainsFunc(out, func(o PostedTime) bool { return o.Form == t.Form && o.Office == t.Office }) {
			return fmt.Errorf("%s is there twice for the same office; keep one", t.Form)
		}
		out = append(out, t)
		return nil
	})
	return out, err
}

// posted finds the time of a form: of the office at the caller's place if one
// is known, else the one that has no office.
func (d *Data) posted(with civicline.Facts) (PostedTime, bool) {
	at := d.at(with)
	var general PostedTime
	found := false
	for _, t := range d.tables.Times {
		switch {
		case t.Form != strings.ToUpper(with["form"]):
		case t.Office == "":
			general, found = t, true
		case len(at) == 1 && at[0].ID == t.Office:
			return t, true
		}
	}
	return general, found
}

func (d *Data) processingTime(with civicline.Facts) civicline.Facts {
	t, ok := d.posted(with)
	if !ok {
		return nil
	}
	facts := civicline.Facts{}
	put(facts, "form name", t.Name)
	put(facts, "processing time", monthsLong(t.Months))
	put(facts, "office", d.where(t))
	put(facts, "month", monthOf(d.tables.TimesSource.Date))
	from(facts, d.tables.TimesSource)
	return facts
}

// where says for which offices a posted time holds.
func (d *Data) where(t PostedTime) civicline.Words {
	for _, o := range d.tables.Offices {
		if o.ID == t.Office {
			return officeName(o)
		}
	}
	if slices.ContainsFunc(d.tables.Times, func(o PostedTime) bool { return o.Form == t.Form && o.Office != "" }) {
		return civicline.Words{civicline.English: "most offices", civicline.Spanish: "la mayoría de las oficinas"}
	}
	return civicline.Words{civicline.English: "all offices", civicline.Spanish: "todas las oficinas"}
}

// inquiryDate tells whether a case that was received on a day may be asked
// about now, and the first day on which it may. A case is late when it was
// received strictly before the posted receipt date for inquiries, so the first
// day is one more than the posted wait. Of a month without a day the last day
// counts: nobody is sent to ask too early.
func (d *Data) inquiryDate(with civicline.Facts) civicline.Facts {
	_, received, ok := span(with["received date"])
	today := midnight(d.tables.Now())
	if !ok || received.After(today) {
		return nil
	}
	facts := civicline.Facts{}
	from(facts, d.tables.TimesSource)
	t, ok := d.posted(with)
	if !ok {
		facts["inquiry"] = "no posted time"
		return facts
	}
	first := received.AddDate(0, 0, t.Inquiry+1)
	facts["inquiry date"] = first.Format(time.DateOnly)
	facts["inquiry"] = "not yet"
	if !first.After(today) {
		facts["inquiry"] = "yes"
	}
	put(facts, "form name", t.Name)
	put(facts, "processing time", monthsLong(t.Months))
	return facts
}

// span is the first and the last day that a date may be: YYYY-MM-DD is one,
// YYYY-MM a month.
func span(date string) (first, last time.Time, ok bool) {
	if at, err := time.Parse(time.DateOnly, date); err == nil {
		return at, at, true
	}
	at, err := time.Parse("2006-01", date)
	return at, at.AddDate(0, 1, -1), err == nil
}

func midnight(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// monthsLong says a length of time: "7 and a half months".
func monthsLong(m float64) civicline.Words {
	whole := int(m)
	half := m > float64(whole)
	switch {
	case whole == 0:
		return civicline.Words{civicline.English: "half a month", civicline.Spanish: "medio mes"}
	case half && whole == 1:
		return civicline.Words{civicline.English: "1 and a half months", civicline.Spanish: "un mes y medio"}
	case half:
		return civicline.Words{civicline.English: fmt.Sprintf("%d and a half months", whole), civicline.Spanish: fmt.Sprintf("%d meses y medio", whole)}
	case whole == 1:
		return civicline.Words{civicline.English: "1 month", civicline.Spanish: "un mes"}
	}
	return civicline.Words{civicline.English: fmt.Sprintf("%d months", whole), civicline.Spanish: fmt.Sprintf("%d meses", whole)}
}

var monthsES = strings.Fields("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre")

// monthOf names the month of a table: "November 2026".
func monthOf(t time.Time) civicline.Words {
	return civicline.Words{civicline.English: t.Format("January 2006"), civicline.Spanish: fmt.Sprintf("%s de %d", monthsES[t.Month()-1], t.Year())}
}
