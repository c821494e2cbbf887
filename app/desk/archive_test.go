package desk

import (
	"archive/tar"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"filippo.io/age"

	"kaowu/app/exam"
	"kaowu/app/paper"
)

// stranger opens an archive as its README says, with tar, age and the lead's passphrase:
// no code of the store's is used.
type stranger struct {
	names []string
	files map[string][]byte // as they lie in the tar
	key   age.Identity
	parts []struct{ Entry, Name string }
}

func (w *world) stranger(file string) *stranger {
	w.t.Helper()
	b, err := os.ReadFile(file)
	w.must(err)
	s := &stranger{files: map[string][]byte{}}
	for r := tar.NewReader(bytes.NewReader(b)); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		w.must(err)
		s.names = append(s.names, h.Name)
		s.files[h.Name], err = io.ReadAll(r)
		w.must(err)
	}
	pass, err := age.NewScryptIdentity(string(secret("S16")))
	w.must(err)
	r, err := age.Decrypt(bytes.NewReader(s.files["keys/S16.age"]), pass)
	w.must(err)
	var keys struct{ Open string }
	w.must(json.NewDecoder(r).Decode(&keys))
	s.key, err = age.ParseX25519Identity(keys.Open)
	w.must(err)
	var list struct {
		Parts []struct{ Entry, Name string }
	}
	w.must(json.Unmarshal(w.plain(s, "0001.age"), &list))
	s.parts = list.Parts
	return s
}

func (w *world) plain(s *stranger, entry string) []byte {
	w.t.Helper()
	r, err := age.Decrypt(bytes.NewReader(s.files[entry]), s.key)
	w.must(err)
	b, err := io.ReadAll(r)
	w.must(err)
	return b
}

// Record.md 9: the archive outlives Kaowu. The list of contents comes first, says where
// each thing lies, and what lies there is that thing.
func TestArchiveAsAStranger(t *testing.T) {
	w := newEnded(t)
	file := filepath.Join(t.TempDir(), "a.kaowu")
	var told []int64
	w.must(w.lead().WriteArchive(t.Context(), file, func(done, total int64) { told = append(told, done*1000/total) }))
	if !slices.IsSorted(told) || told[len(told)-1] != 1000 {
		t.Errorf("progress ends at %d of 1000, or went back", told[len(told)-1])
	}
	s := w.stranger(file)
	if got := strings.Join(s.names[:7], " "); got != "manifest.json manifest.sig keys/S16.age README.txt FORMAT.md 0001.age 0002.age" {
		t.Errorf("the file begins %s", got)
	}
	if !bytes.Contains(s.files["README.txt"], []byte("age -d -i recovery.txt")) || !bytes.HasPrefix(s.files["FORMAT.md"], []byte("# The format of a book")) {
		t.Error("the archive does not say how to open it")
	}
	var names []string
	at := map[string]string{}
	for _, p := range s.parts {
		names, at[p.Entry] = append(names, p.Name), p.Name
	}
	if names[0] != "events.jsonl" || names[1] != contentsName || at["0003.age"] != contentsName {
		t.Fatalf("the contents are not first: %q", names[:3])
	}
	place := w.site.opt.Frame.ContentsPlace
	if !slices.IsSortedFunc(names[2:], func(a, b string) int { return place(kindOf(a)) - place(kindOf(b)) }) {
		t.Errorf("not in the order of the contents: %q", names[2:])
	}
	for _, want := range []string{"papers/exam-room-record/T01-r1.pdf", "strokes/T01-r1-S14.json", "checkpoints/checkpoints.txt", "workbooks/results.xlsx", "papers/sign-in/P01.pdf"} {
		if !slices.Contains(names, want) {
			t.Errorf("no %s among %q", want, names)
		}
	}
	// The lines of the contents, made again, name entries that hold what they say.
	v := w.site.newInventory()
	w.must(w.lead().printAll(t.Context(), func(p Printed) error { v.printed(p); return nil }, nil))
	for _, name := range workbookNames() {
		v.add(shelved{kind: name})
	}
	w.must(w.lead().attachments(func(x shelved, _ string) error { v.add(x); return nil }))
	v.add(checkpointsPart())
	files := 0
	for _, r := range v.rows("S16") {
		from, to, many := strings.Cut(r.Where, "–")
		if r.Kind == "events" || strings.Contains(r.Where, ",") {
			continue
		}
		if many != (r.Files > 1) || at[from] == "" || kindOf(at[from]) != r.Kind || many && kindOf(at[to]) != r.Kind {
			t.Errorf("%s of %q, %d files, is said to be in %s: there is %s", r.Kind, r.Whose, r.Files, r.Where, at[from])
		}
		if !strings.Contains(at[from], r.Whose) && !strings.HasSuffix(at[from], ".xlsx") {
			t.Errorf("%s is said to be of %s", at[from], r.Whose)
		}
		files += r.Files
	}
	if files != len(s.parts)-1 {
		t.Errorf("the contents list %d files, the archive holds %d", files, len(s.parts)-1)
	}
	if notes := string(w.plain(s, s.parts[slices.Index(names, "checkpoints/checkpoints.txt")].Entry)); strings.Count(notes, "kaowu/"+w.site.Cover().Exam) < 5 {
		t.Errorf("checkpoints: %s", notes)
	}
	var strokes exam.Strokes
	w.must(json.Unmarshal(w.plain(s, s.parts[slices.Index(names, "strokes/T01-r1-S14.json")].Entry), &strokes))
	if len(strokes) == 0 {
		t.Error("no strokes in strokes")
	}
	if n := paper.PageCount(w.plain(s, "0003.age")); n < 1 {
		t.Errorf("the contents have %d pages", n)
	}
}

// kindOf is the kind of a part, by its name, as the contents call it.
func kindOf(name string) string {
	folder, rest, _ := strings.Cut(name, "/")
	switch folder {
	case "papers":
		form, _, _ := strings.Cut(rest, "/")
		return form
	case "workbooks":
		return rest
	case "scans", "photos", "uploads", "theory-files":
		return strings.TrimSuffix(folder, "s")
	}
	return folder
}
