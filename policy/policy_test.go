package policy

import (
	"strings"
	"testing"

	"github.com/civicline/civicline"
)

const agency = `# who may do what
give general information:       [bot, tier 1, tier 2, supervisor]
give public case status:        [bot, tier 1, tier 2, supervisor]
give case-specific information: [tier 2, supervisor]
run live calls:                 [bot]
put a caller in line:           [bot]
book a callback:                [bot, tier 1]
change a callback:              [public, bot, tier 1, tier 2, supervisor]
open and close the lines:       [supervisor]
take calls:                     [tier 1, tier 2]
read own calls:                 [tier 1, tier 2]
read all calls:                 [supervisor]
hear recordings:                [supervisor]
see the queues:                 [tier 1, tier 2, supervisor]
read a call receipt:            [public, bot, tier 1, tier 2, supervisor]
ask an officer:                 [tier 1]
open a service item:            [tier 1, tier 2, supervisor]
see service items:              [tier 1, tier 2, supervisor]
work service items:             [tier 2, supervisor]
`

func read(t *testing.T, file string) civicline.Grants {
	t.Helper()
	g, err := Read(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// TestMatrix shows any change of the rules in review: a mark where a tier may.
func TestMatrix(t *testing.T) {
	const want = `
give general information        | .  bot  1  2  sup
give public case status         | .  bot  1  2  sup
give case-specific information  | .  .    .  2  sup
run live calls                  | .  bot  .  .  .
put a caller in line            | .  bot  .  .  .
book a callback                 | .  bot  1  .  .
change a callback               | pub bot  1  2  sup
open and close the lines        | .  .    .  .  sup
take calls                      | .  .    1  2  .
read own calls                  | .  .    1  2  .
read all calls                  | .  .    .  .  sup
hear recordings                 | .  .    .  .  sup
see the queues                  | .  .    1  2  sup
read a call receipt             | pub bot  1  2  sup
ask an officer                  | .  .    1  .  .
open a service item             | .  .    1  2  sup
see service items               | .  .    1  2  sup
work service items              | .  .    .  2  sup
`
	g := read(t, agency)
	short := map[civicline.Tier]string{civicline.Public: "pub", civicline.BotTier: "bot", civicline.Tier1: "1", civicline.Tier2: "2", civicline.Supervisor: "sup"}
	var b strings.Builder
	for _, act := range civicline.Acts {
		b.WriteString("\n" + string(act) + strings.Repeat(" ", 31-len(act)) + " |")
		for _, tier := range civicline.Tiers {
			mark := "."
			p, err := g.Ask(civicline.Actor{ID: "someone", Tier: tier}, act)
			if err == nil {
				mark = short[tier]
			}
			if (err == nil) != (p.For(act) == nil) {
				t.Errorf("%s, %s: the pass and the error do not agree", act, tier)
			}
			b.WriteString(" " + mark)
		}
	}
	if got := strings.Join(strings.Fields(b.String()), " "); got != strings.Join(strings.Fields(want), " ") {
		t.Errorf("the rules are now:%s", b.String())
	}
}

func TestTheZeroPassOpensNothing(t *testing.T) {
	for _, act := range append(civicline.Acts, "") {
		if (civicline.Pass{}).For(act) == nil {
			t.Errorf("it opens %q", act)
		}
	}
	if _, err := read(t, agency).Ask(civicline.Actor{ID: "x", Tier: "root"}, civicline.ReadAllCalls); civicline.FaultOf(err) != civicline.Refused {
		t.Errorf("an unknown tier: %v; want refused", err)
	}
}

func TestADenialNamesTheNextStep(t *testing.T) {
	_, err := read(t, agency).Ask(civicline.Actor{ID: "maria", Tier: civicline.Tier1}, civicline.ReadAllCalls)
	if err == nil || !strings.Contains(err.Error(), "Ask someone of supervisor.") || !strings.Contains(err.Error(), `"read all calls"`) {
		t.Errorf("err = %v", err)
	}
}

func TestNobody(t *testing.T) {
	g := read(t, strings.Replace(agency, "[tier 2, supervisor]", "[]", 1))
	if _, err := g.Ask(civicline.Actor{ID: "s", Tier: civicline.Supervisor}, civicline.GiveCase); err == nil || !strings.Contains(err.Error(), "Nobody may do this here.") {
		t.Errorf("err = %v", err)
	}
}

func TestReadRefuses(t *testing.T) {
	for want, file := range map[string]string{
		`nothing is said about "hear recordings"; write who may, or [] for nobody`: strings.Replace(agency, "hear recordings:", "# hear recordings:", 1),
		`line 20: "shout" is not an act; the acts are: give general information;`:  agency + "shout: [bot]\n",
		`line 9: there is no tier "boss"; the tiers are: public; bot;`:             strings.Replace(agency, "[supervisor]", "[boss]", 1),
		`line 9: write who may open and close the lines as a list`:                 strings.Replace(agency, "[supervisor]", "supervisor", 1),
		`line 20: "hear recordings" stands here a second time`:                     agency + "hear recordings: [bot]\n",
		`write lines of the form`: "- a\n- b\n",
		`the file is empty`:       "",
		`permissions: yaml: `:     "a: [b\n",
	} {
		if _, err := Read(strings.NewReader(file)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("err = %v; want %q", err, want)
		}
	}
}
