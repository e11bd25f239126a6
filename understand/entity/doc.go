// Package entity finds what a caller's words hold besides their wish: receipt
// numbers, A-numbers, ZIP codes, telephone numbers, dates, times, names, forms,
// places, a plain yes or no and the like, in English and in Spanish, as people
// say them and as recognisers write them down.
//
// It is pure: a Finder is made once and then only read. Nothing is invented: an
// entity that the words do not hold is not there, and one that may be two things
// says so ("receipt number doubt", "date 2", "form 2").
package entity
