package screen

import (
	"strings"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// verdictMark is the mark and the words of a result.
func (r *results) verdictMark(row desk.ResultRow) (kit.State, string) {
	u, res := r.u, row.Result
	why := ""
	if len(res.Reasons) > 0 {
		why = u.T("screen.reason." + shortReason(res.Reasons[0]))
	}
	switch {
	case res.Final && res.Qualified:
		return kit.Done, u.T("screen.results.qualified")
	case res.Final:
		state := kit.Rejected
		switch shortReason(res.Reasons[0]) {
		case "veto":
			state = kit.Vetoed
		case "absent":
			state = kit.Absent
		}
		return state, join(u.T("screen.results.not-qualified"), why)
	}
	state := kit.Unknown
	for _, reason := range res.Reasons {
		switch shortReason(reason) {
		case "conflict":
			return kit.Conflict, join(u.T("screen.results.open"), u.T("screen.reason.conflict"))
		case "arbitration":
			state, why = kit.Arbitration, u.T("screen.reason.arbitration")
		case "disagree":
			state, why = kit.Caution, u.T("screen.reason.disagree")
		}
	}
	return state, join(u.T("screen.results.open"), why)
}

// shortReason is a reason's code without the component: veto-practical is veto.
func shortReason(code string) string {
	for _, c := range exam.Components() {
		code = strings.TrimSuffix(code, "-"+string(c))
	}
	return code
}

func (r *results) draw() {
	u, st := r.u, r.u.st
	right := []fyne.CanvasObject{st.Button(kit.Button{Word: u.T("screen.results.print"), Key: "F7", Icon: "print", Off: r.row() == nil, Do: r.print})}
	if r.toConfirm() {
		right = append(right, st.Button(kit.Button{Word: u.T("screen.results.confirm"), Key: "F9", Kind: kit.Go, Off: r.busy != "" || r.row() == nil, Do: r.confirm}))
	}
	stage := u.T("screen.results.stage-" + r.stage())
	if r.view.Until != "" && r.view.Stage == desk.StageNoticed {
		stage = u.T("screen.results.until", "stage", "code:stage."+r.view.Stage, "until", string(r.view.Until))
	}
	if r.busy != "" {
		stage = r.busy
	}
	head := u.header(u.T("screen.results.title"), stage, right...)
	r.side = kit.Stack(r.explained())
	u.f.Show(u.page(head, kit.Columns(u.gap(), kit.Grow(r.list(), 1), kit.Fixed(r.side, 400, 0))), r.keys())
	if r.finding {
		u.f.Focus(r.find)
	} else {
		u.f.Focus(nil)
	}
}

func (r *results) stage() string {
	if r.view.Stage == "" {
		return desk.StageDrafted
	}
	return r.view.Stage
}

// redraw draws what another active row changes, and no more: with 10,000 rows too a
// key costs what a screenful costs.
func (r *results) redraw() {
	r.table.Set(len(r.rows), r.at)
	r.side.Objects = []fyne.CanvasObject{r.explained()}
	r.side.Refresh()
	r.u.f.SetKeys(r.keys())
}

func (r *results) list() fyne.CanvasObject {
	u, st := r.u, r.u.st
	var words []string
	for i, k := range []string{"all", "qualified", "not", "open"} {
		words = append(words, u.T("screen.results.filter-"+k, "n", r.counts[i]))
	}
	subject := u.T("screen.results.every-subject")
	if list := r.subjects(); r.subject > 0 && r.subject <= len(list) {
		subject = u.subject(list[r.subject-1])
	}
	top := kit.Pad(10, 12, kit.Row(10, st.Segments(words, r.filter, r.setFilter),
		st.Button(kit.Button{Word: subject, Do: func() { r.nextSubject(1) }}), kit.Space(), kit.Fixed(r.find, 122, 44)))
	no, sum := u.T("screen.fact.exam-no"), u.T("screen.results.col-total")
	if r.byTotal {
		sum = u.T("screen.results.sorted-down", "head", sum)
	} else {
		no = u.T("screen.results.sorted-up", "head", no)
	}
	wide := float32(900) // of a window from 1500 on
	cols := []kit.Column{{Head: no, Width: 106}, {Head: u.T("screen.fact.name"), Width: 66}, {Head: u.T("screen.results.col-sex"), Width: 40, From: wide},
		{Head: u.T("screen.results.col-unit"), Width: 200, From: wide}, {Head: u.T("screen.fact.subject")},
		{Head: u.T("screen.results.col-theory"), Width: 58, Right: true}, {Head: u.T("screen.results.col-practical"), Width: 58, Right: true},
		{Head: u.T("screen.results.col-review"), Width: 46, Right: true}, {Head: sum, Width: 52, Right: true}, {Head: u.T("screen.results.col-verdict"), Width: 150}}
	r.table = st.NewTable(cols, 44, r.cell, func(i int) { r.at = i; r.redraw() })
	r.table.Set(len(r.rows), r.at)
	return st.Panel(kit.Col(0, top, kit.Grow(r.table.Object(), 1)))
}

func (r *results) cell(i, c int) fyne.CanvasObject {
	u, st := r.u, r.u.st
	row := r.view.Rows[r.rows[i]]
	part := func(comp exam.Component) fyne.CanvasObject {
		o, ok := row.Result.Parts[comp]
		if !ok {
			return nil
		}
		if o.Score == nil && st.Step == kit.Extra {
			return st.Brief(u.T("screen.reason."+shortReason(o.Reason)), st.Caption, kit.Ink2)
		}
		if o.Score == nil {
			return st.Right(u.T("screen.reason."+shortReason(o.Reason)), st.Caption, kit.Ink2)
		}
		tone := kit.Ink
		if *o.Score < row.Subject.PassMarks[comp] {
			tone = kit.Err
		}
		return st.Right(o.Score.String(), st.Body, tone)
	}
	switch c {
	case 0:
		return r.table.Cell(string(row.Candidate.No), kit.Ink)
	case 1:
		return r.table.Cell(row.Candidate.Name, kit.Ink)
	case 2:
		return r.table.Cell(row.Candidate.Sex, kit.Ink)
	case 3:
		return st.Trimmed(row.Candidate.Unit, st.Body, kit.Ink)
	case 4:
		return st.Trimmed(u.subject(row.Subject), st.Body, kit.Ink)
	case 5:
		return part(exam.Theory)
	case 6:
		return part(exam.Practical)
	case 7:
		return part(exam.Review)
	case 8:
		return st.Right(score(row.Result.Total), st.Body, kit.Ink)
	}
	state, word := r.verdictMark(row)
	if st.Step == kit.Extra {
		word, _, _ = strings.Cut(word, "　") // the reason stands at the side
	}
	return st.Mark(state, word)
}
