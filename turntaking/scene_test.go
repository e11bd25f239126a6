package turntaking

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
)

var update = flag.Bool("update", false, "write what comes of the scenes into testdata/scenes; read the difference before you keep it")

// TestScenes plays testdata/scenes/*.scene.
func TestScenes(t *testing.T) {
	n := 0
	for _, file := range sceneFiles(t) {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".scene"), func(t *testing.T) {
			scenes := readScenes(t, file)
			n += len(scenes)
			got := map[int]string{}
			for _, sc := range scenes {
				t.Run(sc.name, func(t *testing.T) {
					log := logOf(t, sc)
					line, _ := strconv.Atoi(sc.where)
					got[line] = log
					if log != sc.want && !*update {
						t.Errorf("%s:%s:\ngot:  %s\nwant: %s", file, sc.where, log, sc.want)
					}
				})
			}
			if *update {
				rewrite(t, file, got)
			}
		})
	}
	t.Logf("%d scenes", n)
}

func sceneFiles(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/scenes/*.scene")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scenes: %v", err)
	}
	return files
}

// readScenes reads a file of scenes. A scene begins with "scene:", is told in
// lines of "SECONDS WHO HOW: WORDS", and ends with "=>" and what comes of it.
func readScenes(t testing.TB, file string) []scene {
	t.Helper()
	in, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	var out []scene
	base := scene{question: civicline.OpenQuestion, language: civicline.English, partial: 250 * time.Millisecond, final: 150 * time.Millisecond}
	sc := base
	lines := bufio.NewScanner(in)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		bad := func(err error) {
			if err != nil {
				t.Fatalf("%s:%d: %q: %v", file, n, line, err)
			}
		}
		switch key, rest, _ := strings.Cut(line, " "); {
		case line == "" || key == "#":
		case key == "scene:":
			sc = base
			sc.name = rest
		case key == "=>" || key == "=>:":
			sc.want, sc.where = rest, strconv.Itoa(n)
			out = append(out, sc)
		case strings.HasSuffix(key, ":"):
			bad(sc.set(strings.TrimSuffix(key, ":"), rest))
			if len(sc.cues) == 0 && sc.name == "" {
				base = sc
			}
		default:
			c, err := readCue(key, rest)
			bad(err)
			sc.cues = append(sc.cues, c)
		}
	}
	return out
}

func (sc *scene) set(key, value string) error {
	var err error
	duration := func(d *time.Duration) {
		var n float64
		n, err = strconv.ParseFloat(value, 64)
		*d = time.Duration(n*1000) * time.Millisecond
	}
	switch key {
	case "asks":
		sc.question = civicline.Question(value)
		if !slices.Contains(civicline.Questions, sc.question) {
			err = fmt.Errorf("no such question")
		}
	case "so-far":
		sc.soFar = value
	case "language":
		sc.language = civicline.Language(value)
	case "ears":
		sc.two = value == "2"
	case "patience":
		duration(&sc.patience)
	case "partial":
		duration(&sc.partial)
	case "final":
		duration(&sc.final)
	case "echo":
		duration(&sc.echo)
	case "until":
		duration(&sc.until)
	case "answer":
		sc.answer = value
	default:
		err = fmt.Errorf("no such setting")
	}
	return err
}

// readCue reads "1.20" and "caller 0.8 final 1.5: my case".
func readCue(at, rest string) (cue, error) {
	var c cue
	how, text, _ := strings.Cut(rest, ":")
	secs, err := strconv.ParseFloat(at, 64)
	if err != nil {
		return c, err
	}
	seconds := func(s string) time.Duration {
		n, e := strconv.ParseFloat(s, 64)
		if e != nil {
			err = e
		}
		return time.Duration(n*100+0.5) * step
	}
	c.at = time.Duration(secs*100+0.5) * step
	words := strings.Fields(how)
	switch {
	case len(words) == 0:
		return c, fmt.Errorf("who?")
	case words[0] == "bot":
		c.who, c.firm = "bot", len(words) > 1 && words[1] == "firm"
	case words[0] == "key" && len(words) == 2:
		c.who, c.text = "key", words[1]
		return c, nil
	case how == "ear lost":
		c.who = "ear lost"
		return c, nil
	case words[0] == "caller" && len(words) > 1:
		c.who, c.long = "caller", seconds(words[1])
		for i := 2; i < len(words); i++ {
			switch {
			case words[i] == "fails":
				c.fails = true
			case words[i] == "final" && i+1 < len(words):
				c.final = seconds(words[i+1])
				i++
			default:
				return c, fmt.Errorf("%q?", words[i])
			}
		}
	default:
		return c, fmt.Errorf("who is %q?", how)
	}
	c.text, c.other, _ = strings.Cut(strings.TrimSpace(text), " | ")
	c.text, c.more = strings.CutSuffix(c.text, "...")
	c.text = strings.TrimSpace(c.text)
	return c, err
}

func rewrite(t *testing.T, file string, got map[int]string) {
	t.Helper()
	old, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(old), "\n")
	for n, log := range got {
		lines[n-1] = strings.TrimSpace("=> " + log)
	}
	if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")), 0o644); err != nil {
		t.Fatal(err)
	}
}
