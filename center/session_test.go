package center

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

func staff(maria, ana string) []Person {
	out := append([]Person(nil), people...)
	out[0].Password, out[1].Password = maria, ana
	return out
}

func with(p []Person) func(*Options) { return func(o *Options) { o.People = p } }

func TestSigningIn(t *testing.T) {
	h := newHouse(t, with(staff("river stone", "")))
	ctx := t.Context()
	a, token, err := h.SignInWith(ctx, " Maria ", "river stone")
	if err != nil || a.ID != "maria" || a.State != civicline.NotReady || len(token) != 43 {
		t.Fatalf("SignInWith = %+v, %q, %v", a, token, err)
	}
	_, other, err := h.SignInWith(ctx, "maria", "river stone") // a second browser
	if err != nil || other == token {
		t.Fatalf("a second time: %q, %v", other, err)
	}
	if got, err := h.SessionAgent(ctx, token); err != nil || got.ID != "maria" {
		t.Errorf("SessionAgent = %+v, %v", got, err)
	}
	for _, wrong := range []string{"", "x", token + "x", strings.ToUpper(token)} {
		if _, err := h.SessionAgent(ctx, wrong); civicline.FaultOf(err) != civicline.Refused {
			t.Errorf("token %q: %v", wrong, err)
		}
	}
	if err := h.EndSession(ctx, other); err != nil {
		t.Fatal(err)
	}
	if _, err := h.SessionAgent(ctx, other); civicline.FaultOf(err) != civicline.Refused {
		t.Errorf("an ended session: %v", err)
	}
	h.stands("maria", "not ready") // the other browser is still there
	h.pass(SessionLife - time.Second)
	if _, err := h.SessionAgent(ctx, token); err != nil {
		t.Errorf("a second before it expires: %v", err)
	}
	h.pass(time.Second)
	if _, err := h.SessionAgent(ctx, token); civicline.FaultOf(err) != civicline.Refused {
		t.Errorf("after twelve hours: %v", err)
	}

	_, token, err = h.SignInWith(ctx, "maria", "river stone")
	if err != nil {
		t.Fatal(err)
	}
	h.do(maria, civicline.SignOut{})
	if _, err := h.SessionAgent(ctx, token); civicline.FaultOf(err) != civicline.Refused {
		t.Errorf("after signing out: %v", err)
	}
	reconcile(h)
}

func TestWrongAndUnknownAreRefusedAlike(t *testing.T) {
	h := newHouse(t, with(staff("river stone", "")))
	for _, tc := range [][2]string{{"maria", "wrong"}, {"maria", ""}, {"eve", "river stone"}, {"ana", ""}, {"", ""}, {"maria", strings.Repeat("x", 2000)}} {
		_, token, err := h.SignInWith(t.Context(), tc[0], tc[1])
		if civicline.FaultOf(err) != civicline.Refused || token != "" || !strings.Contains(err.Error(), "The name or the password is not right.") {
			t.Errorf("%q: %v", tc[0], err)
		}
	}
	if len(h.events()) != 0 {
		t.Error("something was done")
	}
}

func TestTooManyTries(t *testing.T) {
	var tr tries
	at := monday
	try := func(name string) error { return tr.begin(name, at) }
	for range freeTries {
		if err := try("maria"); err != nil {
			t.Fatal(err)
		}
	}
	if err := try("maria"); civicline.FaultOf(err) != civicline.Refused || !strings.Contains(err.Error(), "Wait a minute, then try again.") {
		t.Errorf("the sixth try: %v", err)
	}
	if err := try("ana"); err != nil {
		t.Errorf("another name: %v", err)
	}
	at = at.Add(time.Minute)
	if err := try("maria"); err != nil {
		t.Errorf("after a minute: %v", err)
	}
	if err := try("maria"); err == nil || !strings.Contains(err.Error(), "Wait 2 minutes") {
		t.Errorf("wrong again: %v", err)
	}
	at = at.Add(2 * time.Minute)
	if err := try("maria"); err != nil {
		t.Errorf("after two: %v", err)
	}
	tr.right("maria")
	for range freeTries {
		if err := try("maria"); err != nil {
			t.Errorf("after the right one: %v", err)
		}
	}
	for i := range 3 * mostNames {
		tr.begin(strings.Repeat("x", i%90)+string(rune('a'+i%26))+time.Duration(i).String(), at)
	}
	if len(tr.names) > mostNames {
		t.Errorf("%d names are remembered", len(tr.names))
	}
}

