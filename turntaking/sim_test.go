package turntaking

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
)

var start = time.Date(2026, 11, 23, 15, 0, 0, 0, time.UTC)

const step = 10 * time.Millisecond

// A scene is a stretch of a call: who spoke when, and how quick the recogniser
// was. See testdata/scenes.
type scene struct {
	name     string
	where    string
	question civicline.Question
	soFar    string
	patience time.Duration
	language civicline.Language
	two      bool          // an ear for each language
	partial  time.Duration // from a word's end to the partial hearing with it; negative: there are none
	final    time.Duration // from EndUtterance to the Final
	echo     time.Duration // the line gives the bot's voice back after so long
	answer   string        // what the bot says to every turn, and to silence
	until    time.Duration
	cues     []cue
	want     string
}

// A cue is a line of a scene.
type cue struct {
	at    time.Duration
	who   string // bot, caller, key, ear lost
	text  string
	other string // what the ear of the other language makes of it
	long  time.Duration
	final time.Duration // of this utterance, if not the scene's
	fails bool          // the engine does, on this utterance
	firm  bool
	more  bool // the turn goes on with the caller's next line
}

func (c cue) ends() time.Duration { return c.at + c.long }

// A stage plays one scene against the machine, in steps of 10 ms.
type stage struct {
	scene
	m     Manners
	f     Floor
	now   time.Duration
	wakes []time.Time
	log   []string
	out   []happened

	voice    bool // as the detector has it
	run, gap time.Duration
	edge     time.Duration

	ears  int
	mail  []letter
	since time.Duration // the last EndUtterance

	bot     []string // pieces still to be said; bot[0] now
	botAt   time.Duration
	botOn   bool
	held    bool
	firm    bool
	sounded []uttered // what the bot said, for the echo
}

type uttered struct {
	word     string
	from, to time.Duration
}

type letter struct {
	at time.Duration
	s  Sound
}

type happened struct {
	at  time.Duration
	out Outcome
}

func play(m Manners, sc scene) *stage {
	s := &stage{scene: sc, m: m, ears: 1, since: -time.Hour}
	if sc.two {
		s.ears = 2
	}
	s.ask()
	end := sc.until
	for _, c := range sc.cues {
		end = max(end, c.ends()+5*time.Second)
	}
	for s.now = 0; s.now <= end; s.now += step {
		s.tick()
	}
	return s
}

func (s *stage) ask() {
	s.next(Sound{What: Asked, Question: s.question, Ears: s.ears, SoFar: s.soFar, Patience: s.patience})
}

func (s *stage) tick() {
	for _, c := range s.cues {
		if c.at != s.now {
			continue
		}
		switch c.who {
		case "bot":
			s.say(c.text, c.firm)
		case "key":
			s.next(Sound{What: KeyPressed, Key: []rune(c.text)[0]})
		case "ear lost":
			s.ears--
			s.next(Sound{What: EarLost, Ears: s.ears})
		}
	}
	s.botSpeaks()
	s.detect()
	s.tellPartials()
	for i := 0; i < len(s.mail); {
		if l := s.mail[i]; l.at <= s.now {
			s.mail = slices.Delete(s.mail, i, i+1)
			s.next(l.s)
			continue
		}
		i++
	}
	for len(s.wakes) > 0 && !s.wakes[0].After(start.Add(s.now)) {
		s.wakes = s.wakes[1:]
		s.next(Sound{What: Tick})
	}
}

// say has the bot say pieces, parted by " / ".
func (s *stage) say(text string, firm bool) {
	quiet := len(s.bot) == 0
	s.bot = append(s.bot, strings.Split(text, " / ")...)
	s.firm = firm
	if quiet {
		s.botAt, s.botOn = s.now, false
	}
}

const perLetter = 70 * time.Millisecond

