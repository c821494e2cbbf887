package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"filippo.io/age"

	"kaowu/app/exam"
)

// VerifyOptions says what a file is held against and who opens it. All may be empty.
type VerifyOptions struct {
	Trust      string   // fingerprint of the exam key, from paper or the filed plan
	Checkpoint string   // a signed checkpoint, as printed on an exam-room record
	Seen       []string // texts of checkpoints seen earlier, one or several each
	KeyFile    string   // path of an age identity (recovery key) or of a person's key file
	As         string   // staff id whose key file lies in the archive
	Passphrase []byte   // of As, or of a person's KeyFile
	Progress   func(done, total int64)
	// Stamp reads the token of a time-stamping authority for a message: its time, whether
	// the authority is trusted, and the code of what is wrong with it. nil: not looked at.
	Stamp func(token, message []byte) (at time.Time, trusted bool, code string)
}

// What Verification.Trust says of the anchors that were given.
const (
	TrustUnchecked = "unchecked" // none was given
	TrustHolds     = "holds"     // all that were given fit
	TrustFails     = "fails"     // one does not
)

// Verification is the outcome of VerifyFile.
type Verification struct {
	OK     bool           // nothing was found, and no given anchor fails
	Trust  string         // TrustUnchecked, TrustHolds or TrustFails
	Kind   string         // "archive", "pack", "slip", "fork" or "tombstone"; empty when the file is nothing that is known
	Opened bool           // the sealed parts were read too
	Exam   string         // as the open part says
	Events uint64         // archived, or in the slip
	Logs   []exam.LogSeen // every log of an archive or a tombstone as far as it goes
	Late   uint64         // how many of Events are late evidence of a revoked key: kept, and counted for nothing
	// Institution is the fingerprint of the institution's book whose events the archive
	// proves; empty where it proves none or was not opened.
	Institution string
	Slip        *SlipSays   // what a slip shows; nil for anything else
	Fork        *ForkSays   // what evidence of a fork shows; nil for anything else
	Stamps      []StampSays // of an archive that was opened
	Findings    []Finding
}

// StampSays is a time stamp that an opened archive holds, and that was checked.
type StampSays struct {
	Log       string
	Size      uint64        // events that were there then
	Time      exam.Time     // the authority's
	Authority string        // host that was asked
	Trusted   bool          // its certificate leads to one that was given; else that is unchecked
	Off       time.Duration // by how much the laptop's clock was behind it
}

// VerifyFile checks a file of evidence on its own: it needs no home and makes none.
// Without a key every byte is accounted for and every signature of the open part is
// checked; with one every event, tree, paper and result too (record.md 9). An error
// means that it could not be checked: the file cannot be read, or the refusals
// wrong-passphrase-file, key-file-unreadable, not-in-archive.
func VerifyFile(ctx context.Context, path string, o VerifyOptions) (Verification, error) {
	var with []age.Identity
	if o.KeyFile != "" {
		var err error
		if with, err = readIdentities(o.KeyFile, o.Passphrase); err != nil {
			return Verification{}, err
		}
	}
	return verifyArchive(ctx, path, o, with...)
}

// verifyArchive is VerifyFile with keys that are at hand.
func verifyArchive(ctx context.Context, path string, o VerifyOptions, with ...age.Identity) (Verification, error) {
	f, err := os.Open(path)
	if err != nil {
		return Verification{}, fmt.Errorf("open file to verify: %w", err)
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return Verification{}, fmt.Errorf("size of file to verify: %w", err)
	}
	return verifyReader(ctx, f, st.Size(), o, with)
}

// verifyReader verifies size bytes of r.
func verifyReader(ctx context.Context, r io.ReaderAt, size int64, o VerifyOptions, with []age.Identity) (Verification, error) {
	v := &verifier{ctx: ctx, r: r, size: size, o: o, sealed: with}
	v.out.Trust = TrustUnchecked
	if o.Progress == nil {
		v.o.Progress = func(int64, int64) {}
	}
	err := v.run()
	if err == nil && v.total > 0 {
		v.o.Progress(progressTotal, progressTotal)
	}
	v.out.Findings = append(v.out.Findings, v.late...)
	if v.out.Findings == nil {
		v.out.Findings = []Finding{}
	}
	v.out.OK = err == nil && len(v.out.Findings) == 0 && v.out.Trust != TrustFails
	return v.out, err
}

