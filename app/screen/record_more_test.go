package screen

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// filled is closed with every field of the record written, at the desk.
func filled(t *testing.T, edits ...func(*desk.Loading, *exam.Policy)) (w *world, assessor, supervisor *desk.Desk) {
	t.Helper()
	w = closed(t, edits...)
	assessor, supervisor = w.desk(w.staff(exam.RoleAssessor, "P01", 0)), w.desk(w.staff(exam.RoleSupervisor, "P01", 0))
	v, err := w.lead.RecordView("P01")
	check(t, err)
	for _, f := range v.Fields {
		d, value := assessor, map[string]string{"yesno": "yes", "time": "08:30", "count": "12", "text": "一切正常", "choice": "good"}[f.Kind]
		if f.Role == exam.RoleSupervisor {
			d = supervisor
		}
		check(t, d.WriteRecord(t.Context(), "P01", f.Name, value))
	}
	w.take()
	return w, assessor, supervisor
}

// stroke is a signature of the tests.
func stroke() exam.Strokes {
	return exam.Strokes{{{X: 300, Y: 400, T: 0}, {X: 900, Y: 700, T: 20}, {X: 1500, Y: 300, T: 40}, {X: 2400, Y: 900, T: 60}}}
}

// signedBy lets people sign at the desk, in order.
func (w *world) signedBy(people ...exam.Staff) {
	w.t.Helper()
	for _, p := range people {
		d := w.desk(p)
		v, err := d.RecordView("P01")
		check(w.t, err)
		_, err = d.SignRecord(w.t.Context(), "P01", v.Content, stroke(), []byte(passphrase))
		check(w.t, err)
	}
}

func (w *world) crew() []exam.Staff {
	return []exam.Staff{w.staff(exam.RoleAssessor, "P01", 0), w.staff(exam.RoleAssessor, "P01", 1), w.staff(exam.RoleAssessor, "P01", 2),
		w.staff(exam.RoleSupervisor, "P01", 0), w.lead.Staff()}
}

func (w *world) record(p exam.Staff) *record {
	w.t.Helper()
	if w.sh.desk != nil {
		w.key(fyne.KeyF12)
	}
	w.enter(p.Name)
	w.sh.open("record", sessionOf(w, "P01"))
	return w.sh.at.(*record)
}

func (w *world) shows(parts ...string) {
	w.t.Helper()
	got := w.says()
	for _, p := range parts {
		if !strings.Contains(got, p) {
			w.t.Errorf("the screen does not say %q: %s", p, got)
		}
	}
}

// Who may sign when: the order of look.md 6.6, and who reads only.
func TestRecordOrder(t *testing.T) {
	w, assessor, _ := filled(t)
	check(t, assessor.FreezeRecord(t.Context(), "P01"))
	crew := w.crew()
	r := w.record(crew[3])
	w.shows("还没轮到您签", crew[0].Name)
	w.key(fyne.KeyF9)
	if r.signing() {
		t.Error("the supervisor may sign before the assessors")
	}
	w.signedBy(crew[0], crew[1])
	r = w.record(crew[1])
	w.shows("已签", "考评员 2/3 人已签", crew[2].Name)
	w.take()
	w.key(fyne.KeyF9)
	w.wants()
	// The demo exam has no inspector: the lead's desk stands for one's.
	r = newRecord(w.sh.u, w.lead, sessionOf(w, "P01"), exam.Staff{ID: "S99", Role: exam.RoleInspector}, r.called)
	w.sh.at = r
	r.show()
	w.shows("只读")
	w.shot("07-record-inspector")
	if on := w.says(); strings.Contains(on, "出下一版") || strings.Contains(on, "定稿") {
		t.Error("the inspector is offered an action: " + on)
	}
	w.key(fyne.KeyF9, fyne.KeyF4, fyne.KeyF6, fyne.KeyF3)
	w.wants()
	if w.sh.u.f.Layered() || r.signing() {
		t.Error("a key of the inspector did something")
	}
}

