package desk

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kaowu/app/exam"
	"kaowu/store"
)

var copied = exam.Disqualification{Code: "G04", Text: "照抄旁人打分", Evidence: "监控 14:10", Witness: "质量督导员"}

// first gives the first affected rows as "number component parts".
func parts(rows []AffectedRow) []string {
	var out []string
	for _, a := range rows {
		var what []string
		for _, p := range a.Parts {
			what = append(what, p.What)
		}
		out = append(out, string(a.Candidate.No)+" "+string(a.Component)+" "+strings.Join(what, "+"))
	}
	return out
}

// Notice 9.4: who is disqualified can do nothing more, nothing of theirs is deleted, and
// what they did from the time on is marked.
func TestDisqualify(t *testing.T) {
	w := newEnded(t)
	ctx, lead := t.Context(), w.lead()
	for code, do := range map[string]func() error{
		"not-on-staff":    func() error { return lead.Disqualify(ctx, "S99", copied) },
		"disqualify-whom": func() error { return lead.Disqualify(ctx, "S17", copied) },
		"disqualify-form": func() error { return lead.Disqualify(ctx, "S05", exam.Disqualification{Code: "K21", Text: "替考"}) },
		"not-disqualified": func() error {
			return lead.Disqualify(ctx, "S05", exam.Disqualification{Text: "报错", Lifted: true})
		},
		"not-allowed": func() error { return w.as("S14").Disqualify(ctx, "S05", copied) },
	} {
		w.refused(code, do)
	}
	w.refused("disqualify-form", func() error {
		k := copied
		k.From = exam.At(w.site.Now().AddDate(0, 0, 1))
		return lead.Disqualify(ctx, "S05", k)
	})
	w.refused("not-disqualified", func() error { _, err := lead.Affected("S05"); return err })
	barred := w.as("S05") // who is signed in when it is said
	before := w.site.Size()
	w.wrote(func() error { return lead.Disqualify(ctx, "S05", copied) },
		`staff.disqualified staff/S05 disqualified {"code":"G04","text":"照抄旁人打分","evidence":"监控 14:10","witness":"质量督导员","from":"","lifted":false}`)
	w.refused("disqualified-already", func() error { return lead.Disqualify(ctx, "S05", copied) })
	r := w.refused("disqualified", func() error { return barred.OpenSession(ctx, "P01") })
	if r.Args["lead"] != w.site.leadName() {
		t.Errorf("whom to turn to: %v", r.Args)
	}
	w.refused("disqualified", func() error { _, err := barred.Today(""); return err })
	w.refused("disqualified", func() error { _, err := w.site.SignIn("S05", secret("S05")); return err })

	no := w.roster("P01")[0]
	h, err := lead.Trace(no)
	w.must(err)
	marked := 0
	for _, m := range h.Moments {
		if m.Barred != (m.Fact.By == "S05") {
			t.Errorf("%s by %s: marked %v", m.Fact.Kind, m.Fact.By, m.Barred)
		}
		marked += one(m.Barred)
	}
	if marked == 0 || w.site.Size() != before+1 {
		t.Errorf("%d marked, %d events", marked, w.site.Size()-before)
	}
	_, lines, err := lead.Explain(no)
	w.must(err)
	if !slices.ContainsFunc(lines, func(l exam.Line) bool { return l.Code == "explain.disqualified-scored" }) {
		t.Error("the explanation does not say it")
	}
	list, err := lead.Disqualified()
	w.must(err)
	if len(list) != 1 || list[0].Staff != "S05" || list[0].Parts == 0 || list[0].Waiting != list[0].Parts {
		t.Errorf("%+v", list)
	}

	// Taken back: they may act again, and nothing waits.
	w.must(lead.Disqualify(ctx, "S05", exam.Disqualification{Text: "查明是另一人", Lifted: true}))
	if _, err := barred.Today(""); err != nil {
		t.Error(err)
	}
	if open, err := w.site.undecided(); err != nil || len(open) != 0 {
		t.Errorf("%d wait, %v", len(open), err)
	}
}

