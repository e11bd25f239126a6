// Package understand makes meaning of words: which of the agency's intents a
// caller's turn has, in English or Spanish, and what receipt numbers, ZIP codes,
// places, telephone numbers and plain yes or no it holds.
//
// It is pure: a Model is made once from the agency's Lessons and then only read.
package understand
