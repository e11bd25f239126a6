package center

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/civicline/civicline/internal/pgtest"
	"github.com/civicline/civicline/store"
	"github.com/civicline/civicline/store/postgres"
	"github.com/civicline/civicline/store/sqlite"
)

// onPostgreSQL is the test whose subtests are passed on PostgreSQL. All other
// tests are passed on SQLite, these too.
const onPostgreSQL = "TestOnPostgreSQL"

func TestOnPostgreSQL(t *testing.T) {
	for name, test := range map[string]func(*testing.T){
		"moves":                  TestMoves,
		"walk":                   TestWalk,
		"the line":               TestTheLine,
		"unanswered":             TestTheUnansweredHeadTheLine,
		"a kept place":           TestAKeptPlace,
		"another language":       TestALostAgent,
		"a callback":             TestACallbackKeepsThePlace,
		"a callback's moves":     TestCallbackMoves,
		"two attempts":           TestTwoAttempts,
		"they ring themselves":   TestTheyRingThemselves,
		"at closing time":        TestAtClosingTime,
		"snow":                   TestSnow,
		"slots":                  TestSlots,
		"a callback's kills":     TestACallbackKilledAtEachStep,
		"a consultation":         TestConsultMoves,
		"an item's life":         TestItemLife,
		"officers killed":        TestOfficersKilledAtEachStep,
		"run":                    TestRunLeavesNothingBehind,
		"a broken store":         TestABrokenStore,
		"a canceled caller":      TestACanceledCaller,
		"many at once":           TestManyAtOnce,
		"a publisher":            TestAPublisherMayActToo,
		"sessions":               TestPeopleComeAndGo,
		"chats":                  TestChats,
		"words are forgotten":    TestForget,
		"kill -9":                TestKillNine,
		"killed in the middle":   TestKilledInTheMiddle,
		"restart":                TestRestart,
		"references are not two": TestReferencesAreDrawnAgain,
	} {
		t.Run(name, test)
	}
}

// place is where a test may keep a new, empty store: a file, or a database's URL
// in the subtests of TestOnPostgreSQL and in BenchmarkOnPostgreSQL.
func place(t testing.TB) (at string) {
	t.Helper()
	switch {
	case strings.HasPrefix(t.Name(), onPostgreSQL):
		return pgtest.Reuse(t)
	case strings.HasPrefix(t.Name(), "BenchmarkOnPostgreSQL"):
		return pgtest.OpenDurable(t)
	}
	return filepath.Join(t.TempDir(), "center.db")
}

func openStore(ctx context.Context, at string) (*store.Store, error) {
	if isURL(at) {
		return postgres.Open(ctx, postgres.Options{URL: at})
	}
	return sqlite.Open(ctx, sqlite.Options{Path: at})
}

// openEmpty opens the store at a place once more, with nothing in it.
func openEmpty(ctx context.Context, at string) (*store.Store, error) {
	if isURL(at) {
		if err := pgtest.Empty(at); err != nil {
			return nil, err
		}
	} else {
		for _, file := range []string{at, at + "-wal", at + "-shm"} {
			if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return nil, err
			}
		}
	}
	return openStore(ctx, at)
}

func isURL(at string) bool { return strings.HasPrefix(at, "postgres://") }
