package store

import (
	"crypto/ed25519"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

	"kaowu/app/exam"
)

// prepared is a draft whose body is encoded and checked. That is done where the
// caller runs, so that the writer only places, signs and seals.
type prepared struct {
	Draft
	body json.RawMessage
}

// bodyType is a kind with the Go type that was given as its body.
type bodyType struct {
	kind exam.Kind
	body reflect.Type
}

// prepare encodes the bodies of drafts and refuses what could never be read again.
func (d *data) prepare(drafts []Draft) ([]prepared, error) {
	out := make([]prepared, len(drafts))
	for i, dr := range drafts {
		if len(dr.Signer.Private) != ed25519.PrivateKeySize {
			return nil, fmt.Errorf("append %s: signer without a key", dr.Kind)
		}
		if dr.On == "" || strings.Contains(dr.On+dr.About, "\x00") {
			return nil, fmt.Errorf("append %s: not a subject", dr.Kind)
		}
		body, err := exam.Marshal(dr.Body)
		if err != nil {
			return nil, fmt.Errorf("encode body of %s: %w", dr.Kind, err)
		}
		if len(body) > maxBody {
			return nil, exam.Refuse("too-large", "max", maxBody>>10)
		}
		if err := d.checkBody(dr, body); err != nil {
			return nil, err
		}
		out[i] = prepared{dr, body}
	}
	return out, nil
}

// checkBody makes sure that the decoder will take the body. What a body's type
// encodes to is canonical for every value if it is for one, so each pair of kind and
// type is decoded once only; raw JSON every time.
func (d *data) checkBody(dr Draft, body json.RawMessage) error {
	t := bodyType{dr.Kind, reflect.TypeOf(dr.Body)}
	if _, ok := d.bodies.Load(t); ok {
		return nil
	}
	e := exam.Event{V: exam.Version, Kind: dr.Kind, On: dr.On, Abt: dr.About, Seen: []exam.ID{}, Body: body}
	b, err := exam.Marshal(e)
	if err != nil {
		return fmt.Errorf("encode %s: %w", dr.Kind, err)
	}
	if _, err := exam.Decode(exam.Signed{Bytes: b, Sig: make([]byte, 64)}); err != nil {
		return fmt.Errorf("append %s: %w", dr.Kind, err)
	}
	if _, raw := dr.Body.(json.RawMessage); !raw {
		d.bodies.Store(t, struct{}{})
	}
	return nil
}
