// Package pocketsphinx hears with CMU Sphinx: Debian's libpocketsphinx.so.3,
// opened at run time, so that building needs neither C nor a -dev package.
//
// A wrong argument can end the whole process, and so can a damaged model: run it
// in a speech worker only. Files are looked at before the library sees them.
//
// Each decoder has one dictionary and a search for each question, made when it is
// first asked for from a language model that package lang built.
package pocketsphinx
