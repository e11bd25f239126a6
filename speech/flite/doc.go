// Package flite speaks English with CMU Flite, whose "slt" and "rms" voices sound
// more like people than espeak-ng does. A child process makes each sentence.
package flite
