// Package acd decides which waiting call is offered to which ready agent, and
// tells how long a caller may have to wait. It is pure: the same line and the
// same agents give the same offers.
package acd
