package screen

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/paper"
	"kaowu/app/screen/kit"
)

// registrar is the part of the desk that the exam-room record uses.
type registrar interface {
	RecordView(no exam.SessionNo) (desk.RecordView, error)
	WriteRecord(ctx context.Context, no exam.SessionNo, field, value string) error
	FreezeRecord(ctx context.Context, no exam.SessionNo) error
	ReopenRecord(ctx context.Context, no exam.SessionNo, why exam.Why) error
	SignRecord(ctx context.Context, no exam.SessionNo, strokes exam.Strokes, passphrase []byte) (desk.Signed, error)
	RecordPage(no exam.SessionNo) (paper.Doc, error)
}

// record is the exam-room record 考场记录表: read as printed at the left, signed in
// three steps at the right. What the program knows cannot be edited; what people
// add is a row of its own under ↑ ↓.
type record struct {
	u      *ui
	d      registrar
	in     desk.SessionView
	me     exam.Staff
	called func(exam.StaffID) string

	view     desk.RecordView
	at       int  // active field
	area     bool // the keyboard is in the passphrase, not in the page
	read     bool // the page was read to its end
	field    *kit.Field
	pass     *kit.Field
	pad      *kit.SignPad
	fieldFor string // which field the inline one is for
	busy     bool
	wrong    string
	done     *desk.Signed
}

func newRecord(u *ui, d registrar, in desk.SessionView, me exam.Staff, called func(exam.StaffID) string) *record {
	return &record{u: u, d: d, in: in, me: me, called: called}
}

func (r *record) name() string { return "record" }

func (r *record) no() exam.SessionNo { return r.in.Session.No }

func (r *record) show() {
	st := r.u.st
	h := float32(132)
	if st.Short {
		h = 96
	}
	var strokes [][]kit.PadPoint
	if r.pad != nil {
		strokes = r.pad.Strokes()
	}
	r.pad = st.NewSignPad(fyne.NewSize(362, h), r.u.now)
	r.pad.SetStrokes(strokes)
	r.pad.OnChange = func() { r.wrong = ""; r.draw() }
	r.pass = kit.NewField(st, kit.Secret, kit.FieldLook{Size: st.Lead}, r.u.now)
	r.pass.OnChange = func(string) { r.wrong = ""; r.draw() }
	r.reload()
	r.draw()
}

func (r *record) reload() {
	v, err := r.d.RecordView(r.no())
	if !r.u.refused(err) {
		r.view = v
	}
	r.at = max(0, min(r.at, len(r.fields())-1))
}

func (r *record) frozen() bool { return r.view.State.Frozen != nil }

// fields are those that this person may write: the supervisor's, or the others.
func (r *record) fields() []exam.RecordField {
	var out []exam.RecordField
	for _, f := range r.view.Fields {
		if (f.Role == exam.RoleSupervisor) == (r.me.Role == exam.RoleSupervisor) {
			out = append(out, f)
		}
	}
	return out
}

func (r *record) active() *exam.RecordField {
	if f := r.fields(); r.at < len(f) && !r.frozen() && r.me.Role != exam.RoleInspector {
		return &f[r.at]
	}
	return nil
}

func (r *record) value(name string) string { return r.view.State.Fields[name].Value }

// write stores one field at once. It says whether it was taken.
func (r *record) write(name, value string) bool {
	if r.value(name) == value {
		return true
	}
	if r.u.refused(r.d.WriteRecord(r.u.ctx, r.no(), name, value)) {
		return false
	}
	r.u.stored("screen.record.saved", "field", "code:record.field."+name)
	r.reload()
	return true
}

// commit stores what is typed into an inline field.
func (r *record) commit() bool {
	f := r.active()
	if f == nil || r.field == nil || r.area {
		return true
	}
	if f.Kind != "count" && f.Kind != "time" {
		return true
	}
	text := r.field.Text()
	if f.Kind == "time" {
		text = timeText(text)
	}
	if !r.write(f.Name, text) {
		r.field.Refuse()
		return false
	}
	return true
}

// timeText reads 0905, 9:05 and 9.05 as 09:05.
func timeText(s string) string {
	digits := strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' {
			return c
		}
		return -1
	}, s)
	if len(digits) == 3 {
		digits = "0" + digits
	}
	if len(digits) != 4 {
		return s
	}
	return digits[:2] + ":" + digits[2:]
}

func (r *record) leave() { r.commit() }

// move goes to another field; reaching the last one is reading to the end.
func (r *record) move(by int) {
	r.wrong = ""
	if !r.commit() {
		r.draw()
		return
	}
	n := len(r.fields())
	if r.frozen() || n == 0 {
		r.read = true
	}
	r.at = max(0, min(r.at+by, n-1))
	if r.at == n-1 {
		r.read = true
	}
	r.draw()
}

