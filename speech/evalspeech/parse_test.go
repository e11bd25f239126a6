package evalspeech

import (
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	var out strings.Builder
	o, err := Parse([]string{"--models", "m", "--agency", "a", "--manifest", "x.jsonl"}, &out)
	if err != nil || o.Models != "m" || o.Agency != "a" || o.Manifest != "x.jsonl" || o.AtOnce != 4 {
		t.Errorf("Parse = %+v, %v", o, err)
	}
	if _, err := Parse(nil, &out); err == nil || !strings.Contains(err.Error(), "--manifest") {
		t.Errorf("without a manifest: %v", err)
	}
}
