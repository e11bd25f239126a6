// Package spoken turns written text into the words a voice says: numbers,
// dates, times, money, telephone and receipt numbers, addresses, acronyms, web
// addresses and abbreviations, in every language of the centre.
//
// A language is a table of words and rules (english.go, spanish.go). There is
// one engine: it parts the text into tokens, tries its readings at each of
// them, and writes the first that fits. What nothing fits stays as it stands,
// so plain words come out unchanged and no word is ever lost. The work grows
// with the length of the text and no faster.
//
// The package is pure. It is used at two places: flows build what they say of
// Cardinal, Digits, Receipt, Clock and their like, and what goes to a voice has
// passed through Text. Transcripts and captions keep the written form.
package spoken
