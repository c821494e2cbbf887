package exam

import (
	"fmt"
	"testing"
)

func grantedPlan() (Plan, Granted) {
	welder := Scope{Occupation: "焊工", Code: "6-18-02-04", Trade: "电焊工", Lowest: 5, Highest: 3, Basis: "标准"}
	p := Plan{
		Header: Header{Filing: "Y000051000123", Body: "甲集团", CreditCode: "91510000MA6KW0000B", FilingValid: "2028-10-31", From: "2026-12-19", To: "2026-12-20"},
		Scopes: []Scope{welder}, Subjects: []Subject{{No: "W3", Occupation: "焊工", Code: "6-18-02-04", Trade: "电焊工", Level: 3, Basis: "标准"}},
		Sessions: []Session{{No: "T01", Date: "2026-12-19"}, {No: "P01", Date: "2026-12-20"}},
	}
	all := welder
	all.Trade = "" // all trades of the occupation
	return p, Granted{Number: "Y000051000123", Body: "甲集团", CreditCode: "91510000MA6KW0000B", From: "2025-11-01", Until: "2028-10-31",
		Scopes: []Scope{all}, Branches: []GrantedBranch{{Name: "甲集团泸州分公司", Place: "泸州市", Number: "Y000051050007"}}}
}

func TestCheckGranted(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Plan, *Granted)
		want   string
	}{
		"as granted":          {func(*Plan, *Granted) {}, "[]"},
		"full-width brackets": {func(p *Plan, g *Granted) { p.Header.Body, g.Body = "甲（集团）", "甲(集团)" }, "[]"},
		"a branch": {func(p *Plan, _ *Granted) {
			p.Header.Filing, p.Header.Body = "Y000051050007", "甲集团泸州分公司"
		}, "[]"},
		"a branch, another name":  {func(p *Plan, _ *Granted) { p.Header.Filing, p.Header.Body = "Y000051050007", "乙公司" }, "[delegated 认定计划 乙公司]"},
		"another body's number":   {func(p *Plan, _ *Granted) { p.Header.Filing = "Y000051000999" }, "[delegated 认定计划 Y000051000999]"},
		"another body":            {func(p *Plan, _ *Granted) { p.Header.Body = "乙公司" }, "[delegated 认定计划 乙公司]"},
		"another credit code":     {func(p *Plan, _ *Granted) { p.Header.CreditCode = "91510000MA6KW0001E" }, "[filing-differs 认定计划 91510000MA6KW0001E]"},
		"valid on the last day":   {func(p *Plan, g *Granted) { g.Until, p.Header.FilingValid = "2026-12-20", "2026-12-20" }, "[]"},
		"over the day before":     {func(_ *Plan, g *Granted) { g.Until = "2026-12-19" }, "[filing-expired 认定计划 2026-12-19]"},
		"a session after the end": {func(p *Plan, _ *Granted) { p.Sessions[1].Date, p.Header.FilingValid = "2028-11-01", "2029-01-01" }, "[filing-expired 认定计划 2028-10-31]"},
		"the plan says it itself": {func(p *Plan, g *Granted) { g.Until, p.Header.FilingValid = "2026-12-19", "2026-12-19" }, "[]"},
		"another day in the plan": {func(p *Plan, _ *Granted) { p.Header.FilingValid = "2028-12-31" }, "[filing-differs 认定计划 2028-12-31]"},
		"before it begins":        {func(_ *Plan, g *Granted) { g.From = "2026-12-20" }, "[filing-early 认定计划 2026-12-19]"},
		"occupation not granted":  {func(_ *Plan, g *Granted) { g.Scopes[0].Occupation = "电工" }, "[out-of-scope 认定项目 焊工 scope-not-filed 备案范围 焊工]"},
		"level too high":          {func(_ *Plan, g *Granted) { g.Scopes[0].Highest = 4 }, "[out-of-scope 认定项目 三级 scope-not-filed 备案范围 三级]"},
		"another basis":           {func(_ *Plan, g *Granted) { g.Scopes[0].Basis = "规范" }, "[out-of-scope 认定项目 标准 scope-not-filed 备案范围 标准]"},
		"another trade":           {func(_ *Plan, g *Granted) { g.Scopes[0].Trade = "气焊工" }, "[out-of-scope 认定项目 电焊工 scope-not-filed 备案范围 电焊工]"},
		"scope wider, not used":   {func(p *Plan, _ *Granted) { p.Scopes[0].Highest = 1 }, "[scope-not-filed 备案范围 一级]"},
		"out of its own scope":    {func(p *Plan, _ *Granted) { p.Subjects[0].Level = 2 }, "[]"}, // CheckPlan has said so
	} {
		p, g := grantedPlan()
		c.change(&p, &g)
		var got []string
		for _, x := range CheckGranted(p, nil, &g) {
			got = append(got, x.Code+" "+x.Sheet+" "+x.Value)
		}
		if fmt.Sprint(got) != c.want {
			t.Errorf("%s: %v, want %s", name, got, c.want)
		}
	}
	p, _ := grantedPlan()
	if got := CheckGranted(p, nil, nil); len(got) != 1 || got[0].Code != "filing-no-reply" {
		t.Errorf("without a reply: %v", got)
	}
}
