package exam

import (
	"slices"
	"strconv"
)

// people checks 人员 row by row: identity, card, and what people of other units sign
// (notice 2.5, annex 2).
func (c *filingCheck) people() {
	c.some(SheetPeople, len(c.f.People))
	seen := map[[2]string]int{}
	for i, p := range c.f.People {
		row := c.src.Row(SheetPeople, i)
		c.oneOf(cell{SheetPeople, row, ColPersonKind}, p.Kind, PersonKinds())
		id := cell{SheetPeople, row, ColStaffID}
		if p.IDNumber != "" {
			if code := idProblem(IDNumber(p.IDNumber)); code != "" {
				c.add(SeverityError, code, id, p.IDNumber)
			}
			key := [2]string{p.Kind, p.IDNumber}
			if other, twice := seen[key]; twice {
				c.add(SeverityError, "duplicate-id", id, p.IDNumber, "other", other)
			} else {
				seen[key] = row
			}
		}
		if p.carded() {
			for _, k := range [...][2]string{{ColCard, p.Card}, {ColCardValid, string(p.CardValid)}} {
				if k[1] == "" {
					c.add(SeverityError, "missing-content", cell{SheetPeople, row, k[0]}, "", "item", k[0])
				}
			}
		}
		if p.assesses() && p.Occupation == "" {
			c.add(SeverityError, "missing-content", cell{SheetPeople, row, ColJudges}, "", "item", ColJudges)
		}
		outside := p.Unit != "" && c.f.Head.Body != "" && !sameBody(p.Unit, c.f.Head.Body)
		if outside && p.Agreement == "" {
			c.add(SeverityError, "agreement-missing", cell{SheetPeople, row, ColAgreement}, "", "unit", p.Unit)
		}
		c.print(cell{SheetPeople, row, ColName}, p.Name)
		c.print(cell{SheetPeople, row, ColUnit}, p.Unit)
	}
}

// assesses says whether the person assesses, and carded whether they need a card.
func (p FilingPerson) assesses() bool { return p.Kind == PersonAssessor || p.Kind == PersonSenior }
func (p FilingPerson) carded() bool   { return p.assesses() || p.Kind == PersonSupervisor }

// crews checks that there are full-time staff, experts and supervisors, and in each
// occupation enough assessors: distinct people (notice 2.5).
func (c *filingCheck) crews() {
	if len(c.f.People) == 0 || slices.ContainsFunc(c.f.People, func(p FilingPerson) bool { return !slices.Contains(PersonKinds(), p.Kind) }) {
		return // a row of no known kind is its own problem
	}
	for _, kind := range []string{PersonFullTime, PersonExpert, PersonSupervisor} {
		if !slices.ContainsFunc(c.f.People, func(p FilingPerson) bool { return p.Kind == kind }) {
			c.add(SeverityError, "people-missing", cell{SheetPeople, 0, ColPersonKind}, "", "kind", kind)
		}
	}
	done := map[string]bool{}
	for i, s := range c.f.Scopes {
		if s.Occupation == "" || done[s.Occupation] {
			continue
		}
		done[s.Occupation] = true
		who := map[string]bool{}
		for j, p := range c.f.People {
			if p.assesses() && judges(p.Occupation, s.Occupation) {
				who[personKey(p, j)] = true
			}
		}
		if len(who) < c.rules.MinAssessors {
			c.add(SeverityError, "filing-assessors", cell{SheetScopes, c.src.Row(SheetScopes, i), ColOccupation}, s.Occupation,
				"have", len(who), "need", c.rules.MinAssessors)
		}
	}
}

// personKey tells people apart: by ID number, or where there is none by their row.
func personKey(p FilingPerson, row int) string {
	if p.IDNumber != "" {
		return p.IDNumber
	}
	return strconv.Itoa(row)
}
