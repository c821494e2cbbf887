package screen

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// archivist is the part of the desk that archiving uses.
type archivist interface {
	ArchiveView() (desk.ArchiveView, error)
	WriteArchiveWith(ctx context.Context, path string, evidence []byte, progress func(done, total int64)) error
	CopyArchive(ctx context.Context, from, to string, progress func(done, total int64)) error
	VerifyArchive(ctx context.Context, path string, passphrase []byte, progress func(done, total int64)) (desk.Checked, error)
	StampTime(ctx context.Context, by desk.Stamper) (desk.Stamped, error)
	Sessions() ([]desk.SessionView, error)
	LedgerEntry() (desk.ExamTaken, error)
	Authority() (desk.Authority, error)
}

// archive is 归档: what is missing, then F9.
type archive struct {
	u    *ui
	d    archivist
	exam string
	give entering // nil: the exam cannot be given to a ledger here
	plan exam.Plan
	body *bodyBook // nil: this home has no institution's book to prove things from

	view  desk.ArchiveView
	ready bool
	at    int
	table *kit.TableView
	found *desk.Checked // what the last verification found
	path  string        // of the archive that was just written; empty: none
}

func newArchive(u *ui, d archivist, examNo string) *archive {
	return &archive{u: u, d: d, exam: examNo}
}

func (a *archive) name() string { return "archive" }
func (a *archive) leave()       {}

func (a *archive) show() {
	a.draw()
	a.reload("")
}

// reload asks again off the UI goroutine; note is what was refused before and must
// still be read.
func (a *archive) reload(note string) {
	kit.Back(a.u.run, a.d.ArchiveView, func(v desk.ArchiveView, err error) {
		if !a.u.refused(err) {
			a.view, a.ready, a.u.note = v, true, note
			a.at = max(0, min(a.at, len(v.Missing)-1))
		}
		a.draw()
	})
}

// write asks for proofs of the institution's book, where the home has one, then where to
// put the archive.
func (a *archive) write() {
	if !a.ready || a.view.Blocked() {
		return
	}
	if a.body == nil {
		a.writeWith(nil)
		return
	}
	u := a.u
	var evidence []byte
	u.fill(form{title: u.T("screen.archive.write"), line: a.exam, said: u.T("screen.archive.proofs-how"), big: u.T("screen.archive.proofs-next"),
		blanks: []blank{{key: "officer", label: u.T("screen.office.role"), text: a.body.officer}, {key: "pass", label: u.T("screen.archive.proofs-pass"), kind: secretBlank}},
		do: func(f answered) (err error) {
			if evidence = nil; f["pass"] != "" {
				evidence, err = a.body.prove(u.ctx, f.text("officer"), []byte(f["pass"]), a.plan)
			}
			return err
		},
		done: func() { a.writeWith(evidence) }, after: a.draw})
}

// writeWith asks where, writes, reads back, and says what was found.
func (a *archive) writeWith(evidence []byte) {
	u := a.u
	askSave(u, u.T("screen.archive.write"), u.T("screen.archive.file", "exam", a.exam), func(path string) {
		long(u, u.T("screen.archive.writing"), func(ctx context.Context, progress func(done, total int)) (desk.Checked, error) {
			if err := a.d.WriteArchiveWith(ctx, path, evidence, wide(progress)); err != nil {
				return desk.Checked{}, err
			}
			return a.d.VerifyArchive(ctx, path, nil, wide(progress))
		}, func(c desk.Checked, err error) {
			if err == nil {
				a.path = path
			}
			a.told(c, err)
			switch {
			case err != nil:
			case a.body != nil && evidence == nil:
				u.stored("screen.archive.saved-unproven")
			default:
				u.stored("screen.archive.saved")
			}
		})
	})
}

// second writes the archive that was just written to a second place too, and reads it
// back there.
func (a *archive) second() {
	u, from := a.u, a.path
	askSave(u, u.T("screen.archive.second"), filepath.Base(from), func(path string) {
		long(u, u.T("screen.archive.copying"), func(ctx context.Context, progress func(done, total int)) (struct{}, error) {
			return struct{}{}, a.d.CopyArchive(ctx, from, path, wide(progress))
		}, func(_ struct{}, err error) {
			if !u.refused(err) {
				u.stored("screen.archive.copied")
			}
			a.draw()
		})
	})
}

