// Package waits tells callers how long they will wait, and finds out whether
// that was so. A Model learns one queue from what happens in it; a Score keeps
// what was told and what became of it. Both are pure: the same events give the
// same answers, and time comes in on them. docs/waits.md says how it is done and
// how well.
package waits
