package civicline

import (
	"fmt"
	"strings"
	"time"
)

// An Item is a matter that an officer will ring the caller about: opened by the
// agent of a call when no officer was free. Its clock runs from Opened, whatever
// is planned anew.
type Item struct {
	Code     ItemCode
	State    ItemState
	Since    time.Time // of State
	Urgent   bool
	Topic    string
	Note     string // of whoever opened it
	Language Language
	Number   PhoneNumber // to be rung
	Call     CallID      // in which it was opened
	By       AgentID     // who opened it
	Opened   time.Time
	Due      time.Time // an officer has spoken with the caller by then
	Breached time.Time // when Due had passed and nobody had; zero is not
	Callback Reference // the promise that it is rung by
	From     time.Time // the window that is planned
	Until    time.Time
	Texts    bool // the caller agreed to text messages about it
	Officer  AgentID
	Spoken   time.Time // an officer had the caller on the line
	Closed   time.Time
	Work     Work
}

// Work is what an officer wrote about an item: case-specific, and for those
// alone who may work on service items.
type Work struct {
	Outcome Outcome
	Note    string
}

// String keeps an officer's words out of whatever is printed.
func (w Work) String() string {
	if w == (Work{}) {
		return "[nothing]"
	}
	return "[officer's work]"
}

// ItemState says how far an item has come.
type ItemState string

// The states of an item.
const (
	ItemOpen      ItemState = "open"      // no time is planned yet
	ItemPlanned   ItemState = "planned"   // an officer rings in its window
	ItemSpoken    ItemState = "spoken"    // an officer had the caller on the line
	ItemUnreached ItemState = "unreached" // rung as often as may be; the caller may choose another time
	ItemClosed    ItemState = "closed"
	ItemWithdrawn ItemState = "withdrawn" // the caller wants it no more
)

// itemMoves is the whole life of an item. What it does not list cannot happen.
var itemMoves = map[ItemState]map[Kind]ItemState{
	ItemOpen:      {ItemWindowSet: ItemPlanned, ItemTaken: ItemSpoken, ItemDropped: ItemWithdrawn, ItemDone: ItemClosed},
	ItemPlanned:   {ItemWindowSet: ItemPlanned, ItemTaken: ItemSpoken, ItemMissed: ItemUnreached, ItemDropped: ItemWithdrawn, ItemDone: ItemClosed},
	ItemUnreached: {ItemWindowSet: ItemPlanned, ItemTaken: ItemSpoken, ItemDropped: ItemWithdrawn, ItemDone: ItemClosed},
	ItemSpoken:    {ItemWindowSet: ItemPlanned, ItemDone: ItemClosed},
	ItemClosed:    {},
	ItemWithdrawn: {},
}

// ItemStates lists every state, in the order of a life.
var ItemStates = []ItemState{ItemOpen, ItemPlanned, ItemSpoken, ItemUnreached, ItemClosed, ItemWithdrawn}

// Next returns the state that follows s once what has happened, or a Conflict
// error naming the move that the table does not have.
func (s ItemState) Next(what Kind) (ItemState, error) {
	next, ok := itemMoves[s][what]
	if !ok {
		return s, &Error{Kind: Conflict, Op: "move a service item", Message: fmt.Sprintf("A service item that is %s cannot have %q happen.", s, what)}
	}
	return next, nil
}

// Owed reports whether a caller still waits for an officer's call.
func (s ItemState) Owed() bool { return s == ItemOpen || s == ItemPlanned || s == ItemUnreached }

// Live reports whether there is still something to be done about it.
func (s ItemState) Live() bool { return s.Owed() || s == ItemSpoken }

// An ItemFilter chooses service items, the first due first.
type ItemFilter struct {
	Owed    bool        // whose callers still wait for an officer's call
	Overdue bool        // of those: for which nobody called in time
	States  []ItemState // none is any
	Limit   int         // 0 is 100; at most 500
}

// ItemCounts says how many callers still wait for an officer's call, and how many
// of those are urgent, or overdue.
type ItemCounts struct{ Owed, Urgent, Overdue int }

// An ItemCode names an item to its caller, whom the officer tells it first, so
// that an unknown number can be trusted: seven symbols and a check symbol. They
// are those of Crockford's base 32 without A, E and Y, so that they make no
// words.
type ItemCode string

// itemSymbols has a prime number of symbols, so that the check finds every
// single wrong symbol and every swap of two.
const itemSymbols = "0123456789BCDFGHJKMNPQRSTVWXZ"

const itemLength = 8

// String groups the symbols by fours, as they are read aloud: "K7PM-2QX9".
func (c ItemCode) String() string {
	if len(c) != itemLength {
		return string(c)
	}
	return string(c[:4] + "-" + c[4:])
}

// NewItemCode returns the code whose first seven symbols are those of n (only n
// modulo 29⁷, 17 thousand million, counts). Give it a random n.
func NewItemCode(n uint64) ItemCode {
	const base = uint64(len(itemSymbols))
	b := make([]byte, itemLength)
	sum := 0
	for i := itemLength - 2; i >= 0; i-- {
		v := int(n % base) //nolint:gosec // below 29
		b[i], n = itemSymbols[v], n/base
		sum += itemWeight(i) * v
	}
	for v := range len(itemSymbols) {
		if (sum+itemWeight(itemLength-1)*v)%len(itemSymbols) == 0 {
			b[itemLength-1] = itemSymbols[v]
		}
	}
	return ItemCode(b)
}

func itemWeight(i int) int { return 5 + i }

// ParseItemCode takes a code as a person writes it: in any case, with spaces,
// dots or dashes, an O for a zero and an I or L for a one. It returns an Invalid
// error if it is no code, or the check symbol is wrong.
func ParseItemCode(s string) (ItemCode, error) {
	const op = "read a service item code"
	code := strings.Map(func(r rune) rune {
		switch r {
		case ' ', '-', '.':
			return -1
		case 'O', 'o':
			return '0'
		case 'I', 'i', 'L', 'l':
			return '1'
		}
		return r
	}, strings.ToUpper(s))
	sum := 0
	for i := range len(code) {
		v := strings.IndexByte(itemSymbols, code[i])
		if v < 0 || len(code) != itemLength {
			return "", &Error{Kind: Invalid, Op: op, Message: "A service item code has eight letters and digits, like K7PM-2QX9."}
		}
		sum += itemWeight(i) * v
	}
	switch {
	case code == "":
		return "", &Error{Kind: Invalid, Op: op, Message: "A service item code has eight letters and digits, like K7PM-2QX9."}
	case sum%len(itemSymbols) != 0:
		return "", &Error{Kind: Invalid, Op: op, Message: "One of these letters or digits is not right. Please check the code you wrote down."}
	}
	return ItemCode(code), nil
}
