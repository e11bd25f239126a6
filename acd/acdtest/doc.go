// Package acdtest rehearses a floor: millions of random steps of callers and
// agents, each checked against rules that must never be broken and against a
// model that is slow and plain.
package acdtest
