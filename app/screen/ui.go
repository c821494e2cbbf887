package screen

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"kaowu/app/exam"
	"kaowu/app/screen/kit"
	"kaowu/app/words"
)

// ui is what every screen is given: how to draw, how to speak, where the time
// comes from and how work leaves the UI goroutine.
type ui struct {
	ctx    context.Context
	st     *kit.Style
	f      *kit.Frame
	w      *words.Words
	codes  codes
	now    func() time.Time
	run    kit.Runner
	health health // of the laptop, as last asked
	note   string // what was refused last; a screen shows it until the next key that does something
	open   func(where string, arg any)
	front  func(x screen) bool                           // whether a screen is the one that is shown
	print  func(private, name string, data []byte) error // the same, from the private folder of a book that is not open here yet
	show   func(name string, pdf []byte)                 // opens a paper with the desktop's program, to print it
	trace  func(kind, detail string)
	spare  func() // gives memory back to the machine; nil: it goes in its own time
}

// screen is one page of the window.
type screen interface {
	// name is the screen's name in traces, in help and in words: "practical".
	name() string
	// show asks the desk again and draws the screen into the frame.
	show()
	// leave stores what is typed and complete; the person or the screen changes.
	leave()
}

// giveBack follows work that took much memory for a moment; off the UI goroutine.
func (u *ui) giveBack() {
	if u.spare != nil {
		u.spare()
	}
}

// T is the wording of a key.
func (u *ui) T(key string, pairs ...any) string { return u.w.T(key, pairs...) }

// stored tells the strip what was just saved, with the time.
func (u *ui) stored(key string, pairs ...any) {
	u.f.Saved(u.T("screen.saved.line", "what", u.T(key, pairs...), "time", u.now().Format("15:04:05")))
}

// refused keeps the sentence of an error for the screen to show. It says whether
// there was one.
func (u *ui) refused(err error) bool {
	u.note = ""
	if err == nil {
		return false
	}
	u.note = u.w.Sentence(err)
	u.trace("refused", words.Code(err))
	return true
}

// header is the first line of a screen: title, what it is about, and what stands right.
func (u *ui) header(title, about string, right ...fyne.CanvasObject) fyne.CanvasObject {
	parts := []fyne.CanvasObject{u.st.Text(title, u.st.Title, kit.Ink), kit.Grow(u.st.Trimmed(about, u.st.Lead, kit.Ink2), 1)}
	h := float32(44)
	if u.st.Short {
		h = 40
	}
	return kit.Fixed(kit.Row(14, append(parts, right...)...), 0, h)
}

// rest gives the keyboard to the key table, unless a dialog has it.
func (u *ui) rest() {
	if !u.f.Layered() {
		u.f.Focus(nil)
	}
}

// gap is the room between panels.
func (u *ui) gap() float32 {
	if u.st.Short {
		return 8
	}
	return 12
}

// page is a screen's parts one under another; the last one grows. A refusal that
// has no better place stands under the header.
func (u *ui) page(header fyne.CanvasObject, body ...fyne.CanvasObject) fyne.CanvasObject {
	parts := []fyne.CanvasObject{header}
	if u.note != "" {
		parts = append(parts, u.st.Note(kit.Caution, "", u.note, u.st.Body, 1080))
	}
	for i, b := range body {
		if i == len(body)-1 {
			b = kit.Grow(b, 1)
		}
		parts = append(parts, b)
	}
	return kit.Col(u.gap(), parts...)
}

// subject is 焊工三级.
func (u *ui) subject(s exam.Subject) string {
	return u.T("screen.subject", "occupation", s.Occupation, "level", s.Level)
}

// session is P01 焊工三级 操作技能.
func (u *ui) session(s exam.Session, sub exam.Subject) string {
	return u.T("screen.session", "no", string(s.No), "subject", u.subject(sub), "component", s.Component)
}

// called is a candidate's name, or the code number where the name is hidden.
func (u *ui) called(name, code string) string {
	if name != "" || code == "" {
		return name
	}
	return u.T("blind.number", "number", code)
}

// tail is the last four characters of an ID number, all that is shown of it.
func tail(id string) string {
	if r := []rune(id); len(r) > 4 {
		return string(r[len(r)-4:])
	}
	return id
}

// clock is the minutes of the day of "09:30"; -1 for what is not a time.
func clock(s string) int {
	t, err := time.Parse("15:04", s)
	if err != nil {
		return -1
	}
	return t.Hour()*60 + t.Minute()
}

// day is 12 月 20 日 周日.
func (u *ui) day(d exam.Date) string {
	t, err := time.Parse("2006-01-02", string(d))
	if err != nil {
		return string(d)
	}
	return u.T("screen.day.date", "year", t.Year(), "month", int(t.Month()), "monthname", "code:screen.month."+t.Format("01"), "day", t.Day(), "weekday", "code:screen.weekday."+t.Format("Mon"))
}

// count is 4,871.
func count(n int) string {
	s := []byte{}
	for d, i := n, 0; d > 0 || i == 0; d, i = d/10, i+1 {
		if i > 0 && i%3 == 0 {
			s = append([]byte{','}, s...)
		}
		s = append([]byte{byte('0' + d%10)}, s...)
	}
	return string(s)
}

// join puts facts on one line, parted by a wide blank.
func join(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, "　")
}

// cut is at most n of list.
func cut[T any](list []T, n int) []T {
	if len(list) > n {
		return list[:n]
	}
	return list
}

// one is 1 for true: to count with.
func one(b bool) int {
	if b {
		return 1
	}
	return 0
}
