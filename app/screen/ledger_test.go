package screen

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
)

// ledgered is an institution with two exams in its ledger, one of 2026 and one of 2025,
// an order whose deadline has passed, one without any, and a complaint.
func ledgered(t *testing.T) (*world, *ledger) {
	t.Helper()
	w, _ := instituted(t)
	o, ctx := w.sh.office.officer, t.Context()
	body := w.sh.office.cover.Exam
	staff := []exam.EntryStaff{{Name: w.staff(exam.RoleAssessor, "", 0).Name, IDNumber: w.staff(exam.RoleAssessor, "", 0).IDNumber, Role: exam.RoleAssessor, Sessions: 3}}
	weld := exam.EntrySubject{Occupation: "焊工", Level: 3, Enrolled: 60, Present: 56, Qualified: 42}
	power := exam.EntrySubject{Occupation: "电工", Level: 2, Enrolled: 60, Present: 40, Qualified: 30}
	found := []exam.EntrySupervision{
		{Session: "P01", Component: exam.Practical, Role: exam.RoleSupervisor, Names: []string{w.plan.Staff[1].Name}, From: "08:50", Until: "11:40", Yes: 4, No: []string{"badges", "video"}, Verdict: "fair", Text: "两名考评员没有佩证，已当场改正"},
		{Session: "T01", Component: exam.Theory, Role: exam.RoleInspector, Names: []string{w.plan.Staff[2].Name}, From: "09:05", Until: "09:40", No: []string{}, Text: "考场秩序良好"}}
	check(t, o.EnterExam(ctx, desk.ExamTaken{Body: body, Entry: exam.ExamEntry{Exam: "SC-JD-2026-0417", State: "published", Filed: "2026-09-01", From: "2026-09-26", To: "2026-09-27", Subjects: []exam.EntrySubject{weld, power},
		Staff: staff, Violations: 1, Findings: 2, Batches: 1, Accepted: 72, First: "Y000051000123263000001", Last: "Y000051000123263000042", Issued: "2026-10-10", KeepUntil: "2028-10-12", Supervision: found}}))
	check(t, o.EnterExam(ctx, desk.ExamTaken{Body: body, Entry: exam.ExamEntry{Exam: "SC-JD-2025-0102", State: "archived", From: "2025-05-17", To: "2025-05-17", Subjects: []exam.EntrySubject{{Occupation: "焊工", Level: 4, Enrolled: 10, Present: 8, Qualified: 4}}, Staff: staff}}))
	_, err := o.EnterOrder(ctx, exam.OfficeOrder{Kind: exam.OrderRectify, Number: "川人社改 12 号", Office: "省中心", Date: "2026-09-20", Deadline: "2026-10-10", Exam: "SC-JD-2026-0417", Text: "补齐一个考场的视频备份"})
	check(t, err)
	_, err = o.EnterOrder(ctx, exam.OfficeOrder{Kind: exam.OrderCredit, Date: "2026-10-01", Text: "信用良好"})
	check(t, err)
	_, err = o.EnterComplaint(ctx, exam.Complaint{Time: "2026-09-28 09:30", Channel: "电话", Exam: "SC-JD-2026-0417", Object: "考场秩序", Text: "反映候考区嘈杂", AcceptedBy: "邓英军", AcceptedOn: "2026-09-28", Investigator: "核查人"})
	check(t, err)
	check(t, o.EnterViolation(ctx, w.staff(exam.RoleAssessor, "", 0).IDNumber, exam.StaffViolation{Date: "2026-09-27", Exam: "SC-JD-2026-0417", Code: "G14", Text: "离开工位二十分钟", Barred: "2026-12-31"}))
	w.alt("2")
	return w, w.sh.at.(*ledger)
}

