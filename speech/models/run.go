package models

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"text/tabwriter"

	"github.com/civicline/civicline/speech"
)

const usage = `civicline models list             what can be had, and what is there
civicline models pull [NAME…]     fetch models from their makers; without a name the recommended ones
civicline models check            are the files on disk what was published?

  --dir FOLDER      the models folder (default: $CIVICLINE_MODELS, or civicline's in your cache)
  --trust-first     take files whose checksum is not known, and write it down
`

// Run is the command `civicline models`.
func Run(ctx context.Context, args []string, out io.Writer) error {
	return run(ctx, args, out, Catalog())
}

func run(ctx context.Context, args []string, out io.Writer, catalog []Model) error {
	flags := flag.NewFlagSet("models", flag.ContinueOnError)
	flags.SetOutput(out)
	flags.Usage = func() { fmt.Fprint(out, usage) }
	dir := flags.String("dir", Dir(), "")
	first := flags.Bool("trust-first", false, "")
	var words []string // flags may stand before, between and after them
	for len(args) > 0 {
		if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
			return nil
		} else if err != nil {
			return err
		}
		if args = flags.Args(); len(args) > 0 {
			words, args = append(words, args[0]), args[1:]
		}
	}
	if len(words) == 0 {
		flags.Usage()
		return nil
	}
	switch what, names := words[0], words[1:]; {
	case what == "pull":
		return pull(ctx, out, catalog, names, Options{Dir: *dir, TrustFirst: *first, Out: out})
	case len(names) > 0 && (what == "list" || what == "check"):
		return fmt.Errorf("civicline models %s takes no names", what)
	case what == "list":
		return list(out, catalog, *dir)
	case what == "check":
		return check(out, catalog, *dir)
	}
	flags.Usage()
	return fmt.Errorf("civicline models does not know %q", words[0])
}

// Dir is the models folder: where CIVICLINE_MODELS says, else in the user's cache.
func Dir() string {
	if dir := os.Getenv("CIVICLINE_MODELS"); dir != "" {
		return dir
	}
	return filepath.Join(speech.DefaultCacheDir(), "models")
}

func list(out io.Writer, catalog []Model, dir string) error {
	w := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	fmt.Fprintf(w, "name\tfor\tlicense\tin %s\n", dir)
	for _, m := range catalog {
		name := m.Name
		if m.Recommended {
			name += " *"
		}
		state := "there"
		if _, err := os.Stat(filepath.Join(dir, m.Name)); err != nil {
			state = "not there"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", name, m.Use, m.License, state)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintln(out, "* recommended: what `civicline models pull` fetches")
	return err
}

func check(out io.Writer, catalog []Model, dir string) error {
	bad := 0
	for _, m := range catalog {
		state, err := Check(m, dir)
		if state == Absent && !m.Recommended {
			continue
		}
		fmt.Fprintf(out, "%s: %s", m.Name, state)
		if err != nil {
			fmt.Fprintf(out, ": %v", err)
		}
		fmt.Fprintln(out)
		if state == Damaged {
			bad++
		}
	}
	if bad > 0 {
		return fmt.Errorf("%d models in %s are damaged: delete their folders and run civicline models pull", bad, dir)
	}
	return nil
}

func pull(ctx context.Context, out io.Writer, catalog []Model, names []string, o Options) error {
	for _, name := range names {
		if !slices.ContainsFunc(catalog, func(m Model) bool { return m.Name == name }) {
			return fmt.Errorf("there is no model %q: civicline models list names them", name)
		}
	}
	var failed []error
	for _, m := range catalog {
		if slices.Contains(names, m.Name) || len(names) == 0 && m.Recommended {
			if err := Pull(ctx, m, o); err != nil {
				fmt.Fprintf(out, "%s was not fetched: %v\n", m.Name, err)
				failed = append(failed, fmt.Errorf("%s: %w", m.Name, err))
			}
		}
	}
	if failed != nil {
		return fmt.Errorf("%d models are missing; the line works with what there is (civicline models list), a smaller vocabulary and the keypad: %w", len(failed), errors.Join(failed...))
	}
	return nil
}
