package exam

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Version is the one event format there is. Another number is refused.
const Version = 1

// signPrefix parts event signatures from every other use of a key (record.md 2).
const signPrefix = "kaowu event v1\n"

// TimeLayout is how every time in an event is written: milliseconds and offset.
const TimeLayout = "2006-01-02T15:04:05.000-07:00"

// ID names a signed event: SHA-256 over its bytes and signature. It is also the
// record hash input of the log's tree, so a low-entropy event cannot be guessed.
type ID [32]byte

// String is the id in lower-case hex, 64 characters.
func (id ID) String() string { return hex.EncodeToString(id[:]) }

// Less orders ids by bytes.
func (id ID) Less(o ID) bool { return bytes.Compare(id[:], o[:]) < 0 }

// MarshalText writes the id as hex.
func (id ID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText reads 64 lower-case hex characters.
func (id *ID) UnmarshalText(b []byte) error {
	if len(b) != 64 {
		return errors.New("an event id has 64 hex characters")
	}
	_, err := hex.Decode(id[:], b)
	return err
}

// Time is a moment with its offset, kept to the millisecond.
type Time struct{ time.Time }

// At wraps t, cut to the millisecond.
func At(t time.Time) Time { return Time{t.Truncate(time.Millisecond)} }

// MarshalText writes the TimeLayout form; the zero time is the empty string.
func (t Time) MarshalText() ([]byte, error) {
	if t.IsZero() {
		return nil, nil
	}
	return []byte(t.Format(TimeLayout)), nil
}

// MarshalJSON writes the TimeLayout form. It hides time.Time's own, which
// writes another layout.
func (t Time) MarshalJSON() ([]byte, error) {
	b, err := t.MarshalText()
	return []byte(`"` + string(b) + `"`), err
}

// UnmarshalJSON reads the TimeLayout form.
func (t *Time) UnmarshalJSON(b []byte) error {
	if len(b) < 2 || b[0] != '"' || b[len(b)-1] != '"' {
		return errors.New("a time is a string")
	}
	return t.UnmarshalText(b[1 : len(b)-1])
}

// UnmarshalText reads the TimeLayout form.
func (t *Time) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*t = Time{}
		return nil
	}
	v, err := time.Parse(TimeLayout, string(b))
	if err != nil {
		return errors.New("a time reads 2026-12-19T09:41:07.120+08:00")
	}
	// A fixed zone, never the machine's own: the same bytes on every laptop.
	_, off := v.Zone()
	t.Time = v.In(time.FixedZone("", off))
	return nil
}

// Stamp is a hybrid logical clock reading (record.md 4): never behind the last
// event of the book; Tick counts events within one millisecond.
type Stamp struct {
	Time Time   `json:"time"`
	Tick uint32 `json:"tick"`
}

// Compare orders stamps by time, then tick.
func (s Stamp) Compare(o Stamp) int {
	if c := s.Time.Compare(o.Time.Time); c != 0 {
		return c
	}
	switch {
	case s.Tick < o.Tick:
		return -1
	case s.Tick > o.Tick:
		return 1
	}
	return 0
}

// How the signer was let in (record.md 2): years later a short code can be told
// from a passphrase.
const (
	AuthPassphrase = "passphrase"
	AuthCode       = "code"
	AuthDevice     = "device"
)

// Event is one fact that a person, or the device where nobody acts, answers for.
type Event struct {
	V    int             `json:"v"`
	Exam string          `json:"exam"`
	Log  string          `json:"log"`
	Seq  uint64          `json:"seq"`
	At   Stamp           `json:"at"`
	Wall Time            `json:"wall"`
	Up   int64           `json:"up"` // milliseconds on the monotonic clock since the program started
	By   string          `json:"by"` // staff id (S07), device/<id>, or "exam" for the exam key
	Key  string          `json:"key"`
	Auth string          `json:"auth"`
	Kind Kind            `json:"kind"`
	On   string          `json:"on"`
	Abt  string          `json:"about"`
	Seen []ID            `json:"seen"`
	Body json.RawMessage `json:"body"`
}

