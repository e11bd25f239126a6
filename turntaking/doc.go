// Package turntaking decides whose turn it is to speak: when the caller has
// finished, when the caller's voice must stop the bot, what keys belong
// together, and when silence, or a recogniser's, has lasted too long.
//
// It is a pure machine. Everything that happens on the line comes in as a Sound
// with its time; what is to be done goes out in an Outcome. When the machine
// wants to be asked again it orders a Wake, and takes a Tick then. A Tick that
// comes too early, too late or twice does no harm.
package turntaking
