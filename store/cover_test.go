package store

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kaowu/app/exam"
)

func coverPath(b *Book) string { return filepath.Join(b.dir, "cover.json") }

func TestUpdateCover(t *testing.T) {
	s := newSite(t)
	s.enroll(t, "S07", exam.RoleAssessor)
	mustAppend(t, s.book, Draft{Signer: s.lead.Signer(), Kind: exam.SessionOpened, On: "session/T01", About: "state", Body: exam.SessionChange{}})
	err := s.book.UpdateCover(func(c *Cover) {
		c.State = "running"
		c.Fingerprint, c.Exam, c.Drill = "KF1-AAAA", "other", true // the book's own: not to be changed
		c.Show(exam.Plan{Header: exam.Header{Body: "川江重工", Site: "二号考点"}, Staff: testCreation().Staff[:2]})
	})
	if err != nil {
		t.Fatal(err)
	}
	covers, err := Covers(s.home)
	if err != nil || len(covers) != 1 {
		t.Fatal(covers, err)
	}
	c := covers[0]
	if c.State != "running" || c.Exam != testExam || c.Drill || c.Fingerprint != s.book.Fingerprint() || c.Events != 6 || c.Site != "二号考点" {
		t.Errorf("cover is %+v", c)
	}
	if len(c.Staff) != 2 || !c.Staff[0].Enrolled || c.Staff[1].Enrolled {
		t.Errorf("staff on the cover: %+v", c.Staff)
	}
	b := s.restart(t)
	if err := b.UpdateCover(nil); err == nil {
		t.Error("a locked book signed a cover")
	}
	if _, err := b.SignIn(leadID, []byte(leadPass)); err != nil {
		t.Fatal(err)
	}
	if found := b.Findings(); len(found) > 0 {
		t.Errorf("findings %v", found)
	}
}

func TestCoverTamperedWith(t *testing.T) {
	s := newSite(t)
	path := coverPath(s.book)
	s.close(t)
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ why, old, new string }{
		{"a name", "程立", "程力"},
		{"a role", `"role":"assessor"`, `"role":"site-lead"`},
		{"a blank", `{"cover"`, `{ "cover"`},
		{"a second field", `"exam":`, `"exam":"x","exam":`},
		{"another case", `"site":`, `"Site":`},
		{"signature in capitals", `"sig":"`, `"sig":"A`},
		{"a tail", `"}`, `"}}`},
	} {
		bad := strings.Replace(string(good), c.old, c.new, 1)
		if bad == string(good) {
			t.Fatalf("%s: nothing was changed", c.why)
		}
		if err := os.WriteFile(path, []byte(bad), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := Open(s.home, testExam, s.opt)
		refused(t, err, "cover-damaged")
		covers, err := Covers(s.home)
		if err != nil || len(covers) != 1 || covers[0].State != "damaged" || covers[0].Exam != testExam || len(covers[0].Staff) > 0 {
			t.Errorf("%s: covers %v, %v", c.why, covers, err)
		}
	}
}

// Another whole cover in its place shows when somebody signs in.
func TestForeignCoverShowsAtSignIn(t *testing.T) {
	s := newSite(t)
	path := coverPath(s.book)
	own := s.book.Cover()
	foreign, _, _, err := Create(t.TempDir(), testCreation(), s.opt)
	if err != nil {
		t.Fatal(err)
	}
	theirs, err := os.ReadFile(coverPath(foreign))
	if err != nil {
		t.Fatal(err)
	}
	dev := s.book.Device()
	if err := foreign.Close(); err != nil {
		t.Fatal(err)
	}
	sign := func(change func(*Cover)) []byte {
		c := own
		c.Staff = append([]CoverStaff(nil), own.Staff...)
		change(&c)
		b, err := c.sign(dev.Private)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	for _, c := range []struct {
		what  string
		cover []byte
	}{
		{"fingerprint", theirs},
		{"log", sign(func(c *Cover) { c.Log = "0123" })},
		{"events", sign(func(c *Cover) { c.Events = 99 })},
		{"drill", sign(func(c *Cover) { c.Drill = true })},
		{"staff", sign(func(c *Cover) { c.Staff[0].Enrolled = true })},
		{"", sign(func(c *Cover) { c.Events = 1 })}, // an older one is normal
	} {
		s.close(t)
		if err := os.WriteFile(path, c.cover, 0o600); err != nil {
			t.Fatal(err)
		}
		b := s.restart(t)
		if _, err := b.SignIn(leadID, []byte(leadPass)); err != nil {
			t.Fatal(err)
		}
		found := b.Findings()
		switch {
		case c.what == "" && len(found) > 0:
			t.Errorf("findings %v", found)
		case c.what != "" && (len(found) != 1 || found[0].Code != "cover-differs" || found[0].Args["what"] != c.what):
			t.Errorf("%s: findings %v", c.what, found)
		}
	}
}

func TestCoversOfAnEmptyHome(t *testing.T) {
	home := t.TempDir()
	if c, err := Covers(filepath.Join(home, "not there")); c != nil || err != nil {
		t.Error(c, err)
	}
	if err := os.MkdirAll(filepath.Join(home, "books", "no cover"), 0o700); err != nil {
		t.Fatal(err)
	}
	if c, err := Covers(home); c != nil || err != nil {
		t.Error(c, err)
	}
	for _, id := range []string{"SC-JD-2026-0417", "..", "", "a/b"} {
		_, err := Open(home, id, smallDisk(examDay()))
		refused(t, err, "book-missing")
	}
}

// The cover's fields are counted, so that nobody adds a candidate to it unseen.
func TestCoverHoldsNoCandidate(t *testing.T) {
	s := newSite(t)
	b, err := os.ReadFile(coverPath(s.book))
	if err != nil {
		t.Fatal(err)
	}
	var f struct {
		Cover map[string]json.RawMessage `json:"cover"`
	}
	if err := json.Unmarshal(b, &f); err != nil {
		t.Fatal(err)
	}
	want := "device device_key drill events exam fingerprint format from log organisation rooms sessions site staff state to written"
	var got []string
	for _, k := range strings.Fields(want) {
		if _, has := f.Cover[k]; has {
			got = append(got, k)
		}
	}
	if strings.Join(got, " ") != want || len(f.Cover) != len(got) {
		t.Errorf("cover has %d fields: %v", len(f.Cover), got)
	}
}

func FuzzParseCover(f *testing.F) {
	c := coverOf(testCreation())
	dev := testDevice()
	c.DeviceKey = "AAAA"
	good, err := c.sign(dev.Private)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add([]byte(`{"cover":{},"sig":""}`))
	f.Add([]byte(nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := parseCover(b)
		if err != nil {
			return
		}
		// What passes is canonical: nothing else could be read from the same bytes.
		again, err := exam.Marshal(c)
		if err != nil || !bytes.Contains(b, again) {
			t.Errorf("another cover was read: %v", err)
		}
	})
}
