package province

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"kaowu/app/exam"
)

// MaxBatch is how many records one batch may hold (domain 11).
const MaxBatch = 500

// maxBody bounds what either side reads of one message: a full batch of the
// longest texts that domain 11 allows is below half of it.
const maxBody = 4 << 20

// version of every message of this interface. Another number is refused.
const version = 1

// Header says where a batch belongs.
type Header struct {
	Exam    string `json:"exam"`     // Kaowu's exam id, for the reader of a file
	Filing  string `json:"filing"`   // 机构备案编号
	Plan    string `json:"plan"`     // 计划编号
	BatchNo string `json:"batch_no"` // batch number the office gave beforehand, empty where it gives none
	Program string `json:"program"`  // program and version (notice 2.7)
}

// Batch is what is sent at once, under one key.
type Batch struct {
	Key string
	Header
	Records []Record // 1 to MaxBatch, each exam number once
}

// wireBatch is a batch as it is written; the order of fields is the contract.
type wireBatch struct {
	V   int    `json:"v"`
	Key string `json:"key"`
	Header
	Records []Record `json:"records"`
}

// ErrForm is returned for a message that is not in the one form that
// openapi.yaml gives it.
var ErrForm = errors.New("message is not in canonical form")

// Encode makes the canonical bytes of a batch and their SHA-256 in hex. The
// caller stores the bytes before sending and sends exactly them, however often.
func Encode(b Batch) (body []byte, digest string) {
	if b.Records == nil {
		b.Records = []Record{}
	}
	body, err := exam.Marshal(wireBatch{V: version, Key: b.Key, Header: b.Header, Records: b.Records})
	if err != nil {
		// Strings and one integer always encode; an empty body is refused by everybody.
		return nil, digestOf(nil)
	}
	return body, digestOf(body)
}

// Decode reads the bytes that Encode made. Anything that does not encode again to
// the same bytes is ErrForm: two readers must never see two batches in one text.
func Decode(body []byte) (Batch, error) {
	w, err := strict[wireBatch](body)
	if err != nil {
		return Batch{}, fmt.Errorf("read batch: %w", err)
	}
	if w.V != version || !validKey(w.Key) || w.Records == nil {
		return Batch{}, fmt.Errorf("read batch: %w", ErrForm)
	}
	return Batch{Key: w.Key, Header: w.Header, Records: w.Records}, nil
}

// Split parts records into batches of at most MaxBatch, in their order, each with
// a key of its own from random (crypto/rand when nil). Records without a running
// number 序号 get their place in the whole list, from 1.
func Split(h Header, records []Record, random io.Reader) ([]Batch, error) {
	records = slices.Clone(records)
	for i := range records {
		if records[i].Seq == "" {
			records[i].Seq = strconv.Itoa(i + 1)
		}
	}
	var out []Batch
	for len(records) > 0 {
		n := min(len(records), MaxBatch)
		key, err := NewKey(random)
		if err != nil {
			return nil, err
		}
		out = append(out, Batch{Key: key, Header: h, Records: records[:n:n]})
		records = records[n:]
	}
	return out, nil
}

// NewKey makes an Idempotency-Key: 128 random bits in hex.
func NewKey(random io.Reader) (string, error) {
	if random == nil {
		random = rand.Reader
	}
	var b [16]byte
	if _, err := io.ReadFull(random, b[:]); err != nil {
		return "", fmt.Errorf("make a batch key: %w", err)
	}
	return hex.EncodeToString(b[:]), nil
}

// validKey accepts 8 to 64 letters, digits and hyphens: also a batch number that
// an office gave, yyMMdd + filing number + four digits (domain 4.3).
func validKey(k string) bool {
	if len(k) < 8 || len(k) > 64 {
		return false
	}
	const ok = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-"
	return strings.Trim(k, ok) == "" // a Trim stops at the first other character, so none is inside
}

func digestOf(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}

// strict decodes b as T and refuses what T would not encode to again: repeated,
// unknown or differently cased fields, blanks, invalid UTF-8, trailing bytes.
func strict[T any](b []byte) (T, error) {
	var v T
	if err := json.Unmarshal(b, &v); err != nil {
		// The decoder's own words may quote what a person's record says.
		return v, ErrForm
	}
	again, err := exam.Marshal(v)
	if err != nil || !bytes.Equal(again, b) {
		return v, ErrForm
	}
	return v, nil
}
