// Package casedata answers look-ups: the public status of a case, the nearest
// office, the hours and the news, what a status means, how long a form takes,
// when a late case may be asked about, whether a priority date is current, what
// forms are for and what they cost, and doctors for the medical exam: each with
// its source and its date.
package casedata
