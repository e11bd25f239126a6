package webleg

import (
	"encoding/hex"
	"strings"

	"github.com/pion/sdp/v3"

	"github.com/civicline/civicline"
)

// offerMax is the most an offer may be: a browser's is 3 to 6 KB.
const offerMax = 64 << 10

func badOffer(message string, err error) error {
	return &civicline.Error{Kind: civicline.Invalid, Op: "accept a call from a browser", Message: message, Err: err}
}

// checkOffer finds what is wrong with an offer before anything is opened for it.
func checkOffer(offer string) error {
	if len(offer) > offerMax {
		return badOffer("The call's offer is too long.", nil)
	}
	var d sdp.SessionDescription
	if err := d.UnmarshalString(offer); err != nil {
		return badOffer("The call's offer is not a session description (SDP). Please reload the page and try again.", err)
	}
	var audio *sdp.MediaDescription
	for _, m := range d.MediaDescriptions {
		if m.MediaName.Media == "audio" && audio == nil {
			audio = m
		}
	}
	if audio == nil {
		return badOffer("The call's offer has no sound. Please allow the microphone and try again.", nil)
	}
	if _, ok := audio.Attribute("recvonly"); ok {
		return badOffer("The call's offer has no microphone. Please allow the microphone and try again.", nil)
	}
	if v, ok := firstAttribute(&d, audio, "fingerprint"); !ok || !isFingerprint(v) {
		return badOffer("The call's offer is not encrypted (no DTLS fingerprint).", nil)
	}
	if _, ok := firstAttribute(&d, audio, "ice-ufrag"); !ok {
		return badOffer("The call's offer names no way to connect (no ICE).", nil)
	}
	for _, a := range audio.Attributes {
		if a.Key != "rtpmap" {
			continue
		}
		if _, encoding, ok := strings.Cut(a.Value, " "); ok {
			name, _, _ := strings.Cut(encoding, "/")
			if _, ok := named(name); ok {
				return nil
			}
		}
	}
	for _, format := range audio.MediaName.Formats { // static types need no rtpmap (RFC 3551)
		if format == "0" || format == "8" {
			return nil
		}
	}
	return badOffer("The browser and this service share no sound format: it needs PCMU, PCMA or Opus.", nil)
}

// isFingerprint is whether v is like "sha-256 0A:1B:…" (RFC 8122 section 5).
func isFingerprint(v string) bool {
	_, sum, _ := strings.Cut(v, " ")
	b, err := hex.DecodeString(strings.ReplaceAll(strings.TrimSpace(sum), ":", ""))
	return err == nil && len(b) >= 16
}

// answered returns the codecs of an answer in its order, which both ends follow.
func answered(answer string) []Codec {
	var d sdp.SessionDescription
	if d.UnmarshalString(answer) != nil {
		return nil
	}
	var out []Codec
	for _, m := range d.MediaDescriptions {
		if m.MediaName.Media != "audio" {
			continue
		}
		for _, format := range m.MediaName.Formats {
			for _, a := range m.Attributes {
				kind, encoding, _ := strings.Cut(a.Value, " ")
				if a.Key != "rtpmap" || kind != format {
					continue
				}
				name, _, _ := strings.Cut(encoding, "/")
				if c, ok := named(name); ok {
					out = append(out, c)
				}
			}
		}
	}
	return out
}

func firstAttribute(d *sdp.SessionDescription, m *sdp.MediaDescription, key string) (string, bool) {
	if v, ok := m.Attribute(key); ok {
		return v, true
	}
	return d.Attribute(key)
}
