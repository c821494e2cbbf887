package store

import (
	"encoding/binary"
	"errors"

	"kaowu/app/exam"
)

// errPayload says that an opened record does not hold what its type says. It was
// sealed by a book's key, so it is another program's record, not damage.
var errPayload = errors.New("record does not hold what its type says")

// eventPayload is signature, then bytes.
func eventPayload(s exam.Signed) []byte { return append(append([]byte{}, s.Sig...), s.Bytes...) }

// draftRecord is what was typed and not yet said.
type draftRecord struct {
	key  string
	data []byte // nil: dropped
}

// content is a byte that says whether there is data, then the data.
func (d draftRecord) content() []byte {
	if d.data == nil {
		return []byte{0}
	}
	return append([]byte{1}, d.data...)
}

// encode is the length of the key as u16, the key, the content.
func (d draftRecord) encode() []byte {
	b := binary.BigEndian.AppendUint16(nil, uint16(len(d.key)))
	return append(append(b, d.key...), d.content()...)
}

func decodeDraft(b []byte) (draftRecord, error) {
	if len(b) < 2 {
		return draftRecord{}, errPayload
	}
	n := int(binary.BigEndian.Uint16(b))
	if len(b) < 2+n+1 {
		return draftRecord{}, errPayload
	}
	d := draftRecord{key: string(b[2 : 2+n])}
	switch rest := b[2+n:]; {
	case rest[0] == 1:
		d.data = append([]byte{}, rest[1:]...)
	case rest[0] != 0 || len(rest) > 1:
		return draftRecord{}, errPayload
	}
	return d, nil
}

// fileRecord says that a sealed file belongs to the book.
type fileRecord struct {
	name string // 64 hex characters: SHA-256 of the file
	size uint64 // of the file, bytes
}

// encode is the name, then the size as u64.
func (f fileRecord) encode() []byte {
	return binary.BigEndian.AppendUint64([]byte(f.name), f.size)
}

func decodeFile(b []byte) (fileRecord, error) {
	if len(b) != 72 || !isFileName(string(b[:64])) {
		return fileRecord{}, errPayload
	}
	return fileRecord{string(b[:64]), binary.BigEndian.Uint64(b[64:])}, nil
}

// isFileName says whether s is 64 lower-case hex characters.
func isFileName(s string) bool {
	var id exam.ID
	return id.UnmarshalText([]byte(s)) == nil && id.String() == s
}
