package exam

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// sample is record.md 2's own example, with its ids written out.
const sample = `{"v":1,"exam":"SC-JD-2026-0417","log":"d7f3","seq":17,` +
	`"at":{"time":"2026-12-19T09:41:07.120+08:00","tick":3},"wall":"2026-12-19T09:41:07.118+08:00","up":5231200,` +
	`"by":"S07","key":"9c1e","auth":"passphrase",` +
	`"kind":"score.item","on":"candidate/2026610001","about":"practical/P01/S07/3",` +
	`"seen":["5be0000000000000000000000000000000000000000000000000000000000000"],"body":{"score":215}}`

func signed(raw string) Signed {
	return Signed{Bytes: []byte(raw), Sig: ed25519.Sign(testKey(), []byte(signPrefix+raw))}
}

func TestDecodeReadsTheExample(t *testing.T) {
	s := signed(sample)
	f, err := Decode(s)
	if err != nil {
		t.Fatal(err)
	}
	v, err := BodyOf[Score](f)
	if err != nil || v.Score != 215 || f.Seq != 17 || f.At.Tick != 3 || f.By != "S07" || f.Kind != ItemScored ||
		f.Abt != "practical/P01/S07/3" || len(f.Seen) != 1 || f.Seen[0][0] != 0x5b || f.Up != 5231200 {
		t.Errorf("read %+v, body %+v, %v", f.Event, v, err)
	}
	if !f.At.Time.Equal(time.Date(2026, 12, 19, 1, 41, 7, 120e6, time.UTC)) {
		t.Errorf("at %v", f.At.Time)
	}
	if err := s.Verify(testKey().Public().(ed25519.PublicKey)); err != nil {
		t.Error(err)
	}
}

// What another verifier might read otherwise is refused (record.md 2).
func TestDecodeRefuses(t *testing.T) {
	swap := func(old, new string) string {
		if !strings.Contains(sample, old) {
			t.Fatalf("the sample has no %q", old)
		}
		return strings.Replace(sample, old, new, 1)
	}
	id := "5be0000000000000000000000000000000000000000000000000000000000000"
	for _, tt := range []struct {
		why, raw string
		want     error
	}{
		{"a key twice", swap(`"v":1,`, `"v":1,"v":1,`), ErrEventForm},
		{"a key twice in the body", swap(`{"score":215}`, `{"score":215,"score":215}`), ErrEventForm},
		{"another case", swap(`"seq"`, `"Seq"`), ErrEventForm},
		{"another case in the body", swap(`"score":215`, `"Score":215`), ErrEventForm},
		{"an unknown field", swap(`"up":`, `"down":0,"up":`), ErrEventForm},
		{"an unknown field in the body", swap(`"score":215`, `"score":215,"x":1`), ErrEventForm},
		{"a missing field", swap(`"auth":"passphrase",`, ``), ErrEventForm},
		{"fields in another order", swap(`"by":"S07","key":"9c1e"`, `"key":"9c1e","by":"S07"`), ErrEventForm},
		{"a float score", swap(`215`, `215.0`), ErrEventForm},
		{"an exponent", swap(`215`, `2e2`), ErrEventForm},
		{"a leading zero", swap(`"seq":17`, `"seq":017`), ErrEventForm},
		{"a minus zero", swap(`"up":5231200`, `"up":-0`), ErrEventForm},
		{"a tick past 32 bits", swap(`"tick":3`, `"tick":4294967299`), ErrEventForm},
		{"a seq past 64 bits", swap(`"seq":17`, `"seq":18446744073709551633`), ErrEventForm},
		{"a number as text", swap(`215`, `"215"`), ErrEventForm},
		{"a blank", swap(`"seq":17`, `"seq": 17`), ErrEventForm},
		{"a blank in the body", swap(`{"score":215}`, `{"score": 215}`), ErrEventForm},
		{"a line end", sample + "\n", ErrEventForm},
		{"something after it", sample + `{}`, ErrEventForm},
		{"an escape that need not be", swap(`S07`, `\u00530`+`7`), ErrEventForm},
		{"invalid UTF-8", swap(`S07`, "S\xff7"), ErrEventForm},
		{"U+FFFD written as an escape", swap(`S07`, `S\ufffd`), ErrEventForm},
		{"seen unsorted", swap(`["`+id+`"]`, `["`+id+`","1`+id[1:]+`"]`), ErrEventForm},
		{"seen twice", swap(`["`+id+`"]`, `["`+id+`","`+id+`"]`), ErrEventForm},
		{"an id in capitals", swap(`"5be0`, `"5BE0`), ErrEventForm},
		{"an id too short", swap(id, id[:62]), ErrEventForm},
		{"a comma left over in seen", swap(`"]`, `",]`), ErrEventForm},
		{"seen null", swap(`["`+id+`"]`, `null`), ErrEventForm},
		{"body null", swap(`{"score":215}`, `null`), ErrEventForm},
		{"body of another kind", swap(`{"score":215}`, `{"code":"a","text":""}`), ErrEventForm},
		{"body a list", swap(`{"score":215}`, `[]`), ErrEventForm},
		{"a kind not known", swap(`score.item`, `score.items`), ErrKind},
		{"another version", swap(`"v":1`, `"v":2`), ErrEventForm},
		{"a time without milliseconds", swap(`07.118+`, `07+`), ErrEventForm},
		{"a time in Z", swap(`07.118+08:00`, `07.118Z`), ErrEventForm},
		{"31 November", swap(`"wall":"2026-12-19`, `"wall":"2026-11-31`), ErrEventForm},
		{"nothing", ``, ErrEventForm},
		{"no object", `[]`, ErrEventForm},
	} {
		if _, err := Decode(signed(tt.raw)); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", tt.why, err, tt.want)
		}
	}
	cut := signed(sample)
	cut.Sig = cut.Sig[:63]
	if _, err := Decode(cut); !errors.Is(err, ErrEventForm) {
		t.Errorf("a signature cut short: %v", err)
	}
}

