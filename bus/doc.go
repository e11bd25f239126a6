// Package bus carries hints of what happened between the rooms and, with a
// cluster, between machines: core NATS, in this process unless an address is
// given. A hint may be lost and is never the truth; whoever decides by one
// reads the store first.
package bus
