// Package civicline is the vocabulary of the contact centre: calls and their
// legs, turns of speech, agents, queues, tiers and acts, the events that tell
// what happened, the commands that ask for a change, and the orders that a
// deciding room gives.
//
// A call is one conversation between a caller and the agency. It has a caller
// leg, and later an agent leg; a leg is one party's end of the line, on a
// telephone trunk or in a browser. While the call is with the bot, turns of
// speech are heard, understood, and answered. When a person is wanted the call
// takes a place in a queue, is offered to one ready agent, and once taken the
// two legs are bridged. Every change is made by a Command through the one door
// (package center), and leaves an Event.
//
// The package imports only the standard library, starts no goroutine, opens no
// file and reads no clock. Every other room imports it; it imports none.
package civicline
