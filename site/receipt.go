package site

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/civicline/civicline"
)

// receipt shows the form, and below it what was asked for. Whoever guesses at
// numbers is soon told to wait: of a hundred million, a handful of tries in ten
// minutes finds nothing.
func (s *Site) receipt(v *views, l civicline.Language) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		page := s.view(v, l, "receipt")
		page.Title = page.T("receiptTitle")
		w.Header().Set("X-Robots-Tag", "noindex")
		if !r.URL.Query().Has("ref") {
			s.show(w, http.StatusOK, v.receipt, page)
			return
		}
		page.Asked = strings.TrimSpace(r.URL.Query().Get("ref"))
		page.There += "?ref=" + url.QueryEscape(page.Asked)
		status, err := s.find(r, &page)
		if err != nil {
			s.Log.Error("a receipt could not be read", "err", err)
			status, page.Trouble = http.StatusServiceUnavailable, page.T("receiptUnavailable")
		}
		s.show(w, status, v.receipt, page)
	}
}

func (s *Site) find(r *http.Request, page *view) (status int, err error) {
	ref, err := civicline.ParseReference(page.Asked)
	if err != nil {
		page.Trouble = page.T("receiptInvalid")
		if len(onlyDigits(page.Asked)) == 9 {
			page.Trouble = page.T("receiptMistyped")
		}
		return http.StatusUnprocessableEntity, nil
	}
	from := s.AddressOf(r)
	wait := max(s.misses.Wait(from), s.looks.Take(from))
	if wait > 0 {
		page.Trouble = fmt.Sprintf(page.T("receiptTooOften"), int(wait/time.Minute)+1)
		return http.StatusTooManyRequests, nil
	}
	pass, err := s.Grants.Ask(civicline.Actor{Tier: civicline.Public}, civicline.ReadReceipts)
	if err != nil {
		page.Trouble = page.T("receiptRefused")
		return http.StatusForbidden, nil //nolint:nilerr // the page tells
	}
	found, err := s.Receipts.Receipt(r.Context(), pass, ref)
	var e *civicline.Error
	switch {
	case errors.As(err, &e) && e.Kind == civicline.NotFound:
		s.misses.Take(from)
		page.Trouble = page.T("receiptUnknown")
		return http.StatusNotFound, nil
	case err != nil:
		return 0, err
	}
	at := found.At.In(s.Zone)
	page.Receipt = &shown{Reference: found.Reference.String(), Name: found.AgentName, ID: string(found.AgentID),
		Day: day(page.Lang, at) + ", " + at.Format("2006"), Time: timeOfDay(page.Lang, at), Duration: lasted(page.Lang, found.Duration)}
	if page.Lang == civicline.Spanish {
		page.Receipt.Day = day(page.Lang, at) + " de " + at.Format("2006")
	}
	return http.StatusOK, nil
}

func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}
