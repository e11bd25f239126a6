package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestEvalIntents(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	train := file("train.csv", "text,intent\nI lost my card,lost\nmy card is gone,lost\nwhat time do you open,hours\nwhen are you open,hours\n")
	test := file("test.jsonl", "{\"text\": \"lost the card\", \"intent\": \"lost\"}\n{\"text\": \"open when\", \"intent\": \"hours\"}\n{\"text\": \"zzz\", \"intent\": \"oos\"}\n")
	run := func(args ...string) (string, error) {
		var out bytes.Buffer
		err := dispatch(context.Background(), &console{strings.NewReader(""), &out, &bytes.Buffer{}}, append([]string{"eval", "intents"}, args...))
		return out.String(), err
	}

	out, err := run("--train", train, "--test", test, "--json")
	var got map[string]any
	if err != nil || json.Unmarshal([]byte(out), &got) != nil || strings.Count(out, "\n") != 1 {
		t.Fatalf("%v: %s", err, out)
	}
	for name, want := range map[string]float64{"in_scope_accuracy": 1, "accuracy": 1, "macro_f1": 1, "oos_recall": 1, "oos_precision": 1, "n": 3} {
		if got[name] != want {
			t.Errorf("%s is %v, want %v", name, got[name], want)
		}
	}
	for _, name := range []string{"threshold", "train_seconds", "predict_us_p50"} {
		if _, ok := got[name].(float64); !ok {
			t.Errorf("%s is %v", name, got[name])
		}
	}
	if out, err = run("--train", train, "--test", test, "--lang", "en"); err != nil || !strings.Contains(out, "in-scope accuracy        100.00 %") {
		t.Errorf("%v:\n%s", err, out)
	}

	for _, tt := range []struct {
		name string
		args []string
		say  string
	}{
		{"one file", []string{"--train", train}, "give both --train and --test"},
		{"another language", []string{"--train", train, "--test", test, "--lang", "fr"}, "write en or es"},
		{"a bad file", []string{"--train", file("bad.csv", "text,wish\nx,y\n"), "--test", test}, "bad.csv: line 1"},
		{"no file", []string{"--train", filepath.Join(dir, "none.csv"), "--test", test}, "none.csv"},
	} {
		if _, err := run(tt.args...); err == nil || !strings.Contains(err.Error(), tt.say) {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.say)
		}
	}
}

// TestEvalIntentsOfTheAgency keeps utterances out of training, and finds that
// many of them are understood all the same: guessing would get one in sixty.
func TestEvalIntentsOfTheAgency(t *testing.T) {
	var out bytes.Buffer
	if err := dispatch(context.Background(), &console{strings.NewReader(""), &out, &bytes.Buffer{}}, []string{"eval", "intents", "--json"}); err != nil {
		t.Fatal(err)
	}
	var got struct {
		N        int     `json:"n"`
		Accuracy float64 `json:"accuracy"`
		By       map[string]struct {
			N int `json:"n"`
		} `json:"by_language"`
	}
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if got.By["en"].N < 30 || got.By["es"].N < 30 || got.Accuracy < 0.25 {
		t.Errorf("%+v", got)
	}
}
