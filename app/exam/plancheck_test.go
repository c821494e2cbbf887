package exam

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// policy is assets/codes/policy.json where checks of a plan read it (domain 6, 13).
func checkPolicy() Policy {
	return Policy{FilingDays: 15, FilingStrict: true, InvigilatorsPer: 15, MinInvigilators: 2, AssessorsPer: 8, MinAssessors: 3, MinBoard: 3}
}

// smallPlan is a plan of one subject of 二级 that nothing is wrong with.
func smallPlan() Plan {
	const body = "某厂"
	p := Plan{
		Header: Header{
			Exam: "X-1", Body: body, Filing: "Y000051000123", CreditCode: "91510000MA6KW0000B", BodyKind: "用人单位",
			FilingValid: "2027-12-31", Site: "考点", SiteAddress: "地址", SiteLead: "甲", Phone: "1", Method: "考评结合",
			Filed: "2026-11-23", From: "2026-12-19", To: "2026-12-22", PaperScheme: "a", Standard: "b", Equipment: "c", Rules: "d", SafetyMeasure: "e",
		},
		Scopes: []Scope{{"电工", "6-31-01-03", "电工", 5, 1, "标准"}},
		Subjects: []Subject{{
			No: "E2", Occupation: "电工", Code: "6-31-01-03", Trade: "电工", Level: 2, Basis: "标准",
			Weights:   map[Component]Hundredths{Theory: 3000, Practical: 5000, Review: 2000},
			PassMarks: map[Component]Tenths{Theory: 600, Practical: 600, Review: 600},
		}},
		Rooms: []Room{
			{"T01", "理论", Theory, "楼", 30, "桌", "C1"}, {"P01", "实操", Practical, "楼", 12, "台", "C2"}, {"R01", "评审", Review, "楼", 10, "屏", "C3"},
		},
		Sessions: []Session{
			{"T1", Theory, "E2", "T01", "2026-12-19", "09:00", "10:30", "A"},
			{"P1", Practical, "E2", "P01", "2026-12-20", "09:00", "11:00", "A"},
			{"R1", Review, "E2", "R01", "2026-12-21", "09:00", "11:00", "A"},
		},
		Rubrics: []Rubric{
			{"E2", Practical, []Item{{1, "安全", "用电安全", "s", 400, true, SourceWeights{}}, {2, "m", "n", "s", 600, false, SourceWeights{}}}},
			{"E2", Review, []Item{{1, "m", "n", "s", 1000, false, SourceWeights{}}}},
		},
		Candidates: []Candidate{{
			No: "2026610001", Name: "乙", Sex: "男", IDKind: ResidentID, IDNumber: "51000019900307009X", Education: "本科", Unit: body,
			Years: "10", Level: "三级", Certificate: "Y000051000123223000001", Subject: "E2", Eligibility: "合格",
			Sessions: map[Component]SessionNo{Theory: "T1", Practical: "P1", Review: "R1"},
		}},
	}
	for i, r := range []Role{
		RoleSiteLead, RoleSupervisor, RoleInvigilator, RoleInvigilator, RoleSeniorAssessor, RoleAssessor, RoleAssessor,
		RoleBoardMember, RoleBoardMember, RoleBoardMember,
	} {
		duty := map[Role][]SessionNo{
			RoleSiteLead: {"T1", "P1", "R1"}, RoleSupervisor: {"T1", "P1", "R1"}, RoleInvigilator: {"T1"},
			RoleSeniorAssessor: {"P1"}, RoleAssessor: {"P1"}, RoleBoardMember: {"R1"},
		}[r]
		p.Staff = append(p.Staff, Staff{
			ID: StaffID(fmt.Sprintf("S%02d", i+1)), Name: string("甲丙丁戊己庚辛壬癸子"[3*i : 3*i+3]), IDNumber: staffID(i),
			Unit: body, Role: r, Occupation: "电工", Sessions: duty,
		})
	}
	return p
}

