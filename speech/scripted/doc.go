// Package scripted stands in for the engines in tests: a recogniser that hears
// what the test says, at once, and a voice that is a tone as long as the text.
package scripted
