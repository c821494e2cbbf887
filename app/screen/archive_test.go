package screen

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// vault is a desk whose exam is ready to be archived: what the whole day leads to,
// which desk's own tests play with a real book.
type vault struct {
	archivist
	view    desk.ArchiveView
	wrote   string
	proofs  []byte
	copied  string
	stamped int
	off     time.Duration
	no      error
	pass    []byte
	found   desk.Checked
}

func (v *vault) StampTime(context.Context, desk.Stamper) (desk.Stamped, error) {
	v.stamped++
	v.view.Stamped = exam.At(time.Date(2026, 12, 28, 9, 1, 0, 0, time.UTC))
	return desk.Stamped{Off: v.off}, v.no
}

func (v *vault) LedgerEntry() (desk.ExamTaken, error)   { return desk.ExamTaken{}, nil }
func (v *vault) ArchiveView() (desk.ArchiveView, error) { return v.view, nil }

func (v *vault) WriteArchiveWith(_ context.Context, path string, evidence []byte, progress func(done, total int64)) error {
	progress(1, 2)
	v.wrote, v.proofs = path, evidence
	return os.WriteFile(path, []byte("x"), 0o600)
}

func (v *vault) CopyArchive(_ context.Context, from, to string, progress func(done, total int64)) error {
	progress(1, 2)
	v.copied = from + " " + to
	return nil
}

func (v *vault) VerifyArchive(_ context.Context, _ string, pass []byte, _ func(done, total int64)) (desk.Checked, error) {
	v.pass = pass
	c := v.found
	c.Opened = len(pass) > 0
	return c, nil
}

func TestArchiveSaysWhatIsMissing(t *testing.T) {
	w := closed(t)
	w.enter(w.lead.Staff().Name)
	w.sh.open("archive", nil)
	a := w.sh.at.(*archive)
	w.shot("16-archive")
	// Every session of the plan has its record open, and nothing is published.
	if n := len(w.plan.Sessions) + 1; len(a.view.Missing) != n || !a.view.Blocked() {
		t.Errorf("%d missing, want %d", len(a.view.Missing), n)
	}
	w.key(fyne.KeyF9)
	if w.sh.u.f.Layered() {
		t.Error("F9 asks for a place while something bars the archive")
	}
	w.key(fyne.KeyDown, fyne.KeyReturn)
	if r, ok := w.sh.at.(*record); !ok || w.sh.at.name() != "record" {
		t.Errorf("Enter goes to %s %v", w.sh.at.name(), r)
	}
	w.wants()
}

func TestArchiveWrittenAndVerified(t *testing.T) {
	w := newWorld(t, "2026-12-28 09:00:00")
	w.enter(w.lead.Staff().Name)
	v := &vault{archivist: w.sh.desk, found: desk.Checked{OK: true, Trust: "holds", Events: 4213},
		view: desk.ArchiveView{Events: 4213, Keep: 2, Finger: "4F2A 9C31 77D0 1B6E", Recovers: true,
			Missing: []desk.Missing{{Need: desk.Need{Code: "unsealed", Session: "P01", Args: map[string]any{}}}}}}
	w.sh.open("archive", nil)
	a := newArchive(w.sh.u, v, "SC-JD-2026-0417")
	w.sh.at = a
	a.show()
	w.shot("16-archive-ready")
	to := filepath.Join(t.TempDir(), "exam.kaowu")
	w.key(fyne.KeyF9)
	w.given(to)
	if v.wrote != to || a.found == nil || a.found.Opened {
		t.Fatalf("written to %q, found %+v", v.wrote, a.found)
	}
	w.shot("16-archive-written")
	// F6: the same again in a second place.
	again := filepath.Join(t.TempDir(), "second.kaowu")
	w.key(fyne.KeyF6)
	w.shot("16-archive-second")
	w.given(again)
	if v.copied != to+" "+again || w.sh.u.note != "" {
		t.Errorf("copied %q, note %q", v.copied, w.sh.u.note)
	}
	// F5: the file, then the passphrase, then what was found.
	w.key(fyne.KeyF5)
	w.given(to)
	w.shot("16-archive-pass")
	w.typed(passphrase)
	w.key(fyne.KeyReturn)
	if string(v.pass) != passphrase || !a.found.Opened {
		t.Errorf("verified with %d characters, found %+v", len(v.pass), a.found)
	}
	v.found = desk.Checked{Trust: "fails", Findings: []desk.Finding{{Code: "trust-differs"}}}
	w.key(fyne.KeyF5)
	w.given(to)
	w.key(fyne.KeyReturn)
	w.shot("16-archive-bad")
	if a.found.OK || len(v.pass) != 0 {
		t.Errorf("found %+v", a.found)
	}
	w.sh.choose(choices{look: kit.Dark, size: kit.Extra, lang: "en"})
	w.win.Resize(fyne.NewSize(1280, 660))
	w.looks("archive extra en")
	w.shot("16-archive-660-extra-en")
	w.wants()
}