// staffID is the ith of ten ID numbers with a right check character.
func staffID(i int) string {
	body := fmt.Sprintf("510000198511120%d", i)
	for _, c := range "0123456789" {
		for _, k := range "0123456789X" {
			if n := body + string(c) + string(k); IDNumber(n).Valid() == nil {
				return n
			}
		}
	}
	return ""
}

func TestSmallPlanIsGood(t *testing.T) {
	if got := CheckPlan(smallPlan(), nil, calendar(t), checkPolicy(), nil); len(got) > 0 {
		t.Errorf("%s", codes(got))
	}
}

func codes(ps []Problem) string {
	var out []string
	for _, p := range ps {
		out = append(out, fmt.Sprintf("%s@%s:%d/%s", p.Code, p.Sheet, p.Row, p.Column))
	}
	return strings.Join(out, " ")
}

// One change, the exact list of problems: a nil Source puts row i at i+2.
func TestCheckPlan(t *testing.T) {
	for _, c := range []struct {
		name, want string
		do         func(p *Plan)
	}{
		{"review weight 0", "review-missing@认定项目:2/评审权重", func(p *Plan) {
			p.Subjects[0].Weights = map[Component]Hundredths{Theory: 4000, Practical: 6000}
		}},
		{"weights 99.99", "weights-not-100@认定项目:2/理论权重", func(p *Plan) { p.Subjects[0].Weights[Theory] = 2999 }},
		{"no pass mark", "missing-content@认定项目:2/理论合格线", func(p *Plan) { delete(p.Subjects[0].PassMarks, Theory) }},
		{"pass mark above 100", "bad-value@认定项目:2/理论合格线", func(p *Plan) { p.Subjects[0].PassMarks[Theory] = 1001 }},
		{"highest below lowest", "level-order@备案范围:2/最高等级 out-of-scope@认定项目:2/等级", func(p *Plan) { p.Scopes[0].Lowest, p.Scopes[0].Highest = 1, 5 }},
		{"two board members", "too-few-assessors@场次:4/场次编号", func(p *Plan) { p.Staff = p.Staff[:9] }},
		{"four board members", "board-even@场次:4/场次编号", func(p *Plan) {
			s := p.Staff[9]
			s.IDNumber = "510000199106151335"
			p.Staff = append(p.Staff, s)
		}},
		{"no senior assessor", "senior-wanted@场次:3/场次编号", func(p *Plan) { p.Staff[4].Role = RoleAssessor }},
		{"one person twice in a role", "duplicate-id@考务人员:8/身份证号 too-few-assessors@认定项目:2/职业名称", func(p *Plan) { p.Staff[6].IDNumber = p.Staff[5].IDNumber }},
		{"supervisor scores", "role-clash@考务人员:4/岗位", func(p *Plan) { p.Staff[2].IDNumber = p.Staff[1].IDNumber }},
		{"board member invigilates elsewhere", "role-mismatch@考务人员:11/负责场次", func(p *Plan) { p.Staff[9].Sessions = []SessionNo{"R1", "T1"} }},
		{"candidate at two places", "person-clash@考生名册:2/技能场次", func(p *Plan) {
			p.Sessions[1].Date, p.Sessions[1].Start, p.Sessions[1].End = "2026-12-19", "10:00", "12:00"
		}},
		{"one ends as the other begins", "", func(p *Plan) {
			p.Sessions[1].Date, p.Sessions[1].Start, p.Sessions[1].End = "2026-12-19", "10:30", "12:00"
		}},
		{"fifteen years old", "under-age@考生名册:2/证件号码", func(p *Plan) { p.Candidates[0].IDNumber, p.Candidates[0].Years = "510000201112190015", "" }},
		{"no safety item", "rubric-no-safety@评分表:2/评分项", func(p *Plan) { p.Rubrics[0].Items[0] = Item{1, "m", "k", "s", 400, false, SourceWeights{}} }},
		{"item number twice", "duplicate-number@评分表:3/序号", func(p *Plan) { p.Rubrics[0].Items[1].No = 1 }},
		{"theory rubric", "bad-value@评分表:2/科目 rubric-missing@认定项目:2/项目编号", func(p *Plan) { p.Rubrics[0].Component = Theory }},
		{"short theory", "theory-short@场次:2/结束时间", func(p *Plan) { p.Sessions[0].End = "10:29" }},
		{"short review", "review-short@场次:4/结束时间", func(p *Plan) { p.Sessions[2].End = "09:14" }},
		{"filed on 2026-11-29, a Sunday", "", func(p *Plan) { p.Header.Filed = "2026-11-29" }},
		{"filed on 2026-11-30", "filed-late@认定计划:0/内容", func(p *Plan) { p.Header.Filed = "2026-11-30" }},
		{"a year without table", "no-holiday-table@认定计划:0/内容", func(p *Plan) {
			p.Header.Filed, p.Header.From, p.Header.To = "2027-03-01", "2027-06-01", "2027-06-03"
			for i, d := range []Date{"2027-06-01", "2027-06-02", "2027-06-03"} {
				p.Sessions[i].Date = d
			}
		}},
		{"certificate of another level", "cert-level-mismatch@考生名册:2/现有证书编号", func(p *Plan) { p.Candidates[0].Certificate = "1651000000400001" }}, // 16 long, position 11 is 4
		{"garbled name", "bad-value@考生名册:2/姓名", func(p *Plan) { p.Candidates[0].Name = "王□" }},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := smallPlan()
			c.do(&p)
			got := codes(CheckPlan(p, nil, calendar(t), checkPolicy(), nil))
			if len(strings.Fields(got)) != len(strings.Fields(c.want)) {
				t.Fatalf("got  %s\nwant %s", got, c.want)
			}
			for _, w := range strings.Fields(c.want) {
				if !strings.Contains(" "+got+" ", " "+w+" ") {
					t.Errorf("got  %s\nwant %s", got, c.want)
				}
			}
		})
	}
}