// An assessor of three: none of their candidates may stand on two sheets. They are scored
// again by three others in a session that the lead names, with its own supervised and signed
// record; until then nothing is confirmed. By hand: the first sheets were 80.0 each, the new
// ones 70 % of each item, and theory 80.0 at 40:60, so 0.4 × 80.0 + 0.6 × 70.0 = 74.0.
func TestReassessment(t *testing.T) {
	w := newEnded(t)
	ctx, lead := t.Context(), w.lead()
	people := w.roster("P01")
	signedBefore := w.read("P01").Digest()
	w.must(lead.Disqualify(ctx, "S05", copied))
	if w.read("P01").Digest() != signedBefore {
		t.Error("the signed record of P01 is no longer what was signed")
	}
	v, err := lead.Affected("S05")
	w.must(err)
	var want []string
	for _, no := range slices.Sorted(slices.Values(people)) {
		want = append(want, string(no)+" practical admitted+scored+signed")
	}
	if got := parts(v.Rows); !slices.Equal(got, want) {
		t.Fatalf("affected %q, want %q", got, want)
	}
	if a := v.Rows[0]; a.Left != 2 || a.Need != 3 || a.Suffices() || !a.Is.Qualified || a.Without.Final {
		t.Errorf("%+v", a)
	}
	needs, err := lead.Hinders()
	w.must(err)
	if len(needs) != len(people) || needs[0].Code != "reassess" {
		t.Errorf("hinders %+v", needs)
	}
	w.refused("not-ready", func() error { _, err := lead.ConfirmResults(ctx); return err })
	day, err := lead.Today("2026-12-19")
	w.must(err)
	if !slices.ContainsFunc(day.Needs, func(n Need) bool { return n.Says == "reassess-session" && n.Session == "P01" && n.Mine }) {
		t.Errorf("the day does not say it: %+v", day.Needs)
	}

	decide := func(r Reassess) func() error {
		return func() error { _, err := lead.DecideReassessment(ctx, "S05", r); return err }
	}
	again := Reassess{Choice: exam.ReassessAgain, Reason: "原评定人取消资格", Session: "P01R"}
	for _, c := range []struct {
		code string
		r    Reassess
	}{
		{"reason-missing", Reassess{Choice: exam.ReassessStands}}, {"reassess-choice", Reassess{Choice: "maybe", Reason: "x"}},
		{"reassess-short", Reassess{Choice: exam.ReassessStands, Reason: "其余足够"}},
		{"unknown-session", again}, {"reassess-session", Reassess{Choice: exam.ReassessAgain, Reason: "x", Session: "P10"}},
		{"reassess-session", Reassess{Choice: exam.ReassessAgain, Reason: "x", Session: "P01"}},
		{"reassess-none", Reassess{Candidate: "1", Choice: exam.ReassessStands, Reason: "x"}},
		{"still-disqualified", Reassess{Choice: exam.ReassessRestored, Reason: "x"}},
	} {
		w.refused(c.code, decide(c.r))
	}
	row := w.session("P01")
	row.No, row.Date, row.Start, row.End = "P01R", "2026-12-20", "14:00", "16:00"
	name := exam.SessionNaming{Row: row, Staff: []exam.StaffID{"S08", "S09", "S10", "S14"}, Reason: "重新评定"}
	few := name
	few.Row.No, few.Staff = "P01Q", []exam.StaffID{"S08", "S06", "S14"}
	w.must(lead.NameSession(ctx, few))
	again.Session = "P01Q"
	w.refused("reassess-few", decide(again)) // S06 has scored them
	gone := name
	gone.Staff = []exam.StaffID{"S05", "S14"}
	w.refused("disqualified-person", func() error { return lead.NameSession(ctx, gone) })
	gone.Staff = []exam.StaffID{"S08"}
	w.refused("session-form", func() error { return lead.NameSession(ctx, gone) })
	clash := name
	clash.Row.Date, clash.Row.Start, clash.Row.End = few.Row.Date, few.Row.Start, few.Row.End
	w.refused("person-clash", func() error { return lead.NameSession(ctx, clash) })
	name.Row.Start, name.Row.End = "16:30", "18:00"
	w.must(lead.NameSession(ctx, name))
	again.Session = "P01R"
	n, err := lead.DecideReassessment(ctx, "S05", again)
	w.must(err)
	if n != len(people) {
		t.Fatalf("%d decided of %d", n, len(people))
	}
	if got := w.roster("P01R"); len(got) != len(people) {
		t.Errorf("to be scored again: %v", got)
	}
	if res, err := lead.ResultList(); err != nil || slices.ContainsFunc(res.Rows, func(r ResultRow) bool {
		return slices.Contains(people, r.Candidate.No) && (r.Result.Final || r.Result.Qualified)
	}) {
		t.Errorf("not open until scored again, %v", err)
	}
	w.refused("not-ready", func() error { _, err := lead.ConfirmResults(ctx); return err })

	w.open("P01R")
	seventy := func(it exam.Item) exam.Tenths { return it.Full * 7 / 10 }
	for _, no := range people {
		for _, id := range []exam.StaffID{"S08", "S09", "S10"} {
			w.marks(w.as(id), "P01R", no, seventy)
		}
	}
	w.shut("P01R")
	w.written("P01R")
	w.signed("P01R")
	if c := w.read("P01R"); c.Expected != len(people) || c.Present != len(people) || len(c.Scores) != 3 || c.Late == nil {
		t.Errorf("its record: %+v", c)
	}
	if w.read("P01").Digest() != signedBefore {
		t.Error("the record of P01 changed")
	}
	// The session that was named for too few is not held.
	w.refused("session-not-named", func() error { return lead.DropSession(ctx, "P01", "x") })
	w.refused("session-used", func() error { return lead.DropSession(ctx, "P01R", "x") })
	w.must(lead.DropSession(ctx, "P01Q", "人数不够"))
	if needs, err = lead.Hinders(); err != nil || len(needs) != 0 {
		t.Errorf("still hinders: %+v, %v", needs, err)
	}
	res, _, err := lead.Explain(people[0])
	w.must(err)
	if !res.Result.Qualified || res.Result.Total.String() != "74.0" {
		t.Errorf("scored again: %v %+v", res.Result.Total, res.Result.Reasons)
	}
}

