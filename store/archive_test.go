package store

import (
	"archive/tar"
	"bufio"
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"

	"kaowu/app/exam"
)

func TestArchiveVerifies(t *testing.T) {
	d, b := archived(t)
	v := verifyBytes(t, b, VerifyOptions{})
	if !v.OK || v.Trust != TrustUnchecked || v.Kind != "archive" || v.Opened || v.Exam != testExam || len(v.Findings) > 0 {
		t.Errorf("without a key: %+v", v)
	}
	recovery := filepath.Join(t.TempDir(), "recovery.txt")
	if err := os.WriteFile(recovery, []byte("# 恢复密钥\n"+d.recovery+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	// As copied by hand from the sheet: in groups, over two lines, in small letters.
	copied, low := filepath.Join(t.TempDir(), "copied.txt"), strings.ToLower(d.recovery)
	if err := os.WriteFile(copied, []byte("# 抄自恢复密钥单\r\n"+low[:16]+" "+low[16:20]+" "+low[20:40]+"\r\n"+low[40:50]+" "+low[50:]+"\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for why, o := range map[string]VerifyOptions{
		"by a copied key": {KeyFile: copied},
		"by passphrase":   {As: "S17", Passphrase: []byte(leadPass)},
		"by recovery key": {KeyFile: recovery},
		"by key file":     {KeyFile: filepath.Join(d.book.dir, "keys", "S17.age"), Passphrase: []byte(leadPass)},
	} {
		var last, total int64
		o.Progress = func(done, of int64) {
			if done < last && of == total {
				t.Errorf("%s: progress went back", why)
			}
			last, total = done, of
		}
		v, err := VerifyFile(t.Context(), d.archive, o)
		if err != nil || !v.OK || !v.Opened || len(v.Findings) > 0 || last == 0 {
			t.Errorf("%s: %+v, %v, progress %d", why, v, err, last)
		}
		// The archive holds what the book held at its checkpoint; nothing was added since.
		if v.Events != d.book.Size() {
			t.Errorf("%s: %d events, the book has %d", why, v.Events, d.book.Size())
		}
	}
	if left, err := filepath.Glob(filepath.Join(d.home, "exam.kaowu.*")); err != nil || len(left) > 0 {
		t.Errorf("left beside the archive: %v", left)
	}
}

func TestArchiveRefusesKeys(t *testing.T) {
	d, _ := archived(t)
	dir := t.TempDir()
	stranger, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"stranger": stranger.String(), "words": "not a key", "empty": ""} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		o    VerifyOptions
		code string
	}{
		{VerifyOptions{As: "S17", Passphrase: []byte("not the passphrase")}, "wrong-passphrase-file"},
		{VerifyOptions{As: "S07", Passphrase: []byte(staffPass)}, "not-in-archive"},
		{VerifyOptions{As: "../S17", Passphrase: []byte(leadPass)}, "not-in-archive"},
		{VerifyOptions{KeyFile: filepath.Join(dir, "stranger")}, "key-does-not-open"},
		{VerifyOptions{KeyFile: filepath.Join(dir, "words")}, "key-file-unreadable"},
		{VerifyOptions{KeyFile: filepath.Join(dir, "empty")}, "key-file-unreadable"},
		{VerifyOptions{KeyFile: filepath.Join(d.book.dir, "keys", "S17.age"), Passphrase: []byte("wrong")}, "wrong-passphrase-file"},
		{VerifyOptions{KeyFile: filepath.Join(d.book.dir, "keys", "S07.age"), Passphrase: []byte(staffPass)}, "key-does-not-open"},
	} {
		v, err := VerifyFile(t.Context(), d.archive, c.o)
		refused(t, err, c.code)
		if v.OK {
			t.Errorf("%s, and all is well", c.code)
		}
	}
	if _, err := VerifyFile(t.Context(), filepath.Join(dir, "none"), VerifyOptions{}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
}

// TestArchiveOutlivesKaowu opens an archive with tar, age, Ed25519 and JSON alone, as
// FORMAT.md 9 says, and finds the events that the book holds.
func TestArchiveOutlivesKaowu(t *testing.T) {
	d, b := archived(t)
	files := map[string][]byte{}
	var names []string
	for r := tar.NewReader(bytes.NewReader(b)); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		names, files[h.Name] = append(names, h.Name), data
	}
	if got := strings.Join(names, " "); got != "manifest.json manifest.sig keys/S17.age README.txt FORMAT.md 0001.age 0002.age 0003.age 0004.age" {
		t.Fatal(got)
	}
	var m struct {
		ExamKey string `json:"exam_key"`
		Entries []struct {
			Name, SHA256 string
			Size         int
		}
	}
	if err := json.Unmarshal(files["manifest.json"], &m); err != nil {
		t.Fatal(err)
	}
	pub, err := base64.StdEncoding.DecodeString(m.ExamKey)
	if err != nil {
		t.Fatal(err)
	}
	sig, err := hex.DecodeString(strings.TrimSpace(string(files["manifest.sig"])))
	if err != nil || !ed25519.Verify(pub, append([]byte("kaowu archive v1\n"), files["manifest.json"]...), sig) {
		t.Fatalf("signature of the open part: %v", err)
	}
	for _, e := range m.Entries {
		if sum := sha256.Sum256(files[e.Name]); hex.EncodeToString(sum[:]) != e.SHA256 || len(files[e.Name]) != e.Size {
			t.Errorf("%s is not as listed", e.Name)
		}
	}
	id, err := age.ParseX25519Identity(d.recovery)
	if err != nil {
		t.Fatal(err)
	}
	plain := func(name string) []byte {
		r, err := age.Decrypt(bytes.NewReader(files[name]), id)
		if err != nil {
			t.Fatal(err)
		}
		out, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	if !bytes.Equal(plain("0003.age"), d.pdf) {
		t.Error("the paper came back otherwise")
	}
	var want []exam.Fact
	if err := d.book.Each(func(f exam.Fact) error { want = append(want, f); return nil }); err != nil {
		t.Fatal(err)
	}
	n := 0
	for lines := bufio.NewScanner(bytes.NewReader(plain("0002.age"))); lines.Scan(); n++ {
		var e struct{ Event, Sig []byte }
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(e.Event, want[n].Signed.Bytes) || !bytes.Equal(e.Sig, want[n].Signed.Sig) {
			t.Fatalf("event %d came back otherwise", n)
		}
	}
	if n != len(want) {
		t.Errorf("%d events, want %d", n, len(want))
	}
}

// TestOpenPartNamesNobody: the open part has no candidate and no staff name.
func TestOpenPartNamesNobody(t *testing.T) {
	_, b := archived(t)
	for _, w := range []string{"欧阳小满", "2026610001", "51000019900307009X", "程立", "高原", "510100", "成绩成绩"} {
		if bytes.Contains(b, []byte(w)) {
			t.Errorf("%s can be read in the archive", w)
		}
	}
	// Neither in the certificates and events, which are base64 there.
	var m manifest
	r := tar.NewReader(bytes.NewReader(b))
	if _, err := r.Next(); err != nil {
		t.Fatal(err)
	}
	open, err := io.ReadAll(r)
	if err != nil || readCanonical(open, &m) != nil {
		t.Fatal(err)
	}
	for _, e := range m.Founding {
		for _, w := range []string{"程立", "高原", "2026610001"} {
			if bytes.Contains(e.Event, []byte(w)) {
				t.Errorf("%s can be read in a founding event", w)
			}
		}
	}
	if len(m.People) != 2 || m.People[0] != (archivePerson{"S07", exam.RoleAssessor}) || m.People[1] != (archivePerson{leadID, exam.RoleSiteLead}) {
		t.Errorf("people %v", m.People)
	}
}

func TestOnlyTheLeadArchives(t *testing.T) {
	d := newDay(t, nil)
	p, err := d.book.SignIn("S07", []byte(staffPass))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(d.home, "x.kaowu")
	refused(t, d.book.WriteArchive(t.Context(), path, p, nil, 0, nil), "not-lead")
	if _, err := os.Stat(path); err == nil {
		t.Error("an archive was written")
	}
}

// TestSignedRecordsAreAddedAnyway: a record that events name is archived though the
// caller forgot it, a replaced revision for one.
func TestSignedRecordsAreAddedAnyway(t *testing.T) {
	d := newDay(t, nil)
	path := filepath.Join(d.home, "x.kaowu")
	if err := d.book.WriteArchive(t.Context(), path, d.lead, nil, 0, nil); err != nil {
		t.Fatal(err)
	}
	v, err := VerifyFile(t.Context(), path, VerifyOptions{As: "S17", Passphrase: []byte(leadPass)})
	if err != nil || !v.OK {
		t.Errorf("%+v, %v", v, err)
	}
}

// TestArchiveThatDoesNotHoldIsNotKept: reading back finds what writing did not.
func TestArchiveThatDoesNotHoldIsNotKept(t *testing.T) {
	for why, c := range map[string]struct {
		change func(*exam.Confirmed)
		pdf    func([]byte) []byte
		code   string
	}{
		"qualified against the rules": {func(c *exam.Confirmed) { c.Qualified = true }, nil, "result-differs"},
		"a score nobody gave":         {func(c *exam.Confirmed) { s := exam.Tenths(800); c.Theory = &s }, nil, "result-differs"},
		"another reason":              {func(c *exam.Confirmed) { c.Reasons = []string{"absent-theory"} }, nil, "result-differs"},
		"bytes behind the signature":  {nil, func(b []byte) []byte { return append(b, '\n') }, "paper-signature"},
		"no signature":                {nil, func([]byte) []byte { return []byte("%PDF-1.7") }, "paper-signature"},
	} {
		t.Run(why, func(t *testing.T) {
			d := newDay(t, c.change)
			if c.pdf != nil {
				d.pdf = c.pdf(d.pdf)
				file, err := d.book.Attach(t.Context(), d.pdf)
				if err != nil {
					t.Fatal(err)
				}
				mustAppend(t, d.book, Draft{Signer: d.lead.Signer(), Kind: exam.RecordPaper, On: "record/T01", About: "paper/2",
					Body: exam.Paper{Revision: 2, SHA256: entryOf("", d.pdf).SHA256, File: file}})
			}
			err := d.write(t)
			refused(t, err, "archive-not-whole", "finding", "code:finding."+c.code)
			if left, err := filepath.Glob(filepath.Join(d.home, "exam.kaowu*")); err != nil || len(left) > 0 {
				t.Errorf("kept: %v", left)
			}
		})
	}
}

func TestArchiveOnAFullDisk(t *testing.T) {
	d := newDay(t, nil)
	boom := errors.New("stick pulled")
	d.archive = filepath.Join(d.home, "exam.kaowu")
	err := d.book.WriteArchive(t.Context(), d.archive, d.lead, func(Seal) ([]string, error) { return nil, boom }, 0, nil)
	if !errors.Is(err, boom) {
		t.Fatal(err)
	}
	if err := d.book.WriteArchive(t.Context(), filepath.Join(d.home, "no folder", "x.kaowu"), d.lead, nil, 0, nil); err == nil {
		t.Error("written into no folder")
	}
	if left, err := filepath.Glob(filepath.Join(d.home, "exam.kaowu*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if err := d.write(t); err != nil {
		t.Fatal(err)
	}
}

func TestSignedToTheEnd(t *testing.T) {
	good := testPDF("x")
	for _, c := range []struct {
		why  string
		pdf  []byte
		want bool
	}{
		{"whole", good, true},
		{"one byte more", append(bytes.Clone(good), '\n'), false},
		{"one byte less", good[:len(good)-1], false},
		{"not signed", []byte("%PDF-1.7\n%%EOF"), false},
		{"does not begin at the start", bytes.Replace(good, []byte("[0 "), []byte("[1 "), 1), false},
		{"no numbers", []byte("/ByteRange [a b c d]"), false},
		{"not closed", []byte("/ByteRange [0 1 2"), false},
		{"no gap", []byte("/ByteRange [0 10 10 24]xxxxxxxxxxxx"), false},
	} {
		got, err := signedToTheEnd(bytes.NewReader(c.pdf))
		if err != nil || got != c.want {
			t.Errorf("%s: %v, %v", c.why, got, err)
		}
	}
}
