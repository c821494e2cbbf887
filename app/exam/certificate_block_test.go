package exam

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"reflect"
	"strings"
	"testing"
)

func oneBlock() (NumberBlock, ed25519.PrivateKey) {
	key := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{9}, ed25519.SeedSize))
	return NumberBlock{Series: "Y000051000123263", From: 41, To: 44, Exam: "SC-JD-2026-0417", Fingerprint: "KF1-A"}, key
}

func TestBlockComesBack(t *testing.T) {
	b, key := oneBlock()
	text := b.Seal(key)
	got, by, err := OpenBlock(text[:20] + "\r\n " + text[20:] + "\n")
	b.Proof = text
	if err != nil || !reflect.DeepEqual(got, b) || !by.Equal(key.Public()) {
		t.Errorf("%+v, %v", got, err)
	}
	for why, change := range map[string]func(*NumberBlock){
		"from 0": func(b *NumberBlock) { b.From = 0 }, "backwards": func(b *NumberBlock) { b.To = 40 }, "beyond six digits": func(b *NumberBlock) { b.To = 1000000 },
		"no series": func(b *NumberBlock) { b.Series = "Y00005100012326" }, "level 7": func(b *NumberBlock) { b.Series = "Y000051000123267" },
		"a line more": func(b *NumberBlock) { b.Exam += "\nx" },
	} {
		x, key := oneBlock()
		change(&x)
		if _, _, err := OpenBlock(x.Seal(key)); !errors.Is(err, Refuse("block-text")) {
			t.Errorf("%s: %v", why, err)
		}
	}
	parts := strings.Split(text, ".")
	x, _ := oneBlock()
	x.To = 400
	if _, _, err := OpenBlock(strings.Split(x.Seal(key), ".")[0] + "." + strings.Split(x.Seal(key), ".")[1] + "." + parts[2]); !errors.Is(err, Refuse("block-signature")) {
		t.Errorf("stretched: %v", err)
	}
}

func TestNextInBlocks(t *testing.T) {
	const s, other = "Y000051000123263", "Y000051000123262"
	blocks := []NumberBlock{{Series: s, From: 41, To: 44}, {Series: s, From: 60, To: 61}}
	for _, c := range []struct {
		used []NumberSpan
		want int
	}{
		{nil, 41}, {[]NumberSpan{{s, 1, 40, false}}, 41}, {[]NumberSpan{{s, 41, 42, false}}, 43}, {[]NumberSpan{{other, 41, 44, false}}, 41},
		{[]NumberSpan{{s, 41, 44, false}}, 60}, {[]NumberSpan{{s, 30, 60, true}}, 61}, {[]NumberSpan{{s, 41, 44, false}, {s, 60, 61, false}}, 0},
	} {
		if got := NextInBlocks(blocks, c.used, s); got != c.want {
			t.Errorf("behind %v: %d, want %d", c.used, got, c.want)
		}
	}
	if got := NextInBlocks(blocks, nil, other); got != 0 {
		t.Errorf("another series: %d", got)
	}
}

func TestFoldBlocks(t *testing.T) {
	b, _ := oneBlock()
	l := newLaptop("a")
	l.say("S01", NumbersBlocked, "certificates", b.About(), b)
	l.say("S01", NumbersBlocked, "certificates", "block/x/1", b)
	if got := FoldBlocks(reversed(l.held)); len(got) != 1 || got[0] != b {
		t.Errorf("%+v", got)
	}
}

// FuzzOpenBlock: no text panics, and what is taken is a block of the rule.
func FuzzOpenBlock(f *testing.F) {
	b, key := oneBlock()
	f.Add(b.Seal(key))
	f.Add(blockScheme + "AA.AA")
	f.Fuzz(func(t *testing.T, s string) {
		if b, _, err := OpenBlock(s); err == nil && (b.From < 1 || b.To < b.From) {
			t.Errorf("%+v", b)
		}
	})
}
