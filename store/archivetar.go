package store

import (
	"fmt"
	"io"
)

// An archive is a POSIX ustar stream with one way to write each byte of it: mode 600,
// no owner, no time, regular files, names under 100 bytes, zero padding, two zero
// blocks at the end and nothing behind. So a verifier compares, and parses nothing.

const tarBlock = 512

// tarEnd is what closes the stream.
const tarEnd = 2 * tarBlock

// tarHeader is the one header for a file of this name and size.
func tarHeader(name string, size int64) ([tarBlock]byte, error) {
	var h [tarBlock]byte
	if len(name) == 0 || len(name) > 99 || size < 0 || size >= 1<<33 {
		return h, fmt.Errorf("archive entry: name of %d bytes or size %d does not fit", len(name), size)
	}
	copy(h[0:], name)
	copy(h[100:], "0000600\x00")
	copy(h[108:], "0000000\x00")
	copy(h[116:], "0000000\x00")
	copy(h[124:], fmt.Sprintf("%011o\x00", size))
	copy(h[136:], "00000000000\x00")
	copy(h[148:], "        ")
	h[156] = '0'
	copy(h[257:], "ustar\x0000")
	copy(h[329:], "0000000\x00")
	copy(h[337:], "0000000\x00")
	sum := 0
	for _, b := range h {
		sum += int(b)
	}
	copy(h[148:], fmt.Sprintf("%06o\x00 ", sum))
	return h, nil
}

// tarPadding is how many zero bytes follow a file of this size.
func tarPadding(size int64) int64 { return (tarBlock - size%tarBlock) % tarBlock }

// tarSize is the size field of a header that tarHeader made; -1 of any other.
func tarSize(h [tarBlock]byte, name string) int64 {
	var size int64
	for _, c := range h[124:135] {
		if c < '0' || c > '7' {
			return -1
		}
		size = size<<3 | int64(c-'0')
	}
	if want, err := tarHeader(name, size); err != nil || want != h {
		return -1
	}
	return size
}

// writeTar writes one file with header and padding.
func writeTar(w io.Writer, name string, size int64, from io.Reader) error {
	h, err := tarHeader(name, size)
	if err != nil {
		return err
	}
	if _, err := w.Write(h[:]); err != nil {
		return err
	}
	if _, err := io.CopyN(w, from, size); err != nil {
		return err
	}
	_, err = w.Write(make([]byte, tarPadding(size)))
	return err
}
