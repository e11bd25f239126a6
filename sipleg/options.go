package sipleg

import (
	"cmp"
	"context"
	"log/slog"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
)

// Options say how a Server listens. The zero value of a field is its default.
type Options struct {
	UDP string // address to listen on, "127.0.0.1:5060"; port 0 takes a free one; "" is no UDP
	TCP string // the same for TCP; with the host of UDP and port 0 it takes UDP's port number

	// Advertise is the IP address that others reach us by, when a NAT stands
	// between. By default it is the address of the interface that faces them.
	Advertise string

	// RTPPorts are the lowest and highest UDP port for sound, both included;
	// two ports a call. {0, 0} takes free ones.
	RTPPorts [2]int

	// Wheel is the media clock shared with the other legs; nil makes an own
	// one, closed with the Server.
	Wheel *audio.Wheel

	// Handle is run in its own goroutine for each call that rings; ctx is the
	// leg's. The leg is hung up with ErrDone when it returns. A nil Handle
	// refuses every call: such a Server only dials.
	Handle func(ctx context.Context, leg civicline.Leg)

	MaxCalls int // further callers hear the busy tone; 0 is 2000
	Timing   Timing
	Log      *slog.Logger
}

// Timing are the times that a line waits.
type Timing struct {
	T1         time.Duration // round-trip estimate of RFC 3261 §17.1.1.1: 2xx are sent again after T1, 2·T1 … up to 8·T1, and given up after 64·T1; 0 is 500 ms
	FirstSound time.Duration // without any RTP after the answer, then the line is lost; 0 is 30 s
	Sound      time.Duration // without RTP later on, unless on hold; 0 is 15 s
}

func (o Options) withDefaults() Options {
	o.MaxCalls = cmp.Or(o.MaxCalls, 2000)
	o.Timing.T1 = cmp.Or(o.Timing.T1, 500*time.Millisecond)
	o.Timing.FirstSound = cmp.Or(o.Timing.FirstSound, 30*time.Second)
	o.Timing.Sound = cmp.Or(o.Timing.Sound, 15*time.Second)
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}

// DialOptions say how one call is placed.
type DialOptions struct {
	From      string // the user part that we call from; "" is "civicline"
	User      string // for digest authentication, when the far end asks for it
	Password  string
	Codecs    []string         // "PCMU", "PCMA" in the order offered; nil is both
	Offerless bool             // send no offer in the INVITE, as some gateways do: the far end offers, the ACK answers
	Ringing   func(status int) // is told each provisional response; may be nil
}
