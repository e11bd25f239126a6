// Package wire is what the main program and a speech worker say to each other:
// messages with a length, a kind and the number of an ear, over two pipes.
package wire
