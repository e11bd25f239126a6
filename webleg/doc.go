// Package webleg is a civicline.Leg over WebRTC: the public's call from a web
// page, and the representative's softphone.
//
// The page makes an offer with everything in it (no trickle: it waits until its
// candidates are gathered), sends it over plain HTTP, and Server.Accept returns
// the leg and the answer for the page. Nothing else is signalled: the leg ends
// when the page closes the connection, when the network goes, or by Hangup.
//
// Sound is Opus (in a build with the tag "opus", by libopus) or G.711, in the
// order asked for; a Frame goes through libopus at 16 kHz as it is, so Opus
// needs no resampling here. Keys come as RFC 4733 telephone events, or as text
// on a data channel: a page sends each press by one of the two.
//
// # The page's side of the data channels
//
// A page may open two channels before it makes its offer; both carry text.
//
//   - "keys": the page sends keys ("5", or several: "123#"), and "bye" when it
//     hangs up. We send "bye:" and a reason, which is "done", "lost", "hung up",
//     "ended", or a civicline.Fault such as "unavailable"; we close when the page
//     has, or a quarter of a second later.
//     A page must say "bye" in a pagehide handler: without that handler a browser
//     ends a closed tab before it can say anything, and the line only counts as
//     lost when Options.Grace is over.
//   - "captions": each message we send is one line of what is being said, for
//     callers who do not hear well.
//
// Peer is the other end in pure Go, without a browser: it offers, and gives the
// same Leg. Tests, scripted callers and scripted representatives speak by it.
package webleg
