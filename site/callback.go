package site

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"time"

	"github.com/civicline/civicline"
)

// Callbacks finds what we owe a caller by the token of the link that they were
// sent, and lets them change it: center.Center.
type Callbacks interface {
	// CallbackByToken returns the callback without what it is about; NotFound if
	// the link is not good, or not good any more.
	CallbackByToken(ctx context.Context, token string) (civicline.Callback, error)
	// SlotsByToken lists the next n times to which the callback may be moved.
	SlotsByToken(ctx context.Context, token string, n int) ([]civicline.Slot, error)
	// Do carries out Rebook and DropCallback, for the public.
	Do(ctx context.Context, who civicline.Actor, cmd civicline.Command) (civicline.Result, error)
}

var linkShape = regexp.MustCompile(`^[A-Za-z0-9_-]{16,100}$`)

// slotsShown is how many times there are to choose from.
const slotsShown = 40

// owed is a callback in words.
type owed struct {
	When   string // we will call
	Number string // "", or its end
	Open   bool   // it may be changed now
	Days   []dayOfSlots
	Chosen bool // they have just chosen another time
	Gone   bool // they want it no more
}

type dayOfSlots struct {
	Day   string
	Slots []slotShown
}

type slotShown struct {
	At    int64 // seconds since 1970
	Hours string
}

// callback shows when we will call, and takes another time, or the end of it.
// Whoever has the link needs nothing else; nothing says what it is about.
func (s *Site) callback(v *views, l civicline.Language) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		token := r.PathValue("token")
		page := s.view(v, l, "callback")
		page.Title = page.T("callbackTitle")
		page.There += token
		page.Self = "/callback/" + token
		if l == civicline.Spanish {
			page.There += "?lang=en" // for the link itself opens in the caller's language
			page.Self = "/es/callback/" + token
		}
		w.Header().Set("X-Robots-Tag", "noindex, nofollow")
		status, cb, err := s.byLink(r, token, &page)
		switch {
		case err != nil:
			s.Log.Error("a callback could not be read", "err", err)
			status, page.Trouble = http.StatusServiceUnavailable, page.T("callbackUnavailable")
		case status != http.StatusOK:
		case r.Method == http.MethodPost:
			if status = s.changeCallback(r, token, cb, &page); status == http.StatusSeeOther {
				http.Redirect(w, r, page.Self+"?lang="+string(l)+"&done=1", http.StatusSeeOther) //nolint:gosec // a path of ours: the token has linkShape
				return
			}
		case l == civicline.English && cb.Language == civicline.Spanish && !r.URL.Query().Has("lang"):
			http.Redirect(w, r, "/es/callback/"+token, http.StatusSeeOther) //nolint:gosec // as above
			return
		default:
			status = s.showOwed(r, cb, &page)
			page.Owed.Chosen = r.URL.Query().Has("done")
		}
		s.show(w, status, v.callback, page)
	}
}

// byLink finds the callback of a link. Whoever guesses at links is soon told to
// wait.
func (s *Site) byLink(r *http.Request, token string, page *view) (int, civicline.Callback, error) {
	from := s.AddressOf(r)
	if wait := max(s.strays.Wait(from), s.links.Take(from)); wait > 0 {
		page.Trouble = fmt.Sprintf(page.T("receiptTooOften"), int(wait/time.Minute)+1)
		return http.StatusTooManyRequests, civicline.Callback{}, nil
	}
	var cb civicline.Callback
	err := error(&civicline.Error{Kind: civicline.NotFound})
	if linkShape.MatchString(token) {
		cb, err = s.Callbacks.CallbackByToken(r.Context(), token)
	}
	if civicline.FaultOf(err) == civicline.NotFound {
		s.strays.Take(from)
		page.Trouble = page.T("callbackStale")
		return http.StatusNotFound, cb, nil
	}
	return http.StatusOK, cb, err
}

