package screen

import (
	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/paper"
	"kaowu/app/screen/kit"
)

// explainLarge reads the explanation over the window, for who has to say it aloud.
func (r *results) explainLarge() {
	u := r.u
	row := *r.row()
	scroll := u.st.Scroll(r.explanation(row, 740))
	by := func(dy float32) func() {
		return func() { scroll.ScrollToOffset(scroll.Offset.AddXY(0, dy)) }
	}
	u.f.Open(&kit.Dialog{
		Title: row.Candidate.Name, Line: join(string(row.Candidate.No), u.subject(row.Subject)),
		Body: func() fyne.CanvasObject { return kit.Fixed(scroll, 0, 400) },
		Keys: kit.Table{
			{Names: []string{"Down"}, Cap: "↑ ↓", Word: u.T("screen.key.row"), Do: by(60)},
			{Names: []string{"Up"}, Cap: "↑ ↓", Word: u.T("screen.key.row"), Do: by(-60), Quiet: true},
			{Names: []string{"F7"}, Word: u.T("screen.results.print"), Do: func() { u.f.Close(); r.printExplanation() }},
			{Names: []string{"Esc", "Enter"}, Cap: "Esc", Word: u.T("screen.key.close"), Do: u.f.Close}},
		Foot: []fyne.CanvasObject{u.st.Button(kit.Button{Word: u.T("screen.results.print"), Key: "F7", Do: func() { u.f.Close(); r.printExplanation() }}),
			u.st.Button(kit.Button{Word: u.T("screen.key.close"), Key: "Esc", Do: u.f.Close})},
	})
}

// history opens the one page that has everything; Esc there comes back.
func (r *results) history() { r.u.open("trace", historyOf{no: r.row().Candidate.No, from: "results"}) }

// print asks what of the results is to be looked at and printed.
func (r *results) print() {
	u := r.u
	if r.row() == nil {
		return
	}
	row := *r.row()
	do := []func(){func() { r.printList(false) }, func() { r.printList(true) }, r.printExplanation}
	opts := []kit.Option{{Word: u.T("screen.results.print-all", "n", len(r.view.Rows))}, {Word: u.T("screen.results.print-qualified", "n", r.counts[qualified])},
		{Word: u.T("screen.results.print-one", "no", string(row.Candidate.No))}}
	if r.view.Stage != desk.StageDrafted {
		do = append(do, func() { r.look("notice", "screen.results.list-notice", "", r.d.NoticePages) })
		opts = append(opts, kit.Option{Word: u.T("screen.results.print-notice", "n", r.counts[qualified])})
	}
	if exam.May("TicketPages", r.me.Role) {
		no := row.Candidate.No
		do = append(do, func() {
			r.look("ticket", "screen.results.list-ticket", string(no), func() (paper.Doc, error) { return r.d.TicketPages("", no) })
		})
		opts = append(opts, kit.Option{Word: u.T("screen.results.print-ticket", "no", string(no))})
	}
	if r.provable() {
		do, opts = append(do, r.prove), append(opts, kit.Option{Word: u.T("screen.results.print-proof", "no", string(row.Candidate.No))})
	}
	u.choose(u.T("screen.results.print-what"), opts, func(i int) { do[i]() })
}

// choose asks for one of a few ways on; a digit or a tap takes it at once.
func (u *ui) choose(title string, opts []kit.Option, take func(i int)) {
	pick := func(i int) {
		u.f.Close()
		take(i)
	}
	u.f.Open(&kit.Dialog{
		Title: title,
		Body:  func() fyne.CanvasObject { return u.st.ChoiceGrid(opts, 1, pick) },
		Keys:  append(kit.Picks(len(opts), u.T("screen.results.choose"), pick, nil), kit.Key{Names: []string{"Esc"}, Word: u.T("screen.key.cancel"), Do: u.f.Close}),
		Foot:  []fyne.CanvasObject{u.st.Button(kit.Button{Word: u.T("screen.key.cancel"), Key: "Esc", Do: u.f.Close})},
	})
}

func (r *results) printList(passed bool) {
	name, title := "results", "screen.results.list-all"
	if passed {
		name, title = "qualified", "screen.results.list-qualified"
	}
	r.look(name, title, "", func() (paper.Doc, error) { return r.d.ResultPages(passed) })
}

func (r *results) printExplanation() {
	no := r.row().Candidate.No
	r.look("explanation", "screen.results.list-one", string(no), func() (paper.Doc, error) { return r.d.ExplainPage(no) })
}

// look lays the pages out off the UI goroutine and shows them.
func (r *results) look(name, title, line string, pages func() (paper.Doc, error)) {
	u := r.u
	kit.Back(u.run, pages, func(doc paper.Doc, err error) {
		switch {
		case u.refused(err):
			r.draw()
		case !r.gone:
			u.preview(printout{title: u.T(title), line: line, name: name, doc: doc, at: u.now()})
		}
	})
}

