package webleg

import (
	"fmt"
	"net"
	"net/netip"
	"slices"
	"time"

	"github.com/pion/ice/v4"
	"github.com/pion/interceptor"
	"github.com/pion/webrtc/v4"

	"github.com/civicline/civicline"
)

// engine is pion, set up as the options say, for any number of legs.
type engine struct {
	opts Options
	api  *webrtc.API
	mux  ice.UDPMux // nil when each leg has a socket of its own
}

func newEngine(opts Options) (*engine, error) {
	if opts.Wheel == nil {
		return nil, fmt.Errorf("webleg: the options have no Wheel")
	}
	e := &engine{opts: opts.withDefaults()}
	media, err := mediaEngine()
	if err != nil {
		return nil, err
	}
	reports := &interceptor.Registry{}
	if err := webrtc.ConfigureRTCPReports(reports); err != nil {
		return nil, err
	}
	setting, err := e.setting()
	if err != nil {
		return nil, err
	}
	e.api = webrtc.NewAPI(webrtc.WithMediaEngine(media), webrtc.WithInterceptorRegistry(reports), webrtc.WithSettingEngine(setting))
	return e, nil
}

func (e *engine) close() error {
	if e.mux == nil {
		return nil
	}
	return e.mux.Close()
}

func (e *engine) setting() (webrtc.SettingEngine, error) {
	var s webrtc.SettingEngine
	o := e.opts
	s.LoggerFactory = pionLog{o.Log}
	s.SetIncludeLoopbackCandidate(o.Loopback)
	s.SetNetworkTypes([]webrtc.NetworkType{webrtc.NetworkTypeUDP4, webrtc.NetworkTypeUDP6})
	s.DisableActiveTCP(true)
	// A page that hides its addresses behind .local names reaches us anyhow,
	// and its address is seen on the packets: no multicast is needed.
	s.SetICEMulticastDNSMode(ice.MulticastDNSModeDisabled)
	// Lost is: no word for a third of the grace, and then for the other two.
	s.SetICETimeouts(o.Grace/3, o.Grace-o.Grace/3, min(o.Grace/6, 2*time.Second))
	if len(o.Interfaces) > 0 {
		s.SetInterfaceFilter(e.uses)
	}
	if len(o.PublicIPs) > 0 {
		if err := s.SetICEAddressRewriteRules(webrtc.ICEAddressRewriteRule{External: o.PublicIPs, AsCandidateType: webrtc.ICECandidateTypeHost}); err != nil {
			return s, fmt.Errorf("webleg: public addresses %v: %w", o.PublicIPs, err)
		}
	}
	if o.UDP != "" {
		mux, err := e.listen()
		if err != nil {
			return s, err
		}
		e.mux = mux
		s.SetICEUDPMux(mux)
	}
	return s, nil
}

func (e *engine) uses(name string) bool { return slices.Contains(e.opts.Interfaces, name) }

// listen opens the one port of all legs.
func (e *engine) listen() (ice.UDPMux, error) {
	const op = "open the port for browser calls"
	addr, err := net.ResolveUDPAddr("udp", e.opts.UDP)
	if err != nil {
		return nil, &civicline.Error{Kind: civicline.Invalid, Op: op, Message: fmt.Sprintf("%q is not an address like \":40000\".", e.opts.UDP), Err: err}
	}
	busy := func(err error) error {
		return &civicline.Error{Kind: civicline.Unavailable, Op: op, Err: err,
			Message: fmt.Sprintf("UDP port %d cannot be opened: is another program using it? Choose another port, or stop that program.", addr.Port)}
	}
	log := pionLog{e.opts.Log}.NewLogger("mux")
	if addr.IP != nil && !addr.IP.IsUnspecified() {
		conn, err := net.ListenUDP("udp", addr)
		if err != nil {
			return nil, busy(err)
		}
		return webrtc.NewICEUDPMux(log, conn), nil
	}
	opts := []ice.UDPMuxFromPortOption{ice.UDPMuxFromPortWithLogger(log), ice.UDPMuxFromPortWithReadBufferSize(4 << 20)}
	if e.opts.Loopback {
		opts = append(opts, ice.UDPMuxFromPortWithLoopback())
	}
	if len(e.opts.Interfaces) > 0 {
		opts = append(opts, ice.UDPMuxFromPortWithInterfaceFilter(e.uses))
	}
	mux, err := ice.NewMultiUDPMuxFromPort(addr.Port, opts...)
	if err != nil {
		return nil, busy(err)
	}
	return mux, nil
}

func (e *engine) iceServers() []webrtc.ICEServer {
	var out []webrtc.ICEServer
	for _, s := range e.opts.ICEServers {
		server := webrtc.ICEServer{URLs: []string{s.URL}, Username: s.User}
		if s.Password != "" {
			server.Credential = s.Password
		}
		out = append(out, server)
	}
	return out
}

// checkPublicIPs finds a slip in the configuration at the start, not at the
// first call.
func checkPublicIPs(ips []string) error {
	for _, ip := range ips {
		if _, err := netip.ParseAddr(ip); err != nil {
			return &civicline.Error{Kind: civicline.Invalid, Op: "read the public addresses", Message: fmt.Sprintf("%q is not an IP address.", ip), Err: err}
		}
	}
	return nil
}
