package agency

import (
	"errors"
	"strings"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/flow"
	"github.com/civicline/civicline/hours"
)

// calendars reads hours.yaml: the agency's own is "".
func (r *reader) calendars() map[string]*hours.Calendar {
	var p hours.Plan
	if !r.yaml("hours.yaml", &p) {
		return nil
	}
	all, err := hours.All(p)
	if err != nil {
		r.errs = append(r.errs, errors.New("hours.yaml: "+strings.ReplaceAll(err.Error(), "\n", "\nhours.yaml: ")))
		return nil
	}
	var notOn civicline.Words
	if strings.EqualFold(strings.TrimSpace(p.Holidays), "us federal") {
		notOn = civicline.Words{civicline.English: "but not on federal holidays", civicline.Spanish: "menos en los feriados federales"}
	}
	r.opening = flow.OpeningHours(all[""].Week(), all[""].Zone(), time.Now(), notOn)
	return all
}
