package screen

import (
	"context"

	"fyne.io/fyne/v2"

	"kaowu/app/screen/kit"
)

// firstOf is what asking for the first passphrase of a new book says and does.
type firstOf[T any] struct {
	title, line, how, big string
	busy                  string // while the book is made
	stopped               string // where the person stopped it: nothing is left
	// create makes the book and gives its recovery key.
	create func(ctx context.Context, passphrase []byte, progress func(done, total int)) (T, string, error)
	book   func(T) recoverable // to print the sheet of that key
	done   func(T)
}

// askFirst asks the person who will answer for a new book for the passphrase that will be
// theirs, twice, makes the book off the UI goroutine and shows the recovery key once. Esc
// stops the making: a book appears whole or not at all.
func askFirst[T any](u *ui, f firstOf[T]) {
	st := u.st
	one := kit.NewField(st, kit.Secret, kit.FieldLook{Size: st.Lead}, u.now)
	two := kit.NewField(st, kit.Secret, kit.FieldLook{Size: st.Lead}, u.now)
	wrong, busy := "", false
	var j *job
	type made struct {
		book     T
		recovery string
	}
	u.ask(ask{
		title: f.title, line: f.line, big: f.big, width: 680, first: one,
		body: func() fyne.CanvasObject {
			rows := []fyne.CanvasObject{st.Para(f.how, st.Body, kit.Ink2, 620)}
			for i, field := range []*kit.Field{one, two} {
				rows = append(rows, kit.Row(12, kit.Fixed(st.Text([]string{u.T("screen.signin.new"), u.T("screen.signin.again")}[i], st.Body, kit.Ink2), 140, 0), kit.Grow(field, 1)))
			}
			switch {
			case busy:
				rows = append(rows, st.Text(f.busy, st.Body, kit.Ink2), u.longBar(j.bar))
			case wrong != "":
				rows = append(rows, st.Note(kit.Caution, "", wrong, st.Body, 620))
			}
			return kit.Col(10, rows...)
		},
		keys: kit.Table{{Names: []string{"Tab", "Down", "Up"}, Cap: "Tab", Word: u.T("screen.key.area"), Do: func() {
			if one.Focused() {
				u.f.Focus(two)
			} else {
				u.f.Focus(one)
			}
		}}},
		esc: func() bool {
			if busy {
				j.stop()
			}
			return !busy
		},
		do: func() bool {
			if busy {
				return false
			}
			if one.Text() != two.Text() {
				wrong = u.T("screen.signin.not-same")
				u.f.Redraw()
				return false
			}
			busy, wrong, j = true, "", u.newJob("")
			u.f.Redraw()
			secret := []byte(one.Text())
			runJob(u, j, u.f.Redraw, func(ctx context.Context, progress func(done, total int)) (m made, err error) {
				m.book, m.recovery, err = f.create(ctx, secret, progress)
				return m, err
			}, func(m made, err error, stopped bool) {
				busy = false
				if err != nil {
					if wrong = u.w.Sentence(err); stopped {
						wrong = f.stopped
					}
					u.f.Redraw()
					return
				}
				u.f.Close()
				showRecovery(u, f.book(m.book), m.recovery, func() { f.done(m.book) })
			})
			return false
		},
	})
}
