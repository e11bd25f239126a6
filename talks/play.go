package talks

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/civicline/civicline/agency"
	"github.com/civicline/civicline/understand"
)

// Play plays a talk against an agency. The transcript is the talk put right:
// its own lines where they hold, what the bot said and did where they do not.
// The error, if any, is a *Difference or several, joined; each names file and
// line.
func Play(a *agency.Agency, model *understand.Model, t Talk) (transcript string, err error) {
	c, err := Open(a, model)
	if err != nil {
		return "", err
	}
	return c.Play(t)
}

// Play plays a talk in this centre, as the function of that name.
func (c *Centre) Play(t Talk) (transcript string, err error) {
	p := &player{talk: t, call: c.Call()}
	p.compares = slices.ContainsFunc(t.Lines, Line.bot)
	p.bare = !p.compares && slices.ContainsFunc(t.Lines, Line.checks)
	at := 0
	for first := true; at < len(t.Lines) || first; first = false {
		end := at + 1
		if first {
			end = at // what comes before the first words is the greeting's
		}
		for end < len(t.Lines) && !t.Lines[end].acts() {
			end++
		}
		p.segment(t.Lines[at:end], first)
		at = end
	}
	if !p.compares && !p.bare {
		p.differs(1, "", "", "this talk checks nothing; write what the bot says (\"bot: …\"), or how the call \"ends:\"")
	}
	return p.out.String(), errors.Join(p.errs...)
}

// A player plays one talk.
type player struct {
	talk     Talk
	call     *Call
	out      strings.Builder
	errs     []error
	compares bool // the talk has the bot's lines
	bare     bool // it has none, and checks the outcome or the understanding alone
}

// segment plays what happens up to the bot's next turn, and compares that turn.
func (p *player) segment(lines []Line, first bool) {
	var got []Line
	if !first {
		got = p.do(lines[0])
		p.writes(lines[0])
		lines = lines[1:]
	}
	var want, others []Line
	for _, l := range lines {
		switch {
		case l.bot():
			want = append(want, l)
			continue
		case l.checks():
			p.check(l)
		case l.Who != "":
			p.do(l)
		}
		others = append(others, l)
	}
	if first {
		got = p.call.Begin()
	}
	at, holds := holds(want, got)
	switch {
	case p.bare || first && p.compares && len(want) == 0, holds && p.compares:
		p.writes(lines...)
		return
	case first:
		p.writes(others...)
		p.writes(got...)
	default:
		p.writes(got...)
		p.writes(others...)
	}
	if p.compares {
		p.differ(lines, want, got, at)
	}
}

// differ tells the first difference of a turn.
func (p *player) differ(lines, want, got []Line, at int) {
	number := 1
	var wanted, said string
	if len(lines) > 0 {
		number = lines[0].Number
	}
	if at < len(want) {
		number, wanted = want[at].Number, want[at].String()
	} else if len(want) > 0 {
		number = want[len(want)-1].Number
	}
	if at < len(got) {
		said = got[at].String()
	}
	p.differs(number, wanted, said, "")
}

func (p *player) differs(number int, want, got, why string) {
	p.errs = append(p.errs, &Difference{File: p.talk.File, Line: number, Want: want, Got: got, Why: why})
}

func (p *player) writes(lines ...Line) {
	for _, l := range lines {
		fmt.Fprintln(&p.out, l)
	}
}

func (p *player) do(l Line) []Line {
	got, err := p.call.Do(l)
	if err != nil {
		p.differs(l.Number, "", "", err.Error())
	}
	return got
}

func (p *player) check(l Line) {
	if l.Who == "understood" {
		got := p.call.Reading().Intent
		if got == "" {
			got = "nothing"
		}
		if got != l.What {
			p.differs(l.Number, l.String(), "understood: "+got, "")
		}
		return
	}
	if p.call.Reached(Outcome(l.What)) == 0 {
		var got []string
		for _, o := range append(slices.Clone(Outcomes), Goodbye) {
			if p.call.Reached(o) > 0 {
				got = append(got, string(o))
			}
		}
		p.differs(l.Number, l.String(), "ends: "+strings.Join(got, ", "), "")
	}
}

// A Difference is what a talk says and what was.
type Difference struct {
	File      string
	Line      int
	Want, Got string // "": nothing
	Why       string // instead, if it is no matter of want and got
}

func (d *Difference) Error() string {
	if d.Why != "" {
		return fmt.Sprintf("%s:%d: %s", d.File, d.Line, d.Why)
	}
	nothing := func(s string) string {
		if s == "" {
			return "nothing"
		}
		return s
	}
	return fmt.Sprintf("%s:%d: the talk and the bot differ\n\twritten: %s\n\tin fact: %s", d.File, d.Line, nothing(d.Want), nothing(d.Got))
}
