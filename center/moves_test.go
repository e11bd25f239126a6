package center

import (
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
)

const (
	withBot   = string(civicline.WithBot)
	waiting   = string(civicline.Waiting)
	offered   = string(civicline.Offered)
	withAgent = string(civicline.WithAgent)
	onHold    = string(civicline.OnHold)
	away      = string(civicline.Away)
	ended     = string(civicline.Ended)
)

// TestMoves is the life of a call, a move a line.
func TestMoves(t *testing.T) {
	lost := civicline.End{Call: "c1", Lost: true, Why: "the line was lost"}
	hangUp := civicline.End{Call: "c1", Why: "the caller hung up"}
	for _, tc := range []struct {
		name  string
		given func(*house)
		by    civicline.Actor
		cmd   civicline.Command
		want  []string
		line  string
	}{
		{"ringing->pick up->with the bot", func(h *house) { h.do(bot, civicline.Arrive{Call: "c1", Channel: civicline.Web}) }, bot, civicline.PickUp{Call: "c1"}, []string{"c1", withBot}, ""},
		{"ringing->hang up->ended", func(h *house) { h.do(bot, civicline.Arrive{Call: "c1", Channel: civicline.Web}) }, bot, hangUp, []string{"c1", ended}, ""},
		{"with the bot->hang up->ended", func(h *house) { h.begin("c1", "1") }, bot, hangUp, []string{"c1", ended}, ""},
		{"with the bot->line lost->ended", func(h *house) { h.begin("c1", "1") }, bot, lost, []string{"c1", ended}, ""},
		{"with the bot->enqueue->waiting", func(h *house) { h.begin("c1", "1") }, bot, civicline.Enqueue{Call: "c1", Tier: civicline.Tier1}, []string{"c1", waiting}, "c1"},
		{"with the bot->enqueue while maria is ready->offered", func(h *house) { h.ready(maria); h.begin("c1", "1") }, bot, civicline.Enqueue{Call: "c1", Tier: civicline.Tier1}, []string{"c1", offered, "maria", "ringing"}, "c1(maria)"},
		{"waiting->enqueue again->waiting", func(h *house) { h.wait("c1", "1") }, bot, civicline.Enqueue{Call: "c1", Tier: civicline.Tier1}, []string{"c1", waiting}, "c1"},
		{"waiting->dequeue->with the bot", func(h *house) { h.wait("c1", "1") }, bot, civicline.Dequeue{Call: "c1"}, []string{"c1", withBot}, ""},
		{"waiting->hang up->ended", func(h *house) { h.wait("c1", "1") }, bot, hangUp, []string{"c1", ended}, ""},
		{"waiting->line lost->away", func(h *house) { h.wait("c1", "1") }, bot, lost, []string{"c1", away}, "c1(away)"},
		{"waiting->maria ready->offered", func(h *house) { h.wait("c1", "1"); h.do(maria, civicline.SignIn{}) }, maria, civicline.GoReady{}, []string{"c1", offered, "maria", "ringing"}, "c1(maria)"},
		{"waiting in English->maria's English->Spanish->waiting in Spanish", func(h *house) { h.wait("c1", "1") }, bot, civicline.SetLanguage{Call: "c1", Language: civicline.Spanish}, []string{"c1", waiting}, "c1"},
		{"offered to maria->español->waiting, maria ready", func(h *house) { h.wait("c1", "1"); h.ready(maria) }, bot, civicline.SetLanguage{Call: "c1", Language: civicline.Spanish}, []string{"c1", waiting, "maria", "ready"}, "c1"},
		{"offered to ana->español->still offered to ana", func(h *house) { h.wait("c1", "1"); h.ready(ana) }, bot, civicline.SetLanguage{Call: "c1", Language: civicline.Spanish}, []string{"c1", offered, "ana", "ringing"}, "c1(ana)"},
		{"offered->accept->with an agent", func(h *house) { h.wait("c1", "1"); h.ready(maria) }, maria, civicline.Accept{Call: "c1"}, []string{"c1", withAgent, "maria", "talking"}, ""},
		{"offered->decline->waiting", func(h *house) { h.wait("c1", "1"); h.ready(maria) }, maria, civicline.Decline{Call: "c1"}, []string{"c1", waiting, "maria", "not ready"}, "c1"},
		{"offered->the bot declines for her->waiting", func(h *house) { h.wait("c1", "1"); h.ready(maria) }, bot, civicline.Decline{Call: "c1", Agent: "maria", Why: "no desktop"}, []string{"c1", waiting, "maria", "not ready"}, "c1"},
		{"offered->decline->offered to the next", func(h *house) { h.wait("c1", "1"); h.ready(maria); h.pass(time.Second); h.ready(ana) }, maria, civicline.Decline{Call: "c1"}, []string{"c1", offered, "maria", "not ready", "ana", "ringing"}, "c1(ana)"},
		{"offered->hang up->ended, maria ready", func(h *house) { h.wait("c1", "1"); h.ready(maria) }, bot, hangUp, []string{"c1", ended, "maria", "ready"}, ""},
		{"offered->hang up->maria gets the next", func(h *house) { h.wait("c1", "1"); h.ready(maria); h.wait("c2", "2") }, bot, hangUp, []string{"c1", ended, "c2", offered, "maria", "ringing"}, "c2(maria)"},
		{"offered->line lost->away, maria ready", func(h *house) { h.wait("c1", "1"); h.ready(maria) }, bot, lost, []string{"c1", away, "maria", "ready"}, "c1(away)"},
		{"offered->dequeue->with the bot", func(h *house) { h.wait("c1", "1"); h.ready(maria) }, bot, civicline.Dequeue{Call: "c1"}, []string{"c1", withBot, "maria", "ready"}, ""},
		{"offered->maria not ready->waiting", func(h *house) { h.wait("c1", "1"); h.ready(maria) }, maria, civicline.GoNotReady{Reason: "lunch"}, []string{"c1", waiting, "maria", "not ready"}, "c1"},
		{"offered->maria signs out->waiting", func(h *house) { h.wait("c1", "1"); h.ready(maria) }, maria, civicline.SignOut{}, []string{"c1", waiting, "maria", "signed out"}, "c1"},
		{"with an agent->hold->on hold", func(h *house) { h.talk("c1", maria) }, maria, civicline.Hold{Call: "c1"}, []string{"c1", onHold, "maria", "on hold"}, ""},
		{"on hold->unhold->with an agent", func(h *house) { h.talk("c1", maria); h.do(maria, civicline.Hold{Call: "c1"}) }, maria, civicline.Unhold{Call: "c1"}, []string{"c1", withAgent, "maria", "talking"}, ""},
		{"with an agent->maria leaves->with the bot", func(h *house) { h.talk("c1", maria) }, maria, civicline.Leave{Call: "c1"}, []string{"c1", withBot, "maria", "wrapping up"}, ""},
		{"on hold->maria leaves->with the bot", func(h *house) { h.talk("c1", maria); h.do(maria, civicline.Hold{Call: "c1"}) }, maria, civicline.Leave{Call: "c1"}, []string{"c1", withBot, "maria", "wrapping up"}, ""},
		{"with an agent->the agent's line lost->waiting, maria not ready", func(h *house) { h.talk("c1", maria) }, bot, civicline.Enqueue{Call: "c1", Tier: civicline.Tier1}, []string{"c1", waiting, "maria", "not ready"}, "c1"},
		{"on hold->the agent's line lost->waiting, maria not ready", func(h *house) { h.talk("c1", maria); h.do(maria, civicline.Hold{Call: "c1"}) }, bot, civicline.Enqueue{Call: "c1", Tier: civicline.Tier1}, []string{"c1", waiting, "maria", "not ready"}, "c1"},
		{"with an agent->the agent's line lost->offered to the next", func(h *house) { h.talk("c1", maria); h.ready(ana) }, bot, civicline.Enqueue{Call: "c1", Tier: civicline.Tier1}, []string{"c1", offered, "maria", "not ready", "ana", "ringing"}, "c1(ana)"},
		{"line lost->maria ready->offered to her again", func(h *house) { h.talk("c1", maria); h.do(bot, civicline.Enqueue{Call: "c1"}) }, maria, civicline.GoReady{}, []string{"c1", offered, "maria", "ringing"}, "c1(maria)"},
		{"line lost->maria writes the note->not ready", func(h *house) { h.talk("c1", maria); h.do(bot, civicline.Enqueue{Call: "c1"}) }, maria, civicline.WrapUp{Call: "c1", Note: "cut off", Outcome: civicline.ResultDropped, Ready: true}, []string{"c1", waiting, "maria", "not ready"}, "c1"},
		{"line lost->line lost again, said twice->waiting", func(h *house) { h.talk("c1", maria); h.do(bot, civicline.Enqueue{Call: "c1"}) }, bot, civicline.Enqueue{Call: "c1", Tier: civicline.Tier1}, []string{"c1", waiting, "maria", "not ready"}, "c1"},
		{"with an agent->hang up->ended", func(h *house) { h.talk("c1", maria) }, bot, hangUp, []string{"c1", ended, "maria", "wrapping up"}, ""},
		{"on hold->line lost->ended", func(h *house) { h.talk("c1", maria); h.do(maria, civicline.Hold{Call: "c1"}) }, bot, lost, []string{"c1", ended, "maria", "wrapping up"}, ""},
		{"wrapping up->note, ready->ready", func(h *house) { h.talk("c1", maria); h.do(bot, hangUp) }, maria, civicline.WrapUp{Call: "c1", Outcome: civicline.ResultAnswered, Ready: true}, []string{"maria", "ready"}, ""},
		{"wrapping up->note->not ready", func(h *house) { h.talk("c1", maria); h.do(bot, hangUp) }, maria, civicline.WrapUp{Call: "c1", Outcome: civicline.ResultAnswered}, []string{"maria", "not ready"}, ""},
		{"wrapping up->note before the bot is done->ready", func(h *house) { h.talk("c1", maria); h.do(maria, civicline.Leave{Call: "c1"}) }, maria, civicline.WrapUp{Call: "c1", Outcome: civicline.ResultAnswered, Ready: true}, []string{"c1", withBot, "maria", "ready"}, ""},
		{"wrapping up, ready->maria gets the next", func(h *house) { h.talk("c1", maria); h.wait("c2", "2"); h.do(bot, hangUp) }, maria, civicline.WrapUp{Call: "c1", Outcome: civicline.ResultAnswered, Ready: true}, []string{"c2", offered, "maria", "ringing"}, "c2(maria)"},
		{"wrapping up->not ready->the note can wait", func(h *house) {
			h.talk("c1", maria)
			h.do(bot, hangUp)
			h.do(maria, civicline.GoNotReady{Reason: "lunch"})
		}, maria, civicline.WrapUp{Call: "c1", Note: "late", Outcome: civicline.ResultAnswered}, []string{"maria", "not ready"}, ""},
		{"left by maria->wants a person again->waiting", func(h *house) { h.talk("c1", maria); h.do(maria, civicline.Leave{Call: "c1"}) }, bot, civicline.Enqueue{Call: "c1", Tier: civicline.Tier1}, []string{"c1", waiting, "maria", "wrapping up"}, "c1"},
		{"away->hang up, said late->still away", func(h *house) { h.wait("c1", "1"); h.do(bot, lost) }, bot, hangUp, []string{"c1", away}, "c1(away)"},
		{"ended->hang up again->ended", func(h *house) { h.begin("c1", "1"); h.do(bot, hangUp) }, bot, hangUp, []string{"c1", ended}, ""},
		{"not ready->maria signs out->signed out", func(h *house) { h.do(maria, civicline.SignIn{}) }, maria, civicline.SignOut{}, []string{"maria", "signed out"}, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			h := newHouse(t)
			tc.given(h)
			h.do(tc.by, tc.cmd)
			h.stands(tc.want...)
			h.lined(tc.line)
			reconcile(h)
		})
	}
}

