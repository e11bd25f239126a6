package civiclinetest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/desk"
	"github.com/civicline/civicline/rehearse"
)

// after returns the id of the newest event so far.
func (c *Centre) after() int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.events) == 0 {
		return 0
	}
	return c.events[len(c.events)-1].ID
}

// since is true of events of a kind that are newer than an id.
func since(id int64, kind civicline.Kind) func(civicline.Event) bool {
	return func(e civicline.Event) bool { return e.ID > id && e.Kind == kind }
}

// askByKeys asks for a person and gives no reason, by keypad alone.
func askByKeys() []rehearse.Step {
	return []rehearse.Step{rehearse.Sound(patience), rehearse.Keys("0"), rehearse.Quiet(500*time.Millisecond, patience), rehearse.Keys("1")}
}

// line is the English line as the supervisor sees it, in the order of service.
func line(ctx context.Context, t *testing.T, boss *rehearse.Representative) []desk.Waiter {
	t.Helper()
	var b desk.Board
	if err := boss.Get(ctx, "/api/board", &b); err != nil {
		t.Fatal(err)
	}
	for _, q := range b.Queues {
		if q.Language == civicline.English {
			return q.Waiting
		}
	}
	t.Fatalf("the board has no English line: %+v", b)
	return nil
}

// TestKillNine kills a centre while three callers wait, starts another on what
// is left, lets them ring back in another order, and sees that each has their
// place and their waiting time.
func TestKillNine(t *testing.T) {
	ctx := within(t, 2*patience)
	data := t.TempDir()
	c := StartOutside(t, data)
	var order []civicline.CallID
	var lost []*rehearse.Line
	for i := range 3 {
		from := c.after()
		caller := c.Ring(ctx, number(i))
		if err := caller.Do(ctx, askByKeys()...); err != nil {
			t.Fatalf("caller %d: %v; so far:\n%s", i, err, c.story())
		}
		e := c.Await(ctx, "a place in line", since(from, civicline.CallQueued))
		order, lost = append(order, e.Call), append(lost, caller)
	}
	before := line(ctx, t, c.Desk(ctx, "sofia"))
	if got := calls(before); fmt.Sprint(got) != fmt.Sprint(order) {
		t.Fatalf("the line is %v; want %v", got, order)
	}
	c.Kill()
	for _, l := range lost {
		l.Leg().Hangup(civicline.ErrDone)
	}

	c = StartOutside(t, data)
	boss := c.Desk(ctx, "sofia")
	for i, w := range sameLine(t, line(ctx, t, boss), before) {
		if w.Present || w.Call != before[i].Call {
			t.Errorf("after the restart %d is %+v; want the place kept", i, w)
		}
	}
	back := make([]*rehearse.Line, 3)
	for _, i := range []int{2, 0, 1} {
		from := c.after()
		back[i] = c.Ring(ctx, number(i))
		e := c.Await(ctx, "the place to be taken up again", since(from, civicline.PlaceResumed))
		order[i] = e.Call
	}
	from := c.after()
	newcomer := c.Ring(ctx, number(3))
	if err := newcomer.Do(ctx, askByKeys()...); err != nil {
		t.Fatalf("the newcomer: %v; so far:\n%s", err, c.story())
	}
	order = append(order, c.Await(ctx, "a place in line", since(from, civicline.CallQueued)).Call)
	back = append(back, newcomer)
	now := line(ctx, t, boss)
	sameLine(t, now[:min(3, len(now))], before)
	if got := calls(now); fmt.Sprint(got) != fmt.Sprint(order) {
		t.Fatalf("the line is %v; want %v", got, order)
	}
	served(ctx, t, c, order, back, now)
}

func number(i int) string { return fmt.Sprintf("202555010%d", i) }

func calls(line []desk.Waiter) (out []civicline.CallID) {
	for _, w := range line {
		out = append(out, w.Call)
	}
	return out
}

// sameLine fails unless the same numbers wait since the same times.
func sameLine(t *testing.T, got, want []desk.Waiter) []desk.Waiter {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d wait; want %d", len(got), len(want))
	}
	for i, w := range got {
		if w.From != want[i].From || !w.Entered.Equal(want[i].Entered) {
			t.Errorf("%d is %s since %v; want %s since %v", i+1, w.From, w.Entered, want[i].From, want[i].Entered)
		}
	}
	return got
}

// served lets two representatives take the callers in turn: each must be next.
func served(ctx context.Context, t *testing.T, c *Outside, order []civicline.CallID, callers []*rehearse.Line, line []desk.Waiter) {
	t.Helper()
	reps := []*rehearse.Representative{c.Desk(ctx, "john"), c.Desk(ctx, "maria")}
	for i, want := range order {
		rep := reps[i%2]
		if err := rep.Ready(ctx); err != nil {
			t.Fatal(err)
		}
		sheet, err := rep.Ring(ctx)
		if err != nil {
			t.Fatalf("call %d: %v; so far:\n%s", i+1, err, c.story())
		}
		if sheet.ID != want {
			t.Fatalf("call %d at the desks is %s; want %s of %v", i+1, sheet.ID, want, order)
		}
		if !sheet.Entered.Equal(line[i].Entered) {
			t.Errorf("the desk shows that call %d waits since %v; want %v", i+1, sheet.Entered, line[i].Entered)
		}
		at, hangUp, err := rep.Answer(ctx, sheet.ID)
		if err != nil {
			t.Fatal(err)
		}
		bothHear(ctx, t, callers[i], at)
		if err := callers[i].Do(ctx, rehearse.HangUp()); err != nil {
			t.Fatal(err)
		}
		c.Await(ctx, "the call to end", func(e civicline.Event) bool { return e.Kind == civicline.CallEnded && e.Call == want })
		if err := hangUp(); err != nil {
			t.Error(err)
		}
		if err := rep.WrapUp(ctx, want, "", civicline.ResultAnswered, false); err != nil {
			t.Fatal(err)
		}
	}
}