// The ledger's areas, its filters, and what is entered and answered in it, by keys.
func TestLedgerByKeys(t *testing.T) {
	w, l := ledgered(t)
	w.shot("18-ledger-exams")
	if len(l.view.Exams) != 2 {
		t.Fatalf("%d exams: %s", len(l.view.Exams), w.sh.u.note)
	}
	w.key(fyne.KeyRight) // this year: 72 of 96 who came is 75 %
	if len(l.view.Exams) != 1 || l.filter.Year != 2026 {
		t.Fatalf("%d exams of %d", len(l.view.Exams), l.filter.Year)
	}
	w.shows("75%", "SC-JD-2026-0417")
	w.sh.u.f.Press("Ctrl+F")
	w.key(fyne.KeyTab)
	w.typed("2") // the first occupation: 焊工 before 电工 by code point, 电 U+7535, 焊 U+710A
	w.shot("18-ledger-filter")
	w.key(fyne.KeyF9)
	if l.filter.Occupation != "焊工" || len(l.view.Exams[0].Subjects) != 1 {
		t.Fatalf("filtered by %+v", l.filter)
	}
	w.key(fyne.KeyEscape)
	if l.narrowed() {
		t.Error("Esc keeps the filter")
	}
	w.key(fyne.KeyTab)
	w.shot("18-ledger-rates")
	w.key(fyne.KeyTab)
	w.shot("18-ledger-supervision")
	w.shows("人员到位、佩证上岗", "两名考评员没有佩证")
	w.key(fyne.KeyTab)
	w.shot("18-ledger-orders")
	w.shows("已超期", "无需回复")
	w.key(fyne.KeyF4)
	w.key(fyne.KeyF9)
	w.shows("答复内容和日期")
	w.key(fyne.KeyTab)
	w.typed("已补齐并附清单")
	w.key(fyne.KeyF9)
	if r := l.view.Orders[0].Reply; r == nil || r.Date != "2026-10-12" || r.Text != "已补齐并附清单" {
		t.Fatalf("replied %+v: %s", r, w.says())
	}
	w.key(fyne.KeyF9)
	w.typed("1")
	w.key(fyne.KeyTab, fyne.KeyTab, fyne.KeyTab, fyne.KeyTab)
	w.typed("2026-11-30")
	w.key(fyne.KeyTab, fyne.KeyTab)
	w.typed("更新两台焊机")
	w.shot("18-ledger-order")
	w.key(fyne.KeyF9)
	if n := len(l.view.Orders); n != 3 || l.view.Orders[2].Deadline != "2026-11-30" {
		t.Fatalf("%d orders: %s", n, w.says())
	}
	w.key(fyne.KeyTab)
	w.key(fyne.KeyF4, fyne.KeyTab)
	w.typed("不影响考核")
	w.key(fyne.KeyF9)
	w.key(fyne.KeyF3)
	w.typed("留痕一份")
	w.key(fyne.KeyTab)
	w.typed("张某")
	w.shot("18-ledger-shown-form")
	w.key(fyne.KeyF9)
	w.shows("谁出示") // refused in words
	w.key(fyne.KeyTab)
	w.typed("李某")
	w.key(fyne.KeyF9)
	if s := l.view.Complaints[0].Shown; len(s) != 1 || s[0].To != "张某" || s[0].By != "李某" {
		t.Fatalf("shown %+v: %s", s, w.says())
	}
	w.shot("18-ledger-complaint")
	if a := l.view.Complaints[0].Answer; a == nil || a.Conclusion != "不影响考核" {
		t.Fatalf("answered %+v", a)
	}
	w.key(fyne.KeyTab, fyne.KeyTab)
	w.shot("18-ledger-certificates")
}

// A complaint that names its object as investigator is refused; a whole one is stored.
// The workbook and the charts are saved.
func TestLedgerEnteredAndSaved(t *testing.T) {
	w, l := ledgered(t)
	w.tap("投诉举报 1")
	w.tap("录入")
	w.key(fyne.KeyTab)
	w.typed("来信")
	w.key(fyne.KeyTab, fyne.KeyTab, fyne.KeyTab, fyne.KeyTab)
	w.typed("王某")
	w.key(fyne.KeyTab)
	w.typed("评分偏松")
	w.key(fyne.KeyTab, fyne.KeyTab)
	w.typed("邓英军")
	w.key(fyne.KeyTab, fyne.KeyTab)
	w.typed("王某")
	w.key(fyne.KeyF9)
	w.shows("不能是被投诉人")
	w.shot("18-ledger-complaint-form")
	w.retype("李某")
	w.key(fyne.KeyF9)
	if n := len(l.view.Complaints); n != 2 || l.view.Complaints[1].Object != "王某" || l.view.Complaints[1].From != "" {
		t.Fatalf("%d complaints: %s", n, w.says())
	}
	for name, keys := range map[string]func(){"a.xlsx": func() { w.key(fyne.KeyF6) }, "b.png": func() { l.setArea(ledgerRates); w.key(fyne.KeyF6) }, "c.pdf": func() { l.setArea(ledgerRates); w.key(fyne.KeyF7) }} {
		l.setArea(ledgerExams)
		file := filepath.Join(t.TempDir(), name)
		keys()
		w.given(file)
		if info, err := os.Stat(file); err != nil || info.Size() < 1000 {
			t.Errorf("%s: %v; %s", name, err, w.sh.u.note)
		}
	}
}

