package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/agency"
	"github.com/civicline/civicline/evaltext"
)

// runEvalIntents measures the learner of intents on files of examples, or the
// agency's own model on what was kept out of it.
func runEvalIntents(_ context.Context, c *console, args []string) error {
	f := c.flags("eval intents", "--train FILE --test FILE [--lang en|es] [--json]",
		"Learns from one file of texts and intents, and measures on the other: CSV or TSV with\na header text,intent, or JSONL. The intent oos marks texts that have none; a column\nlang may say the language. Without files the agency's own intents are measured, with\none utterance in five kept out of training.")
	train := f.String("train", "", "`file` of examples to learn from")
	test := f.String("test", "", "`file` of examples to measure on")
	lang := f.String("lang", "", "en or es; without it each row's own, or else en")
	folder := f.String("agency", "", "`folder` of an agency's files; without it the demonstration agency")
	intents := f.String("intents", "", "`file` as intents.yaml: measure its utterances alone, instead of the agency's")
	asJSON := f.Bool("json", false, "print one JSON object")
	words, err := parse(f, args)
	if err != nil {
		return err
	}
	l := civicline.Language(*lang)
	switch {
	case len(words) > 0:
		return fmt.Errorf("eval intents: %q is no flag; write --train FILE --test FILE", words[0])
	case l != "" && !l.Known():
		return fmt.Errorf("eval intents: --lang %s: write en or es", l)
	case (*train == "") != (*test == ""):
		return errors.New("eval intents: give both --train and --test, or neither to measure the agency's own intents")
	}
	var report *evaltext.IntentsReport
	switch {
	case *train != "":
		report, err = evalFiles(*train, *test, l)
	case *intents != "":
		report, err = evalUtterances(*intents, l)
	default:
		report, err = evalAgency(*folder, l)
	}
	if err != nil {
		return err
	}
	if *asJSON {
		return json.NewEncoder(c.out).Encode(report)
	}
	return report.Table(c.out)
}

func evalFiles(train, test string, l civicline.Language) (*evaltext.IntentsReport, error) {
	from, err := evaltext.ReadUtterances(train)
	if err != nil {
		return nil, err
	}
	on, err := evaltext.ReadUtterances(test)
	if err != nil {
		return nil, err
	}
	return evaltext.EvalIntents(from, on, l), nil
}

func evalAgency(folder string, l civicline.Language) (*evaltext.IntentsReport, error) {
	files := agency.Demo()
	if folder != "" {
		files = os.DirFS(folder)
	}
	a, err := agency.Load(files)
	if err != nil {
		return nil, err
	}
	return evaltext.EvalLessons(a.Lessons(), l), nil
}

func evalUtterances(path string, l civicline.Language) (*evaltext.IntentsReport, error) {
	lessons, err := evaltext.ReadLessons(path)
	if err != nil {
		return nil, err
	}
	return evaltext.EvalLessons(lessons, l), nil
}
