package screen

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/store"
)

// keeping is a home with an exam in each state that retention knows.
type keeping struct {
	view  desk.RetentionView
	calls []string
	err   error // of erase
	held  bool
}

func (k *keeping) Retention() (desk.RetentionView, error) { return k.view, nil }
func (k *keeping) leadOf(string) string                   { return "周明" }
func (k *keeping) hold()                                  { k.held = true }
func (k *keeping) ended()                                 { k.held = false }

func (k *keeping) known(examNo, lead string, pass []byte) error {
	if string(pass) != passphrase {
		return exam.Refuse("wrong-passphrase")
	}
	k.calls = append(k.calls, "known "+examNo+" "+lead)
	return nil
}

func (k *keeping) erase(_ context.Context, examNo, lead string, pass []byte, del desk.Deleting) error {
	del.Progress(1, 2)
	k.calls = append(k.calls, strings.Join([]string{"erase", examNo, lead, string(pass), filepath.Base(del.Archive), del.Reason}, " "))
	if !k.held {
		return errors.New("the window may lock meanwhile")
	}
	return k.err
}

func (k *keeping) finish(_ context.Context, examNo string) error {
	k.calls = append(k.calls, "finish "+examNo)
	return nil
}

// kept shows the retention of such a home to its officer.
func kept(t *testing.T) (*world, *retention, *keeping) {
	t.Helper()
	w, _ := instituted(t)
	sum := strings.Repeat("4f2a9c31", 8)
	archived := &store.CoverArchive{File: "SC-JD-2024-0102.kaowu", SHA256: sum, On: "2024-06-20"}
	row := func(no, state string, x desk.Retained) desk.Retained {
		x.Exam, x.State, x.Organisation, x.From, x.To = no, state, w.sh.office.cover.Organisation, "2024-05-18", "2024-05-19"
		return x
	}
	stone := func(holds bool) *store.Stone {
		return &store.Stone{Holds: holds, SHA256: sum, File: "t.json", Tombstone: store.Tombstone{Archive: sum, Reason: "保管期满", Name: "周明", Written: exam.Time{Time: w.clock.Now()},
			Counts: store.GraveCounts{Candidates: 120, Sessions: 6, Qualified: 72, Certificates: 72, Events: 4213}}}
	}
	ended := exam.Retention{Closed: "2024-05-19", Until: "2026-05-19"}
	k := &keeping{view: desk.RetentionView{Today: "2026-10-12", Complaints: true, Exams: []desk.Retained{
		row("SC-JD-2024-0102", "archived", desk.Retained{Retention: ended, Due: true, Archived: archived}),
		row("SC-JD-2024-0103", "published", desk.Retained{Retention: exam.Retention{Closed: "2024-05-19", Until: "2026-05-19", Open: []int{3, 5}}}),
		row("SC-JD-2025-0200", "archived", desk.Retained{Retention: exam.Retention{Closed: "2025-05-19", Until: "2027-05-19"}, Archived: archived}),
		row("SC-JD-2025-0201", "archived", desk.Retained{Retention: exam.Retention{Closed: "2024-05-19", Until: "2026-11-02", Later: true}, Archived: archived}),
		row("SC-JD-2024-0104", "published", desk.Retained{Retention: ended, Due: true}),
		row("SC-JD-2026-0417", "running", desk.Retained{}),
		row("SC-JD-2023-0008", "deleted", desk.Retained{Retention: ended, Stone: stone(true), Entered: true}),
		row("SC-JD-2023-0009", "deleted", desk.Retained{Retention: ended, Stone: stone(true)}),
		row("SC-JD-2023-0010", "deleted", desk.Retained{Retention: ended, Stone: stone(false)}),
	}}}
	r := newRetention(w.sh.u, k, k)
	w.stand(r)
	return w, r, k
}

// An exam is deleted by keys alone: file, reason, the lead's passphrase, and once more.
func TestRetentionDeletesByKeys(t *testing.T) {
	w, r, k := kept(t)
	w.shows("已到期", "SC-JD-2024-0102.kaowu", "4f2a9c31 4f2a9c31", "9 场考试，到期 2 场")
	w.shot("20-retention")
	file := filepath.Join(t.TempDir(), "a.kaowu")
	check(t, os.WriteFile(file, []byte("x"), 0o600))
	w.key(fyne.KeyF9)
	w.key(fyne.KeyTab, fyne.KeyTab, fyne.KeyTab)
	w.typed(passphrase)
	w.key(fyne.KeyF9)
	w.shows("读不到归档文件") // nothing was chosen
	w.shot("20-retention-form")
	w.key(fyne.KeyTab) // to the file
	w.typed(file)
	w.key(fyne.KeyTab, fyne.KeyTab, fyne.KeyTab)
	w.typed("not-the-passphrase")
	w.key(fyne.KeyF9)
	w.shows("口令不对")
	w.typed(passphrase)
	w.key(fyne.KeyF9)
	w.shows("确定删除这场考试", "删除以后没有了", "留下的", "保管期满", "a.kaowu")
	w.shot("20-retention-sure")
	if want := []string{"known SC-JD-2024-0102 周明"}; !slices.Equal(k.calls, want) {
		t.Fatalf("before the second step: %q", k.calls)
	}
	w.key(fyne.KeyEscape) // thought better of it
	if len(k.calls) != 1 || w.sh.u.f.Layered() {
		t.Fatalf("Esc: %q", k.calls)
	}
	w.key(fyne.KeyF9)
	w.typed(file)
	w.key(fyne.KeyTab, fyne.KeyTab, fyne.KeyTab)
	w.typed(passphrase)
	w.key(fyne.KeyF9, fyne.KeyF9)
	if got := k.calls[len(k.calls)-1]; got != "erase SC-JD-2024-0102 周明 "+passphrase+" a.kaowu 保管期满" {
		t.Errorf("deleted by %q: %s", got, w.sh.u.note)
	}
	if saved := w.sh.u.f.SavedText(); !strings.Contains(saved, "SC-JD-2024-0102 已删除") || k.held {
		t.Errorf("the strip says %q, held %t", saved, k.held)
	}
	k.err = exam.Refuse("archive-behind", "n", 4)
	w.key(fyne.KeyF9)
	w.typed(file)
	w.key(fyne.KeyTab, fyne.KeyTab, fyne.KeyTab)
	w.typed(passphrase)
	w.key(fyne.KeyF9, fyne.KeyF9)
	w.shows("又有 4 条新记录")
	if r.at != 0 || k.held {
		t.Errorf("row %d, held %t", r.at, k.held)
	}
}

