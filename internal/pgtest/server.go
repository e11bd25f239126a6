//go:build unix

package pgtest

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
)

// superuser is the database's, not the system's.
const superuser = "postgres"

// A server listens on a socket in its folder, on no port. It lives as long as
// the pipe to its keeper is open: however this process ends, the keeper sees it,
// stops the server and removes the folder.
type server struct {
	dir  string
	pipe io.WriteCloser
}

// keeper is told the folder of the programs, the server's own, and its options.
const keeper = `
trap 'rm -rf "$2"' EXIT
fail() { cat "$2/log"; exit 1; }
"$1/initdb" -D "$2/data" -U postgres -A trust -E UTF8 --locale=C --no-sync --no-instructions >"$2/log" 2>&1 || fail "$@"
"$1/pg_ctl" -s -w -t 60 -D "$2/data" -l "$2/log" -o "$3" start >>"$2/log" 2>&1 || fail "$@"
echo ready
cat >/dev/null
"$1/pg_ctl" -s -m immediate -D "$2/data" stop >/dev/null 2>&1`

func start(durable bool) (*server, error) {
	bin, err := programs()
	if err != nil {
		return nil, err
	}
	who, err := unprivileged()
	if err != nil {
		return nil, err
	}
	temp := os.TempDir()
	if who != nil && !passable(temp) {
		temp = "/tmp"
	}
	dir, err := os.MkdirTemp(temp, "civicline-pg-")
	if err != nil {
		return nil, err
	}
	if who != nil {
		if err := os.Chown(dir, int(who.Uid), int(who.Gid)); err != nil {
			return nil, errors.Join(err, os.RemoveAll(dir))
		}
	}
	options := "-c listen_addresses='' -c unix_socket_directories='" + dir + "' -c max_connections=200 -c shared_buffers=64MB"
	if !durable {
		options += " -c fsync=off -c full_page_writes=off"
	}
	cmd := exec.Command("sh", "-c", keeper, "keeper", bin, dir, options) //nolint:gosec,noctx // our own script, which sees the end by itself
	cmd.Dir, cmd.Env = dir, []string{"PATH=" + os.Getenv("PATH"), "HOME=" + dir, "LC_ALL=C"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Credential: who} // Ctrl-C is not for the keeper
	s := &server{dir: dir}
	if s.pipe, err = cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	said := bufio.NewReader(out)
	if line, err := said.ReadString('\n'); line != "ready\n" {
		rest, _ := io.ReadAll(said)
		return nil, fmt.Errorf("the PostgreSQL server in %s does not start: %w: %s%s", bin, errors.Join(err, cmd.Wait()), line, rest)
	}
	return s, nil
}

// programs is the folder of the newest server's programs.
func programs() (string, error) {
	dirs, err := filepath.Glob("/usr/lib/postgresql/*/bin")
	if err != nil {
		return "", err
	}
	version := func(dir string) int { n, _ := strconv.Atoi(filepath.Base(filepath.Dir(dir))); return n }
	slices.SortFunc(dirs, func(a, b string) int { return version(b) - version(a) })
	if p, err := exec.LookPath("initdb"); err == nil {
		if p, err = filepath.EvalSymlinks(p); err == nil {
			dirs = append(dirs, filepath.Dir(p))
		}
	}
	for _, dir := range dirs {
		if !slices.ContainsFunc([]string{"initdb", "pg_ctl", "postgres"}, func(name string) bool {
			_, err := os.Stat(filepath.Join(dir, name))
			return err != nil
		}) {
			return dir, nil
		}
	}
	return "", errors.New("there is no PostgreSQL server on this machine: install the Debian package postgresql")
}

// passable reports whether every user may go through a folder.
func passable(dir string) bool {
	for ; ; dir = filepath.Dir(dir) {
		if info, err := os.Stat(dir); err != nil || info.Mode()&1 == 0 {
			return false
		}
		if dir == filepath.Dir(dir) {
			return true
		}
	}
}

// unprivileged is whom the server runs as: it refuses root. Nil is this user.
func unprivileged() (*syscall.Credential, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err := strconv.ParseUint(u.Uid, 10, 32)
		gid, err2 := strconv.ParseUint(u.Gid, 10, 32)
		if errors.Join(err, err2) == nil {
			return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
		}
	}
	return nil, fmt.Errorf("the PostgreSQL server does not run as root, and there is neither a user %s to run it as", strings.Join([]string{"postgres", "nobody"}, " nor "))
}
