package sipleg

import (
	"bytes"
	"io"
	"mime"
	"mime/multipart"
)

// sdpPart finds the session description in a multipart body (RFC 5621 §3), as
// emergency and SIP-I trunks send it; nil if there is none.
func sdpPart(body []byte, boundary string) []byte {
	if boundary == "" {
		return nil
	}
	for r := multipart.NewReader(bytes.NewReader(body), boundary); ; {
		part, err := r.NextPart()
		if err != nil {
			return nil
		}
		if kind, _, _ := mime.ParseMediaType(part.Header.Get("Content-Type")); kind != "application/sdp" {
			continue
		}
		text, err := io.ReadAll(part)
		if err != nil {
			return nil
		}
		return text
	}
}
