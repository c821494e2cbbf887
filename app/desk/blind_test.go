package desk

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"kaowu/app/exam"
)

// blindly is a world that scores by code number.
func blindly(t *testing.T) *world {
	return newWorld(t, func(_ *exam.Plan, p *exam.Policy) { p.BlindTheory, p.BlindPractical = true, true })
}

// tells says whether something that the desk gave tells who somebody of a session is.
func (w *world) tells(v any, in exam.SessionNo) bool {
	w.t.Helper()
	raw, err := json.Marshal(v)
	w.must(err)
	r, err := w.site.Roster()
	w.must(err)
	for _, c := range r.Plan.Candidates {
		if !slices.Contains(w.roster(in), c.No) {
			continue
		}
		for _, secret := range []string{string(c.No), c.Name, c.IDNumber} {
			if strings.Contains(string(raw), secret) {
				return true
			}
		}
	}
	return false
}

// Look 6.4, domain 9.4: until the results are confirmed who scores has code numbers
// alone, others what they always had.
func TestBlindScoring(t *testing.T) {
	w := blindly(t)
	ctx, mark, lead := t.Context(), w.as("S05"), w.lead()
	w.open("P01")
	w.refused("blind", func() error { _, err := mark.Admit(ctx, "P01", welder); return err })
	w.refused("blind", func() error { _, err := mark.Find("P01", string(welder)); return err })
	w.refused("blind", func() error { return mark.UndoAdmit(ctx, "P01", welder, "other") })
	w.refused("blind", func() error { _, err := mark.ShowID(ctx, welder); return err })
	for _, c := range w.roster("P01") {
		_, err := lead.Admit(ctx, "P01", c)
		w.must(err)
	}
	queue, err := mark.Queue("P01")
	w.must(err)
	codes := map[string]bool{}
	for _, q := range queue {
		if q.Name != "" || q.Code == "" || string(q.No) != "P01-"+q.Code || codes[q.Code] {
			t.Errorf("queue row %+v", q)
		}
		codes[q.Code] = true
	}
	first := queue[0].No
	sheet, err := mark.Sheet("P01", first)
	w.must(err)
	seats, err := mark.Seats("P01")
	w.must(err)
	for what, v := range map[string]any{"the queue": queue, "the sheet": sheet, "the seats": seats} {
		if w.tells(v, "P01") {
			t.Errorf("%s tells the assessor who somebody is: %+v", what, v)
		}
	}
	// A real exam number is nobody's for who scores.
	w.refused("unknown-candidate", func() error { _, err := mark.Sheet("P01", welder); return err })
	w.refused("unknown-candidate", func() error { return mark.ScoreItem(ctx, "P01", welder, 1, 10) })
	w.refused("unknown-candidate", func() error {
		_, err := mark.ReportViolation(ctx, welder, exam.Violation{Session: "P01", Code: "K02", Facts: "x"})
		return err
	})
	w.refused("blind", func() error { _, err := mark.EmergencyList(ctx, ""); return err })
	w.refused("blind", func() error { return mark.PrintPapers(ctx, func(Printed) error { return nil }, nil) })
	w.refused("blind", func() error {
		return mark.ProposeCorrection(ctx, welder, exam.Correction{Component: exam.Practical, New: 10, Code: "slip"})
	})

	// The event names the candidate; the lead's queue says whose number it is.
	all, err := lead.Queue("P01")
	w.must(err)
	real := all[0]
	if real.No != w.roster("P01")[0] || real.Name == "" || "P01-"+real.Code != string(first) {
		t.Errorf("the lead reads %+v, the assessor %s", real, first)
	}
	w.wrote(func() error { return mark.ScoreItem(ctx, "P01", first, 1, 10) }, `score.item candidate/`+string(real.No)+` practical/P01/S05/1 {"score":10}`)
	// A refusal about somebody does not say who it is.
	if r := w.refused("not-sent", func() error { return mark.TakeBackScores(ctx, "P01", first, exam.Why{Code: "slip"}) }); r.Args["no"] != string(first) {
		t.Errorf("refused about %v", r.Args["no"])
	}
	w.wrote(func() error { return mark.StopClock(ctx, "P01", first, exam.Why{Code: "E02"}) }, `record.incident record/P01 incident/1 {"time":*`)
	w.wrote(func() error {
		return mark.AddIncident(ctx, "P01", 0, exam.Incident{Candidate: first, Code: "E02", Text: "停电"})
	}, `record.incident record/P01 incident/2 {"time":*`)
	if rec, err := w.site.record("P01"); err != nil || rec.Incidents[0].Candidate != real.No || rec.Incidents[1].Candidate != real.No {
		t.Errorf("the record names %+v, %v", rec.Incidents, err)
	}
	if sheet, err = mark.Sheet("P01", first); err != nil || sheet.StoppedAt == "" {
		t.Errorf("the stopped clock is not seen: %+v, %v", sheet, err)
	}

	// What waits for the assessors names nobody; for the lead it does.
	for i, d := range w.crew("P01") {
		share := exam.Tenths([]int{4, 8, 8}[i])
		w.marks(d, "P01", w.roster("P01")[1], func(it exam.Item) exam.Tenths { return it.Full * share / 10 })
	}
	for _, d := range []*Desk{mark, lead} {
		v, err := d.Today("2026-12-20")
		w.must(err)
		n := slices.IndexFunc(v.Needs, func(n Need) bool { return n.Code == "arbitration" })
		if n < 0 || w.tells(v.Needs[n], "P01") != (d == lead) {
			t.Errorf("%s: needs %+v", d.staff.Role, v.Needs)
		}
	}
	w.shut("P01")
}

