package screen

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/xuri/excelize/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
	"kaowu/assets"
)

// workbook is a plan on disk that a test edits as an office would.
type workbook struct {
	t    *testing.T
	file string
}

// newWorkbook is the demo plan in a folder of its own.
func newWorkbook(t *testing.T) *workbook {
	t.Helper()
	b := &workbook{t, filepath.Join(t.TempDir(), "plan.xlsx")}
	check(t, os.WriteFile(b.file, assets.DemoPlan(), 0o600))
	return b
}

// set writes one cell of a sheet.
func (b *workbook) set(sheet, column string, row int, value string) {
	b.t.Helper()
	b.edit(sheet, column, row, func(string) string { return value })
}

// edit changes one cell and saves; it gives what the cell held.
func (b *workbook) edit(sheet, column string, row int, change func(string) string) (before string) {
	b.t.Helper()
	f, err := excelize.OpenFile(b.file)
	check(b.t, err)
	defer f.Close()
	rows, err := f.GetRows(sheet)
	check(b.t, err)
	for i, head := range rows[0] {
		if head == column {
			cell, err := excelize.CoordinatesToCellName(i+1, row)
			check(b.t, err)
			before, err = f.GetCellValue(sheet, cell)
			check(b.t, err)
			check(b.t, f.SetCellStr(sheet, cell, change(before)))
			check(b.t, f.Save())
			return before
		}
	}
	b.t.Fatalf("%s has no column %s", sheet, column)
	return ""
}

// wrongCheck is an ID number with another check character than its own.
func wrongCheck(id string) string {
	last := "1"
	if strings.HasSuffix(id, "1") {
		last = "2"
	}
	return id[:17] + last
}

// planWorld is the lead on the plan screen before the exam has begun, with a workbook
// that has one error: the ID number of row 13.
func planWorld(t *testing.T) (w *world, p *plan, b *workbook, right string) {
	w = newWorld(t, "2026-11-24 10:18:00")
	w.enter(w.lead.Staff().Name)
	w.sh.open("plan", nil)
	p = w.sh.at.(*plan)
	b = newWorkbook(t)
	right = b.edit(exam.SheetRoster, exam.ColIDNumber, 13, wrongCheck)
	return w, p, b, right
}

// The side shows the row of the workbook between its neighbours, the cell with its
// mark, and of each ID number the last four characters.
func TestPlanShowsTheWorkbook(t *testing.T) {
	w, p, b, right := planWorld(t)
	p.check(b.file)
	w.shot("09-plan-problems")
	says := w.says()
	for _, want := range []string{"不能装入", "考生名册 第 13 行「证件号码」", "工作簿里的样子", w.plan.Candidates[10].Name, w.plan.Candidates[11].Name, w.plan.Candidates[12].Name,
		"尾号 " + wrongCheck(right)[14:], "尾号 " + tail(w.plan.Candidates[10].IDNumber), "看全号会留下记录"} {
		if !strings.Contains(says, want) {
			t.Errorf("%q is not shown", want)
		}
	}
	for _, c := range w.plan.Candidates[:20] {
		if strings.Contains(says, c.IDNumber) {
			t.Error("an ID number is shown whole")
		}
	}
	w.key(fyne.KeyReturn)
	w.shot("09-plan-enlarged")
	if !w.sh.u.f.Layered() || strings.Contains(w.says(), wrongCheck(right)) {
		t.Error("Enter does not enlarge the rows, or shows the number whole")
	}
	w.key(fyne.KeyEscape)
	if w.sh.u.f.Layered() {
		t.Error("Esc does not close")
	}
}

// 看全号: recorded before it is shown, for 20 s, also under a dialog; gone with the row.
func TestPlanShowsAWholeID(t *testing.T) {
	w, p, b, right := planWorld(t)
	wrong := wrongCheck(right)
	p.check(b.file)
	w.take()
	w.sh.u.f.Press("Ctrl+I")
	w.wants(exam.IDShown)
	if !strings.Contains(w.says(), wrong) {
		t.Fatal("the number is not shown as the workbook has it")
	}
	w.shot("09-plan-whole-id")
	w.key(fyne.KeyF1) // a dialog lies over it
	w.clock.pass(19 * time.Second)
	w.sh.tick()
	if !strings.Contains(w.says(), wrong) {
		t.Error("hidden before 20 s")
	}
	w.clock.pass(2 * time.Second)
	w.sh.tick()
	if strings.Contains(w.says(), wrong) || !w.sh.u.f.Layered() {
		t.Error("still shown after 20 s under a dialog, or the dialog went")
	}
	w.key(fyne.KeyEscape)
	w.tap("看全号")
	w.wants(exam.IDShown)
	if !strings.Contains(w.says(), wrong) {
		t.Error("a tap does not show it again")
	}
	w.key(fyne.KeyTab)
	if strings.Contains(w.says(), wrong) {
		t.Error("shown though another list is open")
	}
	// Locked within the 20 s, it is hidden when the person is back.
	w.key(fyne.KeyTab, fyne.KeyTab)
	w.sh.u.f.Press("Ctrl+I")
	w.wants(exam.IDShown)
	w.sh.lock()
	w.enter(w.lead.Staff().Name)
	if strings.Contains(w.says(), wrong) {
		t.Error("shown again after the lock")
	}
}

