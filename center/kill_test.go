package center

import (
	"bufio"
	"context"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store/sqlite"
)

// childPlace is set in a process that this test starts in order to kill it: the
// place of its store.
const childPlace = "CIVICLINE_TEST_CENTER_AT"

func TestMain(m *testing.M) {
	if at := os.Getenv(childPlace); at != "" {
		if err := child(context.Background(), at, os.Getenv(childPlace+"_DOES")); err != nil {
			log.Fatal(err)
		}
	}
	os.Exit(m.Run())
}

// child opens a centre, does what it is told, says so line by line, and waits
// to be killed.
func child(ctx context.Context, where, does string) error {
	st, err := openStore(ctx, where)
	if err != nil {
		return err
	}
	o, err := options(st)
	if err != nil {
		return err
	}
	if first, ok := strings.CutPrefix(does, "callback, "); ok {
		return callbackChild(ctx, o, civicline.DialOrder(first))
	}
	if until, ok := strings.CutPrefix(does, "officers until "); ok {
		return officersChild(ctx, o, until)
	}
	at := monday
	o.Now = func() time.Time { return at }
	c, err := Open(ctx, o)
	if err != nil {
		return err
	}
	callers := 3
	if does == "storm" {
		callers = 1_000_000
	}
	for i := range callers {
		id := civicline.CallID(fmt.Sprintf("c%07d", i))
		for _, cmd := range []civicline.Command{
			civicline.Arrive{Call: id, From: civicline.PhoneNumber(fmt.Sprintf("+1202555%04d", i)), Channel: civicline.Phone},
			civicline.PickUp{Call: id},
			civicline.Enqueue{Call: id, Tier: civicline.Tier1, Reason: "my card is late"},
		} {
			if _, err := c.Do(ctx, civicline.Bot, cmd); err != nil {
				return err
			}
		}
		fmt.Println(id)
		at = at.Add(7 * time.Minute)
	}
	fmt.Println("done")
	select {}
}

// killed runs a child until it has said so many lines, and kills it with no
// chance to put anything in order.
func killed(t *testing.T, at, does string, lines int) (said []string) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childPlace+"="+at, childPlace+"_DOES="+does)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for s := bufio.NewScanner(out); len(said) < lines && s.Scan(); {
		said = append(said, s.Text())
	}
	if err := cmd.Process.Kill(); err != nil { // SIGKILL
		t.Fatal(err)
	}
	cmd.Wait()
	if len(said) < lines {
		t.Fatalf("the child said only %q", said)
	}
	return said
}

func TestKillNine(t *testing.T) {
	at := place(t)
	killed(t, at, "three wait", 4)

	h := openAt(t, monday.Add(20*time.Minute), at)
	h.told = h.events()
	h.lined("c0000000(away) c0000001(away) c0000002(away)")
	places, err := h.Waiting(t.Context(), h.ask(boss, civicline.SeeQueues))
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range places {
		if want := monday.Add(time.Duration(i) * 7 * time.Minute); !p.Entered.Equal(want) {
			t.Errorf("%s waits since %v; want %v", p.Call, p.Entered, want)
		}
	}

	// They ring back the last one first, and agents get them in the first order.
	h.ready(maria)
	h.lined("c0000000(away) c0000001(away) c0000002(away)")
	h.do(maria, civicline.GoNotReady{Reason: "not yet"})
	for _, i := range []int{2, 0, 1} {
		id := civicline.CallID(fmt.Sprintf("again-%d", i))
		res := h.begin(id, civicline.PhoneNumber(fmt.Sprintf("+1202555%04d", i)))
		if res.Kept == nil {
			t.Fatalf("caller %d is not recognized", i)
		}
		res = h.do(bot, civicline.ResumePlace{Call: id, From: res.Kept.Call})
		if want := monday.Add(time.Duration(i) * 7 * time.Minute); !res.Call.Entered.Equal(want) {
			t.Errorf("%s waits since %v; want %v", id, res.Call.Entered, want)
		}
	}
	h.lined("again-0 again-1 again-2")
	h.do(maria, civicline.GoReady{})
	for i := range 3 {
		id := civicline.CallID(fmt.Sprintf("again-%d", i))
		if !strings.HasPrefix(h.line(), string(id)+"(maria)") {
			t.Errorf("maria is offered %q; want %s", h.line(), id)
		}
		h.do(maria, civicline.Accept{Call: id})
		h.do(bot, civicline.End{Call: id})
		h.do(maria, civicline.WrapUp{Call: id, Outcome: civicline.ResultAnswered, Ready: true})
	}
	reconcile(h)
}

// TestKilledInTheMiddle kills a centre at work: what it said it had done is
// done, and nothing is done by half.
func TestKilledInTheMiddle(t *testing.T) {
	at := place(t)
	said := killed(t, at, "storm", 25)
	h := openAt(t, monday.Add(24*time.Hour), at)
	h.told = h.events()
	line := strings.Fields(h.line())
	for i, id := range said {
		if i >= len(line) || line[i] != id+"(away)" {
			t.Fatalf("the line is %v; want %v", line, said)
		}
	}
	reconcile(h)
}

func TestRestart(t *testing.T) {
	h := newHouse(t)
	h.do(bot, civicline.Arrive{Call: "c1", Channel: civicline.Phone}) // rings
	h.begin("c2", "2")                                                // with the bot
	h.wait("c3", "3")
	h.do(bot, civicline.End{Call: "c3", Lost: true}) // away already
	h.pass(10 * time.Minute)
	h.talk("c4", maria)
	h.do(maria, civicline.Hold{Call: "c4"})
	h.wait("c5", "5")
	h.ready(ana) // c5 rings for her
	h.wait("c6", "6")
	h.pass(time.Second)

	h.open()
	h.stands("c1", ended, "c2", ended, "c3", away, "c4", ended, "c5", away, "c6", away, "maria", "wrapping up", "ana", "connection lost")
	h.lined("c3(away) c5(away) c6(away)")
	h.do(ana, civicline.RegainDesk{}) // her desktop connects again
	h.stands("ana", "ready")
	if c := h.call("c4"); c.Why != "the center restarted" || c.Agent != "maria" {
		t.Errorf("the talk that was cut off is %+v", c)
	}
	h.do(maria, civicline.WrapUp{Call: "c4", Note: "cut off", Outcome: civicline.ResultDropped, Ready: true})
	h.pass(20*time.Minute - time.Second) // c3's half hour is over
	h.lined("c5(away) c6(away)")
	h.open() // once more changes nothing
	h.lined("c5(away) c6(away)")
	h.pass(10*time.Minute + time.Second)
	h.lined("")
	reconcile(h)
}

func TestOneProgramAFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a folder with spaces, 100 %? #1", "center.db")
	if err := os.Mkdir(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	h := open(t, file)
	h.begin("c1", "1")
	if _, err := sqlite.Open(t.Context(), sqlite.Options{Path: file}); err == nil || !strings.Contains(err.Error(), "another program has them open") || !strings.Contains(err.Error(), file) {
		t.Errorf("a second program: %v", err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file is %v, %v; want its owner's alone", info, err)
	}
}
