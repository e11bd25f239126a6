package models

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func sum(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}

// archive is a tar with a top folder, and two files that must not get out of it.
func archive(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	w := tar.NewWriter(z)
	for name, text := range map[string]string{"top/tokens.txt": "a 0\n", "top/sub/x.onnx": "x", "top/../../evil": "evil", "/abs": "evil"} {
		w.WriteHeader(&tar.Header{Name: name, Typeflag: tar.TypeReg, Size: int64(len(text)), Mode: 0o644})
		w.Write([]byte(text))
	}
	w.WriteHeader(&tar.Header{Name: "top/link", Typeflag: tar.TypeSymlink, Linkname: "/etc/passwd"})
	w.Close()
	z.Close()
	return b.Bytes()
}

// publisher serves files, and cuts the first answer for "cut" off in the middle.
func publisher(t *testing.T, files map[string][]byte) (url string, ranges *[]string) {
	ranges = new([]string)
	cut := false
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, ok := files[strings.TrimPrefix(r.URL.Path, "/")]
		if !ok {
			http.NotFound(w, r)
			return
		}
		if r.URL.Path == "/cut" && !cut {
			cut = true
			w.Header().Set("Content-Length", "1000000")
			w.Write(b[:len(b)/2])
			return
		}
		*ranges = append(*ranges, r.Header.Get("Range"))
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(b))
	}))
	t.Cleanup(s.Close)
	return s.URL, ranges
}

func TestPullAndCheck(t *testing.T) {
	tgz := archive(t)
	url, _ := publisher(t, map[string][]byte{"a": []byte("file a"), "b": []byte("file b"), "m.tgz": tgz})
	dir := t.TempDir()
	catalog := []Model{
		{Name: "files", Recommended: true, Files: []File{{"a", url + "/a", sum([]byte("file a"))}, {"b", url + "/b", sum([]byte("file b"))}}},
		{Name: "packed", Recommended: true, Archive: &File{URL: url + "/m.tgz", SHA256: sum(tgz)}},
	}
	var out strings.Builder
	for range 2 { // the second time there is nothing to do
		if err := run(t.Context(), []string{"pull", "--dir", dir}, &out, catalog); err != nil {
			t.Fatal(err)
		}
	}
	if !strings.Contains(out.String(), "files is there already") {
		t.Errorf("the second pull says\n%s", out.String())
	}
	if b, err := os.ReadFile(filepath.Join(dir, "packed", "sub", "x.onnx")); err != nil || string(b) != "x" {
		t.Errorf("%q, %v", b, err)
	}
	for _, evil := range []string{"evil", "../evil", "abs", "packed/link", "packed/evil"} {
		if _, err := os.Lstat(filepath.Join(dir, evil)); err == nil {
			t.Errorf("the archive wrote %s", evil)
		}
	}
	out.Reset()
	if err := run(t.Context(), []string{"check", "--dir", dir}, &out, catalog); err != nil || strings.Count(out.String(), "good") != 2 {
		t.Errorf("%v\n%s", err, out.String())
	}
	os.WriteFile(filepath.Join(dir, "packed", "tokens.txt"), []byte("b 0\n"), 0o644)
	os.Remove(filepath.Join(dir, "files", "b"))
	out.Reset()
	if err := run(t.Context(), []string{"check", "--dir", dir}, &out, catalog); err == nil || !strings.Contains(out.String(), "tokens.txt is not what was published") || !strings.Contains(out.String(), "b is missing") {
		t.Errorf("%v\n%s", err, out.String())
	}
}

// TestFlagsStandAnywhere: before the words, between them and after them.
func TestFlagsStandAnywhere(t *testing.T) {
	url, _ := publisher(t, map[string][]byte{"a": []byte("file a"), "b": []byte("file b")})
	catalog := []Model{
		{Name: "one", Recommended: true, Files: []File{{"a", url + "/a", sum([]byte("file a"))}}},
		{Name: "two", Files: []File{{"b", url + "/b", sum([]byte("file b"))}}},
	}
	for _, line := range []string{"pull two --dir %s", "pull --dir %s two", "--dir %s pull two", "pull two --dir=%s --trust-first"} {
		dir := t.TempDir()
		var out strings.Builder
		if err := run(t.Context(), strings.Fields(fmt.Sprintf(line, dir)), &out, catalog); err != nil {
			t.Errorf("%s: %v", line, err)
		}
		if state, _ := Check(catalog[1], dir); state != Good {
			t.Errorf("%s: two is %s", line, state)
		}
		if state, _ := Check(catalog[0], dir); state != Absent {
			t.Errorf("%s: one is %s", line, state)
		}
	}
	var out strings.Builder
	for line, want := range map[string]string{"": "", "--help": "", "pull --help": "", "pul": `does not know "pul"`, "list two": "takes no names", "pull three": `no model "three"`, "pull --no": "not defined"} {
		if err := run(t.Context(), strings.Fields(line), &out, catalog); (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v; want %q", line, err, want)
		}
	}
}

