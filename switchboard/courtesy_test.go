package switchboard

import (
	"fmt"

	"github.com/civicline/civicline/flow"

	"github.com/civicline/civicline"
)

// Next is the flow of most tests: it keeps no place, and goes by the words.
func (w *world) Next(p flow.Place, in flow.Input) (flow.Place, []civicline.Order) {
	if w.book != nil {
		return p, w.book(in)
	}
	return p, courtesy(in)
}

const greeting = "Thank you for calling the model agency. Para español diga español. This call may be recorded. In a few words, how can I help you today?"

func say(s string) civicline.Order  { return civicline.Say{Text: s} }
func firm(s string) civicline.Order { return civicline.Say{Text: s, Firm: true} }
func ask(q civicline.Question) civicline.Order {
	return civicline.Listen{To: civicline.Expectation{Question: q}}
}

func courtesy(in flow.Input) []civicline.Order {
	switch in.What {
	case flow.Began:
		if in.Kept != nil {
			return []civicline.Order{civicline.TakeBack{}}
		}
		return []civicline.Order{say(greeting), ask(civicline.OpenQuestion)}
	case flow.Said:
		return said(in.Reading.Text)
	case flow.Keyed:
		if in.Keys == "0" {
			return []civicline.Order{civicline.HandOver{To: civicline.Tier1, Reason: "keys"}}
		}
		return []civicline.Order{say("You pressed " + in.Keys), ask(civicline.OpenQuestion)}
	case flow.Deaf, flow.EngineLost:
		return []civicline.Order{say("Please use the keypad"), ask(civicline.OpenQuestion)}
	case flow.FalseAlarm:
		return []civicline.Order{say("As I said"), ask(civicline.OpenQuestion)}
	case flow.Silence:
		if in.Silent > 2 {
			return []civicline.Order{say("Goodbye"), civicline.HangUp{Why: "nobody spoke"}}
		}
		return []civicline.Order{say("Are you still there"), ask(civicline.OpenQuestion)}
	case flow.LookedUp:
		if in.Failed {
			return []civicline.Order{say("I cannot see that now"), ask(civicline.OpenQuestion)}
		}
		return []civicline.Order{say(in.Found["text"]), ask(civicline.OpenQuestion)}
	case flow.Queued, flow.Resumed:
		return []civicline.Order{say(fmt.Sprintf("You are number %d", in.Wait.Position)), civicline.PlayMusic{}}
	case flow.WaitChanged:
		return []civicline.Order{say(fmt.Sprintf("You are now number %d", in.Wait.Position))}
	case flow.OfferFailed:
		return []civicline.Order{say("You are still first in line"), civicline.PlayMusic{}}
	case flow.NotQueued:
		return []civicline.Order{say("We are closed"), civicline.PromiseCallback{Reason: "closed"}}
	case flow.CallbackBooked:
		return []civicline.Order{say("We will call you back"), civicline.HangUp{Why: "callback booked"}}
	case flow.AgentAnswered:
		return []civicline.Order{say("Connecting you to " + in.Agent)}
	case flow.AgentLeft:
		return []civicline.Order{firm("You spoke with " + in.Receipt.AgentName + " reference " + in.Receipt.Reference.String()), civicline.HangUp{Why: "done"}}
	}
	return nil
}

func said(text string) []civicline.Order {
	switch text {
	case "español por favor":
		return []civicline.Order{civicline.Speak{Language: civicline.Spanish}, civicline.Say{Text: "Muy bien, en qué le ayudo", Language: civicline.Spanish}, ask(civicline.OpenQuestion)}
	case "live agent":
		return []civicline.Order{say("What is it about?"), ask(civicline.FreeSpeech)}
	case "my card never came":
		return []civicline.Order{civicline.Remember{Facts: civicline.Facts{"about": "card"}}, civicline.HandOver{To: civicline.Tier1, Reason: text}}
	case "case status":
		return []civicline.Order{civicline.LookUp{What: "case status"}}
	case "I would rather not wait":
		return []civicline.Order{civicline.LeaveLine{}, say("You are out of the line"), ask(civicline.OpenQuestion)}
	case "goodbye":
		return []civicline.Order{say("Thank you, goodbye"), civicline.HangUp{Why: "goodbye"}}
	}
	return []civicline.Order{say("You said " + text), ask(civicline.OpenQuestion)}
}
