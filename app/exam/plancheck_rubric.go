package exam

import "strings"

// rubrics checks 评分表: one for every practical and review (a theory paper has
// none), full marks that sum to 100 (domain 7.4), numbers that are not twice, and
// that a practical looks at safety (notice 7.2).
func (c *planCheck) rubrics() {
	has := map[offer]bool{}
	for i, r := range c.p.Rubrics {
		at := func(column string) cell { return cell{SheetRubrics, c.src.ItemRow(i, 0), column} }
		has[offer{r.Subject, r.Component}] = true
		si, known := c.subjects[r.Subject]
		switch {
		case r.Subject == "" || r.Component == "":
		case !known:
			c.add(SeverityError, "unknown-subject", at(ColSubject), r.Subject)
		case r.Component == Theory:
			c.add(SeverityError, "bad-value", at(ColComponent), "理论知识", "want", "code:want.rubric-component")
		case r.Component == Review && c.p.Subjects[si].Level.Valid() && !c.p.Subjects[si].Level.NeedsReview():
			c.add(SeverityWarning, "review-unexpected", at(ColComponent), r.Subject, "level", c.p.Subjects[si].Level)
		default:
			c.rubric(i, r)
		}
	}
	if c.nonEmpty(SheetRubrics, len(c.p.Rubrics)); len(c.p.Rubrics) == 0 {
		return
	}
	for i, s := range c.p.Subjects {
		for _, part := range s.Needs() {
			if part != Theory && s.No != "" && s.Level.Valid() && c.subjects[s.No] == i && !has[offer{s.No, part}] {
				c.add(SeverityError, "rubric-missing", cell{SheetSubjects, c.src.Row(SheetSubjects, i), ColSubject}, s.No, "component", part)
			}
		}
	}
}

func (c *planCheck) rubric(i int, r Rubric) {
	var sum Tenths
	seen, safety, unread := map[int]int{}, false, false
	for j, it := range r.Items {
		row := c.src.ItemRow(i, j)
		sum += it.Full
		unread = unread || c.src.Bad(SheetRubrics, row, ColFull)
		safety = safety || it.Veto || strings.Contains(it.Module+it.Name, "安全")
		if other, twice := seen[it.No]; twice && it.No > 0 {
			c.add(SeverityError, "duplicate-number", cell{SheetRubrics, row, ColItemNo}, "", "other", other)
		}
		seen[it.No] = row
		if it.Sources.Sum() != 0 && (r.Component != Review || it.Veto) {
			c.add(SeverityError, "bad-value", cell{SheetRubrics, row, ColSources}, it.Sources.String(), "want", "code:want.sources-review")
		}
		c.print(cell{SheetRubrics, row, ColItemName}, it.Name)
		c.print(cell{SheetRubrics, row, ColModule}, it.Module)
		c.print(cell{SheetRubrics, row, ColItemRule}, it.Standard)
	}
	at := cell{SheetRubrics, c.src.ItemRow(i, 0), ColFull}
	if !unread && sum != 1000 {
		c.add(SeverityError, "rubric-not-100", at, r.Items[0].Full.Plain(), "sum", sum.Plain(), "subject", r.Subject, "component", r.Component)
	}
	if r.Component == Practical && !safety {
		c.add(SeverityWarning, "rubric-no-safety", cell{SheetRubrics, at.row, ColItemName}, r.Items[0].Name, "subject", r.Subject)
	}
}
