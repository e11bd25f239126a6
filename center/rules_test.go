package center

import (
	"fmt"
	"strings"
	"testing"

	"github.com/civicline/civicline"
)

// TestWhoMay drives every command as every tier: a mark where the rules let it
// through (whatever becomes of it then).
func TestWhoMay(t *testing.T) {
	const want = `
Arrive                  .  bot .  .  .
PickUp                  .  bot .  .  .
SetLanguage             .  bot .  .  .
TakeTurn                .  bot .  .  .
Learn                   .  bot .  .  .
Enqueue                 .  bot .  .  .
ResumePlace             .  bot .  .  .
Dequeue                 .  bot .  .  .
BookCallback            .  bot 1  .  .
Rebook                  pub bot 1 2  sup
DropCallback            pub bot 1 2  sup
ResumeCallback          .  bot .  .  .
Reach                   .  bot .  .  .
Missed                  .  bot .  .  .
CloseLines              .  .   .  .  sup
OpenLines               .  .   .  .  sup
Accept                  .  .   1  2  .
Decline                 .  .   1  2  .
Decline for another     .  bot .  .  .
Hold                    .  .   1  2  .
Unhold                  .  .   1  2  .
Leave                   .  .   1  2  .
End                     .  bot .  .  .
Recorded                .  bot .  .  .
SignIn                  .  .   1  2  sup
GoReady                 .  .   1  2  .
GoNotReady              .  .   1  2  .
SignOut                 .  .   1  2  sup
Consult                 .  .   1  .  .
EndConsult              .  bot 1  2  .
Transfer                .  .   1  .  .
OpenItem                .  .   1  2  sup
PlanItem                .   bot 1 2  sup
DropItem                .   bot 1 2  sup
CloseItem               .  .   .  2  sup
WrapUp                  .  .   1  2  .
`
	short := map[civicline.Tier]string{civicline.Public: "pub", civicline.BotTier: "bot", civicline.Tier1: "1", civicline.Tier2: "2", civicline.Supervisor: "sup"}
	h := newHouse(t)
	var b strings.Builder
	for _, cmd := range []civicline.Command{
		civicline.Arrive{}, civicline.PickUp{}, civicline.SetLanguage{}, civicline.TakeTurn{}, civicline.Learn{}, civicline.Enqueue{},
		civicline.ResumePlace{}, civicline.Dequeue{}, civicline.BookCallback{}, civicline.Rebook{}, civicline.DropCallback{}, civicline.ResumeCallback{},
		civicline.Reach{}, civicline.Missed{}, civicline.CloseLines{}, civicline.OpenLines{}, civicline.Accept{}, civicline.Decline{}, civicline.Decline{Agent: "another"},
		civicline.Hold{}, civicline.Unhold{}, civicline.Leave{}, civicline.End{}, civicline.Recorded{}, civicline.SignIn{}, civicline.GoReady{},
		civicline.GoNotReady{}, civicline.SignOut{}, civicline.Consult{}, civicline.EndConsult{}, civicline.Transfer{}, civicline.OpenItem{}, civicline.PlanItem{},
		civicline.DropItem{}, civicline.CloseItem{}, civicline.WrapUp{},
	} {
		name := strings.TrimPrefix(fmt.Sprintf("%T", cmd), "civicline.")
		if d, ok := cmd.(civicline.Decline); ok && d.Agent != "" {
			name += " for another"
		}
		fmt.Fprintf(&b, "\n%s", name)
		for _, tier := range civicline.Tiers {
			// Nobody of this name exists, and no call: whoever is let through fails later, but not by the rules.
			_, err := h.Do(t.Context(), civicline.Actor{ID: "nobody", Tier: tier}, cmd)
			mark := short[tier]
			if civicline.FaultOf(err) == civicline.Refused {
				mark = "."
				if !strings.Contains(err.Error(), "Ask someone of") {
					t.Errorf("%s by %s: %v; want the next lawful step", name, tier, err)
				}
			}
			b.WriteString(" " + mark)
		}
	}
	if strings.Join(strings.Fields(b.String()), " ") != strings.Join(strings.Fields(want), " ") {
		t.Errorf("the rules are now:%s", b.String())
	}
	if len(h.events()) != 0 {
		t.Error("something was done")
	}
}

