package speech

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/speech/wire"
)

// A process is one run of a worker. It speaks on the first extra file, because a
// native library may print on standard output.
type process struct {
	cmd    *exec.Cmd
	in     *wire.Reader
	out    *wire.Writer
	errors tail
	ended  chan struct{} // closed when the writer has stopped
	stdin  *os.File
	stdout *os.File

	mu     sync.Mutex
	queue  []wire.Message
	closed bool
	why    error // the reason it was given up
	more   chan struct{}
	spare  [][]byte // bodies of frames, to be used again
}

// maxQueued bounds what waits for the pipe: a worker that is slower loses frames,
// and the ear says so; the media clock never waits.
const maxQueued = 1500

func startProcess(command []string) (*process, error) {
	inR, inW, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	outR, outW, err := os.Pipe()
	if err != nil {
		inR.Close()
		inW.Close()
		return nil, err
	}
	p := &process{
		cmd: exec.Command(command[0], command[1:]...), //nolint:gosec,noctx // ourselves; kill ends it
		in:  wire.NewReader(outR), out: wire.NewWriter(inW),
		ended: make(chan struct{}), more: make(chan struct{}, 1), stdin: inW, stdout: outR,
	}
	p.cmd.Stdin, p.cmd.Stderr, p.cmd.ExtraFiles = inR, &p.errors, []*os.File{outW}
	p.cmd.WaitDelay = time.Second
	err = p.cmd.Start()
	inR.Close()
	outW.Close()
	if err != nil {
		inW.Close()
		outR.Close()
		return nil, err
	}
	go p.write()
	return p, nil
}

// send queues a message that must arrive.
func (p *process) send(m wire.Message) {
	p.mu.Lock()
	if !p.closed {
		p.queue = append(p.queue, m)
	}
	p.mu.Unlock()
	p.wake()
}

// sendFrame queues a frame, unless too much waits already.
func (p *process) sendFrame(id uint32, f *civicline.Frame) bool {
	p.mu.Lock()
	if p.closed || len(p.queue) >= maxQueued {
		p.mu.Unlock()
		return false
	}
	var body []byte
	if n := len(p.spare); n > 0 {
		body, p.spare = p.spare[n-1], p.spare[:n-1]
	}
	p.queue = append(p.queue, wire.FrameMessage(id, f, body))
	p.mu.Unlock()
	p.wake()
	return true
}

func (p *process) wake() {
	select {
	case p.more <- struct{}{}:
	default:
	}
}

// write is the goroutine that fills the pipe; kill ends it.
func (p *process) write() {
	defer close(p.ended)
	var batch []wire.Message
	for range p.more {
		p.mu.Lock()
		batch, p.queue = p.queue, batch[:0]
		closed := p.closed
		p.mu.Unlock()
		if closed {
			return
		}
		for i, m := range batch {
			send := p.out.SendMore
			if i == len(batch)-1 {
				send = p.out.Send
			}
			if send(m) != nil {
				return // the reader sees the end, and acts
			}
		}
		p.mu.Lock()
		for _, m := range batch {
			if m.Kind == wire.Frame && len(p.spare) < 64 {
				p.spare = append(p.spare, m.Body)
			}
		}
		p.mu.Unlock()
	}
}

// ping asks for a sign of life until stop is closed.
func (p *process) ping(stop chan struct{}) {
	tick := time.NewTicker(pingEvery)
	defer tick.Stop()
	for {
		select {
		case <-stop:
			return
		case <-tick.C:
			p.send(wire.Message{Kind: wire.Ping})
		}
	}
}

// giveUp kills the process for a reason of ours.
func (p *process) giveUp(why error) {
	p.mu.Lock()
	if p.why == nil {
		p.why = why
	}
	p.mu.Unlock()
	p.kill()
}

func (p *process) kill() {
	p.mu.Lock()
	p.closed = true
	p.mu.Unlock()
	p.wake()
	_ = p.cmd.Process.Kill()
}

// wait collects what is left of a process whose output has ended, and says what
// it died of.
func (p *process) wait() error {
	p.kill()
	err := p.cmd.Wait()
	p.stdin.Close()
	p.stdout.Close()
	<-p.ended
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.why != nil {
		return p.why
	}
	if err == nil {
		err = errors.New("it ended")
	}
	if said := p.errors.last(); said != "" {
		err = fmt.Errorf("%w: %s", err, said)
	}
	return err
}

// A tail keeps the end of what a process prints about its troubles.
type tail struct {
	mu  sync.Mutex
	buf []byte
}

func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.buf = append(t.buf, b...)
	if over := len(t.buf) - 2000; over > 0 {
		t.buf = bytes.Clone(t.buf[over:])
	}
	return len(b), nil
}

// last is the last line that is not empty.
func (t *tail) last() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	lines := strings.Split(strings.TrimSpace(string(t.buf)), "\n")
	return lines[len(lines)-1]
}
