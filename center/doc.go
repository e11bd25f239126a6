// Package center is the one door to every change: a command comes in, the rules
// are asked, one transaction changes the state and appends the events, and the
// events are told once it is committed. It also matches waiting callers with
// ready agents, and does what the clock asks for.
package center
