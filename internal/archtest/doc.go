// Package archtest keeps the arrows of the house: which room may import which,
// and that the deciding rooms touch nothing of the world. It has only tests.
package archtest
