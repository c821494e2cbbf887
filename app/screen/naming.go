package screen

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// namer is the part of the desk that naming people for a session uses.
type namer interface {
	Namings(no exam.SessionNo) (desk.NamingView, error)
	NameGroupLead(ctx context.Context, no exam.SessionNo, lead exam.StaffID) error
	NameEntrants(ctx context.Context, no exam.SessionNo, a, b exam.StaffID) error
}

// newNaming asks the site lead who enters a theory session twice, or who leads the
// assessors of another. after is called once the question is gone.
func newNaming(u *ui, d namer, no exam.SessionNo, after func()) {
	v, err := d.Namings(no)
	if u.refused(err) {
		after()
		return
	}
	n := &naming{u: u, d: d, view: v, chosen: slices.Clone(v.Named)}
	title, how := u.T("screen.naming.title-lead"), u.T("screen.naming.how-lead")
	if v.Pair {
		title, how = u.T("screen.naming.title-pair"), u.T("screen.naming.how-pair")
	}
	u.ask(ask{
		title: title, line: string(no), width: 640, big: u.T("screen.naming.do"), after: after,
		body: func() fyne.CanvasObject { return n.body(how) },
		keys: kit.Table{
			{Names: []string{"Down"}, Cap: "↑ ↓", Word: u.T("screen.naming.move"), Do: func() { n.move(1) }},
			{Names: []string{"Up"}, Cap: "↑ ↓", Word: u.T("screen.naming.move"), Do: func() { n.move(-1) }, Quiet: true},
			{Names: []string{"Enter"}, Word: u.T("screen.naming.mark"), Do: func() { n.mark(n.at) }},
		},
		do: n.store,
	})
}

// naming lets the site lead name people for the session under the cursor.
func (p *dayPage) naming() {
	p.areaB = true // so that it is seen which session it is
	p.draw()
	newNaming(p.u, p.d, p.sessions()[p.cur].Session.No, p.draw)
}

// naming is the list of who may be named; Enter marks, F9 stores.
type naming struct {
	u      *ui
	d      namer
	view   desk.NamingView
	at     int
	chosen []exam.StaffID
	wrong  string
}

func (n *naming) move(by int) {
	n.at = max(0, min(n.at+by, len(n.view.People)-1))
	n.u.f.Redraw()
}

// mark chooses a person or drops the choice; the newest choice pushes out the oldest.
func (n *naming) mark(i int) {
	if i >= len(n.view.People) {
		return
	}
	n.at, n.wrong = i, ""
	id, most := n.view.People[i].ID, 1
	if n.view.Pair {
		most = 2
	}
	if at := slices.Index(n.chosen, id); at >= 0 {
		n.chosen = slices.Delete(n.chosen, at, at+1)
	} else {
		n.chosen = append(n.chosen, id)
		n.chosen = n.chosen[max(0, len(n.chosen)-most):]
	}
	n.u.f.Redraw()
}

func (n *naming) body(how string) fyne.CanvasObject {
	u, st := n.u, n.u.st
	no := n.view.Session.No
	rows := st.NewRows(44, func(i int, _ bool) fyne.CanvasObject {
		p := n.view.People[i]
		role := u.T("role." + string(p.Role))
		if n.view.Pair && p.In(no) {
			role = join(role, u.T("screen.naming.here"))
		}
		parts := []fyne.CanvasObject{st.Text(p.Name, st.Body, kit.Ink), st.Text(role, st.Caption, kit.Ink2), kit.Space()}
		if at := slices.Index(n.chosen, p.ID); at >= 0 {
			parts = append(parts, st.Mark(kit.Done, n.word(at)))
		}
		return kit.Pad(0, 16, kit.Row(12, parts...))
	}, n.mark)
	rows.Set(len(n.view.People), n.at)
	parts := []fyne.CanvasObject{st.Para(how, st.Body, kit.Ink2, 590), st.Panel(kit.Fixed(rows.Object(), 0, 44*6))}
	if n.wrong != "" {
		parts = append(parts, st.Note(kit.Caution, "", n.wrong, st.Body, 590))
	}
	return kit.Col(12, parts...)
}

// word is what a chosen person will be.
func (n *naming) word(at int) string {
	switch {
	case !n.view.Pair:
		return n.u.T("screen.naming.lead")
	case at == 0:
		return n.u.T("screen.naming.first")
	}
	return n.u.T("screen.naming.second")
}

func (n *naming) store() bool {
	u, no := n.u, n.view.Session.No
	var err error
	key := "screen.naming.saved-lead"
	switch {
	case n.view.Pair && len(n.chosen) != 2:
		n.wrong = u.T("screen.naming.two")
		u.f.Redraw()
		return false
	case n.view.Pair:
		key = "screen.naming.saved-pair"
		err = n.d.NameEntrants(u.ctx, no, n.chosen[0], n.chosen[1])
	case len(n.chosen) != 1:
		n.wrong = u.T("screen.naming.how-lead")
		u.f.Redraw()
		return false
	default:
		err = n.d.NameGroupLead(u.ctx, no, n.chosen[0])
	}
	if err != nil {
		n.wrong = u.w.Sentence(err)
		u.f.Redraw()
		return false
	}
	u.stored(key, "no", string(no))
	return true
}
