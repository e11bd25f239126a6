package models

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"time"
)

// Options of a Pull.
type Options struct {
	Dir        string       // the models folder; made if need be
	TrustFirst bool         // take files whose checksum is not known, and write it down
	Client     *http.Client // default one with a time limit to connect
	Out        io.Writer    // what is being done, for people
}

var errNotTrusted = errors.New("its checksum is not known: look at it yourself, or say --trust-first to take what comes now and hold later ones to it")

// Pull fetches a model into its folder, whole or not at all. A download that was
// broken off goes on where it stopped; a model that is there and right is left.
func Pull(ctx context.Context, m Model, o Options) error {
	if o.Client == nil {
		o.Client = &http.Client{Transport: &http.Transport{Proxy: http.ProxyFromEnvironment, ResponseHeaderTimeout: 30 * time.Second}}
	}
	if o.Out == nil {
		o.Out = io.Discard
	}
	if state, _ := Check(m, o.Dir); state == Good {
		fmt.Fprintf(o.Out, "%s is there already\n", m.Name)
		return nil
	}
	part := filepath.Join(o.Dir, ".part-"+m.Name)
	if err := os.MkdirAll(part, 0o755); err != nil {
		return err
	}
	source := part
	if m.Archive != nil {
		a := *m.Archive
		a.Path = "archive"
		if err := fetch(ctx, m, a, part, o); err != nil {
			return err
		}
		source = filepath.Join(part, "unpacked")
		if err := os.RemoveAll(source); err != nil {
			return err
		}
		fmt.Fprintf(o.Out, "unpacking %s\n", m.Name)
		if err := unpack(filepath.Join(part, a.Path), source); err != nil {
			return fmt.Errorf("%s: %w", a.URL, err)
		}
	}
	for _, f := range m.Files {
		if err := fetch(ctx, m, f, part, o); err != nil {
			return err
		}
	}
	if err := record(m, source); err != nil {
		return err
	}
	final := filepath.Join(o.Dir, m.Name)
	if err := os.RemoveAll(final); err != nil {
		return err
	}
	if err := os.Rename(source, final); err != nil {
		return err
	}
	_ = os.RemoveAll(part)
	fmt.Fprintf(o.Out, "%s is ready in %s\n", m.Name, final)
	return nil
}

// fetch brings one file into dir and checks it.
func fetch(ctx context.Context, m Model, f File, dir string, o Options) error {
	path := filepath.Join(dir, f.Path)
	known := f.SHA256
	if known == "" {
		known = trusted(o.Dir, f.URL)
	}
	if known == "" && !o.TrustFirst {
		return fmt.Errorf("%s, %s: %w", m.Name, f.URL, errNotTrusted)
	}
	if sum, err := sumFile(path); err == nil && sum == known {
		return nil
	}
	fmt.Fprintf(o.Out, "fetching %s\n", f.URL)
	if err := download(ctx, o.Client, f.URL, path+".part"); err != nil {
		return fmt.Errorf("%s cannot be fetched: %w", f.URL, err)
	}
	sum, err := sumFile(path + ".part")
	if err != nil {
		return err
	}
	if known == "" {
		if err := trust(o.Dir, f.URL, sum); err != nil {
			return err
		}
		fmt.Fprintf(o.Out, "its checksum was not known; %s is written down\n", sum)
	} else if sum != known {
		_ = os.Remove(path + ".part")
		return fmt.Errorf("%s is not what it was: its SHA-256 is %s and should be %s; nothing of it was kept", f.URL, sum, known)
	}
	return os.Rename(path+".part", path)
}

// download appends to path what is missing of url.
func download(ctx context.Context, client *http.Client, url, path string) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o644)
	if err != nil {
		return err
	}
	defer file.Close()
	have, err := file.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	if have > 0 {
		req.Header.Set("Range", fmt.Sprintf("bytes=%d-", have))
	}
	res, err := client.Do(req)
	if err != nil {
		return fmt.Errorf("%w (is there a connection to the internet?)", err)
	}
	defer res.Body.Close()
	switch res.StatusCode {
	case http.StatusPartialContent:
	case http.StatusRequestedRangeNotSatisfiable: // it is all there; the checksum tells
		return nil
	case http.StatusOK:
		if err := file.Truncate(0); err != nil {
			return err
		}
	default:
		return fmt.Errorf("the server says %s", res.Status)
	}
	if _, err := io.Copy(file, res.Body); err != nil {
		return fmt.Errorf("%w; say the same again to go on", err)
	}
	return file.Sync()
}

func sumFile(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
