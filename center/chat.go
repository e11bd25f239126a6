package center

import (
	"context"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

// longestChat is how many bytes of a chat are kept.
const longestChat = 1 << 20

// SaveChat keeps a chat as it now stands, for a pass to run live calls.
func (c *Center) SaveChat(ctx context.Context, p civicline.Pass, chat civicline.TypedChat) error {
	const op = "keep a chat"
	if err := p.For(civicline.RunCalls); err != nil {
		return err
	}
	if chat.Token == "" || len(chat.State) > longestChat {
		return invalid(op, "This chat is too long to be kept. Please start another.")
	}
	chat.Token = hashToken(chat.Token)
	err := c.change(ctx, civicline.Bot, func(t *change) error {
		chat.Touched = t.now
		return t.PutChat(chat)
	})
	return c.plain(op, err)
}

// Chat returns the chat of a token, for a pass to run live calls, or a NotFound
// error.
func (c *Center) Chat(ctx context.Context, p civicline.Pass, token string) (chat civicline.TypedChat, err error) {
	if err := p.For(civicline.RunCalls); err != nil {
		return chat, err
	}
	err = c.look(ctx, "take up a chat", func(v *store.View) (err error) {
		chat, err = v.Chat(hashToken(token))
		return err
	})
	chat.Token = token
	return chat, err
}

// chatsAtOnce is how many chats one sweep ends, and forgets.
const chatsAtOnce = 500

// EndIdleChats ends the calls of the chats that were last touched before one
// time, and forgets those last touched before another. It returns how many were
// ended and forgotten.
func (c *Center) EndIdleChats(ctx context.Context, idle, forgotten time.Time) (ended, dropped int, err error) {
	const op = "end idle chats"
	var quiet, old []civicline.TypedChat
	err = c.look(ctx, op, func(v *store.View) (err error) {
		if quiet, err = v.IdleChats(idle, chatsAtOnce); err == nil {
			old, err = v.ChatsBefore(forgotten, chatsAtOnce)
		}
		return err
	})
	if err != nil || len(quiet)+len(old) == 0 {
		return 0, 0, err
	}
	err = c.change(ctx, clock, func(t *change) error {
		for _, chat := range quiet {
			call, err := t.Call(chat.Call)
			if err == nil && call.State != civicline.Ended {
				err = t.finish(&call, nil, civicline.Detail{Reason: "the chat fell silent"})
			}
			if err != nil {
				return err
			}
		}
		for _, chat := range old {
			if err := t.DropChat(chat.Token); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return 0, 0, c.plain(op, err)
	}
	return len(quiet), len(old), nil
}
