// Package chat lets people type instead of talk: the same flows, understanding
// and look-ups as on the telephone, behind a small JSON interface that any page
// can use.
//
//	POST   /api/chat          {"language": "en"}           begins; 201, and the session's token
//	POST   /api/chat/turns    {"text": "…", "n": 3}         says something; or {"keys": "1"}
//	GET    /api/chat?after=4                               what was said after turn 4
//	DELETE /api/chat                                       ends
//
// All but the first want the token: "Authorization: Bearer TOKEN". A chat is
// written down before it is answered, so that it can be taken up after the page
// was closed and after a restart. "n" is how many turns the page has seen: a
// turn that is sent twice with the same n is answered once.
//
// A chat is a call of the centre, by the channel "chat": its turns, facts and
// callbacks stand beside those of the telephone. It waits in no line: who wants
// a person is told the number to ring, or is called back.
package chat