// confirm confirms every result. What hinders it is listed, and Enter goes there.
func (r *results) confirm() {
	u := r.u
	if r.busy != "" {
		return
	}
	r.busy = u.T("screen.results.confirming")
	type outcome struct {
		hinders []desk.Need
		n       int
	}
	kit.Back(u.run, func() (out outcome, err error) {
		if out.hinders, err = r.d.Hinders(); err != nil || len(out.hinders) > 0 {
			return out, err
		}
		out.n, err = r.d.ConfirmResults(u.ctx)
		return out, err
	}, func(out outcome, err error) {
		r.busy = ""
		switch {
		case u.refused(err):
			r.draw()
		case len(out.hinders) > 0:
			if !r.gone {
				r.draw()
				r.listHinders(out.hinders)
			}
		default:
			u.stored("screen.results.saved", "n", out.n)
			r.reload("")
		}
	})
}

// listHinders says what confirming still lacks, one line each; Enter goes there.
func (r *results) listHinders(list []desk.Need) {
	u, st := r.u, r.u.st
	at := 0
	var rows *kit.Rows
	take := func() {
		n := list[at]
		u.f.Close()
		if n.Code == "unsigned" {
			if v, err := r.session(n.Session); !u.refused(err) {
				u.open("record", v)
			}
			return
		}
		if n.Code == "reassess" {
			u.open("supervise", visit{})
			return
		}
		r.open(n.Candidate)
	}
	rows = st.NewRows(44, func(i int, _ bool) fyne.CanvasObject {
		mark := needMark(list[i].Code)
		return kit.Pad(0, 10, kit.Row(12, st.Shape(mark, 20), kit.Fixed(st.Text(u.T("screen.need."+list[i].Code), st.Body, mark.Tone()), 7*st.Body, 0),
			kit.Grow(st.Trimmed(u.w.Args("need."+list[i].Code, list[i].Args), st.Body, kit.Ink), 1)))
	}, func(i int) { at = i; take() })
	rows.Set(len(list), at)
	move := func(by int) func() {
		return func() {
			at = max(0, min(at+by, len(list)-1))
			rows.Set(len(list), at)
		}
	}
	u.f.Open(&kit.Dialog{
		Title: u.T("screen.results.hinders", "n", len(list)), Note: u.T("screen.results.hinders-how"),
		Body: func() fyne.CanvasObject { return kit.Fixed(rows.Object(), 0, min(8*44, float32(len(list))*44)) },
		Keys: kit.Table{{Names: []string{"Down"}, Cap: "↑ ↓", Word: u.T("screen.key.row"), Do: move(1)},
			{Names: []string{"Up"}, Cap: "↑ ↓", Word: u.T("screen.key.row"), Do: move(-1), Quiet: true},
			{Names: []string{"PgDn"}, Cap: "PgUp PgDn", Word: u.T("screen.key.page"), Do: func() { move(rows.Page())() }, Quiet: true},
			{Names: []string{"PgUp"}, Cap: "PgUp PgDn", Word: u.T("screen.key.page"), Do: func() { move(-rows.Page())() }, Quiet: true},
			{Names: []string{"Enter"}, Word: u.T("screen.results.go"), Do: take},
			{Names: []string{"Esc"}, Word: u.T("screen.key.close"), Do: u.f.Close}},
		Foot: []fyne.CanvasObject{st.Button(kit.Button{Word: u.T("screen.key.close"), Key: "Esc", Do: u.f.Close}),
			st.Button(kit.Button{Word: u.T("screen.results.go"), Key: "Enter", Kind: kit.Go, Do: take})},
	})
}

// session finds a session's view by its number.
func (r *results) session(no exam.SessionNo) (desk.SessionView, error) {
	list, err := r.d.Sessions()
	if err != nil {
		return desk.SessionView{}, err
	}
	for _, v := range list {
		if v.Session.No == no {
			return v, nil
		}
	}
	return desk.SessionView{}, exam.Refuse("screen-no-session")
}

// correct proposes another value, or approves what somebody else proposed.
func (r *results) correct() {
	row := *r.row()
	if comp := r.waits(row.Candidate.No); comp != "" {
		r.approve(row, comp)
		return
	}
	r.propose(row)
}

// waits is the component whose correction waits to be approved; empty: none.
func (r *results) waits(no exam.CandidateNo) exam.Component {
	_, lines, err := r.d.Explain(no)
	if err != nil {
		return "" // the dialog itself will say why
	}
	for _, l := range lines {
		if l.Code == "explain.correction-waits" {
			return l.Component
		}
	}
	return ""
}

// approve makes a waiting correction hold; the desk refuses its own proposer.
func (r *results) approve(row desk.ResultRow, comp exam.Component) {
	u := r.u
	wrong := ""
	u.ask(ask{
		title: u.T("screen.correct.approve"), line: join(string(row.Candidate.No), row.Candidate.Name), big: u.T("screen.correct.approve-do"), note: u.T("screen.correct.both-kept"),
		body: func() fyne.CanvasObject {
			parts := []fyne.CanvasObject{kit.Fixed(u.st.Scroll(r.explanation(row, 740)), 0, 340)}
			if wrong != "" {
				parts = append(parts, u.st.Note(kit.Caution, "", wrong, u.st.Body, 740))
			}
			return kit.Col(8, parts...)
		},
		do: func() bool {
			if err := r.d.ApproveCorrection(u.ctx, row.Candidate.No, comp); err != nil {
				wrong = u.w.Sentence(err)
				u.f.Redraw()
				return false
			}
			u.stored("screen.correct.saved-approve", "no", string(row.Candidate.No))
			return true
		},
		after: func() { r.reload(u.note) },
	})
}
