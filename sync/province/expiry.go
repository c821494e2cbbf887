package province

import (
	"crypto/tls"
	"errors"
	"net"
	"path/filepath"
	"time"

	"kaowu/app/exam"
)

// Expires is when the client certificate ends; zero where none is used.
func (c *Client) Expires() time.Time { return c.until }

// expired is the refusal of a client certificate that has run out, whoever noticed: we
// by our clock, or the receiver by its own.
func (c *Client) expired() error {
	until := ""
	if !c.until.IsZero() {
		until = c.until.In(c.cfg.Clock().Location()).Format("2006-01-02")
	}
	return exam.Refuse("province-client-expired", "host", c.base.Host, "file", filepath.Base(c.cfg.CertFile), "until", until)
}

// certificateExpired is the alert of RFC 8446, 6.2.
const certificateExpired = tls.AlertError(45)

// saysExpired says whether the other side ended the handshake because our certificate
// has run out. The alert's own type is hidden in crypto/tls; its text is not.
func saysExpired(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "remote error" && op.Err.Error() == certificateExpired.Error()
}
