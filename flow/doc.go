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
// A flow is one thing that the bot does. It begins when the caller says
// something like its phrases, presses its key, when another flow goes to it, or
// on a moment of the call ("on: queued"). A flow that "comes back" leaves the
// question under way where it is: yes returns to it when done, no does not even
// count as a turn (repeat, slower).
//
// The verbs of its steps:
//
//	say: {en: …, es: …}        one or more sentences; firm: yes is not stopped by the caller's voice
//	say one of: [ … ]          a different one each time
//	invite: {en: …, es: …}     in the languages not spoken, while the language is not known
//	ask: NAME                  what you want, yes or no, receipt number, phone number, place, reason
//	                           say, again and keypad put it in three ways; confirm and wrong read it back
//	look up: NAME              with found, not found and if it fails
//	when: CONDITION            with then and otherwise
//	go to: FLOW
//	hand over: TIER            then the moment is queued or not queued
//	take back: the place       then resumed or not queued
//	promise a callback: …      then callback booked or booking failed
//	leave the line, wait in line, give time: yes
//	say again: as before | slower
//	speak: en | es | other
//	remember: {name: value}, forget: NAME
//	hang up: WHY
//
// Questions, look-ups, conditions and the values in braces are Go functions,
// known by name. A question whose answer is known is not asked. What is not
// understood, silence and a deaf recogniser have their ladders in always.yaml,
// for all flows.
package flow
