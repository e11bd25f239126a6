package app

import (
	"context"
	"time"

	"github.com/civicline/civicline/chat"
)

// A chat that nobody writes in ends after idleChat. It can be read for keepChat.
const (
	idleChat = 30 * time.Minute
	keepChat = 24 * time.Hour
)

// openChat lets people type instead of talk.
func (a *App) openChat(context.Context) error {
	a.chat = chat.New(chat.Options{
		Door: a.center, Reads: a.center, Now: a.Now, Log: a.Log, AddressOf: a.trusted.addressOf,
		Script: func(version string) chat.Script {
			s := a.scripts.of(version)
			return chat.Script{Book: s.agency.Book, Model: s.model, LookUp: a.lookUp(s)}
		},
	})
	a.work.Go(func() error {
		every := time.NewTicker(time.Minute)
		defer every.Stop()
		for {
			select {
			case <-a.workctx.Done():
				return nil
			case <-every.C:
				now := a.Now()
				_, _, err := a.center.EndIdleChats(a.workctx, now.Add(-idleChat), now.Add(-keepChat))
				if err != nil && a.workctx.Err() == nil {
					a.Log.Warn("idle chats could not be ended", "err", err)
				}
			}
		}
	})
	return nil
}
