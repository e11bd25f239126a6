package civicline

import (
	"fmt"
	"strings"
	"testing"
)

// TestItemMoves is every move that a service item may make; any other is refused.
func TestItemMoves(t *testing.T) {
	checkMoves(t, ItemStates, `
open -> service item planned -> planned
open -> service item spoken of -> spoken
open -> service item withdrawn -> withdrawn
open -> service item closed -> closed
planned -> service item planned -> planned
planned -> service item spoken of -> spoken
planned -> service item unreached -> unreached
planned -> service item withdrawn -> withdrawn
planned -> service item closed -> closed
unreached -> service item planned -> planned
unreached -> service item spoken of -> spoken
unreached -> service item withdrawn -> withdrawn
unreached -> service item closed -> closed
spoken -> service item planned -> planned
spoken -> service item closed -> closed`)
}

// TestItemCodesFindSlips tries every single wrong symbol and every swap of two on
// some hundred codes.
func TestItemCodesFindSlips(t *testing.T) {
	for n := uint64(0); n < 17_249_876_309; n += 113_337_991 {
		code := string(NewItemCode(n))
		if got, err := ParseItemCode(strings.ToLower(ItemCode(code).String())); err != nil || string(got) != code {
			t.Fatalf("%s reads back as %s, %v", code, got, err)
		}
		for i := range code {
			for _, d := range itemSymbols {
				if wrong := code[:i] + string(d) + code[i+1:]; wrong != code {
					refuseItem(t, wrong)
				}
			}
			for j := range i {
				if code[i] != code[j] {
					b := []byte(code)
					b[i], b[j] = b[j], b[i]
					refuseItem(t, string(b))
				}
			}
		}
	}
	for _, wrong := range []string{"", "K7PM-2QX", "K7PM-2QX99", "K7PA-2QX9", "K7PM-2QXÑ", "K7PMÉQX9"} {
		refuseItem(t, wrong)
	}
}

func refuseItem(t *testing.T, wrong string) {
	t.Helper()
	if _, err := ParseItemCode(wrong); FaultOf(err) != Invalid {
		t.Errorf("%q was taken: %v", wrong, err)
	}
}

func TestItemCodesAreReadAsWritten(t *testing.T) {
	for _, s := range []string{"K7PM-2QX9", "k7pm 2qx9", "K7PM.2QX9", "K7PM2QX9"} {
		if c, err := ParseItemCode(s); err != nil || c != "K7PM2QX9" || c.String() != "K7PM-2QX9" {
			t.Errorf("%q is %s, %v", s, c, err)
		}
	}
	zero := NewItemCode(0)
	if c, err := ParseItemCode(strings.ReplaceAll(string(zero), "0", "o")); err != nil || c != zero {
		t.Errorf("with letters for zeros it is %s, %v", c, err)
	}
	if s := fmt.Sprintf("%v %+v %s", Work{Note: "secret"}, Item{Work: Work{Note: "secret"}}, Work{Outcome: ResultOther, Note: "secret"}); strings.Contains(s, "secret") {
		t.Errorf("an officer's words print: %s", s)
	}
}
