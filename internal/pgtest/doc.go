// Package pgtest gives tests a PostgreSQL database of their own, on a server
// that is started for them and goes when they do.
package pgtest
