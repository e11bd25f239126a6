package evaltext

import (
	"bufio"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/spoken"
)

// A NormaliseRow is a written text and the ways in which it may be said.
type NormaliseRow struct {
	Written string
	Spoken  []string
}

// ReadNormaliseRows reads rows "written~spoken", with further ways to say it
// after further tildes; or, by the ending of name, CSV with a header or JSONL
// with the fields written and spoken. With inverse the sides of "~" change
// places. Errors name file and line.
func ReadNormaliseRows(name string, in io.Reader, inverse bool) ([]NormaliseRow, error) {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".csv", ".jsonl", ".ndjson":
		return normaliseTable(name, in)
	}
	var out []NormaliseRow
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimPrefix(lines.Text(), "\ufeff")
		if strings.TrimSpace(line) == "" {
			continue
		}
		sides := strings.Split(line, "~")
		if len(sides) < 2 {
			return nil, fmt.Errorf("%s:%d: there is no \"~\" in %q; write written~spoken", name, n, line)
		}
		if inverse {
			sides = []string{sides[1], sides[0]}
		}
		out = append(out, NormaliseRow{sides[0], sides[1:]})
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return out, nil
}

// normaliseTable reads rows of CSV or JSON.
func normaliseTable(name string, in io.Reader) ([]NormaliseRow, error) {
	l := layout{columns: []Column{{Name: "written"}, {Name: "spoken"}}, place: "%d:", strict: true}
	l.wrong = func(p problem) string {
		switch p.what {
		case emptyFile:
			return "the file is empty; the first line is a header with written and spoken"
		case noColumn:
			return "the header has no columns written and spoken"
		case noField:
			return "write " + l.sample()
		}
		return ""
	}
	rows, err := readRows(name, in, l)
	if err != nil {
		return nil, err
	}
	var out []NormaliseRow
	for _, r := range rows {
		row := NormaliseRow{r.Fields["written"], []string{r.Fields["spoken"]}}
		if !r.table && (row.Written == "" || row.Spoken[0] == "") {
			return nil, l.error(name, problem{what: noField, line: r.Line})
		}
		out = append(out, row)
	}
	return out, nil
}

// A NormaliseScore is how many rows came out as they should.
type NormaliseScore struct {
	File       string             `json:"file"`
	Language   civicline.Language `json:"language"`
	N          int                `json:"n"`
	Exact      float64            `json:"exact"`       // shares, 0 to 1
	ExactLight float64            `json:"exact_light"` // case, hyphens and commas forgiven
	AsProduct  float64            `json:"exact_light_product_style"`
	Missed     []NormaliseMiss    `json:"-"` // not even lightly
}

// A NormaliseMiss is a row that came out otherwise.
type NormaliseMiss struct{ Written, Want, Got string }

// ScoreNormalise says rows in style and compares.
func ScoreNormalise(file string, l civicline.Language, rows []NormaliseRow, style spoken.Style) NormaliseScore {
	out := NormaliseScore{File: file, Language: l, N: len(rows)}
	for _, row := range rows {
		got, product := style.Text(row.Written, l), spoken.Text(row.Written, l)
		var exact, light, own float64
		for _, want := range row.Spoken {
			if got == want {
				exact = 1
			}
			if lightly(got) == lightly(want) {
				light = 1
			}
			if lightly(product) == lightly(want) {
				own = 1
			}
		}
		out.Exact += exact
		out.ExactLight += light
		out.AsProduct += own
		if light == 0 {
			out.Missed = append(out.Missed, NormaliseMiss{row.Written, strings.Join(row.Spoken, " ~ "), got})
		}
	}
	if n := float64(len(rows)); n > 0 {
		out.Exact, out.ExactLight, out.AsProduct = out.Exact/n, out.ExactLight/n, out.AsProduct/n
	}
	return out
}

// MergeNormalise is the score over all files.
func MergeNormalise(scores []NormaliseScore) NormaliseScore {
	var all NormaliseScore
	for _, s := range scores {
		n := float64(s.N)
		all.N += s.N
		all.Exact += s.Exact * n
		all.ExactLight += s.ExactLight * n
		all.AsProduct += s.AsProduct * n
	}
	if n := float64(all.N); n > 0 {
		all.Exact, all.ExactLight, all.AsProduct = all.Exact/n, all.ExactLight/n, all.AsProduct/n
	}
	return all
}

// lightly is s without case, commas, and the difference of hyphens and blanks.
func lightly(s string) string {
	return strings.Join(strings.Fields(strings.NewReplacer(",", "", "-", " ").Replace(strings.ToLower(s))), " ")
}

// NormaliseLanguage is the language that a path names by a folder or in a file
// name: /es/, _es, es_; "" if it names none.
func NormaliseLanguage(path string) civicline.Language {
	for part := range strings.FieldsFuncSeq(strings.ToLower(filepath.ToSlash(path)), func(r rune) bool { return strings.ContainsRune("/._-", r) }) {
		if l := civicline.Language(part); l.Known() {
			return l
		}
	}
	return ""
}
