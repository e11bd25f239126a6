package site

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"time"

	"github.com/civicline/civicline"
)

// An Estimate is how good the estimates of one line have been: of those that
// came to be known, the share that came true, and by how much they were off on
// average.
type Estimate struct {
	Line     civicline.Words
	Count    int
	Coverage float64 // 0 to 1
	Error    time.Duration
}

// Estimates tells how good the estimates of each line have been.
type Estimates func(context.Context) ([]Estimate, error)

// enough is how many estimates of a line make figures that mean something.
const enough = 20

// lineShown is a line's figures in words.
type lineShown struct {
	Name     string
	Enough   bool
	Coverage string
	Error    string
	Count    string
}

// waits publishes how good the estimates are that callers are told.
func (s *Site) waits(v *views, l civicline.Language) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		page := s.view(v, l, "waits")
		page.Title = page.T("waitsTitle")
		all, err := s.Estimates(r.Context())
		status := http.StatusOK
		if err != nil {
			s.Log.Error("the estimates could not be read", "err", err)
			status, page.Trouble = http.StatusServiceUnavailable, page.T("receiptUnavailable")
		}
		for _, e := range all {
			page.Lines = append(page.Lines, lineShown{
				Name: title(e.Line[l]), Enough: e.Count >= enough, Coverage: fmt.Sprintf(page.T("waitsTrue"), math.Round(e.Coverage*100)),
				Error: lasted(l, e.Error.Round(time.Second)), Count: fmt.Sprint(e.Count)})
		}
		s.show(w, status, v.waits, page)
	}
}
