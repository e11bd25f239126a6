package audio

import (
	"math"
	"time"

	"github.com/civicline/civicline"
)

// A Finding is what a Screening makes of whoever answered.
type Finding string

// The findings. Person, Machine, Unsure and NobodyYet are told once, the first of
// them that holds; after Unsure or NobodyYet a Machine may still be told, and
// after Person too if it beeps. NowLeave follows Machine. NoTelephone ends all.
const (
	Person      Finding = "person"       // a few words, and then they listen
	Machine     Finding = "machine"      // somebody talks on and on, or it beeps
	Unsure      Finding = "unsure"       // they spoke for longer than people do, and less than machines
	NobodyYet   Finding = "nobody yet"   // nothing is heard
	NowLeave    Finding = "now leave"    // the machine has said its words, or has beeped: it records
	NoTelephone Finding = "no telephone" // a fax machine, or the network says that the number is not in use
)

// The thresholds, from the moment of the answer. People say "hello?" or their
// name, in 0.3 to 1.5 s, and wait; greetings of machines last 4 s and more.
const (
	shortGreeting = 1800 * time.Millisecond // at most, of a person
	longGreeting  = 3 * time.Second         // at least, of a machine
	listens       = 800 * time.Millisecond  // of quiet after words: the other waits for us
	nothingHeard  = 2500 * time.Millisecond // then we speak first
	greetingDone  = 1600 * time.Millisecond // of quiet after a machine's words: it may have no beep
	longestWords  = 45 * time.Second        // of a machine; then we speak all the same
	beepLeast     = 150 * time.Millisecond
	beepMost      = 3 * time.Second
	afterBeep     = 100 * time.Millisecond // a beep is over: no tone follows it
	waver         = 30.0                   // hertz that a tone may waver
	beepLow       = 400.0
	beepHigh      = 2000.0
	faxLow        = 2060.0 // ITU-T T.30: the called station identifies itself by 2100 Hz
	faxHigh       = 2160.0
	faxLeast      = 400 * time.Millisecond
)

// special are the three tones with which the network says that a number cannot
// be rung (ITU-T E.180/Q.35, 3.5): each is lower than the next, to 50 Hz.
var special = [3]float64{950, 1400, 1800}

// A Screening judges, frame by frame, whether a person or a machine has answered
// a call that we placed. Its zero value is at the moment of the answer. It is
// pure: it knows only what Step was told.
type Screening struct {
	now   time.Duration
	found Finding // the last told, of Person, Machine, Unsure, NobodyYet
	over  bool    // nothing more is told

	spoke       bool // some words were heard
	began, last time.Duration

	tone    float64 // the one that sounds; 0 is none
	since   time.Duration
	was     float64 // the one before
	wasLong time.Duration
	ended   time.Duration
	beeped  bool // that is how it was known for a machine
	telling int  // tones of special so far, in their order
}

// Step takes the next 20 ms: whether there is a voice, and the one tone that
// sounds, 0 if none does. It returns what it found, "" if nothing new.
func (s *Screening) Step(voice bool, tone float64) Finding {
	if s.over {
		return ""
	}
	s.now += civicline.FrameTime
	beeped, dead := s.sounds(tone)
	if voice && tone == 0 {
		if !s.spoke {
			s.spoke, s.began = true, s.now-civicline.FrameTime
		}
		s.last = s.now
	}
	switch {
	case dead:
		s.over = true
		return NoTelephone
	case s.found == Machine:
		return s.leave(beeped || s.beeped)
	case beeped:
		s.found, s.beeped = Machine, true // the next Step says NowLeave
		return Machine
	}
	found := s.voices()
	if found != "" {
		s.found = found
	}
	return found
}

// voices judges by the words that were heard.
func (s *Screening) voices() Finding {
	quiet, long := s.now-s.last, s.last-s.began
	switch {
	case s.found == Person:
		return ""
	case s.spoke && quiet < listens && long >= longGreeting:
		return Machine
	case s.found != "": // asked; they speak anew
		if s.spoke && quiet >= listens {
			s.spoke = false
		}
		return ""
	case s.spoke && quiet >= listens && long <= shortGreeting:
		return Person
	case s.spoke && quiet >= listens:
		s.spoke = false
		return Unsure
	case !s.spoke && s.now >= nothingHeard:
		return NobodyYet
	}
	return ""
}

// leave waits until a machine records.
func (s *Screening) leave(beeped bool) Finding {
	if quiet := s.now - s.last; !beeped && (quiet < greetingDone || s.tone != 0) && s.now < longestWords {
		return ""
	}
	s.over = true
	return NowLeave
}

// sounds follows the tones. It reports a beep once it is over, and tones that no
// telephone makes.
func (s *Screening) sounds(tone float64) (beeped, dead bool) {
	begin := s.now - civicline.FrameTime
	if s.tone != 0 && (tone == 0 || math.Abs(tone-s.tone) > waver) { // it ends
		s.was, s.wasLong, s.ended = s.tone, begin-s.since, begin
		s.tone = 0
		s.special()
	}
	if tone != 0 && s.tone == 0 {
		s.tone, s.since = tone, begin
	}
	long := s.now - s.since
	switch {
	case s.telling == len(special):
		dead = true
	case s.tone >= faxLow && s.tone <= faxHigh:
		dead = long >= faxLeast
	case s.tone != 0:
		dead = long > beepMost
	case s.was >= beepLow && s.was <= beepHigh && s.wasLong >= beepLeast && s.now-s.ended >= afterBeep:
		beeped = true
		s.was = 0
	}
	return beeped, dead
}

// special counts the network's tones, which follow each other at once.
func (s *Screening) special() {
	switch {
	case s.wasLong < beepLeast: // the frames between two tones hold both
	case s.telling < len(special) && math.Abs(s.was-special[s.telling]) <= 50:
		s.telling++
	default:
		s.telling = 0
	}
}
