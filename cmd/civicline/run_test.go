package main

import (
	"strings"
	"testing"
)

func TestReadPorts(t *testing.T) {
	var ports [2]int
	if err := readPorts("16384-20479", &ports); err != nil || ports != [2]int{16384, 20479} {
		t.Errorf("%v, %v", ports, err)
	}
	for _, bad := range []string{"", "16384", "-", "a-b", "16384-", "16384-2-3", "0-0"} {
		if err := readPorts(bad, &ports); err == nil || !strings.Contains(err.Error(), "LOW-HIGH") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}
