package store

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"kaowu/app/exam"
)

const (
	leadPass  = "考点负责人的口令-1"
	staffPass = "gloves and glare"
	leadID    = exam.StaffID("S17")
)

// site is a home with one book, the lead signed in.
type site struct {
	home     string
	clock    *manualClock
	opt      Options
	book     *Book
	lead     *Person
	recovery string
}

// testCreation is the open part of a small plan. The ID numbers and phone must never
// show in a file.
func testCreation() Creation {
	return Creation{
		Header: exam.Header{Exam: testExam, Body: "川江重工有限公司", Site: "川江重工实训考点", SiteLead: "高原", Phone: "02887654321", From: "2026-12-19", To: "2026-12-20"},
		Rooms:  []exam.Room{{No: "K1", Name: "理论一考场", Kind: exam.Theory}},
		Sessions: []exam.Session{
			{No: "T01", Component: exam.Theory, Subject: "W3", Room: "K1", Date: "2026-12-19", Start: "09:00", End: "10:30"}},
		Staff: []exam.Staff{
			{ID: "S07", Name: "程立", IDNumber: "510100198001010037", Role: exam.RoleAssessor},
			{ID: "S08", Name: "卫红", IDNumber: "510100198101010038", Role: exam.RoleSupervisor},
			{ID: leadID, Name: "高原", IDNumber: "510100197501010039", Role: exam.RoleSiteLead}},
		Policy: exam.Policy{RetentionYears: 2, Certificates: "own"}, Lead: leadID, Passphrase: []byte(leadPass),
	}
}

// newSite creates the book of the test exam.
func newSite(t testing.TB) *site { return newFaultySite(t, nil) }

// newFaultySite is newSite on a disk that fails where fault says.
func newFaultySite(t testing.TB, fault func(stage string) error) *site {
	t.Helper()
	return newSiteOf(t, testCreation(), fault)
}

// newSiteOf is newFaultySite for another exam.
func newSiteOf(t testing.TB, c Creation, fault func(stage string) error) *site {
	t.Helper()
	s := &site{home: t.TempDir(), clock: examDay()}
	s.opt = smallDisk(s.clock)
	s.opt.fault = fault
	s.opt.ScryptLog = 10
	var err error
	if s.book, s.lead, s.recovery, err = Create(s.home, c, s.opt); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.close(t) })
	return s
}

func (s *site) close(t testing.TB) {
	t.Helper()
	if s.book == nil {
		return
	}
	if err := s.book.Close(); err != nil {
		t.Error(err)
	}
	s.book, s.lead = nil, nil
}

// restart is the program ending and starting again: only what is on disk stays.
func (s *site) restart(t testing.TB) *Book {
	t.Helper()
	s.close(t)
	b, err := Open(s.home, testExam, s.opt)
	if err != nil {
		t.Fatal(err)
	}
	s.book = b
	return b
}

func (s *site) enroll(t testing.TB, id exam.StaffID, role exam.Role) *Person {
	t.Helper()
	p, err := s.book.Enroll(t.Context(), s.lead, id, role, []byte(staffPass))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// refused checks code and arguments of a refusal.
func refused(t testing.TB, err error, code string, pairs ...any) {
	t.Helper()
	var r *exam.Refusal
	if !errors.As(err, &r) || r.Code != code {
		t.Fatalf("got %v, want refusal %s", err, code)
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		if got := r.Args[pairs[i].(string)]; got != pairs[i+1] {
			t.Fatalf("refusal %s: %s is %v, want %v", code, pairs[i], got, pairs[i+1])
		}
	}
}

// filesOf lists every file below dir.
func filesOf(t testing.TB, dir string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			out = append(out, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
