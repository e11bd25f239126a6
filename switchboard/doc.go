// Package switchboard runs live calls. It hears the line, asks the deciding
// rooms what to do, and does it.
//
// Everything that happens to a call becomes mail in the call's one mailbox:
// the caller's voice, the words the ears made of it, a key, a sentence that
// has been played out, an answer of the centre, an event from the bus, an
// agent's leg that wants in. One goroutine per call opens the mail, and only it
// touches the call's state. What takes time (a look-up, a voice being made, a
// command to the centre) runs beside it on values, and comes back as mail.
//
// No decision stands on the audio path. The media clock writes what the caller
// says into a ring (inlet) and reads what they hear from the mouth; neither
// blocks nor allocates.
package switchboard
