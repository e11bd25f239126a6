package main

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/agency"
	"github.com/civicline/civicline/center"
	"github.com/civicline/civicline/store/sqlite"
)

// TestHash makes a hash as an administrator does, and signs in with it.
func TestHash(t *testing.T) {
	hash := func(stdin string, args ...string) (string, error) {
		var out, errs strings.Builder
		err := dispatch(t.Context(), &console{strings.NewReader(stdin), &out, &errs}, append([]string{"agency", "hash"}, args...))
		return strings.TrimSuffix(out.String(), "\n"), err
	}
	const password = "río y piedra "
	got, err := hash(password + "\r\n")
	if err != nil || !strings.HasPrefix(got, "$argon2id$v=19$m=19456,t=2,p=1$") || strings.ContainsAny(got, "\n '") {
		t.Fatalf("%q, %v", got, err)
	}
	st, err := sqlite.Open(t.Context(), sqlite.Options{Path: filepath.Join(t.TempDir(), "center.db")})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	ag, err := agency.Load(agency.Demo())
	if err != nil {
		t.Fatal(err)
	}
	c, err := center.Open(t.Context(), center.Options{Store: st, Grants: ag.Grants, Queues: ag.Queues, Calendar: ag.Calendar, Calendars: ag.Calendars,
		People: []center.Person{{ID: "eva", Name: "Eva", Tier: civicline.Tier1, Speaks: civicline.Languages, Password: got}}})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := c.SignInWith(t.Context(), "eva", password); err != nil {
		t.Error(err)
	}

	if other, err := hash(password); err != nil || other == got {
		t.Errorf("without the end of a line: %q, %v; want another salt", other, err)
	}
	for _, bad := range []string{"", "\n", strings.Repeat("x", 1001), "\xff"} {
		if out, err := hash(bad); err == nil || out != "" {
			t.Errorf("%.10q: %q, %v", bad, out, err)
		}
	}
	if out, err := hash(password, "secret"); !errors.Is(err, errUsage) || out != "" {
		t.Errorf("a password as an argument: %q, %v", out, err)
	}
}
