package screen

import (
	"strings"

	"fyne.io/fyne/v2"

	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

func (r *record) draw() {
	u, st := r.u, r.u.st
	state, word := kit.ToSign, u.T("screen.record.writing")
	switch {
	case r.view.Done:
		state, word = kit.Signed, u.T("screen.record.all-signed")
	case r.frozen() && len(r.view.Next) > 0:
		word = u.T("screen.record.waits", "names", r.names(r.view.Next))
	}
	if len(r.view.State.Past) > 0 && !r.view.Done {
		state = kit.Revised
	}
	head := u.header(u.T("screen.record.title"), u.session(r.in.Session, r.in.Subject), st.MarkSized(state, word, 22, st.Body),
		st.Button(kit.Button{Word: u.T("screen.record.preview"), Key: "F7", Icon: "print", Do: r.preview}))
	u.f.Show(u.page(head, kit.Columns(u.gap(), kit.Grow(r.page(), 1), kit.Fixed(r.steps(), 400, 0))), r.keys())
	switch {
	case r.area && r.frozen():
		u.f.Focus(r.pass)
	case r.inline():
		u.f.Focus(r.field)
	default:
		u.f.Focus(nil)
	}
}

// inline says whether the active field is typed into where it stands.
func (r *record) inline() bool {
	f := r.active()
	return f != nil && (f.Kind == "count" || f.Kind == "time") && r.field != nil
}

func (r *record) names(list []exam.Signer) []string {
	var out []string
	for _, s := range list {
		out = append(out, s.Name)
	}
	return out
}

// page is the record as it is read: facts first, then what people write.
func (r *record) page() fyne.CanvasObject {
	u, st, c := r.u, r.u.st, r.view.Content
	absent := make([]string, len(c.Absent))
	for i, no := range c.Absent {
		absent[i] = string(no)
	}
	times := u.T("screen.record.times", "from", c.Session.Start, "to", c.Session.End, "opened", hm(c.OpenedAt), "closed", hm(c.ClosedAt))
	facts := st.Facts(15, 3,
		kit.Fact{Label: u.T("screen.record.fact-plan"), Value: join(c.Header.Exam, c.Header.Body)},
		kit.Fact{Label: u.T("screen.record.fact-room"), Value: join(c.Room.No, c.Room.Name, c.Room.Place)},
		kit.Fact{Label: u.T("screen.record.fact-times"), Value: times},
		kit.Fact{Label: u.T("screen.record.fact-people"), Value: u.T("screen.record.people", "expected", c.Expected, "present", c.Present, "absent", len(c.Absent), "late", len(c.Late))},
		kit.Fact{Label: u.T("screen.record.fact-absent"), Value: u.T("screen.record.list", "list", absent)})
	rows := []fyne.CanvasObject{st.Centre(u.T("screen.record.title"), 22, kit.Ink),
		kit.Row(8, st.Text(join(c.Header.Body, string(c.Session.Date)), st.Caption, kit.Ink2), kit.Space(), st.Text(u.T("screen.record.revision", "n", max(1, c.Revision)), st.Caption, kit.Ink2)),
		st.Edged(kit.Rail, kit.Line, 1, kit.Pad(8, 10, facts)), st.Text(u.T("screen.record.incidents"), 15, kit.Ink2)}
	for _, in := range c.Incidents {
		rows = append(rows, r.incidentRow(in.Time, string(in.Candidate), u.T("incident."+in.Code), in.Text, r.called(in.By)))
	}
	for _, v := range c.Violations {
		rows = append(rows, r.incidentRow(v.Time, string(v.Candidate), u.T("violation."+v.Code), v.Facts, r.called(v.By)))
	}
	if len(c.Incidents)+len(c.Violations) == 0 {
		rows = append(rows, st.Text(u.T("screen.record.no-incidents"), 15, kit.Ink2))
	}
	rows = append(rows, st.Text(u.T("screen.record.fields"), 15, kit.Ink2))
	heights := float32(0)
	for _, o := range rows {
		heights += o.MinSize().Height + 6
	}
	scroll := st.Scroll(nil)
	top := heights
	mine := r.fields()
	for _, f := range r.view.Fields {
		on := !r.area && r.active() != nil && r.active().Name == f.Name
		o := r.fieldRow(f, on)
		if on {
			top = heights
		}
		heights += o.MinSize().Height + 6
		rows = append(rows, o)
	}
	scroll.Content = kit.Pad(12, 26, kit.Col(6, rows...))
	if len(mine) > 0 && r.at > 1 {
		scroll.Offset = fyne.NewPos(0, max(0, top-220))
	}
	if r.frozen() && r.read {
		scroll.Offset = fyne.NewPos(0, 10000)
	}
	scroll.OnScrolled = func(p fyne.Position) {
		if p.Y+scroll.Size().Height >= scroll.Content.MinSize().Height-4 {
			r.read = true
		}
	}
	return st.Panel(scroll)
}

func hm(t exam.Time) string {
	if t.IsZero() {
		return "–"
	}
	return t.Format("15:04")
}

func (r *record) incidentRow(at, no, what, text, by string) fyne.CanvasObject {
	st := r.u.st
	return st.Edged(kit.Panel, kit.Line, 1, kit.Pad(3, 9, kit.Columns(12, kit.Fixed(st.Text(at, 15, kit.Ink), 50, 0), kit.Fixed(st.Text(no, 15, kit.Ink), 96, 0),
		kit.Fixed(st.Trimmed(what, 15, kit.Ink), 110, 0), kit.Grow(st.Trimmed(text, 15, kit.Ink), 1), kit.Fixed(st.Text(by, st.Caption, kit.Ink2), 60, 0))))
}

// fieldRow is one thing that people write.
func (r *record) fieldRow(f exam.RecordField, on bool) fyne.CanvasObject {
	u, st := r.u, r.u.st
	v := r.value(f.Name)
	label := u.T("record.field." + f.Name)
	tone := kit.Ink
	for _, m := range r.view.Missing {
		if m.Name == f.Name {
			tone = kit.Warn
		}
	}
	ground, edge, width := kit.Panel, kit.Line, float32(1)
	if on {
		ground, edge, width = kit.PriTint, kit.Pri, 3
	}
	name := st.Text(label, 15, tone)
	var right fyne.CanvasObject
	switch f.Kind {
	case "yesno", "choice":
		right = kit.Fixed(r.answerRow(f, v), 0, 36)
	case "count", "time":
		if on {
			kind := kit.Digits
			if f.Kind == "time" {
				kind = kit.Scan
			}
			if r.field == nil || r.field.Text() == "" || r.fieldFor != f.Name {
				r.field = kit.NewField(st, kind, kit.FieldLook{Size: st.Body + 2, Right: true}, u.now)
				r.field.Set(v, v != "")
				r.fieldFor = f.Name
			}
			right = kit.Fixed(r.field, 110, 40)
		} else {
			right = st.Text(v, st.Body, kit.Ink)
		}
	default:
		parts := []fyne.CanvasObject{kit.Row(8, name, kit.Space(), st.Text(r.textHow(on), st.Caption, kit.Ink2))}
		if on {
			parts = append(parts, r.phraseRows(f.Name, v))
		}
		if v != "" {
			parts = append(parts, st.Para(v, 15, kit.Ink, 560))
		}
		return st.Edged(ground, edge, width, kit.Pad(6, 9, kit.Col(6, parts...)))
	}
	return st.Edged(ground, edge, width, kit.Pad(3, 9, kit.Row(8, kit.Grow(name, 1), right)))
}

func (r *record) textHow(on bool) string {
	if on {
		return r.u.T("screen.record.text-how")
	}
	return ""
}

func (r *record) answerRow(f exam.RecordField, v string) fyne.CanvasObject {
	u, st := r.u, r.u.st
	var parts []fyne.CanvasObject
	for _, a := range answers(f) {
		key := "record.answer." + a
		if f.Kind == "choice" {
			key = "record.field." + f.Name + "." + a
		}
		ink, ground := kit.Ink2, kit.Panel
		if a == v {
			ink, ground = kit.OnPri, kit.Pri
			if a == "no" || a == "bad" {
				ground = kit.Err
			}
		}
		parts = append(parts, kit.Stack(st.Box(ground, kit.Line, 1, 0), kit.Pad(0, 14, kit.Middle(st.Text(u.T(key), 15, ink)))))
	}
	return kit.Columns(0, parts...)
}

func (r *record) phraseRows(field, v string) fyne.CanvasObject {
	u := r.u
	var opts []kit.Option
	for _, c := range r.phrases(field) {
		p := u.T("phrase." + c)
		opts = append(opts, kit.Option{Word: p, Picked: strings.Contains(v, p)})
	}
	return u.st.ChoiceGrid(opts, 3, r.digit)
}

// steps are the three steps of signing.
func (r *record) steps() fyne.CanvasObject {
	u, st := r.u, r.u.st
	upTo := "–"
	if f := r.view.State.Frozen; f != nil {
		upTo = count(int(f.UpTo))
	}
	what := st.Panel(kit.Col(0, st.StepHead("1", u.T("screen.record.step-see"), 42), kit.Pad(10, 16, st.Facts(15, 3,
		kit.Fact{Label: u.T("screen.record.you-sign"), Value: u.T("screen.record.what", "no", string(r.no()), "n", max(1, r.view.Content.Revision), "upto", upTo)},
		kit.Fact{Label: u.T("screen.record.code"), Value: r.view.Code, Tone: kit.Pri},
		kit.Fact{Label: u.T("screen.record.after"), Value: u.T("screen.record.after-what")}))))
	if r.done != nil || r.view.Done {
		return kit.Col(u.gap(), what, kit.Grow(r.signedPanel(), 1))
	}
	if !r.frozen() {
		return kit.Col(u.gap(), what, kit.Grow(r.freezePanel(), 1))
	}
	pad := st.Panel(kit.Col(0, st.StepHead("2", u.T("screen.record.step-hand"), 56,
		st.Button(kit.Button{Word: u.T("screen.record.undo-stroke"), Icon: "undo", Do: r.pad.Undo}), st.Button(kit.Button{Word: u.T("screen.record.clear"), Do: r.pad.Clear})),
		kit.Pad(12, 16, r.pad)))
	missing := r.missing()
	line := kit.Row(10, kit.Grow(r.pass, 1), st.Button(kit.Button{Word: r.signWord(), Key: "F9", Kind: kit.Go, Off: len(missing) > 0 || r.busy || !r.view.CanSign, Do: r.step}))
	parts := []fyne.CanvasObject{line}
	switch {
	case r.wrong != "":
		parts = append(parts, kit.Columns(6, kit.Top(st.Shape(kit.Caution, 16)), kit.Grow(st.Para(r.wrong, 15, kit.Warn, 340), 1)))
	case !r.view.CanSign:
		parts = append(parts, kit.Columns(6, kit.Top(st.Shape(kit.NotCome, 16)), kit.Grow(st.Para(u.T("screen.record.not-turn"), 15, kit.Ink2, 340), 1)))
	case len(missing) > 0:
		parts = append(parts, kit.Columns(6, kit.Top(st.Shape(kit.Caution, 16)), kit.Grow(st.Para(u.T("screen.record.missing", "what", missing), 15, kit.Warn, 340), 1)))
	}
	parts = append(parts, st.MarkSized(kit.Signed, u.T("screen.record.so-far", "n", len(r.view.State.Signatures)), 16, st.Caption))
	sign := st.Panel(kit.Col(0, st.StepHead("3", u.T("screen.record.step-pass"), 42), kit.Grow(kit.Pad(12, 16, kit.Col(8, parts...)), 1)))
	return kit.Col(u.gap(), what, pad, kit.Grow(sign, 1))
}

func (r *record) signWord() string {
	if r.busy {
		return r.u.T("screen.signin.checking")
	}
	return r.u.T("screen.record.sign")
}

// freezePanel stands in the place of the pad while the record is written.
func (r *record) freezePanel() fyne.CanvasObject {
	u, st := r.u, r.u.st
	missing := r.missing()
	parts := []fyne.CanvasObject{st.Para(u.T("screen.record.freeze-how"), st.Body, kit.Ink, 360)}
	if len(missing) > 0 {
		parts = append(parts, st.Note(kit.Caution, "", u.T("screen.record.missing", "what", missing), 15, 360))
	}
	parts = append(parts, st.Button(kit.Button{Word: u.T("screen.record.freeze"), Key: "F9", Kind: kit.Go, Tall: true, Off: len(missing) > 0 || r.in.Status == "not-open", Do: r.step}))
	return st.Panel(kit.Col(0, st.StepHead("2", u.T("screen.record.step-write"), 42), kit.Top(kit.Pad(14, 16, kit.Col(12, parts...)))))
}

// signedPanel is what remains once this person has signed.
func (r *record) signedPanel() fyne.CanvasObject {
	u, st := r.u, r.u.st
	parts := []fyne.CanvasObject{st.MarkSized(kit.Signed, u.T("screen.record.signed"), 28, st.Title)}
	if r.done != nil {
		parts = append(parts, st.Text(r.done.At.Format("15:04:05"), st.Lead, kit.Ink))
	}
	if p := r.view.State.Paper; p != nil {
		parts = append(parts, st.Text(join(u.T("screen.record.checkpoint"), u.T("screen.record.same-paper")), st.Body, kit.Ink2),
			kit.Fixed(st.Scroll(st.Para(p.Checkpoint, st.Caption, kit.Ink, 350)), 0, 180))
	} else if len(r.view.Next) > 0 {
		parts = append(parts, st.Para(u.T("screen.record.next", "names", r.names(r.view.Next)), st.Body, kit.Ink2, 360))
	}
	parts = append(parts, st.Button(kit.Button{Word: u.T("screen.record.reopen"), Key: "F4", Do: r.reopen}))
	return st.Panel(kit.Top(kit.Pad(16, 16, kit.Col(10, parts...))))
}

// preview shows the page as it is printed.
func (r *record) preview() {
	u := r.u
	doc, err := r.d.RecordPage(r.no())
	if u.refused(err) {
		r.draw()
		return
	}
	u.preview(printout{title: u.T("screen.record.preview"), line: u.session(r.in.Session, r.in.Subject), name: string(r.no()), doc: doc, at: u.now()})
}

// larger gives the pad the window.
func (r *record) larger() {
	u := r.u
	big := u.st.NewSignPad(fyne.NewSize(760, 277), u.now)
	big.SetStrokes(r.pad.Strokes())
	done := func() { r.pad.SetStrokes(big.Strokes()); u.f.Close() }
	u.f.Open(&kit.Dialog{
		Title: u.T("screen.record.step-hand"), Body: func() fyne.CanvasObject { return big }, OnClose: r.draw,
		Keys: kit.Table{{Names: []string{"F9", "Enter", "F6"}, Cap: "F9", Word: u.T("screen.key.done"), Do: done}, {Names: []string{"F8"}, Word: u.T("screen.record.undo-stroke"), Do: big.Undo},
			{Names: []string{"Esc"}, Word: u.T("screen.key.cancel"), Do: u.f.Close}},
		Foot: []fyne.CanvasObject{u.st.Button(kit.Button{Word: u.T("screen.record.clear"), Do: big.Clear}), u.st.Button(kit.Button{Word: u.T("screen.key.done"), Key: "F9", Kind: kit.Go, Do: done})},
	})
}

func (r *record) keys() kit.Table {
	u := r.u
	page := func() bool { return !r.area }
	chosen := func() bool { f := r.active(); return page() && f != nil && len(answers(*f)) > 0 }
	words := func() bool { f := r.active(); return page() && f != nil && f.Kind == "text" }
	signing := func() bool { return r.frozen() && r.view.CanSign }
	t := kit.Table{
		{Names: []string{"Tab"}, Word: u.T("screen.key.area"), Do: func() { r.commit(); r.area = !r.area; r.draw() }, When: signing},
		{Names: []string{"Down"}, Cap: "↑ ↓", Word: u.T("screen.record.move"), Do: func() { r.move(1) }, When: page},
		{Names: []string{"Up"}, Cap: "↑ ↓", Word: u.T("screen.record.move"), Do: func() { r.move(-1) }, When: page, Quiet: true},
		{Names: []string{"PgDn"}, Word: u.T("screen.record.to-end"), Do: func() { r.move(1000) }, Quiet: true},
		{Names: []string{"Left"}, Cap: "← →", Word: u.T("screen.record.choose"), Do: func() { r.turn(-1) }, When: chosen},
		{Names: []string{"Right"}, Cap: "← →", Word: u.T("screen.record.choose"), Do: func() { r.turn(1) }, When: chosen, Quiet: true},
		{Names: []string{"Enter"}, Word: u.T("screen.record.write"), Do: r.enter, When: page},
	}
	t = append(t, kit.Picks(9, u.T("screen.record.phrase"), r.digit, func() bool { return chosen() || words() })...)
	return append(t,
		kit.Key{Names: []string{"F6"}, Word: u.T("screen.record.larger"), Do: r.larger, When: signing},
		kit.Key{Names: []string{"F8"}, Word: u.T("screen.record.undo-stroke"), Do: func() { r.pad.Undo() }, When: signing, Quiet: true},
		kit.Key{Names: []string{"F7"}, Word: u.T("screen.record.preview"), Do: r.preview},
		kit.Key{Names: []string{"F4"}, Word: u.T("screen.record.reopen"), Do: r.reopen, When: func() bool { return r.view.Done || r.frozen() && len(r.view.State.Signatures) > 0 }, Quiet: true},
		kit.Key{Names: []string{"F9"}, Word: r.stepWord(), Do: r.step, When: func() bool { return !r.view.Done }},
	)
}

func (r *record) stepWord() string {
	if r.frozen() {
		return r.u.T("screen.record.sign")
	}
	return r.u.T("screen.record.freeze")
}
