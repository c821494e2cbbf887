package desk

import (
	"bytes"
	"crypto/ecdsa"
	"encoding/base64"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kaowu/app/exam"
)

// What lies on the disk of a whole exam gives nothing away, neither while it is open, its
// archive written, nor when it was closed. And when it is deleted, its numbers are not given
// again by the next one of the home.
func TestEndedExamOnDisk(t *testing.T) {
	temp := t.TempDir()
	for _, v := range []string{"TMPDIR", "TMP", "TEMP"} {
		t.Setenv(v, temp)
	}
	w := newEnded(t)
	ctx, lead := t.Context(), w.lead()
	w.published()
	out := t.TempDir()
	file := filepath.Join(out, "a.kaowu")
	w.clock.to("2028-12-31 09:00")
	w.must(lead.WriteArchive(ctx, file, nil))
	r, err := w.site.Roster()
	w.must(err)
	w.must(lead.SaveDraft(ctx, "remarks", []byte(r.Plan.Candidates[0].Name)))
	hidden := w.hidden(r.Plan)
	w.searched(hidden, os.DirFS(w.home), os.DirFS(temp), os.DirFS(out))
	w.searched(hidden, endedHome.files) // as closing left it

	own, err := w.site.ownNumbers()
	w.must(err)
	_, err = lead.DeleteExam(ctx, nil, Deleting{Archive: file, Reason: "期满"})
	w.must(err)
	f := sharedOf(t)
	plan := f.plan
	plan.Header.Exam = "SC-JD-2029-0001"
	made, err := Create(ctx, w.home, "S16", secret("S16"), Loading{Plan: plan, Source: "ab"}, f.policy, true, w.opt)
	w.must(err)
	defer made.Site.Close()
	others, err := made.Site.otherNumbers()
	w.must(err)
	if len(own) == 0 || !slices.Equal(others, own) {
		t.Errorf("the home remembers %v, want %v", others, own)
	}
}

// searched looks for secrets in every file below folders. The names of staff stand on the
// cover and nowhere else (record.md 1).
func (w *world) searched(hidden map[string][]string, folders ...fs.FS) {
	w.t.Helper()
	ageSecret := regexp.MustCompile(`AGE-SECRET-KEY-1[0-9A-Z]`) // the manuals tell how one begins
	files, size := 0, 0
	for _, dir := range folders {
		w.must(fs.WalkDir(dir, ".", func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			b, err := fs.ReadFile(dir, path)
			b = withoutZeros(b)
			files, size = files+1, size+len(b)
			if ageSecret.Match(b) {
				w.t.Errorf("an age key can be read in %s", e.Name())
			}
			for what, secrets := range hidden {
				if what == "name of staff" && e.Name() == "cover.json" {
					continue
				}
				for _, s := range secrets {
					if bytes.Contains(b, []byte(s)) || strings.Contains(path, s) {
						w.t.Errorf("a %s can be read in %s", what, e.Name())
						break
					}
				}
			}
			return err
		}))
	}
	if files < 20 || size < 500_000 {
		w.t.Fatalf("only %d bytes in %d files looked at", size, files)
	}
}

// hidden are the secrets of the world's exam by what they are.
func (w *world) hidden(p exam.Plan) map[string][]string {
	w.t.Helper()
	out := map[string][]string{}
	add := func(what string, s ...string) { out[what] = append(out[what], s...) }
	key := func(raw []byte) {
		add("private key", string(raw), hex.EncodeToString(raw), base64.StdEncoding.EncodeToString(raw))
	}
	for _, c := range p.Candidates {
		add("candidate's name", c.Name)
		add("ID number", c.IDNumber)
	}
	for _, s := range p.Staff {
		add("name of staff", s.Name)
		if s.IDNumber != "" {
			add("ID number", s.IDNumber)
		}
		add("passphrase", string(secret(s.ID)))
		who := w.as(s.ID).who.Load()
		key(who.Signer().Private.Seed())
		signer, _, err := who.PaperSigner()
		w.must(err)
		scalar, err := signer.(*ecdsa.PrivateKey).Bytes()
		w.must(err)
		key(scalar)
	}
	key(w.site.book.Device().Private.Seed())
	return out
}

// withoutZeros leaves out what was written ahead: blocks of zeros, of which there are
// many, hide nothing.
func withoutZeros(b []byte) []byte {
	const block = 4096
	zeros := make([]byte, block)
	out := make([]byte, 0, len(b)/8)
	for len(b) >= block {
		if !bytes.Equal(b[:block], zeros) {
			out = append(out, b[:block]...)
		}
		b = b[block:]
	}
	return append(out, b...)
}