// What no loaded plan has cannot be recorded, so it is not shown.
func TestPlanRefusesAnUnknownID(t *testing.T) {
	w, p, b, right := planWorld(t)
	b.set(exam.SheetRoster, exam.ColExamNo, 13, "2026619999")
	p.check(b.file)
	w.take()
	w.sh.u.f.Press("Ctrl+I")
	w.wants()
	if says := w.says(); strings.Contains(says, wrongCheck(right)) || !strings.Contains(says, "还没有装入") {
		t.Errorf("note %q", w.sh.u.note)
	}
	// Where there is no exam at all there is no button, and the side says why.
	q := newPlan(w.sh.u, demoPlanner{t}, nil, exam.Roster{})
	w.sh.at = q
	q.check(b.file)
	w.shot("09-plan-no-exam")
	if says := w.says(); strings.Contains(says, "看全号　") || w.sh.u.f.Press("Ctrl+I") || !strings.Contains(says, "留不下记录") {
		t.Error("without an exam the number can be shown, or nobody says why not")
	}
}

// From an error to a loaded plan: mended in the workbook, checked again, a warning
// accepted with a reason, loaded.
func TestPlanByKeys(t *testing.T) {
	w, p, b, right := planWorld(t)
	b.set(exam.SheetRoster, exam.ColName, 14, "王㐂") // no character of the font: a warning
	p.d = glyphless{demoPlanner{t}}
	p.check(b.file)
	w.take()
	if p.count(exam.SeverityError) != 1 || p.count(exam.SeverityWarning) != 1 {
		t.Fatalf("%d errors, %d warnings", p.count(exam.SeverityError), p.count(exam.SeverityWarning))
	}
	w.key(fyne.KeyF9)
	w.wants()
	w.key(fyne.KeyF4) // an error cannot be accepted
	if w.sh.u.f.Layered() {
		t.Fatal("an error can be accepted")
	}
	w.key(fyne.KeyDown, fyne.KeyF4)
	w.key(fyne.KeyF9) // without a reason nothing happens
	if !w.sh.u.f.Layered() {
		t.Fatal("accepted without a reason")
	}
	w.typed("字库没有，手写补上")
	w.key(fyne.KeyF9)
	if len(p.accepted) != 1 || p.ready() {
		t.Fatalf("accepted %v, ready %v", p.accepted, p.ready())
	}
	w.shot("09-plan-accepted")

	b.set(exam.SheetRoster, exam.ColIDNumber, 13, right)
	w.key(fyne.KeyF5)
	if p.count(exam.SeverityError) != 0 || len(p.accepted) != 1 || !p.ready() {
		t.Fatalf("checked again: %d errors, accepted %v", p.count(exam.SeverityError), p.accepted)
	}
	w.shot("09-plan-ready")
	before := w.sh.site.Size()
	w.key(fyne.KeyF9)
	roster, err := w.sh.site.Roster()
	check(t, err)
	if len(roster.Accepted) != 1 || roster.Accepted[0].Reason != "字库没有，手写补上" || roster.Plan.Candidates[12].Name == w.plan.Candidates[12].Name {
		t.Errorf("loaded: accepted %+v", roster.Accepted)
	}
	if w.sh.site.Size() <= before || p.checked != nil || !strings.Contains(w.sh.u.f.SavedText(), "考生 120 人") {
		t.Errorf("after loading: %q", w.sh.u.f.SavedText())
	}
	w.shot("09-plan-loaded")
}

// glyphless finds one character that the font lacks.
type glyphless struct{ demoPlanner }

func (g glyphless) Check(ctx context.Context, file string, progress func(done, total int)) (desk.Loading, error) {
	return g.check(ctx, file, progress, func(r rune) bool { return r != '㐂' })
}