// Disqualified after the upload: a fourth assessor's leaving leaves enough, so each stands
// without them, and one whose practical falls below the pass mark is revoked by the
// existing way: confirmed, noticed and published again, then 更正 and 撤销. The archive then
// verifies, and so does a slip. By hand, of four sheets 60 60 50 80, 30.0 apart and
// arbitrated at 62.5; without the 80: 170 ÷ 3 = 56.67 → 56.7, below 60, and 10.0 apart.
func TestDisqualifiedAfterUpload(t *testing.T) {
	w := newWorld(t, func(p *exam.Plan, _ *exam.Policy) {
		p.Staff = append(p.Staff, exam.Staff{ID: "S19", Name: "评丁", Role: exam.RoleAssessor, Sessions: []exam.SessionNo{"P01"}})
	})
	ctx, lead := t.Context(), w.lead()
	weak := w.roster("P01")[0]
	for _, s := range sharedOf(t).plan.Sessions {
		if s.No != "P01" {
			w.played(s.No)
			continue
		}
		w.running(s.No)
		for _, no := range w.roster(s.No) {
			for i, d := range w.crew(s.No) {
				percent := exam.Tenths(80)
				if no == weak {
					percent = []exam.Tenths{60, 60, 50, 80}[i] // S05 S06 S07 S19
				}
				w.marks(d, s.No, no, func(it exam.Item) exam.Tenths { return it.Full * percent / 100 })
			}
		}
		w.shut(s.No)
	}
	for _, s := range sharedOf(t).plan.Sessions {
		w.written(s.No)
		w.signed(s.No)
	}
	j, err := w.site.judge()
	w.must(err)
	c, err := w.site.candidate(weak)
	w.must(err)
	if com := j.Combine(c, exam.Practical); !com.NeedsArbitration || com.Mean.String() != "62.5" {
		t.Fatalf("%+v", com)
	}
	w.must(w.as("S05").Arbitrate(ctx, "P01", weak, exam.Arbitration{Score: 625, Reason: "复看工件"}))
	w.over = true
	w.published()
	to, rec, end := w.officeFor(filepath.Join(t.TempDir(), "office"), nil)
	defer end()
	u, err := lead.Upload(ctx, to, nil)
	w.must(err)
	all := len(sharedOf(t).plan.Candidates)
	if u.Accepted != all {
		t.Fatalf("%+v", u)
	}

	w.must(lead.Disqualify(ctx, "S19", copied))
	w.refused("reassess-undecided", func() error { _, err := lead.Upload(ctx, to, nil); return err })
	w.refused("reassess-undecided", func() error { return lead.WriteArchive(ctx, filepath.Join(t.TempDir(), "a.kaowu"), nil) })
	n, err := lead.DecideReassessment(ctx, "S19", Reassess{Choice: exam.ReassessStands, Reason: "其余三人评分足够"})
	w.must(err)
	if n != len(w.roster("P01")) {
		t.Errorf("%d decided", n)
	}
	if row, _, err := lead.Explain(weak); err != nil || row.Result.Qualified || row.Result.Parts[exam.Practical].Score.String() != "56.7" || row.State != StageDrafted {
		t.Errorf("%v %+v %s", err, row.Result.Parts[exam.Practical], row.State)
	}
	w.confirmedAgain()
	u, err = lead.Upload(ctx, to, nil)
	w.must(err)
	if got := w.states(); u.Revoked != 1 || !u.Agrees || len(rec.List(sharedOf(t).plan.Header.Exam)) != all-1 || !slices.Contains(got, string(weak)+" 3 revoked") {
		t.Errorf("%+v %v", u, got)
	}

	path := filepath.Join(t.TempDir(), "a.kaowu")
	w.must(lead.WriteArchive(ctx, path, nil))
	ver, err := store.VerifyFile(ctx, path, store.VerifyOptions{As: "S16", Passphrase: secret("S16")})
	w.must(err)
	if !ver.OK || len(ver.Findings) != 0 {
		t.Errorf("archive: %+v", ver.Findings)
	}
	for _, no := range []exam.CandidateNo{weak, w.roster("P01")[1]} {
		p, err := lead.Prove(ctx, no)
		w.must(err)
		file := filepath.Join(t.TempDir(), "slip.json")
		w.must(os.WriteFile(file, p.JSON, 0o600))
		ver, err := store.VerifyFile(ctx, file, store.VerifyOptions{})
		w.must(err)
		if !ver.OK || ver.Slip == nil || ver.Slip.Result.Qualified == (no == weak) {
			t.Errorf("slip of %s: %+v", no, ver)
		}
	}
}

