// Package lang makes what a closed-vocabulary recogniser needs, from sentences:
// a language model for each question, and a dictionary that says how each word
// sounds, in English and Spanish. It is pure: no files, no clock.
package lang