// Text of every script passes, and a real U+FFFD is a character like another.
func TestDecodeTakesAnyText(t *testing.T) {
	for _, s := range []string{"", "焊工", "𠮷野家", "a\"b\\c", "<&>", "\u2028", "\ufffd", "tab\tand\nline"} {
		f := fact(Event{V: 1, Log: "a", By: s, Kind: ItemReason, On: s, Abt: "x"}, Why{Text: s})
		v, err := BodyOf[Why](f)
		if err != nil || v.Text != s || f.By != s || f.On != s {
			t.Errorf("%q came back as %q, %q, %v", s, v.Text, f.By, err)
		}
	}
}

// The writer without reflection writes what Marshal writes, and the reader reads it.
func TestFastFormIsMarshals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.StringMatching(`[ -~]{0,12}`), rapid.String())
		when := Time{time.UnixMilli(rapid.Int64Range(0, 4e12).Draw(t, "ms")).In(time.FixedZone("", rapid.IntRange(-20, 20).Draw(t, "h")*1800))}
		e := Event{
			V: Version, Exam: text.Draw(t, "exam"), Log: text.Draw(t, "log"), Seq: rapid.Uint64().Draw(t, "seq"),
			At: Stamp{Time: when, Tick: rapid.Uint32().Draw(t, "tick")}, Wall: when, Up: rapid.Int64().Draw(t, "up"),
			By: text.Draw(t, "by"), Key: "k", Auth: AuthCode, Kind: ItemScored, On: text.Draw(t, "on"), Abt: "x",
			Seen: []ID{}, Body: []byte(`{"score":7}`),
		}
		for i := range rapid.IntRange(0, 3).Draw(t, "seen") {
			e.Seen = append(e.Seen, ID{byte(i), byte(rapid.IntRange(0, 255).Draw(t, "id"))})
		}
		want, err := Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := appendEvent(nil, e); ok && !bytes.Equal(got, want) {
			t.Fatalf("wrote %s, want %s", got, want)
		}
		read, ok := scanEvent(want)
		if !ok {
			return
		}
		if again, err := Marshal(read); err != nil || !bytes.Equal(again, want) {
			t.Fatalf("read %s as %s", want, again)
		}
	})
}

func TestSignatureHoldsForTheseBytesOnly(t *testing.T) {
	pub := testKey().Public().(ed25519.PublicKey)
	s := signed(sample)
	other := s
	other.Bytes = bytes.Replace(s.Bytes, []byte("215"), []byte("225"), 1)
	bare := Signed{Bytes: s.Bytes, Sig: ed25519.Sign(testKey(), s.Bytes)}
	for why, bad := range map[string]Signed{"changed bytes": other, "a signature without the prefix": bare, "no signature": {Bytes: s.Bytes}} {
		if err := bad.Verify(pub); !errors.Is(err, ErrEventSig) {
			t.Errorf("%s: %v", why, err)
		}
	}
	if err := s.Verify(pub[:5]); !errors.Is(err, ErrEventSig) {
		t.Errorf("a key cut short: %v", err)
	}
	if s.ID() == other.ID() || s.ID() == bare.ID() || !bytes.Equal(s.Leaf(), append(bytes.Clone(s.Bytes), s.Sig...)) {
		t.Error("the id is over bytes and signature")
	}
}

