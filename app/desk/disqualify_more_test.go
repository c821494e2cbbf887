package desk

import (
	"context"
	"testing"

	"kaowu/app/exam"
	"kaowu/sync/stamp"
)

// Who enters a paper again after a disqualification is shown the other's figure only when
// both have handed in, and hands a disagreement over to that other, not to who entered the
// paper first.
func TestEnteredAgainApart(t *testing.T) {
	w := newEnded(t)
	ctx, lead := t.Context(), w.lead()
	other, who := w.crew("T01")[0], w.crew("T01")[1].staff.ID
	no := w.roster("T01")[0]
	w.must(lead.Disqualify(ctx, who, copied))
	_, err := lead.DecideReassessment(ctx, who, Reassess{Choice: exam.ReassessAgain, Reason: "重新录入", Scorers: []exam.StaffID{other.staff.ID, "S07"}})
	w.must(err)
	if r := w.row(w.as("S07"), "T01", no); r.Other != nil {
		t.Errorf("before entering anything S07 is shown %s", r.Other)
	}
	for _, c := range w.roster("T01") {
		w.must(w.as("S07").EnterTheory(ctx, "T01", c, 810))
	}
	if r := w.row(w.as("S07"), "T01", no); r.Other != nil {
		t.Errorf("before handing in S07 is shown %s", r.Other)
	}
	w.must(w.as("S07").SubmitTheory(ctx, "T01"))
	if r := w.row(w.as("S07"), "T01", no); tenthsOf(r.Other) != 800 || r.State != "disagree" {
		t.Errorf("handed in: %+v", r)
	}
	if r := w.row(other, "T01", no); tenthsOf(r.Other) != 810 {
		t.Errorf("the other is shown %+v", r)
	}
	w.must(other.HandOverTheory(ctx, "T01", no))
	c, err := w.site.candidate(no)
	w.must(err)
	if h := c.HandedOver("T01"); h == nil || h.To != "S07" {
		t.Errorf("handed over to %+v", h)
	}
	v, err := lead.Today(w.session("T01").Date)
	w.must(err)
	for _, n := range v.Needs {
		if n.Code == "disagree" && (n.Args["first"] != "80.0" || n.Args["second"] != "81.0") {
			t.Errorf("the day says %v", n.Args)
		}
	}
}

// A session's own record does not wait for sheets that are made in another session.
func TestRecordBesideScoredAgain(t *testing.T) {
	w := newWorld(t)
	ctx, lead := t.Context(), w.lead()
	w.running("P01")
	for _, c := range w.roster("P01") {
		for _, d := range w.crew("P01") {
			w.marks(d, "P01", c, eighty)
		}
	}
	w.shut("P01")
	w.written("P01")
	w.must(lead.Disqualify(ctx, "S05", copied))
	row := w.session("P01")
	row.No, row.Date = "P01R", "2026-12-20"
	w.must(lead.NameSession(ctx, exam.SessionNaming{Row: row, Staff: []exam.StaffID{"S08", "S09", "S10", "S14"}, Reason: "重新评定"}))
	_, err := lead.DecideReassessment(ctx, "S05", Reassess{Choice: exam.ReassessAgain, Reason: "原评定人取消资格", Session: "P01R"})
	w.must(err)
	w.must(w.as("S06").FreezeRecord(ctx, "P01"))
}

// busy saves something while the authority is asked.
type busy struct {
	Stamper
	save func()
}

func (b busy) Stamp(ctx context.Context, message []byte) ([]byte, stamp.Token, error) {
	b.save()
	return b.Stamper.Stamp(ctx, message)
}

// What is saved while an authority is asked is not behind the checkpoint that it stamps.
func TestStampedSize(t *testing.T) {
	w := newEnded(t)
	ctx, lead := t.Context(), w.lead()
	var want uint64
	got, err := lead.StampTime(ctx, busy{newTSA(t, w.clock.Now).client(t), func() {
		want = w.site.Size()
		w.must(lead.Disqualify(ctx, "S05", copied))
	}})
	w.must(err)
	if got.Size != want {
		t.Errorf("%d events stamped, want %d", got.Size, want)
	}
}

