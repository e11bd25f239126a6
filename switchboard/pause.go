package switchboard

import (
	"strings"
	"time"
	"unicode/utf8"
)

// A cut is where the bot was stopped for a moment.
type cut struct {
	at     time.Time
	played string // of the piece that was cut
	before string // of that, what will not be said again
}

// pause stops speaking, to hear what the caller's voice is. The rest of what was
// being said, from its clause on, gets its voice meanwhile, so that the bot can
// go on at once.
func (c *call) pause() {
	p := c.mouth.pause()
	mouthSpoke{}.open(c) // what happened before
	if p != nil {
		played := c.bot.pace.played(p)
		from := clause(p.say.Text, played)
		c.bot.cut = &cut{c.board.Now(), played, strings.TrimSpace(p.say.Text[:from])}
		rest := &piece{say: p.say, spare: p.spare, again: true}
		rest.say.Text = p.say.Text[from:]
		c.mouth.again(rest)
		c.voiceAhead()
	}
	if !c.floor.Held() { // it began something else in that moment, or had ended
		c.goOn()
	}
}

// goOn speaks on after pause.
func (c *call) goOn() {
	if cut := c.bot.cut; cut != nil {
		c.bot.text = appended(c.bot.text, cut.before)
		c.bot.cut = nil
	}
	c.mouth.goOn()
}

// unsure is how many letters the place where a voice was cut may be earlier than
// it seems.
const unsure = 6

// clause returns where in text the clause begins in which a voice was cut that
// had played so much of it.
func clause(text, played string) int {
	at := strings.Index(text, played) + len(played)
	for range unsure {
		_, n := utf8.DecodeLastRuneInString(text[:at])
		at -= n
	}
	for i := at - 1; i > 0; i-- {
		if text[i] == ' ' && strings.IndexByte(".,;:?!", text[i-1]) >= 0 {
			return i + 1
		}
	}
	return 0
}
