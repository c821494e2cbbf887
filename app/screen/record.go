package screen

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/paper"
	"kaowu/app/screen/kit"
)

// registrar is the part of the desk that the exam-room record uses.
type registrar interface {
	NoteVisit(ctx context.Context, no exam.SessionNo, v exam.Visit, passphrase []byte) error
	RecordView(no exam.SessionNo) (desk.RecordView, error)
	WriteRecord(ctx context.Context, no exam.SessionNo, field, value string) error
	AddIncident(ctx context.Context, no exam.SessionNo, n int, in exam.Incident) error
	FreezeRecord(ctx context.Context, no exam.SessionNo) error
	ReopenRecord(ctx context.Context, no exam.SessionNo, why exam.Why) error
	SignRecord(ctx context.Context, no exam.SessionNo, read exam.RecordContent, strokes exam.Strokes, passphrase []byte) (desk.Signed, error)
	SealRecord(ctx context.Context, no exam.SessionNo, scan []byte) error
	RecordPage(no exam.SessionNo) (paper.Doc, error)
	RecordPaper(no exam.SessionNo) ([]byte, error)
	SaveDraft(ctx context.Context, field string, data []byte) error
	Draft(field string) ([]byte, error)
}

// record is the exam-room record 考场记录表: read as printed at the left, signed in
// three steps at the right. What the program knows cannot be edited; what people
// add is a row of its own under ↑ ↓. Once it is frozen the arrows read the page.
type record struct {
	u      *ui
	d      registrar
	in     desk.SessionView
	me     exam.Staff
	called func(exam.StaffID) string
	drafts drafts

	view desk.RecordView
	at   int    // active field
	area bool   // the keyboard is in the passphrase, not in the page
	read string // digest of the content that was read to its end

	field *kit.Field // of the active count or time
	text  *kit.Area  // of the active text
	forIt string     // which field those two are for
	pass  *kit.Field
	pad   *kit.SignPad

	scroll *container.Scroll
	body   *fyne.Container   // the page's parts
	onRow  fyne.CanvasObject // the active one of them
	seen   string            // the field that was last brought into view
	side   *fyne.Container
	code   fyne.CanvasObject // the checkpoint's symbol, once there is one
	busy   bool
	wrong  string
}

func newRecord(u *ui, d registrar, in desk.SessionView, me exam.Staff, called func(exam.StaffID) string) *record {
	return &record{u: u, d: d, in: in, me: me, called: called, drafts: drafts{save: d.SaveDraft, run: u.run}}
}

func (r *record) name() string { return "record" }

func (r *record) no() exam.SessionNo { return r.in.Session.No }

// show builds the parts that keep what is typed, in the present style.
func (r *record) show() {
	var strokes [][]kit.PadPoint
	if r.pad != nil {
		strokes = r.pad.Strokes()
	}
	h := float32(132)
	if r.u.st.Short {
		h = 96
	}
	r.pad = r.u.st.NewSignPad(fyne.NewSize(362, h), r.u.now)
	r.pad.SetStrokes(strokes)
	r.pad.OnChange = r.changed
	r.pass = kit.NewField(r.u.st, kit.Secret, kit.FieldLook{Size: r.u.st.Lead}, r.u.now)
	r.pass.OnChange = func(string) { r.changed() }
	r.scroll, r.side, r.field, r.text, r.seen = nil, kit.Stack(), nil, nil, ""
	r.reload()
	r.draw()
}

// changed redraws what a stroke or a character of the passphrase changes: the side.
func (r *record) changed() {
	r.wrong = ""
	r.drawSide()
}

// reload asks the desk again. It says what is different from what was on the
// screen: who has read the old content must read the new.
func (r *record) reload() (different []string) {
	v, err := r.d.RecordView(r.no())
	if r.u.refused(err) {
		return nil
	}
	if before := r.view; before.Content.Session.No != "" {
		different = v.Content.Differences(before.Content)
	}
	r.view = v
	r.at = max(0, min(r.at, len(r.fields())-1))
	return different
}

func (r *record) frozen() bool { return r.view.State.Frozen != nil }

// may says whether this person's role has the action at all; the desk decides.
func (r *record) may(action string) bool { return exam.May(action, r.me.Role) }

// mine is this person's signature under the present revision, or nil.
func (r *record) mine() *exam.SignedBy {
	for i, s := range r.view.State.Signatures {
		if s.By == r.me.ID {
			return &r.view.State.Signatures[i]
		}
	}
	return nil
}

// signing says whether the pad is there for this person now.
func (r *record) signing() bool { return r.frozen() && r.view.CanSign && !r.view.Stale }

