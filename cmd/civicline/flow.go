package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/agency"
	"github.com/civicline/civicline/flow"
)

const flowCheckWords = `Checks an agency's flows and words as the centre would at its start: what is wrong, in which line, and what to write.
Warnings are for what works and could be better. Without a folder, the demonstration's.`

// A problem is one thing that is wrong with an agency's files.
type problem struct {
	File    string `json:"file"`
	Line    int    `json:"line,omitempty"`
	Message string `json:"message"`
}

func (p problem) String() string {
	switch {
	case p.File == "":
		return p.Message
	case p.Line == 0:
		return p.File + ": " + p.Message
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Message)
}

// A flowReport is what flow check tells.
type flowReport struct {
	Agency     string                     `json:"agency"`
	OK         bool                       `json:"ok"`
	Errors     []problem                  `json:"errors"`
	Warnings   []problem                  `json:"warnings"`
	Flows      int                        `json:"flows"`
	Intents    int                        `json:"intents"`
	Sentences  map[civicline.Language]int `json:"sentences"`
	GradeMean  float64                    `json:"grade_mean"`  // English, by Flesch and Kincaid, each text that is said
	GradeWorst float64                    `json:"grade_worst"` // of the hardest
	Hardest    string                     `json:"hardest,omitempty"`
}

// The limits beyond which callers lose the thread.
const (
	hardestGrade = 8
	mostWords    = 25 // of a sentence
	leastGraded  = 5  // words: a grade of fewer says nothing
)

// runFlowCheck checks an agency's flows.
func runFlowCheck(_ context.Context, c *console, args []string) error {
	f := c.flags("flow check", "[FOLDER]", flowCheckWords)
	asJSON := f.Bool("json", false, "print one object")
	words, err := parse(f, args)
	if err != nil {
		return err
	}
	if len(words) > 1 {
		f.Usage()
		return errUsage
	}
	files, name, err := agencyFiles(strings.Join(words, ""))
	if err != nil {
		return err
	}
	r := checkFlows(files, name)
	if *asJSON {
		if err := printJSON(c.out, r); err != nil {
			return err
		}
	} else {
		printFlowReport(c, r)
	}
	if !r.OK {
		return fmt.Errorf("%s: %s", name, count(len(r.Errors), "error"))
	}
	return nil
}

func checkFlows(files fs.FS, name string) flowReport {
	r := flowReport{Agency: name, Errors: []problem{}, Warnings: []problem{}, Sentences: map[civicline.Language]int{}}
	a, err := agency.Load(files)
	if err != nil {
		r.Errors = problems(err)
	}
	if a != nil && a.Book != nil {
		r.Intents = len(a.Book.Intents())
	}
	book, err := readBook(files)
	if err != nil && len(r.Errors) == 0 {
		r.Errors = problems(err)
	}
	r.OK = len(r.Errors) == 0
	r.Flows = len(book.flows)
	r.measure(book)
	r.Warnings = append(r.Warnings, book.warnings()...)
	if a != nil && a.Book != nil {
		for _, w := range a.Warnings {
			r.Warnings = append(r.Warnings, problems(errors.New(w))...)
		}
		for _, w := range a.Book.Warnings() {
			if p := problems(errors.New("flows/" + w))[0]; !slices.ContainsFunc(r.Warnings, func(q problem) bool { return q.File == p.File && q.Line == p.Line }) {
				r.Warnings = append(r.Warnings, p)
			}
		}
	}
	return r
}

// measure counts and grades what the bot may say.
func (r *flowReport) measure(b *book) {
	graded, sum := 0, 0.0
	for _, s := range b.said {
		for _, l := range civicline.Languages {
			for _, sentence := range splitSentences(s.words[l]) {
				r.Sentences[l]++
				if n := len(strings.Fields(sentence)); n > mostWords {
					r.Warnings = append(r.Warnings, problem{s.file, s.line, fmt.Sprintf("a sentence of %d words (%s) is hard to follow by ear; make two of it: %q", n, l, sentence)})
				}
			}
		}
		en := s.words[civicline.English]
		if len(strings.Fields(en)) < leastGraded {
			continue
		}
		grade := math.Round(10*flow.Grade(en)) / 10
		graded, sum = graded+1, sum+grade
		if grade > r.GradeWorst {
			r.GradeWorst, r.Hardest = grade, en
		}
		if grade > hardestGrade {
			r.Warnings = append(r.Warnings, problem{s.file, s.line, fmt.Sprintf("reading grade %.1f, above %d; use shorter words and sentences: %q", grade, hardestGrade, en)})
		}
	}
	if graded > 0 {
		r.GradeMean = sum / float64(graded)
	}
}

func printFlowReport(c *console, r flowReport) {
	for _, p := range r.Errors {
		fmt.Fprintln(c.out, "error:   ", p)
	}
	for _, p := range r.Warnings {
		fmt.Fprintln(c.out, "warning: ", p)
	}
	w := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "flows\t%d\nintents\t%d\n", r.Flows, r.Intents)
	for _, l := range civicline.Languages {
		fmt.Fprintf(w, "sentences in %s\t%d\n", l.Name(), r.Sentences[l])
	}
	fmt.Fprintf(w, "reading grade\t%.1f on average, %.1f the hardest\n", r.GradeMean, r.GradeWorst)
	_ = w.Flush() // it writes to the console
	if r.OK {
		fmt.Fprintf(c.out, "%s: every file is in order, with %s\n", r.Agency, count(len(r.Warnings), "warning"))
	}
}

// count is "1 error", "2 errors".
func count(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return strconv.Itoa(n) + " " + what
}

var problemLine = regexp.MustCompile(`^([\w./ -]+\.(?:yaml|csv)):(?:(\d+):| (?:yaml: )?line (\d+):)? *(.*)$`)

// problems takes an error of agency.Load apart.
func problems(err error) []problem {
	var out []problem
	for line := range strings.SplitSeq(err.Error(), "\n") {
		m := problemLine.FindStringSubmatch(line)
		switch {
		case m != nil:
			n, _ := strconv.Atoi(m[2] + m[3])
			out = append(out, problem{m[1], n, m[4]})
		case len(out) > 0 && strings.HasPrefix(line, " "):
			out[len(out)-1].Message += line
		default:
			out = append(out, problem{Message: line})
		}
	}
	return out
}

// splitSentences cuts words after each full stop.
func splitSentences(text string) []string {
	var out []string
	at := 0
	for i := 0; i < len(text); i++ {
		if strings.IndexByte(".?!", text[i]) >= 0 && (i+1 == len(text) || text[i+1] == ' ') {
			out = append(out, strings.TrimSpace(text[at:i+1]))
			at = i + 1
		}
	}
	if rest := strings.TrimSpace(text[at:]); rest != "" {
		out = append(out, rest)
	}
	return out
}

// terminal reports whether f is a terminal.
func terminal(f any) bool {
	file, ok := f.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
