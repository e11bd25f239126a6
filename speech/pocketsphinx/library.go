package pocketsphinx

import (
	"errors"
	"fmt"
	"runtime"
	"sync"
	"unsafe"

	"github.com/ebitengine/purego"
)

// The part of the C interface that is used. Debian's 0.8+5prealpha has the
// functions of 5prealpha; where the older 0.8 took more arguments, they are
// passed too, and do no harm.
var c struct {
	args       func() uintptr
	parse      func(cfg, defs uintptr, argc int32, argv unsafe.Pointer, strict int32) uintptr
	init       func(cfg uintptr) uintptr
	free       func(ps uintptr) int32
	setLM      func(ps uintptr, name, path string) int32
	setSearch  func(ps uintptr, name string) int32
	unset      func(ps uintptr, name string) int32
	addWord    func(ps uintptr, word, phones string, update int32) int32
	lookUp     func(ps uintptr, word string) string
	startUtt   func(ps uintptr) int32
	startStrm  func(ps uintptr) int32
	processRaw func(ps uintptr, data unsafe.Pointer, n uintptr, noSearch, full int32) int32
	endUtt     func(ps uintptr) int32
	hyp        func(ps uintptr, score *int32) string
	prob       func(ps uintptr) int32
	segIter    func(ps uintptr, score *int32) uintptr
	segNext    func(seg uintptr) uintptr
	segWord    func(seg uintptr) string
	segFrames  func(seg uintptr, from, to *int32)
	segProb    func(seg uintptr, acoustic, lm, back *int32) int32
	segFree    func(seg uintptr)
	nbest      func(ps uintptr, from, to int32, before, after uintptr) uintptr
	nbestNext  func(n uintptr) uintptr
	nbestHyp   func(n uintptr, score *int32) string
	nbestFree  func(n uintptr)
	cfgFree    func(cfg uintptr) int32
	logTo      func(file uintptr)
}

// Load opens the library. It may be called again.
var Load = sync.OnceValue(load)

func load() error {
	base, err := purego.Dlopen("libsphinxbase.so.3", purego.RTLD_NOW|purego.RTLD_GLOBAL)
	if err != nil {
		return missing(err)
	}
	ps, err := purego.Dlopen("libpocketsphinx.so.3", purego.RTLD_NOW|purego.RTLD_GLOBAL)
	if err != nil {
		return missing(err)
	}
	for _, f := range []struct {
		lib  uintptr
		name string
		to   any
	}{
		{ps, "ps_args", &c.args}, {base, "cmd_ln_parse_r", &c.parse}, {base, "cmd_ln_free_r", &c.cfgFree}, {base, "err_set_logfp", &c.logTo},
		{ps, "ps_init", &c.init}, {ps, "ps_free", &c.free},
		{ps, "ps_set_lm_file", &c.setLM}, {ps, "ps_set_search", &c.setSearch}, {ps, "ps_unset_search", &c.unset},
		{ps, "ps_add_word", &c.addWord}, {ps, "ps_lookup_word", &c.lookUp},
		{ps, "ps_start_utt", &c.startUtt}, {ps, "ps_start_stream", &c.startStrm}, {ps, "ps_process_raw", &c.processRaw}, {ps, "ps_end_utt", &c.endUtt},
		{ps, "ps_get_hyp", &c.hyp}, {ps, "ps_get_prob", &c.prob},
		{ps, "ps_seg_iter", &c.segIter}, {ps, "ps_seg_next", &c.segNext}, {ps, "ps_seg_word", &c.segWord}, {ps, "ps_seg_frames", &c.segFrames},
		{ps, "ps_seg_prob", &c.segProb}, {ps, "ps_seg_free", &c.segFree},
		{ps, "ps_nbest", &c.nbest}, {ps, "ps_nbest_next", &c.nbestNext}, {ps, "ps_nbest_hyp", &c.nbestHyp}, {ps, "ps_nbest_free", &c.nbestFree},
	} {
		at, err := purego.Dlsym(f.lib, f.name)
		if err != nil {
			return fmt.Errorf("this libpocketsphinx has no %s: install Debian's libpocketsphinx3", f.name)
		}
		purego.RegisterFunc(f.to, at)
	}
	c.logTo(0)
	return nil
}

func missing(err error) error {
	return fmt.Errorf("pocketsphinx is not installed (apt-get install libpocketsphinx3 pocketsphinx-en-us): %w", err)
}

// start makes a decoder from command-line arguments.
func start(args []string) (uintptr, error) {
	keep := make([][]byte, len(args)+1)
	argv := make([]*byte, len(args)+1)
	var pin runtime.Pinner
	defer pin.Unpin()
	for i, a := range append([]string{"pocketsphinx"}, args...) {
		keep[i] = append([]byte(a), 0)
		argv[i] = &keep[i][0]
		pin.Pin(argv[i])
	}
	cfg := c.parse(0, c.args(), int32(len(argv)), unsafe.Pointer(&argv[0]), 1)
	if cfg == 0 {
		return 0, errors.New("pocketsphinx does not take these arguments")
	}
	ps := c.init(cfg)
	c.cfgFree(cfg) // ps holds its own reference
	if ps == 0 {
		return 0, errors.New("pocketsphinx cannot load the model")
	}
	return ps, nil
}
