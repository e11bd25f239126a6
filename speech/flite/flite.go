package flite

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/speech"
)

// A Voice is one of flite's.
type Voice struct {
	voice   string // flite's name
	stretch string // of the length of sounds
}

// SLT is a woman's voice, RMS a man's. On a telephone line slt is understood
// better.
func SLT() Voice { return Voice{"slt", "1.0"} }

// RMS is a man's voice.
func RMS() Voice { return Voice{"rms", "1.0"} }

// Name implements speech.Voice.
func (v Voice) Name() string { return "flite " + v.voice }

// Language implements speech.Voice.
func (v Voice) Language() civicline.Language { return civicline.English }

// Note implements speech.Voice.
func (v Voice) Note() string { return "a recorded speaker's voice, a little flat" }

// Check implements speech.Voice.
func (v Voice) Check(ctx context.Context) error {
	if _, err := exec.LookPath("flite"); err != nil {
		return errors.New("flite is not installed: apt-get install flite")
	}
	out, err := exec.CommandContext(ctx, "flite", "-lv").Output()
	if err != nil {
		return fmt.Errorf("flite does not run: %w", err)
	}
	if !strings.Contains(" "+strings.TrimSpace(string(out))+" ", " "+v.voice+" ") {
		return fmt.Errorf("this flite has no voice %s: apt-get install flite", v.voice)
	}
	return nil
}

// Render implements speech.Voice. The text goes in on standard input, so that
// nothing in it is taken for an option.
func (v Voice) Render(ctx context.Context, text string, slower bool) ([]int16, int, error) {
	stretch := v.stretch
	if slower {
		stretch = "1.3"
	}
	// flite goes back to the beginning of what it writes: it must be a file.
	file, err := os.CreateTemp("", "civicline-flite-*.wav")
	if err != nil {
		return nil, 0, err
	}
	defer func() { _ = os.Remove(file.Name()) }()
	defer file.Close()
	cmd := exec.CommandContext(ctx, "flite", "-voice", v.voice, "--setf", "duration_stretch="+stretch, "-o", file.Name(), "-") //nolint:gosec // the voices are ours
	cmd.Stdin = strings.NewReader(text + "\n")
	var errs bytes.Buffer
	cmd.Stderr = &errs
	if err := cmd.Run(); err != nil {
		return nil, 0, fmt.Errorf("flite: %w: %s", err, strings.TrimSpace(errs.String()))
	}
	wav, err := os.ReadFile(file.Name())
	if err != nil {
		return nil, 0, err
	}
	pcm, rate, err := speech.ReadWAV(wav)
	if err != nil {
		return nil, 0, fmt.Errorf("flite: %w", err)
	}
	return pcm, rate, nil
}
