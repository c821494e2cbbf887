package screen

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// pageWide is the widest the page is drawn, and sideWide the width of the steps.
const pageWide, sideWide = 820, 400

// inner is the width of the page's rows now: a guess that lets long facts break
// their lines right the first time.
func (r *record) inner() float32 {
	main := r.u.f.Root().Size().Width - 140 - 32 - sideWide - r.u.gap()
	return max(400, min(main, pageWide)-54)
}

// page is the record as it is read, in the order of the printed form: facts, what
// happened, what people write, what the supervisor found, who signs.
func (r *record) page() fyne.CanvasObject {
	u, st, c := r.u, r.u.st, r.view.Content
	head := kit.Col(0, st.Centre(u.T("screen.record.title"), 22, kit.Ink),
		kit.Row(12, kit.Grow(st.Para(join(c.Header.Body, u.T("screen.record.filing", "no", c.Header.Filing)), st.Caption, kit.Ink2, r.inner()-180), 1),
			st.Text(join(string(c.Session.Date), u.T("screen.record.revision", "n", max(1, c.Revision))), st.Caption, kit.Ink2)))
	how := map[bool]string{}
	if r.writing() {
		how[r.me.Role == exam.RoleSupervisor] = u.T("screen.record.fields-how")
	}
	own, super := r.rows()
	r.body = kit.Col(6, head, r.facts(), r.heading("screen.record.incidents", ""), r.happened(),
		r.heading("screen.record.room", how[false]), kit.FormRows(own...),
		r.heading("screen.record.supervision", how[true]), kit.FormRows(super...),
		r.heading("screen.record.signatures", ""), r.signers())
	return r.scrolled(kit.Pad(10, 26, r.body))
}

// scrolled puts the page into its scroll, where it was.
func (r *record) scrolled(page fyne.CanvasObject) fyne.CanvasObject {
	if r.scroll == nil {
		r.scroll = r.u.st.Scroll(page)
		r.scroll.OnScrolled = func(fyne.Position) { r.looked() }
		return r.u.st.Panel(r.scroll)
	}
	// A content without a size would send the scroll to its top.
	off, view := r.scroll.Offset.Y, r.scroll.Size()
	page.Resize(fyne.NewSize(view.Width, max(view.Height, page.MinSize().Height)))
	r.scroll.Content, r.scroll.Offset = page, fyne.NewPos(0, off)
	r.scroll.Refresh()
	return r.u.st.Panel(r.scroll)
}

// follow brings a row that has become the active one into view, once it has a place.
func (r *record) follow() {
	f, view := r.active(), r.scroll.Size().Height
	if f == nil || f.Name == r.seen || r.onRow == nil || view == 0 {
		return
	}
	r.seen = f.Name
	y, h := r.onRow.Position().Y+10, r.onRow.Size().Height
	for _, o := range r.body.Objects {
		if box, ok := o.(*fyne.Container); ok && slices.Contains(box.Objects, r.onRow) {
			y += box.Position().Y
		}
	}
	off := max(min(r.scroll.Offset.Y, y-40), y+h+12-view)
	r.scroll.ScrollToOffset(fyne.NewPos(0, max(0, off)))
}

// scrollBy reads on, in units.
func (r *record) scrollBy(by float32) {
	end := max(0, r.scroll.Content.MinSize().Height-r.scroll.Size().Height)
	r.scroll.Offset = fyne.NewPos(0, max(0, min(r.scroll.Offset.Y+by, end)))
	r.scroll.Refresh()
	r.looked()
}

// looked notes that the page's end was on the screen: what is signed must have
// been readable (look.md 6.6).
func (r *record) looked() {
	high := r.scroll.Size().Height
	if !r.frozen() || r.readAll() || high == 0 || r.scroll.Offset.Y+high < r.scroll.Content.MinSize().Height-8 {
		return
	}
	r.read, r.wrong = r.view.Code, ""
	r.drawSide()
}

func (r *record) heading(key, how string) fyne.CanvasObject {
	st := r.u.st
	return kit.Row(16, st.Text(r.u.T(key), 15, kit.Ink2), st.Text(how, st.Caption, kit.Ink2))
}

// facts is what the program knows by itself: labels on the sunk ground, no input.
func (r *record) facts() fyne.CanvasObject {
	u, c := r.u, r.view.Content
	absent := make([]string, len(c.Absent))
	for i, no := range c.Absent {
		absent[i] = string(no)
	}
	late := make([]string, len(c.Late))
	for i, l := range c.Late {
		late[i] = u.T("screen.record.late", "no", string(l.No), "minutes", l.Minutes)
	}
	sent := make([]string, len(c.Scores))
	for i, s := range c.Scores {
		sent[i] = u.T("screen.record.sent", "name", r.called(s.Staff), "n", s.Count)
	}
	times := u.T("screen.record.times", "from", c.Session.Start, "to", c.Session.End, "opened", hm(c.OpenedAt), "closed", hm(c.ClosedAt))
	people := u.T("screen.record.people", "expected", c.Expected, "present", c.Present, "absent", len(c.Absent), "late", len(c.Late))
	rows := []fyne.CanvasObject{
		r.factRow("plan", c.Header.Exam, "room", join(c.Room.No+" "+c.Room.Name, c.Room.Place)),
		r.factRow("session", join(string(c.Session.No), u.T("component."+string(c.Session.Component)), u.subject(c.Subject)), "times", times),
		r.factRow("people", people),
		r.factRow("absent", u.list(absent)),
	}
	if len(late) > 0 {
		rows = append(rows, r.factRow("late", u.list(late)))
	}
	if len(sent) > 0 {
		rows = append(rows, r.factRow("sent", u.list(sent)))
	}
	if len(c.Video) > 0 {
		rows = append(rows, r.videoRow())
	}
	rows = append(rows, r.factRow("paper", dashed(c.Session.Paper), "cameras", dashed(c.Room.Cameras)))
	return kit.FormRows(rows...)
}

