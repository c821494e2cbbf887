package desk

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"kaowu/app/exam"
)

func tenthsOf(t *exam.Tenths) exam.Tenths {
	if t == nil {
		return -1
	}
	return *t
}

// row finds one candidate in a person's list.
func (w *world) row(d *Desk, in exam.SessionNo, no exam.CandidateNo) TheoryRow {
	w.t.Helper()
	v, err := d.TheoryList(in)
	w.must(err)
	i := slices.IndexFunc(v.Rows, func(r TheoryRow) bool { return r.No == no })
	if i < 0 {
		w.t.Fatalf("%s is not on the list", no)
	}
	return v.Rows[i]
}

// Design 4.3: two people enter apart; each changes only their own, and sees the
// other's only when both are in.
func TestDoubleEntry(t *testing.T) {
	w := newWorld(t)
	ctx, a, b := t.Context(), w.as("S01"), w.as("S03")
	const one, gone = exam.CandidateNo("2026610001"), exam.CandidateNo("2026610006")
	enter := func(d *Desk, no exam.CandidateNo, s exam.Tenths) func() error {
		return func() error { return d.EnterTheory(ctx, "T01", no, s) }
	}
	w.refused("session-not-open", enter(a, one, 700))
	w.running("T01", gone)
	w.refused("score-range", enter(a, one, 1001))
	w.refused("score-range", enter(a, one, -1))
	w.refused("not-present", enter(a, gone, 700))
	w.refused("not-theory", func() error { return a.EnterTheory(ctx, "P01", one, 700) })
	w.refused("not-assigned", enter(w.as("S02"), one, 700))
	w.wrote(enter(a, one, 785), `theory.entered candidate/2026610001 theory/T01/S01 {"score":785}`)
	w.refused("session-still-open", func() error { return a.SubmitTheory(ctx, "T01") })
	w.shut("T01")
	w.refused("entries-missing", func() error { return a.SubmitTheory(ctx, "T01") })
	w.must(b.EnterTheory(ctx, "T01", one, 758))
	w.refused("entrants-full", enter(w.as("S18"), one, 785))
	if r := w.row(a, "T01", one); r.Other != nil || !r.Theirs || tenthsOf(r.Mine) != 785 || r.State != "entered" {
		t.Errorf("before both are in the other's score shows: %+v", r)
	}
	for _, no := range w.roster("T01")[1:5] {
		w.must(a.EnterTheory(ctx, "T01", no, 600))
		w.must(b.EnterTheory(ctx, "T01", no, 600))
	}
	w.wrote(func() error { return a.SubmitTheory(ctx, "T01") }, `theory.submitted session/T01 theory/S01 {"count":5,"total":0,"rests":[*`)
	w.refused("submitted", func() error { return a.SubmitTheory(ctx, "T01") })
	if r := w.row(a, "T01", one); r.Other != nil {
		t.Errorf("one of two is in and sees the other's score: %+v", r)
	}
	w.must(b.SubmitTheory(ctx, "T01"))
	if r := w.row(a, "T01", one); tenthsOf(r.Other) != 758 || r.State != "disagree" || r.Final != nil {
		t.Errorf("entries that differ: %+v", r)
	}
	if r := w.row(a, "T01", gone); r.State != "absent" {
		t.Errorf("who did not come: %+v", r)
	}
	w.wrote(enter(a, one, 758), `theory.entered candidate/2026610001 theory/T01/S01 {"score":758}`)
	if r := w.row(b, "T01", one); r.State != "agree" || tenthsOf(r.Final) != 758 {
		t.Errorf("entries that agree: %+v", r)
	}
	w.refused("already-agreed", enter(a, one, 700))
}

