package sipleg

import (
	"context"
	"errors"
	"testing"

	"github.com/civicline/civicline"
)

func TestSoundEachWay(t *testing.T) {
	t.Parallel()
	for _, network := range []string{"udp", "tcp"} {
		for _, codec := range []string{"PCMU", "PCMA"} {
			t.Run(network+" "+codec, func(t *testing.T) {
				t.Parallel()
				calls := answering(440)
				server, client := listen(t, calls.option), listen(t)
				there := dial(t, client, at(server, network), 1000, DialOptions{From: "+12025550123", Codecs: []string{codec}})
				here := calls.next(t)
				here.ear.hears(t, "the server", 1000)
				there.ear.hears(t, "the client", 440)

				if p := here.Party(); p.Number != "+12025550123" || p.Dialled != "100" || p.Channel != civicline.Phone {
					t.Errorf("the caller is %v, dialling %q", string(p.Number), p.Dialled)
				}
				if st := here.Stats(); st.Codec != codec || st.Received < 20 || st.Sent < 20 || st.Lost > 0 {
					t.Errorf("stats: %+v", st)
				}
				there.Hangup(civicline.ErrDone)
				ended(t, there, civicline.ErrDone)
				ended(t, here, civicline.ErrPartyHungUp)
			})
		}
	}
}

func TestKeysEachWay(t *testing.T) {
	t.Parallel()
	calls := answering(440)
	server, client := listen(t, calls.option), listen(t)
	there := dial(t, client, at(server, "udp"), 1000)
	here := calls.next(t)
	for _, way := range []struct {
		name     string
		from, to *call
	}{{"caller->server", there, here}, {"server->caller", here, there}} {
		t.Run(way.name, func(t *testing.T) {
			const keys = "1105*#AD"
			sent := make(chan error, 1)
			go func() { sent <- way.from.SendKeys(t.Context(), keys) }()
			for _, want := range keys {
				if got := receive(t, way.to.Keys(), "key"); got != want {
					t.Errorf("heard %c, not %c", got, want)
				}
			}
			if err := receive(t, sent, "end of the keys"); err != nil {
				t.Error(err)
			}
			select {
			case key := <-way.to.Keys():
				t.Errorf("one press too many: %c", key)
			default:
			}
		})
	}
	if err := there.SendKeys(t.Context(), "x"); civicline.FaultOf(err) != civicline.Invalid {
		t.Errorf("a key that is none: %v", err)
	}
	here.Hangup(nil)
	for range here.Keys() { // is closed at the end
	}
}

func TestAHandlerThatReturnsHangsUp(t *testing.T) {
	t.Parallel()
	for _, network := range []string{"udp", "tcp"} {
		t.Run(network, func(t *testing.T) {
			calls := answering(440)
			calls.handle = func(context.Context, *Leg) {}
			server, client := listen(t, calls.option), listen(t)
			there := dial(t, client, at(server, network), 1000)
			ended(t, there, civicline.ErrPartyHungUp)
			ended(t, calls.next(t), civicline.ErrDone)
		})
	}
}

func TestAHandlerThatPanicsLosesOneCall(t *testing.T) {
	t.Parallel()
	server, client := listen(t, func(o *Options) {
		o.Handle = func(ctx context.Context, leg civicline.Leg) {
			if err := leg.Answer(ctx); err == nil && leg.Party().Number == "2" {
				panic("on purpose")
			}
			<-ctx.Done()
		}
	}), listen(t)
	well := dial(t, client, at(server, "udp"), 1000, DialOptions{From: "1"})
	ended(t, dial(t, client, at(server, "udp"), 1000, DialOptions{From: "2"}), civicline.ErrPartyHungUp)
	if well.Context().Err() != nil {
		t.Error("the other call is gone too")
	}
}

func TestCloseSaysByeToAll(t *testing.T) {
	t.Parallel()
	calls := answering(440)
	server, client := listen(t, calls.option), listen(t)
	one, two := dial(t, client, at(server, "udp"), 1000), dial(t, client, at(server, "tcp"), 1000)
	if err := server.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	ended(t, one, civicline.ErrPartyHungUp)
	ended(t, two, civicline.ErrPartyHungUp)
}

func TestDialIsTold(t *testing.T) {
	t.Parallel()
	busy := listen(t, answering(440).option, func(o *Options) { o.MaxCalls = 1 })
	quiet := make(chan struct{})
	ringing := listen(t, func(o *Options) {
		o.Handle = func(ctx context.Context, leg civicline.Leg) { <-ctx.Done(); close(quiet) }
	})
	declining := listen(t, func(o *Options) { o.Handle = func(context.Context, civicline.Leg) {} })
	client := listen(t)
	dial(t, client, at(busy, "udp"), 1000)

	for name, c := range map[string]struct {
		to   string
		want civicline.Fault
		says string
	}{
		"all lines taken":        {at(busy, "udp"), civicline.Unavailable, "The line is busy."},
		"hung up unopened":       {at(declining, "tcp"), civicline.Unavailable, "Nobody answered."},
		"no such address":        {"sip:@", civicline.Invalid, "Write the address like sip:100@192.0.2.7:5060."},
		"unknown transport":      {"sip:1@127.0.0.1;transport=sctp", civicline.Invalid, "Only ;transport=udp and ;transport=tcp can be rung."},
		"a line that only dials": {at(client, "udp"), civicline.Unavailable, "Nobody answered."},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := client.Dial(t.Context(), c.to, DialOptions{})
			var e *civicline.Error
			if !errors.As(err, &e) || e.Kind != c.want || e.Message != c.says {
				t.Errorf("got %v", err)
			}
		})
	}
	t.Run("ringing->cancel->no call", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		_, err := client.Dial(ctx, at(ringing, "udp"), DialOptions{Ringing: func(status int) {
			if status == 180 {
				cancel()
			}
		}})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		receive(t, wrap(quiet), "end of the ringing")
	})
}

func wrap(c chan struct{}) <-chan bool {
	out := make(chan bool, 1)
	go func() { <-c; out <- true }()
	return out
}
