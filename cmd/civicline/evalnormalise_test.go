package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestEvalNormalise(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "es", "inverse"), 0o700); err != nil {
		t.Fatal(err)
	}
	en, es, bad := filepath.Join(dir, "dates.txt"), filepath.Join(dir, "es", "inverse", "n.txt"), filepath.Join(dir, "bad.txt")
	for path, text := range map[string]string{en: "105~one hundred and five\n2~zwei\n", es: "veintiuno~21\n", bad: "2\n"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	run := func(args ...string) (string, error) {
		var out, errs bytes.Buffer
		err := dispatch(t.Context(), &console{strings.NewReader(""), &out, &errs}, append([]string{"eval", "normalise"}, args...))
		return out.String(), err
	}
	text, err := run(en, es, "--json")
	var got struct {
		Exact      float64 `json:"exact"`
		ExactLight float64 `json:"exact_light"`
		N          int     `json:"n"`
		Files      []struct {
			Language string
			N        int
		}
	}
	if jsonErr := json.Unmarshal([]byte(text), &got); err != nil || jsonErr != nil || got.N != 3 || got.Exact != 2.0/3 || got.ExactLight != 2.0/3 || len(got.Files) != 2 || got.Files[1].Language != "es" {
		t.Errorf("%v %v %s", err, jsonErr, text)
	}
	if text, err := run(en, "--show", "5"); err != nil || !strings.Contains(text, "50.0%") || !strings.Contains(text, "want zwei\n  got  two") {
		t.Errorf("%v %s", err, text)
	}
	for _, tt := range []struct {
		args []string
		want string
	}{
		{nil, "which file?"}, {[]string{bad}, "bad.txt:1:"}, {[]string{en, "--lang", "de"}, "--lang de"}, {[]string{en, "--style", "loud"}, "--style loud"}, {[]string{filepath.Join(dir, "none")}, "none"},
	} {
		if _, err := run(tt.args...); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q: %v", tt.args, err)
		}
	}
}
