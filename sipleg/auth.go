package sipleg

import (
	"errors"
	"strings"

	"github.com/emiago/sipgo/sip"
	"github.com/icholy/digest"
)

// authenticate answers a challenge to a request of ours by digest (§22.2,
// §22.3). It gives up when a second answer would be no better than the first.
func (o *outbound) authenticate(req *sip.Request, res *sip.Response) error {
	ask, tell := "WWW-Authenticate", "Authorization"
	if res.StatusCode == 407 {
		ask, tell = "Proxy-Authenticate", "Proxy-Authorization"
	}
	if o.opts.User == "" {
		return errors.New("no user name was given")
	}
	again := req.GetHeader(tell) != nil
	for _, h := range res.GetHeaders(ask) {
		challenge, err := digest.ParseChallenge(h.Value())
		if err != nil {
			continue
		}
		if again && (!challenge.Stale || o.stale) {
			return errors.New("the password was refused")
		}
		o.stale = challenge.Stale
		challenge.Algorithm = strings.ToUpper(challenge.Algorithm)
		cred, err := digest.Digest(challenge, digest.Options{
			Method: string(req.Method), URI: req.Recipient.String(),
			Username: o.opts.User, Password: o.opts.Password,
		})
		if err != nil {
			continue
		}
		o.auth = sip.NewHeader(tell, cred.String())
		return nil
	}
	return errors.New("no digest challenge that we understand")
}
