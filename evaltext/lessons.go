package evaltext

import (
	"fmt"
	"os"

	"go.yaml.in/yaml/v3"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/understand"
)

// ReadLessons reads the utterances of a file like an agency's intents.yaml.
func ReadLessons(path string) (understand.Lessons, error) {
	var out understand.Lessons
	text, err := os.ReadFile(path)
	if err != nil {
		return out, err
	}
	var f struct {
		Intents []struct {
			ID         string                          `yaml:"id"`
			Utterances map[civicline.Language][]string `yaml:"utterances"`
		} `yaml:"intents"`
	}
	if err := yaml.Unmarshal(text, &f); err != nil {
		return out, fmt.Errorf("%s: %w", path, err)
	}
	for _, i := range f.Intents {
		if i.ID == "" || len(i.Utterances) == 0 {
			return out, fmt.Errorf("%s: an intent has no id or no utterances; write both", path)
		}
		out.Intents = append(out.Intents, understand.Lesson{Intent: i.ID, Phrases: i.Utterances})
	}
	if len(out.Intents) == 0 {
		return out, fmt.Errorf("%s: there are no intents; write them as in an agency's intents.yaml", path)
	}
	return out, nil
}
