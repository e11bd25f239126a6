package archtest

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/civicline/civicline"

// rooms says, for each room, which others it may import. A folder without a
// line here fails the test. "*" is every room.
var rooms = map[string][]string{
	".": {}, // the words

	// Deciding rooms. They also may not touch the world.
	"policy":      {"."},
	"flow":        {".", "spoken"},
	"understand":  {".", "understand/entity", "understand/learn"},
	"turntaking":  {"."},
	"acd":         {"."},
	"acd/waits":   {"."},
	"acd/acdtest": {".", "acd"},
	"erlang":      {},
	"hours":       {"."},
	"speech/lang": {"."},
	"spoken":      {"."},

	"understand/entity": {"."},
	"understand/learn":  {"."},

	// Doing rooms: each talks to one outside thing.
	"audio":               {"."},
	"sipleg":              {".", "audio"},
	"webleg":              {".", "audio"},
	"speech":              {".", "audio", "speech/wire"},
	"speech/wire":         {"."},
	"speech/espeak":       {".", "audio", "speech"},
	"speech/flite":        {".", "audio", "speech"},
	"speech/pocketsphinx": {".", "audio", "speech", "speech/lang"},
	"speech/sherpa":       {".", "audio", "speech"},
	"speech/scripted":     {".", "audio", "speech"},
	"speech/worker":       {".", "audio", "speech", "speech/lang", "speech/wire", "speech/pocketsphinx", "speech/sherpa"},
	"speech/models":       {".", "speech"},
	"speech/evalspeech":   {".", "audio", "speech", "speech/lang"},
	"store":               {"."},
	"store/sqlite":        {".", "store"},
	"store/postgres":      {".", "store"},
	"store/storetest":     {".", "store"},
	"bus":                 {"."},
	"notify":              {"."},
	"plot":                {},
	"casedata":            {"."},
	"calllog":             {"."},
	"desk":                {".", "internal/limit"},
	"desk/web":            {},
	"site":                {".", "internal/limit"},

	// Where they meet.
	"agency":        {".", "casedata", "flow", "hours", "policy", "understand"},
	"talks":         {".", "agency", "casedata", "flow", "understand"},
	"talks/callers": {".", "casedata", "flow", "talks"},
	"chat":          {".", "flow", "internal/limit"},
	"evaltext":      {".", "spoken", "understand", "understand/entity", "understand/learn"},
	"switchboard":   {".", "audio", "flow", "turntaking", "understand"},
	"center":        {".", "policy", "acd", "acd/waits", "hours", "store"},
	"sim":           {".", "acd", "acd/waits", "hours", "erlang", "calllog", "plot"},
	"rehearse":      {".", "audio", "webleg"},
	"crashtest":     {".", "center", "hours", "store", "store/postgres", "store/sqlite"},
	"app":           {"*"},

	"cmd/civicline":     {"*"},
	"civiclinetest":     {"*"},
	"internal/archtest": {},
	"internal/limit":    {},
	"internal/pgtest":   {},
}

var (
	pure  = []string{".", "policy", "flow", "understand", "understand/entity", "understand/learn", "spoken", "turntaking", "acd", "acd/waits", "erlang", "hours"}
	world = []string{"net", "net/http", "os", "sync", "database/sql", "math/rand/v2", "math/rand", "os/exec"}
)

// TestArrows reads the files itself: a test that asked "go list" would be
// cached as passed after the imports had changed.
func TestArrows(t *testing.T) {
	fsys := os.DirFS("../..")
	err := fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || p != "." && strings.HasPrefix(d.Name(), ".")) {
			return fs.SkipDir
		}
		if !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") {
			return nil
		}
		check(t, fsys, p)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func check(t *testing.T, fsys fs.FS, p string) {
	room := path.Dir(p)
	may, known := rooms[room]
	if !known {
		t.Errorf("%s: this room has no line in rooms", p)
	}
	src, err := fs.ReadFile(fsys, p)
	if err != nil {
		t.Fatal(err)
	}
	f, err := parser.ParseFile(token.NewFileSet(), p, src, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	for _, spec := range f.Imports {
		imp, _ := strconv.Unquote(spec.Path.Value)
		if slices.Contains(pure, room) && slices.Contains(world, imp) {
			t.Errorf("%s: this room decides, and must not touch %q", p, imp)
		}
		if imp == module {
			imp = module + "/."
		}
		to, ours := strings.CutPrefix(imp, module+"/")
		if ours && !slices.Contains(may, to) && !slices.Contains(may, "*") {
			t.Errorf("%s: %s may not import %s", p, room, to)
		}
	}
}

// TestDecidersReadNoClock keeps time an input: a deciding room that called
// time.Now could not be replayed in fast time.
func TestDecidersReadNoClock(t *testing.T) {
	fsys := os.DirFS("../..")
	for _, room := range pure {
		files, err := fs.Glob(fsys, path.Join(room, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range files {
			if strings.HasSuffix(p, "_test.go") {
				continue
			}
			src, err := fs.ReadFile(fsys, p)
			if err != nil {
				t.Fatal(err)
			}
			for _, word := range []string{"time.Now(", "time.Since(", "time.After", "go func", "time.Sleep("} {
				if strings.Contains(string(src), word) {
					t.Errorf("%s: a deciding room has %q; time comes in on the input", p, word)
				}
			}
		}
	}
}
