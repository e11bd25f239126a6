package app

import (
	"fmt"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// trusted are the networks of the proxies that are believed when they say for
// whom they ask.
type trusted []netip.Prefix

// readTrusted reads networks and single addresses with commas between.
func readTrusted(list string) (trusted, error) {
	var out trusted
	for _, text := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' }) {
		net, err := netip.ParsePrefix(text)
		if err != nil {
			ip, e := netip.ParseAddr(text)
			if e != nil {
				return nil, fmt.Errorf("--trust-proxy %q is neither an address nor a network; write 127.0.0.1 or 10.0.0.0/8, with commas between several", text)
			}
			net = netip.PrefixFrom(ip, ip.BitLen())
		}
		out = append(out, net)
	}
	return out, nil
}

func (t trusted) has(ip netip.Addr) bool {
	return slices.ContainsFunc(t, func(p netip.Prefix) bool { return p.Contains(ip) })
}

// addressOf is who asks: whoever is connected, or, when that is a trusted proxy,
// the last address of X-Forwarded-For that is not one. What stands before that
// was written by the asker, and is believed of nobody.
func (t trusted) addressOf(r *http.Request) string {
	at, ok := readAddress(r.RemoteAddr)
	if !ok {
		return r.RemoteAddr
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0 && t.has(at); i-- {
		hop, ok := readAddress(strings.TrimSpace(hops[i]))
		if !ok {
			break // the proxy before it does not know
		}
		at = hop
	}
	return at.String()
}

// readAddress reads an address with a port or without.
func readAddress(text string) (netip.Addr, bool) {
	if both, err := netip.ParseAddrPort(text); err == nil {
		return both.Addr().Unmap().WithZone(""), true
	}
	ip, err := netip.ParseAddr(strings.Trim(text, "[]"))
	return ip.Unmap().WithZone(""), err == nil
}
