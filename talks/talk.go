package talks

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/civicline/civicline"
)

// Anything stands, in a bot's line of a talk, for any words or none.
const Anything = "…"

// A Talk is a transcript, read and checked.
type Talk struct {
	File  string // for errors
	Lines []Line
}

// A Line is one line of a talk.
type Line struct {
	Number int    // in the file, from 1; 0 if it was not read from one
	Who    string // "caller", "keys", "bot (en)" …; "" of a comment and of an empty line
	What   string
}

func (l Line) String() string {
	if l.Who == "" {
		return l.What
	}
	return l.Who + ": " + l.What
}

// bot reports whether the line is the bot's.
func (l Line) bot() bool { return l.Who == "bot" || strings.HasPrefix(l.Who, "bot (") }

// did reports whether the line is something that the bot did, not said.
func (l Line) did() bool { return l.Who == "bot" && strings.HasPrefix(l.What, "(") }

// acts reports whether something happens that the bot answers.
func (l Line) acts() bool { return l.Who == "caller" || l.Who == "keys" || l.Who == "centre" }

// checks reports whether the line tells how the call was to go.
func (l Line) checks() bool { return l.Who == "understood" || l.Who == "ends" }

// clock is how a talk writes the time.
const clock = "2006-01-02 15:04"

// Read reads a talk. The error names file and line and says what to write; it
// may join several.
func Read(file, text string) (Talk, error) {
	t := Talk{File: file}
	var errs []error
	n := 0
	for raw := range strings.Lines(text) {
		n++
		l, err := ParseLine(raw)
		l.Number = n
		if err != nil {
			errs = append(errs, fmt.Errorf("%s:%d: %w", file, n, err))
		}
		t.Lines = append(t.Lines, l)
	}
	if err := errors.Join(errs...); err != nil {
		return Talk{}, err
	}
	if !slices.ContainsFunc(t.Lines, Line.acts) && !slices.ContainsFunc(t.Lines, Line.bot) {
		return Talk{}, fmt.Errorf("%s:1: nobody says anything; write at least a line \"caller: …\"", file)
	}
	return t, nil
}

// ParseLine reads one line of a talk.
func ParseLine(raw string) (Line, error) {
	raw = strings.TrimSpace(raw)
	if raw == "" || strings.HasPrefix(raw, "#") {
		return Line{What: raw}, nil
	}
	who, what, found := strings.Cut(raw, ":")
	l := Line{Who: strings.TrimSpace(who), What: strings.TrimSpace(what)}
	if !found {
		return l, fmt.Errorf("%q is no line of a talk; write who, a colon and what: \"caller: agent\"", raw)
	}
	if l.What == "" {
		return l, fmt.Errorf("nothing stands after %q; write what", l.Who+":")
	}
	return l, l.check()
}

func (l Line) check() error {
	what := func(allowed ...string) error {
		if !slices.Contains(allowed, l.What) {
			return fmt.Errorf("%s: %q is not known; write %s", l.Who, l.What, strings.Join(allowed, " or "))
		}
		return nil
	}
	switch {
	case l.bot():
		if lang := strings.TrimSuffix(strings.TrimPrefix(l.Who, "bot ("), ")"); l.Who != "bot" && !civicline.Language(lang).Known() {
			return fmt.Errorf("the bot does not speak %q; write \"bot (en):\", \"bot (es):\", or \"bot:\" for either", lang)
		}
		return nil
	case l.Who == "at":
		if _, err := time.Parse(clock, l.What); err != nil {
			return fmt.Errorf("at: %q is no time; write it like 2026-11-23 10:15", l.What)
		}
		return nil
	case l.Who == "keys":
		if strings.Trim(l.What, "0123456789*#") != "" {
			return fmt.Errorf("keys: %q cannot be pressed; write digits, * or #", l.What)
		}
		return nil
	case l.Who == "caller":
		if strings.HasPrefix(l.What, "(") {
			return what("(silence)", "(cough)", "(unheard)")
		}
		return nil
	case l.Who == "centre":
		return l.checkCentre()
	case l.Who == "number", l.Who == "understood":
		return nil
	case l.Who == "rang before":
		return what("yes")
	case l.Who == "kept":
		return what("en", "es")
	case l.Who == "owed":
		return what("promised", "missed", "promised, en", "missed, en", "promised, es", "missed, es")
	case l.Who == "rings":
		return what("a person answers, en", "a person answers, es", "nobody speaks, en", "nobody speaks, es", "a machine answers, en", "a machine answers, es")
	case l.Who == "wait":
		if low, high := minutesOf(l.What); l.What != "unknown" && (high == 0 || high < low) {
			return fmt.Errorf("wait: %q is no wait; write minutes, like 4 to 9, or unknown", l.What)
		}
		return nil
	case l.Who == "line":
		return what("takes no more today")
	case l.Who == "look-ups", l.Who == "callbacks":
		return what("fail")
	case l.Who == "ends":
		return what("person", "answer", "task", "request", "booking", "goodbye")
	}
	return fmt.Errorf("who is %q? Write caller, keys, centre, bot, at, number, rang before, kept, owed, rings, wait, line, look-ups, callbacks, understood or ends", l.Who)
}

func (l Line) checkCentre() error {
	var n, m int
	if _, err := fmt.Sscanf(l.What, "number %d", &n); err == nil && n > 0 {
		return nil
	}
	switch {
	case scans(l.What, "%d minutes", &n) && n > 0, scans(l.What, "wait %d to %d", &n, &m) && m >= n && m > 0:
		return nil
	case l.What == "a minute", l.What == "no answer", l.What == "engine lost", l.What == "closes":
		return nil
	case strings.HasSuffix(l.What, " answers"), strings.HasSuffix(l.What, " is lost"), strings.HasSuffix(l.What, " left"):
		return nil
	}
	return fmt.Errorf("centre: what happened? %q is not known; write number 2, wait 4 to 9, a minute, 3 minutes, closes, no answer, engine lost, Maria R. answers, Maria R. is lost or Maria R. left", l.What)
}

// ReadFiles reads the talks of files and folders: of a folder, every *.talk in
// it. The error may join several.
func ReadFiles(paths ...string) ([]Talk, error) {
	var out []Talk
	var errs []error
	for _, path := range paths {
		files := []string{path}
		if info, err := os.Stat(path); err != nil {
			errs = append(errs, fmt.Errorf("%s cannot be read: %w; name a talk, or a folder of them", path, err))
			continue
		} else if info.IsDir() {
			files, _ = filepath.Glob(filepath.Join(path, "*.talk")) //nolint:errcheck // the pattern is fixed
			if len(files) == 0 {
				errs = append(errs, fmt.Errorf("%s: no file ends in .talk; write one, or name another folder", path))
			}
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				errs = append(errs, fmt.Errorf("%s cannot be read: %w", file, err))
				continue
			}
			t, err := Read(file, string(text))
			if err != nil {
				errs = append(errs, err)
				continue
			}
			out = append(out, t)
		}
	}
	return out, errors.Join(errs...)
}
