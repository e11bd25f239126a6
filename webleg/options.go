package webleg

import (
	"log/slog"
	"time"

	"github.com/civicline/civicline/audio"
)

// Options of a Server or a Peer. The zero value of all but Wheel is useful.
type Options struct {
	// Wheel is the media clock that all legs share. Required.
	Wheel *audio.Wheel
	// Log gets what the network does, at debug, and lost lines, at info. Nil is silence.
	Log *slog.Logger

	// Prefer is the order of codecs, best first, when the call does not say.
	// Those it leaves out come after it, in the order of Codecs.
	Prefer []Codec

	// Loopback offers 127.0.0.1 too, for a page on this machine.
	Loopback bool
	// Interfaces are the names of the network interfaces to use; empty is all.
	Interfaces []string
	// UDP is the one address for the media of all legs, like ":40000", for a
	// firewall with one hole. Empty is a socket with a free port for each leg.
	UDP string
	// PublicIPs are what the world calls us, when a router maps them one to one.
	PublicIPs []string
	// ICEServers are STUN or TURN addresses to ask; by default nobody is asked.
	ICEServers []ICEServer

	// Grace is how long the network may be gone before the line counts as
	// lost. Default 12 s.
	Grace time.Duration
	// ConnectTime is how long the page may take from its answer to the first
	// contact. Default 20 s.
	ConnectTime time.Duration
	// MaxLegs is how many may be on at a time; more are Unavailable. Default 1000.
	MaxLegs int
}

// ICEServer is a STUN or TURN server, like "stun:stun.example.gov:3478".
type ICEServer struct {
	URL, User, Password string
}

func (o Options) withDefaults() Options {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Grace <= 0 {
		o.Grace = 12 * time.Second
	}
	if o.ConnectTime <= 0 {
		o.ConnectTime = 20 * time.Second
	}
	if o.MaxLegs <= 0 {
		o.MaxLegs = 1000
	}
	return o
}