// Design 4.3: the site lead names who the two are.
func TestNamedEntrants(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	name := func(in exam.SessionNo, a, b exam.StaffID) func() error {
		return func() error { return w.lead().NameEntrants(ctx, in, a, b) }
	}
	w.refused("entrants-two", name("T01", "S01", "S01"))
	w.refused("not-entrant", name("T01", "S01", "S14"))
	w.refused("not-on-staff", name("T01", "S01", "S99"))
	w.refused("not-theory", name("P01", "S01", "S03"))
	w.wrote(name("T01", "S03", "S05"), `session.entrants session/T01 entrants {"staff":["S03","S05"]}`)
	w.running("T01")
	const one = exam.CandidateNo("2026610001")
	w.refused("entrants-full", func() error { return w.as("S01").EnterTheory(ctx, "T01", one, 1) })
	w.wrote(func() error { return w.as("S05").EnterTheory(ctx, "T01", one, 1000) }, `theory.entered candidate/2026610001 theory/T01/S05 {"score":1000}`)

	lead := func(id exam.StaffID) func() error {
		return func() error { return w.lead().NameGroupLead(ctx, "P01", id) }
	}
	w.refused("not-assessor", lead("S14"))
	w.refused("not-assessor", lead("S08")) // an assessor of another session
	w.refused("not-on-staff", lead("S99"))
	w.wrote(lead("S07"), `session.lead session/P01 lead {"staff":["S07"]}`)
}

// A result file is taken whole or not at all; each row that is wrong is named.
func TestImport(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	file := filepath.Join(t.TempDir(), "t.csv")
	put := func(text string) {
		t.Helper()
		w.must(os.WriteFile(file, []byte("准考证号,成绩\r\n"+text), 0o600))
	}
	take := func() (int, []exam.Problem, error) { return w.as("S01").ImportTheory(ctx, "T01", file) }
	first := func() error { _, _, err := take(); return err }
	w.running("T01", "2026610006")
	w.refused("session-still-open", first)
	w.shut("T01")
	for _, tt := range []struct{ why, text, code string }{
		{"a row is missing", "2026610001,80\r\n2026610002,80\r\n2026610003,80\r\n2026610004,80\r\n", "score-missing"},
		{"absent in the file, present in the room", "2026610001,缺考\r\n2026610002,80\r\n2026610003,80\r\n2026610004,80\r\n2026610005,80\r\n", "present-in-room"},
		{"a score for somebody absent", "2026610001,80\r\n2026610002,80\r\n2026610003,80\r\n2026610004,80\r\n2026610005,80\r\n2026610006,80\r\n", "absent-in-room"},
	} {
		put(tt.text)
		before := w.site.Size()
		n, problems, err := take()
		w.must(err)
		if n != 0 || !slices.ContainsFunc(problems, func(p exam.Problem) bool { return p.Code == tt.code }) {
			t.Errorf("%s: %d taken, problems %+v", tt.why, n, problems)
		}
		if w.site.Size() != before {
			t.Errorf("%s: something was stored", tt.why)
		}
	}
	put("2026610001,80.5\r\n2026610002,59.9\r\n2026610003,60\r\n2026610004,100\r\n2026610005,0\r\n2026610006,缺考\r\n")
	w.wrote(first,
		`theory.imported candidate/2026610001 theory/T01/import {"score":805}`, `theory.imported candidate/2026610002 theory/T01/import {"score":599}`,
		`theory.imported candidate/2026610003 theory/T01/import {"score":600}`, `theory.imported candidate/2026610004 theory/T01/import {"score":1000}`,
		`theory.imported candidate/2026610005 theory/T01/import {"score":0}`, `theory.file session/T01 theory-file {"file":*`)
	w.refused("imported", first)
	w.refused("imported", func() error { return w.as("S01").EnterTheory(ctx, "T01", "2026610001", 1) })
	if r := w.row(w.as("S01"), "T01", "2026610002"); r.State != "imported" || tenthsOf(r.Final) != 599 {
		t.Errorf("imported: %+v", r)
	}
	w.refused("not-theory", func() error { _, _, err := w.lead().ImportTheory(ctx, "P01", file); return err })

	w.running("T05")
	w.must(w.as("S02").EnterTheory(ctx, "T05", "2026630001", 1))
	w.shut("T05")
	w.refused("entries-there", func() error { _, _, err := w.as("S02").ImportTheory(ctx, "T05", file); return err })
}
