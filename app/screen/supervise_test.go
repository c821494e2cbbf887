package screen

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"kaowu/app/exam"
)

// supervising is the page of the demo exam on the day before it, from the day by F3.
func supervising(t *testing.T) (*world, *supervise) {
	t.Helper()
	w := newWorld(t, "2026-12-18 15:00:00")
	w.enter(w.lead.Staff().Name)
	w.key(fyne.KeyF3)
	s, ok := w.sh.at.(*supervise)
	if !ok {
		t.Fatalf("at %T", w.sh.at)
	}
	return w, s
}

// committed publishes lists and digest by keys, and gives the seed's file.
func (w *world) committed() string {
	w.t.Helper()
	file := filepath.Join(w.t.TempDir(), "seed.txt")
	w.key(fyne.KeyF9)
	w.key(fyne.KeyF9) // all sessions
	w.given(file)
	w.wants(exam.DrawCommitted)
	return file
}

// A draw in the open: lists and digest first, then the number called and the seed; then
// anybody makes it again. A second draw says why, and the first stays.
func TestDrawOfSupervisorsByKeys(t *testing.T) {
	w, s := supervising(t)
	w.shot("20-draw-none")
	file := w.committed()
	w.shot("20-draw-waits")
	d := s.draws[0]
	seed, err := os.ReadFile(file)
	check(t, err)
	if d.Commitment.Sum(strings.TrimSpace(string(seed))) != d.Commitment.Digest || d.Commitment.Take != len(w.plan.Sessions) {
		t.Fatalf("the file does not hold the seed of the digest: %+v", d.Commitment)
	}
	w.shows(strings.Split(spaced(d.Commitment.Digest), " ")[0], "等报数")
	w.key(fyne.KeyF9)
	w.key(fyne.KeyTab, fyne.KeyF5)
	w.given(file)
	w.key(fyne.KeyF9)
	w.shows("报的数") // nobody called one: refused in words
	w.wants()
	w.key(fyne.KeyUp)
	w.typed("４17")
	w.shot("20-draw-reveal")
	w.key(fyne.KeyF9)
	w.wants(exam.DrawRevealed)
	if d = s.draws[0]; d.Reveal == nil || d.Reveal.Called != "417" || len(d.Pairs) != len(w.plan.Sessions) {
		t.Fatalf("revealed %+v", d.Reveal)
	}
	w.key(fyne.KeyF5)
	w.shows("重算一致")
	w.shot("20-draw-done")
	w.key(fyne.KeyF3)
	w.key(fyne.KeyF9)
	w.shows("理由") // a second draw without one is refused
	w.key(fyne.KeyTab)
	w.typed("一名督导员请假")
	w.key(fyne.KeyF9)
	w.given(filepath.Join(t.TempDir(), "again.txt"))
	if len(s.draws) != 2 || s.draws[1].Commitment.Reason != "一名督导员请假" || s.which != 1 {
		t.Fatalf("%d draws: %s", len(s.draws), w.sh.u.note)
	}
	w.key(fyne.KeyLeft)
	w.shows("已重抽，留存")
	w.key(fyne.KeyEscape)
	if w.sh.at.name() != "day" {
		t.Errorf("Esc goes to %s", w.sh.at.name())
	}
	// A seed file that cannot be made publishes nothing.
	w.take()
	s.commitTo(filepath.Join(t.TempDir(), "none", "seed.txt"), 0, "再抽")
	w.wants()
}

// Avoidance: an assessor declares their own, the lead lifts it with a reason.
func TestAvoidanceByKeys(t *testing.T) {
	w, s := supervising(t)
	w.key(fyne.KeyTab)
	w.tap("申报回避")
	w.shot("20-avoid-who")
	w.key(fyne.KeyDown, fyne.KeyReturn)
	w.typed(string(w.plan.Candidates[0].No))
	w.key(fyne.KeyTab, fyne.KeyTab)
	w.typed("4")
	w.key(fyne.KeyTab)
	w.typed("带徒三年")
	w.shot("20-avoid-form")
	w.key(fyne.KeyF9)
	w.wants(exam.AvoidanceDeclared)
	w.shot("20-avoid-list")
	if len(s.rows) != 1 || s.rows[0].Ground != "master" || s.rows[0].Candidate != w.plan.Candidates[0].No {
		t.Fatalf("declared %+v", s.rows)
	}
	w.key(fyne.KeyF4)
	w.key(fyne.KeyF9) // no reason, nothing lifted
	w.typed("核实并无师徒关系")
	w.key(fyne.KeyF9)
	w.wants(exam.AvoidanceDeclared)
	if len(s.rows) != 0 {
		t.Errorf("%d declarations stand", len(s.rows))
	}
	w.key(fyne.KeyF12)
	me := w.staff(exam.RoleAssessor, "", 0)
	w.enter(me.Name)
	w.key(fyne.KeyF3, fyne.KeyTab)
	if own := w.sh.at.(*supervise); bound(own.keys(), "F4") {
		t.Error("an assessor may lift")
	}
	w.key(fyne.KeyF9)
	w.key(fyne.KeyTab)
	w.typed(string(me.Sessions[0]))
	w.key(fyne.KeyTab)
	w.typed("1")
	w.key(fyne.KeyF9)
	w.wants(exam.AvoidanceDeclared)
}

// In each setting of a laptop no text is cut, covered or over other text.
func TestLooksOfSupervise(t *testing.T) {
	w, s := supervising(t)
	empty := func() { w.stand(s); s.setArea(superviseDraw) }
	made, err := w.lead.CommitDraw(t.Context(), 0, "")
	check(t, err)
	waits, err := w.lead.SupervisionDraws()
	check(t, err)
	_, err = w.lead.RevealDraw(t.Context(), made.Seed, "417")
	check(t, err)
	done, err := w.lead.SupervisionDraws()
	check(t, err)
	check(t, w.lead.DeclareAvoidance(t.Context(), w.staff(exam.RoleAssessor, "P01", 0).ID, w.candidates("P01")[0].No, "", exam.Avoidance{Ground: "master", Text: "带徒三年"}))
	with := func(draws []exam.SupervisionDraw, redo bool) func() {
		return func() { empty(); s.draws, s.redo = draws, redo; s.draw() }
	}
	w.inEach("supervise", []busyState{{"none", with(nil, false)}, {"waits", with(waits, false)}, {"done", with(done, true)}, {"commit", func() { empty(); s.commit() }}, {"reveal", func() { empty(); s.reveal() }},
		{"avoid", func() { w.stand(s); s.setArea(superviseAvoid) }}, {"declare", func() { w.stand(s); s.declareFor(w.staff(exam.RoleAssessor, "", 0)) }}})
}
