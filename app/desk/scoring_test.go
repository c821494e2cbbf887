package desk

import (
	"testing"

	"kaowu/app/exam"
)

// W3's rubric of the practical: items 1 (5.0, veto), 2 and 3 (15.0), 4 and 5
// (25.0), 6 (15.0, veto); S05 leads the group as the first listed (design 3).
const welder = exam.CandidateNo("2026610001")

// Design 4.4: item by item, each stored at once; handing in is another event.
func TestSheet(t *testing.T) {
	w := newWorld(t, func(p *exam.Plan, _ *exam.Policy) {
		p.Staff[4].Sessions = []exam.SessionNo{"P01", "T01"}
	})
	ctx, a := t.Context(), w.as("S05")
	score := func(item int, s exam.Tenths) func() error {
		return func() error { return a.ScoreItem(ctx, "P01", welder, item, s) }
	}
	send := func() error { return a.SubmitScores(ctx, "P01", welder) }
	w.refused("session-not-open", score(2, 100))
	w.running("P01", "2026610006")
	w.refused("not-present", func() error { return a.ScoreItem(ctx, "P01", "2026610006", 2, 100) })
	w.refused("unknown-item", score(7, 0))
	if r := w.refused("over-full", score(2, 155)); r.Args["full"] != "15" || r.Args["given"] != "15.5" {
		t.Errorf("over full: %v", r.Args)
	}
	w.refused("over-full", score(2, -5))
	w.refused("score-step", score(2, 101)) // steps of 0.5
	w.wrote(score(2, 120), `score.item candidate/2026610001 practical/P01/S05/2 {"score":120}`)
	w.wrote(score(2, 120)) // the same again stores nothing
	w.wrote(score(2, 125), `score.item candidate/2026610001 practical/P01/S05/2 {"score":125}`)
	w.refused("items-missing", send)
	for item, s := range map[int]exam.Tenths{1: 50, 3: 85, 4: 200, 5: 200, 6: 150} {
		w.must(score(item, s)())
	}
	// 8.5 of 15 is under 60 percent: a reason is asked; 9.0 would not be.
	w.refused("reasons-missing", send)
	w.wrote(func() error { return a.GiveReason(ctx, "P01", welder, 3, exam.Why{Code: "defect"}) },
		`score.reason candidate/2026610001 practical/P01/S05/3/reason {"code":"defect","text":""}`)
	w.refused("unknown-item", func() error { return a.GiveReason(ctx, "P01", welder, 9, exam.Why{Code: "defect"}) })

	veto := func(item int, v exam.Veto) func() error {
		return func() error { return a.VetoItem(ctx, "P01", welder, item, v) }
	}
	w.refused("not-veto-item", veto(2, exam.Veto{Veto: true, Code: "no-protection"}))
	w.refused("reason-missing", veto(6, exam.Veto{Veto: true}))
	w.wrote(veto(6, exam.Veto{Veto: true, Code: "no-protection"}), `score.veto candidate/2026610001 practical/P01/S05/6/veto {"veto":true,"code":"no-protection","text":""}`)
	w.wrote(veto(6, exam.Veto{}), `score.veto candidate/2026610001 practical/P01/S05/6/veto {"veto":false,"code":"","text":""}`)

	back := func(why string) func() error {
		return func() error { return a.TakeBackScores(ctx, "P01", welder, exam.Why{Code: why}) }
	}
	w.refused("not-sent", back("slip"))
	// 5.0 + 12.5 + 8.5 + 20.0 + 20.0 + 15.0 = 81.0
	w.wrote(send, `score.sent candidate/2026610001 practical/P01/S05/sent {"count":6,"total":810,*`)
	w.refused("sheet-sent", score(2, 100))
	w.refused("sheet-sent", send)
	w.refused("sheet-sent", veto(6, exam.Veto{}))
	w.refused("reason-missing", back(""))
	w.wrote(back("slip"), `score.taken candidate/2026610001 practical/P01/S05/sent {"code":"slip","text":""}`)
	w.must(send())
	w.shut("P01")
	w.refused("session-closed", back("slip"))
	w.refused("not-scored", func() error { return a.SubmitScores(ctx, "T01", welder) })
}

