package screen

import (
	"os"
	"slices"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// lacking names the required fields that are empty: one's own, and the others'.
func (r *record) lacking() (own, others []string) {
	for _, f := range r.view.Missing {
		word := r.u.T("record.field." + f.Name)
		if r.own(f) {
			own = append(own, word)
		} else {
			others = append(others, word)
		}
	}
	return own, others
}

// missing says what stands between this person and their signature, in words.
func (r *record) missing() []string {
	u := r.u
	var out []string
	r.looked()
	if !r.readAll() {
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

// step is the big step: freeze while it is written, sign once it is frozen.
func (r *record) step() {
	switch {
	case r.busy:
	case !r.commit():
		r.draw()
	case r.frozen():
		r.sign()
	default:
		r.freeze()
	}
}

// freeze fixes the content. Where something of one's own is missing, the keyboard
// goes there instead.
func (r *record) freeze() {
	u := r.u
	for i, f := range r.fields() {
		if slices.ContainsFunc(r.view.Missing, func(m exam.RecordField) bool { return m.Name == f.Name }) {
			r.goTo(i)
			return
		}
	}
	r.wrong = ""
	if err := r.d.FreezeRecord(u.ctx, r.no()); err != nil {
		r.wrong = u.w.Sentence(err)
	} else {
		u.stored("screen.record.saved-freeze", "no", string(r.no()))
		r.read = ""
	}
	r.reload()
	r.draw()
}

// sign signs by hand and by key. What is signed is what was on the screen: when the
// record has become another since, it is shown again instead, with the strokes and
// the passphrase as they are. The desk looks once more when it signs: the passphrase
// is checked off the UI goroutine, and takes its time.
func (r *record) sign() {
	u := r.u
	if m := r.missing(); len(m) > 0 {
		r.wrong = u.T("screen.record.missing", "what", m)
		r.drawSide()
		return
	}
	if different := r.reload(); len(different) > 0 {
		r.wrong = u.w.Sentence(exam.Refuse("record-changed", "session", string(r.no()), "what", different))
		r.draw()
		return
	}
	if !r.signing() { // signed on another laptop meanwhile, or what was frozen no longer holds
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
	secret, read := []byte(r.pass.Text()), r.view.Content
	r.busy, r.wrong = true, ""
	r.pass.Set("", false)
	r.drawSide()
	kit.Back(u.run, func() (desk.Signed, error) { return r.d.SignRecord(u.ctx, r.no(), read, strokes, secret) }, r.signed)
}

// signed takes the answer: the pad is empty and gone, or what to do is said.
func (r *record) signed(_ desk.Signed, err error) {
	u := r.u
	r.busy = false
	r.reload()
	if err != nil {
		r.wrong = u.w.Sentence(err)
	} else {
		u.stored("screen.record.saved-sign", "no", string(r.no()))
		r.area, r.wrong = false, ""
		r.pad.SetStrokes(nil)
	}
	r.draw()
}

// reopen makes the next revision, which everybody signs again. The dialog says what
// that means before it is done.
func (r *record) reopen() {
	u := r.u
	f := r.view.State.Frozen
	if f == nil {
		return
	}
	title := u.T("screen.record.reopen-title", "n", f.Revision+1)
	said := u.T("screen.record.reopen-said", "n", f.Revision+1, "people", len(r.view.Content.Signers), "old", f.Revision)
	askReasonSaid(u, title, u.session(r.in.Session, r.in.Subject), said, u.T("screen.record.reopen-do"), "reopen", u.codes.reopen, func(code, text string) error {
		if err := r.d.ReopenRecord(u.ctx, r.no(), exam.Why{Code: code, Text: text}); err != nil {
			return err
		}
		u.stored("screen.record.saved-reopen", "no", string(r.no()))
		r.reload()
		r.read, r.wrong, r.area = "", "", false
		r.pad.SetStrokes(nil)
		return nil
	}, r.draw)
}

// canSeal says whether the scan of the stamped paper may be attached now.
func (r *record) canSeal() bool {
	return r.view.State.Paper != nil && r.may("SealRecord")
}

// seal attaches the scan of the stamped paper 盖章扫描件.
func (r *record) seal() {
	u := r.u
	askFile(u, u.T("screen.record.seal"), []string{".pdf", ".jpg", ".jpeg", ".png"}, func(path string) {
		kit.Back(u.run, func() (struct{}, error) {
			scan, err := os.ReadFile(path)
			if err != nil {
				return struct{}{}, exam.Refuse("file-unreadable")
			}
			return struct{}{}, r.d.SealRecord(u.ctx, r.no(), scan)
		}, func(_ struct{}, err error) {
			r.wrong = ""
			if err != nil {
				r.wrong = u.w.Sentence(err)
			} else {
				u.stored("screen.record.saved-seal", "no", string(r.no()))
			}
			r.reload()
			r.draw()
		})
	})
}

// preview shows the page as it is printed; a signed record prints its signed file.
func (r *record) preview() {
	u := r.u
	if !r.commit() {
		r.draw()
		return
	}
	doc, err := r.d.RecordPage(r.no())
	if u.refused(err) {
		r.draw()
		return
	}
	p := printout{title: u.T("screen.record.preview"), line: u.session(r.in.Session, r.in.Subject), name: string(r.no()), doc: doc, at: u.now()}
	if r.view.State.Paper != nil && r.may("RecordPaper") {
		p.pdf = func() ([]byte, error) { return r.d.RecordPaper(r.no()) }
	}
	u.preview(p)
}

// larger gives the pad the window.
func (r *record) larger() {
	u := r.u
	room := u.f.Root().Size()
	w := min(room.Width-200, (room.Height-210)*kit.PadRatio)
	big := u.st.NewSignPad(fyne.NewSize(w, w/kit.PadRatio), u.now)
	big.SetStrokes(r.pad.Strokes())
	done := func() { r.pad.SetStrokes(big.Strokes()); u.f.Close() }
	u.f.Open(&kit.Dialog{
		Title: u.T("screen.record.step-hand"), Line: u.session(r.in.Session, r.in.Subject), Full: true, OnClose: r.draw,
		Body: func() fyne.CanvasObject { return kit.Middle(big) },
		Keys: kit.Table{{Names: []string{"F9", "Enter", "F6"}, Cap: "F9", Word: u.T("screen.key.done"), Do: done}, {Names: []string{"F8"}, Word: u.T("screen.record.undo-stroke"), Do: big.Undo},
			{Names: []string{"Delete"}, Word: u.T("screen.record.clear"), Do: big.Clear}, {Names: []string{"Esc"}, Word: u.T("screen.key.cancel"), Do: u.f.Close}},
		Foot: []fyne.CanvasObject{u.st.Button(kit.Button{Word: u.T("screen.record.undo-stroke"), Key: "F8", Do: big.Undo}), u.st.Button(kit.Button{Word: u.T("screen.record.clear"), Key: "Delete", Do: big.Clear}),
			u.st.Button(kit.Button{Word: u.T("screen.key.cancel"), Key: "Esc", Do: u.f.Close}), u.st.Button(kit.Button{Word: u.T("screen.key.done"), Key: "F9", Kind: kit.Go, Do: done})},
	})
}