// verifier is one file on its way through all checks.
type verifier struct {
	ctx    context.Context
	r      io.ReaderAt
	size   int64
	o      VerifyOptions
	sealed []age.Identity
	out    Verification
	late   []Finding // about anchors: after what is wrong with the file itself

	done, total int64 // weighed, see verifyWeight

	m     manifest
	raw   []byte // of the manifest
	chain *chain
	at    []int64      // where the data of each entry begins
	whole []bool       // each entry is there as the manifest says
	notes []checkpoint // archived checkpoints whose signature holds

	proved map[exam.ID]bool // events of the institution's book; nil: the archive has none
}

// maxFindings stops a list that no one reads: a broken tree names each event.
const maxFindings = 200

func (v *verifier) note(code, where string, pairs ...any) {
	if len(v.out.Findings) < maxFindings {
		v.out.Findings = append(v.out.Findings, find(code, where, pairs...))
	}
}

func (v *verifier) run() error {
	if raw, check, err := v.small(); check != nil || err != nil {
		if err == nil {
			check(raw)
		}
		return err
	}
	if !v.readManifest() {
		return nil
	}
	first := v.m.opened()
	v.total = verifyWeight(v.size, v.m.Entries[first+1].Size, len(v.sealed) > 0 || v.o.As != "")
	if err := v.readEntries(); err != nil {
		return err
	}
	v.checkOpenPart()
	if v.chain == nil {
		return nil
	}
	v.checkNotes()
	v.checkTrust()
	if v.o.As != "" && len(v.sealed) == 0 {
		id, err := v.identity()
		if err != nil {
			return err
		}
		v.sealed = []age.Identity{id}
	}
	if len(v.sealed) == 0 {
		v.checkAnchors(nil)
		return nil
	}
	return v.readSealed()
}

// identity opens the lead's key file that lies in the archive.
func (v *verifier) identity() (age.Identity, error) {
	if v.o.As != string(v.m.Lead) || !v.whole[0] || v.m.Entries[0].Size > maxKeyFile {
		return nil, exam.Refuse("not-in-archive", "staff", v.o.As, "lead", string(v.m.Lead))
	}
	b := make([]byte, v.m.Entries[0].Size)
	if _, err := v.r.ReadAt(b, v.at[0]); err != nil {
		return nil, fmt.Errorf("read key file: %w", err)
	}
	return personIdentity(b, v.o.Passphrase, v.o.As)
}

// personIdentity opens a person's key file for reading.
func personIdentity(sealed, passphrase []byte, name string) (age.Identity, error) {
	plain, err := openByPassphrase(sealed, passphrase)
	if errors.Is(err, errPassphrase) {
		return nil, exam.Refuse("wrong-passphrase-file", "file", name)
	}
	if err != nil {
		return nil, exam.Refuse("key-file-unreadable", "file", name)
	}
	defer clear(plain)
	k, _, err := readPerson(plain)
	if err != nil {
		return nil, exam.Refuse("key-file-unreadable", "file", name)
	}
	return k.open, nil
}

// copiedKey is a recovery key as somebody copied it from the sheet: in groups, over
// several lines, in small letters.
func copiedKey(text string) string {
	var out strings.Builder
	for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		if !strings.HasPrefix(strings.TrimSpace(line), "#") {
			out.WriteString(strings.ToUpper(strings.Join(strings.Fields(line), "")))
		}
	}
	return out.String()
}

// readIdentities reads --key: lines of AGE-SECRET-KEY-1…, or one recovery key as it is
// written down on its sheet, or a person's key file, which wants their passphrase.
func readIdentities(path string, passphrase []byte) ([]age.Identity, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open key file: %w", err)
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxKeyFile+1))
	if err != nil {
		return nil, fmt.Errorf("read key file: %w", err)
	}
	defer clear(b)
	name := filepath.Base(path)
	if bytes.HasPrefix(b, []byte("age-encryption.org/v1")) {
		id, err := personIdentity(b, passphrase, name)
		return []age.Identity{id}, err
	}
	ids, err := age.ParseIdentities(bytes.NewReader(b))
	if err != nil {
		ids, err = age.ParseIdentities(strings.NewReader(copiedKey(string(b))))
	}
	if err != nil || len(b) > maxKeyFile {
		return nil, exam.Refuse("key-file-unreadable", "file", name) // the library's error may quote the key
	}
	return ids, nil
}
