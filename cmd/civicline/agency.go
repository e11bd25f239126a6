package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/civicline/civicline/agency"
	"github.com/civicline/civicline/center"
)

// runAgencyCheck checks an agency's files as the centre would at its start.
func runAgencyCheck(_ context.Context, c *console, args []string) error {
	f := c.flags("agency check", "[FOLDER]", "Checks an agency's files: flows, words, rules, hours, queues, people, tables. Without a folder, the demonstration's.")
	words, err := parse(f, args)
	if err != nil {
		return err
	}
	if len(words) > 1 {
		f.Usage()
		return errUsage
	}
	files, name, err := agencyFiles(strings.Join(words, ""))
	if err != nil {
		return err
	}
	if _, err := agency.Load(files); err != nil {
		return err
	}
	fmt.Fprintln(c.out, name+": every file is in order")
	return nil
}

const hashWords = `Reads a password from standard input, up to the end of the line, and prints its argon2id hash as
people.yaml takes it. The password is in no command line and no history:

  read -rs P; printf %s "$P" | civicline agency hash; unset P`

// longestPassword is what signing in takes, in bytes.
const longestPassword = 1000

// runAgencyHash makes what people.yaml has in the place of a password.
func runAgencyHash(_ context.Context, c *console, args []string) error {
	f := c.flags("agency hash", "", hashWords)
	words, err := parse(f, args)
	if err != nil {
		return err
	}
	if len(words) > 0 { // it may be a password
		f.Usage()
		return errUsage
	}
	line, err := bufio.NewReader(c.in).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("the password cannot be read: %w", err)
	}
	password := strings.TrimRight(line, "\r\n")
	switch {
	case password == "":
		return errors.New("there was no password on standard input")
	case len(password) > longestPassword || !utf8.ValidString(password):
		return fmt.Errorf("a password is text of %d bytes at most", longestPassword)
	}
	fmt.Fprintln(c.out, center.HashPassword(password))
	return nil
}
