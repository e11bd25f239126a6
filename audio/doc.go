// Package audio is what happens to sound between a wire and the words of the
// house: telephone codecs, changes of sample rate, the jitter buffer and its
// concealment of losses, the shared media clock, bridging and mixing, voice
// activity, and recording files.
//
// Inside the house sound is always a civicline.Frame: 20 ms, mono, 16 kHz. A
// leg converts what its wire brings and knows no more than this:
//
//	wire → Jitter → codec → Upsampler → heard ─┐
//	                                           ├ Media.Exchange (sink, source, taps)
//	wire ← codec ← Downsampler ← played ───────┘
//
// once for every Tick that the Wheel gives it. Nothing on that path allocates,
// touches a file, or waits.
package audio
