package drill_test

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"kaowu/app/sheet"
)

// Issue 5 item 7: the rehearsal leaves the ledger of the institution's book, with the
// exam archived, and no candidate in it.
func TestLedgerIsPlayed(t *testing.T) {
	r := first(t)
	var l struct {
		Exams []struct {
			Exam, State, Archive string
			Violations, Accepted int
			Complaints           int
		}
		Orders, Complaints []struct{ State string }
	}
	if err := json.Unmarshal(r.asLead(t, 0, "ledger", "list", "--year", "2026"), &l); err != nil {
		t.Fatal(err)
	}
	if len(l.Exams) != 1 || l.Exams[0].State != "archived" || len(l.Exams[0].Archive) != 64 || l.Exams[0].Complaints != 1 || l.Exams[0].Accepted == 0 ||
		len(l.Orders) != 1 || l.Orders[0].State != "replied" || len(l.Complaints) != 1 || l.Complaints[0].State != "answered" {
		t.Errorf("%+v", l)
	}
	// Every assessor of the exam has worked at one exam this year.
	var c struct {
		People []struct{ Exams, Sessions int }
	}
	if err := json.Unmarshal(r.asLead(t, 0, "ledger", "cards"), &c); err != nil || len(c.People) == 0 {
		t.Fatal(c, err)
	}
	plan, err := sheet.ReadPlan(t.Context(), plan12, sheet.PlanConfig{})
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenFile(filepath.Join(r.dir, "workbooks", "ledger-institution.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got := strings.Join(f.GetSheetList(), " "); got != "工作台账 职业等级 督导情况 整改与处理 投诉举报记录 证卡" {
		t.Errorf("sheets %s", got)
	}
	for _, s := range f.GetSheetList() {
		rows, err := f.GetRows(s)
		if err != nil || len(rows) < 3 {
			t.Errorf("%s has %d rows, %v", s, len(rows), err)
		}
		for _, row := range rows {
			for _, cell := range row {
				for _, p := range plan.Plan.Candidates {
					if cell == p.Name || strings.Contains(cell, p.IDNumber) {
						t.Errorf("%s names candidate %s", s, p.No)
					}
				}
			}
		}
	}
}
