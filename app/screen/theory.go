package screen

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// entrant is the part of the desk that theory entry uses.
type entrant interface {
	TheoryList(in exam.SessionNo) (desk.TheoryView, error)
	EnterTheory(ctx context.Context, in exam.SessionNo, no exam.CandidateNo, score exam.Tenths) error
	SubmitTheory(ctx context.Context, in exam.SessionNo) error
	ImportTheory(ctx context.Context, in exam.SessionNo, path string) (int, []exam.Problem, error)
	SaveDraft(ctx context.Context, field string, data []byte) error
	Draft(field string) ([]byte, error)
}

// The filters of the theory list.
const (
	allRows = iota
	agreeRows
	disagreeRows
	absentRows
)

// theory is double entry of theory scores 理论成绩, two people each alone: the
// other's figures are shown only once both have handed in their whole session.
type theory struct {
	u      *ui
	d      entrant
	in     desk.SessionView
	called func(exam.StaffID) string // a name
	me     exam.StaffID

	view    desk.TheoryView
	rows    []int // of view.Rows, as filtered
	filter  int
	at      int // in rows
	field   *kit.Field
	wrong   string
	bad     string // a score that was refused: it stands selected in the field
	drafts  drafts
	import_ []exam.Problem
}

func newTheory(u *ui, d entrant, in desk.SessionView, me exam.StaffID, called func(exam.StaffID) string) *theory {
	return &theory{u: u, d: d, in: in, me: me, called: called, at: -1, drafts: drafts{save: d.SaveDraft, run: u.run}}
}

func (t *theory) name() string { return "theory" }

func (t *theory) no() exam.SessionNo { return t.in.Session.No }

// show reads the list and goes to the first paper that waits for this person.
func (t *theory) show() {
	t.reload()
	if t.at < 0 {
		t.at = t.first()
	}
	t.draw()
}

func (t *theory) reload() {
	v, err := t.d.TheoryList(t.no())
	if !t.u.refused(err) {
		t.view = v
	}
	t.pickRows()
}

func (t *theory) pickRows() {
	t.rows = nil
	for i, r := range t.view.Rows {
		if fits(r, t.filter) {
			t.rows = append(t.rows, i)
		}
	}
	t.at = min(t.at, len(t.rows)-1)
}

func fits(r desk.TheoryRow, filter int) bool {
	switch filter {
	case agreeRows:
		return r.State == "agree" || r.State == "imported"
	case disagreeRows:
		return r.State == "disagree"
	case absentRows:
		return r.State == "absent"
	}
	return true
}

// entering says whether a row takes a score from this person.
func (t *theory) entering(r desk.TheoryRow) bool {
	switch r.State {
	case "absent", "not-come", "imported", "void", "conflict", "agree":
		return false
	}
	return !t.view.Submitted || r.State == "disagree"
}

// waits says whether a row still needs this person.
func (t *theory) waits(r desk.TheoryRow) bool {
	return t.entering(r) && (r.Mine == nil || r.State == "disagree")
}

func (t *theory) first() int {
	for i := range t.rows {
		if t.waits(t.view.Rows[t.rows[i]]) {
			return i
		}
	}
	return min(0, len(t.rows)-1)
}

// row is the active row, nil where there is none.
func (t *theory) row() *desk.TheoryRow {
	if t.at < 0 || t.at >= len(t.rows) {
		return nil
	}
	return &t.view.Rows[t.rows[t.at]]
}

func (t *theory) draftOf(no exam.CandidateNo) string {
	return "theory/" + string(t.no()) + "/" + string(no)
}

// commit stores the typed score of the active row. It says whether to go on.
func (t *theory) commit() bool {
	r := t.row()
	if r == nil || t.field == nil || !t.entering(*r) {
		return true
	}
	text := strings.TrimSuffix(t.field.Text(), ".")
	if text == "" {
		return true
	}
	score, err := exam.ParseTenths(text)
	if err == nil && r.Mine != nil && *r.Mine == score {
		return true
	}
	if err != nil {
		t.wrong, t.bad = t.u.T("screen.practical.not-number"), text
		return false
	}
	if err := t.d.EnterTheory(t.u.ctx, t.no(), r.No, score); err != nil {
		t.wrong, t.bad = t.u.w.Sentence(err), text
		return false
	}
	t.wrong, t.bad = "", ""
	t.drafts.put(t.u.ctx, t.draftOf(r.No), "")
	t.u.stored("screen.theory.saved", "no", string(r.No), "score", score.String())
	t.reload()
	return true
}