// Design 3: who scores does not see the others before their own sheet is in; who
// oversees does.
func TestOthersAreHidden(t *testing.T) {
	w := newWorld(t)
	w.running("P01")
	w.marks(w.as("S06"), "P01", welder, eighty)
	see := func(id exam.StaffID) SheetView {
		t.Helper()
		v, err := w.as(id).Sheet("P01", welder)
		w.must(err)
		return v
	}
	if v := see("S05"); len(v.Others) > 0 || v.Combined != nil || !v.CanScore {
		t.Errorf("before handing in: others %v", v.Others)
	}
	w.must(w.as("S05").ScoreItem(t.Context(), "P01", welder, 2, 100))
	if v := see("S05"); len(v.Others) > 0 || v.Combined != nil || v.Mine.Items[2].Score != 100 {
		t.Errorf("half a sheet: %+v", v)
	}
	w.marks(w.as("S05"), "P01", welder, eighty)
	if v := see("S05"); len(v.Others) != 1 || v.Others[0].Staff != "S06" || v.Others[0].Total != 800 {
		t.Errorf("after handing in: %+v", v.Others)
	}
	if v := see("S14"); len(v.Others) != 2 || v.CanScore {
		t.Errorf("the supervisor sees both: %+v", v.Others)
	}
	rows, err := w.as("S07").Queue("P01")
	w.must(err)
	if rows[0].State != "admitted" {
		t.Errorf("others' work shows in the queue of who has not scored: %+v", rows[0])
	}
}

// Domain 7.7: totals 60, 80, 80 spread 20.0 over the limit of 10.0.
func TestArbitration(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	w.running("P01", "2026610006")
	decide := func(d *Desk, no exam.CandidateNo, a exam.Arbitration) func() error {
		return func() error { return d.Arbitrate(ctx, "P01", no, a) }
	}
	fair := exam.Arbitration{Score: 765, Reason: "复核工件"}
	w.refused("nothing-to-arbitrate", decide(w.as("S05"), welder, fair))
	w.marks(w.as("S05"), "P01", welder, func(it exam.Item) exam.Tenths { return it.Full * 6 / 10 })
	w.marks(w.as("S06"), "P01", welder, eighty)
	w.refused("nothing-to-arbitrate", decide(w.as("S05"), welder, fair)) // one sheet is not in
	w.marks(w.as("S07"), "P01", welder, eighty)
	w.refused("not-allowed", decide(w.as("S06"), welder, fair)) // neither lead nor senior
	w.refused("reason-missing", decide(w.as("S05"), welder, exam.Arbitration{Score: 765}))
	w.refused("score-range", decide(w.as("S05"), welder, exam.Arbitration{Score: 1001, Reason: "x"}))
	w.refused("not-present", decide(w.as("S05"), "2026610006", fair))
	f := w.wrote(decide(w.as("S05"), welder, fair), `score.arbitrated candidate/2026610001 practical/P01/arbitration {"score":765,"veto":false,"reason":"复核工件","rests":[*`)
	if b, err := exam.BodyOf[exam.Arbitration](f[0]); err != nil || len(b.Rests) != 3 {
		t.Errorf("it names the three sheets it judged: %v %v", b.Rests, err)
	}
	w.refused("arbitrated", decide(w.as("S05"), welder, fair))
	w.refused("arbitrated", func() error { return w.as("S06").TakeBackScores(ctx, "P01", welder, exam.Why{Code: "slip"}) })

	// A veto that one marks and two do not is a disagreement (design 4.4).
	const half = exam.CandidateNo("2026610002")
	for i, d := range w.crew("P01") {
		if i == 0 {
			w.must(d.VetoItem(ctx, "P01", half, 1, exam.Veto{Veto: true, Code: "no-protection"}))
		}
		w.marks(d, "P01", half, eighty)
	}
	rows, err := w.as("S05").Queue("P01")
	w.must(err)
	if rows[0].State != "done" || rows[1].State != "veto" {
		t.Errorf("queue of who vetoed: %+v", rows[:2])
	}
	if rows, err = w.as("S06").Queue("P01"); err != nil || rows[1].State != "arbitration" || rows[5].State != "not-come" {
		t.Errorf("queue of the others: %+v %v", rows, err)
	}
	w.must(w.lead().NameGroupLead(ctx, "P01", "S07"))
	w.refused("not-allowed", decide(w.as("S05"), half, fair)) // no longer leads
	w.must(decide(w.as("S07"), half, exam.Arbitration{Score: 800, Veto: true, Reason: "录像证实"})())
	row, _, err := w.lead().Explain(half)
	w.must(err)
	if o := row.Result.Parts[exam.Practical]; o.Reason != exam.ReasonVeto || row.Result.Qualified {
		t.Errorf("arbitrated as a veto: %+v", o)
	}
}

// Notice 7.2: each item of the review has its source and comment.
func TestReviewNotes(t *testing.T) {
	w := newWorld(t)
	w.running("R01")
	w.wrote(func() error {
		return w.as("S12").NoteItem(t.Context(), "R01", "2026630001", 2, exam.Note{Source: "self", Comment: "带徒三人"})
	}, `score.note candidate/2026630001 review/R01/S12/2/note {"source":"self","comment":"带徒三人"}`)
}
