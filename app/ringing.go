package app

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
	"github.com/civicline/civicline/flow"
	"github.com/civicline/civicline/sipleg"
	"github.com/civicline/civicline/switchboard"
)

// trunkAddress is where callers are rung by.
var trunkAddress = regexp.MustCompile(`^sip:([\w.-]+|\[[0-9a-fA-F:.]+\])(:\d{1,5})?(;transport=(udp|tcp))?$`)

// trunk is the line that callers are rung on: the one of the options, else the
// agency's; "" is none.
func (a *App) trunk() string {
	if a.Trunk != "" {
		return a.Trunk
	}
	return a.agency.Trunk
}

func checkTrunk(where, trunk string) error {
	if trunk != "" && !trunkAddress.MatchString(trunk) {
		return fmt.Errorf("%s %q is not the address of a trunk; write sip:HOST or sip:HOST:PORT, with ;transport=tcp behind it if need be", where, trunk)
	}
	return nil
}

var ringable = regexp.MustCompile(`^\+?[0-9*#]{2,20}$`)

// ringUp rings a number by the trunk, and returns the leg once it is picked up.
func (a *App) ringUp(ctx context.Context, number civicline.PhoneNumber) (civicline.Leg, error) {
	if !ringable.MatchString(string(number)) {
		return nil, &civicline.Error{Kind: civicline.Invalid, Op: "ring a caller back", Message: "That is no number that can be rung."}
	}
	from := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == '+' {
			return r
		}
		return -1
	}, string(a.agency.Number))
	return a.phone.Dial(ctx, "sip:"+strings.ReplaceAll(string(number), "#", "%23")+"@"+strings.TrimPrefix(a.trunk(), "sip:"), sipleg.DialOptions{From: from})
}

// ringing tells the switchboard how callers are rung back, if there is a trunk.
func (a *App) ringing(o *switchboard.Options) error {
	if err := checkTrunk("agency.yaml: trunk:", a.agency.Trunk); err != nil {
		return err
	}
	if a.trunk() == "" {
		return nil // supervisors see it
	}
	o.Dial, o.Promises = a.ringUp, a.center
	return nil
}

// node names this process to the centre and to the switchboard.
const node = "main"

// callbackTimes answers the look-up of that name: for the line that the caller is in, else
// for the first that people of their language wait in.
func (a *App) callbackTimes(ctx context.Context, s *script, with civicline.Facts) (civicline.Facts, error) {
	id := civicline.QueueID(with["queue"])
	for _, q := range s.agency.Queues {
		if id == "" && q.Tier == civicline.Tier1 && q.Language == civicline.Language(with["language"]) {
			id = q.ID
		}
	}
	free, err := a.center.Slots(ctx, id, a.Now(), 60)
	if err != nil {
		return nil, err
	}
	return flow.CallbackTimes(free, a.Now(), s.agency.Calendar.Zone()), nil
}

// music reads what callers of a queue hear while they wait, where the agency has
// music of its own for it.
func (a *App) music() (func(civicline.QueueID) []civicline.Frame, error) {
	files := agencyFiles(a.Agency)
	by := map[civicline.QueueID][]civicline.Frame{}
	for id, name := range a.agency.Music {
		f, err := files.Open(name)
		if err != nil {
			return nil, fmt.Errorf("agency.yaml: music: %s: the file %s cannot be read: %w; put it into the agency's folder", id, name, err)
		}
		frames, err := audio.DecodeFrames(f)
		_ = f.Close() // only read
		if err != nil {
			return nil, fmt.Errorf("agency.yaml: music: %s: %s: %w; write a WAV file of 16 bits", id, name, err)
		}
		by[id] = frames
	}
	return func(id civicline.QueueID) []civicline.Frame { return by[id] }, nil
}
