package hours

import (
	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/us"
)

// A holiday is computed for a year, then compared: New Year's Day of one year
// can be observed on the last day of the year before.
type holiday struct{ *cal.Holiday }

func (h holiday) on(d day) bool {
	for _, year := range []int{d.year, d.year + 1} {
		actual, observed := h.Calc(year)
		if !actual.IsZero() && dayOf(actual) == d || !observed.IsZero() && dayOf(observed) == d {
			return true
		}
	}
	return false
}

// federal are the holidays of 5 U.S.C. 6103(a); those that fall on a Saturday
// are observed on the Friday before (6103(b)), those on a Sunday on the Monday
// after (Executive Order 11582).
func federal() []holiday {
	out := make([]holiday, len(us.Holidays))
	for i, h := range us.Holidays {
		out[i] = holiday{h}
	}
	return out
}
