package store

import (
	"crypto/cipher"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// recordType says what a journal record holds (record.md 6).
type recordType byte

// The record types. Another number is damage to this program: a newer format has
// another magic.
const (
	recordEvent      recordType = 1 // event of the own log: signature, then bytes
	recordForeign    recordType = 2 // event of another laptop's log; written by exchange
	recordCheckpoint recordType = 3 // signed note
	recordDraft      recordType = 4 // what was typed and not yet said: key, then data
	recordFile       recordType = 5 // reference to a sealed file
)

const (
	recordHead  = 5                 // length u32, type u8: the readable part of a record
	recordGroup = 9                 // group offset u64, flags u8: the first sealed bytes
	maxBody     = 448 << 10         // of one event or draft
	maxPayload  = 512 << 10         // of one record
	maxRecord   = maxPayload + 4096 // what follows the type; a longer one is damage
	flagLast    = byte(1)           // the last record of its group
	minRecord   = 24 + 16 + recordGroup
)

// record is one opened record and where it stands.
type record struct {
	off, end int64
	group    int64 // where its group begins: records that were flushed together
	last     bool
	typ      recordType
	payload  []byte
}

// errRecord says that no whole record stands at an offset.
var errRecord = errors.New("no whole record")

// sealer seals records of one book.
type sealer struct {
	epochs []epochSeal // by where they begin
	book   string
	rand   io.Reader
}

// at is the cipher of a record at an offset: that of the epoch which the offset lies in,
// and of no other.
func (s sealer) at(off int64) cipher.AEAD {
	i := len(s.epochs) - 1
	for i > 0 && off < s.epochs[i].from {
		i--
	}
	return s.epochs[i].aead
}

// extra is the associated data of a record: book, offset, type and length, so that
// a record moved, swapped in from another book or cut does not open.
func (s sealer) extra(off int64, typ recordType, length uint32) []byte {
	b := make([]byte, 0, 2+len(s.book)+13)
	b = binary.BigEndian.AppendUint16(b, uint16(len(s.book)))
	b = append(b, s.book...)
	b = binary.BigEndian.AppendUint64(b, uint64(off))
	b = append(b, byte(typ))
	return binary.BigEndian.AppendUint32(b, length)
}

// seal appends to buf the record that will stand at off.
func (s sealer) seal(buf []byte, off, group int64, last bool, typ recordType, payload []byte) ([]byte, error) {
	aead := s.at(off)
	length := 24 + recordGroup + len(payload) + aead.Overhead()
	if length > maxRecord {
		return nil, fmt.Errorf("record of %d bytes is longer than the journal takes", length)
	}
	plain := make([]byte, 0, recordGroup+len(payload))
	plain = binary.BigEndian.AppendUint64(plain, uint64(group))
	flags := byte(0)
	if last {
		flags = flagLast
	}
	plain = append(append(plain, flags), payload...)
	buf = binary.BigEndian.AppendUint32(buf, uint32(length))
	buf = append(buf, byte(typ))
	at := len(buf)
	buf = append(buf, make([]byte, 24)...)
	nonce := buf[at : at+24]
	if _, err := io.ReadFull(s.rand, nonce); err != nil {
		return nil, fmt.Errorf("draw a nonce: %w", err)
	}
	// Seal may grow buf, so the nonce is copied out first.
	var n [24]byte
	copy(n[:], nonce)
	return aead.Seal(buf, n[:], plain, s.extra(off, typ, uint32(length))), nil
}

// sealedSize is how many bytes the record of a payload takes.
func sealedSize(payload int) int64 { return int64(recordHead + 24 + recordGroup + payload + 16) }

// head reads the readable part of a record: how long it is and of what type.
func head(b []byte) (length uint32, typ recordType, ok bool) {
	if len(b) < recordHead {
		return 0, 0, false
	}
	length, typ = binary.BigEndian.Uint32(b), recordType(b[4])
	return length, typ, length >= minRecord && length <= maxRecord && typ >= recordEvent && typ <= recordFile
}

// unseal opens the record that begins at b[0] and stands at off.
func (s sealer) unseal(b []byte, off int64) (record, error) {
	length, typ, ok := head(b)
	if !ok || len(b) < recordHead+int(length) {
		return record{}, errRecord
	}
	sealed := b[recordHead : recordHead+int(length)]
	plain, err := s.at(off).Open(nil, sealed[:24], sealed[24:], s.extra(off, typ, length))
	if err != nil {
		return record{}, errRecord
	}
	return record{
		off: off, end: off + recordHead + int64(length), typ: typ,
		group: int64(binary.BigEndian.Uint64(plain)), last: plain[8]&flagLast != 0, payload: plain[recordGroup:],
	}, nil
}
