package talks_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/civicline/civicline/agency"
	"github.com/civicline/civicline/talks"
	"github.com/civicline/civicline/understand"
)

var update = flag.Bool("update", false, "write the bot's lines into the talks")

// centre is the demonstration agency's.
func centre(t testing.TB) *talks.Centre {
	t.Helper()
	a, err := agency.Load(agency.Demo())
	if err != nil {
		t.Fatal(err)
	}
	c, err := talks.Open(a, understand.New(a.Lessons()))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestTalks plays every talk of the demonstration agency. With -update it
// writes the bot's lines into them: read the diff.
func TestTalks(t *testing.T) {
	all, err := talks.ReadFiles("../agency/testdata/talks")
	if err != nil {
		t.Fatal(err)
	}
	c := centre(t)
	for _, talk := range all {
		t.Run(strings.TrimSuffix(filepath.Base(talk.File), ".talk"), func(t *testing.T) {
			got, err := c.Play(talk)
			if *update {
				if err := os.WriteFile(talk.File, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if err != nil {
				t.Errorf("%v\nit went:\n%s", err, got)
			}
		})
	}
}
