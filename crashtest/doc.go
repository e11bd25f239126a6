// Package crashtest kills a centre at random moments while callers and agents
// are at work in it, and finds out whether anything that was promised was lost
// or made twice.
//
// A child process runs a real center.Center on a real store under load, and
// says on its standard output what was promised, once it is promised, and what
// is about to be taken back, before it is. The parent kills it with SIGKILL,
// looks at the tables, tells the whole story again from the events, and starts
// the next child on the same tables.
package crashtest