// Signed is an event as it is stored: exactly the bytes that were signed.
type Signed struct {
	Bytes []byte
	Sig   []byte // Ed25519, 64 bytes
}

// Fact is a decoded event with its id.
type Fact struct {
	ID ID
	Event
	Signed Signed
}

// Errors of the decoder. Both mean that the record must not be stored.
var (
	ErrEventForm = errors.New("event: not in canonical form")
	ErrEventSig  = errors.New("event: signature does not hold")
)

// Marshal is the one JSON encoder of the record: no HTML escaping, no blanks, no
// final newline. Fields stand in the order of the Go type.
func Marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// Sign encodes e and signs it with key.
func Sign(e Event, key ed25519.PrivateKey) (Signed, error) {
	if e.Seen == nil {
		e.Seen = []ID{}
	}
	b, err := Marshal(e)
	if err != nil {
		return Signed{}, fmt.Errorf("encode event: %w", err)
	}
	return Signed{Bytes: b, Sig: ed25519.Sign(key, append([]byte(signPrefix), b...))}, nil
}

// Verify says whether the signature holds under pub.
func (s Signed) Verify(pub ed25519.PublicKey) error {
	if len(pub) != ed25519.PublicKeySize || !ed25519.Verify(pub, append([]byte(signPrefix), s.Bytes...), s.Sig) {
		return ErrEventSig
	}
	return nil
}

// Leaf is the record of this event in its log's tree: bytes, then signature.
func (s Signed) Leaf() []byte { return append(append([]byte{}, s.Bytes...), s.Sig...) }

// ID is SHA-256 over the leaf.
func (s Signed) ID() (id ID) {
	h := sha256.New()
	h.Write(s.Bytes)
	h.Write(s.Sig)
	h.Sum(id[:0])
	return id
}

// Decode reads an event and its body. Only canonical bytes pass: what does not
// encode again to exactly the same bytes (a repeated, unknown or differently
// cased field, a float, invalid UTF-8, a blank) is refused with ErrEventForm, so
// that no other verifier can ever read another value. It does not check the
// signature.
func Decode(s Signed) (Fact, error) {
	e, ok := scanEvent(s.Bytes)
	if !ok {
		e = Event{}
		if err := json.Unmarshal(s.Bytes, &e); err != nil {
			return Fact{}, fmt.Errorf("%w: not the JSON of an event", ErrEventForm)
		}
	}
	if e.V != Version || len(s.Sig) != ed25519.SignatureSize {
		return Fact{}, fmt.Errorf("%w: version %d", ErrEventForm, e.V)
	}
	again, err := canonical(e, len(s.Bytes))
	if err != nil || !bytes.Equal(again, s.Bytes) || e.Seen == nil {
		return Fact{}, ErrEventForm
	}
	for i := 1; i < len(e.Seen); i++ {
		if !e.Seen[i-1].Less(e.Seen[i]) {
			return Fact{}, fmt.Errorf("%w: seen is not sorted", ErrEventForm)
		}
	}
	if err := checkBody(e.Kind, e.Body); err != nil {
		return Fact{}, err
	}
	return Fact{ID: s.ID(), Event: e, Signed: s}, nil
}

// BodyOf decodes the body of f as T. The body's form was checked by Decode.
func BodyOf[T any](f Fact) (T, error) {
	var v T
	if err := json.Unmarshal(f.Body, &v); err != nil {
		return v, fmt.Errorf("%w: %v", ErrEventForm, err)
	}
	return v, nil
}

// KeyID names a public signing key: the first 16 bytes of its SHA-256, in hex.
func KeyID(pub ed25519.PublicKey) string {
	h := sha256.Sum256(pub)
	return hex.EncodeToString(h[:16])
}
