package screen

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// fakeRegister is a desk with a register of four certificates and a gap.
type fakeRegister struct {
	view     desk.CertificatesView
	calls    []string
	problems []exam.Problem
	err      error
	during   func() // while certificates are printed
}

func (f *fakeRegister) call(parts ...string) error {
	f.calls = append(f.calls, strings.Join(parts, " "))
	return f.err
}

func (f *fakeRegister) Certificates() (desk.CertificatesView, error)  { return f.view, nil }
func (f *fakeRegister) GiveCertificates(context.Context) (int, error) { return 3, f.call("give") }
func (f *fakeRegister) TakeCertificates(_ context.Context, path string) (int, []exam.Problem, error) {
	return 2, f.problems, f.call("take", filepath.Base(path))
}
func (f *fakeRegister) WithdrawCertificate(_ context.Context, n, why string) error {
	return f.call("withdraw", n, why)
}
func (f *fakeRegister) ReissueCertificate(_ context.Context, n, why string) error {
	return f.call("reissue", n, why)
}
func (f *fakeRegister) SkipNumbers(_ context.Context, l exam.Level, to int, why string) error {
	return f.call("skip", l.Word(), count(to), why)
}
func (f *fakeRegister) PrintCertificates(ctx context.Context, job desk.CertificateJob, emit func(desk.Printed) error, progress func(done, total int)) error {
	if err := f.call("print", strings.Join(job.Numbers, ","), count(job.PerFile)); err != nil {
		return err
	}
	if f.during != nil {
		f.during()
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if progress != nil {
		progress(1, 3)
	}
	return errors.Join(emit(desk.Printed{Name: "one", PDF: []byte("1")}), emit(desk.Printed{Name: "two", PDF: []byte("2")}))
}
func (f *fakeRegister) RegisterBook() (desk.Workbook, error) {
	return desk.Workbook{Data: []byte("book")}, f.call("book")
}

const aNumber = "Y00005100012326300000"

// register shows the register over three certificates and a gap.
func register(t *testing.T, own bool) (*world, *certificates, *fakeRegister) {
	w := newWorld(t, "2026-12-30 10:11:37")
	w.enter(w.lead.Staff().Name)
	f := &fakeRegister{}
	at := exam.At(time.Date(2026, 12, 30, 9, 0, 0, 0, time.UTC))
	for i, state := range []string{desk.CertificateIssued, desk.CertificateReissued, desk.CertificateWithdrawn, desk.CertificateIssued} {
		r := desk.CertificateRow{Certificate: exam.Certificate{Number: aNumber + string(rune('1'+i)), Issued: "2026-12-30"}, Candidate: w.plan.Candidates[i], Subject: w.plan.Subjects[0], State: state, Doubt: i == 3}
		switch state {
		case desk.CertificateReissued:
			r.Register.Reissued = []exam.ReissuedBy{{Reissue: exam.Reissue{Date: "2026-12-30", Reason: "遗失，已登报声明"}, No: 1, By: w.lead.Staff().ID, When: at}}
		case desk.CertificateWithdrawn:
			r.Register.Withdrawn = &exam.WithdrawnBy{Withdrawal: exam.Withdrawal{Reason: "材料不实"}, By: w.lead.Staff().ID, When: at}
		}
		f.view.Rows = append(f.view.Rows, r)
	}
	f.view.Missing = 3
	f.view.Gaps = []desk.NumberGap{{NumberSpan: exam.NumberSpan{Series: "Y000051000123263", From: 5, To: 40, Skipped: true}, Reason: "纸质台账已用", By: w.lead.Staff().ID}}
	c := newCertificates(w.sh.u, f, w.lead.Staff(), own, func(exam.StaffID) string { return w.lead.Staff().Name })
	w.stand(c)
	return w, c, f
}

func (f *fakeRegister) did(t *testing.T, want ...string) {
	t.Helper()
	if got := strings.Join(f.calls, "; "); got != strings.Join(want, "; ") {
		t.Errorf("did %q, want %q", got, strings.Join(want, "; "))
	}
	f.calls = nil
}

// The list, its filters and finding, by keys and by tap.
func TestCertificatesList(t *testing.T) {
	w, c, f := register(t, true)
	w.shot("16-certificates")
	if len(c.rows) != 5 {
		t.Fatalf("%d rows, want four certificates and a gap", len(c.rows))
	}
	w.key(fyne.KeyDown, fyne.KeyDown)
	w.shot("16-certificates-withdrawn")
	w.shows("材料不实", "已作废")
	w.key(fyne.KeyDown, fyne.KeyDown)
	w.shot("16-certificates-gap")
	w.shows("Y000051000123263000005–000040", "纸质台账已用")
	w.key(fyne.KeyTab, fyne.KeyTab)
	if len(c.rows) != 1 || c.row().State != desk.CertificateReissued {
		t.Errorf("reissued: %d rows", len(c.rows))
	}
	w.tap("空号 1")
	if len(c.rows) != 1 || c.gap() == nil {
		t.Errorf("gaps: %d rows", len(c.rows))
	}
	c.setFilter(everyCertificate)
	w.sh.u.f.Press("Ctrl+F")
	w.typed("000003")
	if len(c.rows) != 1 || c.row().Number != aNumber+"3" {
		t.Errorf("found %d rows", len(c.rows))
	}
	w.key(fyne.KeyReturn, fyne.KeyEscape)
	if len(c.rows) != 5 {
		t.Errorf("Esc shows %d rows", len(c.rows))
	}
	f.did(t)
}

// A reissue and a withdrawal take two steps, and the first stores nothing.
func TestCertificateChangesInTwoSteps(t *testing.T) {
	w, _, f := register(t, true)
	w.key(fyne.KeyF4)
	w.typed("2")
	w.key(fyne.KeyF9) // without a reason nothing goes on
	w.typed("材料不实")
	w.shot("16-certificates-reason")
	w.key(fyne.KeyF9)
	f.did(t)
	w.shot("16-certificates-sure")
	w.key(fyne.KeyEscape)
	if f.did(t); w.sh.u.f.Layered() {
		t.Fatal("Esc does not leave the second step")
	}
	w.tap("补发、作废")
	w.tap("补发")
	w.typed("污损")
	w.key(fyne.KeyF9)
	f.err = exam.Refuse("contest")
	w.tap("确定补发")
	w.shows("竞赛")
	f.err = nil
	w.key(fyne.KeyF9)
	f.did(t, "reissue "+aNumber+"1 污损", "reissue "+aNumber+"1 污损")
	if w.sh.u.f.Layered() {
		t.Error("it stays open")
	}
}

// Numbering, skipping and the workbook.
func TestCertificateNumbers(t *testing.T) {
	w, _, f := register(t, true)
	w.key(fyne.KeyF9)
	f.did(t, "give")
	w.key(fyne.KeyF3)
	w.shot("16-certificates-skip")
	w.typed("3")
	w.key(fyne.KeyF9)
	w.shows("顺序号不是数字")
	w.key(fyne.KeyTab)
	w.typed("１２０")
	w.key(fyne.KeyReturn)
	w.typed("纸质台账已用")
	w.key(fyne.KeyF9)
	f.did(t, "skip 三级 120 纸质台账已用")
	file := filepath.Join(t.TempDir(), "a.xlsx")
	w.key(fyne.KeyF6)
	w.given(file)
	if b, err := os.ReadFile(file); err != nil || string(b) != "book" {
		t.Errorf("%q, %v", b, err)
	}
}

// Printing: one is opened, many go into a folder; it can be cancelled.
func TestCertificatesPrinted(t *testing.T) {
	w, _, f := register(t, true)
	w.key(fyne.KeyF7)
	w.shot("16-certificates-print")
	w.typed("1")
	if f.did(t, "print "+aNumber+"1 0"); len(w.shown) != 1 || !strings.Contains(w.shown[0], aNumber+"1") {
		t.Errorf("opened %v", w.shown)
	}
	dir := filepath.Join(t.TempDir(), "out")
	w.key(fyne.KeyF7)
	w.typed("3")
	w.given(dir)
	f.did(t, "print  100")
	if b, err := os.ReadFile(filepath.Join(dir, "two.pdf")); err != nil || string(b) != "2" {
		t.Errorf("%q, %v", b, err)
	}
	f.during = func() { w.shot("16-certificates-printing"); w.key(fyne.KeyEscape) }
	w.key(fyne.KeyTab, fyne.KeyTab, fyne.KeyF7)
	w.typed("2")
	w.given(filepath.Join(t.TempDir(), "out"))
	f.did(t, "print "+aNumber+"2 1")
	if w.sh.u.f.Layered() || strings.Contains(w.sh.u.f.SavedText(), "1 份") {
		t.Errorf("cancelled, it says %s", w.sh.u.f.SavedText())
	}
}

// Where the office numbers, its file is read, and what is wrong with it stands in a table.
func TestCertificatesTaken(t *testing.T) {
	w, c, f := register(t, false)
	if bound(c.keys(), "F9") || bound(c.keys(), "F3") {
		t.Error("the institution numbers, though the office does")
	}
	f.problems = []exam.Problem{exam.NewProblem(exam.SeverityError, "certificate-holder", "", 7, "", aNumber+"9"), exam.NewProblem(exam.SeverityError, "certificate-used", "", 3, "", aNumber+"8")}
	file := filepath.Join(t.TempDir(), "numbers.csv")
	check(t, os.WriteFile(file, nil, 0o600))
	w.key(fyne.KeyF5)
	w.given(file)
	f.did(t, "take numbers.csv")
	w.shot("16-certificates-not-taken")
	w.shows("2 处不对", "第 3 行")
	w.key(fyne.KeyDown)
	w.shows("第 7 行")
	w.key(fyne.KeyEscape)
	f.problems = nil
	w.key(fyne.KeyF5)
	w.given(file)
	if !strings.Contains(w.sh.u.f.SavedText(), "2") || c.problems != nil {
		t.Errorf("taken: %s", w.sh.u.f.SavedText())
	}
}

// Overseers read the register and change nothing; the screen opens from the rail.
func TestCertificatesReadOnly(t *testing.T) {
	w := newWorld(t, "2026-12-30 10:11:37")
	w.enter(w.staff(exam.RoleSupervisor, "", 0).Name)
	w.tap("证书")
	c, ok := w.sh.at.(*certificates)
	if !ok || !c.ready {
		t.Fatalf("at %T: %s", w.sh.at, w.sh.u.note)
	}
	w.shows("只读")
	w.shot("16-certificates-read-only")
	for _, k := range []string{"F3", "F4", "F5", "F6", "F7", "F9"} {
		if bound(c.keys(), k) {
			t.Errorf("%s is bound", k)
		}
	}
	w.wants()
}

// In each setting of a laptop no text is cut, covered or over other text.
func TestLooksOfCertificates(t *testing.T) {
	w, c, f := register(t, true)
	problems := []exam.Problem{exam.NewProblem(exam.SeverityError, "certificate-holder", "", 7, "", aNumber+"9"), exam.NewProblem(exam.SeverityError, "certificate-used", "", 3, "", aNumber+"8")}
	sure := func() { c.sure(f.view.Rows[0], "withdraw", "材料不实，主管部门来函要求撤销") }
	w.inEach("certificates", []busyState{
		{"list", func() { w.stand(c) }}, {"reissued", func() { w.stand(c); c.move(1) }}, {"gap", func() { w.stand(c); c.move(9) }},
		{"skip", func() { w.stand(c); w.key(fyne.KeyF3) }}, {"print", func() { w.stand(c); c.move(-9); w.key(fyne.KeyF7) }}, {"sure", func() { w.stand(c); sure() }},
		{"problems", func() { c.problems, c.own = problems, false; w.stand(c); c.problems, c.own = nil, true }},
	})
}

// inEach shows some states of a screen in each setting of a laptop.
func (w *world) inEach(name string, states []busyState) {
	w.t.Helper()
	for _, s := range settings() {
		if s.wide != 1280 || s.scale != 1 {
			continue
		}
		w.in(s)
		for i, b := range states {
			if i > 0 && s.look != kit.Light {
				continue // colours move nothing
			}
			b.show()
			w.tour(name+"-"+b.name, s)
			for range 4 {
				if w.sh.u.f.Layered() {
					w.sh.u.f.Press("Esc")
				}
			}
			if w.sh.u.f.Layered() {
				w.t.Fatalf("%s: Esc does not close it", b.name)
			}
			w.sh.u.note = ""
		}
	}
	w.in(settings()[0])
}
