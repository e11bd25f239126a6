package webleg

import "time"

// opusSpan is how long an Opus packet lasts, by its first one or two bytes
// (RFC 6716 section 3.1); 0 if it is not one.
func opusSpan(payload []byte) time.Duration {
	if len(payload) == 0 {
		return 0
	}
	config := payload[0] >> 3
	var frames int
	switch payload[0] & 3 {
	case 0:
		frames = 1
	case 1, 2:
		frames = 2
	default:
		if len(payload) < 2 {
			return 0
		}
		frames = int(payload[1] & 0x3f)
	}
	var each time.Duration
	switch {
	case config < 12: // SILK: 10, 20, 40, 60 ms
		each = []time.Duration{10, 20, 40, 60}[config&3] * time.Millisecond
	case config < 16: // hybrid: 10, 20
		each = []time.Duration{10, 20}[config&1] * time.Millisecond
	default: // CELT: 2.5, 5, 10, 20
		each = 2500 * time.Microsecond << (config & 3)
	}
	if span := time.Duration(frames) * each; span <= 120*time.Millisecond {
		return span
	}
	return 0
}
