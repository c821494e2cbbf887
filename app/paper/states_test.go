package paper

import (
	"strings"
	"testing"

	"kaowu/app/exam"
)

func allText(d Doc) string {
	var b strings.Builder
	for _, p := range d.Pages {
		b.WriteString(pageText(p))
	}
	return b.String()
}

// Absent, void and open stand in the score's place as words, never as 0
// (domain 7.13, look 6.7); what a subject does not examine is -- (domain 7.13).
func TestWordsInPlaceOfScores(t *testing.T) {
	f := frame(t, "zh")
	three, two := sitting(exam.Practical).Subject, sitting(exam.Review).Subject
	tests := []struct {
		subject exam.Subject
		part    exam.Component
		out     exam.Outcome
		want    string
	}{
		{three, exam.Theory, exam.Outcome{Score: tenths(600)}, "60.0"},
		{three, exam.Theory, exam.Outcome{Score: tenths(0)}, "0.0"},
		{three, exam.Practical, exam.Outcome{Reason: "absent"}, "缺考"},
		{three, exam.Practical, exam.Outcome{Reason: "void"}, "无效"},
		{three, exam.Practical, exam.Outcome{Reason: "open"}, "待定"},
		{three, exam.Practical, exam.Outcome{Reason: "arbitration"}, "待仲裁"},
		{three, exam.Theory, exam.Outcome{Reason: "disagree"}, "待核对"},
		{three, exam.Theory, exam.Outcome{Reason: "conflict"}, "待裁定"},
		{three, exam.Theory, exam.Outcome{Reason: "not-come"}, "未到"},
		{three, exam.Theory, exam.Outcome{Reason: "office-code"}, "office-code"},
		{three, exam.Review, exam.Outcome{}, "--"},
		{two, exam.Review, exam.Outcome{Score: tenths(855)}, "85.5"},
	}
	for _, x := range tests {
		r := ResultRow{Subject: x.subject, Result: exam.Result{Parts: map[exam.Component]exam.Outcome{x.part: x.out}}}
		if got := f.part(r, x.part); got != x.want {
			t.Errorf("%s of level %d with %q = %q, want %q", x.part, x.subject.Level, x.out.Reason, got, x.want)
		}
	}
}

func TestConclusions(t *testing.T) {
	f := frame(t, "zh")
	for want, r := range map[string]exam.Result{"待定": {Qualified: true}, "合格": {Final: true, Qualified: true}, "不合格": {Final: true}} {
		if got := f.conclusion(r); got != want {
			t.Errorf("conclusion of %+v = %q, want %q", r, got, want)
		}
	}
}

