// Package talks plays talks: transcripts that anyone can write, of a caller
// with the agency's bot, in a centre that does what it is ordered. What the
// caller says and what happens in the centre go in, and the bot's lines must
// come out as they are written.
//
//	at: 2026-11-23 10:15        the agency's time; open or closed follows
//	number: +13055550142        the caller's own; without it, withheld
//	rang before: yes
//	kept: es                    a place in line is kept, in that language
//	owed: missed, es            a callback is owed to the number, and was tried; or "promised"; the language may be left out
//	rings: a machine answers, es   the agency rings; also "a person answers", "nobody speaks"
//	wait: 12 to 25              what who is put in line is told, in minutes; or "unknown"
//	line: takes no more today   from here on: so many wait already
//	caller: quiero una persona  words, heard by an English and a Spanish ear
//	caller: (silence)           also (cough), (unheard)
//	keys: 0
//	centre: number 2            the place in line moved
//	centre: wait 12 to 25       the wait is now another
//	centre: a minute            goes by in line; or "3 minutes"
//	centre: closes              and who waits will be rung
//	centre: no answer           the representative did not take the call
//	centre: Maria R. answers
//	centre: Maria R. is lost    the line to her
//	centre: Maria R. left
//	centre: engine lost
//	look-ups: fail              from here on; also "callbacks: fail"
//	understood: case_status_check   the intent of the caller's words above
//	bot (en): Is that right?    what the bot says, and in which language
//	bot: Is that right? …       in any language; "…" is anything, or nothing
//	bot: (hangs up: …)          what it does
//	ends: answer                person, answer, task, request, booking, goodbye
//
// Lines that begin with # are comments.
package talks
