package screen

import (
	"context"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// eraser opens the exam's book beside the institution's, for as long as each step needs
// it. Both people are there: the exam's lead signs, the officer looks at the complaints.
type eraser interface {
	// leadOf is the name of the exam's lead, as the exam's cover has it; empty: unknown.
	leadOf(examNo string) string
	// known checks the lead's passphrase and deletes nothing.
	known(examNo, lead string, passphrase []byte) error
	// erase deletes the exam. It may fail after the point of no return.
	erase(ctx context.Context, examNo, lead string, passphrase []byte, del desk.Deleting) error
	// finish enters a deletion that was cut short.
	finish(ctx context.Context, examNo string) error
	// hold keeps the window from locking or leaving meanwhile; ended lets it go, on the
	// UI goroutine, and puts an exam away that is gone.
	hold()
	ended()
}

// barred is why an exam cannot be deleted now, in the words of its dates; nil: it can.
func barred(x desk.Retained) error {
	switch {
	case x.Closed == "":
		return exam.Refuse("exam-not-closed", "exam", x.Exam)
	case len(x.Open) > 0:
		return exam.Refuse("screen-complaints-open", "exam", x.Exam, "n", len(x.Open), "no", x.Open[0])
	case !x.Due:
		return exam.Refuse("retention-runs", "exam", x.Exam, "until", string(x.Until))
	case x.Archived == nil:
		return exam.Refuse("screen-no-archive", "exam", x.Exam)
	}
	return nil
}

// ask asks for the archive file, the reason and the exam's lead; what is refused here
// has deleted nothing.
func (r *retention) ask() {
	u, x := r.u, *r.row()
	if u.refused(barred(x)) {
		r.draw()
		return
	}
	var del desk.Deleting
	var lead string
	var secret []byte
	u.fill(form{title: u.T("screen.retention.delete"), line: x.Exam, said: u.T("screen.retention.ask"), big: u.T("screen.retention.next"),
		blanks: []blank{{key: "file", label: u.T("screen.retention.archive"), kind: fileBlank, codes: []string{".kaowu"}, hint: x.Archived.File},
			{key: "reason", label: u.T("screen.retention.reason"), text: u.T("screen.retention.reason-usual")},
			{key: "lead", label: u.T("role.site-lead"), text: r.e.leadOf(x.Exam), half: true}, {key: "pass", label: u.T("screen.retention.pass"), kind: secretBlank, half: true}},
		do: func(a answered) error {
			del = desk.Deleting{Archive: a["file"], Reason: a.text("reason")}
			if info, err := os.Stat(del.Archive); err != nil || info.IsDir() {
				return exam.Refuse("screen-archive-file")
			}
			if del.Reason == "" {
				return exam.Refuse("reason-missing")
			}
			lead, secret = a.text("lead"), []byte(a["pass"])
			return r.e.known(x.Exam, lead, secret)
		},
		done: func() { r.sure(x, lead, secret, del) }, after: r.redraw})
}

// sure says what will be gone and what stays, and only then deletes.
func (r *retention) sure(x desk.Retained, lead string, secret []byte, del desk.Deleting) {
	u, st := r.u, r.u.st
	u.ask(ask{title: u.T("screen.retention.sure"), line: x.Exam, big: u.T("screen.retention.delete-now"), width: 720,
		body: func() fyne.CanvasObject {
			return kit.Col(12, st.Note(kit.Fault, "", u.T("screen.retention.gone"), st.Body, 672), st.Note(kit.Done, "", u.T("screen.retention.stays"), st.Body, 672),
				st.Facts(st.Body, 5, kit.Fact{Label: u.T("screen.retention.archive"), Value: filepath.Base(del.Archive)}, kit.Fact{Label: u.T("screen.retention.reason"), Value: del.Reason}, kit.Fact{Label: u.T("role.site-lead"), Value: lead}),
				st.Para(u.T("screen.retention.sure-how"), st.Body, kit.Ink2, 672))
		},
		do: func() bool {
			u.f.Close()
			r.erase(x, lead, secret, del)
			return false
		},
		after: r.redraw})
}

// erase deletes under a bar. Esc ends it while the archive is being checked; nothing is
// deleted before that is whole.
func (r *retention) erase(x desk.Retained, lead string, secret []byte, del desk.Deleting) {
	r.through(r.u.T("screen.retention.deleting"), func(ctx context.Context, progress func(done, total int)) error {
		del.Progress = wide(progress)
		return r.e.erase(ctx, x.Exam, lead, secret, del)
	}, func() { r.u.stored("screen.retention.saved", "exam", x.Exam) })
}

// enterIt enters a deletion that was cut short into the institution's book.
func (r *retention) enterIt() {
	u, x := r.u, *r.row()
	r.through(u.T("screen.retention.enter"), func(ctx context.Context, _ func(done, total int)) error { return r.e.finish(ctx, x.Exam) },
		func() { u.stored("screen.retention.saved-entered", "exam", x.Exam) })
}

// through does a step under a dialog with a bar, and looks again at what is kept.
func (r *retention) through(title string, work func(ctx context.Context, progress func(done, total int)) error, done func()) {
	u := r.u
	r.e.hold()
	longOr(u, title, func(ctx context.Context, progress func(done, total int)) (struct{}, error) {
		return struct{}{}, work(ctx, progress)
	}, func(_ struct{}, err error, stopped bool) {
		r.e.ended()
		note := ""
		switch {
		case stopped:
			note = u.T("screen.retention.stopped")
		case u.refused(err):
			note = u.note
		default:
			done()
		}
		r.reload(note)
	})
}