// stamp asks the authority that is set up for a time stamp of what is recorded.
func (a *archive) stamp() {
	u := a.u
	long(u, u.T("screen.archive.stamping"), func(ctx context.Context, _ func(done, total int)) (desk.Stamped, error) {
		return a.d.StampTime(ctx, nil)
	}, func(got desk.Stamped, err error) {
		note := ""
		switch {
		case u.refused(err):
			note = u.note
		case got.Off != 0:
			note = u.T(clockKey("screen.archive.stamp", -got.Off), "min", minutes(got.Off))
		default:
			u.stored("screen.archive.stamped-now")
		}
		a.reload(note)
	})
}

// wide takes the bytes that the store counts.
func wide(progress func(done, total int)) func(done, total int64) {
	return func(done, total int64) { progress(int(done), int(total)) }
}

// told shows what a verification found, or why there is none.
func (a *archive) told(c desk.Checked, err error) {
	a.found = nil
	note := ""
	if a.u.refused(err) {
		note = a.u.note
	} else {
		a.found = &c
	}
	a.reload(note)
}

// verify checks a file that somebody chooses, with or without the passphrase.
func (a *archive) verify() {
	u := a.u
	askFile(u, u.T("screen.archive.choose"), []string{".kaowu"}, func(path string) {
		pass := kit.NewField(u.st, kit.Secret, kit.FieldLook{Hint: u.T("screen.archive.pass-hint")}, u.now)
		u.ask(ask{
			title: u.T("screen.archive.pass"), big: u.T("screen.archive.check"), first: pass,
			body: func() fyne.CanvasObject {
				return kit.Col(12, u.st.Para(u.T("screen.archive.pass-how"), u.st.Body, kit.Ink, 740), kit.Fixed(pass, 0, 44))
			},
			do: func() bool {
				secret := []byte(pass.Text())
				u.f.Close()
				long(u, u.T("screen.archive.checking"), func(ctx context.Context, progress func(done, total int)) (desk.Checked, error) {
					return a.d.VerifyArchive(ctx, path, secret, wide(progress))
				}, a.told)
				return false
			},
		})
	})
}

// goThere opens the screen where the active thing is done.
func (a *archive) goThere() {
	m := a.view.Missing[a.at]
	switch {
	case m.Session != "":
		list, err := a.d.Sessions()
		if a.u.refused(err) {
			a.draw()
			return
		}
		for _, s := range list {
			if s.Session.No == m.Session {
				a.u.open("record", s)
			}
		}
	case m.Code == "not-uploaded":
		a.u.open("upload", nil)
	default:
		a.u.open("results", m.Candidate)
	}
}

func (a *archive) move(by int) {
	a.at = max(0, min(a.at+by, len(a.view.Missing)-1))
	a.draw()
}

func (a *archive) keys() kit.Table {
	u := a.u
	some := func() bool { return a.ready && len(a.view.Missing) > 0 }
	return kit.Table{
		{Names: []string{"Down"}, Cap: "↑ ↓", Word: u.T("screen.archive.key-row"), Do: func() { a.move(1) }, When: some},
		{Names: []string{"Up"}, Cap: "↑ ↓", Word: u.T("screen.archive.key-row"), Do: func() { a.move(-1) }, When: some, Quiet: true},
		{Names: []string{"PgDn"}, Cap: "PgUp PgDn", Word: u.T("screen.key.page"), Do: func() { a.move(a.table.Page()) }, When: some, Quiet: true},
		{Names: []string{"PgUp"}, Cap: "PgUp PgDn", Word: u.T("screen.key.page"), Do: func() { a.move(-a.table.Page()) }, When: some, Quiet: true},
		{Names: []string{"Enter"}, Word: u.T("screen.archive.key-go"), Do: a.goThere, When: some},
		{Names: []string{"F4"}, Word: u.T("screen.archive.ledger"), Do: a.toLedger, When: func() bool { return a.ready && a.give != nil }},
		{Names: []string{"F5"}, Word: u.T("screen.archive.verify"), Do: a.verify},
		{Names: []string{"F6"}, Word: u.T("screen.archive.second"), Do: a.second, When: func() bool { return a.path != "" }},
		{Names: []string{"F8"}, Word: u.T("screen.archive.authority"), Do: a.authority},
		{Names: []string{"F10"}, Word: u.T("screen.archive.stamp"), Do: a.stamp, When: func() bool { return a.ready && a.view.CanStamp }},
		{Names: []string{"F9"}, Word: u.T("screen.archive.write"), Do: a.write, When: func() bool { return a.ready && !a.view.Blocked() }},
	}
}
