// Package casedata answers look-ups: the public status of a case, the nearest
// office, the hours and the news, each with its source and its date.
package casedata
