package center

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
)

// Passwords are kept as argon2id, RFC 9106, with the parameters that OWASP asks
// for: 19 MiB, two passes, one lane.
const (
	hashPrefix = "$argon2id$"
	memory     = 19 * 1024 // KiB
	passes     = 2
	lanes      = 1
	saltLen    = 16
	keyLen     = 32
)

// HashPassword writes the hash of a password in the form of the reference
// implementation, $argon2id$v=19$m=19456,t=2,p=1$SALT$HASH: what a Person's
// Password may be in its place.
func HashPassword(password string) string {
	salt := make([]byte, saltLen)
	rand.Read(salt)
	key := argon2.IDKey([]byte(password), salt, passes, memory, lanes, keyLen)
	b64 := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("%sv=%d$m=%d,t=%d,p=%d$%s$%s", hashPrefix, argon2.Version, memory, passes, lanes, b64(salt), b64(key))
}

// verify reports whether a password has a hash. It takes as long for a wrong
// one as for the right one; a hash that makes no sense, or costs more than ours
// could, fits none.
func verify(hash, password string) bool {
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[1] != "argon2id" {
		return false
	}
	var version int
	var m, t uint32
	var p uint8
	if _, err := fmt.Sscanf(parts[2], "v=%d", &version); err != nil || version != argon2.Version {
		return false
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &m, &t, &p); err != nil || m > 1<<20 || t < 1 || t > 100 || p < 1 {
		return false
	}
	salt, err := base64.RawStdEncoding.DecodeString(parts[4])
	if err != nil {
		return false
	}
	want, err := base64.RawStdEncoding.DecodeString(parts[5])
	if err != nil || len(want) < 16 || len(want) > 64 {
		return false
	}
	got := argon2.IDKey([]byte(password), salt, t, m, p, uint32(len(want)))
	return subtle.ConstantTimeCompare(got, want) == 1
}

// nobody is the hash that an unknown name is checked against, so that it takes
// as long as a known one. No password is known to have it.
const nobody = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