// list is words in a row, or a dash for none.
func (u *ui) list(words []string) string {
	if len(words) == 0 {
		return "–"
	}
	return u.T("screen.record.list", "list", words)
}

// labelWide is the width of the first or second column of labels.
func (r *record) labelWide(i int) float32 {
	words := []string{"plan", "session", "people", "absent", "late", "sent", "paper"}
	if i > 0 {
		words = []string{"room", "times", "cameras"}
	}
	w := float32(0)
	for _, x := range words {
		w = max(w, r.u.st.Text(r.u.T("screen.record.fact-"+x), r.u.st.Caption, kit.Ink2).MinSize().Width)
	}
	return w + 20
}

func dashed(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// factRow is labels with their values, side by side.
func (r *record) factRow(pairs ...string) fyne.CanvasObject {
	u, st := r.u, r.u.st
	var cells []kit.Cell
	for i := 0; i+1 < len(pairs); i += 2 {
		cells = append(cells, kit.Cell{Body: st.Text(u.T("screen.record.fact-"+pairs[i]), st.Caption, kit.Ink2), Ground: kit.Rail, Width: r.labelWide(i)},
			kit.Cell{Body: st.Para(pairs[i+1], st.Body-1, kit.Ink, r.inner()/2-100)})
	}
	return st.FormRow(30, r.inner(), false, cells...)
}

func hm(t exam.Time) string {
	if t.IsZero() {
		return "–"
	}
	return t.Format("15:04")
}

// happened is the violations and incidents of the room, each with its code and whole.
func (r *record) happened() fyne.CanvasObject {
	u, st, c := r.u, r.u.st, r.view.Content
	var rows []fyne.CanvasObject
	row := func(at, no, what, text, by string, revised bool, was string) {
		size, wide, ground := st.Body-1, r.inner()-410, kit.Panel
		var said fyne.CanvasObject = st.Para(text, size, kit.Ink, wide)
		if revised {
			ground = kit.WarnTint
			parts := []fyne.CanvasObject{st.MarkSized(kit.Revised, u.T("screen.record.revised"), 16, st.Caption)}
			if was != "" && was != text {
				parts = append(parts, st.Struck(was, size, wide))
			}
			said = kit.Col(2, append(parts, said)...)
		}
		rows = append(rows, st.FormRow(30, r.inner(), false,
			kit.Cell{Body: st.Text(at, size, kit.Ink), Width: 20 + size*2.8, Ground: ground}, kit.Cell{Body: st.Text(no, size, kit.Ink), Width: 20 + size*6, Ground: ground},
			kit.Cell{Body: st.Para(what, size, kit.Ink, 130), Width: 150, Ground: ground}, kit.Cell{Body: said, Ground: ground},
			kit.Cell{Body: st.Text(by, st.Caption, kit.Ink2), Width: 20 + st.Caption*3.6, Ground: ground}))
	}
	for _, v := range c.Violations {
		revised := r.view.Revised.Violations[exam.RevisedViolation{Candidate: v.Candidate, No: v.No}]
		row(v.Time, string(v.Candidate), v.Code+" "+u.T("violation."+v.Code), v.Facts, r.called(v.By), revised, "")
	}
	for _, in := range c.Incidents {
		was, revised := r.view.Revised.Incidents[in.No]
		row(in.Time, string(in.Candidate), in.Code+" "+u.T("incident."+in.Code), in.Text, r.called(in.By), revised, was.Text)
	}
	r.supervised(func(at, code, text, by string, revised bool) {
		row(at, "", code+" "+u.T("incident."+code), text, by, revised, "")
	})
	if len(rows) == 0 {
		return st.Text(u.T("screen.record.no-incidents"), st.Body-1, kit.Ink)
	}
	return kit.FormRows(rows...)
}

// rows are the fields of the session's people and those of the supervisor.
func (r *record) rows() (own, super []fyne.CanvasObject) {
	r.inputs()
	for _, f := range r.view.Fields {
		on := !r.area && r.active() != nil && r.active().Name == f.Name
		row := r.fieldRow(f, on)
		if on {
			r.onRow = row
		}
		if f.Role == exam.RoleSupervisor {
			super = append(super, row)
		} else {
			own = append(own, row)
		}
	}
	return own, super
}

// fieldRow is one thing that people write.
func (r *record) fieldRow(f exam.RecordField, on bool) fyne.CanvasObject {
	st, v := r.u.st, r.value(f.Name)
	ground := kit.Panel
	was, changed := r.view.Before[f.Name]
	switch {
	case on:
		ground = kit.PriTint
	case changed:
		ground = kit.WarnTint
	}
	label := r.label(f, was, changed)
	touch := r.tapped(f.Name)
	switch f.Kind {
	case "yesno", "choice":
		var opts []kit.Option
		for _, a := range answers(f) {
			opts = append(opts, kit.Option{Word: r.answerWord(f, a), Picked: a == v})
		}
		cells := append([]kit.Cell{{Body: label, Ground: ground, Do: touch}}, st.Choices(st.Body-1, 56, opts, r.answer(f))...)
		return st.FormRow(44, r.inner(), on, cells...)
	case "count", "time":
		var right fyne.CanvasObject = st.Right(v, st.Body, kit.Ink)
		if on && r.field != nil {
			right, touch = r.field, nil
		}
		return st.FormRow(44, r.inner(), on, kit.Cell{Body: label, Ground: ground, Do: touch}, kit.Cell{Body: right, Width: 130, Ground: ground, Do: touch})
	}
	return st.FormRow(44, r.inner(), on, kit.Cell{Body: r.textBody(f, label, v, on), Ground: ground, Do: r.unless(on, touch)})
}

func (r *record) unless(on bool, do func()) func() {
	if on {
		return nil
	}
	return do
}

// label names a field; one that is missing is in the colour of what is to do, with
// its shape, and one that changed since the last revision says what it said there.
func (r *record) label(f exam.RecordField, was string, changed bool) *fyne.Container {
	u, st := r.u, r.u.st
	size := st.Body - 1
	parts := []fyne.CanvasObject{st.Text(u.T("record.field."+f.Name), size, kit.Ink)}
	for _, m := range r.view.Missing {
		if m.Name == f.Name && !r.frozen() {
			parts = append(parts, st.MarkSized(kit.Caution, u.T("screen.record.needed"), 16, st.Caption))
		}
	}
	if changed {
		if f.Kind != "text" {
			parts = append(parts, st.Struck(r.answerWord(f, was), size, 200))
		}
		parts = append(parts, st.MarkSized(kit.Revised, u.T("screen.record.revised"), 16, st.Caption))
	}
	return kit.Flow(10, r.inner()/2, parts...)
}

// textBody is a text field: phrases by digit, below them words of one's own.
func (r *record) textBody(f exam.RecordField, label *fyne.Container, v string, on bool) fyne.CanvasObject {
	u, st := r.u, r.u.st
	size, wide := st.Body-1, r.inner()-20
	was, changed := r.view.Before[f.Name]
	switch {
	case !on && len(label.Objects) > 1: // with a mark: over the text
		parts := []fyne.CanvasObject{label}
		if changed && was != "" {
			parts = append(parts, st.Struck(was, size, wide))
		}
		return kit.Col(4, append(parts, st.Para(v, size, kit.Ink, wide))...)
	case !on:
		return kit.Columns(16, kit.Fixed(label, st.Body*7, 0), kit.Grow(st.Para(v, size, kit.Ink, wide-st.Body*8), 1))
	}
	parts := []fyne.CanvasObject{kit.Row(8, kit.Grow(label, 1), st.Text(u.T("screen.record.text-how"), st.Caption, kit.Ink2))}
	if was != "" {
		parts = append(parts, st.Struck(was, size, wide))
	}
	var chips []fyne.CanvasObject
	for i, c := range r.phrases(f.Name) {
		p := u.T("phrase." + c)
		chips = append(chips, st.Chip(strconv.Itoa(i+1), kit.Option{Word: p, Picked: strings.Contains(v, p)}, func() { r.digit(i) }))
	}
	if len(chips) > 0 {
		parts = append(parts, kit.Flow(8, wide, chips...))
	}
	return kit.Col(8, append(parts, kit.Fixed(r.text, 0, 84))...)
}

// signers is who signs, in order, and who has: the foot of the form.
func (r *record) signers() fyne.CanvasObject {
	u, st := r.u, r.u.st
	var rows []fyne.CanvasObject
	for _, s := range r.view.Content.Signers {
		mark := st.MarkSized(kit.ToSign, u.T("screen.record.to-sign"), 16, st.Caption)
		for _, got := range r.view.State.Signatures {
			if got.By == s.Staff {
				mark = st.MarkSized(kit.Signed, join(u.T("screen.record.signed"), got.When.Format("15:04:05")), 16, st.Caption)
			}
		}
		rows = append(rows, st.FormRow(34, r.inner(), false, kit.Cell{Body: st.Text(u.T("role."+string(s.As)), st.Caption, kit.Ink2), Ground: kit.Rail},
			kit.Cell{Body: st.Text(s.Name, st.Body-1, kit.Ink)}, kit.Cell{Body: mark}))
	}
	return kit.FormRows(rows...)
}
