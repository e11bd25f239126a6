// Package sim is the digital twin: it plays whole days of a contact centre in
// fast time, callers and agents made up from a profile or taken from a call
// log, through the same acd, hours and wait estimates that the centre runs on,
// and reports what became of everyone. It is the same for the same seed.
package sim