// What must be kept is refused with its day or its complaint; what is gone says what
// stayed, and what was cut short is entered.
func TestRetentionRefusesAndFinishes(t *testing.T) {
	w, r, k := kept(t)
	for _, say := range []string{"2 件投诉举报没有答复（第 3 号起）", "保管到 2027-05-19", "保管到 2026-11-02", "没有归档", "还有场次没有结束"} {
		w.key(fyne.KeyDown, fyne.KeyF9)
		if w.sh.u.f.Layered() {
			t.Fatalf("%s: a form opens", r.row().Exam)
		}
		w.shows(say)
	}
	w.shot("20-retention-refused")
	w.key(fyne.KeyDown)
	w.shows("120", "签名的删除凭证")
	if bound(r.keys(), "F9") {
		t.Error("F9 is bound where nothing is left to do")
	}
	w.shot("20-retention-deleted")
	w.tap("SC-JD-2023-0009")
	w.tap("登记删除")
	if want := []string{"finish SC-JD-2023-0009"}; !slices.Equal(k.calls, want) {
		t.Errorf("called %q, want %q", k.calls, want)
	}
	w.key(fyne.KeyDown)
	w.shows("凭证不符")
	if bound(r.keys(), "F9") {
		t.Error("F9 acts on a tombstone that does not hold")
	}
}

// The window's own eraser with a real book: the exam that stands open behind the office
// is used as it is and stays open; when it is gone, the way back is the first page.
func TestRetentionOfTheOpenExam(t *testing.T) {
	w, _ := instituted(t)
	site, examNo := w.sh.site, w.plan.Header.Exam
	w.alt("4")
	r, ok := w.sh.at.(*retention)
	if !ok || len(r.view.Exams) != 1 || r.row().Exam != examNo || r.row().Closed != "" {
		t.Fatalf("at %T: %s", w.sh.at, w.sh.u.note)
	}
	w.key(fyne.KeyF9)
	w.shows("还有场次没有结束")
	e, lead := w.sh.eraser(), w.lead.Staff().Name
	if e.leadOf(examNo) != lead {
		t.Errorf("the lead is %q", e.leadOf(examNo))
	}
	refused := func(code string, err error) {
		t.Helper()
		if !errors.Is(err, exam.Refuse(code)) {
			t.Errorf("%v, want %s", err, code)
		}
	}
	check(t, e.known(examNo, lead, []byte(passphrase)))
	refused("screen-not-lead", e.known(examNo, w.staff(exam.RoleSupervisor, "P01", 0).Name, []byte(passphrase)))
	refused("exam-not-closed", e.erase(t.Context(), examNo, lead, []byte(passphrase), desk.Deleting{Archive: "x", Reason: "期满"}))
	refused("no-tombstone", e.finish(t.Context(), examNo))
	if e.gone || site.Size() == 0 {
		t.Error("a refusal puts the exam away")
	}
	e.hold()
	w.key(fyne.KeyF12)
	if w.sh.office.officer == nil {
		t.Error("the office locks while an exam is being deleted")
	}
	e.gone = true
	e.ended()
	t.Cleanup(func() { w.sh.site = site })
	w.key(fyne.KeyF12, fyne.KeyF6)
	if w.sh.at.name() != "empty" || w.sh.site != nil {
		t.Errorf("back at %s", w.sh.at.name())
	}
}

// In each setting of a laptop no text is cut, covered or over other text.
func TestLooksOfRetention(t *testing.T) {
	w, r, _ := kept(t)
	row := func(i int) func() { return func() { w.stand(r); r.move(i - r.at) } }
	file := desk.Deleting{Archive: "/media/usb/SC-JD-2024-0102.kaowu", Reason: "保管期满，办公室批准销毁"}
	w.inEach("retention", []busyState{{"due", row(0)}, {"complaint", row(1)}, {"kept", row(2)}, {"open", row(5)}, {"deleted", row(6)}, {"unentered", row(7)}, {"broken", row(8)},
		{"form", func() { row(0)(); r.ask() }}, {"sure", func() { row(0)(); r.sure(*r.row(), "周明", nil, file) }}, {"help", func() { row(0)(); w.sh.help() }}})
}
