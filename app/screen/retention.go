package screen

import (
	"kaowu/app/desk"
	"kaowu/app/screen/kit"
)

// keeper is the part of the officer's desk that the retention uses.
type keeper interface {
	Retention() (desk.RetentionView, error)
}

// retention is 保管: every exam of the home, until when it is kept and why, and what is
// left of those that were deleted when their years had run (notice 6.4).
type retention struct {
	u *ui
	d keeper
	e eraser

	view  desk.RetentionView
	ready bool
	gone  bool
	at    int
	table *kit.TableView
}

func newRetention(u *ui, d keeper, e eraser) *retention { return &retention{u: u, d: d, e: e} }

func (r *retention) name() string { return "retention" }
func (r *retention) leave()       { r.gone = true }

func (r *retention) show() {
	r.gone = false
	r.reload("")
}

// reload asks again off the UI goroutine; note is what was refused before and must
// still be read.
func (r *retention) reload(note string) {
	if !r.ready {
		r.draw()
	}
	kit.Back(r.u.run, r.d.Retention, func(v desk.RetentionView, err error) {
		if !r.u.refused(err) {
			r.view, r.ready, r.u.note = v, true, note
			r.at = max(0, min(r.at, len(v.Exams)-1))
		}
		r.redraw()
	})
}

// redraw draws the screen unless the person went on to another one meanwhile.
func (r *retention) redraw() {
	if !r.gone {
		r.draw()
	}
}

// row is the exam under the cursor; nil where the home has none.
func (r *retention) row() *desk.Retained {
	if r.at >= len(r.view.Exams) {
		return nil
	}
	return &r.view.Exams[r.at]
}

func (r *retention) move(by int) {
	r.at = max(0, min(r.at+by, len(r.view.Exams)-1))
	r.draw()
}

// due is how many exams may be deleted today.
func (r *retention) due() int {
	n := 0
	for _, x := range r.view.Exams {
		n += one(x.Due && x.Stone == nil)
	}
	return n
}

// unentered says that the exam's deletion is not in the institution's book yet: the
// program ended between the two.
func unentered(x desk.Retained) bool { return x.Stone != nil && x.Stone.Holds && !x.Entered }

// step is what F9 does with the exam under the cursor; empty where nothing is left to do.
func (r *retention) step() (word string, do func()) {
	switch x := r.row(); {
	case x == nil || x.Stone != nil && !unentered(*x):
		return "", nil
	case unentered(*x):
		return r.u.T("screen.retention.enter"), r.enterIt
	}
	return r.u.T("screen.retention.delete"), r.ask
}

func (r *retention) big() {
	if _, do := r.step(); do != nil {
		do()
	}
}

func (r *retention) keys() kit.Table {
	u := r.u
	some := func() bool { return r.ready && len(r.view.Exams) > 0 }
	word, _ := r.step()
	return kit.Table{
		{Names: []string{"Down"}, Cap: "↑ ↓", Word: u.T("screen.key.row"), Do: func() { r.move(1) }, When: some},
		{Names: []string{"Up"}, Cap: "↑ ↓", Word: u.T("screen.key.row"), Do: func() { r.move(-1) }, When: some, Quiet: true},
		{Names: []string{"PgDn"}, Cap: "PgUp PgDn", Word: u.T("screen.key.page"), Do: func() { r.move(r.table.Page()) }, When: some, Quiet: true},
		{Names: []string{"PgUp"}, Cap: "PgUp PgDn", Word: u.T("screen.key.page"), Do: func() { r.move(-r.table.Page()) }, When: some, Quiet: true},
		{Names: []string{"F5"}, Word: u.T("screen.retention.again"), Do: func() { r.reload("") }, When: func() bool { return r.ready }},
		{Names: []string{"F9"}, Word: word, Do: r.big, When: func() bool { return some() && word != "" }},
	}
}