// TestReadersWantAPass tries every reader with every pass.
func TestReadersWantAPass(t *testing.T) {
	h := newHouse(t)
	h.talk("c1", maria)
	h.do(bot, civicline.TakeTurn{Call: "c1", Turn: civicline.Turn{Who: civicline.ByCaller, Text: "my card is late"}})
	h.do(bot, civicline.Recorded{Call: "c1", File: "c1.wav"})
	ref := h.call("c1").Reference
	ctx := t.Context()
	readers := []struct {
		name string
		read func(civicline.Pass) error
		want map[civicline.Act]bool
	}{
		{"call", func(p civicline.Pass) error { _, err := h.Call(ctx, p, "c1"); return err }, map[civicline.Act]bool{civicline.ReadAllCalls: true, civicline.ReadOwnCalls: true, civicline.RunCalls: true}},
		{"events", func(p civicline.Pass) error { _, err := h.Events(ctx, p, "c1"); return err }, map[civicline.Act]bool{civicline.ReadAllCalls: true, civicline.ReadOwnCalls: true, civicline.RunCalls: true}},
		{"calls", func(p civicline.Pass) error { _, err := h.Calls(ctx, p, Filter{}); return err }, map[civicline.Act]bool{civicline.ReadAllCalls: true, civicline.ReadOwnCalls: true}},
		{"recording", func(p civicline.Pass) error { _, err := h.Recording(ctx, p, "c1"); return err }, map[civicline.Act]bool{civicline.HearRecordings: true, civicline.ReadOwnCalls: true}},
		{"waiting", func(p civicline.Pass) error { _, err := h.Waiting(ctx, p); return err }, map[civicline.Act]bool{civicline.SeeQueues: true}},
		{"agents", func(p civicline.Pass) error { _, err := h.Agents(ctx, p); return err }, map[civicline.Act]bool{civicline.SeeQueues: true}},
		{"callbacks", func(p civicline.Pass) error { _, err := h.Callbacks(ctx, p); return err }, map[civicline.Act]bool{civicline.SeeQueues: true}},
		{"receipt", func(p civicline.Pass) error { _, err := h.Receipt(ctx, p, ref); return err }, map[civicline.Act]bool{civicline.ReadReceipts: true}},
	}
	everyone := civicline.Grants{}
	for _, act := range civicline.Acts {
		everyone[act] = []civicline.Tier{civicline.Tier1}
	}
	for _, r := range readers {
		if civicline.FaultOf(r.read(civicline.Pass{})) != civicline.Refused {
			t.Errorf("%s: the zero pass opens it", r.name)
		}
		for _, act := range civicline.Acts {
			p, _ := everyone.Ask(maria, act)
			if err := r.read(p); (err == nil) != r.want[act] || err != nil && civicline.FaultOf(err) != civicline.Refused {
				t.Errorf("%s with a pass to %s: %v", r.name, act, err)
			}
		}
	}
}

func TestOwnCalls(t *testing.T) {
	h := newHouse(t)
	h.talk("c1", maria)
	h.do(bot, civicline.Recorded{Call: "c1", File: "c1.wav"})
	h.do(bot, civicline.End{Call: "c1"})
	h.wait("c2", "2")
	h.ready(ana) // c2 rings for her
	ctx := t.Context()
	own, anas := h.ask(maria, civicline.ReadOwnCalls), h.ask(ana, civicline.ReadOwnCalls)
	for _, id := range []civicline.CallID{"c1", "c2"} {
		_, err := h.Call(ctx, own, id)
		_, err2 := h.Events(ctx, own, id)
		if mine := id == "c1"; (err == nil) != mine || (err2 == nil) != mine {
			t.Errorf("maria reads %s: %v, %v", id, err, err2)
		}
	}
	if _, err := h.Recording(ctx, anas, "c1"); civicline.FaultOf(err) != civicline.NotFound {
		t.Errorf("ana hears maria's recording: %v", err)
	}
	if c, err := h.Call(ctx, anas, "c2"); err != nil || c.Reason != "my card is late" {
		t.Errorf("ana sees what rings: %+v, %v", c, err)
	}
	calls, err := h.Calls(ctx, own, Filter{Agent: "ana"}) // whatever it says
	if err != nil || len(calls) != 1 || calls[0].ID != "c1" {
		t.Errorf("maria's history is %+v, %v", calls, err)
	}
	h.do(ana, civicline.Decline{Call: "c2"})
	if _, err := h.Call(ctx, anas, "c2"); civicline.FaultOf(err) != civicline.NotFound {
		t.Errorf("ana reads a call she declined: %v", err)
	}
	all := h.ask(boss, civicline.ReadAllCalls)
	for want, f := range map[string]Filter{
		"c2 c1": {}, "c1": {Agent: "maria"}, "c2": {Live: true}, "c1 ": {Unnoted: true}, "c2 ": {Limit: 1},
	} {
		calls, err := h.Calls(ctx, all, f)
		var ids []string
		for _, c := range calls {
			ids = append(ids, string(c.ID))
		}
		if err != nil || strings.Join(ids, " ") != strings.TrimSpace(want) {
			t.Errorf("%+v: %v, %v; want %s", f, ids, err, want)
		}
	}
}
