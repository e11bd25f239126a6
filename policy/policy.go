package policy

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/civicline/civicline"
	"go.yaml.in/yaml/v3"
)

// Read reads a permissions file: a list of tiers for each act. Every act that
// the program knows must stand in it, and no other, so that neither a slip nor
// a new act can open or close a door unseen. The error of a file that is
// refused names the line and says what to write.
func Read(r io.Reader) (civicline.Grants, error) {
	var doc yaml.Node
	if err := yaml.NewDecoder(r).Decode(&doc); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("permissions: the file is empty; write, for each act, who may: %s", acts())
		}
		return nil, fmt.Errorf("permissions: %w", err)
	}
	root := doc.Content[0]
	if root.Kind != yaml.MappingNode {
		return nil, fmt.Errorf("permissions: line %d: write lines of the form \"act: [tier, tier]\"", root.Line)
	}
	grants := civicline.Grants{}
	for i := 0; i+1 < len(root.Content); i += 2 {
		act, tiers, err := line(root.Content[i], root.Content[i+1])
		if err != nil {
			return nil, err
		}
		if _, twice := grants[act]; twice {
			return nil, fmt.Errorf("permissions: line %d: %q stands here a second time; keep one", root.Content[i].Line, act)
		}
		grants[act] = tiers
	}
	for _, act := range civicline.Acts {
		if _, ok := grants[act]; !ok {
			return nil, fmt.Errorf("permissions: nothing is said about %q; write who may, or [] for nobody", act)
		}
	}
	return grants, nil
}

func line(key, value *yaml.Node) (civicline.Act, []civicline.Tier, error) {
	act := civicline.Act(key.Value)
	if !slices.Contains(civicline.Acts, act) {
		return "", nil, fmt.Errorf("permissions: line %d: %q is not an act; the acts are: %s", key.Line, key.Value, acts())
	}
	if value.Kind != yaml.SequenceNode {
		return "", nil, fmt.Errorf("permissions: line %d: write who may %s as a list: [tier 1, supervisor], or [] for nobody", key.Line, act)
	}
	tiers := make([]civicline.Tier, 0, len(value.Content))
	for _, item := range value.Content {
		tier := civicline.Tier(item.Value)
		if !slices.Contains(civicline.Tiers, tier) {
			return "", nil, fmt.Errorf("permissions: line %d: there is no tier %q; the tiers are: %s", item.Line, item.Value, names(civicline.Tiers))
		}
		if !slices.Contains(tiers, tier) {
			tiers = append(tiers, tier)
		}
	}
	return act, tiers, nil
}

func acts() string { return names(civicline.Acts) }

func names[T ~string](of []T) string {
	out := make([]string, len(of))
	for i, s := range of {
		out[i] = string(s)
	}
	return strings.Join(out, "; ")
}
