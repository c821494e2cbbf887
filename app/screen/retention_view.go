package screen

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/screen/kit"
)

func (r *retention) draw() {
	u, st := r.u, r.u.st
	if !r.ready {
		u.f.Show(u.page(u.header(u.T("screen.retention.title"), ""), st.Panel(kit.Middle(st.Text(u.T("screen.results.reading"), st.Lead, kit.Ink2)))), r.keys())
		u.rest()
		return
	}
	var right []fyne.CanvasObject
	if word, do := r.step(); word != "" {
		right = append(right, st.Button(kit.Button{Word: word, Key: "F9", Kind: goIf(r.row().Due || r.row().Stone != nil), Do: do}))
	}
	about := u.T("screen.retention.line", "n", len(r.view.Exams), "due", r.due(), "today", string(r.view.Today))
	u.f.Show(u.page(u.header(u.T("screen.retention.title"), about, right...), kit.Columns(u.gap(), kit.Grow(r.list(), 1), kit.Fixed(r.side(), 400, 0))), r.keys())
	u.rest()
}

func (r *retention) list() fyne.CanvasObject {
	u, st := r.u, r.u.st
	if len(r.view.Exams) == 0 {
		return st.Panel(kit.Middle(kit.Fixed(st.Para(u.T("screen.retention.none"), st.Body, kit.Ink2, 560), 560, 0)))
	}
	cols := []kit.Column{{Head: u.T("screen.ledger.col-plan"), Width: 142}, {Head: u.T("screen.retention.closed"), Width: 92, From: besideWideRail}, {Head: u.T("screen.retention.until"), Width: 92}, {Head: u.T("screen.retention.why")},
		{Head: u.T("screen.cards.state"), Width: 116}}
	r.table = st.NewTable(cols, max(44, st.Body*2.9), r.cell, func(i int) { r.at = i; r.draw() })
	r.table.Set(len(r.view.Exams), r.at)
	return st.Panel(r.table.Object())
}

func (r *retention) cell(i, c int) fyne.CanvasObject {
	u, st := r.u, r.u.st
	x := r.view.Exams[i]
	if c == 4 {
		state, word := keptMark(x)
		return st.Mark(state, u.T("screen.retention.state-"+word))
	}
	return st.Brief([]string{x.Exam, string(x.Closed), string(x.Until), r.why(x)}[c], st.Body, kit.Ink)
}

// keptMark is where an exam stands between its closing and its deletion.
func keptMark(x desk.Retained) (kit.State, string) {
	switch {
	case x.Stone != nil && !x.Stone.Holds:
		return kit.Unknown, "broken"
	case unentered(x):
		return kit.Caution, "unentered"
	case x.Stone != nil:
		return kit.Done, "deleted"
	case x.Closed == "":
		return kit.Running, "open"
	case x.Due:
		return kit.Late, "due"
	}
	return kit.NotCome, "kept"
}

// why says what keeps an exam, beyond its years or at all.
func (r *retention) why(x desk.Retained) string {
	u := r.u
	switch {
	case x.Stone != nil:
		return u.T("screen.retention.stone", "day", x.Stone.Written.Format(time.DateOnly))
	case x.Closed == "":
		return u.T("examstate." + x.State)
	case len(x.Open) > 0:
		return u.T("screen.retention.complaints", "n", len(x.Open), "no", x.Open[0])
	case x.Later:
		return u.T("screen.retention.later")
	case x.Archived == nil:
		return u.T("screen.retention.no-archive")
	}
	return u.T("screen.retention.archived", "day", string(x.Archived.On))
}

// side is the exam under the cursor in full.
func (r *retention) side() fyne.CanvasObject {
	u, st := r.u, r.u.st
	x := r.row()
	if x == nil {
		return st.Panel(kit.Top(kit.Pad(16, 16, st.Para(u.T("screen.retention.how"), st.Body, kit.Ink, 366))))
	}
	fact := func(key, value string) kit.Fact {
		return kit.Fact{Label: u.T("screen.retention." + key), Value: value}
	}
	days := string(x.From)
	if x.To != x.From {
		days = join(days, string(x.To))
	}
	var parts []fyne.CanvasObject
	say := func(state kit.State, key string, pairs ...any) {
		parts = append(parts, st.Note(state, "", u.T("screen.retention."+key, pairs...), st.Body, 366))
	}
	parts = append(parts, st.Facts(st.Body, 5, nonEmpty([]kit.Fact{fact("body", x.Organisation), fact("days", days), fact("closed", string(x.Closed)), fact("until", string(x.Until)), fact("why", r.why(*x))})...))
	sum := ""
	switch s := x.Stone; {
	case s != nil:
		sum = s.Archive
		parts = append(parts, st.Rule(), st.Facts(st.Body, 5, nonEmpty([]kit.Fact{fact("by", s.Name), fact("reason", s.Reason), fact("people", strconv.Itoa(s.Counts.Candidates)), fact("sessions", strconv.Itoa(s.Counts.Sessions)),
			fact("certificates", strconv.Itoa(s.Counts.Certificates)), fact("events", count(int(s.Counts.Events)))})...))
		switch {
		case !s.Holds:
			say(kit.Unknown, "broken-how")
		case !x.Entered:
			say(kit.Caution, "unentered-how")
		default:
			say(kit.Done, "deleted-how")
		}
	case x.Closed == "":
		say(kit.Running, "open-how")
	case len(x.Open) > 0:
		say(kit.Caution, "complaint-how")
	case x.Due:
		say(kit.Late, "due-how")
	default:
		say(kit.NotCome, "kept-how", "until", string(x.Until))
	}
	if a := x.Archived; a != nil {
		sum = a.SHA256
		parts = append(parts, st.Rule(), st.Facts(st.Body, 5, nonEmpty([]kit.Fact{fact("file", a.File), fact("archived-on", string(a.On))})...))
	}
	if sum != "" {
		parts = append(parts, kit.Col(2, st.Text(u.T("screen.retention.sum"), st.Caption, kit.Ink2), st.Para(spaced(sum), st.Caption, kit.Ink, 366)))
	}
	state, word := keptMark(*x)
	return st.Panel(kit.Col(0, st.PanelHead(st.Text(x.Exam, st.Lead, kit.Ink), st.Mark(state, u.T("screen.retention.state-"+word))), kit.Grow(st.Scroll(kit.Pad(12, 16, kit.Col(10, parts...))), 1)))
}
