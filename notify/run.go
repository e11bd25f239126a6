package notify

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"log/slog"
	"time"

	"github.com/civicline/civicline"
)

// Work says what is to be sent; center.Center is one.
type Work interface {
	// ClaimTexts gives owner up to n texts that nobody else sends for a minute.
	ClaimTexts(ctx context.Context, owner string, n int) ([]civicline.Text, error)
	TextSent(ctx context.Context, owner string, text civicline.Text) error
	// TextFailed puts a text off, or gives it up if it is hopeless. why has no
	// personal data.
	TextFailed(ctx context.Context, owner string, text civicline.Text, why string, hopeless bool) error
}

// A Sender sends one text. It is given the same text again when it is not known
// whether it was sent, and must then send nothing twice: ID tells the same from
// another. Its errors hold no personal data.
type Sender interface {
	Send(ctx context.Context, text civicline.Text) error
}

// ErrHopeless is in the error of a Sender for a text that no further try will
// send.
var ErrHopeless = errors.New("it cannot be sent")

// ID is the name by which a text is known outside: the same for every try of one
// text, and of no other. It tells nothing about it.
func ID(text civicline.Text) string {
	sum := sha256.Sum256([]byte(text.Key))
	return "text_" + hex.EncodeToString(sum[:16])
}

// Options are what Run needs. Every and Log have a default.
type Options struct {
	Work   Work
	Sender Sender
	Owner  string        // this process, among all that send
	Every  time.Duration // how often it looks for work; 0 is 5 s
	Log    *slog.Logger  // nil is slog.Default
}

const (
	atOnce  = 4
	sending = 10 * time.Second // that one text may take: all that are claimed at once are done before the claim ends
)

// Run sends what is to be sent until ctx ends, and returns nil then.
func Run(ctx context.Context, o Options) error {
	if o.Every == 0 {
		o.Every = 5 * time.Second
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	for ctx.Err() == nil {
		texts, err := o.Work.ClaimTexts(ctx, o.Owner, atOnce)
		if err != nil && ctx.Err() == nil {
			o.Log.Warn("texts cannot be claimed", "err", err)
		}
		for _, text := range texts {
			o.send(ctx, text)
		}
		if len(texts) == atOnce {
			continue // there may be more
		}
		timer := time.NewTimer(o.Every)
		select {
		case <-ctx.Done():
			timer.Stop()
		case <-timer.C:
		}
	}
	return nil
}

// send tries one text, and says what came of it. One that was sent is said so
// even if ctx ends meanwhile.
func (o Options) send(ctx context.Context, text civicline.Text) {
	trying, cancel := context.WithTimeout(ctx, sending)
	err := o.Sender.Send(trying, text)
	cancel()
	if ctx.Err() != nil && err != nil {
		return // the claim ends by itself, and another tries
	}
	saying, cancel := context.WithTimeout(context.WithoutCancel(ctx), sending)
	defer cancel()
	if err == nil {
		err = o.Work.TextSent(saying, o.Owner, text)
		if err != nil {
			o.Log.Warn("a text was sent, which could not be noted: it may be tried again", "text", ID(text), "err", err)
		}
		return
	}
	o.Log.Warn("a text was not sent", "text", ID(text), "try", text.Attempt, "err", err)
	if err := o.Work.TextFailed(saying, o.Owner, text, err.Error(), errors.Is(err, ErrHopeless)); err != nil {
		o.Log.Warn("a text could not be put off", "text", ID(text), "err", err)
	}
}