func (s *stage) botSpeaks() {
	if len(s.bot) == 0 || s.held {
		return
	}
	text := s.bot[0]
	if !s.botOn {
		s.botOn, s.botAt = true, s.now
		long := time.Duration(len([]rune(text))) * perLetter
		s.next(Sound{What: BotOn, Saying: Saying{Words: text, Long: long, Last: len(s.bot) == 1, Firm: s.firm}})
		at := 0
		for _, w := range strings.Fields(text) {
			n := len([]rune(w))
			s.sounded = append(s.sounded, uttered{bare(w), s.now + time.Duration(at)*perLetter, s.now + time.Duration(at+n)*perLetter})
			at += n + 1
		}
		return
	}
	if s.now < s.botAt+time.Duration(len([]rune(text)))*perLetter {
		return
	}
	s.bot, s.botOn = s.bot[1:], false
	if len(s.bot) == 0 {
		s.next(Sound{What: BotOff})
		return
	}
	s.botSpeaks()
}

// cut forgets what the bot had planned to be sounding from now on.
func (s *stage) cut() {
	s.sounded = slices.DeleteFunc(s.sounded, func(u uttered) bool { return u.from >= s.now })
	for i := range s.sounded {
		s.sounded[i].to = min(s.sounded[i].to, s.now)
	}
}

// loud reports whether the line carries a voice now, the caller's or the echo.
func (s *stage) loud() bool {
	for _, c := range s.cues {
		if c.who == "caller" && s.now >= c.at && s.now < c.ends() {
			return true
		}
	}
	return s.echo > 0 && slices.ContainsFunc(s.sounded, func(u uttered) bool { return s.now-s.echo >= u.from && s.now-s.echo < u.to+perLetter })
}

// detect is a voice detector that needs 80 ms for a beginning and 200 for an end.
func (s *stage) detect() {
	if s.loud() {
		s.run, s.gap = s.run+step, 0
		if !s.voice && s.run > 80*time.Millisecond {
			s.voice = true
			s.next(Sound{What: VoiceOn, Edge: start.Add(s.now - s.run + step)})
		}
		return
	}
	if s.gap == 0 {
		s.edge = s.now
	}
	s.gap += step
	if !s.voice {
		s.run = 0
	}
	if s.voice && s.gap > 200*time.Millisecond {
		s.voice, s.run = false, 0
		s.next(Sound{What: VoiceOff, Edge: start.Add(s.edge)})
	}
}

