// Package store keeps the truth in SQL: state tables, and the events that
// changed them, in the same transaction. The queries are here, once for every
// engine; an engine (package sqlite) opens the database and migrates it.
package store
