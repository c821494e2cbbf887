package screen

import (
	"fyne.io/fyne/v2"

	"kaowu/app/screen/kit"
)

// blankKind is how a blank of a form is filled in.
type blankKind int

// Kinds of blank.
const (
	lineBlank   blankKind = iota // one line
	plainBlank                   // a date, a time or a number: full-width digits are taken as plain ones
	longBlank                    // several lines
	secretBlank                  // a passphrase
	pickBlank                    // one of a few answers, by digit
	fileBlank                    // a file: its path typed, or chosen with F5
)

// blank is one thing that a form asks for.
type blank struct {
	key, label string
	kind       blankKind
	text, hint string   // what stands there at first; of a choice, the code that is chosen
	codes      []string // of a choice, at most nine; of a file, the endings it may have
	words      []string // of a choice, beside the codes
	half       bool     // shares its line with the next blank, which is a half one too
}

// form is a dialog with several blanks. Tab goes from one to the next, Enter too, and F9
// stores: the keyboard alone fills it in.
type form struct {
	title, line, said, big string
	blanks                 []blank
	do                     func(a answered) error // off the UI goroutine
	done                   func()                 // once it is stored and closed
	after                  func()                 // once it is closed, stored or not
}

// answered is what stands in a form, by the keys of its blanks.
type answered map[string]string

// filling is a form that is open.
type filling struct {
	u      *ui
	f      form
	fields []*kit.Field // nil where the blank is of another kind
	areas  []*kit.Area
	picked []int
	at     int // the blank with the keyboard, where that is a choice
	busy   bool
	wrong  string
}

// fill opens a form.
func (u *ui) fill(f form) {
	n := len(f.blanks)
	q := &filling{u: u, f: f, fields: make([]*kit.Field, n), areas: make([]*kit.Area, n), picked: make([]int, n)}
	for i, b := range f.blanks {
		switch b.kind {
		case pickBlank:
			q.picked[i] = -1
			for k, c := range b.codes {
				if c == b.text && c != "" {
					q.picked[i] = k
				}
			}
		case longBlank:
			q.areas[i] = kit.NewArea(u.st, b.text, b.hint, u.now)
		case secretBlank:
			q.fields[i] = kit.NewField(u.st, kit.Secret, kit.FieldLook{}, u.now)
		default:
			kind := kit.Secret
			if b.kind == plainBlank {
				kind = kit.Scan
			}
			q.fields[i] = kit.NewField(u.st, kind, kit.FieldLook{Hint: b.hint}, u.now)
			q.fields[i].Reveal(true)
			q.fields[i].Set(b.text, false)
		}
	}
	u.f.Open(&kit.Dialog{Title: f.title, Line: f.line, Body: q.body, First: q.focus(0), Keys: q.keys(), OnClose: f.after,
		Foot: []fyne.CanvasObject{u.st.Button(kit.Button{Word: u.T("screen.key.cancel"), Key: "Esc", Do: q.cancel}),
			u.st.Button(kit.Button{Word: f.big, Key: "F9", Kind: kit.Go, Do: q.store})}})
}

// focus is what takes the keyboard at a blank; nil for a choice.
func (q *filling) focus(i int) fyne.Focusable {
	switch {
	case q.fields[i] != nil:
		return q.fields[i]
	case q.areas[i] != nil:
		return q.areas[i]
	}
	return nil
}

// place is the blank that has the keyboard.
func (q *filling) place() int {
	for i := range q.f.blanks {
		if q.fields[i] != nil && q.fields[i].Focused() || q.areas[i] != nil && q.areas[i].Focused() {
			return i
		}
	}
	return q.at
}

func (q *filling) goTo(i int) {
	n := len(q.f.blanks)
	q.at = (i + n) % n
	q.u.f.Focus(q.focus(q.at))
	q.u.f.Redraw()
}

// enter goes on to the next blank; from the last one it stores.
func (q *filling) enter() {
	if at := q.place(); at < len(q.f.blanks)-1 {
		q.goTo(at + 1)
		return
	}
	q.store()
}

// pick is a digit: it chooses, and goes on where the next blank is a choice too.
func (q *filling) pick(i int) {
	at := q.place()
	if i < len(q.f.blanks[at].codes) {
		q.pickAt(at, i)
		if next := at + 1; next < len(q.f.blanks) && q.f.blanks[next].kind == pickBlank {
			q.goTo(next)
		}
	}
}

func (q *filling) pickAt(at, i int) {
	if b := q.f.blanks[at]; b.kind == pickBlank && i < len(b.codes) && !q.busy {
		q.picked[at], q.wrong = i, ""
		q.goTo(at)
	}
}

// chooseFile asks for the file of a blank.
func (q *filling) chooseFile(i int) {
	askFile(q.u, q.f.blanks[i].label, q.f.blanks[i].codes, func(path string) {
		q.fields[i].Set(path, false)
		q.goTo(i)
	})
}

func (q *filling) cancel() {
	if !q.busy {
		q.u.f.Close()
	}
}

func (q *filling) keys() kit.Table {
	u := q.u
	most := 0
	for _, b := range q.f.blanks {
		if b.kind == pickBlank {
			most = max(most, len(b.codes))
		}
	}
	file := func() bool { return q.f.blanks[q.place()].kind == fileBlank && !q.busy }
	choice := func() bool { return q.f.blanks[q.place()].kind == pickBlank }
	t := kit.Table{
		{Names: []string{"Tab", "Down"}, Cap: "Tab", Word: u.T("screen.key.area"), Do: func() { q.goTo(q.place() + 1) }},
		{Names: []string{"Up"}, Word: u.T("screen.key.area"), Do: func() { q.goTo(q.place() - 1) }, Quiet: true},
		{Names: []string{"Enter"}, Word: u.T("screen.form.next"), Do: q.enter, Quiet: true},
	}
	t = append(t, kit.Picks(most, u.T("screen.form.pick"), q.pick, choice)...)
	return append(t, kit.Key{Names: []string{"F5"}, Word: u.T("screen.form.file"), Do: func() { q.chooseFile(q.place()) }, When: file},
		kit.Key{Names: []string{"F9"}, Word: q.f.big, Do: q.store},
		kit.Key{Names: []string{"Esc"}, Word: u.T("screen.key.cancel"), Do: q.cancel})
}

// answers are what stands in the blanks now.
func (q *filling) answers() answered {
	a := answered{}
	for i, b := range q.f.blanks {
		switch {
		case q.areas[i] != nil:
			a[b.key] = q.areas[i].Text
		case q.fields[i] != nil:
			a[b.key] = q.fields[i].Text()
		case q.picked[i] >= 0:
			a[b.key] = b.codes[q.picked[i]]
		}
	}
	return a
}

// store does what the form is for, off the UI goroutine: keys and files take their time.
// What is refused is said under the blanks, and nothing that was typed is lost but a
// passphrase.
func (q *filling) store() {
	u := q.u
	if q.busy {
		return
	}
	q.busy, q.wrong = true, ""
	u.f.Redraw()
	a := q.answers()
	kit.Back(u.run, func() (struct{}, error) { return struct{}{}, q.f.do(a) }, func(_ struct{}, err error) {
		q.busy = false
		if err != nil {
			q.wrong = u.w.Sentence(err)
			for i, b := range q.f.blanks {
				if b.kind == secretBlank {
					q.fields[i].Set("", false)
				}
			}
			u.f.Redraw()
			return
		}
		u.f.Close()
		if q.f.done != nil {
			q.f.done()
		}
	})
}
