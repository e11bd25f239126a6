package models

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// A State says how a model on disk is.
type State string

// How a model can be.
const (
	Good    State = "good"
	Absent  State = "not there"
	Damaged State = "damaged"
	Unknown State = "there, but not pulled by civicline: its files cannot be checked"
)

// sums is the file in a model's folder that holds the checksums of the others.
const sums = "civicline-sha256.json"

// trustFile is the file in the models folder with checksums that were taken on
// trust, by address.
const trustFile = "trusted-sha256.json"

// record writes the checksums of all files in dir beside them.
func record(m Model, dir string) error {
	out := map[string]string{}
	known := map[string]bool{}
	for _, f := range m.Files {
		known[f.Path] = true
	}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil || len(m.Files) > 0 && !known[name] {
			return err
		}
		out[name], err = sumFile(path)
		return err
	})
	if err != nil {
		return err
	}
	return writeJSON(filepath.Join(dir, sums), out)
}

// Check compares a model on disk with its checksums: those of the catalog, else
// those written when it was pulled. The error says which file is wrong.
func Check(m Model, modelsDir string) (State, error) {
	dir := filepath.Join(modelsDir, m.Name)
	if _, err := os.Stat(dir); err != nil {
		return Absent, nil //nolint:nilerr // what cannot be looked at is not there
	}
	want := map[string]string{}
	for _, f := range m.Files {
		want[f.Path] = f.SHA256
	}
	if m.Archive != nil {
		if err := readJSON(filepath.Join(dir, sums), &want); errors.Is(err, os.ErrNotExist) {
			return Unknown, nil
		} else if err != nil {
			return Damaged, err
		}
	}
	for name, sum := range want {
		if !filepath.IsLocal(name) {
			return Damaged, fmt.Errorf("%s names a file outside the model: %s", sums, name)
		}
		have, err := sumFile(filepath.Join(dir, name))
		switch {
		case errors.Is(err, os.ErrNotExist):
			return Damaged, fmt.Errorf("%s is missing", filepath.Join(dir, name))
		case err != nil:
			return Damaged, err
		case have != sum:
			return Damaged, fmt.Errorf("%s is not what was published: its SHA-256 is %s and should be %s", filepath.Join(dir, name), have, sum)
		}
	}
	return Good, nil
}

func trusted(dir, url string) string {
	all := map[string]string{}
	if readJSON(filepath.Join(dir, trustFile), &all) != nil {
		return ""
	}
	return all[url]
}

func trust(dir, url, sum string) error {
	all := map[string]string{}
	if err := readJSON(filepath.Join(dir, trustFile), &all); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	all[url] = strings.ToLower(sum)
	return writeJSON(filepath.Join(dir, trustFile), all)
}

func readJSON(path string, v any) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(b, v); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

func writeJSON(path string, v any) error {
	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(b, '\n'), 0o644)
}
