package screen

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// explained explains the active row, line by line as the rules give it.
func (r *results) explained() fyne.CanvasObject {
	u, st := r.u, r.u.st
	row := r.row()
	if row == nil {
		word := u.T("screen.results.none")
		if len(r.view.Rows) > 0 {
			word = u.T("screen.results.none-fits")
		}
		if r.busy != "" {
			word = r.busy
		}
		return st.Panel(kit.Middle(kit.Fixed(st.Para(word, st.Lead, kit.Ink2, 340), 340, 0)))
	}
	state, word := r.verdictMark(*row)
	names := kit.Col(-2, st.Text(row.Candidate.Name, st.Lead, kit.Ink), st.Text(join(string(row.Candidate.No), u.subject(row.Subject)), st.Caption, kit.Ink2))
	head := kit.Col(0, kit.Fixed(kit.Pad(0, 16, kit.Row(10, names, kit.Space(), st.MarkSized(state, firstWord(word), 24, st.Lead))), 0, 63), st.Rule())
	body := st.Scroll(r.explanation(*row, 366))
	foot := kit.Pad(10, 16, kit.Columns(8, kit.Grow(st.Button(kit.Button{Word: u.T("screen.results.history"), Key: "F6", Do: r.history}), 1),
		kit.Grow(st.Button(kit.Button{Word: u.T("screen.results.correct"), Key: "F4", Off: r.me.Role != exam.RoleSiteLead, Do: r.correct}), 1)))
	return st.Panel(kit.Col(0, head, kit.Grow(body, 1), st.Rule(), foot))
}

// firstWord is the verdict without its reason.
func firstWord(s string) string {
	for i, r := range s {
		if r == '　' {
			return s[:i]
		}
	}
	return s
}

// explanation is one block a component, then the whole.
func (r *results) explanation(row desk.ResultRow, width float32) fyne.CanvasObject {
	u, st := r.u, r.u.st
	_, lines, err := r.d.Explain(row.Candidate.No)
	if err != nil {
		return kit.Pad(12, 16, st.Note(kit.Caution, "", u.w.Sentence(err), st.Body, width))
	}
	var blocks []fyne.CanvasObject
	for _, comp := range append(exam.Components(), "") {
		var texts []fyne.CanvasObject
		for _, l := range lines {
			if l.Component == comp && !slices.Contains([]string{"explain.score", "explain.no-score"}, l.Code) {
				texts = append(texts, r.line(l, width))
			}
		}
		o, has := row.Result.Parts[comp]
		switch {
		case has:
			texts = append([]fyne.CanvasObject{r.partHead(comp, o, row)}, texts...)
		case comp == "" && row.Result.Total != nil:
			texts = append([]fyne.CanvasObject{kit.Row(10, st.Text(u.T("screen.results.total"), st.Body, kit.Ink), kit.Space(), st.Text(row.Result.Total.String(), st.Lead, kit.Ink), kit.Gap(20, 0))}, texts...)
		}
		if len(texts) > 0 {
			blocks = append(blocks, kit.Pad(10, 16, kit.Col(2, texts...)), st.Rule())
		}
	}
	return kit.Col(0, blocks...)
}

func (r *results) line(l exam.Line, width float32) fyne.CanvasObject {
	u, st := r.u, r.u.st
	text := u.w.Args(l.Code, l.Args)
	switch strings.TrimPrefix(l.Code, "explain.") {
	case "veto-all", "veto-some", "arbitration-veto":
		return kit.Pad(6, 0, st.Note(kit.Vetoed, "", text, st.Caption+1, width))
	case "not-qualified":
		return st.Para(text, st.Body, kit.Err, width)
	case "qualified":
		return st.Para(text, st.Body, kit.Ok, width)
	case "open", "conflict", "arbitration-waits", "spread-over", "entries-differ", "correction-waits":
		return st.Para(text, st.Caption, kit.Warn, width)
	}
	return st.Para(text, st.Caption, kit.Ink2, width)
}

func (r *results) partHead(comp exam.Component, o exam.Outcome, row desk.ResultRow) fyne.CanvasObject {
	u, st := r.u, r.u.st
	figure, state := u.T("screen.reason."+shortReason(o.Reason)), kit.Unknown
	if o.Score != nil {
		figure, state = o.Score.String(), kit.Done
		if *o.Score < row.Subject.PassMarks[comp] {
			state = kit.Rejected
		}
	}
	switch o.Reason {
	case "veto":
		state = kit.Vetoed
	case "absent":
		state = kit.Absent
	case "arbitration":
		state = kit.Arbitration
	case "conflict":
		state = kit.Conflict
	}
	return kit.Row(10, st.Text(u.T("component."+string(comp)), st.Body, kit.Ink), kit.Space(), st.Text(figure, st.Lead, kit.Ink), st.Shape(state, 20))
}
