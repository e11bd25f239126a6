package agency

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/civicline/civicline"
)

// A Person may sign in.
type Person struct {
	ID       civicline.AgentID
	Name     string // as callers are told it
	Tier     civicline.Tier
	Speaks   []civicline.Language
	Skills   map[string]int // levels from 1 to 5, of languages too where they are written: as an Agent has them
	Password string         // as it is, or its argon2id hash
}

// level is how good they are at a skill, as an agent.
func (p Person) level(skill string) int {
	return civicline.Agent{Speaks: p.Speaks, Skills: p.Skills}.Level(skill)
}

// callTakers are the tiers of people who take calls.
var callTakers = []civicline.Tier{civicline.Tier1, civicline.Tier2, civicline.Supervisor}

// lowest and highest are the levels of a skill.
const lowest, highest = 1, 5

// speaks reads "[en, es]", or "{en: 5, es: 3}" with levels.
type speaks struct {
	languages []civicline.Language
	levels    map[string]int
}

func (s *speaks) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind != yaml.MappingNode {
		return node.Decode(&s.languages)
	}
	for i := 0; i < len(node.Content); i += 2 {
		s.languages = append(s.languages, civicline.Language(node.Content[i].Value))
	}
	return node.Decode(&s.levels)
}

type writtenPerson struct {
	ID       civicline.AgentID `yaml:"id"`
	Name     string            `yaml:"name"`
	Tier     civicline.Tier    `yaml:"tier"`
	Speaks   speaks            `yaml:"speaks"`
	Skills   map[string]int    `yaml:"skills"`
	Password string            `yaml:"password"`
}

func (r *reader) people() ([]Person, bool) {
	var f struct {
		Demonstration bool            `yaml:"demonstration"`
		People        []writtenPerson `yaml:"people"`
	}
	const file = "people.yaml"
	if !r.yaml(file, &f) {
		return nil, false
	}
	var out []Person
	for _, p := range f.People {
		bad := func(format string, args ...any) {
			r.wrong(file, "person %q: %s", p.ID, fmt.Sprintf(format, args...))
		}
		switch {
		case p.ID == "" || p.Name == "":
			bad("write an id to sign in with, and the name that callers are told")
		case slices.ContainsFunc(out, func(o Person) bool { return o.ID == p.ID }):
			bad("is there twice; give one another id")
		case !slices.Contains(callTakers, p.Tier):
			bad("there is no tier %q of people; write tier 1, tier 2 or supervisor", p.Tier)
		case len(p.Speaks.languages) == 0 || slices.ContainsFunc(p.Speaks.languages, func(l civicline.Language) bool { return !l.Known() }):
			bad("write the languages they speak, like [en, es]")
		case p.Password == "":
			bad("write a password, or its hash")
		case !f.Demonstration && !strings.HasPrefix(p.Password, "$argon2id$"):
			bad("the password stands in the open; write its argon2id hash, or \"demonstration: yes\" if this is no real agency")
		}
		out = append(out, Person{p.ID, p.Name, p.Tier, p.Speaks.languages, p.skills(bad), p.Password})
	}
	return out, f.Demonstration
}

// skills are those of the languages and the others, nil if no level is written.
func (p writtenPerson) skills(bad func(string, ...any)) map[string]int {
	for _, name := range slices.Sorted(maps.Keys(p.Skills)) {
		if civicline.Language(name).Known() {
			bad("%s is a language; write its level where they speak it, like speaks: {%s: %d}", name, name, p.Skills[name])
		}
	}
	if len(p.Speaks.levels)+len(p.Skills) == 0 {
		return nil
	}
	out := maps.Clone(p.Speaks.levels)
	if out == nil {
		out = map[string]int{}
	}
	maps.Copy(out, p.Skills)
	for _, name := range slices.Sorted(maps.Keys(out)) {
		if l := out[name]; l < lowest || l > highest || strings.TrimSpace(name) == "" {
			bad("%q at level %d; levels are from 1 (a little) to 5 (best), and whoever cannot do it has none", name, l)
		}
	}
	return out
}
