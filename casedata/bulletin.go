package casedata

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/civicline/civicline"
)

// A Cutoff is one line of the visa bulletin.
type Cutoff struct {
	Category    string // F2A, EB2
	Name, Chart civicline.Words
	Cells       map[string]Cell // by area: one of areas
}

// A Cell is a date, or "everyone" (C), or nobody (U): then Date is zero.
type Cell struct {
	Date     time.Time
	Everyone bool
}

// areas are the columns of the bulletin; "other" is every country that has none.
var areas = []string{"other", "china", "india", "mexico", "philippines"}

// ReadBulletin reads visa_bulletin.csv.
func ReadBulletin(name string, r io.Reader) ([]Cutoff, error) {
	var out []Cutoff
	err := table(name, r, "category,name_en,name_es,chart_en,chart_es,"+strings.Join(areas, ","), func(col func(string) string) error {
		words := func(what string) civicline.Words {
			return civicline.Words{civicline.English: col(what + "_en"), civicline.Spanish: col(what + "_es")}
		}
		c := Cutoff{Category: col("category"), Name: words("name"), Chart: words("chart"), Cells: map[string]Cell{}}
		for what, w := range map[string]civicline.Words{"name": c.Name, "chart": c.Chart} {
			if m := w.Missing(); len(m) > 0 {
				return fmt.Errorf("%s: write %s_%s", c.Category, what, m[0])
			}
		}
		for _, a := range areas {
			cell := Cell{Everyone: col(a) == "C"}
			if col(a) != "C" && col(a) != "U" {
				var err error
				if cell.Date, err = time.Parse(time.DateOnly, col(a)); err != nil {
					return fmt.Errorf("%s: %s: %q is no cell; write YYYY-MM-DD, C for current or U for unavailable", c.Category, a, col(a))
				}
			}
			c.Cells[a] = cell
		}
		if slices.ContainsFunc(out, func(o Cutoff) bool { return o.Category == c.Category }) {
			return fmt.Errorf("%s is there twice; keep one", c.Category)
		}
		out = append(out, c)
		return nil
	})
	return out, err
}

// priorityDate compares a priority date with the bulletin. It is current when
// it is strictly earlier than the cell. A month without a day is compared as
// far as that goes. What comes next month nobody knows, and nothing is said of it.
func (d *Data) priorityDate(with civicline.Facts) civicline.Facts {
	i := slices.IndexFunc(d.tables.Bulletin, func(c Cutoff) bool { return c.Category == strings.ToUpper(with["category"]) })
	if i < 0 || strings.TrimSpace(with["country"]) == "" {
		return nil
	}
	line := d.tables.Bulletin[i]
	cell := line.Cells[areaOf(with["country"])]
	first, last, ok := span(with["priority date"])
	facts := civicline.Facts{}
	switch {
	case cell.Everyone:
		facts["current"] = "everyone"
	case cell.Date.IsZero():
		facts["current"] = "unavailable"
	case !ok:
		return nil
	case last.Before(cell.Date):
		facts["current"] = "yes"
	case !first.Before(cell.Date):
		facts["current"] = "no"
	default: // it depends on the day
		return nil
	}
	if !cell.Date.IsZero() {
		facts["chart date"] = cell.Date.Format(time.DateOnly)
	}
	put(facts, "category name", line.Name)
	put(facts, "chart", line.Chart)
	put(facts, "month", monthOf(d.tables.BulletinSource.Date))
	from(facts, d.tables.BulletinSource)
	return facts
}

// areaOf is the column of a country, given in English or Spanish, or by its code.
func areaOf(country string) string {
	switch strings.TrimPrefix(plain.Replace(strings.ToLower(strings.TrimSpace(country))), "las ") {
	case "mexico", "mx":
		return "mexico"
	case "india", "in":
		return "india"
	case "china", "cn", "mainland china", "china mainland", "china continental":
		return "china"
	case "philippines", "the philippines", "filipinas", "ph":
		return "philippines"
	}
	return "other"
}
