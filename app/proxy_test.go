package app

import (
	"net/http"
	"strings"
	"testing"
)

func TestWhoAsks(t *testing.T) {
	proxies, err := readTrusted("127.0.0.1, 10.0.0.0/8,fd00::/8")
	if err != nil {
		t.Fatal(err)
	}
	for move, tc := range map[string]struct {
		from string
		says []string
		want string
	}{
		"a visitor without a proxy":            {"203.0.113.7:4711", nil, "203.0.113.7"},
		"a visitor who plays a proxy":          {"203.0.113.7:4711", []string{"198.51.100.1"}, "203.0.113.7"},
		"our proxy, for a visitor":             {"127.0.0.1:4711", []string{"203.0.113.7"}, "203.0.113.7"},
		"our proxy, for one who lies":          {"127.0.0.1:4711", []string{"198.51.100.1, 203.0.113.7"}, "203.0.113.7"},
		"one who lies that a proxy of ours is": {"127.0.0.1:4711", []string{"198.51.100.1, 10.1.1.1, 203.0.113.7"}, "203.0.113.7"},
		"two proxies of ours":                  {"127.0.0.1:4711", []string{"198.51.100.1, 203.0.113.7, 10.0.0.9"}, "203.0.113.7"},
		"two headers":                          {"127.0.0.1:4711", []string{"198.51.100.1", "203.0.113.7,10.0.0.9"}, "203.0.113.7"},
		"a proxy that says nothing":            {"127.0.0.1:4711", nil, "127.0.0.1"},
		"a proxy that does not know":           {"127.0.0.1:4711", []string{"203.0.113.7, unknown"}, "127.0.0.1"},
		"none but our own":                     {"127.0.0.1:4711", []string{"10.0.0.9"}, "10.0.0.9"},
		"with ports":                           {"127.0.0.1:4711", []string{"203.0.113.7:99"}, "203.0.113.7"},
		"IPv6":                                 {"[fd00::1]:4711", []string{"2001:db8::7"}, "2001:db8::7"},
		"IPv6 with ports":                      {"[fd00::1]:4711", []string{"[2001:db8::7]:99"}, "2001:db8::7"},
		"IPv4 as IPv6":                         {"[::ffff:127.0.0.1]:4711", []string{"::ffff:203.0.113.7"}, "203.0.113.7"},
	} {
		r := &http.Request{RemoteAddr: tc.from, Header: http.Header{"X-Forwarded-For": tc.says}}
		if got := proxies.addressOf(r); got != tc.want {
			t.Errorf("%s: %q; want %q", move, got, tc.want)
		}
	}
	none, err := readTrusted("")
	if err != nil {
		t.Fatal(err)
	}
	if got := none.addressOf(&http.Request{RemoteAddr: "127.0.0.1:1", Header: http.Header{"X-Forwarded-For": {"203.0.113.7"}}}); got != "127.0.0.1" {
		t.Errorf("nobody is trusted: %q", got)
	}
	for _, bad := range []string{"caddy", "10.0.0.0/99", "127.0.0.1:80"} {
		if _, err := readTrusted(bad); err == nil || !strings.Contains(err.Error(), "--trust-proxy") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}
