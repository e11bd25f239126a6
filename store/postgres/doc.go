// Package postgres keeps the store in a PostgreSQL database, so that several
// machines may share one. Its migrations are those of package sqlite, number by
// number, in this engine's words.
package postgres
