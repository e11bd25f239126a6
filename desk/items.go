package desk

import (
	"context"
	"strings"

	"github.com/civicline/civicline"
)

// itemPass returns the widest pass to service items that the rules give who.
func (d *Desk) itemPass(who civicline.Agent) (p civicline.Pass, all bool, err error) {
	if p, err = d.Grants.Ask(actor(who), civicline.WorkItems); err == nil {
		return p, true, nil
	}
	p, err = d.Grants.Ask(actor(who), civicline.SeeItems)
	return p, false, err
}

func (d *Desk) itemSheet(who civicline.Agent, i civicline.Item) ItemSheet {
	s := ItemSheet{Code: i.Code.String(), State: i.State, Since: i.Since, Urgent: i.Urgent, Topic: i.Topic, Note: i.Note, Language: i.Language,
		Number: hidden(i.Number), Call: i.Call, By: i.By, Opened: i.Opened, Due: i.Due, Overdue: !i.Breached.IsZero() && i.State.Owed(),
		From: i.From, Until: i.Until, Texts: i.Texts, Officer: i.Officer, Spoken: i.Spoken, Closed: i.Closed, May: []string{}}
	_, noWork := d.Grants.Ask(actor(who), civicline.WorkItems)
	_, noPlan := d.Grants.Ask(actor(who), civicline.OpenItems)
	if noWork == nil {
		s.Number, s.Outcome, s.OfficerNote = string(i.Number), i.Work.Outcome, i.Work.Note
	}
	for _, may := range []struct {
		word string
		what civicline.Kind
		err  error
	}{{"window", civicline.ItemWindowSet, noPlan}, {"withdraw", civicline.ItemDropped, noPlan}, {"close", civicline.ItemDone, noWork}} {
		if _, err := i.State.Next(may.what); err == nil && may.err == nil {
			s.May = append(s.May, may.word)
		}
	}
	return s
}

func windowsOf(slots []civicline.Slot) *windowsOutput {
	out := &windowsOutput{}
	out.Body.Windows = []Window{}
	for _, s := range slots {
		out.Body.Windows = append(out.Body.Windows, Window{s.From, s.Until})
	}
	return out
}

func (d *Desk) windows(ctx context.Context, who civicline.Agent, in *windowsInput) (*windowsOutput, error) {
	p, err := d.Grants.Ask(actor(who), civicline.OpenItems)
	if err != nil {
		return nil, err
	}
	slots, err := d.Officers.ItemWindows(ctx, p, in.ID, in.Urgent, offered)
	if err != nil {
		return nil, err
	}
	return windowsOf(slots), nil
}

func (d *Desk) windowsOf(ctx context.Context, who civicline.Agent, in *itemInput) (*windowsOutput, error) {
	p, err := d.Grants.Ask(actor(who), civicline.SeeItems)
	if err != nil {
		return nil, err
	}
	code, err := civicline.ParseItemCode(in.Code)
	if err != nil {
		return nil, err
	}
	slots, err := d.Officers.WindowsOf(ctx, p, code, offered)
	if err != nil {
		return nil, err
	}
	return windowsOf(slots), nil
}

func (d *Desk) openItem(ctx context.Context, who civicline.Agent, in *openItemInput) (*itemOutput, error) {
	b := in.Body
	done, err := d.Door.Do(ctx, actor(who), civicline.OpenItem{Call: in.ID, Urgent: b.Urgent, Topic: strings.TrimSpace(b.Topic),
		Note: strings.TrimSpace(b.Note), Number: civicline.PhoneNumber(strings.TrimSpace(b.Number)), Window: b.Window, Texts: b.Texts})
	if err != nil {
		return nil, err
	}
	out := &itemOutput{d.itemSheet(who, done.Item)}
	out.Body.Existed = done.Known
	return out, nil
}

func (d *Desk) items(ctx context.Context, who civicline.Agent, in *itemsInput) (*itemsOutput, error) {
	p, _, err := d.itemPass(who)
	if err != nil {
		return nil, err
	}
	f := civicline.ItemFilter{Limit: in.Limit}
	switch in.Which {
	case "owed":
		f.Owed = true
	case "overdue":
		f.Overdue = true
	case "spoken":
		f.States = []civicline.ItemState{civicline.ItemSpoken}
	case "over":
		f.States = []civicline.ItemState{civicline.ItemClosed, civicline.ItemWithdrawn}
	}
	items, err := d.Officers.Items(ctx, p, f)
	if err != nil {
		return nil, err
	}
	counts, err := d.Officers.CountItems(ctx, p)
	if err != nil {
		return nil, err
	}
	out := &itemsOutput{}
	out.Body.Items, out.Body.Overdue = make([]ItemSheet, 0, len(items)), counts.Overdue
	for _, i := range items {
		out.Body.Items = append(out.Body.Items, d.itemSheet(who, i))
	}
	return out, nil
}

func (d *Desk) item(ctx context.Context, who civicline.Agent, in *itemInput) (*itemOutput, error) {
	p, _, err := d.itemPass(who)
	if err != nil {
		return nil, err
	}
	code, err := civicline.ParseItemCode(in.Code)
	if err != nil {
		return nil, err
	}
	i, err := d.Officers.Item(ctx, p, code)
	if err != nil {
		return nil, err
	}
	return &itemOutput{d.itemSheet(who, i)}, nil
}

func (d *Desk) planItem(ctx context.Context, who civicline.Agent, in *planItemInput) (*itemOutput, error) {
	return d.doToItem(ctx, who, in.Code, func(code civicline.ItemCode) civicline.Command {
		return civicline.PlanItem{Code: code, Window: in.Body.From}
	})
}

func (d *Desk) withdrawItem(ctx context.Context, who civicline.Agent, in *itemInput) (*itemOutput, error) {
	return d.doToItem(ctx, who, in.Code, func(code civicline.ItemCode) civicline.Command { return civicline.DropItem{Code: code} })
}

func (d *Desk) closeItem(ctx context.Context, who civicline.Agent, in *closeItemInput) (*itemOutput, error) {
	return d.doToItem(ctx, who, in.Code, func(code civicline.ItemCode) civicline.Command {
		return civicline.CloseItem{Code: code, Outcome: in.Body.Outcome, Note: strings.TrimSpace(in.Body.Note)}
	})
}

func (d *Desk) doToItem(ctx context.Context, who civicline.Agent, written string, cmd func(civicline.ItemCode) civicline.Command) (*itemOutput, error) {
	code, err := civicline.ParseItemCode(written)
	if err != nil {
		return nil, err
	}
	done, err := d.Door.Do(ctx, actor(who), cmd(code))
	if err != nil {
		return nil, err
	}
	return &itemOutput{d.itemSheet(who, done.Item)}, nil
}

func (d *Desk) boardItems(ctx context.Context, p civicline.Pass, b *Board) error {
	if d.Officers == nil {
		return nil
	}
	n, err := d.Officers.CountItems(ctx, p)
	b.Items = BoardItems{n.Owed, n.Urgent, n.Overdue}
	return err
}
