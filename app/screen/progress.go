package screen

import (
	"strconv"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// onlooker is the part of the desk that the progress of a session uses.
type onlooker interface {
	Progress(in exam.SessionNo) (desk.ProgressView, error)
}

// progress is a session of the day read only 只读: how far its scoring is, who has
// handed in, and no score. It is the site lead's and the inspector's, who do not
// score (look.md 1); Esc goes back to the day.
type progress struct {
	u    *ui
	d    onlooker
	in   desk.SessionView
	view desk.ProgressView
	rows *kit.TableView
	at   int
}

func newProgress(u *ui, d onlooker, in desk.SessionView) *progress {
	return &progress{u: u, d: d, in: in}
}

// name is the day's: the rail keeps its place, and F1 its page.
func (p *progress) name() string { return "day" }
func (p *progress) leave()       {}

func (p *progress) show() {
	v, err := p.d.Progress(p.in.Session.No)
	if !p.u.refused(err) {
		p.view = v
	}
	p.draw()
}

// fresh follows what others store.
func (p *progress) fresh(changed bool) {
	if changed {
		p.show()
	}
}

func (p *progress) seek(no exam.CandidateNo) {
	for i, r := range p.view.Rows {
		if r.No == no {
			p.move(i - p.at)
		}
	}
}

func (p *progress) move(by int) {
	p.at = max(0, min(p.at+by, len(p.view.Rows)-1))
	p.rows.Set(len(p.view.Rows), p.at)
}

func (p *progress) draw() {
	u, st, v := p.u, p.u.st, p.view
	blind := len(v.Rows) > 0 && v.Rows[0].Code != ""
	cols := []kit.Column{{Head: u.T("screen.theory.col-no"), Width: 34, Right: true}, {Head: u.T("screen.fact.exam-no"), Width: 112}, {Head: u.T("screen.fact.name"), Width: 0}}
	if blind {
		cols = append(cols, kit.Column{Head: u.T("blind.word"), Width: 72})
	}
	first := len(cols)
	for _, s := range v.Scorers {
		cols = append(cols, kit.Column{Head: s.Name, Width: 96})
	}
	cols = append(cols, kit.Column{Head: u.T("screen.theory.col-result"), Width: 130})
	p.rows = st.NewTable(cols, 44, func(i, c int) fyne.CanvasObject {
		r := v.Rows[i]
		switch {
		case c == 0:
			return p.rows.Figure(strconv.Itoa(r.Seat), kit.Ink2)
		case c == 1:
			return p.rows.Cell(string(r.No), kit.Ink)
		case c == 2:
			return p.rows.Cell(r.Name, kit.Ink)
		case c < first:
			return p.rows.Cell(r.Code, kit.Ink)
		case c < first+len(r.By):
			return p.mark(r.By[c-first])
		}
		return p.mark(r.State)
	}, func(i int) { p.move(i - p.at) })
	p.rows.Set(len(v.Rows), p.at)
	note := join(u.T("screen.progress.read-only"), u.T("screen.progress.of", "done", v.Done, "of", v.Of))
	head := u.header(u.T("screen.progress.title"), u.session(p.in.Session, p.in.Subject), st.Text(note, st.Body, kit.Ink2))
	u.f.Show(u.page(head, st.Panel(p.rows.Object())), p.keys())
	u.f.Focus(nil)
}

// mark is how far one is; nothing for what has not begun.
func (p *progress) mark(state string) fyne.CanvasObject {
	st, u := p.u.st, p.u
	switch state {
	case "":
		return kit.Gap(0, 0)
	case "admitted":
		return st.Text(u.T("screen.state.to-score"), st.Body, kit.Ink2)
	case "disagree":
		return st.Mark(kit.Caution, u.T("screen.theory.disagree"))
	}
	shape, word := queueMark(state)
	return st.Mark(shape, u.T(word))
}

func (p *progress) keys() kit.Table {
	u := p.u
	return kit.Table{
		{Names: []string{"Down"}, Cap: "↑ ↓", Word: u.T("screen.key.row"), Do: func() { p.move(1) }},
		{Names: []string{"Up"}, Cap: "↑ ↓", Word: u.T("screen.key.row"), Do: func() { p.move(-1) }, Quiet: true},
		{Names: []string{"F5"}, Word: u.T("screen.day.again"), Do: p.show},
	}
}
