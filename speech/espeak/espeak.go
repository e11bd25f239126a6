package espeak

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"strconv"
	"strings"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/speech"
)

// A Voice is one of espeak-ng's.
type Voice struct {
	language civicline.Language
	voice    string // espeak-ng's name
	speed    int    // words a minute
	pitch    int
}

// Spanish is the Latin American voice.
func Spanish() Voice { return Voice{civicline.Spanish, "es-419", 150, 45} }

// English is the voice for machines without a better one.
func English() Voice { return Voice{civicline.English, "en-us", 155, 45} }

// Name implements speech.Voice.
func (v Voice) Name() string { return "espeak-ng " + v.voice }

// Language implements speech.Voice.
func (v Voice) Language() civicline.Language { return v.language }

// Note implements speech.Voice.
func (v Voice) Note() string { return "clear, sounds like a machine" }

// Check implements speech.Voice.
func (v Voice) Check(ctx context.Context) error {
	if _, err := exec.LookPath("espeak-ng"); err != nil {
		return fmt.Errorf("espeak-ng is not installed: apt-get install espeak-ng")
	}
	return nil
}

// Render implements speech.Voice. The text goes in on standard input, so that
// nothing in it is taken for an option.
func (v Voice) Render(ctx context.Context, text string, slower bool) ([]int16, int, error) {
	speed := v.speed
	if slower {
		speed = speed * 3 / 4
	}
	cmd := exec.CommandContext(ctx, "espeak-ng", "-v", v.voice, "-s", strconv.Itoa(speed), "-p", strconv.Itoa(v.pitch), "-g", "1", "--stdin", "--stdout") //nolint:gosec // the voices are ours
	cmd.Stdin = strings.NewReader(text)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		return nil, 0, fmt.Errorf("espeak-ng: %w: %s", err, strings.TrimSpace(errs.String()))
	}
	pcm, rate, err := speech.ReadWAV(out.Bytes())
	if err != nil {
		return nil, 0, fmt.Errorf("espeak-ng: %w", err)
	}
	return pcm, rate, nil
}
