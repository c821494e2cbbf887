package screen

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"kaowu/app/cli/drill"
	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/sheet"
)

// demoFilings reads filing workbooks as the command line does.
type demoFilings struct{ t *testing.T }

func (d demoFilings) CheckFiling(ctx context.Context, file string) (desk.FilingLoading, error) {
	p, err := ready()
	check(d.t, err)
	f, err := sheet.ReadFiling(ctx, file, sheet.PlanConfig{Policy: p.policy})
	if err != nil {
		return desk.FilingLoading{}, err
	}
	raw, err := f.WorkbookBytes(file)
	return desk.FilingLoading{Filing: f.Filing, Problems: f.Problems, Source: f.SHA256, Workbook: raw, Materials: f.Material}, err
}

func (d demoFilings) MarkFiling(ctx context.Context, file, out string, problems []exam.Problem) error {
	return sheet.MarkFiling(ctx, file, out, problems, zhWords(d.t))
}

func (d demoFilings) FilingTemplate(out string) error {
	return sheet.WriteFilingTemplate(out, zhWords(d.t))
}

// filingBook writes a filing workbook of the demo plan's body with its materials, as
// change leaves it, and gives its path.
func (w *world) filingBook(change func(f *exam.Filing)) string {
	w.t.Helper()
	dir := w.t.TempDir()
	p, err := ready()
	check(w.t, err)
	f, err := drill.FilingOf(p.plan.Plan, p.policy.MinAssessors)
	check(w.t, err)
	check(w.t, os.MkdirAll(filepath.Join(dir, "材料"), 0o700))
	for _, m := range f.Materials {
		check(w.t, os.WriteFile(filepath.Join(dir, filepath.FromSlash(m.Path)), []byte(m.Name), 0o600))
	}
	if change != nil {
		change(&f)
	}
	name := filepath.Join(dir, "filing.xlsx")
	check(w.t, sheet.WriteFiling(name, f, zhWords(w.t)))
	return name
}

// instituted is a world whose home has the institution's book, with its officer signed
// in at the office by keys, on Monday 12 October 2026.
func instituted(t *testing.T) (*world, *filing) {
	t.Helper()
	w := newWorld(t, "2026-10-12 09:00:00")
	w.sh.opt.Filings = demoFilings{t}
	w.key(fyne.KeyF6)
	f := w.sh.at.(*filing)
	f.check(w.filingBook(nil))
	for i, x := range f.load.Problems {
		if x.Severity == exam.SeverityError {
			t.Fatalf("the workbook has %s in %s row %d", x.Code, x.Sheet, x.Row)
		}
		f.accepted[i] = "演练"
	}
	f.draw()
	w.key(fyne.KeyF9)
	w.typed(passphrase)
	w.key(fyne.KeyTab)
	w.typed(passphrase)
	w.key(fyne.KeyF9)
	w.recovery()
	if w.sh.office == nil || w.sh.office.officer == nil {
		t.Fatalf("no officer is signed in: %s", w.says())
	}
	t.Cleanup(func() {
		if o := w.sh.office; o != nil && o.inst != nil {
			check(t, o.inst.Close())
		}
	})
	return w, w.sh.at.(*filing)
}