// writing says whether this person may write now.
func (r *record) writing() bool { return !r.frozen() && r.may("WriteRecord") }

// readAll says whether what is on the screen now was read to its end.
func (r *record) readAll() bool { return r.read != "" && r.read == r.view.Code }

func (r *record) leave() { r.commit() }

func (r *record) keys() kit.Table {
	u := r.u
	typing := func() bool { return r.text != nil && r.text.Focused() }
	write := func() bool { return r.writing() && !typing() }
	chosen := func() bool { f := r.active(); return write() && f != nil && len(answers(*f)) > 0 }
	words := func() bool { f := r.active(); return write() && f != nil && f.Kind == "text" }
	reading := func() bool { return !r.writing() }
	signing := func() bool { return r.signing() }
	reopen := func() bool { return r.frozen() && r.may("ReopenRecord") }
	t := kit.Table{
		{Names: []string{"Tab"}, Word: u.T("screen.key.area"), Do: func() { r.area = !r.area; r.draw() }, When: signing},
		{Names: []string{"Tab"}, Word: u.T("screen.record.move"), Do: func() { r.move(1) }, When: r.writing, Quiet: true},
		{Names: []string{"Esc"}, Word: u.T("screen.record.text-done"), Do: r.untype, When: typing},
		{Names: []string{"Down"}, Cap: "↑ ↓", Word: u.T("screen.record.move"), Do: func() { r.move(1) }, When: write},
		{Names: []string{"Up"}, Cap: "↑ ↓", Word: u.T("screen.record.move"), Do: func() { r.move(-1) }, When: write, Quiet: true},
		{Names: []string{"Down"}, Cap: "↑ ↓", Word: u.T("screen.record.read"), Do: func() { r.scrollBy(90) }, When: reading},
		{Names: []string{"Up"}, Cap: "↑ ↓", Word: u.T("screen.record.read"), Do: func() { r.scrollBy(-90) }, When: reading, Quiet: true},
		{Names: []string{"PgDn"}, Word: u.T("screen.record.page-on"), Do: func() { r.scrollBy(r.scroll.Size().Height - 60) }, Quiet: true},
		{Names: []string{"PgUp"}, Word: u.T("screen.record.page-back"), Do: func() { r.scrollBy(60 - r.scroll.Size().Height) }, Quiet: true},
		{Names: []string{"End"}, Word: u.T("screen.record.to-end"), Do: func() { r.scrollBy(100000) }, When: func() bool { return !typing() }, Quiet: true},
		{Names: []string{"Left"}, Cap: "← →", Word: u.T("screen.record.choose"), Do: func() { r.turn(-1) }, When: chosen},
		{Names: []string{"Right"}, Cap: "← →", Word: u.T("screen.record.choose"), Do: func() { r.turn(1) }, When: chosen, Quiet: true},
	}
	t = append(t, kit.Picks(r.picks(), r.pickWord(), r.digit, func() bool { return chosen() || words() })...)
	return append(t,
		kit.Key{Names: []string{"Enter"}, Word: u.T("screen.record.write"), Do: r.enter, When: words},
		kit.Key{Names: []string{"Enter"}, Word: u.T("screen.record.move"), Do: func() { r.move(1) }, When: write, Quiet: true},
		kit.Key{Names: []string{"F3"}, Word: u.T("screen.record.add-incident"), Do: r.incident, When: r.writing},
		kit.Key{Names: []string{"F3"}, Word: u.T("screen.visit.key"), Do: r.visitNote, When: r.visiting},
		kit.Key{Names: []string{"F6"}, Word: u.T("screen.record.larger"), Do: r.larger, When: signing},
		kit.Key{Names: []string{"F6"}, Word: u.T("screen.record.seal"), Do: r.seal, When: r.canSeal},
		kit.Key{Names: []string{"F8"}, Word: u.T("screen.record.undo-stroke"), Do: func() { r.pad.Undo() }, When: signing, Quiet: true},
		kit.Key{Names: []string{"F7"}, Word: u.T("screen.record.preview"), Do: r.preview},
		kit.Key{Names: []string{"F4"}, Word: u.T("screen.record.reopen"), Do: r.reopen, When: reopen},
		kit.Key{Names: []string{"F9"}, Word: u.T("screen.record.freeze"), Do: r.step, When: func() bool { return r.writing() && r.may("FreezeRecord") }},
		kit.Key{Names: []string{"F9"}, Word: u.T("screen.record.sign"), Do: r.step, When: signing},
	)
}
