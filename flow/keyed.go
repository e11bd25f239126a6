package flow

import "github.com/civicline/civicline"

// keyedOf reads one key for one of a few answers: key 1 is the first.
func keyedOf(name string, answers ...string) func(string) []civicline.Facts {
	return func(keys string) []civicline.Facts {
		if len(keys) != 1 || keys[0] < '1' || int(keys[0]-'0') > len(answers) {
			return nil
		}
		return []civicline.Facts{{name: answers[keys[0]-'1']}}
	}
}