// What the reader has complained of is not said twice, and one that cannot be
// printed is named with its character.
func TestCheckPlanOnceAndGlyphs(t *testing.T) {
	p := smallPlan()
	p.Candidates[0].Sex = "女"
	src := NewSource()
	src.Add(SheetRoster, 9)
	if got := CheckPlan(p, src, calendar(t), checkPolicy(), nil); len(got) != 1 || got[0].Row != 9 || got[0].ExamNo != "2026610001" {
		t.Errorf("%s", codes(got))
	}
	src.Complain(SheetRoster, 9, ColSex)
	if got := CheckPlan(p, src, calendar(t), checkPolicy(), nil); len(got) != 0 {
		t.Errorf("said twice: %s", codes(got))
	}
	q := smallPlan()
	q.Candidates[0].Name = "乙䶮"
	got := CheckPlan(q, nil, calendar(t), checkPolicy(), func(r rune) bool { return r != '䶮' })
	if len(got) != 1 || got[0].Code != "missing-glyph" || fmt.Sprint(got[0].Args["glyphs"]) != "[䶮]" {
		t.Errorf("%s", codes(got))
	}
}

func TestIDTail(t *testing.T) {
	if got := IDTail("51000019900307009X"); got != "009X" {
		t.Error(got)
	}
	if got := IDTail("123"); got != "***" {
		t.Error(got)
	}
}

// Spans clash the same way whichever is asked, and never with themselves shifted
// past their end.
func TestSpansProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		span := func(name string) timespan {
			from := rapid.IntRange(0, 1400).Draw(t, name)
			return timespan{"2026-12-19", from, from + rapid.IntRange(1, 39).Draw(t, name+" long")}
		}
		a, b := span("a"), span("b")
		if a.meets(b) != b.meets(a) {
			t.Fatal("one-sided")
		}
		if n := a.to - a.from; a.meets(timespan{a.day, a.from + n, a.to + n}) {
			t.Fatal("meets what begins at its end")
		}
	})
}
