package desk

import (
	"slices"
	"testing"
	"time"

	"kaowu/app/exam"
)

// Domain 6: a declaration bars the pair at the door and at the sheet, the result stands
// without the barred assessor, and what it leaves short hinders confirming.
func TestAvoidanceOfAnAssessor(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	no := w.roster("P01")[0]
	kin := exam.Avoidance{Ground: "kin", Text: "表兄弟"}
	for code, do := range map[string]func() error{
		"avoidance-whom":      func() error { return w.lead().DeclareAvoidance(ctx, "S06", no, "P01", kin) },
		"avoidance-not-yours": func() error { return w.as("S05").DeclareAvoidance(ctx, "S06", no, "", kin) },
		"avoidance-ground":    func() error { return w.as("S06").DeclareAvoidance(ctx, "S06", no, "", exam.Avoidance{}) },
		"avoidance-none": func() error {
			return w.lead().DeclareAvoidance(ctx, "S06", no, "", exam.Avoidance{Lifted: true, Text: "报错"})
		},
		"unknown-candidate": func() error { return w.lead().DeclareAvoidance(ctx, "S06", "1", "", kin) },
		"not-on-staff":      func() error { return w.lead().DeclareAvoidance(ctx, "S99", no, "", kin) },
	} {
		w.refused(code, do)
	}
	w.wrote(func() error { return w.as("S06").DeclareAvoidance(ctx, "S06", no, "", kin) },
		`avoidance.declared candidate/`+string(no)+` avoidance/S06 {"ground":"kin","text":"表兄弟","lifted":false}`)
	w.refused("avoidance-declared", func() error { return w.lead().DeclareAvoidance(ctx, "S06", no, "", kin) })

	w.open("P01")
	w.refused("avoidance", func() error { _, err := w.as("S06").Admit(ctx, "P01", no); return err })
	for _, c := range w.roster("P01") {
		_, err := w.as("S05").Admit(ctx, "P01", c)
		w.must(err)
	}
	r := w.refused("avoidance", func() error { return w.as("S06").ScoreItem(ctx, "P01", no, 2, 100) })
	if r.Args["ground"] != "code:avoid.kin" {
		t.Errorf("the ground: %v", r.Args)
	}
	v, err := w.as("S06").Sheet("P01", no)
	w.must(err)
	if v.CanScore {
		t.Error("the sheet opens for marking")
	}

	short := func() []string {
		rows, needs, err := w.lead().Avoidances()
		w.must(err)
		if len(rows) != 1 || rows[0].Candidate != no || rows[0].Staff != "S06" {
			t.Errorf("declared: %+v", rows)
		}
		var out []string
		for _, n := range needs {
			out = append(out, n.Code+" "+string(n.Session))
		}
		return out
	}
	if got := short(); !slices.Equal(got, []string{"avoidance P01"}) { // two of three are left
		t.Errorf("short: %q", got)
	}
	for _, d := range []*Desk{w.as("S05"), w.as("S07")} {
		w.marks(d, "P01", no, eighty)
	}
	if got := short(); len(got) != 0 {
		t.Errorf("scored by the two who may: %q", got)
	}
	j, err := w.site.judge()
	w.must(err)
	c, err := w.site.candidate(no)
	w.must(err)
	if com := j.Combine(c, exam.Practical); com.Final == nil || len(com.Expected) != 2 || len(com.Missing) != 0 {
		t.Errorf("combined %+v", com)
	}
	p, err := w.lead().Progress("P01")
	w.must(err)
	if of := 3*len(w.roster("P01")) - 1; p.Of != of || p.Rows[0].State != "done" {
		t.Errorf("%d sheets of %d, the first is %s", p.Of, of, p.Rows[0].State)
	}
	h, err := w.lead().Trace(no)
	w.must(err)
	if !slices.ContainsFunc(h.Moments, func(m Moment) bool { return m.Fact.Kind == exam.AvoidanceDeclared && m.To == w.site.name("S06") }) {
		t.Error("the trace does not tell it")
	}

	// Lifted: S06 is expected again.
	w.must(w.lead().DeclareAvoidance(ctx, "S06", no, "", exam.Avoidance{Lifted: true, Text: "同名，报错"}))
	w.must(w.as("S06").ScoreItem(ctx, "P01", no, 2, 100))
}

// A supervisor barred from one candidate neither writes nor signs for the room, the draw
// skips the session, and a draw committed before does not hold.
func TestAvoidanceOfASupervisor(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	made, err := w.lead().CommitDraw(ctx, 0, "")
	w.must(err)
	w.must(w.as("S14").DeclareAvoidance(ctx, "S14", w.roster("P01")[1], "", exam.Avoidance{Ground: "master"}))
	w.refused("draw-stale", func() error { _, err := w.lead().RevealDraw(ctx, made.Seed, "7"); return err })
	again, err := w.lead().CommitDraw(ctx, 0, "督导员申报回避")
	w.must(err)
	if !slices.Contains(again.Draw.Barred, exam.BarredPair{Staff: "S14", Session: "P01"}) {
		t.Errorf("barred: %v", again.Draw.Barred)
	}
	got, err := w.lead().RevealDraw(ctx, again.Seed, "7")
	w.must(err)
	if !slices.Contains(got.Pairs, exam.Pairing{Session: "P01", Staff: "S15"}) {
		t.Errorf("P01 is left to S15: %v", got.Pairs)
	}
	w.refused("avoidance-session", func() error { return w.as("S14").WriteRecord(ctx, "P01", "verdict", "good") })
	w.refused("avoidance-session", func() error {
		_, err := w.as("S14").SignRecord(ctx, "P01", exam.RecordContent{}, exam.Strokes{{{X: 1}}}, secret("S14"))
		return err
	})
	needs, err := w.lead().Hinders()
	w.must(err)
	if !slices.ContainsFunc(needs, func(n Need) bool { return n.Says == "avoidance-session" && n.Session == "P01" }) {
		t.Error("nobody says that P01 has no supervisor left")
	}
	if c, _, err := w.site.content("P01"); err != nil || slices.ContainsFunc(c.Signers, func(s exam.Signer) bool { return s.Staff == "S14" }) {
		t.Errorf("S14 is to sign: %+v %v", c.Signers, err)
	}
	w.must(w.lead().DeclareAvoidance(ctx, "S05", "", "P01", exam.Avoidance{Ground: "interest"}))
	w.clock.to(w.site.startOf(w.session("P01")).Add(-20 * time.Minute).Format("2006-01-02 15:04"))
	w.must(w.as("S06").OpenSession(ctx, "P01"))
	w.refused("avoidance", func() error { _, err := w.as("S05").Admit(ctx, "P01", w.roster("P01")[0]); return err })
}

// Notice 6.3: every exam is supervised, so a record is not frozen for signing where
// avoidance leaves no supervisor.
func TestNoRecordWithoutSupervisor(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	w.running("T01")
	w.shut("T01")
	w.typed("T01", 800)
	w.written("T01")
	w.must(w.lead().DeclareAvoidance(ctx, "S14", w.roster("T01")[0], "", exam.Avoidance{Ground: "spouse"}))
	w.refused("no-supervisor-left", func() error { return w.as("S01").FreezeRecord(ctx, "T01") })
	w.must(w.lead().DeclareAvoidance(ctx, "S14", w.roster("T01")[0], "", exam.Avoidance{Lifted: true, Text: "同名，报错"}))
	w.must(w.as("S01").FreezeRecord(ctx, "T01"))
}
