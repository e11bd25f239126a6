package evaltext

import (
	"fmt"
	"io"
	"math"
	"slices"
	"text/tabwriter"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/understand/learn"
)

// add takes in the report of one language.
func (r *IntentsReport) add(l civicline.Language, of *IntentsReport) {
	if r.ByLanguage == nil {
		r.ByLanguage = map[civicline.Language]*IntentsReport{}
	}
	of.Language = string(l)
	r.ByLanguage[l] = of.measure()
	r.answers = append(r.answers, of.answers...)
	r.NTrain += of.NTrain
	r.Intent = max(r.Intent, of.Intent)
	r.TrainSeconds += of.TrainSeconds
	r.Threshold = max(r.Threshold, of.Threshold)
}

// whole is the report over all languages: of one alone it is that one.
func (r *IntentsReport) whole() *IntentsReport {
	if len(r.ByLanguage) == 1 {
		for _, one := range r.ByLanguage {
			return one
		}
	}
	return r.measure()
}

// measure fills in the figures from the answers.
func (r *IntentsReport) measure() *IntentsReport {
	var in, inRight, first, second, right, called, calledRight int
	took := make([]float64, 0, len(r.answers))
	for _, a := range r.answers {
		took = append(took, float64(a.took.Nanoseconds())/1000)
		if a.got == a.want {
			right++
		}
		if a.got == learn.OutOfScope {
			called++
		}
		if a.want == learn.OutOfScope {
			if a.got == a.want {
				calledRight++
			}
			continue
		}
		in++
		inRight += count(a.got == a.want)
		first += count(a.first == a.want)
		second += count(a.first == a.want || a.second == a.want)
	}
	r.N, r.NOOS = len(r.answers), len(r.answers)-in
	r.InScopeAccuracy, r.Unthresholded, r.Top2Accuracy = share(inRight, in), share(first, in), share(second, in)
	r.OOSRecall, r.OOSPrecision = share(calledRight, r.NOOS), share(calledRight, called)
	if r.NOOS == 0 {
		r.OOSPrecision = nil
	}
	r.Accuracy = float64(right) / float64(max(1, r.N))
	r.MacroF1, r.ECE = macroF1(r.answers), calibrationError(r.answers)
	slices.Sort(took)
	if len(took) > 0 {
		r.PredictP50, r.PredictP99 = took[len(took)/2], took[len(took)*99/100]
	}
	return r
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

// share is a part of all, nil of nothing.
func share(part, all int) *float64 {
	if all == 0 {
		return nil
	}
	v := float64(part) / float64(all)
	return &v
}

// macroF1 is the mean of the intents' F1, over those that the test has.
func macroF1(answers []answer) float64 {
	type tally struct{ right, want, got int }
	of := map[string]*tally{}
	at := func(intent string) *tally {
		if of[intent] == nil {
			of[intent] = &tally{}
		}
		return of[intent]
	}
	for _, a := range answers {
		at(a.want).want++
		at(a.got).got++
		at(a.want).right += count(a.want == a.got)
	}
	sum, n := 0.0, 0
	for _, t := range of {
		if t.want > 0 {
			sum += 2 * float64(t.right) / float64(t.want+t.got)
			n++
		}
	}
	return sum / float64(max(1, n))
}

// calibrationError is the expected calibration error over ten equal steps of
// confidence: how far the share that was right is from what was said.
func calibrationError(answers []answer) float64 {
	var n, right, said [10]float64
	for _, a := range answers {
		i := min(9, max(0, int(a.confidence*10)))
		n[i]++
		said[i] += a.confidence
		right[i] += float64(count(a.first == a.want))
	}
	sum := 0.0
	for i := range n {
		sum += math.Abs(right[i] - said[i])
	}
	return sum / float64(max(1, len(answers)))
}

// Table writes r for people to read.
func (r *IntentsReport) Table(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	columns := []*IntentsReport{r}
	if len(r.ByLanguage) > 1 {
		head := "\tboth"
		for _, l := range civicline.Languages {
			if one := r.ByLanguage[l]; one != nil {
				columns = append(columns, one)
				head += "\t" + l.Name()
			}
		}
		fmt.Fprintln(w, head)
	}
	line := func(name string, cell func(*IntentsReport) string) {
		fmt.Fprint(w, name)
		for _, c := range columns {
			fmt.Fprint(w, "\t", cell(c))
		}
		fmt.Fprintln(w)
	}
	percent := func(v *float64) string {
		if v == nil {
			return "-"
		}
		return fmt.Sprintf("%.2f %%", 100**v)
	}
	line("texts", func(r *IntentsReport) string { return fmt.Sprintf("%d, %d of them out of scope", r.N, r.NOOS) })
	line("learned from", func(r *IntentsReport) string {
		return fmt.Sprintf("%d examples of %d intents in %.2f s", r.NTrain, r.Intent, r.TrainSeconds)
	})
	line("in-scope accuracy", func(r *IntentsReport) string { return percent(r.InScopeAccuracy) })
	line("  before the threshold", func(r *IntentsReport) string { return percent(r.Unthresholded) })
	line("  first or second", func(r *IntentsReport) string { return percent(r.Top2Accuracy) })
	line("accuracy", func(r *IntentsReport) string { return percent(&r.Accuracy) })
	line("macro F1", func(r *IntentsReport) string { return percent(&r.MacroF1) })
	line("out of scope: recall", func(r *IntentsReport) string { return percent(r.OOSRecall) })
	line("out of scope: precision", func(r *IntentsReport) string { return percent(r.OOSPrecision) })
	line("threshold", func(r *IntentsReport) string { return fmt.Sprintf("%.3f", r.Threshold) })
	line("calibration error", func(r *IntentsReport) string { return fmt.Sprintf("%.3f", r.ECE) })
	line("time of a text", func(r *IntentsReport) string {
		return fmt.Sprintf("%.0f µs, P99 %.0f µs", r.PredictP50, r.PredictP99)
	})
	return w.Flush()
}