// turn chooses among the answers of a yes/no or choice field.
func (r *record) turn(by int) {
	f := r.active()
	if f == nil {
		return
	}
	list := answers(*f)
	if len(list) == 0 {
		return
	}
	i := slices.Index(list, r.value(f.Name))
	switch {
	case i < 0 && by > 0:
		i = 0
	case i < 0:
		i = len(list) - 1
	default:
		i = max(0, min(i+by, len(list)-1))
	}
	r.write(f.Name, list[i])
	r.draw()
}

// answers of a field that is chosen and not typed.
func answers(f exam.RecordField) []string {
	switch f.Kind {
	case "yesno":
		return []string{"yes", "no", "na"}
	case "choice":
		return f.Choices
	}
	return nil
}

// digit picks an answer or a phrase.
func (r *record) digit(i int) {
	f := r.active()
	if f == nil {
		return
	}
	if list := answers(*f); i < len(list) {
		r.write(f.Name, list[i])
		r.draw()
		return
	}
	if list := r.phrases(f.Name); f.Kind == "text" && i < len(list) {
		r.write(f.Name, withPhrase(r.value(f.Name), r.u.T("phrase."+list[i]), r.u.T("screen.record.phrase-end")))
		r.draw()
	}
}

// withPhrase adds a ready sentence to a text, or takes it out again.
func withPhrase(text, phrase, end string) string {
	if strings.Contains(text, phrase+end) {
		return strings.Replace(text, phrase+end, "", 1)
	}
	return text + phrase + end
}

func (r *record) phrases(field string) []string {
	var out []string
	for _, p := range r.u.codes.phrases {
		if p.Field == field {
			out = append(out, p.Code)
		}
	}
	return cut(out, 9)
}

// enter opens the box for free text, or goes on.
func (r *record) enter() {
	f := r.active()
	if f == nil || f.Kind != "text" {
		r.move(1)
		return
	}
	u := r.u
	area := kit.NewArea(u.st, r.value(f.Name), u.T("screen.record.free"), u.now)
	name := f.Name
	u.ask(ask{
		title: u.T("record.field." + name), line: u.session(r.in.Session, r.in.Subject), big: u.T("screen.practical.store"), first: area,
		body:  func() fyne.CanvasObject { return kit.Fixed(area, 0, 160) },
		do:    func() bool { return r.write(name, area.Text) },
		after: r.draw,
	})
}

// missing says what stands between this person and their signature, in words.
func (r *record) missing() []string {
	u := r.u
	var out []string
	if !r.frozen() {
		for _, f := range r.view.Missing {
			out = append(out, u.T("record.field."+f.Name))
		}
		return out
	}
	if !r.read {
		out = append(out, u.T("screen.record.miss-read"))
	}
	if len(r.pad.Strokes()) == 0 {
		out = append(out, u.T("screen.record.miss-strokes"))
	}
	if r.pass.Text() == "" {
		out = append(out, u.T("screen.record.miss-pass"))
	}
	return out
}

// big step: freeze while it is written, sign once it is frozen.
func (r *record) step() {
	if r.busy || !r.commit() {
		r.draw()
		return
	}
	if !r.frozen() {
		r.freeze()
		return
	}
	r.sign()
}

func (r *record) freeze() {
	u := r.u
	if !u.refused(r.d.FreezeRecord(u.ctx, r.no())) {
		u.stored("screen.record.saved-freeze", "no", string(r.no()))
		r.reload()
		r.read = false
	}
	r.draw()
}

// sign signs by hand and by key. The passphrase is checked off the UI goroutine.
func (r *record) sign() {
	u := r.u
	if !r.view.CanSign {
		r.wrong = u.T("screen.record.not-turn")
		r.draw()
		return
	}
	if m := r.missing(); len(m) > 0 {
		r.wrong = u.T("screen.record.missing", "what", m)
		r.draw()
		return
	}
	var strokes exam.Strokes
	for _, k := range r.pad.Strokes() {
		var line []exam.Point
		for _, p := range k {
			line = append(line, exam.Point(p))
		}
		strokes = append(strokes, line)
	}
	secret := []byte(r.pass.Text())
	r.busy, r.wrong = true, ""
	r.pass.Set("", false)
	r.draw()
	kit.Back(u.run, func() (desk.Signed, error) { return r.d.SignRecord(u.ctx, r.no(), strokes, secret) }, func(s desk.Signed, err error) {
		r.busy = false
		if err != nil {
			r.wrong = u.w.Sentence(err)
			r.reload()
			r.draw()
			return
		}
		r.done = &s
		u.stored("screen.record.saved-sign", "no", string(r.no()))
		r.area = false
		r.reload()
		r.draw()
	})
}

// reopen makes the next revision, which everybody signs again.
func (r *record) reopen() {
	u := r.u
	askReason(u, u.T("screen.record.reopen"), u.session(r.in.Session, r.in.Subject), u.T("screen.record.reopen-do"), "reopen", u.codes.reopen, func(code, text string) error {
		if err := r.d.ReopenRecord(u.ctx, r.no(), exam.Why{Code: code, Text: text}); err != nil {
			return err
		}
		u.stored("screen.record.saved-reopen", "no", string(r.no()))
		r.done = nil
		r.reload()
		return nil
	}, r.draw)
}
