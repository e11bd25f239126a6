package switchboard

import (
	"path/filepath"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
)

// RecordTo is the Recorder that writes each call to a WAV file of its own in
// dir, named for the call: the caller on the left, what they heard on the right.
// A rate of 8000 takes half the space; 0 is civicline.Rate.
func RecordTo(dir string, pool *audio.RecorderPool, rate int) Recorder {
	return func(id civicline.CallID, fail func(error)) (Recording, error) {
		file := string(id) + ".wav"
		r, err := pool.Record(filepath.Join(dir, file), audio.RecorderOptions{Rate: rate, Failed: fail})
		if err != nil {
			return nil, err
		}
		return wav{r, file}, nil
	}
}

type wav struct {
	*audio.Recorder
	file string
}

func (w wav) File() string { return w.file }
