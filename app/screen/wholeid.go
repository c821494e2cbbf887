package screen

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// wholeFor is how long a whole ID number stands on the screen (look.md 8).
const wholeFor = 20 * time.Second

// showsID records that somebody looks at a whole ID number and gives it: desk.ShowID.
type showsID func(ctx context.Context, no exam.CandidateNo) (string, error)

// wholeID is 看全号 of a screen: one ID number is shown whole for 20 s, after the look
// is on disk. Everywhere and always else its last four characters are. The same part
// serves every screen that shows an ID number.
type wholeID struct {
	u      *ui
	record showsID // nil: there is no book that could keep the look
	redraw func()

	no     exam.CandidateNo // whose is shown; empty: nobody's
	number string
	until  time.Time
	at     *canvas.Text // where it stands, with what it says else
	hidden string
}

func newWholeID(u *ui, record showsID, redraw func()) *wholeID {
	return &wholeID{u: u, record: record, redraw: redraw}
}

// look shows the number of a candidate. written is the number as a workbook has it;
// empty: the book's own.
func (w *wholeID) look(no exam.CandidateNo, written string) {
	if w.record == nil || no == "" {
		return
	}
	number, err := w.record(w.u.ctx, no)
	if !w.u.refused(err) {
		if written != "" {
			number = written
		}
		w.no, w.number, w.until = no, number, w.u.now().Add(wholeFor)
		w.u.stored("screen.id-saved", "no", string(no))
	}
	w.redraw()
}

// shows says whether the number of a candidate is shown now.
func (w *wholeID) shows(no exam.CandidateNo) bool {
	return w.no != "" && w.no == no && w.u.now().Before(w.until)
}

// text is the number of a candidate as it may be shown now: whole, or what hidden says.
func (w *wholeID) text(no exam.CandidateNo, hidden string, size float32, t kit.Tone) *canvas.Text {
	if !w.shows(no) {
		return w.u.st.Text(hidden, size, t)
	}
	w.at, w.hidden = w.u.st.Text(w.number, size, kit.Ink), hidden
	return w.at
}

// value is a number with its button beside it, as a row of facts has it.
func (w *wholeID) value(no exam.CandidateNo, hidden, written string, size float32) fyne.CanvasObject {
	text := w.text(no, hidden, size, kit.Ink)
	if w.shows(no) {
		return kit.Col(0, text, w.button(no, written))
	}
	if w.u.st.Step == kit.Extra {
		return kit.Col(4, text, kit.Row(0, w.button(no, written)))
	}
	return kit.Row(12, text, w.button(no, written))
}

// button shows the number; while it is shown it says until when, and where no look can
// be recorded there is none.
func (w *wholeID) button(no exam.CandidateNo, written string) fyne.CanvasObject {
	u, st := w.u, w.u.st
	switch {
	case w.record == nil:
		return kit.Gap(0, 0)
	case w.shows(no):
		return st.Text(u.T("screen.id-until", "time", w.until.Format("15:04:05")), st.Caption, kit.Ink2)
	}
	return st.Button(kit.Button{Word: u.T("screen.id-whole"), Icon: "eye", Do: func() { w.look(no, written) }})
}

// recorder is the desk's way to record a look, where the person may look.
func (s *shell) recorder() showsID {
	if !exam.May("ShowID", s.desk.Staff().Role) {
		return nil
	}
	return s.desk.ShowID
}

// key is Ctrl I for the candidate that who names at the time.
func (w *wholeID) key(who func() (no exam.CandidateNo, written string)) kit.Key {
	return kit.Key{Names: []string{"Ctrl+I"}, Word: w.u.T("screen.id-whole"), Quiet: true,
		When: func() bool { no, _ := who(); return w.record != nil && no != "" },
		Do:   func() { no, written := who(); w.look(no, written) }}
}

// expire hides a number whose time is over, also under an open dialog.
func (w *wholeID) expire() {
	if w.no != "" && !w.u.now().Before(w.until) {
		w.hide()
		w.redraw()
	}
}

// hide hides the number at once: the person goes to another row, screen or away.
func (w *wholeID) hide() {
	w.no, w.number = "", ""
	if w.at != nil {
		w.at.Text = w.hidden
		w.at.Refresh()
		w.at = nil
	}
}

// looker is a screen that may show a whole ID number.
type looker interface{ idShown() *wholeID }

// expire lets the screen hide a whole ID number in time.
func (s *shell) expire() {
	if at, ok := s.at.(looker); ok {
		at.idShown().expire()
	}
}