// Cards: load, bar, shortage; a card and a violation are entered by keys.
func TestCardsByKeys(t *testing.T) {
	w, _ := ledgered(t)
	w.alt("3")
	c := w.sh.at.(*cards)
	w.shot("19-cards")
	barred := 0
	for _, s := range c.view.Cards {
		if s.IDNumber == w.staff(exam.RoleAssessor, "", 0).IDNumber {
			barred++
			if s.Load[2026].Exams != 1 || s.Load[2026].Sessions != 3 {
				t.Errorf("load %+v", s.Load)
			}
		}
	}
	if barred != 1 || c.count(barredCards) != 1 {
		t.Errorf("%d barred", c.count(barredCards))
	}
	w.key(fyne.KeyTab, fyne.KeyTab)
	w.shows("停用至 2026-12-31", "擅离岗位")
	w.shot("19-cards-barred")
	w.key(fyne.KeyF3)
	w.shot("19-cards-codes")
	w.key(fyne.KeyDown, fyne.KeyReturn) // G02
	w.key(fyne.KeyTab, fyne.KeyTab, fyne.KeyTab)
	w.typed("没有宣读守则")
	w.key(fyne.KeyF9)
	if v := c.row().Violations; len(v) != 2 || v[1].Code != "G02" || v[1].Barred != "" {
		t.Fatalf("violations %+v: %s", v, w.says())
	}
	before := len(c.row().Cards)
	w.key(fyne.KeyF9)
	w.key(fyne.KeyTab)
	w.typed(w.staff(exam.RoleAssessor, "", 0).IDNumber)
	w.key(fyne.KeyTab)
	w.typed("3")
	w.key(fyne.KeyTab)
	w.typed("焊工、电工")
	w.key(fyne.KeyTab)
	w.typed("K-0012")
	w.key(fyne.KeyTab)
	w.shot("19-cards-form")
	w.key(fyne.KeyF9)
	w.shows("证卡有效期")
	w.typed("2029-06-30")
	w.key(fyne.KeyReturn)
	if r := c.row(); len(r.Cards) != before+1 || r.Valid("电工") != "2029-06-30" {
		t.Fatalf("cards %+v: %s", r.Cards, w.says())
	}
}

// The lead gives the exam to the ledger from the window, with the officer's passphrase.
func TestExamGivenToTheLedger(t *testing.T) {
	w, _ := instituted(t)
	o := w.sh.office.officer
	check(t, o.ConfirmFiling(t.Context()))
	officer := o.Staff().Name
	w.key(fyne.KeyF12, fyne.KeyF6)
	w.enter(w.lead.Staff().Name)
	w.sh.open("archive", nil)
	w.key(fyne.KeyF4)
	w.shot("18-ledger-give")
	w.typed(officer)
	w.key(fyne.KeyReturn)
	w.typed("not-the-passphrase")
	w.key(fyne.KeyReturn)
	w.shows("口令不对")
	w.typed(passphrase)
	w.key(fyne.KeyF9)
	w.shows("已记入机构台账")
	w.key(fyne.KeyF12, fyne.KeyF6, fyne.KeyReturn)
	w.typed(passphrase)
	w.key(fyne.KeyReturn)
	w.alt("2")
	l := w.sh.at.(*ledger)
	if n := len(l.view.Exams); n != 1 || l.view.Exams[0].Exam != w.plan.Header.Exam || l.view.Exams[0].Sum().Enrolled != len(w.plan.Candidates) {
		t.Fatalf("%d exams in the ledger", n)
	}
}

// In each setting of a laptop no text is cut, covered or over other text.
func TestLooksOfLedger(t *testing.T) {
	w, l := ledgered(t)
	c := newCards(w.sh.u, w.sh.office.officer)
	area := func(i int) func() { return func() { w.stand(l); l.setArea(i) } }
	w.inEach("ledger", []busyState{
		{"exams", area(ledgerExams)}, {"rates", area(ledgerRates)}, {"supervision", area(ledgerSupervision)}, {"orders", area(ledgerOrders)}, {"complaints", area(ledgerComplaints)},
		{"certificates", area(ledgerCertificates)}, {"order-form", func() { area(ledgerOrders)(); l.order() }}, {"complaint-form", func() { area(ledgerComplaints)(); l.complaint() }},
		{"cards", func() { w.stand(c) }}, {"card-form", func() { w.stand(c); c.enter() }}, {"violation-codes", func() { w.stand(c); c.violation() }},
	})
}
