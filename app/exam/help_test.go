package exam

import (
	"crypto/ed25519"
	"fmt"
	"testing"
	"time"
)

// zone is the site's: tests never look at the machine's clock or zone.
var zone = time.FixedZone("", 8*3600)

// start is 2026-12-19 09:00, the demo exam's first session.
func start() time.Time { return time.Date(2026, 12, 19, 9, 0, 0, 0, zone) }

// laptop writes events in its own log, as a desk would.
type laptop struct {
	log  string
	key  string
	seq  uint64
	now  time.Time
	held []Fact
}

func newLaptop(log string) *laptop { return &laptop{log: log, key: "k", now: start()} }

// say writes an event that has seen every head of its subject that the laptop holds.
func (l *laptop) say(by StaffID, kind Kind, on, about string, body any) Fact {
	l.now = l.now.Add(time.Second)
	var same []Fact
	for _, h := range l.held {
		if h.On == on {
			same = append(same, h)
		}
	}
	f := fact(Event{
		V: Version, Exam: "X", Log: l.log, Seq: l.seq, At: Stamp{Time: At(l.now)}, Wall: At(l.now),
		By: string(by), Key: l.key, Auth: AuthPassphrase, Kind: kind, On: on, Abt: about, Seen: Heads(same),
	}, body)
	l.seq++
	l.held = append(l.held, f)
	return f
}

// take receives what another laptop holds.
func (l *laptop) take(from *laptop) {
	have := map[ID]bool{}
	for _, f := range l.held {
		have[f.ID] = true
	}
	for _, f := range from.held {
		if !have[f.ID] {
			l.held = append(l.held, f)
		}
	}
}

// fact encodes, signs and decodes an event; a form the decoder refuses is a bug of
// the test itself.
func fact(e Event, body any) Fact {
	raw, err := Marshal(body)
	if err != nil {
		panic(err)
	}
	e.Body = raw
	s, err := Sign(e, testKey())
	if err != nil {
		panic(err)
	}
	f, err := Decode(s)
	if err != nil {
		panic(fmt.Sprintf("%v: %s", err, s.Bytes))
	}
	return f
}

func testKey() ed25519.PrivateKey { return ed25519.NewKeyFromSeed(make([]byte, 32)) }

// reversed gives the facts in the opposite order of arrival.
func reversed(in []Fact) []Fact {
	out := make([]Fact, 0, len(in))
	for i := len(in) - 1; i >= 0; i-- {
		out = append(out, in[i])
	}
	return out
}

func tenths(t *testing.T, s string) Tenths {
	t.Helper()
	v, err := ParseTenths(s)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// shown writes an optional score, "–" for none.
func shown(s *Tenths) string {
	if s == nil {
		return "–"
	}
	return s.String()
}
