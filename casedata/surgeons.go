package casedata

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/civicline/civicline"
)

// A Doctor is a practice that does the medical exam: a civil surgeon.
type Doctor struct {
	Name, City, State, ZIP string
	Number                 string // 713-555-0142
}

// ReadDoctors reads doctors.csv.
func ReadDoctors(name string, r io.Reader) ([]Doctor, error) {
	var out []Doctor
	err := table(name, r, "name,city,state,zip,phone", func(col func(string) string) error {
		d := Doctor{col("name"), col("city"), col("state"), col("zip"), col("phone")}
		switch {
		case d.Name == "" || d.City == "":
			return errors.New("a doctor has no name or no city; write both, callers are told them")
		case len(d.ZIP) != 5 || strings.Trim(d.ZIP, "0123456789") != "":
			return fmt.Errorf("%s: %q is no ZIP code; write five digits", d.Name, d.ZIP)
		case len(d.Number) != 12 || d.Number[3] != '-' || d.Number[7] != '-':
			return fmt.Errorf("%s: %q is no telephone number; write it like 713-555-0142", d.Name, d.Number)
		}
		out = append(out, d)
		return nil
	})
	return out, err
}

// The most doctors that are told, and how far away one may be, in kilometres.
const (
	mostDoctors = 3
	farDoctor   = 200
)

// surgeons finds the doctors nearest to a place. Those of the caller's state go
// first where the way is about the same.
func (d *Data) surgeons(with civicline.Facts) civicline.Facts {
	at, ok := d.whereabouts(with)
	if !ok {
		return nil
	}
	type way struct {
		Doctor
		km float64
	}
	var near []way
	for _, doc := range d.tables.Doctors {
		a, ok := d.area(doc.ZIP)
		if !ok {
			continue
		}
		km := distance(at, a)
		if km <= farDoctor {
			if doc.State != at.State {
				km += 20
			}
			near = append(near, way{doc, km})
		}
	}
	if len(near) == 0 {
		return nil
	}
	slices.SortStableFunc(near, func(a, b way) int { return cmp.Compare(a.km, b.km) })
	facts := civicline.Facts{"doctors": strconv.Itoa(min(len(near), mostDoctors))}
	for i := range min(len(near), mostDoctors) {
		doc, name := near[i].Doctor, "doctor"
		if i > 0 {
			name = fmt.Sprintf("doctor %d", i+1)
		}
		put(facts, name, civicline.Words{civicline.English: doc.Name + ", in " + doc.City, civicline.Spanish: doc.Name + ", en " + doc.City})
		facts[name+" number"] = doc.Number
	}
	put(facts, "doctors place", civicline.Words{civicline.English: StateName(near[0].State, civicline.English), civicline.Spanish: StateName(near[0].State, civicline.Spanish)})
	from(facts, d.tables.DoctorSource)
	return facts
}

// whereabouts is the middle of the area that a caller names: of a ZIP code, of
// a city that an office or a doctor is in, or of a state.
func (d *Data) whereabouts(with civicline.Facts) (Area, bool) {
	zip, city, state := with["zip"], with["city"], with["state"]
	if len(zip) == 5 {
		return d.area(zip)
	}
	is := func(c, s, z string) bool {
		return z != "" && city != "" && strings.EqualFold(c, city) && (state == "" || s == state)
	}
	for _, doc := range d.tables.Doctors {
		if is(doc.City, doc.State, doc.ZIP) {
			return d.area(doc.ZIP)
		}
	}
	for _, o := range d.tables.Offices {
		if is(o.City, o.State, o.ZIP) {
			return d.area(o.ZIP)
		}
	}
	return d.middle(state)
}
