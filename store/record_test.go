package store

import (
	"bytes"
	"testing"

	"kaowu/app/exam"
)

func TestPayloadsReadBack(t *testing.T) {
	for _, d := range []draftRecord{{"k", nil}, {"k", []byte{}}, {"", []byte("x")}, {"score/1", []byte{0, 1, 2}}} {
		got, err := decodeDraft(d.encode())
		if err != nil || got.key != d.key || !bytes.Equal(got.data, d.data) || (got.data == nil) != (d.data == nil) {
			t.Errorf("%+v is read as %+v %v", d, got, err)
		}
	}
	f := fileRecord{exam.ID{1, 2}.String(), 77}
	if got, err := decodeFile(f.encode()); err != nil || got != f {
		t.Errorf("%+v is read as %+v %v", f, got, err)
	}
}

func TestPayloadsOfAnotherFormAreRefused(t *testing.T) {
	for _, b := range [][]byte{nil, {0}, {0, 5, 'k'}, {0, 1, 'k'}, {0, 1, 'k', 2}, {0, 1, 'k', 0, 0}} {
		if _, err := decodeDraft(b); err != errPayload {
			t.Errorf("draft %v: %v", b, err)
		}
	}
	upper := append(bytes.Repeat([]byte("A"), 64), make([]byte, 8)...)
	for _, b := range [][]byte{nil, make([]byte, 72), upper} {
		if _, err := decodeFile(b); err != errPayload {
			t.Errorf("file %v: %v", b, err)
		}
	}
}

// FuzzPayload: what a decoder takes, the encoder writes back.
func FuzzPayload(f *testing.F) {
	f.Add(draftRecord{"k", []byte("v")}.encode())
	f.Add(draftRecord{"k", nil}.encode())
	f.Add(fileRecord{exam.ID{9}.String(), 5}.encode())
	f.Fuzz(func(t *testing.T, b []byte) {
		if d, err := decodeDraft(b); err == nil && !bytes.Equal(d.encode(), b) {
			t.Errorf("draft %v is read as %+v", b, d)
		}
		if d, err := decodeFile(b); err == nil && !bytes.Equal(d.encode(), b) {
			t.Errorf("file %v is read as %+v", b, d)
		}
		if h, ok := decodeHead(b); ok {
			if again, err := h.encode(); err != nil || !bytes.Equal(again, b) {
				t.Errorf("head %v is read as %+v", b, h)
			}
		}
	})
}

// Heads by hand: two heads that f has seen give way to it, a third stays.
func TestHeadsAfter(t *testing.T) {
	id := func(n byte) exam.ID { return exam.ID{n} }
	f := exam.Fact{ID: id(5), Event: exam.Event{Seen: []exam.ID{id(1), id(3)}}}
	for _, c := range []struct{ before, after []exam.ID }{
		{nil, []exam.ID{id(5)}},
		{[]exam.ID{id(1), id(3)}, []exam.ID{id(5)}},
		{[]exam.ID{id(1), id(3), id(9)}, []exam.ID{id(5), id(9)}},
		{[]exam.ID{id(2)}, []exam.ID{id(2), id(5)}},
		{[]exam.ID{id(5)}, []exam.ID{id(5)}}, // applied twice
	} {
		got := headsAfter(c.before, f)
		if len(got) != len(c.after) {
			t.Errorf("after %v: %v", c.before, got)
			continue
		}
		for i := range got {
			if got[i] != c.after[i] {
				t.Errorf("after %v: %v", c.before, got)
			}
		}
	}
}
