package exam

import (
	"encoding/hex"
	"strconv"
)

// appendEvent writes the canonical form of e: what Marshal(e) gives, without
// reflection, since every event of a book is encoded again when it is read. The
// body stands as it is; checkBody says whether it is canonical. ok is false for a
// string or time that only Marshal can judge.
func appendEvent(b []byte, e Event) (out []byte, ok bool) {
	ok = true
	text := func(name, s string) {
		b = append(append(b, name...), '"')
		b = append(append(b, s...), '"')
		ok = ok && plain(s)
	}
	moment := func(name string, t Time) {
		b = append(append(b, name...), '"')
		if !t.IsZero() {
			b = t.AppendFormat(b, TimeLayout)
		}
		b = append(b, '"')
	}
	b = append(b, `{"v":`...)
	b = strconv.AppendInt(b, int64(e.V), 10)
	text(`,"exam":`, e.Exam)
	text(`,"log":`, e.Log)
	b = append(b, `,"seq":`...)
	b = strconv.AppendUint(b, e.Seq, 10)
	moment(`,"at":{"time":`, e.At.Time)
	b = append(b, `,"tick":`...)
	b = strconv.AppendUint(b, uint64(e.At.Tick), 10)
	moment(`},"wall":`, e.Wall)
	b = append(b, `,"up":`...)
	b = strconv.AppendInt(b, e.Up, 10)
	text(`,"by":`, e.By)
	text(`,"key":`, e.Key)
	text(`,"auth":`, e.Auth)
	text(`,"kind":`, string(e.Kind))
	text(`,"on":`, e.On)
	text(`,"about":`, e.Abt)
	b = append(b, `,"seen":[`...)
	for i, id := range e.Seen {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(hex.AppendEncode(append(b, '"'), id[:]), '"')
	}
	b = append(b, `],"body":`...)
	b = append(append(b, e.Body...), '}')
	return b, ok && e.Seen != nil && len(e.Body) > 0
}

// plain says whether JSON writes s as it is: printable ASCII without quotes or
// backslashes. Names of subjects and people's ids are.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < 0x20 || c > 0x7e || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}

// canonical gives the bytes that e must have been signed as.
func canonical(e Event, size int) ([]byte, error) {
	if b, ok := appendEvent(make([]byte, 0, size), e); ok {
		return b, nil
	}
	return Marshal(e)
}