// Where the home has the institution's book, its officer is asked first, and may be left
// out: then it is said what the archive does not prove.
func TestArchiveWithProofs(t *testing.T) {
	w := newWorld(t, "2026-12-28 09:00:00")
	w.enter(w.lead.Staff().Name)
	v := &vault{archivist: w.sh.desk, found: desk.Checked{OK: true, Trust: "holds", Events: 4213}, view: desk.ArchiveView{Keep: 2, Recovers: true}}
	w.sh.open("archive", nil)
	a := newArchive(w.sh.u, v, "SC-JD-2026-0417")
	var asked string
	var answer error
	a.body = &bodyBook{officer: "备案人", prove: func(_ context.Context, who string, pass []byte, _ exam.Plan) ([]byte, error) {
		asked = who + " " + string(pass)
		return []byte("evidence"), answer
	}}
	w.sh.at = a
	a.show()
	w.key(fyne.KeyF9)
	w.shot("16-archive-proofs")
	answer = exam.Refuse("passphrase-wrong", "left", 4)
	w.key(fyne.KeyTab)
	w.typed("kou-ling")
	w.key(fyne.KeyF9)
	if asked != "备案人 kou-ling" || !w.sh.u.f.Layered() || v.wrote != "" {
		t.Fatalf("a wrong passphrase: asked %q, wrote %q", asked, v.wrote)
	}
	answer = nil
	w.typed("kou-ling")
	w.key(fyne.KeyF9)
	w.given(filepath.Join(t.TempDir(), "proved.kaowu"))
	if string(v.proofs) != "evidence" {
		t.Errorf("written with %q", v.proofs)
	}
	asked, v.wrote = "", ""
	w.key(fyne.KeyF9, fyne.KeyF9) // without a passphrase
	w.given(filepath.Join(t.TempDir(), "unproved.kaowu"))
	if asked != "" || v.wrote == "" || v.proofs != nil {
		t.Errorf("asked %q, wrote %q with %q", asked, v.wrote, v.proofs)
	}
	w.shows(w.sh.u.T("screen.archive.saved-unproven"))
	w.shot("16-archive-unproven")
	w.wants()
}

// Where an authority is set up, F10 asks it; a clock that is off is said, and no network is
// a sentence.
func TestArchiveStamped(t *testing.T) {
	w := newWorld(t, "2026-12-28 09:00:00")
	w.enter(w.lead.Staff().Name)
	v := &vault{archivist: w.sh.desk, view: desk.ArchiveView{Keep: 2, Recovers: true}}
	w.sh.open("archive", nil)
	a := newArchive(w.sh.u, v, "SC-JD-2026-0417")
	w.sh.at = a
	a.show()
	w.key(fyne.KeyF10)
	if v.stamped != 0 {
		t.Error("a stamp was asked for where no authority is set up")
	}
	v.view.CanStamp = true
	a.show()
	w.key(fyne.KeyF10)
	w.shows(w.sh.u.T("screen.archive.stamped-now"), "2026-12-28 09:01:00")
	w.shot("16-archive-stamped")
	v.off = 8 * time.Minute
	w.key(fyne.KeyF10)
	w.shows(w.sh.u.T("screen.archive.stamp-slow", "min", 8))
	v.off, v.no = 0, exam.Refuse("stamp-unreachable", "host", "tsa.example")
	w.key(fyne.KeyF10)
	if v.stamped != 3 || w.sh.u.note == "" {
		t.Errorf("%d stamps, note %q", v.stamped, w.sh.u.note)
	}
	w.shot("16-archive-not-stamped")
	w.wants()
}

// Archiving is the site lead's.
func TestArchiveOnlyForTheLead(t *testing.T) {
	w := newWorld(t, "2026-12-28 09:00:00")
	w.enter(w.staff(exam.RoleSupervisor, "P01", 0).Name)
	if slices.Contains(w.sh.screens(), "archive") {
		t.Error("the rail offers the archive to a supervisor")
	}
	w.sh.open("archive", nil)
	if a := w.sh.at.(*archive); a.ready || w.sh.u.note == "" {
		t.Error("a supervisor sees what the archive lacks")
	}
}
