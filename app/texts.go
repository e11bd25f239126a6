package app

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"github.com/civicline/civicline/center"
	"github.com/civicline/civicline/notify"
)

// SecretVariable names the environment variable with the secret of the gateway
// for texts, where no file is named.
const SecretVariable = "CIVICLINE_TEXT_SECRET" //nolint:gosec // its name, not the secret

// texts is what callers may be texted: a link only if people reach our pages.
func (a *App) texts() center.TextOptions {
	var o center.TextOptions
	if a.Public != "" {
		o.Link = strings.TrimRight(a.Public, "/") + "/callback/"
	}
	return o
}

// openTexts sends the texts that the centre has to send: to the agency's
// gateway, or into a folder of the data from which nobody sends them.
func (a *App) openTexts(context.Context) error {
	sender, err := a.textSender()
	if err != nil {
		return err
	}
	owner, err := os.Hostname()
	if err != nil {
		owner = "civicline"
	}
	a.work.Go(func() error {
		return notify.Run(a.workctx, notify.Options{Work: a.center, Sender: sender, Owner: owner, Log: a.Log})
	})
	return nil
}

func (a *App) textSender() (notify.Sender, error) {
	if a.TextGateway == "" {
		return notify.NewFolder(filepath.Join(a.Data, "texts"))
	}
	secret, err := notify.ReadSecret(a.TextSecret, SecretVariable)
	if err != nil {
		return nil, err
	}
	return notify.NewGateway(a.TextGateway, secret)
}