// TestNoMoves are moves that the tables do not have, and what is said then.
func TestNoMoves(t *testing.T) {
	for _, tc := range []struct {
		name  string
		given func(*house)
		by    civicline.Actor
		cmd   civicline.Command
		want  civicline.Fault
		words string
	}{
		{"a call that was->arrive", func(h *house) { h.begin("c1", "1") }, bot, civicline.Arrive{Call: "c1", Channel: civicline.Web}, civicline.Conflict, "already is a call"},
		{"a call without an ID->arrive", func(*house) {}, bot, civicline.Arrive{Channel: civicline.Web}, civicline.Invalid, "needs an ID"},
		{"a call by mail->arrive", func(*house) {}, bot, civicline.Arrive{Call: "c1", Channel: "mail"}, civicline.Invalid, "by phone, from the web, or as a chat"},
		{"no call->pick up", func(*house) {}, bot, civicline.PickUp{Call: "c1"}, civicline.NotFound, "no such call"},
		{"picked up->pick up", func(h *house) { h.begin("c1", "1") }, bot, civicline.PickUp{Call: "c1"}, civicline.Conflict, "with the bot"},
		{"ringing->enqueue", func(h *house) { h.do(bot, civicline.Arrive{Call: "c1", Channel: civicline.Web}) }, bot, civicline.Enqueue{Call: "c1", Tier: civicline.Tier1}, civicline.Conflict, "ringing"},
		{"ended->enqueue", func(h *house) { h.begin("c1", "1"); h.do(bot, civicline.End{Call: "c1"}) }, bot, civicline.Enqueue{Call: "c1", Tier: civicline.Tier1}, civicline.Conflict, "ended"},
		{"with an agent->she enqueues her caller", func(h *house) { h.talk("c1", maria) }, maria, civicline.Enqueue{Call: "c1", Tier: civicline.Tier1}, civicline.Refused, "put a caller in line"},
		{"line lost->maria accepts what waits", func(h *house) { h.talk("c1", maria); h.do(bot, civicline.Enqueue{Call: "c1"}) }, maria, civicline.Accept{Call: "c1"}, civicline.Conflict, "does not ring for you"},
		{"line lost->maria leaves", func(h *house) { h.talk("c1", maria); h.do(bot, civicline.Enqueue{Call: "c1"}) }, maria, civicline.Leave{Call: "c1"}, civicline.Refused, "not on this call"},
		{"with the bot->enqueue for nobody's line", func(h *house) { h.begin("c1", "1") }, bot, civicline.Enqueue{Call: "c1", Tier: civicline.Tier2}, civicline.Invalid, "no line for tier 2 in English"},
		{"with the bot->dequeue", func(h *house) { h.begin("c1", "1") }, bot, civicline.Dequeue{Call: "c1"}, civicline.Conflict, "with the bot"},
		{"waiting->accept", func(h *house) { h.wait("c1", "1"); h.do(maria, civicline.SignIn{}) }, maria, civicline.Accept{Call: "c1"}, civicline.Conflict, "does not ring for you"},
		{"offered to maria->ana accepts", func(h *house) { h.wait("c1", "1"); h.ready(maria) }, ana, civicline.Accept{Call: "c1"}, civicline.Conflict, "does not ring for you"},
		{"accepted->accept", func(h *house) { h.talk("c1", maria) }, maria, civicline.Accept{Call: "c1"}, civicline.Conflict, "does not ring for you"},
		{"offered to maria->ana declines", func(h *house) { h.wait("c1", "1"); h.ready(maria) }, ana, civicline.Decline{Call: "c1"}, civicline.Conflict, "does not ring for you"},
		{"offered to maria->ana declines for her", func(h *house) { h.wait("c1", "1"); h.ready(maria) }, ana, civicline.Decline{Call: "c1", Agent: "maria"}, civicline.Refused, "run live calls"},
		{"maria's call->ana holds", func(h *house) { h.talk("c1", maria); h.do(ana, civicline.SignIn{}) }, ana, civicline.Hold{Call: "c1"}, civicline.Refused, "not on this call"},
		{"maria's call->ana leaves", func(h *house) { h.talk("c1", maria); h.do(ana, civicline.SignIn{}) }, ana, civicline.Leave{Call: "c1"}, civicline.Refused, "not on this call"},
		{"with an agent->unhold", func(h *house) { h.talk("c1", maria) }, maria, civicline.Unhold{Call: "c1"}, civicline.Conflict, "call resumed"},
		{"on hold->hold", func(h *house) { h.talk("c1", maria); h.do(maria, civicline.Hold{Call: "c1"}) }, maria, civicline.Hold{Call: "c1"}, civicline.Conflict, "call held"},
		{"left->hold", func(h *house) { h.talk("c1", maria); h.do(maria, civicline.Leave{Call: "c1"}) }, maria, civicline.Hold{Call: "c1"}, civicline.Conflict, ""},
		{"talking->sign out", func(h *house) { h.talk("c1", maria) }, maria, civicline.SignOut{}, civicline.Conflict, "Hang up first, then sign out"},
		{"talking->get ready", func(h *house) { h.talk("c1", maria) }, maria, civicline.GoReady{}, civicline.Conflict, "Hang up first"},
		{"talking->not ready", func(h *house) { h.talk("c1", maria) }, maria, civicline.GoNotReady{}, civicline.Conflict, "Hang up first"},
		{"signed out->get ready", func(*house) {}, maria, civicline.GoReady{}, civicline.Conflict, "Sign in first"},
		{"signed out->not ready", func(*house) {}, maria, civicline.GoNotReady{}, civicline.Conflict, "Sign in first"},
		{"ringing->get ready", func(h *house) { h.wait("c1", "1"); h.ready(maria) }, maria, civicline.GoReady{}, civicline.Conflict, "A call is ringing"},
		{"wrapping up->get ready", func(h *house) { h.talk("c1", maria); h.do(maria, civicline.Leave{Call: "c1"}) }, maria, civicline.GoReady{}, civicline.Conflict, "wrap-up"},
		{"talking->wrap up", func(h *house) { h.talk("c1", maria) }, maria, civicline.WrapUp{Call: "c1", Outcome: civicline.ResultOther}, civicline.Conflict, "Hang up first"},
		{"wrapping up->no outcome", func(h *house) { h.talk("c1", maria); h.do(maria, civicline.Leave{Call: "c1"}) }, maria, civicline.WrapUp{Call: "c1"}, civicline.Invalid, "Choose what came of the call"},
		{"maria's call->ana wraps up", func(h *house) { h.talk("c1", maria); h.do(maria, civicline.Leave{Call: "c1"}) }, ana, civicline.WrapUp{Call: "c1", Outcome: civicline.ResultOther}, civicline.Refused, "did not answer this call"},
		{"a stranger->sign in", func(*house) {}, civicline.Actor{ID: "eve", Tier: civicline.Tier1}, civicline.SignIn{}, civicline.NotFound, "no such agent"},
		{"with the bot->French", func(h *house) { h.begin("c1", "1") }, bot, civicline.SetLanguage{Call: "c1", Language: "fr"}, civicline.Invalid, "does not speak"},
		{"ended->Spanish", func(h *house) { h.begin("c1", "1"); h.do(bot, civicline.End{Call: "c1"}) }, bot, civicline.SetLanguage{Call: "c1", Language: civicline.Spanish}, civicline.Conflict, "over"},
		{"a recording elsewhere->recorded", func(h *house) { h.begin("c1", "1") }, bot, civicline.Recorded{Call: "c1", File: "../../etc/passwd"}, civicline.Invalid, "without a path"},
		{"nobody's turn->take turn", func(h *house) { h.begin("c1", "1") }, bot, civicline.TakeTurn{Call: "c1", Turn: civicline.Turn{Who: "ghost"}}, civicline.Invalid, ""},
		{"no number->book a callback", func(h *house) { h.begin("c1", "") }, bot, civicline.BookCallback{Call: "c1"}, civicline.Invalid, "Ask the caller for the number"},
		{"a place still taken->resume", func(h *house) { h.wait("c1", "1"); h.begin("c2", "1") }, bot, civicline.ResumePlace{Call: "c2", From: "c1"}, civicline.Conflict, "not kept"},
		{"another's place->resume", func(h *house) {
			h.wait("c1", "1")
			h.do(bot, civicline.End{Call: "c1", Lost: true})
			h.begin("c2", "2")
		}, bot, civicline.ResumePlace{Call: "c2", From: "c1"}, civicline.Conflict, "not kept"},
		{"numbers withheld->resume", func(h *house) { h.wait("c1", ""); h.do(bot, civicline.End{Call: "c1", Lost: true}); h.begin("c2", "") }, bot, civicline.ResumePlace{Call: "c2", From: "c1"}, civicline.Conflict, "not kept"},
		{"no place->resume", func(h *house) { h.begin("c1", "1"); h.begin("c2", "1") }, bot, civicline.ResumePlace{Call: "c2", From: "c1"}, civicline.Conflict, "not kept"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			h := newHouse(t)
			tc.given(h)
			if err := h.fails(tc.by, tc.cmd, tc.want); err != nil && !strings.Contains(err.Error(), tc.words) {
				t.Errorf("err = %v; want %q", err, tc.words)
			}
			reconcile(h)
		})
	}
}

