package store

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync/atomic"
	"testing"
)

// mutation is one way to change a file.
type mutation struct {
	what string
	do   func(b []byte, r *rand.Rand) []byte
}

func mutations() []mutation {
	return []mutation{
		{"flip", func(b []byte, r *rand.Rand) []byte {
			b[r.IntN(len(b))] ^= 1 << r.IntN(8)
			return b
		}},
		{"cut", func(b []byte, r *rand.Rand) []byte { return b[:r.IntN(len(b))] }},
		{"insert", func(b []byte, r *rand.Rand) []byte {
			return slices.Insert(b, r.IntN(len(b)+1), byte(r.IntN(256)))
		}},
		{"delete", func(b []byte, r *rand.Rand) []byte {
			at := r.IntN(len(b))
			return slices.Delete(b, at, min(len(b), at+1+r.IntN(8)))
		}},
		{"copy", func(b []byte, r *rand.Rand) []byte {
			n := 1 + r.IntN(600)
			copy(b[r.IntN(len(b)-n):], bytes.Clone(b[r.IntN(len(b)-n):][:n]))
			return b
		}},
		{"zero", func(b []byte, r *rand.Rand) []byte {
			n := 1 + r.IntN(600)
			clear(b[r.IntN(len(b)-n):][:n])
			return b
		}},
	}
}

// TestEveryMutationIsFound: whatever is done to an archive, it is found without a
// key. Six kinds, a thousand each; at least 5,000 must have changed something.
func TestEveryMutationIsFound(t *testing.T) {
	_, good := archived(t)
	var tried atomic.Int64
	t.Run("kind", func(t *testing.T) {
		for k, m := range mutations() {
			t.Run(m.what, func(t *testing.T) {
				t.Parallel()
				r := rand.New(rand.NewPCG(2026, uint64(k)))
				for range 1000 {
					bad := m.do(bytes.Clone(good), r)
					if bytes.Equal(bad, good) {
						continue // zeros over zeros
					}
					tried.Add(1)
					if v := verifyBytes(t, bad, VerifyOptions{}); v.OK || len(v.Findings) == 0 {
						t.Fatalf("not found; %d of %d bytes are left", len(bad), len(good))
					}
				}
			})
		}
	})
	if n := tried.Load(); n < 5000 {
		t.Errorf("only %d mutations were tried", n)
	}
}

// TestEveryBlock flips one bit in each block of 512 bytes: headers, padding and the
// end among them.
func TestEveryBlock(t *testing.T) {
	_, good := archived(t)
	everyBlock(t, good)
}

func everyBlock(t *testing.T, good []byte) {
	for at := 0; at < len(good); at += tarBlock {
		for _, off := range []int{0, 130, 300, tarBlock - 1} {
			bad := bytes.Clone(good)
			bad[at+off] ^= 4
			if v := verifyBytes(t, bad, VerifyOptions{}); v.OK {
				t.Errorf("byte %d changed, and all is well", at+off)
			}
		}
	}
}

// section is a header with its data and padding.
func sections(t *testing.T, b []byte) [][]byte {
	t.Helper()
	var out [][]byte
	for len(b) > tarEnd {
		var size int64
		if _, err := fmt.Sscanf(string(b[124:135]), "%o", &size); err != nil {
			t.Fatal(err)
		}
		n := tarBlock + size + tarPadding(size)
		out, b = append(out, b[:n]), b[n:]
	}
	return append(out, b)
}

// TestSections swaps, drops and doubles whole sections of an archive.
func TestSections(t *testing.T) {
	_, good := archived(t)
	_, other := archived(t)
	everySection(t, good, other, 10)
}

// everySection does so with an archive of n sections and takes some from another.
func everySection(t *testing.T, good, other []byte, n int) {
	parts := sections(t, good)
	if len(parts) != n {
		t.Fatalf("%d sections", len(parts))
	}
	try := func(what string, list [][]byte) {
		t.Helper()
		bad := slices.Concat(list...)
		if bytes.Equal(bad, good) {
			t.Fatalf("%s: nothing was changed", what)
		}
		if v := verifyBytes(t, bad, VerifyOptions{}); v.OK {
			t.Errorf("%s: all is well", what)
		}
	}
	for i := range parts {
		try(fmt.Sprintf("%d dropped", i), slices.Delete(slices.Clone(parts), i, i+1))
		try(fmt.Sprintf("%d doubled", i), slices.Insert(slices.Clone(parts), i, parts[i]))
		for j := range i {
			list := slices.Clone(parts)
			list[i], list[j] = list[j], list[i]
			try(fmt.Sprintf("%d and %d swapped", j, i), list)
		}
	}
	// A section of another archive of the same exam.
	for i, theirs := range sections(t, other) {
		list := slices.Clone(parts)
		if list[i] = theirs; !bytes.Equal(theirs, parts[i]) { // the manuals are the same in all, and the end
			try(fmt.Sprintf("%d from another archive", i), list)
		}
	}
}

func FuzzVerify(f *testing.F) {
	_, good := archived(f)
	f.Add(good)
	f.Add(good[:5000])
	f.Add([]byte(manifestName))
	f.Add([]byte(nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		v := verifyBytes(t, b, VerifyOptions{Trust: "KF1", Checkpoint: "x"})
		if v.OK {
			t.Error("all is well, though no anchor fits")
		}
	})
}
