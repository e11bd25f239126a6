// Package policy reads the agency's table of who may do what.
package policy
