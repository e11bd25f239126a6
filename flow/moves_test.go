package flow

import "testing"

const (
	number1 = "receipt number=IOE9999900101"
	number2 = "receipt number=IOE9999900109"
	asksFor = "What is your receipt number?"
	readsIt = "Is it I O E, 9 9 9, 9 9 0, 0 1 0 1?"
	inLineN = "You are in line now. [music]"
)

// TestMoves plays what callers do in the middle of things.
func TestMoves(t *testing.T) {
	for name, pairs := range map[string][]string{
		"status->hours?->back to the number": {
			"status: my case", asksFor,
			"hours: what are your hours", "We open at nine. From the guide. Now, back. Say the letters and the digits.",
		},
		"status->what is a receipt number?->back": {
			"status: my case", asksFor,
			"what is a receipt: what is a receipt number", "It is on your notice. Now, back. Say the letters and the digits.",
			number1 + ": i o e and so on", readsIt,
		},
		"confirming->hours?->read back again": {
			"status: my case", asksFor,
			number1 + ": i o e and so on", readsIt,
			"hours: what are your hours", "We open at nine. From the guide. Now, back. " + readsIt,
			"yes or no=yes: yes", "[case status]",
			"found status=fine", "It is fine. Anything else?",
		},
		"status->fees, which form?->hours?->back, twice": {
			"status: my case", asksFor,
			"fees: what is the fee", "Which form?",
			"hours: what are your hours", "We open at nine. From the guide. Now, back. What form is it?",
			"form=I-90: the green card one", "I-90 costs ten dollars. Shall we go on with your case status?",
			"yes or no=yes: yes", "Say the letters and the digits.",
		},
		"status->fees->no, leave the status": {
			"status: my case", asksFor,
			"fees, form=I-90: what does the green card form cost", "I-90 costs ten dollars. Now, back. Say the letters and the digits.",
			"fees: and another form", "I-90 costs ten dollars. Now then. Say the letters and the digits.",
		},
		"status->fees->status, the caller goes back themselves": {
			"status: my case", asksFor,
			"fees: what is the fee", "Which form?",
			"status: no my case status", "Say the letters and the digits.",
		},
		"status->no, forget that, I moved->no way back": {
			"status: my case", asksFor,
			"address: no forget that I moved", "A person does that. [hand over: no forget that I moved]",
			"closed", "We are closed until tomorrow at eight in the morning. Shall we call you?",
			"yes or no=no: no", "Anything else?",
		},
		"status->never mind->anything else": {
			"status: my case", asksFor,
			"never mind: forget it", "All right. Anything else?",
		},
		"two in one breath->one, then the other": {
			"hours, also=fees: your hours and the fee", "We open at nine. From the guide. You also asked about a fee. Which form?",
			"form=I-90: ninety", "I-90 costs ten dollars. Anything else?",
		},
		"unsure between two->do you mean->the second": {
			"fees 0.6, second=late: it takes money and time", "Do you mean a fee, or a late case?",
			"the second one", "When was it received?",
		},
		"do you mean->by its name": {
			"fees 0.6, second=late: it takes money and time", "Do you mean a fee, or a late case?",
			"late 0.5: my case is late", "When was it received?",
		},
		"do you mean->key 1": {
			"fees 0.6, second=late: it takes money and time", "Do you mean a fee, or a late case?",
			"key 1", "Which form?",
		},
		"do you mean->neither->not asked twice in a row": {
			"fees 0.6, second=late: it takes money and time", "Do you mean a fee, or a late case?",
			"neither", "What would you like?",
			"fees 0.6, second=late: it takes money", "Which form?",
		},
		"do you mean->agent": {
			"fees 0.6, second=late: it takes money and time", "Do you mean a fee, or a late case?",
			"person: agent", "[hand over: it takes money and time]",
		},
		"a form that may be two->which->the fee": {
			"fees: the fee", "Which form?",
			"form=I-90, form 2=I-765: the card", "Do you mean form I 90, or form I 765?",
			"the first", "I-90 costs ten dollars. Anything else?",
		},
		"a day that may be two->which->read back": {
			"late: it is late", "When was it received?",
			"date=2026-04-03, date 2=2026-03-04: four three", "Do you mean April 3rd, or March 4th?",
			"the one in march", "Was that March 4th?",
			"yes or no=yes: yes", "You may ask now. Anything else?",
		},
		"a day without its year->the year alone": {
			"late: it is late", "When was it received?",
			"date=--04-03: april third", "In which year?",
			"twenty twenty four", "Was that April 3rd, 2024?",
		},
		"a number in pieces->whole": {
			"status: my case", asksFor,
			"receipt number part=IOE999: i o e nine nine nine", "I have I O E, 9 9 9. What comes next?",
			"receipt number part=IOE999990: nine nine oh", "I have I O E, 9 9 9, 9 9 0. What comes next?",
			number1 + ": oh one oh one", readsIt,
		},
		"a number in pieces, keyed->whole": {
			"status: my case", asksFor,
			"receipt number part=IOE: i o e", "I have I O E. What comes next?",
			"key 999990", "I have I O E, 9 9 9, 9 9 0. What comes next?",
			"key 0101", readsIt,
		},
		"a piece->hours?->the piece is still there": {
			"status: my case", asksFor,
			"receipt number part=IOE999: i o e nine nine nine", "I have I O E, 9 9 9. What comes next?",
			"hours: your hours", "We open at nine. From the guide. Now, back. Say the letters and the digits.",
			"receipt number part=IOE999990: nine nine oh", "I have I O E, 9 9 9, 9 9 0. What comes next?",
		},
		"four pieces and no end->a person": {
			"status: my case", asksFor,
			"receipt number part=I: i", "I have I. What comes next?",
			"receipt number part=IO: o", "I have I O. What comes next?",
			"receipt number part=IOE: e", "I have I O E. What comes next?",
			"receipt number part=IOE9: nine", "I have I O E, 9. What comes next?",
			"receipt number part=IOE99: nine", "Sorry. Say the letters and the digits.",
			"blah", "A person will help. [hand over: my case]",
		},
		"a doubtful letter->spelled": {
			"status: my case", asksFor,
			number1 + ", receipt number doubt=I/1 at 1: one o e", "Is it I as in India, O, E, 9 9 9, 9 9 0, 0 1 0 1?",
		},
		"confirming->no, nine not five": {
			"status: my case", asksFor,
			number1 + ": i o e", readsIt,
			"yes or no=no, " + number2 + ": no nine not one", "Is it I O E, 9 9 9, 9 9 0, 0 1 0 9?",
			"yes or no=no: no", "A person will help. [hand over: my case]",
		},
		"answered, and the next read back->that is not right->the next is asked again": {
			"office, city=Dallas: an office in dallas", "[nearest office]",
			"found office=Dallas Office", "Go to Dallas Office. Anything else?",
			"status: my case", asksFor,
			number1 + ": i o e", readsIt,
			"yes or no=no: no that is not right", "Sorry. Say it again.",
		},
		"the same task again in the middle of it->it goes on": {
			"status: my case", asksFor,
			number1 + ": i o e", readsIt,
			"status: i want my case status please", readsIt,
		},
		"answered->that is not my number->asked again": {
			"status: my case", asksFor,
			number1 + ": i o e", readsIt,
			"yes or no=yes: yes", "[case status]",
			"found status=fine", "It is fine. Anything else?",
			"that is not my number", "Sorry. Say it again.",
			number2 + ": i o e", "Is it I O E, 9 9 9, 9 9 0, 0 1 0 9?",
		},
		"answered->no, I meant Houston": {
			"office, city=Dallas: an office in dallas", "[nearest office]",
			"found office=Dallas Office", "Go to Dallas Office. Anything else?",
			"city=Houston: no i meant houston", "[nearest office]",
			"found office=Houston Office", "Go to Houston Office. What else?",
		},
		"language switch in the middle->the question in the other": {
			"status: my case", asksFor,
			"spanish: in spanish please", "[es] En español. Diga letras y números.",
		},
		"a look-up->agent->at once": {
			"status: my case", asksFor,
			number1 + ": i o e", readsIt,
			"yes or no=yes: yes", "[case status]",
			"person: agent", "[hand over: my case]",
			"found status=fine", "",
			"queued", inLineN,
		},
		"a look-up->another wish->after it": {
			"status: my case", asksFor,
			number1 + ": i o e", readsIt,
			"yes or no=yes: yes", "[case status]",
			"fees: and the fee", "One moment.",
			"found status=fine", "It is fine. You also asked about a fee. Which form?",
		},
		"a look-up that never answers->a person": {
			"status: my case", asksFor,
			number1 + ": i o e", readsIt,
			"yes or no=yes: yes", "[case status]",
			"silence", "One moment.",
			"silence", "Nearly there.",
			"silence", "I cannot look. A person will help. [hand over: my case]",
		},
		"a look-up->danger->at once": {
			"status: my case", asksFor,
			number1 + ": i o e", readsIt,
			"yes or no=yes: yes", "[case status]",
			"he will hurt me", "Dial 9 1 1. [hand over: he will hurt me]",
		},
		"handing over->danger->the lines, and one place": {
			"address: i moved", "A person does that. [hand over: i moved]",
			"suicide", "Call 9 8 8.",
			"queued", inLineN,
			"he will hurt me", "Dial 9 1 1. [music]",
		},
		"danger beats another intent, by its word": {
			"address: i moved because my husband will hurt me", "Dial 9 1 1. [hand over: i moved because my husband will hurt me]",
		},
		"danger beats yes and no": {
			"status: my case", asksFor,
			number1 + ": i o e", readsIt,
			"yes or no=yes: yes and he will hurt me", "Dial 9 1 1. [hand over: yes and he will hurt me]",
		},
		"closed->agent again->a callback, not the same again": {
			"address: i moved", "A person does that. [hand over: i moved]",
			"closed", "We are closed until tomorrow at eight in the morning. Shall we call you?",
			"person: agent", "They are back then. Do you want a call?",
			"yes or no=yes: yes", "[book]",
			"booked", "Booked. Anything else?",
		},
		"closed->on with the task": {
			"status: my case", asksFor,
			"person: agent", "[hand over: my case]",
			"closed", "We are closed until tomorrow at eight in the morning. Shall we call you?",
			"yes or no=no: no", "Shall we go on with your case status?",
			"yes or no=yes: yes", "Say the letters and the digits.",
		},
		"the reason is asked once": {
			"person: agent", "What is it about?",
			"my card", "[hand over: my card]",
			"closed", "We are closed until tomorrow at eight in the morning. Shall we call you?",
			"yes or no=no: no", "Anything else?",
			"person: agent", "They are back then. Shall we call you?",
		},
		"yes or no->no, your hours": {
			"person: agent", "What is it about?",
			"my card", "[hand over: my card]",
			"closed", "We are closed until tomorrow at eight in the morning. Shall we call you?",
			"hours, yes or no=no: no tell me your hours", "You also asked about hours. We open at nine. From the guide. Anything else?",
		},
		"no, I don't want a person": {
			"address: i moved", "A person does that. [hand over: i moved]",
			"closed", "We are closed until tomorrow at eight in the morning. Shall we call you?",
			"person, yes or no=no: no i don't want a person", "Anything else?",
		},
		"repeat->repeat->repeat->a person": {
			"status: my case", asksFor,
			"key *", asksFor,
			"key *", "Say the letters and the digits.",
			"key *", "Key in the digits.",
			"key *", "A person will help. [hand over: my case]",
		},
		"the answer again, the question otherwise": {
			"hours: hours", "We open at nine. From the guide. Anything else?",
			"repeat: repeat", "We open at nine. From the guide. Anything else?",
			"repeat: repeat", "We open at nine. From the guide. What else do you need?",
		},
		"deaf, then not understood->a person": {
			"status: my case", asksFor,
			"deaf", "Bad line. Key in the digits.",
			"blah", "A person will help. [hand over: my case]",
		},
		"silence->repeat->keypad->a person": {
			"status: my case", asksFor,
			"silence", "Are you there?",
			"silence", "Key in the digits.",
			"silence", "I cannot hear you.",
			"silence", "A person will help. [hand over: my case]",
		},
		"anything else->silence->goodbye": {
			"hours: hours", "We open at nine. From the guide. Anything else?",
			"silence", "Are you there?",
			"silence", "Press 0 for a person.",
			"silence", "I cannot hear you.",
			"silence", "Goodbye. [hang up]",
		},
		"anything else->#->goodbye": {
			"hours: hours", "We open at nine. From the guide. Anything else?",
			"key #", "Goodbye. [hang up]",
		},
		"a refusal->the nearest thing": {
			"advice: what should i file", "I cannot advise. A lawyer can. From the guide. Anything else?",
		},
		"the other language, plainly->it is followed": {
			"hours: hours", "We open at nine. From the guide. Anything else?",
			"hours: hours again", "We open at nine. From the guide. What else?",
			"hours, language=es: su horario", "[es] Español entonces. For English say English. Abrimos a las nueve. De la guía. ¿Algo más?",
		},
	} {
		t.Run(name, func(t *testing.T) { dial(t).moves(pairs...) })
	}
}
