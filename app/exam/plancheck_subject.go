package exam

// subjectRows checks 备案范围 and 认定项目: numbers, codes, weights, pass marks, that
// each subject is filed for (notice 1, 9.3), and that its components can be held.
func (c *planCheck) subjectRows() {
	for i, s := range c.p.Scopes {
		row := c.src.Row(SheetScopes, i)
		if s.Code != "" && !occupationForm.MatchString(s.Code) {
			c.add(SeverityError, "bad-value", cell{SheetScopes, row, ColCode}, s.Code, "want", "code:want.occupation-code")
		}
		if s.Lowest.Valid() && s.Highest.Valid() && s.Lowest < s.Highest {
			c.add(SeverityError, "level-order", cell{SheetScopes, row, ColHighest}, s.Highest.Word(), "lowest", s.Lowest)
		}
	}
	c.nonEmpty(SheetScopes, len(c.p.Scopes))
	c.nonEmpty(SheetSubjects, len(c.p.Subjects))
	for i, s := range c.p.Subjects {
		row := c.src.Row(SheetSubjects, i)
		if s.No != "" && c.subjects[s.No] != i {
			c.add(SeverityError, "duplicate-number", cell{SheetSubjects, row, ColSubject}, s.No, "other", c.src.Row(SheetSubjects, c.subjects[s.No]))
		}
		if s.Code != "" && !occupationForm.MatchString(s.Code) {
			c.add(SeverityError, "bad-value", cell{SheetSubjects, row, ColCode}, s.Code, "want", "code:want.occupation-code")
		} else if len(c.p.Scopes) > 0 {
			c.inScope(s, row)
		}
		c.weights(s, row)
		c.components(s, row)
		for _, t := range [...][2]string{{ColOccupation, s.Occupation}, {ColTrade, s.Trade}, {ColBasis, s.Basis}} {
			c.print(cell{SheetSubjects, row, t[0]}, t[1])
		}
	}
}

// nonEmpty reports a list of notice 6.1 that has no row at all.
func (c *planCheck) nonEmpty(sheet string, rows int) {
	if rows == 0 {
		c.add(SeverityError, "missing-content", cell{sheet, 0, ""}, "", "item", sheet)
	}
}

// inScope compares a subject with the plan's filed scope and reports where it lies
// outside.
func (c *planCheck) inScope(s Subject, row int) {
	if column, value := outOfScope(s, c.p.Scopes, false); column != "" {
		c.add(SeverityError, "out-of-scope", cell{SheetSubjects, row, column}, value)
	}
}

// outOfScope compares a subject with a filed scope column by column and names the
// first column in which no filed row agrees; empty when one row covers it. With
// anyTrade a filed row without a trade 工种 covers all of its occupation.
func outOfScope(s Subject, left []Scope, anyTrade bool) (column, value string) {
	for _, k := range []struct {
		column, value string
		fits          func(Scope) bool
	}{
		{ColOccupation, s.Occupation, func(f Scope) bool { return f.Occupation == s.Occupation }},
		{ColCode, s.Code, func(f Scope) bool { return f.Code == s.Code }},
		{ColTrade, s.Trade, func(f Scope) bool { return anyTrade && f.Trade == "" || sameText(f.Trade, s.Trade) }},
		{ColLevel, s.Level.Word(), func(f Scope) bool { return s.Level <= f.Lowest && s.Level >= f.Highest }},
		{ColBasis, s.Basis, func(f Scope) bool { return sameText(f.Basis, s.Basis) }},
	} {
		var fit []Scope
		for _, f := range left {
			if k.value == "" && k.column != ColTrade || k.fits(f) {
				fit = append(fit, f)
			}
		}
		if len(fit) == 0 {
			return k.column, k.value
		}
		left = fit
	}
	return "", ""
}

// sameText compares texts that people type with full-width or half-width signs.
func sameText(a, b string) bool { return a == b || CleanID(a) == CleanID(b) }

// weights checks that weights add up to 100 % and that the review's weight fits
// the level (notice 7.1: only 二级 and 一级 have it).
func (c *planCheck) weights(s Subject, row int) {
	var sum Hundredths
	unread := false
	for _, part := range Components() {
		sum += s.Weights[part]
		unread = unread || c.src.Bad(SheetSubjects, row, WeightColumn(part))
	}
	review := cell{SheetSubjects, row, WeightColumn(Review)}
	switch {
	case unread || !s.Level.Valid():
	case sum != WeightSum:
		c.add(SeverityError, "weights-not-100", cell{SheetSubjects, row, WeightColumn(Theory)}, s.Weights[Theory].Plain(), "sum", sum.Plain())
	case s.Level.NeedsReview() && s.Weights[Review] == 0:
		c.add(SeverityError, "review-missing", review, "0", "level", s.Level)
	case !s.Level.NeedsReview() && s.Weights[Review] > 0:
		c.add(SeverityWarning, "review-unexpected", review, s.Weights[Review].Plain(), "level", s.Level)
	}
}

// components checks that each needed component has a pass mark of 0 to 100, a
// session and, where items are scored, a rubric.
func (c *planCheck) components(s Subject, row int) {
	if !s.Level.Valid() {
		return
	}
	for _, part := range s.Needs() {
		at := cell{SheetSubjects, row, PassColumn(part)}
		if mark, ok := s.PassMarks[part]; !ok {
			c.add(SeverityError, "missing-content", at, "", "item", at.column)
		} else if mark > 1000 {
			c.add(SeverityError, "bad-value", at, mark.Plain(), "want", "code:want.mark")
		}
		at.column = ColSubject
		if len(c.p.Sessions) > 0 && !c.offers[offer{s.No, part}] {
			code := "session-missing"
			if part == Review {
				code = "review-missing"
			}
			c.add(SeverityError, code, at, s.No, "component", part, "level", s.Level)
		}
	}
}
