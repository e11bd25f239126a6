package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/civicline/civicline"
)

// views are the pages, ready to be filled.
type views struct {
	home, chat, receipt, callback, waits, lost *template.Template
	version                                    string // of the assets: it changes when they do
}

func newViews(files fs.FS) (*views, error) {
	v := &views{version: versionOf(files, "site.css", "site.js")}
	for _, p := range []struct {
		t    **template.Template
		name string
	}{{&v.home, "home"}, {&v.chat, "chat"}, {&v.receipt, "receipt"}, {&v.callback, "callback"}, {&v.waits, "waits"}, {&v.lost, "lost"}} {
		t, err := template.ParseFS(pages, "pages/layout.html", "pages/"+p.name+".html")
		if err != nil {
			return nil, fmt.Errorf("read the page %q: %w", p.name, err)
		}
		*p.t = t
	}
	return v, nil
}

func versionOf(files fs.FS, names ...string) string {
	h := sha256.New()
	for _, n := range names {
		b, _ := fs.ReadFile(files, n) // a missing one is seen when it is asked for
		h.Write(b)
	}
	return hex.EncodeToString(h.Sum(nil))[:12]
}

// view is what every page is filled with.
type view struct {
	Lang    civicline.Language
	Other   civicline.Language
	There   string // the same page in the other language
	Home    string
	Here    string // "home", "chat", "receipt", "callback", "waits" or ""
	Self    string // of a callback: its own address
	Write   string // the chat; "" if there is none
	Waits   string // how good the estimates are; "" if that is not published
	Form    string // where the receipt form leads
	Title   string
	Line    string
	Version string

	News, Number, Tel, SIP string
	Open                   bool
	Standing               string // whether people answer now
	Lost                   string // what a caller is told whose line was lost

	Asked   string // the reference as it was typed
	Trouble string // what is wrong with it
	Receipt *shown
	Owed    *owed
	Lines   []lineShown
}

// shown is a receipt in words.
type shown struct{ Reference, Name, ID, Day, Time, Duration string }

// T is a phrase of the page.
func (v view) T(name string) string { return say(v.Lang, name) }

func (s *Site) view(v *views, l civicline.Language, here string) view {
	out := view{Lang: l, Other: civicline.Spanish, Here: here, Home: "/", Form: "/receipt", Line: title(s.Line[l]), Version: v.version,
		Number: s.Number, Tel: dialable(s.Number), SIP: s.SIP}
	if s.Chats {
		out.Write = "/chat"
	}
	if s.Estimates != nil {
		out.Waits = "/waits"
	}
	there := map[string]string{"home": "/es", "chat": "/es/chat", "receipt": "/es/receipt", "callback": "/es/callback/", "waits": "/es/esperas", "": "/es"}
	if l == civicline.Spanish {
		out.Other, out.Home, out.Form = civicline.English, "/es", "/es/receipt"
		if s.Chats {
			out.Write = "/es/chat"
		}
		if s.Estimates != nil {
			out.Waits = "/es/esperas"
		}
		there = map[string]string{"home": "/", "chat": "/chat", "receipt": "/receipt", "callback": "/callback/", "waits": "/waits", "": "/"}
	}
	out.There = there[here]
	if s.News != nil {
		out.News = s.News()[l]
	}
	if s.Hours != nil {
		now := s.Now()
		h := s.Hours(now)
		out.Open, out.Standing = h.Open, standing(l, h, now.In(s.Zone), s.Zone)
	}
	return out
}

// standing says whether people answer now, and until or from when.
func standing(l civicline.Language, h civicline.OpenHours, now time.Time, zone *time.Location) string {
	next := h.Next.In(zone)
	switch {
	case h.Next.IsZero() && h.Open:
		return say(l, "open")
	case h.Next.IsZero():
		return say(l, "closed")
	case h.Open:
		return fmt.Sprintf(say(l, "openUntil"), timeOfDay(l, next))
	case next.YearDay() == now.YearDay() && next.Year() == now.Year():
		return fmt.Sprintf(say(l, "opensToday"), timeOfDay(l, next))
	}
	return fmt.Sprintf(say(l, "opensOn"), day(l, next), timeOfDay(l, next))
}

// title begins a name with a capital letter, as at the head of a page.
func title(name string) string {
	first, n := utf8.DecodeRuneInString(name)
	if n == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + name[n:]
}

func dialable(number string) string {
	out := []rune{}
	for i, r := range number {
		if r >= '0' && r <= '9' || r == '+' && i == 0 {
			out = append(out, r)
		}
	}
	return string(out)
}

// show fills a page. It is written only once it is whole.
func (s *Site) show(w http.ResponseWriter, status int, t *template.Template, v view) {
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, "layout.html", v); err != nil {
		s.Log.Error("a page could not be filled", "err", err)
		http.Error(w, "Something went wrong on our side.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Language", string(v.Lang))
	w.WriteHeader(status)
	_, _ = b.WriteTo(w)
}

func (s *Site) home(v *views, l civicline.Language) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		page := s.view(v, l, "home")
		page.Title = page.T("homeTitle")
		page.Lost = fmt.Sprintf(page.T("stateLost"), lasted(l, s.Kept))
		s.show(w, http.StatusOK, v.home, page)
	}
}

func (s *Site) chat(v *views, l civicline.Language) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		page := s.view(v, l, "chat")
		page.Title = page.T("chatTitle")
		s.show(w, http.StatusOK, v.chat, page)
	}
}

func (s *Site) lost(v *views) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		l := civicline.English
		if len(r.URL.Path) > 3 && r.URL.Path[:4] == "/es/" {
			l = civicline.Spanish
		}
		page := s.view(v, l, "")
		page.Title = page.T("lostTitle")
		s.show(w, http.StatusNotFound, v.lost, page)
	}
}