// spoken returns the words that ended on the line between two times, the
// caller's and the echo's.
func (s *stage) spoken(from, to time.Duration, other bool) string {
	var all []uttered
	for _, c := range s.cues {
		if c.who != "caller" {
			continue
		}
		text := c.text
		if other {
			text = c.other
		}
		words := strings.Fields(text)
		for i, w := range words {
			each := c.long / time.Duration(len(words))
			all = append(all, uttered{w, c.at + time.Duration(i)*each, c.at + time.Duration(i+1)*each})
		}
	}
	if s.echo > 0 && !other {
		for _, u := range s.sounded {
			masked := slices.ContainsFunc(s.cues, func(c cue) bool { return c.who == "caller" && u.to+s.echo > c.at && u.from+s.echo < c.ends() })
			if u.to-u.from >= 80*time.Millisecond && !masked {
				all = append(all, uttered{u.word, u.from + s.echo, u.to + s.echo})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b uttered) int { return int(a.to - b.to) })
	var out []string
	for _, u := range all {
		if u.to > from && u.to <= to {
			out = append(out, u.word)
		}
	}
	return strings.Join(out, " ")
}

func (s *stage) hypothesis(ear int, from, to time.Duration) civicline.Hypothesis {
	h := civicline.Hypothesis{Language: s.language, Text: s.spoken(from, to, ear == 1), Confidence: 0.8}
	if ear == 1 {
		h.Language, h.Confidence = other(s.language), 0.4
	}
	return h
}

func other(l civicline.Language) civicline.Language {
	if l == civicline.English {
		return civicline.Spanish
	}
	return civicline.English
}

func (s *stage) tellPartials() {
	if s.partial < 0 {
		return
	}
	at := s.now - s.partial
	if at <= s.since || s.spoken(at-step, at, false) == "" {
		return
	}
	for ear := range s.ears {
		s.next(Sound{What: Partial, Hearing: civicline.Hearing{Best: s.hypothesis(ear, s.since, at)}})
	}
}

// endUtterance has every ear answer.
func (s *stage) endUtterance() {
	took, fails := s.final, false
	for _, c := range s.cues {
		if c.who == "caller" && c.at <= s.now && c.ends() > s.since {
			fails = c.fails
			if c.final > 0 {
				took = c.final
			}
		}
	}
	for ear := range s.ears {
		h := civicline.Hearing{Final: true, Best: s.hypothesis(ear, s.since, s.now), Took: took}
		if fails {
			h.Err, h.Best.Text = errors.New("gone"), ""
		}
		s.mail = append(s.mail, letter{s.now + took, Sound{What: Final, Hearing: h}})
	}
	s.since = s.now
}

func (s *stage) next(sound Sound) {
	sound.At = start.Add(s.now)
	var out Outcome
	s.f, out = s.m.Next(s.f, sound)
	if len(out.Orders) > 0 || out.over() {
		s.out = append(s.out, happened{s.now, out})
	}
	for _, o := range out.Orders {
		s.obey(o)
	}
	switch {
	case out.Finished:
		var said []string
		for _, h := range out.Said {
			said = append(said, h.Text)
		}
		if out.Keys != "" {
			s.note("keys %s", strings.TrimSpace(out.Keys+" "+strings.Join(said, " | ")))
		} else {
			s.note("said %s", strings.Join(said, " | "))
		}
	case out.Silent > 0:
		s.note("silent %d", out.Silent)
	case out.StillHere:
		s.note("still here")
	case out.Deaf:
		s.note("deaf")
	}
	if s.answer != "" && (out.Finished || out.Deaf || out.Silent > 0) {
		s.say(s.answer, false)
		s.ask()
	}
}

func (s *stage) obey(o civicline.Order) {
	switch o := o.(type) {
	case civicline.Wake:
		s.wakes = append(s.wakes, o.At)
		slices.SortFunc(s.wakes, time.Time.Compare)
	case civicline.Pause:
		s.note("pause")
		s.held = true
		s.cut()
	case civicline.GoOn:
		s.note("go on")
		s.held = false
		if s.botOn {
			s.bot[0] = clause(s.bot[0], int((s.now-s.botAt)/perLetter))
			s.botOn = false
		}
	case civicline.Hush:
		s.note("hush")
		s.cut()
		s.bot, s.held, s.botOn = nil, false, false
	case civicline.EndUtterance:
		s.endUtterance()
	}
}

// clause is text from the beginning of the clause in which the nth letter is.
func clause(text string, n int) string {
	n = min(n, len(text))
	if at := strings.LastIndexAny(text[:n], ".,?"); at >= 0 {
		return strings.TrimSpace(text[at+1:])
	}
	return text
}

func (s *stage) note(format string, args ...any) {
	s.log = append(s.log, fmt.Sprintf("%.2f ", s.now.Seconds())+fmt.Sprintf(format, args...))
}

// turnEnds returns, for every turn of words, how long after the caller's voice
// had ended it was judged over; and how many turns were cut in two.
func (s *stage) turnEnds() (delays []time.Duration, turns, cuts int) {
	var last []cue
	for i, c := range s.cues {
		if c.who != "caller" || strings.TrimSpace(c.text) == "" {
			continue
		}
		if !c.more {
			turns++
			last = append(last, c)
			continue
		}
		next := slices.IndexFunc(s.cues[i+1:], func(d cue) bool { return d.who == "caller" })
		for _, h := range s.out {
			if next >= 0 && h.out.Finished && h.at >= c.at && h.at < s.cues[i+1+next].ends() {
				cuts++
			}
		}
	}
	for _, h := range s.out {
		if !h.out.Finished || h.out.Keys != "" {
			continue
		}
		var end time.Duration
		for _, c := range last {
			if c.ends() <= h.at {
				end = max(end, c.ends())
			}
		}
		if end > 0 {
			delays = append(delays, h.at-end)
		}
	}
	return delays, turns, cuts
}

func ms(n int) time.Time { return start.Add(time.Duration(n) * time.Millisecond) }

func logOf(t testing.TB, sc scene) string {
	t.Helper()
	return strings.Join(play(Polite, sc).log, "; ")
}
