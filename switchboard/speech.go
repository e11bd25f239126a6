package switchboard

import (
	"context"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
	"github.com/civicline/civicline/turntaking"
)

// ahead is how many sentences are given a voice before they are due.
const ahead = 3

// A speech is the bot's turn while it holds the floor: what of its sentences
// was played so far.
type speech struct {
	on       bool
	firm     bool
	text     string
	language civicline.Language
	began    time.Time
	ended    time.Time
	latency  *civicline.Latency // if it answers the caller
	pace     pace
	lost     bool // no voice works: a person has been asked for
	cut      *cut // while it is paused
}

// say puts a sentence behind what is already being said.
func (c *call) say(o civicline.Say) {
	if o.Text == "" {
		return
	}
	if o.Language == "" {
		o.Language = c.language
	}
	c.answer.answered(c.board.Now())
	c.mouth.add(&piece{say: o})
	c.voiceAhead()
}

// voiceAhead gives the next few sentences a voice.
func (c *call) voiceAhead() {
	for _, p := range c.mouth.unvoiced(ahead) {
		c.voice(p, c.board.Synthesizer)
	}
}

// voice has a piece spoken by s. A voice that fails is told of by the mouth,
// when it comes to that piece.
func (c *call) voice(p *piece, s civicline.Synthesizer) {
	ctx, cancel := context.WithCancel(c.ctx)
	c.mouth.begin(p, cancel)
	u := civicline.Utterance{Language: p.say.Language, Text: p.say.Text, Slower: p.say.Slower}
	c.wg.Go(func() {
		src, err := s.Speak(ctx, u)
		if err != nil {
			src = broken{err}
		}
		c.mouth.voiced(p, src)
	})
}

// open hears what the mouth has said since.
func (mouthSpoke) open(c *call) {
	for _, s := range c.mouth.take() {
		switch {
		case !s.ended:
			c.pieceBegan(s)
		case s.err != nil:
			c.voiceFailed(s)
		default:
			c.pieceEnded(s, s.p.say.Text)
		}
	}
	c.voiceAhead()
}

func (c *call) pieceBegan(s spoken) {
	if s.p.sound {
		return
	}
	if !s.p.again {
		c.caption(civicline.ByBot, s.p.say.Text)
	}
	b := &c.bot
	if !b.on {
		b.text, b.language, b.began = "", s.p.say.Language, s.at
		b.latency = c.answer.sounded(s.at)
		if b.latency != nil {
			c.logAnswer(*b.latency)
		}
	}
	b.on, b.firm = true, s.p.say.Firm
	c.sound(turntaking.Sound{What: turntaking.BotOn, Saying: turntaking.Saying{
		Words: s.p.say.Text, Long: time.Duration(s.p.length) * civicline.FrameTime, Last: s.last, Firm: b.firm,
	}})
}

// pieceEnded notes what was played of a piece, and ends the bot's turn with the
// last.
func (c *call) pieceEnded(s spoken, played string) {
	s.p.cancel()
	if !s.p.sound {
		c.bot.text, c.bot.ended = appended(c.bot.text, played), s.at
		if s.err == nil {
			c.bot.pace.learn(s.p.say.Text, s.p.frames)
		}
	}
	if !s.last {
		return
	}
	c.spoken(false)
	c.tape.notice()
	c.sound(turntaking.Sound{What: turntaking.BotOff})
}

// hush stops speaking at once, and writes down exactly what was played. It
// reports whether there was anything to stop.
func (c *call) hush() bool {
	mouthSpoke{}.open(c)
	at, any := c.mouth.hush()
	cut := c.bot.cut
	c.bot.cut = nil
	if !any {
		return false
	}
	c.bot.ended = c.board.Now()
	switch {
	case cut != nil:
		c.bot.text, c.bot.ended = appended(c.bot.text, cut.played), cut.at
	case !at.sound:
		c.bot.text = appended(c.bot.text, c.bot.pace.played(&at))
	}
	c.spoken(true)
	c.tape.notice()
	return true
}

// spoken ends the bot's turn.
func (c *call) spoken(interrupted bool) {
	b := &c.bot
	if !b.on {
		return
	}
	b.on = false
	c.record(civicline.Turn{
		Who: civicline.ByBot, Language: b.language, Text: b.text,
		Began: c.since(b.began), Ended: c.since(b.ended), Interrupted: interrupted,
	}, b.latency)
	b.latency = nil
}

// voiceFailed has the piece said by the spare voice; without one the caller
// hears a tone, and is given to a person.
func (c *call) voiceFailed(s spoken) {
	c.log.Error("a voice failed", "language", s.p.say.Language, "spare", s.p.spare, "err", s.err)
	s.p.cancel()
	if s.p.frames > 0 {
		played := c.bot.pace.played(s.p)
		c.bot.text = appended(c.bot.text, played)
		s.p.say.Text = s.p.say.Text[len(played):]
	}
	if c.board.Spare != nil && !s.p.spare {
		p := &piece{say: s.p.say, spare: true}
		c.mouth.again(p)
		c.voice(p, c.board.Spare)
		return
	}
	c.mouth.again(c.newSound(c.board.beep))
	if !c.bot.lost && c.talking() && c.state == civicline.WithBot {
		c.bot.lost = true
		c.handOver(civicline.Tier1, c.queue.reason)
	}
}

// newSound is a piece that is no speech.
func (c *call) newSound(frames []civicline.Frame) *piece {
	return &piece{sound: true, src: audio.Frames(frames), cancel: func() {}}
}

// broken is the Source of a voice that could not be made.
type broken struct{ err error }

func (b broken) ReadFrame(*civicline.Frame) error { return b.err }
