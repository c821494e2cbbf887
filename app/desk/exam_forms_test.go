package desk

import (
	"slices"
	"strings"
	"testing"

	"kaowu/app/exam"
)

// The hand-over has what the record says of the papers, and is blank before.
func TestHandoverPages(t *testing.T) {
	w := newWorld(t)
	w.open("T01")
	doc, err := w.as("S01").HandoverPages("T01")
	w.must(err)
	if strings.Contains(said(doc), "甲、乙") {
		t.Error("openers before anybody opened")
	}
	w.must(w.as("S01").WriteRecord(t.Context(), "T01", "openers", "甲、乙"))
	w.must(w.as("S01").WriteRecord(t.Context(), "T01", "papers_received", "8"))
	doc, err = w.lead().HandoverPages("T01")
	w.must(err)
	text := said(doc)
	for _, want := range []string{"启封单", "甲、乙", "\n8\n", "保密室", w.session("T01").Paper} {
		if !strings.Contains(text, want) {
			t.Errorf("the hand-over does not say %q", want)
		}
	}
	w.refused("not-assigned", func() error { _, err := w.as("S02").HandoverPages("T01"); return err })
}

// A report counts what the records of all the supervisor's sessions answer; nobody
// else's report is theirs.
func TestSupervisionPages(t *testing.T) {
	w := newWorld(t)
	w.open("T01")
	w.must(w.as("S14").WriteRecord(t.Context(), "T01", "check_identity", "yes"))
	w.must(w.as("S14").WriteRecord(t.Context(), "T01", "opinion", "程序规范"))
	doc, err := w.as("S14").SupervisionPages("")
	w.must(err)
	text := said(doc)
	for _, want := range []string{"质量督导报告", "T01", "P01", "R01", "程序规范", "是 1 场　否 0 场　不适用 0 场", "□ 是　□ 否　□ 不适用"} {
		if !strings.Contains(text, want) {
			t.Errorf("the report does not say %q", want)
		}
	}
	if strings.Contains(text, "T05") {
		t.Error("the report has a session of another supervisor")
	}
	if _, err := w.lead().SupervisionPages("S15"); err != nil {
		t.Error(err)
	}
	w.refused("not-own-report", func() error { _, err := w.as("S14").SupervisionPages("S15"); return err })
	w.refused("not-own-report", func() error { _, err := w.lead().SupervisionPages(""); return err })
	w.refused("not-on-staff", func() error { _, err := w.lead().SupervisionPages("S99"); return err })
}

// Every check that names a field names one that the record has, and a yes/no one.
func TestChecksNameFields(t *testing.T) {
	kinds := map[string]string{}
	for _, f := range exam.RecordFields() {
		kinds[f.Name] = f.Kind
	}
	checks, fields, err := readChecks()
	if err != nil || len(checks) == 0 {
		t.Fatalf("%d checks, %v", len(checks), err)
	}
	for i, f := range fields {
		if f != "" && kinds[f] != "yesno" {
			t.Errorf("check %s is answered by %q, which is no yes/no field", checks[i].Code, f)
		}
	}
}

// The staff list masks ID numbers and says who is of every session.
func TestStaffPages(t *testing.T) {
	w := newWorld(t)
	doc, err := w.lead().StaffPages()
	w.must(err)
	text := said(doc)
	r, err := w.site.Roster()
	w.must(err)
	for _, s := range r.Plan.Staff {
		if !strings.Contains(text, s.Name) {
			t.Errorf("%s is not on the list", s.ID)
		}
		if s.IDNumber != "" && strings.Contains(text, s.IDNumber) {
			t.Errorf("%s stands there with a whole ID number", s.ID)
		}
	}
}

// The notice waits for confirmed results and then has its days and nobody who failed;
// what is printed at the end is all in the contents.
func TestNoticeLedgerContents(t *testing.T) {
	w := newWorld(t)
	ctx, lead := t.Context(), w.lead()
	w.refused("stage-not", func() error { _, err := lead.NoticePages(); return err })
	w.ended()
	if _, err := lead.ConfirmResults(ctx); err != nil {
		t.Fatal(err)
	}
	doc, err := lead.NoticePages()
	w.must(err)
	if text := said(doc); !strings.Contains(text, "____ 至 ____") {
		t.Errorf("a notice that does not run yet: %s", text)
	}
	until, err := lead.StartNotice(ctx)
	w.must(err)
	doc, err = lead.NoticePages()
	w.must(err)
	v, err := lead.ResultList()
	w.must(err)
	text := said(doc)
	if from := w.site.Now().Format("2006-01-02"); !strings.Contains(text, from+" 至 "+string(until)) {
		t.Errorf("the notice lacks its days %s to %s: %s", from, until, text)
	}
	for _, r := range v.Rows {
		if strings.Contains(text, string(r.Candidate.No)) != r.Result.Qualified {
			t.Errorf("%s qualified is %v, the notice says otherwise", r.Candidate.No, r.Result.Qualified)
		}
	}
	doc, err = lead.LedgerPages()
	w.must(err)
	if text := said(doc); !strings.Contains(text, "公示结束\n"+string(until)) {
		t.Errorf("the ledger: %s", text)
	}
	forms := map[string]int{}
	w.must(lead.PrintPapers(ctx, func(p Printed) error { forms[p.Form]++; return nil }, nil))
	for form, n := range map[string]int{"paper-handover": 5, "supervision-report": 2, "staff-list": 1, "ledger": 1, "public-notice": 1, "archive-contents": 1} {
		if forms[form] != n {
			t.Errorf("%d papers in %s, want %d", forms[form], form, n)
		}
	}
	var kinds []string
	list := w.site.newInventory()
	w.must(lead.attachments(func(s shelved, _ string) error { list.add(s); return nil }))
	for _, r := range list.rows("S16") {
		kinds = append(kinds, r.Kind)
	}
	for _, want := range []string{"strokes", "events", "keys", "manual", "archive-contents"} {
		if !slices.Contains(kinds, want) {
			t.Errorf("the contents lack %s: %v", want, kinds)
		}
	}
}
