package switchboard

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/civicline/civicline"
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

// longestClause is how long an agent who has come waits for the bot to end a
// clause.
const longestClause = 2500 * time.Millisecond

// clauseLeft is how long the clause still lasts that the caller is hearing; 0 if
// they hear none, or it would last too long.
func (c *call) clauseLeft() time.Duration {
	p, ok := c.mouth.atEar()
	if !ok {
		return 0
	}
	text := p.say.Text
	played := c.bot.pace.played(&p)
	from := strings.Index(text, played) + len(played)
	end := strings.IndexAny(text[from:], ".,;:?!")
	if end < 0 {
		end = len(text) - from - 1
	}
	rate := float64(c.bot.pace)
	switch letters := utf8.RuneCountInString(text); {
	case p.length > 0:
		rate = float64(letters) / float64(p.length)
	case rate == 0:
		rate = defaultPace
	}
	left := time.Duration(float64(utf8.RuneCountInString(text[from:from+end+1]))/rate) * civicline.FrameTime
	if left > longestClause {
		return 0
	}
	return left
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
