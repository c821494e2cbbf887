package screen

import (
	"context"
	"strings"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// entrant is the part of the desk that theory entry uses.
type entrant interface {
	TheoryList(in exam.SessionNo) (desk.TheoryView, error)
	EnterTheory(ctx context.Context, in exam.SessionNo, no exam.CandidateNo, score exam.Tenths) error
	SubmitTheory(ctx context.Context, in exam.SessionNo) error
	HandOverTheory(ctx context.Context, in exam.SessionNo, no exam.CandidateNo) error
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
	undo    []enteredOnce
	stages  kit.Stages
}

// enteredOnce is what F8 goes back to.
type enteredOnce struct {
	no    exam.CandidateNo
	score exam.Tenths
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
	return t.view.CanEnter && (!t.view.Submitted || r.State == "disagree")
}

// waits says whether a row still needs this person.
func (t *theory) waits(r desk.TheoryRow) bool {
	return t.entering(r) && (r.Mine == nil || r.State == "disagree" && r.HandedBy != t.me)
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
	if r.Mine != nil {
		t.undo = append(t.undo, enteredOnce{r.No, *r.Mine})
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
		if r := t.view.Rows[t.rows[at]]; r.State == "disagree" && (r.HandedTo == "" || r.HandedTo == t.me || i == len(t.rows)) {
			t.at, t.wrong, t.bad = at, "", ""
			t.draw()
			return
		}
	}
}

// handOver leaves a disagreement to the other person: it goes from this badge to
// theirs, and nothing of theirs is touched.
func (t *theory) handOver() {
	r := t.row()
	if r == nil {
		return
	}
	if t.u.refused(t.d.HandOverTheory(t.u.ctx, t.no(), r.No)) {
		t.draw()
		return
	}
	t.drafts.put(t.u.ctx, t.draftOf(r.No), "")
	t.u.stored("screen.theory.saved-handed", "no", string(r.No))
	t.reload()
	t.later()
	t.draw()
}

// goBack 撤销 gives a paper its last figure again; both stay in the record.
func (t *theory) goBack() {
	for n := len(t.undo); n > 0; n-- {
		last := t.undo[n-1]
		t.undo = t.undo[:n-1]
		if t.u.refused(t.d.EnterTheory(t.u.ctx, t.no(), last.no, last.score)) {
			continue
		}
		t.u.stored("screen.theory.saved-undo", "no", string(last.no), "score", last.score.String())
		t.wrong, t.bad = "", ""
		t.drafts.put(t.u.ctx, t.draftOf(last.no), "")
		t.reload()
		for i, at := range t.rows {
			if t.view.Rows[at].No == last.no {
				t.at = i
			}
		}
		t.draw()
		return
	}
	if t.u.note == "" {
		t.u.note = t.u.T("screen.theory.no-undo")
	}
	t.draw()
}

// closeProblems puts away what was wrong in an imported file.
func (t *theory) closeProblems() {
	t.import_ = nil
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
		{Names: []string{"F3"}, Word: u.T("screen.theory.hand-over"), Do: t.handOver, When: func() bool { return disagree() && t.row().HandedBy != t.me }},
		{Names: []string{"PgDn"}, Word: u.T("screen.theory.later"), Do: t.later, When: disagree},
		{Names: []string{"F9"}, Word: u.T("screen.theory.submit"), Do: t.submit, When: func() bool { return t.view.CanEnter && !t.view.Submitted }},
		{Names: []string{"F8"}, Word: u.T("screen.key.undo"), Do: t.goBack, When: func() bool { return len(t.undo) > 0 }},
		{Names: []string{"F6"}, Word: u.T("screen.theory.import"), Do: t.importFile, When: t.mayImport, Quiet: true},
		{Names: []string{"Esc"}, Word: u.T("screen.key.close"), Do: t.closeProblems, When: func() bool { return len(t.import_) > 0 }},
		{Names: []string{"Tab"}, Word: u.T("screen.key.filter"), Do: func() { t.setFilter((t.filter + 1) % 4) }},
	}
	return t2
}