// F6 saves the marked copy beside the workbook, and an empty one before any is chosen.
func TestPlanSavesWorkbooks(t *testing.T) {
	w, p, b, _ := planWorld(t)
	w.shot("09-plan-empty")
	t.Setenv("HOME", t.TempDir())
	w.key(fyne.KeyF6)
	w.shot("09-plan-template")
	w.key(fyne.KeyTab)
	empty := filepath.Join(t.TempDir(), "空白.xlsx")
	w.retype(empty)
	w.key(fyne.KeyF9)
	l, err := demoPlanner{t}.Check(t.Context(), empty, func(int, int) {})
	check(t, err)
	if len(l.Plan.Candidates) != 0 || len(l.Problems) == 0 {
		t.Errorf("the empty workbook has %d candidates", len(l.Plan.Candidates))
	}
	w.key(fyne.KeyReturn)
	w.key(fyne.KeyTab)
	w.retype(b.file)
	w.key(fyne.KeyReturn)
	if p.checked == nil || p.checked.file != b.file {
		t.Fatal("Enter and a path do not choose a workbook")
	}
	w.key(fyne.KeyF6)
	marked, err := excelize.OpenFile(strings.TrimSuffix(b.file, ".xlsx") + "-标注.xlsx")
	check(t, err)
	defer marked.Close()
	rows, err := marked.GetRows(exam.SheetRoster)
	check(t, err)
	if last := rows[12][len(rows[12])-1]; !strings.Contains(last, "校验码") {
		t.Errorf("row 13 of the marked workbook ends with %q", last)
	}
	if !strings.Contains(w.sh.u.f.SavedText(), "plan-标注.xlsx") {
		t.Errorf("said %q", w.sh.u.f.SavedText())
	}
}

// Arrows, filters and taps move over the list; each row's side is its own.
func TestPlanMoves(t *testing.T) {
	w, p, b, _ := planWorld(t)
	b.set(exam.SheetRoster, exam.ColName, 14, "王㐂")
	b.set(exam.SheetStaff, exam.ColRole, 3, "")
	p.d = glyphless{demoPlanner{t}}
	p.check(b.file)
	all := len(p.rows)
	for range all + 2 {
		w.key(fyne.KeyDown)
	}
	if p.at != all-1 {
		t.Errorf("down ends at %d of %d", p.at, all)
	}
	w.shot("09-plan-warning")
	w.key(fyne.KeyPageUp)
	if p.at != 0 {
		t.Errorf("PgUp ends at %d", p.at)
	}
	w.key(fyne.KeyTab)
	if len(p.rows) != p.count(exam.SeverityError) || p.rows[0] != 0 {
		t.Errorf("errors: %d rows", len(p.rows))
	}
	w.tap("警告 1")
	if x, _, ok := p.problem(); !ok || x.Severity != exam.SeverityWarning {
		t.Errorf("warnings: %+v", x)
	}
	w.tap("接受…")
	if !w.sh.u.f.Layered() {
		t.Error("a tap does not accept")
	}
}

// held is a runner that keeps the work until the test lets it go, as a slow disk does.
type held struct{ work []func() }

func (h *held) run(work func()) { h.work = append(h.work, work) }

func (h *held) finish() {
	for len(h.work) > 0 {
		w := h.work[0]
		h.work = h.work[1:]
		w()
	}
}

// slowPlanner counts to 10,000 and stops in the middle, where a test looks.
type slowPlanner struct {
	demoPlanner
	half func()
}

func (s slowPlanner) Check(ctx context.Context, file string, progress func(done, total int)) (desk.Loading, error) {
	progress(2500, 10000)
	s.half()
	if ctx.Err() != nil {
		return desk.Loading{}, context.Cause(ctx)
	}
	return s.demoPlanner.Check(ctx, file, func(int, int) {})
}