// enter stores and goes to the next row that takes a score.
func (t *theory) enter() {
	if t.commit() {
		t.step(1)
		return
	}
	t.draw()
}

// step goes to the next or previous row, past those that take no score.
func (t *theory) step(by int) {
	at := t.at
	for i := t.at + by; i >= 0 && i < len(t.rows); i += by {
		if t.entering(t.view.Rows[t.rows[i]]) || t.view.Submitted {
			at = i
			break
		}
	}
	if at == t.at && by > 0 && t.left() == 0 && !t.view.Submitted {
		t.u.note = t.u.T("screen.theory.all-entered")
	}
	t.at = at
	t.draw()
}

func (t *theory) up() {
	if t.commit() {
		t.step(-1)
		return
	}
	t.draw()
}

// left counts the papers that this person has not entered.
func (t *theory) left() int {
	n := 0
	for _, r := range t.view.Rows {
		if t.entering(r) && r.Mine == nil {
			n++
		}
	}
	return n
}

// later goes to the next disagreement.
func (t *theory) later() {
	for i := 1; i <= len(t.rows); i++ {
		at := (t.at + i) % len(t.rows)
		if t.view.Rows[t.rows[at]].State == "disagree" {
			t.at, t.wrong, t.bad = at, "", ""
			t.draw()
			return
		}
	}
}

// handOver leaves a disagreement to the other person: it stays on their badge, and
// nothing of theirs is touched.
func (t *theory) handOver() {
	t.u.note = t.u.T("screen.theory.handed", "name", t.called(t.view.Other))
	t.later()
	t.draw()
}

// submit hands in this person's whole session.
func (t *theory) submit() {
	if !t.commit() {
		t.draw()
		return
	}
	if !t.u.refused(t.d.SubmitTheory(t.u.ctx, t.no())) {
		t.u.stored("screen.theory.saved-submit", "no", string(t.no()))
		t.reload()
		t.at = t.first()
	}
	t.draw()
}

func (t *theory) setFilter(i int) {
	t.filter, t.at = i, 0
	t.pickRows()
	t.draw()
}

// importFile takes the result file of a computer-based test.
func (t *theory) importFile() {
	u := t.u
	askFile(u, u.T("screen.theory.import"), []string{".csv", ".xlsx"}, func(path string) {
		u.note = u.T("screen.theory.importing")
		t.draw()
		type result struct {
			n        int
			problems []exam.Problem
		}
		kit.Back(u.run, func() (result, error) {
			n, problems, err := t.d.ImportTheory(u.ctx, t.no(), path)
			return result{n, problems}, err
		}, func(r result, err error) {
			t.import_ = r.problems
			if !u.refused(err) && len(r.problems) == 0 {
				u.stored("screen.theory.saved-import", "n", r.n)
			}
			t.reload()
			t.draw()
		})
	})
}

// leave stores a complete number and keeps an incomplete one as a draft.
func (t *theory) leave() {
	r := t.row()
	if r == nil || t.field == nil {
		return
	}
	if kit.Complete(t.field.Text()) && t.commit() {
		return
	}
	t.drafts.put(t.u.ctx, t.draftOf(r.No), t.field.Text())
}

func (t *theory) keys() kit.Table {
	u := t.u
	disagree := func() bool { r := t.row(); return r != nil && r.State == "disagree" && t.view.Both }
	open := func() bool { r := t.row(); return r != nil && t.entering(*r) }
	t2 := kit.Table{
		{Names: []string{"digits"}, Cap: "0–9 .", Word: u.T("screen.key.score"), Help: u.T("screen.help.digits"), When: open},
		{Names: []string{"Enter"}, Word: u.T("screen.key.store-next"), Do: t.enter},
		{Names: []string{"Down"}, Cap: "↑ ↓", Word: u.T("screen.key.row"), Do: t.enter},
		{Names: []string{"Up"}, Cap: "↑ ↓", Word: u.T("screen.key.row"), Do: t.up, Quiet: true},
		{Names: []string{"F3"}, Word: u.T("screen.theory.hand-over"), Do: t.handOver, When: disagree},
		{Names: []string{"PgDn"}, Word: u.T("screen.theory.later"), Do: t.later, When: disagree},
		{Names: []string{"F9"}, Word: u.T("screen.theory.submit"), Do: t.submit, When: func() bool { return !t.view.Submitted }},
		{Names: []string{"F6"}, Word: u.T("screen.theory.import"), Do: t.importFile, Quiet: true},
		{Names: []string{"Tab"}, Word: u.T("screen.key.filter"), Do: func() { t.setFilter((t.filter + 1) % 4) }},
	}
	return t2
}

