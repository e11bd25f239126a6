package casedata

import (
	"math"
	"slices"
	"strings"

	"github.com/civicline/civicline"
)

// office finds the field office for a place: of a ZIP code the nearest, of a
// city the one there or the nearest, of a state the one it has. A state with several gets
// their cities, and one with none the nearest. Which office serves whom goes by
// county, and is not known here: it is by distance, and must be said to be.
func (d *Data) office(with civicline.Facts) civicline.Facts {
	at := d.at(with)
	facts := civicline.Facts{}
	switch len(at) {
	case 0:
		return nil
	case 1:
		o := at[0]
		put(facts, "office", officeName(o))
		put(facts, "office place", civicline.Words{civicline.English: o.City + ", " + StateName(o.State, civicline.English), civicline.Spanish: o.City + ", " + StateName(o.State, civicline.Spanish)})
	default:
		put(facts, "offices", civicline.Words{civicline.English: cities(at, "and"), civicline.Spanish: cities(at, "y")})
		state := at[0].State
		put(facts, "office place", civicline.Words{civicline.English: StateName(state, civicline.English), civicline.Spanish: StateName(state, civicline.Spanish)})
	}
	from(facts, d.tables.OfficeSource)
	return facts
}

// at lists the field offices for a place: one, or those of its state.
func (d *Data) at(with civicline.Facts) []Office {
	zip, city, state := with["zip"], with["city"], with["state"]
	var at []Office
	switch {
	case len(zip) == 5:
		if a, ok := d.area(zip); ok {
			at = d.nearest(a)
		}
	case city != "":
		at = d.which(func(o Office) bool { return strings.EqualFold(o.City, city) && (state == "" || o.State == state) })
		at = at[:min(1, len(at))]
		if len(at) == 0 {
			if a, ok := d.whereabouts(with); ok {
				at = d.nearest(a)
			}
		}
	case state != "":
		at = d.which(func(o Office) bool { return o.State == state && o.City != "" })
		if len(at) == 0 {
			if a, ok := d.middle(state); ok {
				at = d.nearest(a)
			}
		}
	}
	return at
}

// officeName is an office as it is said.
func officeName(o Office) civicline.Words {
	return civicline.Words{civicline.English: "the " + o.Name, civicline.Spanish: "la oficina de " + strings.TrimSuffix(o.Name, " Field Office")}
}

func (d *Data) which(is func(Office) bool) []Office {
	var out []Office
	for _, o := range d.tables.Offices {
		if o.Field && is(o) {
			out = append(out, o)
		}
	}
	return out
}

// cities lists up to five cities, each once.
func cities(of []Office, and string) string {
	var names []string
	for _, o := range of {
		if !slices.Contains(names, o.City) && len(names) < 5 {
			names = append(names, o.City)
		}
	}
	if len(names) == 1 {
		return names[0]
	}
	return strings.Join(names[:len(names)-1], ", ") + " " + and + " " + names[len(names)-1]
}

func (d *Data) area(zip string) (Area, bool) {
	i := slices.IndexFunc(d.tables.Areas, func(a Area) bool { return len(zip) >= 3 && a.ZIP3 == zip[:3] })
	if i < 0 {
		return Area{}, false
	}
	return d.tables.Areas[i], true
}

// middle is the middle of a state's ZIP areas.
func (d *Data) middle(state string) (Area, bool) {
	m := Area{State: state}
	n := 0.0
	for _, a := range d.tables.Areas {
		if a.State == state {
			m.Lat, m.Lon, n = m.Lat+a.Lat, m.Lon+a.Lon, n+1
		}
	}
	if n == 0 {
		return Area{}, false
	}
	m.Lat, m.Lon = m.Lat/n, m.Lon/n
	return m, true
}

// nearest is the office nearest to a place. One in the same state goes before a
// nearer one beyond the border: that is whom it most likely serves.
func (d *Data) nearest(from Area) []Office {
	const border = 80 // kilometres
	var best []Office
	least := math.Inf(1)
	for _, o := range d.which(func(o Office) bool { return o.ZIP != "" && o.City != "" }) {
		a, ok := d.area(o.ZIP)
		if !ok {
			continue
		}
		km := distance(from, a)
		if o.State != from.State {
			km += border
		}
		if km < least {
			best, least = []Office{o}, km
		}
	}
	return best
}

// distance is the great circle between two areas in kilometres (haversine).
func distance(a, b Area) float64 {
	rad := math.Pi / 180
	s1, s2 := math.Sin((b.Lat-a.Lat)*rad/2), math.Sin((b.Lon-a.Lon)*rad/2)
	h := s1*s1 + math.Cos(a.Lat*rad)*math.Cos(b.Lat*rad)*s2*s2
	return 12742 * math.Asin(math.Sqrt(min(1, h)))
}
