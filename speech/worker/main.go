package worker

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/civicline/civicline/speech/wire"
)

// Main is the whole life of a worker; it returns the exit code of the process.
// args are not used: what there is to know comes over the pipe.
func Main(args []string) int {
	out := os.NewFile(3, "answers")
	if _, err := out.Stat(); err != nil {
		fmt.Fprintln(os.Stderr, "speech-worker is started by civicline itself, not by hand")
		return 2
	}
	// Who stops the centre stops it first: this process ends when its input does.
	signal.Ignore(os.Interrupt, syscall.SIGTERM)
	// A caller's sentence may come late; the sound on the line may not.
	_ = syscall.Setpriority(syscall.PRIO_PROCESS, 0, 5)
	if err := serve(os.Stdin, out); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// serve answers what comes in until it ends.
func serve(r io.Reader, w io.Writer) error {
	in, out := wire.NewReader(r), wire.NewWriter(w)
	m, err := in.Next()
	if errors.Is(err, io.EOF) {
		return nil
	}
	if err != nil {
		return err
	}
	var set wire.Setup
	if m.Kind != wire.Set {
		return fmt.Errorf("a worker began with a message of kind %d", m.Kind)
	}
	if err := m.Into(&set); err != nil {
		return err
	}
	engine, found := find(set, out)
	if engine == nil {
		return out.Send(wire.JSON(wire.Failed, 0, found))
	}
	p := newParty(engine, out, set.Spare)
	defer p.end()
	if err := out.Send(wire.JSON(wire.Ready, 0, found)); err != nil {
		return err
	}
	for {
		m, err := in.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := p.take(m); err != nil {
			return err
		}
	}
}
