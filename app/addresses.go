package app

import (
	"github.com/civicline/civicline/center"
)

// SIPAddr is where callers ring, as HOST:PORT, over UDP and TCP alike.
func (a *App) SIPAddr() string {
	udp, _ := a.phone.Addr()
	return udp.String()
}

// PageURL is where the public's page is.
func (a *App) PageURL() string { return "http://" + a.pages.Addr().String() }

// DeskURL is where representatives sign in.
func (a *App) DeskURL() string { return a.PageURL() + "/desk/" }

// Center is the one door and its readers.
func (a *App) Center() *center.Center { return a.center }

// SkippedTurns is how many turns of the media clock were let go because the
// machine was late.
func (a *App) SkippedTurns() int64 { return a.wheel.Stats().Skipped }

// Speech says, line by line, what hears and speaks here.
func (a *App) Speech() []string { return a.voices.report }

// RecordingsDir is the folder of the recordings.
func (a *App) RecordingsDir() string { return a.recordings() }