// Who enters papers has code numbers in the order of the numbers; who runs the door of
// the same theory session has names there.
func TestBlindTheory(t *testing.T) {
	w := blindly(t)
	w.running("T01", "2026610006")
	watch := w.as("S01")
	list, err := watch.TheoryList("T01")
	w.must(err)
	if w.tells(list, "T01") || !slices.IsSortedFunc(list.Rows, func(a, b TheoryRow) int { return strings.Compare(a.Code, b.Code) }) || len(list.Rows) != len(w.roster("T01")) {
		t.Errorf("the list tells who wrote which paper: %+v", list.Rows)
	}
	seats, err := watch.Seats("T01")
	w.must(err)
	if seats[0].Name == "" || seats[0].No != w.roster("T01")[0] {
		t.Errorf("the door does not know who comes: %+v", seats[0])
	}
	w.refused("unknown-candidate", func() error { return watch.EnterTheory(t.Context(), "T01", w.roster("T01")[0], 800) })
	w.shut("T01")
	w.typed("T01", 800)
	if list, err = w.lead().TheoryList("T01"); err != nil || !w.tells(list, "T01") || list.Rows[0].Code == "" || list.Rows[0].Seat != 1 {
		t.Errorf("the lead's list: %+v %v", list, err)
	}
}

// Papers carry the code number alone until the results are confirmed, and then both;
// so does what the assessor sees.
func TestBlindUntilConfirmed(t *testing.T) {
	w := blindly(t)
	w.ended()
	real := w.roster("P01")[0]
	v, err := w.lead().veil("P01")
	w.must(err)
	code := v.codes[real]
	row := func() string {
		who, err := w.site.onPaper("P01")
		w.must(err)
		f, err := w.site.frame(w.clock.Now())
		w.must(err)
		no, name, note := who.printed(f, real, "某人", "缺考")
		return string(no) + "/" + name + "/" + note
	}
	if got := row(); got != code+"/密号/缺考" {
		t.Errorf("before: %s", got)
	}
	if q, err := w.as("S05").Queue("P01"); err != nil || q[0].Name != "" {
		t.Errorf("before: %+v %v", q, err)
	}
	_, err = w.lead().ConfirmResults(t.Context())
	w.must(err)
	if got := row(); got != string(real)+"/某人/密号 "+code+"；缺考" {
		t.Errorf("after: %s", got)
	}
	if q, err := w.as("S05").Queue("P01"); err != nil || q[0].Name == "" || q[0].No != real || q[0].Code != code {
		t.Errorf("after: %+v %v", q, err)
	}
	w.must(w.as("S05").PrintPapers(t.Context(), func(Printed) error { return nil }, nil))
}

// The seeds are drawn once, with the first load: a plan that is loaded again keeps the
// numbers that may stand on papers already. Off, nothing is drawn.
func TestBlindNumbersStay(t *testing.T) {
	w := blindly(t)
	before, err := w.site.blindCodes("P01")
	w.must(err)
	other, err := w.site.blindCodes("T01")
	w.must(err)
	w.must(w.lead().LoadPlan(t.Context(), Loading{Plan: sharedOf(t).plan, Source: "cd"}))
	after, err := w.site.blindCodes("P01")
	w.must(err)
	if len(before) != len(w.roster("P01")) || !reflect.DeepEqual(before, after) || reflect.DeepEqual(before, other) {
		t.Errorf("P01 %v, again %v, T01 %v", before, after, other)
	}
	if none, err := w.site.blindCodes("R01"); none != nil || err != nil {
		t.Errorf("the review has numbers: %v %v", none, err)
	}
	open := newWorld(t)
	if none, err := open.site.blindCodes("P01"); none != nil || err != nil {
		t.Errorf("numbers without the policy: %v %v", none, err)
	}
}