// recovery types the end of the recovery key that is shown.
func (w *world) recovery() {
	w.t.Helper()
	var key strings.Builder
	for _, l := range strings.Split(w.says(), "\n") {
		parts := strings.Fields(l)
		all := len(parts) > 1
		for _, p := range parts {
			all = all && len(p) <= 8 && strings.Trim(p, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == ""
		}
		if all {
			key.WriteString(strings.Join(parts, ""))
		}
	}
	k := key.String()
	if len(k) < recoveryTail {
		w.t.Fatalf("no recovery key is shown:\n%s", w.says())
	}
	w.typed(k[len(k)-recoveryTail:])
	w.key(fyne.KeyReturn)
}

// A filing from the workbook to the office's reply, by keys.
func TestFilingByKeys(t *testing.T) {
	w, f := instituted(t)
	w.shot("17-filing-drafted")
	if f.state.Stage != desk.StageDrafted || w.sh.u.f.Bars().Role != "备案负责人" {
		t.Fatalf("stage %s", f.state.Stage)
	}
	w.key(fyne.KeyF9) // confirm
	w.key(fyne.KeyF9) // notice: five working days after Monday the 12th is Monday the 19th
	if f.state.Stage != desk.StageNoticed || f.state.Until != "2026-10-19" {
		t.Fatalf("stage %s until %s: %s", f.state.Stage, f.state.Until, w.sh.u.note)
	}
	w.key(fyne.KeyF3)
	w.key(fyne.KeyTab)
	w.typed("电话")
	w.key(fyne.KeyTab)
	w.typed("询问焊接场地是否够用")
	w.shot("17-filing-object")
	w.key(fyne.KeyF9)
	w.shot("17-filing-objection")
	w.key(fyne.KeyF9)
	w.shows("2026-10-19") // publishing is refused while the notice runs
	w.key(fyne.KeyF4)
	w.key(fyne.KeyF9)
	w.shows("还没有选异议是否成立")
	w.typed("1")
	w.key(fyne.KeyTab)
	w.typed("现场核实，考位与申请表一致")
	w.key(fyne.KeyF9)
	if b := f.state.Objections[0]; b.Answer == nil || b.Answer.Upheld || b.Channel != "电话" || b.From != "" {
		t.Fatalf("answered %+v", b)
	}
	w.clock.set("2026-10-20 09:00:00")
	w.key(fyne.KeyF9)
	if f.state.Stage != desk.StagePublished {
		t.Fatalf("stage %s: %s", f.state.Stage, w.sh.u.note)
	}
	scan := filepath.Join(t.TempDir(), "reply.pdf")
	check(t, os.WriteFile(scan, []byte("scan"), 0o600))
	w.key(fyne.KeyF9)
	w.key(fyne.KeyTab)
	w.typed("２０２６-11-01")
	w.key(fyne.KeyTab)
	w.typed("2026-10-31")
	w.key(fyne.KeyTab, fyne.KeyTab, fyne.KeyF5)
	w.given(scan)
	w.shot("17-filing-reply")
	w.key(fyne.KeyF9)
	w.shows("有效期") // it ends before it begins
	w.key(fyne.KeyUp, fyne.KeyUp)
	w.retype("2029-10-31")
	w.key(fyne.KeyF9)
	w.shot("17-filing-replied")
	r := f.state.Reply
	if r == nil || r.From != "2026-11-01" || r.Until != "2029-10-31" || r.File == "" || len(r.Scopes) != len(f.state.Filing.Scopes) {
		t.Fatalf("reply %+v: %s", r, w.says())
	}
	w.key(fyne.KeyF7)
	w.shot("17-filing-form")
	w.key(fyne.KeyF7)
	if len(w.shown) != 1 {
		t.Errorf("opened %v", w.shown)
	}
}

// Lock, the same officer again at the same place, a wrong passphrase, and back to the
// exam, whose book was open all the time.
func TestOfficeLocksAndLeaves(t *testing.T) {
	w, f := instituted(t)
	real, officer := w.sh.site, w.sh.office.officer
	w.key(fyne.KeyTab, fyne.KeyTab, fyne.KeyF12)
	w.shot("17-office-locked")
	w.shows("备案已起草", "备案负责人")
	w.key(fyne.KeyReturn)
	w.typed("wrong-passphrase")
	w.key(fyne.KeyReturn)
	w.shows("口令不对")
	w.typed(passphrase)
	w.key(fyne.KeyReturn)
	if w.sh.at != screen(f) || f.area != filingVersions || w.sh.office.officer != officer {
		t.Fatal("not back at the same place")
	}
	w.clock.pass(6 * 60 * 1e9)
	w.sh.tick()
	if w.sh.in() {
		t.Fatal("idle, and not locked")
	}
	w.key(fyne.KeyF6)
	if w.sh.office != nil || w.sh.site != real {
		t.Fatal("not back at the exam")
	}
	w.enter(w.lead.Staff().Name)
	w.key(fyne.KeyF12)
	w.tap("机构：备案、台账")
	if _, ok := w.sh.at.(*signin); !ok || w.sh.office == nil {
		t.Fatalf("at %T", w.sh.at)
	}
	w.key(fyne.KeyReturn)
	w.typed(passphrase)
	w.key(fyne.KeyReturn)
	if g, ok := w.sh.at.(*filing); !ok || g.state.Stage != desk.StageDrafted {
		t.Fatalf("at %T", w.sh.at)
	}
}

// What is wrong with a workbook is listed; a warning is accepted with a reason, the copy
// is marked, and a second version says why.
func TestFilingProblems(t *testing.T) {
	w, f := instituted(t)
	bad := w.filingBook(func(x *exam.Filing) { x.Head.CreditCode = "91510000MA6KW00000"; x.Head.Phone = "" })
	f.check(bad)
	w.shot("17-filing-problems")
	if f.errors() == 0 || bound(f.keys(), "F9") {
		t.Fatalf("%d errors", f.errors())
	}
	w.key(fyne.KeyF6)
	if _, err := os.Stat(strings.TrimSuffix(bad, ".xlsx") + "-标注.xlsx"); err != nil {
		t.Error(err)
	}
	w.key(fyne.KeyEscape)
	if f.file != "" {
		t.Error("Esc does not put the workbook away")
	}
	f.check(w.filingBook(func(x *exam.Filing) { x.Head.Employees = "3300" }))
	for i := range f.load.Problems {
		f.accepted[i] = "演练"
	}
	f.draw()
	w.shot("17-filing-good")
	w.key(fyne.KeyF9)
	w.key(fyne.KeyF9) // no reason, no version
	w.typed("职工人数有变")
	w.key(fyne.KeyF9)
	if n := len(f.state.Versions); n != 2 || f.state.Versions[1].Reason != "职工人数有变" || f.state.Filing.Head.Employees != "3300" || f.file != "" {
		t.Fatalf("%d versions: %s", n, w.sh.u.note)
	}
}

// In each setting of a laptop no text is cut, covered or over other text.
func TestLooksOfFiling(t *testing.T) {
	w, f := instituted(t)
	o := f.o
	check(t, o.ConfirmFiling(t.Context()))
	_, err := o.NoticeFiling(t.Context())
	check(t, err)
	_, err = o.NoteObjection(t.Context(), exam.Objection{Channel: "电话", Text: "询问焊接场地是否够用"})
	check(t, err)
	f.show()
	bad := w.filingBook(func(x *exam.Filing) { x.Head.CreditCode = "91510000MA6KW00000"; x.Head.Phone = "" })
	area := func(i int) func() { return func() { f.close(); w.stand(f); f.setArea(i) } }
	empty := newFiling(w.sh.u, f.d, nil)
	w.inEach("filing", []busyState{
		{"materials", area(filingMaterials)}, {"objections", area(filingObjections)}, {"versions", area(filingVersions)}, {"scope", area(filingGranted)},
		{"object", func() { area(0)(); w.key(fyne.KeyF3) }}, {"answer", func() { area(filingObjections)(); w.key(fyne.KeyF4) }}, {"reply", func() { area(0)(); f.reply() }},
		{"problems", func() { w.stand(f); f.check(bad) }}, {"empty", func() { w.stand(empty) }},
	})
}
