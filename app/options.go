package app

import (
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/sipleg"
)

// Options say how a centre is set up. The zero value is the embedded default on
// this machine alone: SQLite, bus in process, offline speech, the demonstration
// agency.
type Options struct {
	Data     string // folder of the database and the recordings; "" is DefaultData
	Database string // postgres://USER:PASSWORD@HOST:PORT/DATABASE; "" is a SQLite file in Data
	Agency   string // folder of the agency's files; "" is the demonstration agency
	Models   string // folder of speech models, looked into first; "" is $CIVICLINE_MODELS
	Cache    string // folder of built language models and pulled models; "" is the user's

	HTTP      string // address of the pages and the desk; "" is 127.0.0.1:8080
	SIP       string // address of SIP over UDP and TCP; "" is 127.0.0.1:5060
	Advertise string // IP address that others reach this machine by, behind a NAT
	Trunk     string // where callers are rung back by, "sip:HOST[:PORT]"; "" is what the agency's files say, or nobody is rung
	Public    string // web address that callers reach the pages by, for links in texts: "https://calls.agency.gov"; "" texts no links
	NATS      string // URL of a NATS cluster; "" is a server in this process
	Secure    bool   // cookies by HTTPS only: set it behind a TLS proxy

	// TextGateway is the web address of the agency's service that sends texts,
	// signed with the secret in the file TextSecret, or else in the variable
	// SecretVariable; "" writes them into a folder of Data instead.
	TextGateway, TextSecret string

	// TrustProxy are the addresses and networks, with commas between, of the
	// proxies whose X-Forwarded-For is believed; "" is none.
	TrustProxy string

	RTPPorts  [2]int   // lowest and highest UDP port for the sound of telephone calls; {0, 0} is any free ones
	WebRTCUDP string   // one address, HOST:PORT, for the sound of all browsers; "" is a free port for each
	STUN      []string // servers that tell this machine its public address, "stun:HOST:PORT"; nobody is asked by default

	// AlwaysOpen answers calls at any hour, to try the desk at night. The
	// agency's hours are still what the bot tells.
	AlwaysOpen bool

	Timing   sipleg.Timing // for tests; zero is the standard's
	RingTime time.Duration // of an agent; 0 is 20 s
	RingOut  time.Duration // of a caller whom we ring back; 0 is 25 s

	// Ears and Mouth take the place of the speech engines, in tests.
	Ears  civicline.Recognizer
	Mouth civicline.Synthesizer

	// Watch is told every event, for the demonstration and the tests. It must
	// not block.
	Watch func(civicline.Event)

	// Tell is given a line for whoever keeps the agency's files, when they were
	// read again. Optional.
	Tell func(line string)

	Worker []string         // the command of a speech worker; nil is this program
	Now    func() time.Time // nil is time.Now
	Log    *slog.Logger     // nil logs nothing
}

// DefaultData is civicline's folder among the user's data.
func DefaultData() string {
	if d := os.Getenv("CIVICLINE_DATA_DIR"); d != "" {
		return d
	}
	if d := os.Getenv("XDG_DATA_HOME"); d != "" {
		return filepath.Join(d, "civicline")
	}
	home, err := os.UserHomeDir()
	if err != nil {
		home = os.TempDir()
	}
	return filepath.Join(home, ".local", "share", "civicline")
}

func (o *Options) fill() error {
	if o.Data == "" {
		o.Data = DefaultData()
	}
	if o.Models == "" {
		o.Models = os.Getenv("CIVICLINE_MODELS")
	}
	if o.HTTP == "" {
		o.HTTP = "127.0.0.1:8080"
	}
	if o.SIP == "" {
		o.SIP = "127.0.0.1:5060"
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Tell == nil {
		o.Tell = func(string) {}
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if err := o.checkNetwork(); err != nil {
		return err
	}
	for _, dir := range []string{o.Data, o.recordings()} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return fmt.Errorf("the data folder cannot be made: %w. Name another with --data", err)
		}
	}
	return nil
}

var stunServer = regexp.MustCompile(`^stun:([\w.-]+|\[[0-9a-fA-F:.]+\])(:\d{1,5})?$`)

// checkNetwork finds a slip at the start, not at the first call.
func (o *Options) checkNetwork() error {
	if low, high := o.RTPPorts[0], o.RTPPorts[1]; o.RTPPorts != [2]int{} && (low < 1024 || high > 65535 || high-low < 3) {
		return fmt.Errorf("--rtp-ports %d-%d is no range of four ports or more between 1024 and 65535; write one like 16384-20479, with two ports for each call", low, high)
	}
	if o.WebRTCUDP != "" {
		_, port, err := net.SplitHostPort(o.WebRTCUDP)
		if n, e := strconv.Atoi(port); err != nil || e != nil || n < 0 || n > 65535 {
			return fmt.Errorf("--webrtc-udp %q is not an address; write HOST:PORT, or :PORT for every address of this machine, like :40000", o.WebRTCUDP)
		}
	}
	if err := checkTrunk("--trunk", o.Trunk); err != nil {
		return err
	}
	for _, s := range o.STUN {
		if !stunServer.MatchString(s) {
			return fmt.Errorf("--stun %q is not the address of a STUN server; write stun:HOST:PORT", s)
		}
	}
	return nil
}

func (o *Options) recordings() string { return filepath.Join(o.Data, "recordings") }
