package main

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/agency"
	"github.com/civicline/civicline/evaltext"
	"github.com/civicline/civicline/understand/entity"
)

// runEvalEntities measures how entities are read from what was heard.
func runEvalEntities(_ context.Context, c *console, args []string) error {
	f := c.flags("eval entities", "FILE", "How well receipt numbers, dates, names and the like are read: a table per type.\nFILE has rows of text,type,expected as CSV or TSV with that header, or as JSONL; text may be a JSON list of hypotheses, best first.")
	test := f.String("test", "", "the `FILE`, if it is not given as a word")
	lang := f.String("lang", "", "en or es: the language of rows that do not say; each is guessed otherwise")
	order := f.String("date-order", "", "dmy or mdy: how English dates in figures are read (mdy, but dmy in a file with British postcodes)")
	asJSON := f.Bool("json", false, "print one JSON object")
	files, err := parse(f, args)
	if err != nil {
		return err
	}
	if *test != "" {
		files = append(files, *test)
	}
	if len(files) != 1 {
		f.Usage()
		return errUsage
	}
	if *lang != "" && *lang != "en" && *lang != "es" {
		return fmt.Errorf("--lang is %q; write en or es", *lang)
	}
	if *order != "" && *order != "dmy" && *order != "mdy" {
		return fmt.Errorf("--date-order is %q; write dmy or mdy", *order)
	}
	file, err := os.Open(files[0]) //nolint:gosec // the file that was asked for
	if err != nil {
		return err
	}
	defer file.Close()
	rows, err := evaltext.ReadEntities(files[0], file)
	if err != nil {
		return err
	}
	demo, err := agency.Load(agency.Demo())
	if err != nil {
		return err
	}
	r := evaltext.Entities(rows, evaltext.EntityOptions{Language: civicline.Language(*lang), DateOrder: *order, Places: append(slices.Clone(demo.Lessons().Places), entity.Cities()...)})
	for _, name := range slices.Sorted(maps.Keys(r.Unknown)) {
		fmt.Fprintf(c.err, "%s: %d rows of the type %q, which is none; they are not counted\n", files[0], r.Unknown[name], name)
	}
	if r.DayFirst && *order == "" {
		fmt.Fprintln(c.err, "there are British postcodes in the file: 4/5 is the fourth of May (--date-order mdy reads it as April)")
	}
	if *asJSON {
		return json.NewEncoder(c.out).Encode(r.Object())
	}
	fmt.Fprintf(c.out, "%-14s %7s %8s %8s\n", "type", "n", "exact", "any")
	for _, name := range slices.Sorted(maps.Keys(r.Types)) {
		s := r.Types[name]
		fmt.Fprintf(c.out, "%-14s %7d %7.1f%% %7.1f%%\n", name, s.N, 100*s.Exact, 100*s.Any)
	}
	fmt.Fprintf(c.out, "%-14s %7d %7.1f%% %7.1f%%\n", "all", r.N, 100*r.Exact, 100*r.Any)
	return nil
}
