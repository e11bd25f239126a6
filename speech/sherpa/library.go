package sherpa

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"unsafe"

	"github.com/ebitengine/purego"
)

// Version is the one of the C interface that is mirrored here: its structures
// change between releases.
const Version = "1.13.4"

type cstr = *byte

// Mirrors of c-api.h. Go and C lay these out alike on linux/amd64 and arm64.
//
//nolint:unused // C has a place for every field
type (
	modelConfig struct {
		encoder, decoder, joiner cstr // transducer
		paraEncoder, paraDecoder cstr
		zipformer2CTC            cstr
		tokens                   cstr
		threads                  int32
		provider                 cstr
		debug                    int32
		modelType, modelingUnit  cstr
		bpeVocab                 cstr
		tokensBuf                cstr
		tokensBufSize            int32
		nemoCTC                  cstr
		toneCTC                  cstr
	}
	config struct {
		sampleRate, featureDim       int32
		model                        modelConfig
		decoding                     cstr
		activePaths                  int32
		endpoint                     int32
		rule1, rule2, rule3          float32
		hotwordsFile                 cstr
		hotwordsScore                float32
		fstGraph                     cstr
		fstMaxActive                 int32
		ruleFSTs, ruleFARs           cstr
		blankPenalty                 float32
		hotwordsBuf                  cstr
		hotwordsBufSize              int32
		hrDict, hrLexicon, hrRuleFST cstr
	}
	result struct {
		text, tokens cstr
		tokenList    unsafe.Pointer
		timestamps   *float32
		count        int32
		json         cstr
	}
)

var c struct {
	version    func() string
	newRec     func(*config) uintptr
	freeRec    func(uintptr)
	newStream  func(rec uintptr) uintptr
	freeStream func(stream uintptr)
	accept     func(stream uintptr, rate int32, x *float32, n int32)
	finished   func(stream uintptr)
	ready      func(rec, stream uintptr) int32
	decode     func(rec, stream uintptr)
	get        func(rec, stream uintptr) *result
	freeResult func(*result)
}

// places inside a models folder where the library may be, as it is pulled or as
// npm unpacks it.
var places = []string{"sherpa-onnx-lib", "sherpa-onnx-linux-x64", "sherpa-onnx-linux-arm64", "node_modules/sherpa-onnx-linux-x64", "node_modules/sherpa-onnx-linux-arm64", ""}

var (
	loading sync.Mutex
	loaded  bool
)

// Load opens the library, found in one of the folders or by the system.
func Load(folders []string) error {
	loading.Lock()
	defer loading.Unlock()
	if loaded {
		return nil
	}
	last := errors.New("not in " + fmt.Sprint(folders))
	for _, folder := range folders {
		for _, place := range places {
			dir := filepath.Join(folder, place)
			if _, err := os.Stat(filepath.Join(dir, "libsherpa-onnx-c-api.so")); err != nil {
				continue
			}
			if last = open(dir); last == nil {
				loaded = true
				return nil
			}
		}
	}
	return fmt.Errorf("sherpa-onnx's library is not there (civicline models pull fetches it): %w", last)
}

func open(dir string) error {
	if _, err := purego.Dlopen(filepath.Join(dir, "libonnxruntime.so"), purego.RTLD_NOW|purego.RTLD_GLOBAL); err != nil {
		return err
	}
	lib, err := purego.Dlopen(filepath.Join(dir, "libsherpa-onnx-c-api.so"), purego.RTLD_NOW|purego.RTLD_GLOBAL)
	if err != nil {
		return err
	}
	for _, f := range []struct {
		name string
		to   any
	}{
		{"GetVersionStr", &c.version}, {"CreateOnlineRecognizer", &c.newRec}, {"DestroyOnlineRecognizer", &c.freeRec},
		{"CreateOnlineStream", &c.newStream}, {"DestroyOnlineStream", &c.freeStream},
		{"OnlineStreamAcceptWaveform", &c.accept}, {"OnlineStreamInputFinished", &c.finished},
		{"IsOnlineStreamReady", &c.ready}, {"DecodeOnlineStream", &c.decode},
		{"GetOnlineStreamResult", &c.get}, {"DestroyOnlineRecognizerResult", &c.freeResult},
	} {
		at, err := purego.Dlsym(lib, "SherpaOnnx"+f.name)
		if err != nil {
			return err
		}
		purego.RegisterFunc(f.to, at)
	}
	if v := c.version(); v != Version {
		return fmt.Errorf("the library in %s is version %s, and %s is needed", dir, v, Version)
	}
	return nil
}

// strings keeps C strings alive while the library reads them.
type cstrings struct {
	pin  runtime.Pinner
	keep [][]byte
}

func (s *cstrings) of(text string) cstr {
	if text == "" {
		return nil
	}
	b := append([]byte(text), 0)
	s.keep = append(s.keep, b)
	s.pin.Pin(&b[0])
	return &b[0]
}

func goString(p cstr) string {
	if p == nil {
		return ""
	}
	n := 0
	for *(*byte)(unsafe.Add(unsafe.Pointer(p), n)) != 0 {
		n++
	}
	return string(unsafe.Slice(p, n))
}
