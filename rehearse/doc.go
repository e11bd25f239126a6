// Package rehearse plays people: a caller who rings over a real leg and keeps
// to a script of things to say, keys to press and pauses to wait for, and a
// representative who signs in at the desk over HTTP, answers over WebRTC and
// talks. The demonstration, the command "civicline call" and the end-to-end
// tests all use it, so that what they hear is what a person would.
package rehearse
