// Package worker is the inside of a speech worker: a child process, one for each
// language, that loads a native engine and hears as many parties as it is sent.
// It is told what to do on standard input and answers on its fourth file; it ends
// when its input does.
//
// A crash of the engine takes this process and nothing else. A call into the
// engine that does not come back is the same as a crash: the watchdog ends the
// process. See package speech for the other end.
package worker
