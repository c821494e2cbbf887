package store

import (
	"slices"

	"kaowu/app/exam"
)

// Holder is a person or a laptop with every key that they were given.
type Holder struct {
	Holder string    // S07 or device/<id>
	Role   exam.Role // of the newest key; empty for a laptop
	Keys   []HolderKey
}

// HolderKey is one endorsed key.
type HolderKey struct {
	ID       string
	Endorsed exam.Fact
	Revoked  []exam.Revoked // the first first; none while the key holds
}

// Newest is the key that the holder was given last.
func (h Holder) Newest() HolderKey { return h.Keys[len(h.Keys)-1] }

// Holders lists everybody who was given a key in this book, in the order of their first.
func (b *Book) Holders() ([]Holder, error) {
	c, _, err := b.chain()
	if err != nil {
		return nil, err
	}
	var out []Holder
	for _, id := range c.order {
		k := c.keys[id]
		i := slices.IndexFunc(out, func(h Holder) bool { return h.Holder == k.holder })
		if i < 0 {
			i = len(out)
			out = append(out, Holder{Holder: k.holder})
		}
		out[i].Role = k.role
		out[i].Keys = append(out[i].Keys, HolderKey{ID: id, Endorsed: c.endorsed(id), Revoked: c.revoked.Of(id)})
	}
	return out, nil
}

// Opener is the device that opened a log, device/<id>; empty where the book does not know.
func (b *Book) Opener(log string) string {
	c, _, err := b.chain()
	if err != nil || c.openings[log].Device == "" {
		return ""
	}
	return "device/" + c.openings[log].Device
}
