package switchboard

import (
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/flow"
)

const (
	// firstExcuse is how long a caller waits for our move before they are told in
	// words that it goes on; the soft sound comes before. Then they are told
	// anew, in other words, after nextExcuse; while music plays, after longExcuse.
	firstExcuse = 1800 * time.Millisecond
	nextExcuse  = 6 * time.Second
	longExcuse  = 20 * time.Second
	// adrift is how long a call may be to which nobody owes anything, and which
	// has not asked the caller anything: then they are asked.
	adrift = 2500 * time.Millisecond
)

// Moments are what callers hear when an answer takes long, in their order, if the
// Book does not say (flow.Book.TakesLong).
//
//nolint:misspell // half of it is Spanish
var Moments = []civicline.Words{
	{civicline.English: "One moment, please.", civicline.Spanish: "Un momento, por favor."},
	{civicline.English: "Thank you for waiting. I am still working on it.", civicline.Spanish: "Gracias por esperar. Sigo en ello."},
	{civicline.English: "This takes longer than usual. You can also press 0 for a person.", civicline.Spanish: "Esto tarda más de lo normal. También puede oprimir cero para hablar con una persona."},
	{civicline.English: "I am still here. Thank you for your patience.", civicline.Spanish: "Sigo aquí. Gracias por su paciencia."},
}

// An excuse is what a caller who waits for us is told.
type excuse struct {
	since time.Time // nothing was said since, and it was our move; zero if it is not
	told  int       // times, for this wait
}

// excuseUs is called whenever the call has come to rest: it begins to count how
// long we let the caller wait.
func (c *call) excuseUs() {
	e := &c.excuse
	late := c.excuseAfter()
	switch {
	case late == 0:
		e.since = time.Time{}
		if c.owed == 0 {
			e.told = 0
		}
	case e.since.IsZero():
		e.since = c.board.Now()
		c.wakes.after(late, excuseDue{})
	}
}

// excuseAfter is how long it may be our move before we say something; 0 if it is
// not our move, or we are about to make it.
func (c *call) excuseAfter() time.Duration {
	switch {
	case c.out != nil && c.out.machine: // it talks, and we wait
		return 0
	case c.state != civicline.WithBot || !c.talking() || c.closing != nil || !c.mouth.silent() || c.floor.CallerSpeaks():
		return 0
	case c.owed == 0 && !c.floor.Listens() && !c.music:
		return adrift
	case c.owed == 0:
		return 0
	case c.music:
		return longExcuse
	case c.excuse.told > 0:
		return nextExcuse
	}
	return firstExcuse
}

type excuseDue struct{}

func (excuseDue) open(c *call) {
	e := &c.excuse
	late := c.excuseAfter()
	if late == 0 || e.since.IsZero() {
		return
	}
	if left := late - c.board.Now().Sub(e.since); left > 0 {
		c.wakes.after(left, excuseDue{})
		return
	}
	e.since = time.Time{}
	if c.owed == 0 { // nobody's move
		c.log.Warn("the conversation stood still")
		c.listen(civicline.Listen{To: c.place.Expecting()})
		c.ask(flow.Input{What: flow.Silence, Silent: 1})
		return
	}
	moments := c.moments()
	n := min(e.told, len(moments)-1)
	if e.told >= len(moments) && n > 0 {
		n = 1 + (e.told-1)%(len(moments)-1)
	}
	e.told++
	c.mouth.add(&piece{say: civicline.Say{Text: moments[n][c.language], Language: c.language}})
	c.voiceAhead()
}

// moments are the words for who waits for us: the agency's, or ours.
func (c *call) moments() []civicline.Words {
	if b, ok := c.script.Book.(interface{ TakesLong() []civicline.Words }); ok && len(b.TakesLong()) > 0 {
		return b.TakesLong()
	}
	return Moments
}
