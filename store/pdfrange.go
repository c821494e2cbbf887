package store

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// rangeMark opens the ranges of a signature, and rangeLong is the most that is read of
// them: four numbers in brackets.
const (
	rangeMark = "/ByteRange"
	rangeLong = 256
)

// signedToTheEnd says whether the last signature of a PDF file covers it from the
// first byte to the last: readers call a file valid that goes on behind its
// signature (pitfalls-2.md 1). It holds a window of the file, never all of it.
func signedToTheEnd(r io.Reader) (bool, error) {
	const keep = len(rangeMark) + rangeLong
	var window, last []byte
	size := int64(0)
	chunk := make([]byte, 64<<10)
	for {
		n, err := io.ReadFull(r, chunk)
		size += int64(n)
		window = append(window, chunk[:n]...)
		if at := bytes.LastIndex(window, []byte(rangeMark)); at >= 0 {
			rest := window[at+len(rangeMark):]
			last = append([]byte{}, rest[:min(len(rest), rangeLong)]...)
		}
		if len(window) > keep {
			window = append(window[:0], window[len(window)-keep:]...)
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return last != nil && rangeEnds(last, size), nil
		}
		if err != nil {
			return false, fmt.Errorf("read paper: %w", err)
		}
	}
}

// rangeEnds says whether the ranges in text are the whole of a file of so many bytes
// but for the signature itself.
func rangeEnds(text []byte, size int64) bool {
	open, end := bytes.IndexByte(text, '['), bytes.IndexByte(text, ']')
	if open < 0 || end < open || len(bytes.TrimSpace(text[:open])) > 0 {
		return false
	}
	var n [4]int64 // from, length, from, length
	fields := strings.Fields(string(text[open+1 : end]))
	if len(fields) != len(n) {
		return false
	}
	for i, f := range fields {
		v, err := strconv.ParseInt(f, 10, 64) // decimal always: writers pad with zeros
		if err != nil {
			return false
		}
		n[i] = v
	}
	return n[0] == 0 && n[1] > 0 && n[2] > n[1] && n[3] > 0 && n[3] == size-n[2]
}
