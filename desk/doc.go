// Package desk is the HTTP API and the event stream behind the desktops of
// representatives and supervisors, and it serves their page.
//
// A desktop signs in for a cookie, opens one stream of server-sent events
// (GET /api/live), and is from then on told how things stand: its agent, the
// call it has, the transcript as it grows, and, for those who may see it, the
// board of queues. The stream carries whole states and never differences to
// guess from, so that a desktop that lost its connection is right again with
// the first message of the next one. What a person does goes the other way as
// plain POST requests, each of which becomes one civicline.Command.
//
// The package decides nothing: who may do what is asked of Grants, what
// happens is asked of the Door, and how things stand is read from Reads. It
// declares these small interfaces itself; package app joins them to the rooms
// that have them.
package desk
