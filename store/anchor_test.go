package store

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"slices"
	"strings"
	"testing"

	"filippo.io/age"

	"kaowu/app/exam"
)

func TestAnchors(t *testing.T) {
	d, b := archived(t)
	last, err := d.book.Checkpoints()
	if err != nil || len(last) != 2 {
		t.Fatal(last, err)
	}
	k, _, err := d.book.chain()
	if err != nil {
		t.Fatal(err)
	}
	early, err := k.openNote(d.prints)
	if err != nil {
		t.Fatal(err)
	}
	dev := d.book.Device()
	// sign is a checkpoint by the book's own device of something else.
	sign := func(change func(*checkpoint)) string {
		c := early
		change(&c)
		text, err := signCheckpoint(c, dev, rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	unpinned := sign(func(c *checkpoint) {
		c.size = 5
		if c.root, err = d.book.data.tree.root(5); err != nil {
			t.Fatal(err)
		}
	})
	fork := sign(func(c *checkpoint) { c.root[0] ^= 1 })
	fp := d.book.Fingerprint()
	for _, c := range []struct {
		why          string
		o            VerifyOptions
		shut, opened string // finding without a key and with one; "" none
		unchecked    bool
	}{
		{"none", VerifyOptions{}, "", "", true},
		{"fingerprint", VerifyOptions{Trust: strings.ToLower(fp)}, "", "", false},
		{"another fingerprint", VerifyOptions{Trust: fingerprint(testDevice().Private.Public().(ed25519.PublicKey))}, "trust-differs", "trust-differs", false},
		{"printed checkpoint", VerifyOptions{Checkpoint: d.prints}, "", "", false},
		{"typed with other line ends", VerifyOptions{Checkpoint: strings.ReplaceAll(d.prints, "\n", "\r\n") + "\n\n"}, "", "", false},
		{"both", VerifyOptions{Trust: fp, Checkpoint: d.prints}, "", "", false},
		{"checkpoint fits, fingerprint does not", VerifyOptions{Trust: "KF1-AAAA", Checkpoint: d.prints}, "trust-differs", "trust-differs", false},
		{"seen before, several in one file", VerifyOptions{Seen: []string{d.prints + last[1]}}, "", "", false},
		{"between two checkpoints", VerifyOptions{Checkpoint: unpinned}, "anchor-needs-key", "", false},
		{"another root at that size", VerifyOptions{Checkpoint: fork}, "anchor-differs", "anchor-differs", false},
		{"seen another root", VerifyOptions{Seen: []string{d.prints, fork}}, "anchor-differs", "anchor-differs", false},
		{"more events than archived", VerifyOptions{Checkpoint: sign(func(c *checkpoint) { c.size = 999 })}, "anchor-beyond", "anchor-beyond", false},
		{"another log", VerifyOptions{Checkpoint: sign(func(c *checkpoint) { c.log = "ffff" })}, "anchor-signature", "anchor-signature", false},
		{"another exam", VerifyOptions{Checkpoint: sign(func(c *checkpoint) { c.exam = "SC-JD-2026-0418" })}, "anchor-signature", "anchor-signature", false},
		{"a figure changed", VerifyOptions{Checkpoint: strings.Replace(d.prints, "\n1", "\n2", 1)}, "anchor-signature", "anchor-signature", false},
		{"no checkpoint", VerifyOptions{Checkpoint: "12345"}, "anchor-signature", "anchor-signature", false},
	} {
		t.Run(c.why, func(t *testing.T) {
			for _, try := range []struct {
				want string
				with []age.Identity
			}{{c.shut, nil}, {c.opened, []age.Identity{d.lead.keys.open}}} {
				v, err := verifyReader(t.Context(), bytes.NewReader(b), int64(len(b)), c.o, try.with)
				if err != nil {
					t.Fatal(err)
				}
				trust := TrustHolds
				switch {
				case try.want != "":
					trust = TrustFails
				case c.unchecked:
					trust = TrustUnchecked
				}
				if v.Trust != trust || v.OK != (try.want == "") || try.want != "" && !slices.Contains(codes(v.Findings), try.want) {
					t.Errorf("opened %v: trust %s, ok %v, findings %v, want %s", v.Opened, v.Trust, v.OK, codes(v.Findings), try.want)
				}
			}
		})
	}
}

// TestArchiveOfLater holds a later archive against the checkpoint of an earlier day.
func TestArchiveOfLater(t *testing.T) {
	d, _ := archived(t)
	mustAppend(t, d.book, Draft{Signer: d.lead.Signer(), Kind: exam.SessionClosed, On: "session/T01", About: "state", Body: exam.SessionChange{Absent: 1}})
	if err := d.write(t); err != nil {
		t.Fatal(err)
	}
	v, err := VerifyFile(t.Context(), d.archive, VerifyOptions{Checkpoint: d.prints, As: "S17", Passphrase: []byte(leadPass)})
	if err != nil || !v.OK || v.Trust != TrustHolds {
		t.Errorf("%+v, %v", v, err)
	}
}

func TestSplitNotes(t *testing.T) {
	one, two := "kaowu/a/b\n1\nx\n\n— d y\n", "kaowu/a/c\n2\nx\n\n— d z\n"
	for in, want := range map[string][]string{
		one: {one}, one + two: {one, two}, one + "\n\n" + two + "\n": {one, two},
		strings.ReplaceAll(one+two, "\n", "\r\n"): {one, two}, "x": {"x\n"}, "": {"\n"},
	} {
		if got := splitNotes(in); !slices.Equal(got, want) {
			t.Errorf("%q: %q", in, got)
		}
	}
}
