// Package app wires one centre together on one plain page, starts it, and stops
// it in reverse. It imports every room; nothing but the command and the tests
// imports it.
package app
