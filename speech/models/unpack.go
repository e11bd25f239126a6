package models

import (
	"archive/tar"
	"bufio"
	"compress/bzip2"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// maxUnpacked bounds what an archive may grow to.
const maxUnpacked = 2 << 30

// unpack writes the regular files of an archive into dir, without the top folder
// that all of them lie in.
func unpack(archive, dir string) error {
	f, err := os.Open(archive)
	if err != nil {
		return err
	}
	defer f.Close()
	in := bufio.NewReader(f)
	head, err := in.Peek(3)
	if err != nil {
		return errors.New("the archive is empty")
	}
	var r io.Reader
	switch {
	case head[0] == 0x1f && head[1] == 0x8b:
		if r, err = gzip.NewReader(in); err != nil {
			return err
		}
	case string(head) == "BZh":
		r = bzip2.NewReader(in)
	default:
		return errors.New("this is no archive")
	}
	root, err := os.OpenRoot(mkdir(dir))
	if err != nil {
		return err
	}
	defer root.Close()
	left := int64(maxUnpacked)
	for t := tar.NewReader(r); ; {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		whole := path.Clean(h.Name)
		_, name, inside := strings.Cut(whole, "/")
		if h.Typeflag != tar.TypeReg || !inside || !filepath.IsLocal(whole) || strings.HasPrefix(path.Base(name), "._") {
			continue
		}
		if left -= h.Size; left < 0 {
			return fmt.Errorf("it is larger than %d bytes", maxUnpacked)
		}
		if err := put(root, name, t); err != nil {
			return err
		}
	}
}

func mkdir(dir string) string {
	_ = os.MkdirAll(dir, 0o755) // OpenRoot tells if it failed
	return dir
}

func put(root *os.Root, name string, r io.Reader) error {
	if err := root.MkdirAll(path.Dir(name), 0o755); err != nil {
		return err
	}
	f, err := root.Create(name)
	if err != nil {
		return err
	}
	if _, err := io.Copy(f, r); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