// TestWhatComesFromOutside is cleaned before it is kept.
func TestWhatComesFromOutside(t *testing.T) {
	h := newHouse(t)
	h.do(bot, civicline.Arrive{Call: "c1", From: " +1202\x00555\xff0101\r\n", Channel: civicline.Phone})
	h.do(bot, civicline.PickUp{Call: "c1"})
	h.do(bot, civicline.Learn{Call: "c1", Facts: civicline.Facts{"na\x00me": "Mayag\xfcez"}})
	h.do(bot, civicline.Enqueue{Call: "c1", Tier: civicline.Tier1, Reason: strings.Repeat("ñ", 3000) + "\x1b[2J"})
	h.do(bot, civicline.TakeTurn{Call: "c1", Turn: civicline.Turn{Who: civicline.ByCaller, Text: "a\x00b\nc", Keys: "1\a2"}})
	c := h.call("c1")
	if string(c.From) != "+12025550101" || c.Facts["name"] != "Mayagez" || c.Reason != strings.Repeat("ñ", longestReason) {
		t.Errorf("kept %q, %v, a reason of %d", string(c.From), c.Facts, len(c.Reason))
	}
	events := h.events()
	if turn := events[len(events)-1].Data.Turn; turn.Text != "ab\nc" || turn.Keys != "12" {
		t.Errorf("kept %+v", turn)
	}
	reconcile(h)
}
