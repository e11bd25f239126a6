// Package espeak speaks with eSpeak NG: small, quick, clear, and plainly a
// machine. A child process makes each sentence.
package espeak