// What is signed is what was read: a record that became another in between is shown
// again, says what is different, and takes no signature.
func TestRecordChangedWhileRead(t *testing.T) {
	w, assessor, _ := filled(t)
	check(t, assessor.FreezeRecord(t.Context(), "P01"))
	r := w.record(w.crew()[0])
	w.key(fyne.KeyEnd)
	sign(r)
	w.key(fyne.KeyTab)
	w.typed(passphrase)
	other := w.desk(w.crew()[1])
	check(t, other.ReopenRecord(t.Context(), "P01", exam.Why{Code: "other", Text: "x"}))
	check(t, other.WriteRecord(t.Context(), "P01", "remarks", "停电 3 分钟"))
	check(t, other.FreezeRecord(t.Context(), "P01"))
	w.take()
	w.key(fyne.KeyF9)
	w.wants()
	if !strings.Contains(r.wrong, "内容已变，请重读") || !strings.Contains(r.wrong, "备注") || r.readAll() {
		t.Errorf("says %q, read %v", r.wrong, r.readAll())
	}
	w.shot("07-record-changed")
	w.shows("已修订", "一切正常", "停电 3 分钟")
	w.key(fyne.KeyEnd, fyne.KeyF9)
	w.wants(exam.RecordSigned)
}

// meanwhile lets something happen between F9 and the signature.
type meanwhile struct {
	registrar
	happens func()
}

func (m meanwhile) SignRecord(ctx context.Context, no exam.SessionNo, read exam.RecordContent, strokes exam.Strokes, passphrase []byte) (desk.Signed, error) {
	m.happens()
	return m.registrar.SignRecord(ctx, no, read, strokes, passphrase)
}

// While the passphrase is checked the record may become another still: the desk
// refuses, and the screen says what to read again.
func TestRecordChangedWhileSigned(t *testing.T) {
	w, assessor, _ := filled(t)
	check(t, assessor.FreezeRecord(t.Context(), "P01"))
	r := w.record(w.crew()[0])
	r.d = meanwhile{r.d, func() {
		check(t, assessor.ReopenRecord(t.Context(), "P01", exam.Why{Code: "other", Text: "x"}))
		check(t, assessor.WriteRecord(t.Context(), "P01", "video_note", "2 号机位停录"))
		check(t, assessor.FreezeRecord(t.Context(), "P01"))
	}}
	w.key(fyne.KeyEnd)
	sign(r)
	w.key(fyne.KeyTab)
	w.typed(passphrase)
	w.take()
	w.key(fyne.KeyF9)
	w.wants(exam.RecordReopened, exam.RecordWritten, exam.RecordFrozen)
	if !strings.Contains(r.wrong, "内容已变，请重读") || !strings.Contains(r.wrong, "监控说明") || !strings.Contains(r.wrong, "版次") || r.readAll() || r.mine() != nil {
		t.Errorf("says %q, read %v, signed %v", r.wrong, r.readAll(), r.mine())
	}
	w.shows("2 号机位停录", "已修订")
}

// What happens after freezing makes the revision unsignable, and the screen says so.
func TestRecordStale(t *testing.T) {
	w, assessor, _ := filled(t)
	check(t, assessor.FreezeRecord(t.Context(), "P01"))
	_, err := assessor.ReportViolation(t.Context(), w.candidates("P01")[0].No, exam.Violation{Session: "P01", Code: "K02", Facts: "复看录像"})
	check(t, err)
	r := w.record(w.crew()[0])
	w.shows("不能再签", "第 2 版", "K02", "复看录像")
	w.take()
	w.key(fyne.KeyF9)
	w.wants()
	w.key(fyne.KeyF4) // the dialog says what a change means
	w.shows("改动会出第 2 版，5 人要重签，第 1 版留存。")
	w.shot("07-record-reopen")
	w.typed("1")
	w.key(fyne.KeyF9)
	w.wants(exam.RecordReopened)
	if r.frozen() || !r.writing() {
		t.Error("revision 2 cannot be written")
	}
	check(t, assessor.AddIncident(t.Context(), "P01", 0, exam.Incident{Time: "10:50", Code: "E02", Text: "补记一台设备报警"}))
	r.reload()
	r.draw()
	if n := strings.Count(w.says(), "已修订"); n != 3 { // the title says it too
		t.Errorf("已修订 stands %d times, want it at the title, the violation and the incident", n)
	}
	w.shot("07-record-revised-rows")
	w.key(fyne.KeyF7)
	w.shot("07-record-revised-preview")
	w.key(fyne.KeyEscape)
}

