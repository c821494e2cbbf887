package store

import (
	"encoding/json"
	"strings"

	"kaowu/app/exam"
)

// Somebody may be signed in while their key is revoked, in another window or on a laptop
// that takes the revocation in. From that event on the writer saves nothing of theirs:
// it would be late evidence as soon as it was said.

// bar says for each revoked key of a person why nothing more may be signed by it.
type bar map[string]*exam.Refusal

// add takes one revocation in.
func (b bar) add(v exam.KeyRevocation) {
	if strings.HasPrefix(v.Holder, "device/") {
		return // a device goes on signing its own log: others keep that apart
	}
	b[v.Key] = exam.Refuse("key-revoked", "staff", v.Holder)
	if v.Code == exam.RevokedReplaced {
		b[v.Key] = exam.Refuse("key-replaced-since", "staff", v.Holder)
	}
}

// rebar reads anew who is barred, where what the chain of keys rests on has changed
// since. It is the writer's: the index has followed all that was saved.
func (d *data) rebar() error {
	if !d.rekey {
		return nil
	}
	x, err := d.query()
	if err != nil {
		return err
	}
	revoked, err := d.revocations(x)
	if err != nil {
		return err
	}
	d.barred = bar{}
	for _, v := range revoked.All() {
		d.barred.add(v.KeyRevocation)
	}
	d.rekey = false
	return nil
}

// may refuses a request that a revoked key signs. A revocation in the same group counts
// already. Refusals: key-revoked, key-replaced-since.
func (g *group) may(drafts []prepared) error {
	for _, dr := range drafts {
		if no := g.d.barred[dr.Signer.Key]; no != nil {
			return no
		}
		if no := g.barred[dr.Signer.Key]; no != nil {
			return no
		}
	}
	return nil
}

// bars takes note of a revocation among the drafts that the group has taken.
func (g *group) bars(drafts []prepared) error {
	for _, dr := range drafts {
		if dr.Kind != exam.KeyRevoked {
			continue
		}
		var v exam.KeyRevocation
		if err := json.Unmarshal(dr.body, &v); err != nil {
			return err // prepare has read it
		}
		if g.barred == nil {
			g.barred = bar{}
		}
		g.barred.add(v)
	}
	return nil
}
