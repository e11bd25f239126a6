package agency

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/casedata"
	"github.com/civicline/civicline/flow"
	"github.com/civicline/civicline/hours"
	"github.com/civicline/civicline/understand"
)

//go:embed demo
var demo embed.FS

// Demo is the demonstration agency's files. A real agency copies the folder,
// changes it, and gives Load os.DirFS of its own.
func Demo() fs.FS {
	sub, err := fs.Sub(demo, "demo")
	if err != nil {
		panic(err) // the name is fixed above
	}
	return sub
}

// An Agency is everything that its files say, read and checked.
type Agency struct {
	Name       civicline.Words
	Number     civicline.PhoneNumber
	Keep       Keep
	Promises   Promises
	Trunk      string // by which callers are rung back, "sip:HOST[:PORT]"; "" is none
	Items      Items
	Music      map[civicline.QueueID]string // WAV files among the agency's, for those who wait in a queue
	Grants     civicline.Grants
	Calendar   *hours.Calendar            // the agency's own
	Calendars  map[string]*hours.Calendar // by the name that a queue's Hours says; "" is the agency's own
	Queues     []civicline.Queue
	People     []Person
	TestPeople bool // the passwords are for demonstration, and may be shown
	Book       *flow.Book
	Tables     casedata.Tables // Hours and Now are filled in: Now is the real clock
	// Shares is how much of all calls each intent is assumed to be, 0 to 1.
	Shares   map[string]float64
	Warnings []string // what may be meant, and yet surprise: "FILE: …"
	lessons  understand.Lessons
}

// Keep says how long things are kept.
type Keep struct {
	Recordings, Transcripts, Place time.Duration
}

// Items are the clocks of service items, in business days by the officers'
// calendar; 0 is the centre's own.
type Items struct{ Urgent, Regular int }

// Load reads an agency's files. The error names file and line and says what to
// write; it may join several.
func Load(fsys fs.FS) (*Agency, error) {
	a := &Agency{}
	r := &reader{fsys: fsys}
	sources := r.settings(a)
	a.Calendars = r.calendars()
	a.Calendar = a.Calendars[""]
	a.Grants = r.grants()
	a.Queues = r.queues()
	a.People, a.TestPeople = r.people()
	r.fits(a)
	news := r.news()
	r.tables(a)
	flows, err := fs.Sub(fsys, "flows")
	if err != nil {
		return nil, err
	}
	book, err := flow.Read(flows, r.known(sources))
	if err != nil {
		r.errs = append(r.errs, errors.New("flows/"+strings.ReplaceAll(err.Error(), "\n", "\nflows/")))
	}
	if err := errors.Join(r.errs...); err != nil {
		return nil, err
	}
	book.Name, book.LongWait = a.Name, r.longWait
	book.Zone, book.News, book.Kept, book.OpeningHours, book.Number = a.Calendar.Zone(), news, a.Keep.Place, r.opening, a.Number
	a.Book = book
	for _, n := range news {
		a.Tables.News = append(a.Tables.News, casedata.News{Words: n.Words, Source: casedata.Source{Name: n.Source, Date: n.Date}, From: n.From, Until: n.Until})
	}
	a.Tables.Hours, a.Tables.Now, a.Shares = a.Calendar.At, time.Now, r.shares
	a.Warnings = r.warnings
	a.Tables.Zone = a.Calendar.Zone()
	a.learn()
	return a, a.check()
}

// check refuses files that do not fit together.
func (a *Agency) check() error {
	var errs []error
	if err := a.Tables.Check(); err != nil {
		errs = append(errs, err)
	}
	for _, act := range []civicline.Act{civicline.RunCalls, civicline.QueueCalls, civicline.BookCallbacks} {
		if _, err := a.Grants.Ask(civicline.Bot, act); err != nil {
			errs = append(errs, fmt.Errorf("permissions.yaml: the bot must be allowed to %q, or no call can be served; add bot to that line", act))
		}
	}
	return errors.Join(errs...)
}

// Lessons are what the understanding learns from.
func (a *Agency) Lessons() understand.Lessons { return a.lessons }

// Prompts lists the sentences that are the same in every call, by language,
// those of the greeting first.
func (a *Agency) Prompts() map[civicline.Language][]string { return a.Book.Prompts() }

// News is what the bot tells, as written.
func (a *Agency) News() []flow.News { return a.Book.News }