func TestPasswords(t *testing.T) {
	h := HashPassword("río y piedra")
	if !strings.HasPrefix(h, "$argon2id$v=19$m=19456,t=2,p=1$") || h == HashPassword("río y piedra") {
		t.Errorf("the hash is %s", h)
	}
	for password, want := range map[string]bool{"río y piedra": true, "rio y piedra": false, "": false} {
		if verify(h, password) != want {
			t.Errorf("verify(%q) is not %v", password, want)
		}
	}
	for _, bad := range []string{"", "plain", "$argon2id$", strings.Replace(h, "argon2id", "argon2i", 1), strings.Replace(h, "v=19", "v=16", 1),
		strings.Replace(h, "m=19456", "m=99999999", 1), strings.Replace(h, "t=2", "t=0", 1), h[:len(h)-20]} {
		if verify(bad, "río y piedra") {
			t.Errorf("%q fits", bad)
		}
	}
}

// TestPeopleComeAndGo opens the centre again with other files.
func TestPeopleComeAndGo(t *testing.T) {
	h := open(t, filepath.Join(t.TempDir(), "center.db"), with(staff("river stone", HashPassword("blue door"))))
	ctx := t.Context()
	secret := func(id civicline.AgentID) (hash string) {
		if err := h.store.Look(ctx, func(v *store.View) (err error) { hash, err = v.Secret(id); return err }); err != nil {
			t.Fatal(err)
		}
		return hash
	}
	first := secret("maria")
	_, token, err := h.SignInWith(ctx, "ana", "blue door")
	if err != nil {
		t.Fatal(err)
	}
	h.open(with(staff("river stone", "")[:1])) // ana and sam have left
	if secret("maria") != first {
		t.Error("maria's password was hashed again")
	}
	if _, err := h.SessionAgent(ctx, token); civicline.FaultOf(err) != civicline.Refused {
		t.Errorf("ana's session goes on: %v", err)
	}
	if _, _, err := h.SignInWith(ctx, "ana", "blue door"); civicline.FaultOf(err) != civicline.Refused {
		t.Errorf("ana signs in: %v", err)
	}
	_, token, err = h.SignInWith(ctx, "maria", "river stone")
	if err != nil {
		t.Fatal(err)
	}
	h.open(with(staff("river stone", "")[:1]))
	if _, err := h.SessionAgent(ctx, token); err != nil {
		t.Errorf("maria's session did not outlive a restart: %v", err)
	}
	h.open(with(staff("other words", "")[:1]))
	if _, err := h.SessionAgent(ctx, token); civicline.FaultOf(err) != civicline.Refused {
		t.Errorf("maria's session outlived her password: %v", err)
	}
	h.stands("maria", "signed out")
	if _, _, err := h.SignInWith(ctx, "maria", "river stone"); civicline.FaultOf(err) != civicline.Refused {
		t.Errorf("maria's former password opens: %v", err)
	}
	if _, _, err := h.SignInWith(ctx, "maria", "other words"); err != nil {
		t.Error(err)
	}
	reconcile(h)
}

func TestOpenRefusesPeople(t *testing.T) {
	h := newHouse(t)
	for want, spoil := range map[string]func(*Person){
		`"" is no name`:              func(p *Person) { p.ID = "" },
		"the name that callers":      func(p *Person) { p.Name = "" },
		`not "bot"`:                  func(p *Person) { p.Tier = civicline.BotTier },
		"which languages they speak": func(p *Person) { p.Speaks = nil },
		`does not speak "fr"`:        func(p *Person) { p.Speaks = []civicline.Language{"fr"} },
	} {
		p := people[0]
		spoil(&p)
		if err := h.enter(t.Context(), []Person{p}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("err = %v; want %q", err, want)
		}
	}
}
