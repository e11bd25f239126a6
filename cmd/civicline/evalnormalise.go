package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/evaltext"
	"github.com/civicline/civicline/spoken"
)

// runEvalNormalise measures how written text is put into words.
func runEvalNormalise(_ context.Context, c *console, args []string) error {
	f := c.flags("eval normalise", "FILE… [flags]", "Says the written side of each row and compares it with the spoken side.\nA file has rows written~spoken, or it is CSV or JSONL with written and spoken.")
	lang := f.String("lang", "", "language of the files, en or es; else it is taken from the path, else it is en")
	asJSON := f.Bool("json", false, "print one JSON object")
	inverse := f.Bool("inverse", false, "the rows are spoken~written; a path with \"inverse\" in it says so too")
	style := f.String("style", "files", "how to speak: files (as such files have it: \"one hundred and five\") or product")
	show := f.Int("show", 0, "print so many of the rows that came out otherwise")
	files, err := parse(f, args)
	if err != nil {
		return err
	}
	how, ok := map[string]spoken.Style{"files": spoken.Conventional, "product": {}}[*style]
	switch {
	case !ok:
		return fmt.Errorf("--style %s: write files or product", *style)
	case *lang != "" && !civicline.Language(*lang).Known():
		return fmt.Errorf("--lang %s: write en or es", *lang)
	case len(files) == 0:
		return fmt.Errorf("which file? Write civicline eval normalise FILE…")
	}
	var scores []evaltext.NormaliseScore
	for _, name := range files {
		s, err := scoreNormalise(name, civicline.Language(*lang), *inverse, how)
		if err != nil {
			return err
		}
		scores = append(scores, s)
	}
	all := evaltext.MergeNormalise(scores)
	if *asJSON {
		return json.NewEncoder(c.out).Encode(struct {
			Exact      float64                   `json:"exact"`
			ExactLight float64                   `json:"exact_light"`
			AsProduct  float64                   `json:"exact_light_product_style"`
			N          int                       `json:"n"`
			Style      string                    `json:"style"`
			Files      []evaltext.NormaliseScore `json:"files"`
		}{all.Exact, all.ExactLight, all.AsProduct, all.N, *style, scores})
	}
	fmt.Fprintf(c.out, "%6s %7s %7s %9s  file\n", "rows", "exact", "light", "product")
	for _, s := range append(scores, all) {
		if s.File == "" {
			s.File = "all; light forgives case, hyphens and commas; product is light in the product's own style"
		}
		fmt.Fprintf(c.out, "%6d %6.1f%% %6.1f%% %8.1f%%  %s\n", s.N, 100*s.Exact, 100*s.ExactLight, 100*s.AsProduct, s.File)
	}
	showMissed(c, scores, *show)
	return nil
}

func scoreNormalise(name string, l civicline.Language, inverse bool, style spoken.Style) (evaltext.NormaliseScore, error) {
	if l == "" {
		l = evaltext.NormaliseLanguage(name)
	}
	if l == "" {
		l = civicline.English
	}
	in, err := os.Open(name) //nolint:gosec // the operator names the file
	if err != nil {
		return evaltext.NormaliseScore{}, err
	}
	defer in.Close()
	rows, err := evaltext.ReadNormaliseRows(name, in, inverse || strings.Contains(name, "inverse"))
	if err != nil {
		return evaltext.NormaliseScore{}, err
	}
	return evaltext.ScoreNormalise(name, l, rows, style), nil
}

func showMissed(c *console, scores []evaltext.NormaliseScore, most int) {
	for _, s := range scores {
		for _, m := range s.Missed {
			if most--; most < 0 {
				return
			}
			fmt.Fprintf(c.out, "\n%s (%s)\n  want %s\n  got  %s\n", m.Written, s.Language, m.Want, m.Got)
		}
	}
}
