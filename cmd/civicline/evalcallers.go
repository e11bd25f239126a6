package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"text/tabwriter"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/agency"
	"github.com/civicline/civicline/talks"
	ring "github.com/civicline/civicline/talks/callers"
	"github.com/civicline/civicline/understand"
)

const evalCallersWords = `Random simulated callers ring the agency's bot, one after another. Each wants something and knows their own numbers;
they mumble, interrupt, correct, go silent, press keys, change their mind or their language, and ask for a person.
Every call must end in an answer, a task, a request, a booked callback or a person; what must never happen is counted.
The same seed makes the same callers.`

// runEvalCallers plays random callers and counts what came of them.
func runEvalCallers(_ context.Context, c *console, args []string) error {
	f := c.flags("eval callers", "[--n 10000] [--lang en|es]", evalCallersWords)
	o := ring.Options{Progress: c.err}
	f.IntVar(&o.N, "n", 10000, "how many callers")
	lang := f.String("lang", "", "en or es; without it, half of them in each")
	f.Uint64Var(&o.Seed, "seed", 1, "another seed makes other callers")
	f.IntVar(&o.First, "first", 0, "the number of the first caller: --first 17 --n 1 plays caller 17 again")
	f.IntVar(&o.Examples, "examples", 2, "how many transcripts to show of each kind of failure")
	all := f.Bool("transcripts", false, "print every call")
	folder := f.String("agency", "", "the agency's folder; without it, the demonstration's")
	asJSON := f.Bool("json", false, "print one object")
	words, err := parse(f, args)
	if err != nil {
		return err
	}
	o.Language = civicline.Language(*lang)
	switch {
	case len(words) > 0:
		f.Usage()
		return errUsage
	case o.N < 1:
		return fmt.Errorf("--n %d: write how many callers ring, 1 or more", o.N)
	case *lang != "" && !o.Language.Known():
		return fmt.Errorf("--lang %q: write en or es", *lang)
	}
	centre, err := openTalks(*folder)
	if err != nil {
		return err
	}
	if *all {
		o.Each = func(caller ring.Caller, _ error) {
			fmt.Fprintf(c.out, "# caller %d wants %s in %s, ended: %s\n%s\n", caller.Number, caller.Goal, caller.Language, caller.Ended, caller.Transcript)
		}
	}
	figures, err := ring.Run(centre, o)
	if err != nil {
		return err
	}
	if *asJSON {
		return printJSON(c.out, figures)
	}
	printCallers(c.out, figures)
	return nil
}

func printCallers(out io.Writer, f ring.Figures) {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	row := func(what string, format string, args ...any) {
		fmt.Fprintf(w, "%s\t"+format+"\n", append([]any{what}, args...)...)
	}
	percent := func(n int) float64 { return 100 * float64(n) / float64(max(1, f.N)) }
	row("callers", "%d (%s, seed %d)", f.N, f.Language, f.Seed)
	for _, o := range talks.Outcomes {
		row("  ended in: "+string(o), "%d\t%.1f %%", f.Ended[o], percent(f.Ended[o]))
	}
	row("  ended well", "%d\t%.2f %%", f.OK, percent(f.OK))
	row("  stuck", "%d\t%.2f %%", f.Stuck, percent(f.Stuck))
	row("  hung up on, with nothing", "%d\t%.2f %%", f.HungUp, percent(f.HungUp))
	row("understood what they rang for", "%.1f %%", 100*f.GoalRate)
	row("heard one sentence three times", "%d\t%.2f %%", f.ThreeTimes, percent(f.ThreeTimes))
	row("  heard \"once more\" before one", "%d\t%.2f %%", f.SaidAsBefore, percent(f.SaidAsBefore))
	row("asked again for what they gave", "%d\t%.2f %%", f.AskedAgain, percent(f.AskedAgain))
	row("left without an answer", "%d\t%.2f %%", f.NoAnswer, percent(f.NoAnswer))
	row("a person within two turns", "%.2f %%\tof %d requests", 100*f.PersonWithinTwo, f.PersonAsked)
	row("turns in the wrong language", "%d", f.LanguageMismatches)
	row("went on after a digression", "%.1f %%\tof %d", 100*f.DigressionsReturned, f.Digressions)
	row("turns to the end", "%d (median)\t%d (95 %%)", f.TurnsP50, f.TurnsP95)
	row("questions per call", "%.1f", f.Questions)
	_ = w.Flush() // it writes to out
	if len(f.Kinds) > 0 {
		fmt.Fprintf(out, "\nWhat went wrong, and for how many callers:\n")
	}
	for i, k := range f.Kinds {
		if i == 25 {
			fmt.Fprintf(out, "  … and %d more\n", len(f.Kinds)-i)
			break
		}
		fmt.Fprintf(out, "  %5d  %s: %s\n", k.Callers, k.Kind, k.What)
	}
	for _, e := range f.Examples {
		fmt.Fprintf(out, "\n--- caller %d: %s: %s\n%s", e.Caller, e.Kind, e.What, e.Transcript)
	}
}

// agencyFiles are an agency's files, and what to call them; "" is the demonstration's.
func agencyFiles(folder string) (fs.FS, string, error) {
	if folder == "" {
		return agency.Demo(), "the demonstration agency", nil
	}
	info, err := os.Stat(folder) //nolint:gosec // whoever runs the command names it
	if err != nil || !info.IsDir() {
		return nil, "", fmt.Errorf("%s is no folder; name the one with agency.yaml in it", folder)
	}
	return os.DirFS(folder), folder, nil
}

// openTalks opens a centre for talks with an agency.
func openTalks(folder string) (*talks.Centre, error) {
	files, _, err := agencyFiles(folder)
	if err != nil {
		return nil, err
	}
	a, err := agency.Load(files)
	if err != nil {
		return nil, err
	}
	return talks.Open(a, understand.New(a.Lessons()))
}

func printJSON(out io.Writer, v any) error {
	enc := json.NewEncoder(out)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
