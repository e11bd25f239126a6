package agency

import (
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/flow"
)

// TestAnItemsCodeIsSaidFirst: whoever answers hears the code of their service
// item before anything is asked, and nothing of what it is about.
func TestAnItemsCodeIsSaidFirst(t *testing.T) {
	a, err := Load(Demo())
	if err != nil {
		t.Fatal(err)
	}
	for l, want := range map[civicline.Language]string{
		civicline.English: "It is an officer's call about item K 7 P M, 2 Q X 9.",
		civicline.Spanish: "Es la llamada de un oficial sobre el asunto K 7 P M, 2 Q X 9.",
	} {
		for item, told := range map[string]bool{"K7PM2QX9": true, "": false} {
			_, orders := a.Book.Next(flow.Place{}, flow.Input{What: flow.CallbackAnswered, Speaks: l, At: time.Date(2026, 11, 23, 17, 0, 0, 0, time.UTC),
				Callback: civicline.Callback{Item: item, Language: l, Topic: "asylum"}})
			said := ""
			for _, o := range orders {
				if s, ok := o.(civicline.Say); ok {
					said += s.Text + " "
				}
			}
			if strings.Contains(said, want) != told || strings.Contains(said, "asylum") || !strings.Contains(said, "?") {
				t.Errorf("in %s, item %q: they hear %q", l, item, said)
			}
		}
	}
}
