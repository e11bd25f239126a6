package audio

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"slices"
)

// tensors are the arrays of a safetensors file: eight bytes of header length,
// a JSON header that names each array's shape and place, then the numbers.
type tensors struct {
	data  []byte
	index map[string]tensor
	wrong *error // the first thing that get or fail found
}

type tensor struct {
	DType   string `json:"dtype"`
	Shape   []int  `json:"shape"`
	Offsets [2]int `json:"data_offsets"`
}

func readTensors(path string) (tensors, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return tensors{}, err
	}
	return parseTensors(b)
}

func parseTensors(b []byte) (tensors, error) {
	if len(b) < 8 {
		return tensors{}, errors.New("too short for a safetensors file")
	}
	n := binary.LittleEndian.Uint64(b)
	if n > uint64(len(b)-8) {
		return tensors{}, errors.New("not a safetensors file: its header is longer than the file")
	}
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(b[8:8+n], &raw); err != nil {
		return tensors{}, fmt.Errorf("not a safetensors file: %w", err)
	}
	delete(raw, "__metadata__")
	t := tensors{data: b[8+n:], index: make(map[string]tensor), wrong: new(error)}
	for name, text := range raw {
		var e tensor
		if err := json.Unmarshal(text, &e); err != nil {
			return tensors{}, fmt.Errorf("array %s: %w", name, err)
		}
		t.index[name] = e
	}
	return t, nil
}

// get returns the numbers of an array of 32-bit floats of the given shape. If
// there is none it returns zeros, and err tells.
func (t tensors) get(name string, shape ...int) []float32 {
	size := 1
	for _, n := range shape {
		size *= n
	}
	v := make([]float32, size)
	e, ok := t.index[name]
	from, to := e.Offsets[0], e.Offsets[1]
	switch {
	case !ok:
		t.fail("there is no " + name)
	case e.DType != "F32" || !slices.Equal(e.Shape, shape):
		t.fail(fmt.Sprintf("%s is %s %v, not F32 %v", name, e.DType, e.Shape, shape))
	case from < 0 || to > len(t.data) || to-from != 4*size:
		t.fail(name + " lies outside the file")
	default:
		for i := range v {
			v[i] = math.Float32frombits(binary.LittleEndian.Uint32(t.data[from+4*i:]))
		}
	}
	return v
}

func (t tensors) fail(what string) {
	if *t.wrong == nil {
		*t.wrong = errors.New(what)
	}
}

func (t tensors) err() error { return *t.wrong }
