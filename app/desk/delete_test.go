package desk

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kaowu/app/exam"
	"kaowu/store"
)

// besides makes the institution's book in the exam's own home.
func (w *world) besides() *body {
	w.t.Helper()
	made, err := CreateInstitution(w.t.Context(), w.home, "邓英军", secret("S01"), loadingOf(testFiling()), sharedOf(w.t).policy, true, w.opt)
	w.must(err)
	b := &body{&world{t: w.t, home: w.home, clock: w.clock, opt: w.opt, site: made.Institution.site}, made.Institution, made.Officer}
	w.t.Cleanup(func() { _ = b.site.Close() })
	return b
}

// Notice 6.4, played: the last session closed on Sat 2026-12-19 is kept through
// 2028-12-19, a complaint keeps it longer, and what is left then is a tombstone that
// stands alone.
func TestDeletedWhenItsYearsHaveRun(t *testing.T) {
	w := newWorld(t)
	ctx, lead := t.Context(), w.lead()
	file := filepath.Join(t.TempDir(), "a.kaowu")
	del := Deleting{Archive: file, Reason: "保管期满"}
	gone := func(o *Officer) func() error {
		return func() error { _, err := lead.DeleteExam(ctx, o, del); return err }
	}
	w.refused("exam-not-closed", gone(nil))
	w.published()
	closed, until, err := w.site.kept()
	w.must(err)
	if c := w.site.Cover(); closed == "" || c.Closed != closed || c.Keep != until || until != "2028"+closed[4:] {
		t.Fatalf("closed %s, kept until %s, cover %s %s", closed, until, c.Closed, c.Keep)
	}
	w.refused("retention-runs", gone(nil))
	b := w.besides()
	w.refused("officer-needed", gone(nil))
	for _, about := range []string{w.site.Cover().Exam, ""} {
		_, err := b.officer.EnterComplaint(ctx, exam.Complaint{Time: "2026-12-30 10:05", Channel: "电话", Exam: about, Object: "考场", Text: "嘈杂",
			AcceptedBy: "邓英军", AcceptedOn: "2026-12-30", Investigator: "李明"})
		b.must(err)
	}
	w.clock.to(string(until) + " 23:59")
	w.refused("retention-runs", gone(b.officer))
	w.clock.to("2029-01-03 09:00")
	if r := w.refused("complaint-open", gone(b.officer)); r.Args["n"] != 2 {
		t.Errorf("%v complaints are open, want 2", r.Args["n"])
	}
	v, err := b.officer.Retention()
	b.must(err)
	if len(v.Exams) != 1 || v.Exams[0].Due || !slices.Equal(v.Exams[0].Open, []int{1, 2}) || v.Exams[0].Archived != nil {
		t.Errorf("%+v", v.Exams)
	}
	for no := range 2 {
		b.must(b.officer.AnswerComplaint(ctx, no+1, exam.ComplaintAnswer{Conclusion: "不属实", Date: "2029-01-03"}))
	}
	w.refused("retention-runs", gone(b.officer)) // kept through the day of the answer
	w.clock.to("2029-01-04 09:00")
	w.refused("archive-missing", gone(b.officer))
	w.must(lead.WriteArchive(ctx, file, nil))
	if a := w.site.Cover().Archived; a == nil || a.File != "a.kaowu" || a.On != "2029-01-04" {
		t.Errorf("the cover says of the archive: %+v", a)
	}
	whole, err := os.ReadFile(file)
	w.must(err)
	del.Archive = filepath.Join(t.TempDir(), "flipped.kaowu")
	flipped := slices.Clone(whole)
	flipped[len(flipped)/2] ^= 1
	w.must(os.WriteFile(del.Archive, flipped, 0o600))
	w.refused("archive-other", gone(b.officer))
	del.Archive, del.Reason = file, " "
	w.refused("reason-missing", gone(b.officer))
	del.Reason = "保管期满"
	_, err = lead.ShowID(ctx, welder) // after the archive: not in it
	w.must(err)
	w.refused("archive-behind", gone(b.officer))
	file = filepath.Join(filepath.Dir(file), "b.kaowu")
	w.must(lead.WriteArchive(ctx, file, nil))
	del.Archive = file

	v, err = b.officer.Retention()
	b.must(err)
	if !v.Exams[0].Due || !v.Complaints {
		t.Errorf("%+v", v)
	}
	name, finger, people := w.site.Cover().Exam, w.site.Fingerprint(), w.roster("T01")
	stone, err := lead.DeleteExam(ctx, b.officer, del)
	w.must(err)
	if _, err := os.Stat(filepath.Join(w.home, "books", name)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the book is still there: %v", err)
	}
	if left, err := filepath.Glob(filepath.Join(w.home, "books", ".gone*")); err != nil || len(left) > 0 {
		t.Errorf("left: %v", left)
	}
	sum, err := fileDigest(file)
	w.must(err)
	if stone.Archive != sum || stone.Counts.Candidates != 12 || stone.Counts.Certificates != 12 || stone.Kept != "2029-01-03" || stone.Closed != closed || stone.Name == "" {
		t.Errorf("%+v", stone.Tombstone)
	}
	got, err := store.VerifyFile(ctx, stone.File, store.VerifyOptions{Trust: finger})
	if err != nil || !got.OK || got.Trust != store.TrustHolds {
		t.Errorf("tombstone: %+v, %v", got, err)
	}
	raw, err := os.ReadFile(stone.File)
	w.must(err)
	for _, c := range sharedOf(t).plan.Candidates {
		if strings.Contains(string(raw), c.Name) || strings.Contains(string(raw), c.IDNumber) || strings.Contains(string(raw), string(people[0])) {
			t.Fatalf("the tombstone names candidate %s", c.No)
		}
	}
	// The ledger keeps its line and says that the book is gone; again changes nothing.
	size := b.inst.Size()
	_, err = FinishDeletion(ctx, w.home, name, b.officer, w.opt)
	b.must(err)
	l, err := b.officer.Ledger(exam.LedgerFilter{})
	b.must(err)
	if b.inst.Size() != size || len(l.Exams) != 1 || l.Exams[0].KeepUntil != "2029-01-03" || len(l.Deleted) != 1 || l.Deleted[0].Tombstone != stone.SHA256 || l.Deleted[0].Reason != "保管期满" {
		t.Errorf("%+v %+v", l.Exams, l.Deleted)
	}
	v, err = b.officer.Retention()
	b.must(err)
	if len(v.Exams) != 1 || v.Exams[0].State != "deleted" || !v.Exams[0].Entered {
		t.Errorf("%+v", v.Exams)
	}
	if _, err := Open(w.home, name, w.opt); !errors.Is(err, exam.Refuse("exam-deleted")) {
		t.Errorf("opening what was deleted: %v", err)
	}
}
