package bus

import (
	"log/slog"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/nats-io/nats-server/v2/server"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func open(t *testing.T, url string) *Bus {
	t.Helper()
	b, err := Open(Options{URL: url, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func event(id int64) civicline.Event {
	return civicline.Event{ID: id, Seq: 3, At: time.Date(2026, 11, 23, 17, 0, 0, 0, time.UTC), Kind: civicline.TurnTaken, Call: "c1",
		Who: civicline.Bot, Data: civicline.Detail{
			Turn:    &civicline.Turn{Who: civicline.ByCaller, Language: civicline.Spanish, Text: "¿cuánto falta?", Began: time.Second},
			Latency: &civicline.Latency{Words: 300 * time.Millisecond},
			Facts:   civicline.Facts{"zip": "20001"}, Waited: time.Minute}}
}

func TestEveryoneHearsEverythingInOrder(t *testing.T) {
	b := open(t, "")
	const n = 1000
	var heard [2][]civicline.Event
	for i := range heard {
		if _, err := b.Subscribe(func(e civicline.Event) { heard[i] = append(heard[i], e) }); err != nil {
			t.Fatal(err)
		}
	}
	for id := range int64(n) {
		b.Publish(event(id))
	}
	if err := b.Close(); err != nil { // delivers what is under way
		t.Fatal(err)
	}
	for i := range heard {
		if len(heard[i]) != n {
			t.Fatalf("subscriber %d heard %d of %d", i, len(heard[i]), n)
		}
		for id, e := range heard[i] {
			if !reflect.DeepEqual(e, event(int64(id))) {
				t.Fatalf("heard %+v; want %+v", e, event(int64(id)))
			}
		}
	}
}

func TestAStoppedSubscriberHearsNoMore(t *testing.T) {
	b := open(t, "")
	defer b.Close()
	gone, there := make(chan civicline.Event, 10), make(chan civicline.Event, 10)
	stop, err := b.Subscribe(func(e civicline.Event) { gone <- e })
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Subscribe(func(e civicline.Event) { there <- e }); err != nil {
		t.Fatal(err)
	}
	stop()
	b.Publish(event(1))
	<-there
	if len(gone) != 0 {
		t.Error("it was told an event after it had stopped")
	}
}

// TestAcrossMachines joins two buses by a server, as a cluster would.
func TestAcrossMachines(t *testing.T) {
	s, err := server.NewServer(&server.Options{Host: "127.0.0.1", Port: -1, NoLog: true, NoSigs: true})
	if err != nil {
		t.Fatal(err)
	}
	go s.Start()
	defer s.WaitForShutdown()
	defer s.Shutdown()
	if !s.ReadyForConnections(10 * time.Second) {
		t.Fatal("the server did not start")
	}
	here, there := open(t, s.ClientURL()), open(t, s.ClientURL())
	defer here.Close()
	defer there.Close()
	heard := make(chan civicline.Event, 1)
	if _, err := there.Subscribe(func(e civicline.Event) { heard <- e }); err != nil {
		t.Fatal(err)
	}
	here.Publish(event(7))
	if e := <-heard; e.ID != 7 {
		t.Errorf("heard %+v", e)
	}
}

func TestOpenSaysWhatToDo(t *testing.T) {
	_, err := Open(Options{URL: "nats://someone:secret@127.0.0.1:1"})
	if err == nil || !strings.Contains(err.Error(), "check the address") || strings.Contains(err.Error(), "secret") {
		t.Errorf("err = %v", err)
	}
}
