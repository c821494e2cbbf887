package store

import (
	"archive/tar"
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"io"
	"slices"
	"testing"

	"filippo.io/age"
	"github.com/emmansun/gmsm/sm2"

	"kaowu/app/exam"
)

// forgery is an archive taken apart by somebody who holds the exam key itself, to be
// put together again otherwise: all that is left to find is what that key cannot sign.
type forgery struct {
	m       manifest
	key     ed25519.PrivateKey // signs the open part
	second  *sm2.PrivateKey    // counter-signs it; nil: nothing does
	lead    []byte             // key file
	manuals []archiveFile      // the open entries behind it
	list    contents
	plain   [][]byte // of the sealed parts but the contents
	events  []archiveEvent
	moved   bool // the events are no longer the first part
	to      *age.X25519Identity
}

// takeApart opens the archive of a day.
func takeApart(t testing.TB, d *day, b []byte) *forgery {
	t.Helper()
	keys, err := d.lead.examKeys()
	if err != nil {
		t.Fatal(err)
	}
	f := &forgery{key: keys.sign, second: keys.counter, to: d.lead.keys.open}
	files := map[string][]byte{}
	for r := tar.NewReader(bytes.NewReader(b)); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if files[h.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	open := func(name string) []byte {
		r, err := age.Decrypt(bytes.NewReader(files[name]), f.to)
		if err != nil {
			t.Fatal(err)
		}
		plain, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		return plain
	}
	if err := errors.Join(readCanonical(files[manifestName], &f.m), readCanonical(open("0001.age"), &f.list)); err != nil {
		t.Fatal(err)
	}
	f.lead = files["keys/S17.age"]
	f.manuals = []archiveFile{{readmeName, files[readmeName]}, {formatName, files[formatName]}}
	for _, p := range f.list.Parts {
		f.plain = append(f.plain, open(p.Entry))
	}
	for _, line := range bytes.Split(bytes.TrimSuffix(f.plain[0], []byte("\n")), []byte("\n")) {
		var e archiveEvent
		if err := readCanonical(line, &e); err != nil {
			t.Fatal(err)
		}
		f.events = append(f.events, e)
	}
	return f
}

// fact decodes archived event i.
func (f *forgery) fact(t testing.TB, i int) exam.Fact {
	t.Helper()
	out, err := exam.Decode(exam.Signed{Bytes: f.events[i].Event, Sig: f.events[i].Sig})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// at is the number of the first event of a kind.
func (f *forgery) at(t testing.TB, kind exam.Kind) int {
	t.Helper()
	for i := range f.events {
		if f.fact(t, i).Kind == kind {
			return i
		}
	}
	t.Fatalf("no event %s", kind)
	return 0
}

// retell makes the log's size and root in the open part fit the events again.
func (f *forgery) retell() {
	var tree frontier
	for _, e := range f.events {
		tree.add(exam.Signed{Bytes: e.Event, Sig: e.Sig}.Leaf())
	}
	f.m.Logs[0].Size, f.m.Logs[0].Root = tree.n, tree.root().String()
}

// writeEvents puts the events back as lines.
func (f *forgery) writeEvents(t testing.TB) {
	t.Helper()
	if f.moved {
		return
	}
	f.plain[0] = nil
	for _, e := range f.events {
		line, err := exam.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		f.plain[0] = append(append(f.plain[0], line...), '\n')
	}
}

// build puts the archive together, every hash fitting, signed by the exam key.
func (f *forgery) build(t testing.TB) []byte {
	t.Helper()
	seal := func(b []byte) []byte {
		out, err := sealTo(b, f.to.Recipient())
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	sealed := [][]byte{}
	f.m.Entries = []archiveEntry{entryOf(keyEntry(f.m.Lead), f.lead)}
	open := [][]byte{f.lead}
	for _, x := range f.manuals {
		f.m.Entries = append(f.m.Entries, entryOf(x.name, x.data))
		open = append(open, x.data)
	}
	first := len(f.m.Entries)
	f.m.Entries = append(f.m.Entries, archiveEntry{})
	for i, p := range f.plain {
		s := seal(p)
		plain := entryOf("", p)
		f.list.Parts[i].Entry, f.list.Parts[i].Size, f.list.Parts[i].SHA256 = partEntry(i+2), plain.Size, plain.SHA256
		f.m.Entries = append(f.m.Entries, entryOf(partEntry(i+2), s))
		sealed = append(sealed, s)
	}
	list, err := exam.Marshal(f.list)
	if err != nil {
		t.Fatal(err)
	}
	contents := seal(list)
	sealed = append(append(open, contents), sealed...)
	f.m.Entries[first] = entryOf(partEntry(1), contents)
	raw, err := exam.Marshal(f.m)
	if err != nil {
		t.Fatal(err)
	}
	head, err := signOpenPart(&keyring{sign: f.key, counter: f.second}, f.m, raw, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	put := func(name string, data []byte) {
		if err := writeTar(&out, name, int64(len(data)), bytes.NewReader(data)); err != nil {
			t.Fatal(err)
		}
	}
	for _, e := range head {
		put(e.name, e.data)
	}
	for i, e := range f.m.Entries {
		put(e.Name, sealed[i])
	}
	out.Write(make([]byte, tarEnd))
	return out.Bytes()
}

// TestForgedByTheExamKey: whoever holds the exam key can sign another open part, yet
// cannot take back what devices and people signed.
func TestForgedByTheExamKey(t *testing.T) {
	d, b := archived(t)
	drop := func(f *forgery, i int) { f.events = slices.Delete(f.events, i, i+1) }
	for _, c := range []struct {
		why    string
		change func(*forgery)
		want   string // a finding that must be among them; "": all is well
		open   bool   // found without a key already
	}{
		{"nothing changed", func(f *forgery) {}, "", false},
		{"an event dropped", func(f *forgery) { drop(f, f.at(t, exam.Absent)) }, "event-misplaced", false},
		{"an event dropped, root retold", func(f *forgery) { drop(f, f.at(t, exam.Absent)); f.retell() }, "checkpoint-mismatch", true},
		{"the last event dropped, root retold", func(f *forgery) { drop(f, len(f.events)-1); f.retell() }, "checkpoint-mismatch", true},
		{"and the checkpoint that pins it", func(f *forgery) {
			drop(f, len(f.events)-1)
			f.retell()
			f.m.Checkpoints = f.m.Checkpoints[:1]
		}, "archive-unpinned", true},
		{"no checkpoints at all", func(f *forgery) { f.m.Checkpoints = []string{} }, "archive-unpinned", true},
		{"two events swapped", func(f *forgery) { f.events[5], f.events[6] = f.events[6], f.events[5] }, "event-misplaced", false},
		{"an event twice", func(f *forgery) { f.events = slices.Insert(f.events, 6, f.events[5]) }, "event-misplaced", false},
		{"a word changed under the old signature", func(f *forgery) {
			i := f.at(t, exam.ResultConfirmed)
			f.events[i].Event = bytes.Replace(f.events[i].Event, []byte(`"attended":false`), []byte(`"attended":true`), 1)
		}, "event-signature", false},
		{"a word changed, signed by the exam key", func(f *forgery) {
			i := f.at(t, exam.ResultConfirmed)
			x := resigned(t, f.fact(t, i), nil, Signer{By: string(leadID), Key: exam.KeyID(f.key.Public().(ed25519.PublicKey)), Auth: exam.AuthPassphrase, Private: f.key}, nil)
			f.events[i] = archiveEvent{x.Signed.Bytes, x.Signed.Sig}
		}, "event-key-unknown", false},
		{"an event that is no event", func(f *forgery) { f.events[5].Event = []byte(`{"v":1}`) }, "event-form", false},
		{"another log beside", func(f *forgery) { f.m.Logs = append(f.m.Logs, exam.LogSeen{Log: "ffff", Size: 1, Root: "x"}) }, "archive-manifest", true},
		{"a founding event less", func(f *forgery) { f.m.Founding = f.m.Founding[:4]; f.m.People = f.m.People[1:] }, "founding-differs", false},
		{"a founding event that is none", func(f *forgery) { f.m.Founding[4] = f.events[6] }, "founding-event", true},
		{"founding events in another order", func(f *forgery) { f.m.Founding[0], f.m.Founding[1] = f.m.Founding[1], f.m.Founding[0] }, "founding-event", true},
		{"no creation", func(f *forgery) { f.m.Founding = slices.Delete(f.m.Founding, 1, 2) }, "chain-broken", true},
		{"another lead", func(f *forgery) { f.m.Lead = "S07" }, "archive-manifest", true},
		{"another role", func(f *forgery) { f.m.People[0].Role = exam.RoleSupervisor }, "archive-manifest", true},
		{"a drill made real", func(f *forgery) { f.m.Drill = true }, "archive-manifest", true},
		{"another format", func(f *forgery) { f.m.Format = "kaowu archive v2" }, "archive-manifest", true},
		{"another recovery key", func(f *forgery) { f.m.Recovery = f.m.Recipient }, "archive-manifest", true},
		{"a checkpoint of nobody", func(f *forgery) { f.m.Checkpoints[0] = "x" }, "checkpoint-signature", true},
		{"the paper dropped", func(f *forgery) {
			f.plain, f.list.Parts = slices.Delete(f.plain, 1, 2), slices.Delete(f.list.Parts, 1, 2)
		}, "paper-missing", false},
		{"the paper changed", func(f *forgery) { f.plain[1] = testPDF("另一份") }, "paper-missing", false},
		{"a list of contents that names others", func(f *forgery) { f.list.Format = "x" }, "archive-contents", false},
		{"no manuals, as in older archives", func(f *forgery) { f.manuals = nil }, "", false},
		{"one manual only", func(f *forgery) { f.manuals = f.manuals[:1] }, "archive-manifest", true},
		{"the manuals swapped", func(f *forgery) { slices.Reverse(f.manuals) }, "archive-manifest", true},
		{"another open file", func(f *forgery) { f.manuals = append(f.manuals, archiveFile{"notes.txt", []byte("x")}) }, "archive-manifest", true},
		{"a manual twice", func(f *forgery) { f.manuals = append(f.manuals, f.manuals[1]) }, "archive-manifest", true},
		{"the parts in another order", func(f *forgery) {
			f.plain[0], f.plain[1] = f.plain[1], f.plain[0]
			f.list.Parts[0], f.list.Parts[1] = f.list.Parts[1], f.list.Parts[0]
			f.moved = true
		}, "archive-contents", false},
		{"the open part signed by another key", func(f *forgery) { f.key = testDevice().Private }, "archive-signature", true},
		{"and naming that key", func(f *forgery) {
			f.key = testDevice().Private
			f.m.ExamKey = base64.StdEncoding.EncodeToString(f.key.Public().(ed25519.PublicKey))
		}, "archive-manifest", true},
	} {
		t.Run(c.why, func(t *testing.T) {
			f := takeApart(t, d, b)
			c.change(f)
			f.writeEvents(t)
			forged := f.build(t)
			v := verifyBytes(t, forged, VerifyOptions{})
			if open := slices.Contains(codes(v.Findings), c.want); open != c.open || v.OK == c.open {
				t.Errorf("without a key: %v", codes(v.Findings))
			}
			v, err := verifyReader(t.Context(), bytes.NewReader(forged), int64(len(forged)), VerifyOptions{}, []age.Identity{f.to})
			if err != nil {
				t.Fatal(err)
			}
			if c.want == "" && !v.OK || c.want != "" && (v.OK || !slices.Contains(codes(v.Findings), c.want)) {
				t.Errorf("with a key: ok %v, findings %v, want %s", v.OK, codes(v.Findings), c.want)
			}
		})
	}
}
