package main

import (
	"context"
	"fmt"
	"runtime/debug"
)

// runVersion says what was built, from what Go wrote into the program.
func runVersion(_ context.Context, c *console, _ []string) error {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		fmt.Fprintln(c.out, "civicline, of unknown version")
		return nil
	}
	version, revision := info.Main.Version, ""
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			revision = " " + s.Value
		}
	}
	fmt.Fprintf(c.out, "civicline %s%s, %s\n", version, revision, info.GoVersion)
	return nil
}