// The same said twice is one disqualification, whichever laptop's zone its time is in: what
// was decided stays decided.
func TestDisqualifiedTwiceFrom(t *testing.T) {
	w := newEnded(t)
	k := copied
	k.From = exam.At(w.site.Now().AddDate(0, 0, -1))
	w.must(w.lead().Disqualify(t.Context(), "S05", k))
	w.refused("disqualified-already", func() error { return w.lead().Disqualify(t.Context(), "S05", k) })
}

// Decided anew that the first assessment stands, a component is not scored again any more,
// and too few of the first cannot stand. By hand: four sheets of 80.0, one of them left out.
func TestStandsAfterAll(t *testing.T) {
	for _, c := range []struct {
		assessors int
		code      string
	}{{3, "reassess-short"}, {4, ""}} {
		w := newWorld(t, func(p *exam.Plan, _ *exam.Policy) {
			if c.assessors == 4 {
				p.Staff = append(p.Staff, exam.Staff{ID: "S19", Name: "评丁", Role: exam.RoleAssessor, Sessions: []exam.SessionNo{"P01"}})
			}
		})
		ctx, lead := t.Context(), w.lead()
		w.played("P01")
		no := w.roster("P01")[0]
		w.must(lead.Disqualify(ctx, "S05", copied))
		row := w.session("P01")
		row.No, row.Date = "P01R", "2026-12-20"
		w.must(lead.NameSession(ctx, exam.SessionNaming{Row: row, Staff: []exam.StaffID{"S08", "S09", "S10", "S14"}, Reason: "重新评定"}))
		r := Reassess{Choice: exam.ReassessAgain, Reason: "原评定人取消资格", Session: "P01R"}
		_, err := lead.DecideReassessment(ctx, "S05", r)
		w.must(err)
		r = Reassess{Candidate: no, Choice: exam.ReassessStands, Reason: "其余足够"}
		_, err = lead.DecideReassessment(ctx, "S05", r)
		if c.code != "" {
			w.refused(c.code, func() error { return err })
			continue
		}
		w.must(err)
		st, err := w.site.candidate(no)
		w.must(err)
		j, err := w.site.judge()
		w.must(err)
		if o := j.Outcome(st, exam.Practical); tenthsOf(o.Score) != 800 || st.Reassessed[exam.Practical].Choice != exam.ReassessStands {
			t.Errorf("%+v %+v", o, st.Reassessed[exam.Practical])
		}
		if got := w.roster("P01R"); len(got) != len(w.roster("P01"))-1 {
			t.Errorf("still to be scored again: %v", got)
		}
	}
}

// What settling decides may change who is scored where and which sessions there are.
func TestSettledDropsFolds(t *testing.T) {
	w := newEnded(t)
	for on, about := range map[string]string{"candidate/" + string(w.roster("P01")[0]): exam.AboutReassess(exam.Practical), "session/P01": "named"} {
		_, err := w.site.Roster()
		w.must(err)
		w.site.appended([]exam.Fact{{Event: exam.Event{Kind: exam.ConflictSettled, On: on, Abt: about}}})
		if w.site.roster != nil || w.site.index != nil {
			t.Errorf("after settling %s of %s the roster is as it was", about, on)
		}
	}
}

// Who avoids the session where a component is to be scored again does not score in it.
func TestScoredAgainWithoutWhoAvoids(t *testing.T) {
	w := newEnded(t)
	ctx, lead := t.Context(), w.lead()
	w.must(lead.Disqualify(ctx, "S05", copied))
	row := w.session("P01")
	row.No, row.Date = "P01R", "2026-12-20"
	w.must(lead.NameSession(ctx, exam.SessionNaming{Row: row, Staff: []exam.StaffID{"S08", "S09", "S10", "S14"}, Reason: "重新评定"}))
	_, err := lead.append(ctx, lead.say(exam.AvoidanceDeclared, "session/P01R", "avoidance/S08", exam.Avoidance{Ground: "kin"}))
	w.must(err)
	w.refused("reassess-few", func() error {
		_, err := lead.DecideReassessment(ctx, "S05", Reassess{Choice: exam.ReassessAgain, Reason: "原评定人取消资格", Session: "P01R"})
		return err
	})
}
