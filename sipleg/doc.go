// Package sipleg is a telephone line: a civicline.Leg over SIP (UDP and TCP)
// and RTP.
//
// A call is a function. Listen answers the phone: each INVITE becomes a Leg
// that is given to Options.Handle in its own goroutine, and hung up when that
// returns. Dial places a call.
//
// Transport and transactions (RFC 3261 §17, §18) are sipgo's; the dialogs above
// them are ours, one goroutine each, which alone touches the dialog's state and
// reads one mailbox. Its life is a chain of state functions, each named for the
// state of the standard that it is and with the section beside it:
//
//	server: proceeding → accepted → confirmed → byeing      (dialog_server.go)
//	client: calling → ringing → confirmed → byeing          (dialog_client.go)
//
// Media is one UDP socket and one reader goroutine for a call, and a tick of
// the shared audio.Wheel (tick.go) that plays out what was received and sends
// what is played (stream.go). What is agreed by SDP (sdp.go), whose packets are
// believed (latch.go) and which key was pressed (dtmf.go) are decided without
// I/O.
//
// A caller's number never appears in a log line of this package.
package sipleg
