package audio

import "math/bits"

// G.711 (ITU-T, 11/88): one byte a sample at 8 kHz. Both laws are tables of
// 256 values one way, and by a sample's upper 14 bits the other.

var (
	ulawOf, pcmOfULaw = g711Tables(linearToULaw, ulawToLinear)
	alawOf, pcmOfALaw = g711Tables(linearToALaw, alawToLinear)
)

// EncodeULaw writes one µ-law byte for every sample of pcm to dst, which must
// be at least as long.
func EncodeULaw(dst []byte, pcm []int16) {
	dst = dst[:len(pcm)]
	for i, s := range pcm {
		dst[i] = ulawOf[uint16(s)>>2]
	}
}

// DecodeULaw writes one sample for every µ-law byte of b to dst, which must be
// at least as long.
func DecodeULaw(dst []int16, b []byte) {
	dst = dst[:len(b)]
	for i, c := range b {
		dst[i] = pcmOfULaw[c]
	}
}

// EncodeALaw is EncodeULaw for A-law.
func EncodeALaw(dst []byte, pcm []int16) {
	dst = dst[:len(pcm)]
	for i, s := range pcm {
		dst[i] = alawOf[uint16(s)>>2]
	}
}

// DecodeALaw is DecodeULaw for A-law.
func DecodeALaw(dst []int16, b []byte) {
	dst = dst[:len(b)]
	for i, c := range b {
		dst[i] = pcmOfALaw[c]
	}
}

// QuietULaw tells whether the µ-law payload b holds no more than line noise
// (mean amplitude under about -42 dBFS): a piece that a Jitter may leave out
// unheard.
func QuietULaw(b []byte) bool { return quiet(b, pcmOfULaw) }

// QuietALaw is QuietULaw for A-law.
func QuietALaw(b []byte) bool { return quiet(b, pcmOfALaw) }

func quiet(b []byte, pcm *[256]int16) bool {
	sum := 0
	for _, c := range b {
		sum += abs(int(pcm[c]))
	}
	return sum <= 250*len(b)
}

// g711Tables fills both tables of a law. The encoding table is indexed by the
// sample's upper 14 bits, which is all that µ-law tells apart; A-law uses 13.
func g711Tables(encode func(int) byte, decode func(byte) int16) (*[1 << 14]byte, *[256]int16) {
	enc, dec := new([1 << 14]byte), new([256]int16)
	for i := range enc {
		enc[i] = encode(int(int16(i<<2)) + 2) // the middle of the four samples it stands for
	}
	for i := range dec {
		dec[i] = decode(byte(i))
	}
	return enc, dec
}

// linearToULaw is §3.2: add the bias, find the segment, keep four bits, invert.
func linearToULaw(s int) byte {
	const bias, clip = 0x84, 32635
	sign := byte(0)
	if s < 0 {
		s, sign = -s, 0x80
	}
	s = min(s, clip) + bias
	seg := bits.Len(uint(s)) - 8 // 0 to 7
	return ^(sign | byte(seg)<<4 | byte(s>>(seg+3))&0x0f)
}

func ulawToLinear(c byte) int16 {
	c = ^c
	s := (int(c&0x0f)<<3 + 0x84) << (c >> 4 & 7)
	s -= 0x84
	if c&0x80 != 0 {
		return int16(-s)
	}
	return int16(s)
}

// linearToALaw is §3.1: thirteen bits, even bits of the code inverted.
func linearToALaw(s int) byte {
	mask := byte(0xd5)
	s >>= 3
	if s < 0 {
		s, mask = -s-1, 0x55
	}
	if s < 32 {
		return byte(s>>1) ^ mask
	}
	seg := bits.Len(uint(s)) - 5 // 1 to 7
	return (byte(seg)<<4 | byte(s>>seg)&0x0f) ^ mask
}

func alawToLinear(c byte) int16 {
	c ^= 0x55
	s := int(c&0x0f)<<4 + 8
	if seg := c >> 4 & 7; seg > 0 {
		s = (s + 0x100) << (seg - 1)
	}
	if c&0x80 == 0 {
		return int16(-s)
	}
	return int16(s)
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
