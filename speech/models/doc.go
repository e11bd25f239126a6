// Package models fetches speech models from where their makers publish them, and
// checks them: what `civicline models list | pull | check` does.
//
// A file whose checksum is known is refused if it has another. For one whose
// checksum is not known there is a choice to make: Pull refuses it, unless it is
// told to trust what comes the first time, which it then writes down and holds
// everybody to from then on.
package models