// Every answer can be tapped, and free text is written where it stands: Enter is a
// new line, Esc stores.
func TestRecordByTapAndText(t *testing.T) {
	w := closed(t)
	r := w.record(w.crew()[3])
	w.key(fyne.KeyEnd)
	w.tap("不规范")
	w.wants(exam.RecordWritten)
	if r.value("verdict") != "bad" || r.active().Name != "verdict" {
		t.Errorf("the tap gave %v, active %v", r.view.State.Fields, r.active())
	}
	w.key(fyne.KeyUp, fyne.KeyReturn)
	w.typed("甲，")
	w.clock.pass(100e6)
	w.key(fyne.KeyReturn)
	w.typed("2b")
	w.shot("07-record-text")
	w.key(fyne.KeyF12) // locked in the middle: stored
	w.wants(exam.RecordWritten)
	if r.value("opinion") != "甲，\n2b" {
		t.Errorf("stored %q", r.value("opinion"))
	}
}

// The scan of the stamped paper is attached from the window; what is no scan is refused.
func TestRecordSealed(t *testing.T) {
	w, assessor, _ := filled(t)
	check(t, assessor.FreezeRecord(t.Context(), "P01"))
	w.signedBy(w.crew()...)
	r := w.record(w.lead.Staff())
	w.take()
	dir := t.TempDir()
	for name, body := range map[string]string{"scan.pdf": "%PDF-1.7 scan", "bad.png": "no picture"} {
		check(t, os.WriteFile(filepath.Join(dir, name), []byte(body), 0o600))
	}
	attach := func(name string) {
		w.key(fyne.KeyF6, fyne.KeyTab)
		w.typed(filepath.Join(dir, name))
		w.key(fyne.KeyF9)
	}
	attach("bad.png")
	w.wants()
	if !strings.Contains(r.wrong, "PDF") {
		t.Errorf("a picture that is none: %q", r.wrong)
	}
	attach("scan.pdf")
	w.wants(exam.RecordSealed)
	w.shows("盖章扫描件已存", "与纸面相同")
}

// Every state in other looks, languages, sizes and in the low window: nothing is
// cut or covered.
func TestRecordInEveryLook(t *testing.T) {
	w, assessor, supervisor := filled(t)
	check(t, assessor.FreezeRecord(t.Context(), "P01"))
	check(t, assessor.ReopenRecord(t.Context(), "P01", exam.Why{Code: "other", Text: "x"}))
	check(t, supervisor.WriteRecord(t.Context(), "P01", "opinion", "评分独立进行。"))
	check(t, supervisor.WriteRecord(t.Context(), "P01", "verdict", ""))
	r := w.record(w.crew()[3])
	r.goTo(len(r.fields()) - 2)
	looks := []struct {
		name string
		c    choices
		high float32
	}{
		{"dark-en", choices{kit.Dark, kit.Standard, "en"}, 720}, {"contrast-zh-660", choices{kit.Contrast, kit.Standard, "zh"}, 660},
		{"extra-zh-660", choices{kit.Light, kit.Extra, "zh"}, 660}, {"extra-en-660", choices{kit.Light, kit.Extra, "en"}, 660},
	}
	all := func(state string) {
		for _, l := range looks {
			w.win.Resize(fyne.NewSize(1280, l.high))
			w.sh.choose(l.c)
			w.shot("07-record-" + state + "-" + l.name)
		}
		w.win.Resize(fyne.NewSize(1280, 720))
		w.sh.choose(choices{kit.Light, kit.Standard, "zh"})
		w.shot("07-record-" + state)
	}
	all("super")
	check(t, supervisor.WriteRecord(t.Context(), "P01", "verdict", "good"))
	check(t, assessor.FreezeRecord(t.Context(), "P01"))
	w.signedBy(w.crew()[:3]...)
	r = w.record(w.crew()[3])
	sign(r)
	w.key(fyne.KeyEnd)
	all("sign")
	w.key(fyne.KeyF6)
	w.shot("07-record-pad")
	w.key(fyne.KeyEscape)
	w.signedBy(w.crew()[3:]...)
	r.show()
	all("done")
	if !slices.ContainsFunc(r.view.State.Signatures, func(s exam.SignedBy) bool { return s.By == r.me.ID }) {
		t.Error("the supervisor's signature is missing")
	}
}
