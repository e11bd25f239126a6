package store

import (
	"database/sql"
	"errors"
	"time"

	"github.com/civicline/civicline"
)

// A Domain is a routing domain and who matches its calls. Each time somebody
// takes it over its Epoch grows, so that an owner who was away, and does not
// know, is found out.
type Domain struct {
	ID    civicline.DomainID
	Owner string    // the node's ID
	Epoch int64     // from 1 on
	Until time.Time // when the lease ends; the owner stays the owner until another takes it
}

const domainColumns = `id, owner, epoch, lease_until`

func scanDomain(s scanner) (Domain, error) {
	var d Domain
	return d, s.Scan(&d.ID, &d.Owner, &d.Epoch, moment{&d.Until})
}

// Domain returns who owns a domain, or a NotFound error if nobody ever did.
func (v *View) Domain(id civicline.DomainID) (Domain, error) {
	return only(v, scanDomain, "routing domain", `SELECT `+domainColumns+` FROM domain WHERE id = ?`, string(id))
}

// Domains returns every domain that ever had an owner, by ID.
func (v *View) Domains() ([]Domain, error) {
	return all(v, scanDomain, `SELECT `+domainColumns+` FROM domain ORDER BY id`)
}

// Acquire makes owner the owner of a domain, for a lease from now on (now is
// what Clock says), if nobody else holds a lease on it. A node that was started
// again gets its own domain back at once. The epoch is that of whoever owns it
// now; mine says whether that is owner.
func (t *Tx) Acquire(domain civicline.DomainID, owner string, now time.Time, lease time.Duration) (epoch int64, mine bool, err error) {
	if _, err := t.exec(`INSERT INTO domain (`+domainColumns+`) VALUES (?,'',0,0) ON CONFLICT (id) DO NOTHING`, string(domain)); err != nil {
		return 0, false, err
	}
	n, err := t.exec(`UPDATE domain SET owner = ?, epoch = epoch + 1, lease_until = ? WHERE id = ? AND (lease_until <= ? OR owner = ?)`,
		owner, micros(now.Add(lease)), string(domain), micros(now), owner)
	if err != nil {
		return 0, false, err
	}
	err = t.row(`SELECT epoch FROM domain WHERE id = ?`, string(domain)).Scan(&epoch)
	return epoch, n == 1, err
}

// Renew prolongs an ownership to a lease from now on. It is false, and nothing
// is changed, if another has taken over since: owner then owns nothing.
func (t *Tx) Renew(domain civicline.DomainID, owner string, epoch int64, now time.Time, lease time.Duration) (mine bool, err error) {
	n, err := t.exec(`UPDATE domain SET lease_until = ? WHERE id = ? AND owner = ? AND epoch = ?`,
		micros(now.Add(lease)), string(domain), owner, epoch)
	return n == 1, err
}

// Release gives an ownership up, so that another may acquire the domain from now
// on. It does nothing if another has taken over since.
func (t *Tx) Release(domain civicline.DomainID, owner string, epoch int64, now time.Time) error {
	_, err := t.exec(`UPDATE domain SET lease_until = ? WHERE id = ? AND owner = ? AND epoch = ? AND lease_until > ?`,
		micros(now), string(domain), owner, epoch, micros(now))
	return err
}

// Owns reports whether an ownership is still good, and keeps it so until the
// change is committed. Every batch of matches asks first. The end of the lease
// does not matter here: as long as nobody else took over there is one owner.
func (t *Tx) Owns(domain civicline.DomainID, owner string, epoch int64) (bool, error) {
	var one int
	err := t.row(`SELECT 1 FROM domain WHERE id = ? AND owner = ? AND epoch = ?`+t.engine.Lock, string(domain), owner, epoch).Scan(&one)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}