// ID numbers are never printed whole (look 8), save on what a person is given of their own
// data; exam numbers always are.
func TestIDNumbersAreMasked(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		for _, p := range papers(t, frame(t, lang)) {
			if whole := strings.Contains(allText(p.doc), "510000199003"); whole != (p.name == "person") {
				t.Errorf("%s/%s prints a whole ID number: %t", lang, p.name, whole)
			}
			if name := fixtureNames[0]; strings.Contains(p.doc.Title+p.doc.Subject, name) {
				t.Errorf("%s/%s names a candidate in its properties", lang, p.name)
			}
		}
	}
	f := frame(t, "zh")
	for in, want := range map[string]string{"51000019900307009X": "尾号 009X", "K12": "尾号 K12", "": ""} {
		if got := f.tail(in); got != want {
			t.Errorf("tail(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestPresenceWords(t *testing.T) {
	f := frame(t, "zh")
	for want, a := range map[string]exam.Attendance{
		"出席": {State: exam.Present}, "缺考": {State: exam.AbsentNow}, "": {},
		"迟到 8 分": {State: exam.Present, CheckIn: exam.CheckIn{Late: 8}},
	} {
		if got := f.presence(a); got != want {
			t.Errorf("presence = %q, want %q", got, want)
		}
	}
}

// A sheet with nothing scored is the form to go on with by hand: no mark, no
// total, and lines for the times.
func TestBlankScoreSheet(t *testing.T) {
	d := scoreData(exam.Practical)
	d.Sheet, d.Start, d.End, d.Stopped = exam.Sheet{}, "", "", ""
	s := allText(ScoreSheet(frame(t, "zh"), d))
	if strings.Contains(s, "\n0.0\n") || strings.Contains(s, "否决项不合格") {
		t.Error("a blank sheet prints scores")
	}
	if !strings.Contains(s, "开始 ____　结束 ____　停时 ____") {
		t.Errorf("no lines to write the times on in %q", s)
	}
	// A sheet with one item missing has no total: it would be read as the result.
	part := scoreData(exam.Practical)
	delete(part.Sheet.Items, 3)
	if strings.Contains(allText(ScoreSheet(frame(t, "zh"), part)), "\n"+part.Sheet.Total.String()+"\n") {
		t.Error("an unfinished sheet prints a total")
	}
}

func TestScoreSheetKeepsTheNameAway(t *testing.T) {
	s := allText(ScoreSheet(frame(t, "zh"), scoreData(exam.Practical)))
	if !strings.Contains(s, "2026610004") || strings.Contains(s, fixtureNames[3]) {
		t.Error("an assessor's sheet carries the exam number and no name (domain 9.4)")
	}
}

func TestRecordRevisions(t *testing.T) {
	f := frame(t, "zh")
	d := recordData(exam.Practical)
	d.Content.Revision = 2
	text := func(d RecordData) string {
		doc, err := ExamRoomRecord(f, d)
		if err != nil {
			t.Fatal(err)
		}
		return allText(doc)
	}
	s := text(d)
	for _, want := range []string{"第 2 版\n", "第 2 版，至第 4902 条", "K7QF 2M9T 3XHA 86RD", "9b1c 5fd7", "3f9a 7c21", "盖章处", "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA="} {
		if !strings.Contains(s, want) {
			t.Errorf("signed record lacks %q", want)
		}
	}
	if strings.Contains(s, "误录，已撤") {
		t.Error("a row that was taken out is printed")
	}
	if order := strings.Index(s, "11:08\n") < strings.Index(s, "11:40\n") && strings.Index(s, "11:40\n") < strings.Index(s, "12:16\n"); !order {
		t.Error("violations and incidents are not in order of time")
	}
	d.Digest = ""
	if s := text(d); !strings.Contains(s, "第 2 版　草稿，未签") || strings.Contains(s, "内容码") {
		t.Error("a draft does not say that it is one")
	}
	d.Checkpoint = strings.Repeat("x", 5000)
	if _, err := ExamRoomRecord(f, d); err == nil {
		t.Error("a checkpoint that no QR can hold was printed")
	}
}

// Each signature stands in the place of its own signer, whatever their order.
func TestSignaturesFindTheirPlaces(t *testing.T) {
	d := recordData(exam.Practical)
	d.Signatures = []Signature{{Staff: "S01", As: exam.RoleSiteLead, Strokes: scribble(0), At: at(16, 1, 0)}, {Staff: "S07", As: exam.RoleAssessor, At: at(13, 9, 0)}}
	doc, err := ExamRoomRecord(frame(t, "zh"), d)
	if err != nil {
		t.Fatal(err)
	}
	where := map[string]Point{}
	for _, p := range doc.Pages {
		for _, x := range texts(p) {
			where[x.S] = Point{x.X, x.Y}
		}
	}
	lead, when := where["考点负责人　周文斌"], where["2026-12-20 16:01:00"]
	if lead == (Point{}) || when.Y-lead.Y < 5 || when.Y-lead.Y > signHigh || when.X < lead.X {
		t.Errorf("site lead at %v, their time at %v", lead, when)
	}
	first, at := where["考评员　邓志涵"], where["2026-12-20 13:09:00"]
	if at.Y-first.Y < 5 || at.Y-first.Y > signHigh || at.X-first.X > 60 {
		t.Errorf("assessor at %v, their time at %v", first, at)
	}
}

func TestViolationWaitsForAPerson(t *testing.T) {
	d := violationData()
	d.Seen.Decided, d.Decider, d.DecidedAt = false, "", exam.Time{}
	d.Seen.Decision = exam.Decision{}
	if s := allText(ViolationRecord(frame(t, "zh"), d)); strings.Contains(s, "成绩无效") {
		t.Error("a violation that nobody decided voids something (domain 10)")
	}
	d.Seen.Decided = true
	if s := allText(ViolationRecord(frame(t, "zh"), d)); !strings.Contains(s, "不作无效处理") {
		t.Error("a decision to void nothing is not printed")
	}
}

func TestCorrectionWaitsForItsSecondPerson(t *testing.T) {
	d := correctionData()
	d.Correct.Approver, d.Correct.Approved, d.Correct.When = "", exam.ID{}, exam.Time{}
	if s := allText(CorrectionRecord(frame(t, "zh"), d)); strings.Count(s, "未核准") != 2 {
		t.Error("a correction that waits does not say so")
	}
}

func TestNoDrillMarkInEarnest(t *testing.T) {
	f := frame(t, "zh")
	f.Drill = false
	if strings.Contains(allText(StatusList(f, statusData(40))), "演练") {
		t.Error("a real paper says that it is a drill")
	}
}

// Rows that the last revision did not have or had otherwise are marked (look 6.6).
func TestRevisedRowsAreMarked(t *testing.T) {
	d := recordData(exam.Practical)
	c := d.Content
	if len(c.Violations) == 0 || len(c.Incidents) == 0 {
		t.Fatal("the fixture has nothing to mark")
	}
	for _, tt := range []struct {
		revised exam.Revised
		want    int
	}{
		{exam.Revised{}, 0},
		{exam.Revised{Incidents: map[int]exam.Incident{c.Incidents[0].No: {}}}, 1},
		{exam.Revised{Incidents: map[int]exam.Incident{c.Incidents[0].No: {Text: "x"}},
			Violations: map[exam.RevisedViolation]bool{{Candidate: c.Violations[0].Candidate, No: c.Violations[0].No}: true}}, 2},
	} {
		d.Revised = tt.revised
		doc, err := ExamRoomRecord(frame(t, "zh"), d)
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(allText(doc), "已修订"); n != tt.want {
			t.Errorf("%d rows are marked, want %d", n, tt.want)
		}
	}
}

// A trade that already names its occupation is not put behind it again.
func TestTradeOnce(t *testing.T) {
	f := frame(t, "zh")
	for trade, want := range map[string]string{"": "焊工", "焊工": "焊工", "电焊工": "焊工（电焊工）", "焊工（电焊工）": "焊工（电焊工）"} {
		if got := f.trade(exam.Subject{Occupation: "焊工", Trade: trade}); got != want {
			t.Errorf("trade %q reads %q, want %q", trade, got, want)
		}
	}
}
