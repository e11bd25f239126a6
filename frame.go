package civicline

import "time"

const (
	// Rate is the one sample rate inside the house, in hertz. The leg rooms
	// convert what the wire brings, so no other room ever asks.
	Rate = 16000
	// FrameTime is how much sound a Frame holds.
	FrameTime = 20 * time.Millisecond
	// FrameSize is the number of samples in a Frame.
	FrameSize = Rate / 50
)

// A Frame is 20 ms of mono signed 16-bit PCM at Rate.
type Frame [FrameSize]int16

// A Source gives frames, one every 20 ms, and io.EOF when it has no more. It is
// read on the media clock: it must not block, and gives silence when it has
// nothing yet.
type Source interface{ ReadFrame(*Frame) error }

// A Sink takes frames. It must not keep the pointer, and must not block.
type Sink interface{ WriteFrame(*Frame) error }
