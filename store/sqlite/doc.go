// Package sqlite keeps the store in one SQLite file, written by one connection
// and read by several. What has been committed survives a power failure.
package sqlite
