package screen

import (
	"path/filepath"
	"strconv"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

func (f *filing) draw() {
	u, st := f.u, f.u.st
	switch {
	case f.file != "":
		f.drawBook()
		return
	case !f.ready:
		u.f.Show(u.page(u.header(u.T("screen.filing.title"), ""), st.Panel(kit.Middle(st.Text(u.T("screen.results.reading"), st.Lead, kit.Ink2)))), f.keys())
		u.rest()
		return
	case len(f.state.Versions) == 0:
		f.drawEmpty()
		return
	}
	right := []fyne.CanvasObject{}
	add := func(key, word string, kind kit.Kind, do func()) {
		right = append(right, st.Button(kit.Button{Word: word, Key: key, Kind: kind, Off: f.job != nil, Do: do}))
	}
	add("F7", u.T("screen.filing.form"), kit.Plain, f.form)
	add("F5", u.T("screen.filing.version"), kit.Plain, f.choose)
	if f.state.Stage == desk.StageNoticed {
		add("F3", u.T("screen.filing.object"), kit.Plain, f.object)
	}
	if word, _ := f.next(); word != "" {
		add("F9", word, kit.Go, f.big)
	}
	head := u.header(u.T("screen.filing.title"), f.state.Filing.BookName(), right...)
	body := []fyne.CanvasObject{st.Steps(f.steps())}
	if f.job != nil {
		body = append(body, u.work(f.job, u.T("screen.key.cancel")))
	}
	body = append(body, kit.Columns(u.gap(), kit.Grow(f.list(), 1), kit.Fixed(f.side(), 400, 0)))
	u.f.Show(u.page(head, body...), f.keys())
	u.rest()
}

// steps are the way of the filing across the screen.
func (f *filing) steps() []kit.StepOf {
	u, st := f.u, f.state
	at := map[string]int{desk.StageDrafted: 1, desk.StageConfirmed: 2, desk.StageNoticed: 3, desk.StagePublished: 4}[st.Stage]
	if at == 4 && st.Reply != nil && st.Reply.Draft == st.Draft {
		at = 5
	}
	open := 0
	for _, b := range st.Objections {
		open += one(b.Answer == nil)
	}
	notice, reply := u.T("screen.filing.line-notice-none"), u.T("screen.filing.line-reply-none")
	if at > 3 {
		notice = u.T("screen.filing.line-notice-done", "n", len(st.Objections))
	} else if at == 3 {
		notice = u.T("screen.filing.line-notice", "until", string(st.Until), "open", open)
	}
	if st.Reply != nil {
		reply = u.T("screen.filing.line-reply", "until", string(st.Reply.Until))
	}
	lines := []string{u.T("screen.filing.line-draft", "n", len(st.Versions)), u.T("screen.filing.line-confirm"), notice, u.T("screen.filing.line-publish"), reply}
	var out []kit.StepOf
	for i, k := range []string{"draft", "confirm", "notice", "publish", "reply"} {
		state := kit.NotCome
		switch {
		case i < at:
			state = kit.Done
		case i == at:
			state = kit.Scoring
		}
		out = append(out, kit.StepOf{State: state, Word: u.T("screen.filing.step-" + k), Line: lines[i], On: i == at})
	}
	return out
}

// drawEmpty is the screen before any workbook was loaded.
func (f *filing) drawEmpty() {
	u, st := f.u, f.u.st
	parts := []fyne.CanvasObject{kit.Middle(st.Icon("plan", 56, kit.Ink2))}
	if f.job != nil {
		parts = append(parts, u.work(f.job, u.T("screen.key.cancel")))
	} else {
		parts = append(parts, st.Centre(u.T("screen.filing.none"), st.Lead, kit.Ink))
		for _, l := range kit.Wrap(u.T("screen.filing.none-how"), st.Caption, 540) {
			parts = append(parts, st.Centre(l, st.Caption, kit.Ink2))
		}
		parts = append(parts, st.Button(kit.Button{Word: u.T("screen.filing.choose"), Key: "Enter", Kind: kit.Go, Tall: true, Do: f.choose}),
			st.Button(kit.Button{Word: u.T("screen.plan.template"), Key: "F6", Tall: true, Do: f.template}))
	}
	u.f.Show(u.page(u.header(u.T("screen.filing.title"), ""), st.Panel(kit.Middle(kit.Fixed(kit.Col(14, parts...), 560, 0)))), f.keys())
	u.rest()
}

// drawBook is a workbook with what is wrong with it, as the Plan screen shows a plan.
func (f *filing) drawBook() {
	u, st := f.u, f.u.st
	errors, warnings := f.errors(), f.count(exam.SeverityWarning)
	title := u.T("screen.filing.good")
	switch {
	case errors > 0:
		title = u.T("screen.filing.bad", "n", errors)
	case warnings > 0:
		title = u.T("screen.plan.warned", "n", warnings)
	}
	right := []fyne.CanvasObject{st.Button(kit.Button{Word: u.T("screen.plan.mark"), Key: "F6", Off: f.job != nil || errors+warnings == 0, Do: f.mark}),
		st.Button(kit.Button{Word: u.T("screen.plan.again"), Key: "F5", Off: f.job != nil, Kind: goIf(errors > 0), Do: func() { f.check(f.file) }})}
	if errors == 0 {
		right = append(right, st.Button(kit.Button{Word: u.T("screen.filing.load"), Key: "F9", Kind: kit.Go, Off: !f.mayLoad(), Do: f.loadIt}))
	}
	var sub fyne.CanvasObject = st.Trimmed(join(filepath.Base(f.file), f.counts(f.load.Filing)), st.Body, kit.Ink2)
	if f.job != nil {
		sub = u.work(f.job, u.T("screen.key.cancel"))
	}
	var left, side fyne.CanvasObject
	if x, ok := f.problem(); ok {
		t := u.problemTable(f.load.Problems, nil, f.accepted, func(i int) { f.move(i - f.at) }, func(i int) { f.at = i; f.accept() })
		t.Set(len(f.load.Problems), f.at)
		f.table = t
		left = st.Panel(t.Object())
		var more []fyne.CanvasObject
		if x.Severity == exam.SeverityWarning && f.accepted[f.at] == "" {
			more = append(more, st.Button(kit.Button{Word: u.T("screen.plan.accept"), Key: "F4", Do: f.accept}))
		}
		side = u.problemSide(x, f.accepted[f.at], more...)
	} else {
		left = st.Panel(kit.Middle(st.MarkSized(kit.Done, u.T("screen.plan.nothing"), 24, st.Lead)))
		side = st.Panel(kit.Top(kit.Pad(16, 16, st.Para(u.T("screen.filing.load-how"), st.Body, kit.Ink, 366))))
	}
	u.f.Show(u.page(u.header(title, "", right...), sub, kit.Columns(u.gap(), kit.Grow(left, 1), kit.Fixed(side, 400, 0))), f.keys())
	u.rest()
}

func (f *filing) counts(x exam.Filing) string {
	return f.u.T("screen.filing.counts", "scopes", len(x.Scopes), "sites", len(x.Sites), "people", len(x.People), "branches", len(x.Branches), "materials", len(x.Materials))
}

// list is the area that is looked at: materials, objections, versions, scope.
func (f *filing) list() fyne.CanvasObject {
	u, st := f.u, f.u.st
	words := []string{u.T("screen.filing.area-materials", "n", len(f.state.Filing.Materials)), u.T("screen.filing.area-objections", "n", len(f.state.Objections)),
		u.T("screen.filing.area-versions", "n", len(f.state.Versions)), u.T("screen.filing.area-scope", "n", len(f.scopes()))}
	top := kit.Pad(10, 12, kit.Row(10, st.Segments(words, f.area, f.setArea), kit.Space()))
	if f.rows() == 0 {
		return st.Panel(kit.Col(0, top, kit.Grow(kit.Middle(st.Text(u.T("screen.filing.empty-area"), st.Body, kit.Ink2)), 1)))
	}
	head := func(keys ...string) (cols []kit.Column) {
		for i, k := range keys {
			c := kit.Column{Head: u.T("screen.filing.col-" + k)}
			if i != 1 {
				c.Width = map[string]float32{"code": 50, "no": 44, "day": 96, "state": 130, "file": 120, "levels": 130}[k]
			}
			cols = append(cols, c)
		}
		return cols
	}
	cols := [filingAreas][]kit.Column{head("code", "material", "file"), head("no", "objection", "state"), head("no", "why", "day"), head("code", "occupation", "levels")}[f.area]
	if f.area == filingGranted {
		cols[0].Width = 104
	}
	f.table = st.NewTable(cols, max(44, st.Body*2.9), f.cell, func(i int) { f.at = i; f.draw() })
	f.table.Set(f.rows(), f.at)
	return st.Panel(kit.Col(0, top, kit.Grow(f.table.Object(), 1)))
}

func (f *filing) cell(i, c int) fyne.CanvasObject {
	u, st := f.u, f.u.st
	switch f.area {
	case filingMaterials:
		m := f.state.Filing.Materials[i]
		return []fyne.CanvasObject{f.table.Cell(m.Code, kit.Ink), st.Brief(m.Name, st.Body, kit.Ink), f.attached(m)}[c]
	case filingObjections:
		b := f.state.Objections[i]
		state, word := objectionMark(b)
		return []fyne.CanvasObject{f.table.Cell(strconv.Itoa(b.No), kit.Ink), st.Brief(b.Text, st.Body, kit.Ink), st.Mark(state, u.T(word))}[c]
	case filingVersions:
		v := f.state.Versions[i]
		why := v.Reason
		if why == "" {
			why = u.T("screen.filing.first-version")
		}
		return []fyne.CanvasObject{f.table.Cell(strconv.Itoa(v.Version), kit.Ink), st.Brief(why, st.Body, kit.Ink), st.Text(v.When.Format("2006-01-02"), st.Body, kit.Ink2)}[c]
	}
	s := f.scopes()[i]
	return []fyne.CanvasObject{f.table.Cell(s.Code, kit.Ink), st.Brief(join(s.Occupation, s.Trade), st.Body, kit.Ink), st.Brief(u.T("screen.filing.levels", "lowest", s.Lowest, "highest", s.Highest), st.Body, kit.Ink)}[c]
}

func (f *filing) attached(m exam.Material) fyne.CanvasObject {
	if m.SHA256 == "" {
		return f.u.st.Mark(kit.NotCome, f.u.T("screen.filing.file-none"))
	}
	return f.u.st.Mark(kit.Done, f.u.T("screen.filing.file-kept"))
}

func objectionMark(b exam.ObjectionState) (kit.State, string) {
	switch {
	case b.Answer == nil:
		return kit.Caution, "screen.filing.state-open"
	case b.Answer.Upheld:
		return kit.Rejected, "screen.filing.state-upheld"
	}
	return kit.Done, "screen.filing.state-answered"
}
