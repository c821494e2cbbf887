package province

import "kaowu/app/exam"

// Signer names the receiver by its signing key. A receiver that comes back under
// another address is still the one that holds what was sent to it.
func (c *Client) Signer() string { return exam.KeyID(c.signer) }
