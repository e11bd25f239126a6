// Package store keeps the truth in SQL: state tables, and the events that
// changed them, in the same transaction. The queries are here, once for every
// engine; an engine (package sqlite or postgres) opens the database and migrates
// it. What must outlive every process is here too: who owns a routing domain, and
// tasks that fall due.
package store
