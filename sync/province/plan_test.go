package province

import (
	"context"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"kaowu/app/exam"
)

// Domain 13's worked examples, strict count: at least 15 working days lie strictly
// between the filing and the first exam day.
func TestFiledInTime(t *testing.T) {
	for _, c := range []struct {
		filed, first exam.Date
		days         int
		code         string
	}{
		{"2026-11-23", "2026-12-19", 19, CodeOK},
		{"2026-11-27", "2026-12-19", 15, CodeOK},   // Friday, the last working day in time
		{"2026-11-29", "2026-12-19", 15, CodeOK},   // Sunday leaves 15 too
		{"2026-11-30", "2026-12-19", 14, CodePlan}, // Monday is late
		{"2026-09-20", "2026-10-17", 15, CodeOK},   // Sunday, a make-up workday
		{"2026-09-21", "2026-10-17", 14, CodePlan},
		{"2026-04-22", "2026-05-16", 15, CodeOK},
		{"2026-04-23", "2026-05-16", 14, CodePlan},
		{"2026-02-09", "2026-03-07", 15, CodeOK}, // over the Spring Festival
		{"2026-02-10", "2026-03-07", 14, CodePlan},
	} {
		o := openOffice(t, t.TempDir(), nil)
		f := filing()
		f.Plan, f.Filed, f.FirstDay, f.LastDay = "SC-JD-2026-0500", c.filed, c.first, c.first
		got, err := o.client.File(context.Background(), f)
		if err != nil || got.LeadDays != c.days || got.Code != c.code || got.Verdict != verdictOf(c.code) {
			t.Errorf("filed %s for %s: %d days %s %v, want %d %s", c.filed, c.first, got.LeadDays, got.Code, err, c.days, c.code)
		}
		if got.Plan != f.Plan || got.Words != "words of "+c.code || !got.Received.Equal(noon()) || got.Signer != exam.KeyID(o.PublicKey()) {
			t.Errorf("receipt %+v", got)
		}
	}
}

// What is missing in a filing makes it none at all (E15), before any rule.
func TestFilingForm(t *testing.T) {
	for why, change := range map[string]func(*PlanFiling){
		"version":                      func(f *PlanFiling) { f.V = 0 },
		"no plan number":               func(f *PlanFiling) { f.Plan = "" },
		"plan number of 31":            func(f *PlanFiling) { f.Plan = strings.Repeat("1", 31) },
		"filing number without letter": func(f *PlanFiling) { f.Filing = "000051001064" },
		"filing number, province 50":   func(f *PlanFiling) { f.Filing = "Y000050001064" },
		"no body":                      func(f *PlanFiling) { f.Body = "" },
		"no fingerprint":               func(f *PlanFiling) { f.Fingerprint = "" },
		"no filing date":               func(f *PlanFiling) { f.Filed = "" },
		"date as in records":           func(f *PlanFiling) { f.Filed = "20261123" },
		"30 February":                  func(f *PlanFiling) { f.Filed = "2026-02-30" },
		"last day before the first":    func(f *PlanFiling) { f.LastDay = "2026-12-18" },
		"filed after the exam":         func(f *PlanFiling) { f.Filed = "2026-12-21" },
		"no scope":                     func(f *PlanFiling) { f.Scopes = nil },
		"no subject":                   func(f *PlanFiling) { f.Subjects = []FiledSubject{} },
		"own or received":              func(f *PlanFiling) { f.Certificates = "" },
		"own numbers in a contest":     func(f *PlanFiling) { f.Method = "技能竞赛选拔" }, // notice 6.5
	} {
		r := newFiled(t)
		f := filing()
		change(&f)
		_, err := r.takePlan(mustMarshal(t, f))
		if want := (refusal{http.StatusUnprocessableEntity, CodeForm}); err != want {
			t.Errorf("%s: %v", why, err)
		}
	}
	f := filing()
	f.Plan, f.FilingValid = "SC-JD-2026-0501", "2026-12-19" // ends between first and last day
	answer, err := newFiled(t).takePlan(mustMarshal(t, f))
	if err != nil || !strings.Contains(string(answer), CodeFilingOver) {
		t.Errorf("filing that ends during the exam: %s %v", answer, err)
	}
}

// A receipt for another filing is not believed.
func TestFilingReceiptRefused(t *testing.T) {
	f := filing()
	digest := sum(string(mustMarshal(t, f)))
	for why, change := range map[string]func(*wireFiled){
		"":                    func(*wireFiled) {},
		"another plan":        func(w *wireFiled) { w.Plan = "P" },
		"other bytes":         func(w *wireFiled) { w.Digest = sum("x") },
		"another fingerprint": func(w *wireFiled) { w.Fingerprint = "0" },
		"another kind":        func(w *wireFiled) { w.Kind = "receipt" },
	} {
		w := wireFiled{V: 1, Kind: "filing", Plan: f.Plan, Digest: digest, Fingerprint: f.Fingerprint, Verdict: Accepted, Code: CodeOK}
		change(&w)
		b, err := seal(w, testKey(0))
		if err != nil {
			t.Fatal(err)
		}
		got, err := fakeClient(t, &pauses{}, answer(200, "", string(b))).File(context.Background(), f)
		if (code(err) == "receipt-other") != (why != "") || (got.Body == nil) != (why != "") {
			t.Errorf("%s: %v %+v", why, err, got)
		}
	}
}

// The filing of a plan says what the workbook says (sheets 认定计划, 备案范围, 认定项目).
func TestFilingOfPlan(t *testing.T) {
	p := exam.Plan{
		Header: exam.Header{Exam: testPlan, Filing: testFiling, Body: testBody, FilingValid: "2028-10-31", Filed: "2026-11-23",
			From: "2026-12-19", To: "2026-12-20", Method: "考评结合"},
		Scopes: []exam.Scope{{Occupation: "电工", Code: "6-31-01-03", Lowest: 5, Highest: 2},
			{Occupation: "焊工", Code: "6-18-02-04", Trade: "手工焊", Lowest: 4, Highest: 3}},
		Subjects: []exam.Subject{
			{Occupation: "电工", Code: "6-31-01-03", Level: 3, PassMarks: map[exam.Component]exam.Tenths{exam.Theory: 600, exam.Practical: 600}},
			{Occupation: "电工", Code: "6-31-01-03", Level: 2, PassMarks: map[exam.Component]exam.Tenths{exam.Theory: 600, exam.Practical: 600, exam.Review: 600}},
			{Occupation: "焊工", Code: "6-18-02-04", Trade: "手工焊", Level: 4, PassMarks: map[exam.Component]exam.Tenths{exam.Theory: 600, exam.Practical: 700}}}}
	if got := FilingOf(p, "3f5a-77c1", "own"); !reflect.DeepEqual(got, filing()) {
		t.Errorf("%+v", got)
	}
	p.Header.Method = "技能竞赛选拔"
	if got := FilingOf(p, "3f5a-77c1", "own").Certificates; got != "received" {
		t.Errorf("a contest's numbers are %s (notice 6.5: the office gives them)", got)
	}
	if got := FilingOf(exam.Plan{}, "", "own"); got.Scopes == nil || got.Subjects == nil {
		t.Error("an empty list is null in JSON")
	}
}
