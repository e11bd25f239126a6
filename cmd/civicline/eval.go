package main

import (
	"context"
	"fmt"

	"github.com/civicline/civicline/app"
	"github.com/civicline/civicline/speech/evalspeech"
)

// runEvalSpeech measures the recognisers and the voices on recordings.
func runEvalSpeech(ctx context.Context, c *console, args []string) error {
	o, err := evalspeech.Parse(args, c.err)
	if err != nil {
		return err
	}
	o.Progress = c.err
	fmt.Fprintln(c.err, "starting the recognisers …")
	engines, err := app.OpenSpeech(ctx, app.Options{Models: o.Models, Agency: o.Agency})
	if err != nil {
		return err
	}
	defer engines.Close()
	return evalspeech.Run(ctx, engines, o, c.out)
}