// Theory entered by somebody disqualified cannot stand on one entry: two enter it again.
func TestTheoryEnteredAgain(t *testing.T) {
	w := newEnded(t)
	ctx, lead := t.Context(), w.lead()
	who := w.crew("T01")[1].staff.ID
	other := w.crew("T01")[0].staff.ID
	w.must(lead.Disqualify(ctx, who, copied))
	w.refused("reassess-short", func() error {
		_, err := lead.DecideReassessment(ctx, who, Reassess{Choice: exam.ReassessStands, Reason: "x"})
		return err
	})
	r := Reassess{Choice: exam.ReassessAgain, Reason: "重新录入", Scorers: []exam.StaffID{other}}
	w.refused("entrants-two", func() error { _, err := lead.DecideReassessment(ctx, who, r); return err })
	r.Scorers = []exam.StaffID{other, who}
	w.refused("disqualified-person", func() error { _, err := lead.DecideReassessment(ctx, who, r); return err })
	r.Scorers = []exam.StaffID{other, "S07"}
	_, err := lead.DecideReassessment(ctx, who, r)
	w.must(err)
	no := w.roster("T01")[0]
	if row, _, err := lead.Explain(no); err != nil || row.Result.Final {
		t.Errorf("%v %+v", err, row.Result)
	}
	v, err := w.as("S07").TheoryList("T01")
	w.must(err)
	if !v.CanEnter {
		t.Error("S07 may not enter")
	}
	for _, c := range w.roster("T01") {
		w.must(w.as("S07").EnterTheory(ctx, "T01", c, 800))
	}
	w.must(w.as("S07").SubmitTheory(ctx, "T01"))
	if row, _, err := lead.Explain(no); err != nil || !row.Result.Final || row.Result.Parts[exam.Theory].Score.String() != "80.0" {
		t.Errorf("%v %+v", err, row.Result)
	}
	if needs, err := lead.Hinders(); err != nil || len(needs) != 0 {
		t.Errorf("%v %+v", err, needs)
	}
}

// Only from a time on: an assessor who left their post after scoring keeps their sheets,
// and only their signature is decided; lifted, the first assessment holds again.
func TestDisqualifiedFromATime(t *testing.T) {
	w := newEnded(t)
	ctx, lead := t.Context(), w.lead()
	rec, err := w.site.record("P01")
	w.must(err)
	k := copied
	k.Code, k.From = "G14", rec.Signatures[0].When
	w.must(lead.Disqualify(ctx, "S05", k))
	v, err := lead.Affected("S05")
	w.must(err)
	if len(v.Rows) == 0 || !v.Rows[0].Suffices() || parts(v.Rows)[0] != string(v.Rows[0].Candidate.No)+" practical signed" {
		t.Fatalf("%q", parts(v.Rows))
	}
	n, err := lead.DecideReassessment(ctx, "S05", Reassess{Choice: exam.ReassessStands, Reason: "签字以外无涉"})
	w.must(err)
	if needs, err := lead.Hinders(); err != nil || len(needs) != 0 || n != len(v.Rows) {
		t.Errorf("%d decided, %v %+v", n, err, needs)
	}
	if row, _, err := lead.Explain(v.Rows[0].Candidate.No); err != nil || row.Result.Total.String() != "80.0" {
		t.Errorf("%v %+v", err, row.Result)
	}
	// From the beginning after all: what was decided for less is undecided again.
	w.must(lead.Disqualify(ctx, "S05", copied))
	open, err := w.site.undecided()
	w.must(err)
	if len(open) != n {
		t.Errorf("%d wait, want %d", len(open), n)
	}
}