// Checking many rows shows what is done and how long it will take; Esc leaves the
// screen as it was. Nothing else can be begun meanwhile.
func TestPlanCheckCancelled(t *testing.T) {
	w, p, b, _ := planWorld(t)
	h := &held{}
	w.sh.u.run = h.run
	p.d = slowPlanner{demoPlanner{t}, func() {
		says := w.says()
		for _, want := range []string{"2,500 / 10,000", "还要约 2 分钟", "取消"} {
			if !strings.Contains(says, want) {
				t.Errorf("%q is not shown in\n%s", want, says)
			}
		}
		w.shot("09-plan-checking")
		w.key(fyne.KeyReturn, fyne.KeyF6)
		if w.sh.u.f.Layered() {
			t.Error("something else can be begun")
		}
		w.key(fyne.KeyEscape)
	}}
	p.check(b.file)
	w.clock.pass(30 * time.Second) // a quarter in 30 s: 90 s to go
	h.finish()
	if p.checked != nil || p.job != nil || !strings.Contains(w.says(), "检查已取消") {
		t.Errorf("checked %v, note %q", p.checked != nil, w.sh.u.note)
	}
	// The work that ends while another screen is open does not draw over it.
	p.d = demoPlanner{t}
	p.check(b.file)
	w.sh.open("day", nil)
	h.finish()
	if w.sh.at.name() != "day" || strings.Contains(w.says(), "不能装入") {
		t.Error("the answer is drawn over another screen")
	}
}

// A load that is cancelled leaves the plan before in effect, and can be run again.
func TestPlanLoadCancelled(t *testing.T) {
	w, p, b, right := planWorld(t)
	b.set(exam.SheetRoster, exam.ColIDNumber, 13, right)
	b.set(exam.SheetRoster, exam.ColName, 2, "改名")
	p.check(b.file)
	h := &held{}
	w.sh.u.run = h.run
	w.key(fyne.KeyF9)
	w.shot("09-plan-loading")
	w.tap("取消")
	h.finish()
	roster, err := w.sh.site.Roster()
	check(t, err)
	if roster.Plan.Candidates[0].Name != w.plan.Candidates[0].Name || !strings.Contains(w.says(), "装入已取消") || !p.ready() {
		t.Errorf("first candidate %s, note %q", roster.Plan.Candidates[0].Name, w.sh.u.note)
	}
	w.key(fyne.KeyF9)
	h.finish()
	if roster, err = w.sh.site.Roster(); err != nil || roster.Plan.Candidates[0].Name != "改名" {
		t.Errorf("loaded again: %v", err)
	}
}

// The office has the plan: a change asks why, once, and becomes a version of its own.
func TestPlanChangedAfterFiling(t *testing.T) {
	w, p, b, right := planWorld(t)
	_, err := w.lead.FilePlan(t.Context(), w.province())
	check(t, err)
	b.set(exam.SheetRoster, exam.ColIDNumber, 13, right)
	b.set(exam.SheetRoster, exam.ColName, 2, "改名")
	p.check(b.file)
	w.take()
	w.key(fyne.KeyF9)
	if !w.sh.u.f.Layered() {
		t.Fatalf("nobody asks why: %s", w.sh.u.note)
	}
	w.shot("09-plan-why")
	w.key(fyne.KeyF9) // without a word
	if !w.sh.u.f.Layered() {
		t.Fatal("a change goes in without a reason")
	}
	w.typed("姓名写错")
	w.key(fyne.KeyF9)
	versions, err := w.lead.PlanVersions()
	check(t, err)
	last := versions[len(versions)-1]
	if len(versions) != 2 || last.Reason != "姓名写错" || len(last.Changes) == 0 || w.sh.u.f.Layered() {
		t.Errorf("versions %+v, note %q", versions, w.sh.u.note)
	}
}

// What is a person's number is hidden wherever it stands.
func TestPersonalCells(t *testing.T) {
	for _, tt := range []struct {
		column, cell string
		want         bool
	}{
		{exam.ColIDNumber, "51000019900307009X", true},
		{exam.ColIDNumber, "5100001990030700", true}, // two characters lost: still somebody's
		{exam.ColIDNumber, "５１００００ 19900307 009x", true},
		{exam.ColName, "51000019900307009X", true}, // in a wrong column
		{exam.ColContent, "13800138000", true},
		{exam.ColPhone, "028-85551234", true},
		{exam.ColIDNumber, "", false},
		{exam.ColExamNo, "2026610012", false},
		{exam.ColDate, "2026-12-19 09:00", false},
		{exam.ColContent, "91510100MA6CU0000X", false}, // credit code 统一社会信用代码
		{exam.ColCertificate, "S000051000001263000031", false},
	} {
		if got := personal(tt.column, tt.cell); got != tt.want {
			t.Errorf("%s %q: %v", tt.column, tt.cell, got)
		}
	}
}

// retype replaces what the field of a dialog holds.
func (w *world) retype(s string) {
	w.t.Helper()
	f, ok := w.win.Canvas().Focused().(*kit.Field)
	if !ok {
		w.t.Fatalf("the keyboard is in %T", w.win.Canvas().Focused())
	}
	f.Set("", false)
	w.typed(s)
}