func TestWrongChecksum(t *testing.T) {
	url, _ := publisher(t, map[string][]byte{"a": []byte("something else")})
	dir := t.TempDir()
	m := Model{Name: "m", Files: []File{{"a", url + "/a", sum([]byte("file a"))}}}
	if err := Pull(t.Context(), m, Options{Dir: dir}); err == nil || !strings.Contains(err.Error(), "is not what it was") {
		t.Errorf("%v", err)
	}
	if state, _ := Check(m, dir); state != Absent {
		t.Errorf("it is %s", state)
	}
}

func TestChecksumNotKnown(t *testing.T) {
	files := map[string][]byte{"a": []byte("one")}
	url, _ := publisher(t, files)
	dir := t.TempDir()
	m := Model{Name: "m", Archive: &File{URL: url + "/a"}}
	if err := Pull(t.Context(), m, Options{Dir: dir}); err == nil || !strings.Contains(err.Error(), "checksum is not known") {
		t.Errorf("%v", err)
	}
	files["a"] = archive(t)
	if err := Pull(t.Context(), m, Options{Dir: dir, TrustFirst: true}); err != nil {
		t.Fatal(err)
	}
	if state, err := Check(m, dir); state != Good {
		t.Errorf("%s %v", state, err)
	}
	os.RemoveAll(filepath.Join(dir, "m"))
	files["a"] = append(files["a"], 0)
	if err := Pull(t.Context(), m, Options{Dir: dir, TrustFirst: true}); err == nil || !strings.Contains(err.Error(), "is not what it was") {
		t.Errorf("another file than the trusted one: %v", err)
	}
}

func TestResumes(t *testing.T) {
	big := bytes.Repeat([]byte("0123456789"), 10000)
	url, ranges := publisher(t, map[string][]byte{"cut": big})
	dir := t.TempDir()
	m := Model{Name: "m", Files: []File{{"f", url + "/cut", sum(big)}}}
	if err := Pull(t.Context(), m, Options{Dir: dir}); err == nil {
		t.Fatal("half a file was taken for a whole one")
	}
	if err := Pull(t.Context(), m, Options{Dir: dir}); err != nil {
		t.Fatal(err)
	}
	if len(*ranges) != 1 || (*ranges)[0] != "bytes=50000-" {
		t.Errorf("asked for %q", *ranges)
	}
}

func TestNoInternet(t *testing.T) {
	dead := httptest.NewServer(nil)
	dead.Close()
	m := Model{Name: "m", Recommended: true, Files: []File{{"f", dead.URL + "/f", sum(nil)}}}
	var out strings.Builder
	err := run(t.Context(), []string{"pull", "--dir", t.TempDir()}, &out, []Model{m})
	if err == nil || !strings.Contains(err.Error(), "the line works with what there is") || !strings.Contains(err.Error(), "internet") {
		t.Errorf("%v", err)
	}
}

func TestCatalogIsComplete(t *testing.T) {
	for _, m := range Catalog() {
		if m.Use == "" || m.License == "" || (len(m.Files) == 0) == (m.Archive == nil) {
			t.Errorf("%s: %+v", m.Name, m)
		}
		for _, f := range m.Files {
			if len(f.SHA256) != 64 || !strings.HasPrefix(f.URL, "https://") {
				t.Errorf("%s: %+v", m.Name, f)
			}
		}
	}
}

// TestModelsHere holds a folder of models, where there is one, to the catalog.
func TestModelsHere(t *testing.T) {
	dir := os.Getenv("CIVICLINE_MODELS")
	if dir == "" {
		t.Skip("needs CIVICLINE_MODELS, a folder of models")
	}
	for _, m := range Catalog() {
		state, err := Check(m, dir)
		if state == Damaged {
			t.Errorf("%s: %v", m.Name, err)
		}
		t.Log(m.Name, state)
	}
}
