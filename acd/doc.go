// Package acd decides which waiting call is offered to which ready agent, and
// says why. It is pure: the same line and the same agents give the same offers.
// How long a caller may have to wait, package waits tells.
package acd
