package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"

	"kaowu/app/exam"
)

// The head of a journal stands twice, in blocks of 512 bytes, each closed by its
// SHA-256, so that one bad sector does not hide a whole exam.
const (
	journalMagic = "kaowu journal v1\n"
	headBlock    = 512
	journalStart = 2 * headBlock // the first record
)

// journalHead is what a journal says of itself in the clear.
type journalHead struct {
	epoch uint32 // of the data key that it begins under
	book  string // exam number or filing number
	log   string // id of the log that it holds
}

// encode makes one block.
func (h journalHead) encode() ([]byte, error) {
	b := []byte(journalMagic)
	b = binary.BigEndian.AppendUint32(b, h.epoch)
	for _, s := range []string{h.book, h.log} {
		if len(s) > 128 {
			return nil, fmt.Errorf("journal head: %d bytes are too long for a name", len(s))
		}
		b = binary.BigEndian.AppendUint16(b, uint16(len(s)))
		b = append(b, s...)
	}
	b = append(b, make([]byte, headBlock-sha256.Size-len(b))...)
	sum := sha256.Sum256(b)
	return append(b, sum[:]...), nil
}

// decodeHead reads one block.
func decodeHead(b []byte) (journalHead, bool) {
	if len(b) != headBlock || !bytes.HasPrefix(b, []byte(journalMagic)) {
		return journalHead{}, false
	}
	body := b[:headBlock-sha256.Size]
	if sum := sha256.Sum256(body); !bytes.Equal(sum[:], b[len(body):]) {
		return journalHead{}, false
	}
	b = body[len(journalMagic):]
	h := journalHead{epoch: binary.BigEndian.Uint32(b)}
	b = b[4:]
	for _, s := range []*string{&h.book, &h.log} {
		n := int(binary.BigEndian.Uint16(b))
		if n > 128 || len(b) < 2+n {
			return journalHead{}, false
		}
		*s, b = string(b[2:2+n]), b[2+n:]
	}
	return h, true
}

// readHead reads the head of a journal; whole is false when one of the two blocks
// is damaged. Refusal: journal-head when both are.
func readHead(f file) (h journalHead, whole bool, err error) {
	b := make([]byte, journalStart)
	n, err := f.ReadAt(b, 0)
	if n < headBlock && err != nil {
		return h, false, exam.Refuse("journal-head")
	}
	first, ok1 := decodeHead(b[:headBlock])
	second, ok2 := decodeHead(b[headBlock:])
	switch {
	case ok1:
		return first, ok2, nil
	case ok2:
		return second, false, nil
	}
	return h, false, exam.Refuse("journal-head")
}
