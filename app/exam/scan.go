package exam

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"strconv"
)

// scanEvent reads the canonical form of an event, field after field as appendEvent
// writes them. ok is false for anything it cannot read, well-formed or not; the
// caller then asks encoding/json. What it does read is encoded again and compared,
// like everything, so it need not be strict.
func scanEvent(raw []byte) (e Event, ok bool) {
	s := scanner{rest: raw, ok: true}
	e.V = int(s.integer(`{"v":`))
	e.Exam = s.text(`,"exam":"`)
	e.Log = s.text(`,"log":"`)
	e.Seq = s.natural(`,"seq":`)
	e.At.Time = s.moment(`,"at":{"time":"`)
	tick := s.natural(`,"tick":`)
	e.At.Tick = uint32(tick)
	e.Wall = s.moment(`},"wall":"`)
	e.Up = s.integer(`,"up":`)
	e.By = s.text(`,"by":"`)
	e.Key = s.text(`,"key":"`)
	e.Auth = s.text(`,"auth":"`)
	e.Kind = Kind(s.text(`,"kind":"`))
	e.On = s.text(`,"on":"`)
	e.Abt = s.text(`,"about":"`)
	e.Seen = s.ids(`,"seen":[`)
	s.expect(`,"body":`)
	if n := len(s.rest) - 1; s.ok && n > 0 && s.rest[n] == '}' {
		e.Body = json.RawMessage(bytes.Clone(s.rest[:n]))
		return e, uint64(e.At.Tick) == tick
	}
	return Event{}, false
}

// scanner eats its way through canonical bytes; ok turns false at the first thing
// that does not fit and stays so.
type scanner struct {
	rest []byte
	ok   bool
}

func (s *scanner) expect(lead string) {
	rest, has := bytes.CutPrefix(s.rest, []byte(lead))
	s.rest, s.ok = rest, s.ok && has
}

// until takes what stands before the next end byte, and eats that too.
func (s *scanner) until(end byte) []byte {
	i := bytes.IndexByte(s.rest, end)
	if i < 0 {
		s.ok = false
		return nil
	}
	got := s.rest[:i]
	s.rest = s.rest[i+1:]
	return got
}

func (s *scanner) text(lead string) string {
	s.expect(lead)
	got := string(s.until('"'))
	s.ok = s.ok && plain(got)
	return got
}

// digits takes a run of digits, with a sign before it or not.
func (s *scanner) digits(lead string) string {
	s.expect(lead)
	i := 0
	for i < len(s.rest) && (s.rest[i] == '-' || s.rest[i] >= '0' && s.rest[i] <= '9') {
		i++
	}
	got := string(s.rest[:i])
	s.rest = s.rest[i:]
	return got
}

func (s *scanner) integer(lead string) int64 {
	n, err := strconv.ParseInt(s.digits(lead), 10, 64)
	s.ok = s.ok && err == nil
	return n
}

func (s *scanner) natural(lead string) uint64 {
	n, err := strconv.ParseUint(s.digits(lead), 10, 64)
	s.ok = s.ok && err == nil
	return n
}

func (s *scanner) moment(lead string) Time {
	s.expect(lead)
	var t Time
	s.ok = s.ok && t.UnmarshalText(s.until('"')) == nil
	return t
}

// ids takes a list of quoted hex ids.
func (s *scanner) ids(lead string) []ID {
	s.expect(lead)
	list := s.until(']')
	out := make([]ID, 0, (len(list)+1)/67)
	for s.ok && len(list) > 0 {
		var id ID
		if len(list) < 66 || list[0] != '"' || list[65] != '"' {
			s.ok = false
			break
		}
		if _, err := hex.Decode(id[:], list[1:65]); err != nil {
			s.ok = false
		}
		out = append(out, id)
		list = bytes.TrimPrefix(list[66:], []byte(","))
	}
	return out
}
