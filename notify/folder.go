package notify

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/civicline/civicline"
)

// A Folder takes texts where there is no gateway: each is a file of its own, for
// the eyes of its owner, that holds a Message. Nobody has sent it: whoever runs
// the centre must, or be told by it that texts are on.
type Folder struct{ path string }

// NewFolder returns the folder at a path, which is made if need be.
func NewFolder(path string) (*Folder, error) {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return nil, fmt.Errorf("the folder for texts: %w", err)
	}
	return &Folder{path}, nil
}

// Send writes a text. Tried again, it is the same file.
func (f *Folder) Send(_ context.Context, text civicline.Text) error {
	id := ID(text)
	b, err := json.MarshalIndent(Message{ID: id, Type: "text", To: international(text.To), Language: text.Language, Text: text.Words}, "", "  ")
	if err != nil {
		return errors.Join(ErrHopeless, err)
	}
	part, err := os.CreateTemp(f.path, ".part-*") // for the owner's eyes alone
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(part.Name()) }() // nothing is there once it has its name
	_, err = part.Write(append(b, '\n'))
	if err = errors.Join(err, part.Sync(), part.Close()); err != nil {
		return err
	}
	return os.Rename(part.Name(), filepath.Join(f.path, id+".json"))
}
