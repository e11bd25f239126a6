package main

import (
	"fmt"
	"strings"

	"github.com/civicline/civicline/plot"
)

// schedule is the plan as a staff file, in the shape that the simulator takes:
// the agents at work, not the positions.
func (p staffPlan) schedule(w staffFlags, a staffAsk) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# civicline staff: %s. Promised: %s.\n", a.modelWords(), a.promised())
	fmt.Fprintf(&b, "# Calls of %s (%s) each; agents at work, without shrinkage.\n", length(a.aht), length(a.ahtES)+" in Spanish")
	fmt.Fprintln(&b, "day,start,end,tier,languages,agents")
	line := func(s staffSlice, languages string, agents int) {
		if agents > 0 {
			fmt.Fprintf(&b, "%s,%s,%s,%d,%s,%d\n", s.Day, s.Start, s.End, w.file.tier, languages, agents)
		}
	}
	for _, s := range p.Intervals {
		if w.file.pooled {
			line(s, "en+es", s.Pooled.Agents)
			continue
		}
		line(s, "en", s.English.Agents)
		line(s, "es", s.Spanish.Agents)
	}
	return b.String()
}

// draw shows the agents over the days of the plan, which follow one another.
func (p staffPlan) draw(path string, a staffAsk) error {
	series := [4]plot.Series{{Name: "English"}, {Name: "Spanish"}, {Name: "both together", Dashed: true}, {Name: "one bilingual staff"}}
	day, days := "", -1
	until := -1.0
	for _, s := range p.Intervals {
		if s.Day != day {
			day, days = s.Day, days+1
		}
		from := float64(days*24*60+s.from) * 60
		for i, agents := range []int{s.English.Agents, s.Spanish.Agents, s.English.Agents + s.Spanish.Agents, s.Pooled.Agents} {
			c := &series[i]
			c.Kind = plot.Step
			if until >= 0 && from != until { // nobody is there in between
				c.X, c.Y = append(c.X, until), append(c.Y, 0)
			}
			c.X, c.Y = append(c.X, from), append(c.Y, float64(agents))
		}
		until = float64(days*24*60+s.until) * 60
	}
	for i := range series {
		series[i].X = append(series[i].X, until)
	}
	title := "Agents needed, by language and pooled"
	if days == 0 {
		title += ": " + day
	}
	return plot.Save(path, plot.Chart{
		Title: title, Note: a.modelWords() + ". Promised: " + a.promised(),
		X: plot.Axis{Label: "time of day", Unit: plot.Clock}, Y: plot.Axis{Label: "agents at work"}, Series: series[:],
	})
}