// SHA-256("abc" + 64 zero bytes), computed with sha256sum.
func TestIDByHand(t *testing.T) {
	s := Signed{Bytes: []byte("abc"), Sig: make([]byte, 64)}
	if got := s.ID().String(); got != wantABC {
		t.Errorf("id %s", got)
	}
	var back ID
	if err := back.UnmarshalText([]byte(wantABC)); err != nil || back != s.ID() {
		t.Errorf("%v %v", back, err)
	}
	for _, bad := range []string{"", wantABC[:62], "zz" + wantABC[2:]} {
		if back.UnmarshalText([]byte(bad)) == nil {
			t.Errorf("took %q", bad)
		}
	}
}

func TestStampCompare(t *testing.T) {
	at := func(ms int, tick uint32) Stamp {
		return Stamp{Time: At(start().Add(time.Duration(ms) * time.Millisecond)), Tick: tick}
	}
	for _, tt := range []struct {
		a, b Stamp
		want int
	}{{at(0, 0), at(1, 0), -1}, {at(1, 0), at(0, 9), 1}, {at(0, 1), at(0, 2), -1}, {at(0, 2), at(0, 1), 1}, {at(0, 1), at(0, 1), 0}} {
		if got := tt.a.Compare(tt.b); got != tt.want {
			t.Errorf("%v to %v: %d, want %d", tt.a, tt.b, got, tt.want)
		}
	}
}

func TestTimeForm(t *testing.T) {
	if b, err := (Time{}).MarshalJSON(); err != nil || string(b) != `""` {
		t.Errorf("no time is %s, %v", b, err)
	}
	var z Time
	if err := z.UnmarshalJSON([]byte(`""`)); err != nil || !z.IsZero() {
		t.Errorf("%v, %v", z, err)
	}
	for _, bad := range []string{`5`, `"`, `"yesterday"`, `"2026-12-19T09:00:00.000"`} {
		if err := z.UnmarshalJSON([]byte(bad)); err == nil {
			t.Errorf("took %s", bad)
		}
	}
	odd := time.Date(2026, 12, 19, 9, 0, 0, 1_999_999, zone)
	if got := At(odd); got.Nanosecond() != 1_000_000 {
		t.Errorf("cut to %d ns, want one millisecond", got.Nanosecond())
	}
}

// Every kind of kind.go has a body, and no other word has.
func TestEveryKindHasABody(t *testing.T) {
	src, err := os.ReadFile("kind.go")
	if err != nil {
		t.Fatal(err)
	}
	kinds := regexp.MustCompile(`Kind += "([a-z.-]+)"`).FindAllSubmatch(src, -1)
	if len(kinds) < 50 {
		t.Fatalf("found %d kinds in kind.go", len(kinds))
	}
	for _, k := range kinds {
		if newBody(Kind(k[1])) == nil {
			t.Errorf("%s has no body", k[1])
		}
	}
	if newBody("no.such") != nil || newBody("") != nil {
		t.Error("an unknown kind has a body")
	}
}

func TestKeyID(t *testing.T) {
	id := KeyID(make([]byte, 32)) // SHA-256 of 32 zero bytes, known value
	if id != "66687aadf862bd776c8fc18b8e9f8e20" {
		t.Error(id)
	}
	if _, err := hex.DecodeString(id); err != nil {
		t.Error(err)
	}
}

// FuzzDecode: no bytes panic, and what passes is the one form of what it says.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(sample))
	f.Add([]byte(strings.Replace(sample, `"seq":17`, `"seq": 17`, 1)))
	f.Add([]byte(strings.Replace(sample, `{"score":215}`, `{"score":215,"score":216}`, 1)))
	f.Add([]byte(strings.Replace(sample, `S07`, `焊工`, 1)))
	f.Add([]byte(strings.Replace(sample, `S07`, `S\ufffd`, 1)))
	f.Add([]byte(`{"v":1}`))
	f.Add([]byte(`{"v":1,"exam":"`))
	for _, e := range scored()[:4] {
		f.Add(e.Signed.Bytes)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		s := Signed{Bytes: raw, Sig: make([]byte, ed25519.SignatureSize)}
		got, err := Decode(s)
		if err != nil {
			if !errors.Is(err, ErrEventForm) && !errors.Is(err, ErrKind) {
				t.Fatalf("an error of no kind: %v", err)
			}
			return
		}
		again, err := Marshal(got.Event)
		if err != nil || !bytes.Equal(again, raw) {
			t.Fatalf("took %q, which says %q", raw, again)
		}
	})
}

const wantABC = "23815d389ca97b142a641849bc4ecc109e721b869fd876d7167f90563c97f737"