func (t *theory) draw() {
	u, st := t.u, t.u.st
	var who []fyne.CanvasObject
	keys := []string{"screen.theory.first", "screen.theory.second"}
	for i, e := range cut(t.view.Entrants, 2) {
		who = append(who, st.Text(u.T(keys[i], "name", t.called(e)), st.Body, kit.Ink2))
	}
	head := u.header(u.T("screen.theory.title"), join(u.T("screen.practical.head", "no", string(t.no()), "subject", u.subject(t.in.Subject)),
		u.T("screen.theory.paper", "paper", t.in.Session.Paper)), who...)
	u.f.Show(u.page(head, kit.Columns(u.gap(), kit.Grow(t.list(), 1), kit.Fixed(t.side(), 456, 0))), t.keys())
	if r := t.row(); r != nil && t.entering(*r) {
		u.f.Focus(t.field)
	} else {
		u.f.Focus(nil)
	}
}

func (t *theory) list() fyne.CanvasObject {
	u, st := t.u, t.u.st
	n := [4]int{}
	for _, r := range t.view.Rows {
		for f := range n {
			if fits(r, f) {
				n[f]++
			}
		}
	}
	var words []string
	for i, k := range []string{"all", "agree", "disagree", "absent"} {
		words = append(words, u.T("screen.theory.filter-"+k, "n", n[i]))
	}
	seg := kit.Pad(10, 12, kit.Row(8, st.Segments(words, t.filter, t.setFilter), kit.Space(), st.Text(u.T("screen.theory.blind"), st.Caption, kit.Ink2)))
	mine, other := u.T("screen.theory.mine"), u.T("screen.theory.other")
	if t.view.Both {
		mine, other = t.called(t.me), t.called(t.view.Other)
	}
	cols := []kit.Column{{Head: u.T("screen.theory.col-no"), Width: 34, Right: true}, {Head: u.T("screen.fact.exam-no"), Width: 112}, {Head: u.T("screen.fact.name"), Width: 0},
		{Head: mine, Width: 76, Right: true}, {Head: other, Width: 76, Right: true}, {Head: u.T("screen.theory.col-result"), Width: 110}}
	var table *kit.TableView
	table = st.NewTable(cols, 44, func(i, c int) fyne.CanvasObject {
		r := t.view.Rows[t.rows[i]]
		switch c {
		case 0:
			return table.Figure(strconv.Itoa(r.Seat), kit.Ink2)
		case 1:
			return table.Cell(string(r.No), kit.Ink)
		case 2:
			return table.Cell(r.Name, kit.Ink)
		case 3:
			return st.Right(score(r.Mine), st.Lead, kit.Ink)
		case 4:
			if r.Other == nil && r.Theirs {
				return st.Right(u.T("screen.theory.entered"), st.Caption, kit.Ink2)
			}
			return st.Right(score(r.Other), st.Lead, kit.Ink)
		}
		return t.mark(r)
	}, func(i int) {
		if t.commit() {
			t.at, t.wrong, t.bad = i, "", ""
			t.draw()
		}
	})
	table.Set(len(t.rows), t.at)
	return st.Panel(kit.Col(0, seg, kit.Grow(table.Object(), 1)))
}

func (t *theory) mark(r desk.TheoryRow) fyne.CanvasObject {
	u, st := t.u, t.u.st
	switch r.State {
	case "agree":
		return st.Mark(kit.Done, u.T("screen.theory.agree"))
	case "imported":
		return st.Mark(kit.Done, u.T("screen.theory.imported"))
	case "disagree":
		return st.Mark(kit.Caution, u.T("screen.theory.disagree"))
	case "absent":
		return st.Mark(kit.Absent, u.T("screen.state.absent"))
	case "not-come":
		return st.Mark(kit.NotCome, u.T("screen.state.not-come"))
	case "void":
		return st.Mark(kit.Vetoed, u.T("screen.state.void"))
	case "conflict":
		return st.Mark(kit.Conflict, u.T("screen.state.conflict"))
	}
	if r.Mine != nil {
		return st.Mark(kit.Scoring, u.T("screen.theory.stored"))
	}
	return kit.Gap(0, 0)
}

// score is a score with its one decimal, empty for none.
func score(s *exam.Tenths) string {
	if s == nil {
		return ""
	}
	return s.String()
}
