package crashtest

import (
	"context"
	"log/slog"
	"strings"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/center"
	"github.com/civicline/civicline/hours"
	"github.com/civicline/civicline/store"
	"github.com/civicline/civicline/store/postgres"
	"github.com/civicline/civicline/store/sqlite"
)

// openStore opens a PostgreSQL database by its URL, or a SQLite file by its path.
func openStore(ctx context.Context, at string) (*store.Store, error) {
	if strings.HasPrefix(at, "postgres://") || strings.HasPrefix(at, "postgresql://") {
		return postgres.Open(ctx, postgres.Options{URL: at})
	}
	return sqlite.Open(ctx, sqlite.Options{Path: at})
}

// ring is how long an offer rings: short, so that the clock has much to do.
const ring = 150 * time.Millisecond

var queues = []civicline.Queue{
	{ID: "t1-en", Tier: civicline.Tier1, Language: civicline.English},
	{ID: "t1-es", Tier: civicline.Tier1, Language: civicline.Spanish},
}

const agents = 12

func people() (out []center.Person) {
	for i := range agents {
		p := center.Person{ID: agentID(i), Name: string(agentID(i)), Tier: civicline.Tier1, Speaks: []civicline.Language{civicline.English}}
		if i%3 == 0 {
			p.Speaks = civicline.Languages
		}
		out = append(out, p)
	}
	return out
}

// openCenter opens a centre that never closes, with everybody allowed to do
// what this needs.
func openCenter(ctx context.Context, st *store.Store, publish func(civicline.Event)) (*center.Center, error) {
	grants := civicline.Grants{}
	for _, act := range civicline.Acts {
		grants[act] = civicline.Tiers
	}
	return center.Open(ctx, center.Options{
		Store: st, Grants: grants, Queues: queues, Calendar: hours.Always(), People: people(),
		Publish: publish, RingTime: ring, RetryAfter: 2 * ring, DialTime: 2 * ring, Log: slog.New(slog.DiscardHandler),
	})
}
