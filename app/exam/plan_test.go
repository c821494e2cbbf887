package exam

import (
	"errors"
	"slices"
	"testing"
)

// Domain 3: five levels, every way they are written.
func TestParseLevel(t *testing.T) {
	for in, want := range map[string]Level{
		"五级": 5, "五级/初级工": 5, "初级工": 5, "5": 5, "5级": 5, "四级": 4, "中级工": 4, "三级": 3, "三级/高级工": 3,
		"高级工": 3, "3": 3, "3级": 3, "二级": 2, "技师": 2, "二级/技师": 2, "一级": 1, "高级技师": 1, "1级": 1,
		"": 0, "六级": 0, "0": 0, "特级技师": 0, "首席技师": 0, "学徒工": 0, "三级/中级工": 0, "３": 0,
	} {
		got, ok := ParseLevel(in)
		if got != want || ok != (want != 0) {
			t.Errorf("%q: %d, %v", in, got, ok)
		}
	}
}

func TestLevels(t *testing.T) {
	for _, tt := range []struct {
		l             Level
		word, printed string
		review        bool
	}{
		{5, "五级", "五级/初级工", false}, {4, "四级", "四级/中级工", false}, {3, "三级", "三级/高级工", false},
		{2, "二级", "二级/技师", true}, {1, "一级", "一级/高级技师", true}, {0, "", "", false}, {6, "", "", false},
	} {
		if tt.l.Word() != tt.word || tt.l.Printed() != tt.printed || tt.l.NeedsReview() != tt.review || tt.l.Valid() != (tt.word != "") {
			t.Errorf("level %d: %s, %s, review %v", tt.l, tt.l.Word(), tt.l.Printed(), tt.l.NeedsReview())
		}
		want := []Component{Theory, Practical}
		if tt.review {
			want = append(want, Review) // notice 7.1: 技师 and 高级技师 add the review
		}
		if got := (Subject{Level: tt.l}).Needs(); !slices.Equal(got, want) {
			t.Errorf("level %d needs %v", tt.l, got)
		}
	}
}

func TestPlanLookups(t *testing.T) {
	p := testPlan()
	if s, ok := p.Subject("E2"); !ok || s.Level != 2 {
		t.Errorf("E2: %+v", s)
	}
	if _, ok := p.Subject("W9"); ok {
		t.Error("found a subject that is not there")
	}
	if r, ok := p.Rubric("W3", Practical); !ok || len(r.Items) != 2 {
		t.Errorf("rubric %+v", r)
	}
	if _, ok := p.Rubric("W3", Review); ok {
		t.Error("found a rubric that is not there")
	}
	if p.StaffName("S17") != "壬" || p.room("A").Capacity != 30 || p.room("Z").No != "" {
		t.Error("a person or a room is not found")
	}
	if !p.Staff[0].In("T01") || p.Staff[0].In("P01") {
		t.Error("S01 is planned for T01 only")
	}
}

// Domain 8: late limits by component.
func TestLateLimit(t *testing.T) {
	p := Policy{LateTheory: 30, LatePractical: 15, LateReview: 20}
	for c, want := range map[Component]int{Theory: 30, Practical: 15, Review: 20} {
		if got := p.LateLimit(c); got != want {
			t.Errorf("%s: %d minutes, want %d", c, got, want)
		}
	}
}

func TestRefusal(t *testing.T) {
	err := Refuse("late", "minutes", 31, "no", "2026610001", "odd")
	if err.Error() != "late" || err.Args["minutes"] != 31 || len(err.Args) != 2 {
		t.Errorf("%v, %v: the text is the code alone, so that no number reaches a log", err, err.Args)
	}
	if !errors.Is(err, Refuse("late")) || errors.Is(err, Refuse("early")) || errors.Is(err, ErrKind) {
		t.Error("refusals compare by code")
	}
}

func TestSortProblems(t *testing.T) {
	ps := []Problem{
		{Severity: SeverityWarning, Code: "a", Sheet: "考场", Row: 1}, {Severity: SeverityError, Code: "b", Sheet: "考生名册", Row: 3},
		{Severity: SeverityError, Code: "c", Sheet: "考生名册", Row: 2}, {Severity: SeverityError, Code: "d", Sheet: "考场", Row: 9},
		{Severity: SeverityError, Code: "e", Sheet: "考生名册", Row: 2},
	}
	SortProblems(ps, []string{"考场", "考生名册"})
	got := ""
	for _, p := range ps {
		got += p.Code
	}
	if got != "dceba" {
		t.Errorf("order %s, want errors first, then sheet and row", got)
	}
}

// Fields of the record have names and kinds that a form can rest on (domain 9.7).
func TestRecordFields(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range RecordFields() {
		if f.Name == "" || seen[f.Name] {
			t.Errorf("field %q stands twice or has no name", f.Name)
		}
		seen[f.Name] = true
		if !slices.Contains([]string{"text", "count", "time", "yesno", "choice"}, f.Kind) || (f.Kind == "choice") != (len(f.Choices) > 0) {
			t.Errorf("field %s: kind %q, choices %v", f.Name, f.Kind, f.Choices)
		}
	}
}

// Words of workbooks name every component and every role but the group lead, who is
// never a row.
func TestWordsOfWorkbooks(t *testing.T) {
	components, roles := map[Component]bool{}, map[Role]bool{}
	for _, c := range ComponentWords() {
		components[c] = true
	}
	for _, r := range RoleWords() {
		roles[r] = true
	}
	for _, c := range Components() {
		if !components[c] {
			t.Errorf("no word for %s", c)
		}
	}
	for _, r := range rightsColumns {
		if roles[r] != (r != RoleGroupLead) {
			t.Errorf("word for %s: %v", r, roles[r])
		}
	}
}