// changeCallback does what the form asks. A change that was made is shown by the
// page that follows; SeeOther says so.
func (s *Site) changeCallback(r *http.Request, token string, cb civicline.Callback, page *view) int {
	r.Body = http.MaxBytesReader(nil, r.Body, 4<<10)
	public := civicline.Actor{Tier: civicline.Public}
	drop := r.PostFormValue("do") == "drop"
	var done civicline.Result
	var err error
	if drop {
		done, err = s.Callbacks.Do(r.Context(), public, civicline.DropCallback{Token: token})
	} else {
		cmd := civicline.Rebook{Token: token}
		if at := r.PostFormValue("at"); at != "" {
			seconds, bad := strconv.ParseInt(at, 10, 64)
			if bad != nil {
				page.Trouble = page.T("callbackPast")
				s.showOwed(r, cb, page)
				return http.StatusUnprocessableEntity
			}
			cmd.At = time.Unix(seconds, 0).UTC()
		}
		done, err = s.Callbacks.Do(r.Context(), public, cmd)
	}
	switch {
	case err == nil && drop:
		page.Owed = &owed{Gone: true}
		return http.StatusOK
	case err == nil:
		return http.StatusSeeOther
	}
	status := http.StatusConflict
	var e *civicline.Error
	switch errors.As(err, &e); {
	case e != nil && e.Kind == civicline.Refused && !done.Hours.Next.IsZero():
		page.Trouble = page.T("callbackTaken")
	case e != nil && e.Kind == civicline.Refused:
		status, page.Trouble = http.StatusForbidden, page.T("callbackRefused")
	case e != nil && e.Kind == civicline.Invalid:
		status, page.Trouble = http.StatusUnprocessableEntity, page.T("callbackPast")
	case e != nil && e.Kind == civicline.Conflict:
		page.Trouble = page.T("callbackNow")
	case e != nil && e.Kind == civicline.NotFound:
		status, page.Trouble = http.StatusNotFound, page.T("callbackStale")
		return status
	default:
		s.Log.Error("a callback could not be changed", "err", err)
		status, page.Trouble = http.StatusServiceUnavailable, page.T("callbackUnavailable")
	}
	s.showOwed(r, cb, page)
	return status
}

func (s *Site) showOwed(r *http.Request, cb civicline.Callback, page *view) int {
	o := &owed{When: s.whenCalled(page.Lang, cb), Open: cb.State != civicline.CallbackBeingMade}
	page.Owed = o
	if n := string(cb.Number); len(n) > 2 {
		o.Number = fmt.Sprintf(page.T("callbackNumber"), n[len(n)-2:])
	}
	if !o.Open {
		return http.StatusOK
	}
	slots, err := s.Callbacks.SlotsByToken(r.Context(), r.PathValue("token"), slotsShown)
	if err != nil {
		s.Log.Error("the times for a callback could not be read", "err", err) // it may still be withdrawn
	}
	for _, slot := range slots {
		from := slot.From.In(s.Zone)
		name := day(page.Lang, from)
		if last := len(o.Days) - 1; last < 0 || o.Days[last].Day != name {
			o.Days = append(o.Days, dayOfSlots{Day: name})
		}
		d := &o.Days[len(o.Days)-1]
		d.Slots = append(d.Slots, slotShown{slot.From.Unix(), between(page.Lang, from, slot.Until.In(s.Zone))})
	}
	return http.StatusOK
}

// between writes a span of hours: "from 10:00 a.m. to 11:00 a.m. Eastern time".
func between(l civicline.Language, from, until time.Time) string {
	return fmt.Sprintf(say(l, "fromTo"), clock(l, from), timeOfDay(l, until))
}

// whenCalled says when we will call.
func (s *Site) whenCalled(l civicline.Language, cb civicline.Callback) string {
	due := cb.Due.In(s.Zone)
	switch {
	case cb.State == civicline.CallbackUnreached:
		return say(l, "callbackUnreached")
	case cb.State == civicline.CallbackBeingMade:
		return say(l, "callbackNow")
	case !cb.Until.IsZero() && cb.State == civicline.CallbackPromised && cb.Due.After(s.Now()):
		return fmt.Sprintf(say(l, "callbackSlot"), day(l, due), between(l, due, cb.Until.In(s.Zone)))
	case cb.State == civicline.CallbackPromised && cb.Due.After(s.Now()):
		return fmt.Sprintf(say(l, "callbackFrom"), day(l, due), timeOfDay(l, due))
	}
	return say(l, "callbackTurn")
}
