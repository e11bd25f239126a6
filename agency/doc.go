// Package agency reads an agency's own files: its name and hours, who may do
// what, its queues and people, its news, its offices, and its conversation. The
// files of a demonstration agency are embedded.
package agency
