// Package flow plays the agency's conversation: given what the caller said or
// keyed, or what became of an order, what does the bot say and do next?
//
// A Book is read from the agency's own YAML files; the reader refuses a file
// that could hurt a caller, with its line and what to write instead. The package
// is pure: a Place is where one call stands, Next moves it, and time comes in on
// the Input.
//
// # Flows
//
// A flow is one thing that the bot does. It begins when the caller has its
// intent (of intents.yaml), says something like its own phrases, presses its key, when another flow goes to it, or
// on a moment of the call ("on: queued"). Its "called" is what it does as callers
// are told it ("Shall we go on with {task}?"); without it, the intent's name is.
//
// The verbs of its steps:
//
//	say: {en: …, es: …}        one or more sentences; firm: yes is not stopped by the caller's voice;
//	                           once: yes is said but once in a call
//	say one of: [ … ]          the one that the caller has heard least
//	invite: {en: …, es: …}     in the languages not spoken, while the language is not known
//	ask: NAME                  what you want, yes or no, receipt number, phone number, place, reason …
//	                           say, again and keypad put it in three ways; "once more" is a list of
//	                           others, for when it is put again; confirm and wrong read it back;
//	                           "if not answered: go on" lets a caller who says no, presses pound, is silent
//	                           twice or not understood twice go on without an answer
//	ask: which one             with choices: each has en, es and then; key 1 is the first;
//	                           not asked if the caller just said one
//	ask: which of these        of {options}: always.yaml names its flow
//	answer: NAME               of answers/*.yaml, with its source and date
//	refuse: NAME               of intents.yaml: what the bot may not do, in one sentence; an answer,
//	                           a question, a look-up or a person must follow
//	sort by: what was said     just now: choices, each with en, es and then; or otherwise
//	look up: NAME              with found, not found and if it fails
//	when: CONDITION            with then and otherwise; or when: {fact: value}
//	when: the caller said      with like: {en: […], es: […]}, then and otherwise
//	go to: FLOW
//	hand over: TIER            then the moment is queued or not queued
//	take back: the place       then resumed, not queued or no place kept; also "the place of the call
//	                           we owe" and "the place of their reference" (ask: reference)
//	promise a callback: …      to their own number, to the number given, or "to the number agreed"
//	                           (remember: {callback to: their own} for their own; {texts: "yes"} with
//	                           text messages; ask: callback time for a time); then callback booked or
//	                           booking failed
//	move the call we owe: to the time chosen   then callback booked or booking failed
//	give up the call we owe: yes
//	connect: the caller        whom we rang gets the agent who is kept for them; then wait in line
//	not reached: WHY           no answer, voicemail, declined, failed: the agent is free again
//	keep helping: yes          the place is kept while the bot helps; wait in line ends it
//	leave the line, wait in line, give time: yes
//	say again: as before | slower | louder
//	speak: en | es | other
//	remember: {name: value}, forget: NAME
//	drop: the task             the caller leaves what they were doing, for good
//	go on with: the task set aside
//	hang up: WHY
//
// Questions, look-ups, conditions and the values in braces are Go functions,
// known by name. A question whose answer is known is not asked.
//
// # Waiting
//
// Who waits is told of the wait when it has changed: a better place a minute after
// the last word (next in line at once), a range of which an end is off by a quarter
// and by two minutes from what time alone makes of it, after Retell. Words of
// comfort (on: woken) come after one minute, and then less and less often. Words of
// its own for a line stand under when: {queue: tier1-es}.
//
// "the wait is long" goes by Book.LongWait. A caller who keeps a place and wants
// more of the bot (keep helping) is answered as at any time: what they left is gone
// back to, and "helped in line" of always.yaml asks what else. An agent who comes is
// announced at the end of a clause, and shown what there is of a number ("receipt
// number so far").
//
// # Calls that we place
//
// They begin on callback answered (a person is there), callback perhaps answered
// (nobody has spoken, or in a way that both people and machines have) or machine
// answered (it records now: say no name, no reason), in place of began. Until
// "connect" or "not reached", handing over connects. Of a callback that is owed, a
// caller who rings is told on began: a call is owed, they missed our call.
//
// # What holds in every flow
//
// A question that the caller leaves for another flow is gone back to, in other
// words, when that one has answered; if it asked something itself, the caller is
// asked whether to go on (always.yaml: back to a question, task set aside). Up to
// three questions wait in this way. "No, forget that, I moved" leaves none. A flow
// that "comes back: no" (repeat, slower) does not even count as a turn.
//
// What else was said in one breath is done next (also asked). What may mean two
// intents, forms or days is asked about, never twice in a row (which of these).
// A number may come in up to four pieces (so far), and a day without its year
// (which year). Who says that an answer was wrong is asked again.
//
// A person, and a flow that is urgent, are reached from anywhere: while asking,
// confirming, looking something up, waiting. Two failures in a row lead to a
// person too. What is not understood, silence and a deaf recogniser have their
// ladders in always.yaml, for all flows; a rung "one of: [ … ]" is said in the
// words that the caller has heard least.
package flow
