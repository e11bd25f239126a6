package app

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestTexts: a centre says at its start what is wrong with its way to send texts.
func TestTexts(t *testing.T) {
	t.Setenv(SecretVariable, "")
	for _, tc := range []struct{ name, gateway, secret, want string }{
		{"no secret", "https://texts.example.gov/send", "", SecretVariable + " is empty"},
		{"not by https", "http://texts.example.gov/send", "0123456789abcdef0123", "it must be https"},
		{"no address", "texts", "0123456789abcdef0123", "write https://HOST/PATH"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			o := quiet(t.TempDir())
			o.TextGateway = tc.gateway
			if tc.secret != "" {
				o.TextSecret = filepath.Join(t.TempDir(), "secret")
				if err := os.WriteFile(o.TextSecret, []byte(tc.secret), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			a, err := Open(t.Context(), o)
			if err == nil {
				closeApp(t, a)
			}
			if err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("it started, or said %v; want %q", err, tc.want)
			}
		})
	}
	t.Run("a folder", func(t *testing.T) {
		o := quiet(t.TempDir())
		a, err := Open(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		defer closeApp(t, a)
		if info, err := os.Stat(filepath.Join(o.Data, "texts")); err != nil || info.Mode() != fs.ModeDir|0o700 {
			t.Errorf("the folder for texts is %v, %v; want its owner's alone", info, err)
		}
	})
}
