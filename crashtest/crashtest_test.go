package crashtest

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/civicline/civicline/internal/pgtest"
)

const childVar = "CIVICLINE_CRASHTEST_CHILD"

func TestMain(m *testing.M) {
	if run := os.Getenv(childVar); run != "" {
		seed, _ := strconv.ParseUint(os.Getenv(childVar+"_SEED"), 10, 64)
		if err := Work(context.Background(), os.Getenv(childVar+"_AT"), run, seed, os.Stdout); err != nil {
			println(err.Error())
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

func child(ctx context.Context, at, run string, seed uint64) *exec.Cmd {
	cmd := exec.CommandContext(ctx, os.Args[0])
	cmd.Env = append(os.Environ(), childVar+"="+run, childVar+"_AT="+at, childVar+"_SEED="+strconv.FormatUint(seed, 10))
	cmd.Stderr = os.Stderr
	return cmd
}

func run(t *testing.T, at string, kills int) {
	t.Helper()
	enough := func(r Report) bool { return r.Promises >= 5*kills && r.Offers >= kills && r.Rings > 0 }
	r, err := Run(t.Context(), Options{At: at, Kills: kills, Seed: 1, Child: child, Enough: enough})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d kills, %d promises, %d offers, %d rings, %d events", r.Kills, r.Promises, r.Offers, r.Rings, r.Events)
	if r.Bad() > 0 {
		t.Errorf("%+v", r.Findings)
	}
	if !enough(r) {
		t.Errorf("%d promises, %d offers and %d rings in %d kills: too little to find anything", r.Promises, r.Offers, r.Rings, r.Kills)
	}
}

// TestKills is the short form of scripts/crash.sh, which says by a variable how
// often each is killed.
func TestKills(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) {
		run(t, filepath.Join(t.TempDir(), "center.db"), kills(t, "CIVICLINE_KILLS_SQLITE", 12))
	})
	t.Run("postgres", func(t *testing.T) { run(t, pgtest.Open(t), kills(t, "CIVICLINE_KILLS_POSTGRES", 4)) })
}

func kills(t *testing.T, variable string, n int) int {
	t.Helper()
	if text := os.Getenv(variable); text != "" {
		var err error
		if n, err = strconv.Atoi(text); err != nil || n < 1 {
			t.Fatalf("%s is %q; write a number", variable, text)
		}
	}
	return n
}
