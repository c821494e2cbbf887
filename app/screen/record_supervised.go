package screen

import (
	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// supervised puts inspectors' visits and gaps of the video among what happened.
func (r *record) supervised(row func(at, code, text, by string, revised bool)) {
	u, c := r.u, r.view.Content
	for _, v := range c.Visits {
		row(v.From, "E11", u.T("record.visit", "unit", v.Unit, "name", v.Name, "from", v.From, "until", v.Until, "findings", v.Findings), v.Name,
			r.view.Revised.Visits[exam.RevisedVisit{Staff: v.Staff, Visit: v.Visit}])
	}
	for _, v := range c.Video {
		for _, g := range v.Gaps {
			row(g.From, "E03", u.T("record.gap", "camera", v.Camera, "from", g.From, "until", g.Until, "how", g.Word()), "", false)
		}
	}
}

// videoRow is the cameras' states at opening and closing.
func (r *record) videoRow() fyne.CanvasObject {
	u, st := r.u, r.u.st
	states := make([]string, len(r.view.Content.Video))
	for i, v := range r.view.Content.Video {
		states[i] = u.T("record.camera", "camera", v.Camera, "opening", v.Word(v.Opening), "closing", v.Word(v.Closing))
	}
	return st.FormRow(30, r.inner(), false,
		kit.Cell{Body: st.Text(u.T("record.video"), st.Caption, kit.Ink2), Ground: kit.Rail, Width: r.labelWide(0)},
		kit.Cell{Body: st.Para(u.list(states), st.Body-1, kit.Ink, r.inner()-r.labelWide(0)-20)})
}

// tellSupervision tells an inspector's visit, and a camera's state.
func (t *tracePage) tellSupervision(m desk.Moment, out *told) {
	if m.Fact.Kind == exam.VisitNoted {
		b := body[exam.Visit](m)
		out.line = t.u.T("record.visit", "unit", b.Unit, "name", m.By, "from", b.From, "until", b.Until, "findings", b.Findings)
		return
	}
	b := body[exam.Camera](m)
	if b.State == exam.CameraLinked {
		out.line = join(b.Camera, t.code("record.camera", b.State))
		return
	}
	gap := exam.Gap{From: b.From, Until: b.Until, Local: b.State == exam.CameraLocal}
	out.state = kit.Caution
	out.line = t.u.T("record.gap", "camera", b.Camera, "from", b.From, "until", b.Until, "how", gap.Word())
}
