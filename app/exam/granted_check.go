package exam

// CheckGranted holds a plan against what the office granted the body whose book the
// home keeps: its own exam, within scope and validity (notice 1, 9.3; domain R2, R4,
// R33). g is nil while the reply has not been entered. Everything found is an error;
// what CheckPlan says of the plan by itself is not said again.
func CheckGranted(p Plan, src *Source, g *Granted) []Problem {
	c := &grantedCheck{checking: checking{src: src}, p: p}
	if g == nil {
		c.add(SeverityError, "filing-no-reply", c.head(ItemFiling), p.Header.Filing)
		return c.out
	}
	c.g = *g
	c.owner()
	c.validity()
	for i, s := range p.Scopes {
		c.scopeRow(s, c.src.Row(SheetScopes, i))
	}
	for i, s := range p.Subjects {
		own, _ := outOfScope(s, p.Scopes, false)
		if column, value := outOfScope(s, c.g.Scopes, true); column != "" && own == "" {
			c.add(SeverityError, "out-of-scope", cell{SheetSubjects, c.src.Row(SheetSubjects, i), column}, value)
		}
	}
	SortProblems(c.out, PlanSheets())
	return c.out
}

// grantedCheck is one run of CheckGranted.
type grantedCheck struct {
	checking
	p Plan
	g Granted
}

func (c *grantedCheck) head(item string) cell {
	return cell{SheetHeader, c.src.HeadRow(item), ColContent}
}

// owner checks that the plan is the body's own, or one of its branches': nobody may
// authorise or entrust another (notice 9.3).
func (c *grantedCheck) owner() {
	h := c.p.Header
	for _, b := range c.g.Branches {
		if h.Filing == b.Number {
			if !sameText(h.Body, b.Name) && !sameText(h.Body, c.g.Body) {
				c.add(SeverityError, "delegated", c.head(ItemBody), h.Body, "have", b.Name)
			}
			return
		}
	}
	switch {
	case h.Filing != c.g.Number:
		c.add(SeverityError, "delegated", c.head(ItemFiling), h.Filing, "have", c.g.Number)
	case !sameText(h.Body, c.g.Body):
		c.add(SeverityError, "delegated", c.head(ItemBody), h.Body, "have", c.g.Body)
	case c.g.CreditCode != "" && h.CreditCode != c.g.CreditCode:
		c.add(SeverityError, "filing-differs", c.head(ItemCreditCode), h.CreditCode, "item", ItemCreditCode, "have", c.g.CreditCode)
	}
}

// validity checks that every exam day lies within what the reply says, and that the
// plan says the same.
func (c *grantedCheck) validity() {
	h := c.p.Header
	begin, end := h.From, h.To
	for _, s := range c.p.Sessions {
		if s.Date != "" && (begin == "" || s.Date < begin) {
			begin = s.Date
		}
		end = max(end, s.Date)
	}
	valid := c.head(ItemValid)
	switch {
	case h.FilingValid != "" && end > h.FilingValid: // CheckPlan has said so
	case end > c.g.Until:
		c.add(SeverityError, "filing-expired", valid, string(c.g.Until), "day", end)
	case h.FilingValid != "" && h.FilingValid != c.g.Until:
		c.add(SeverityError, "filing-differs", valid, string(h.FilingValid), "item", ItemValid, "have", string(c.g.Until))
	}
	if begin != "" && begin < c.g.From {
		c.add(SeverityError, "filing-early", c.head(ItemFrom), string(begin), "from", string(c.g.From))
	}
}

// scopeRow checks that a row of the plan's 备案范围 is what was granted, or less: it
// goes to the office with the plan.
func (c *grantedCheck) scopeRow(s Scope, row int) {
	for _, k := range []struct {
		column string
		level  Level
	}{{ColLowest, s.Lowest}, {ColHighest, s.Highest}} {
		column, value := outOfScope(Subject{Occupation: s.Occupation, Code: s.Code, Trade: s.Trade, Level: k.level, Basis: s.Basis}, c.g.Scopes, true)
		if column == "" {
			continue
		}
		if column == ColLevel {
			column = k.column
		}
		c.add(SeverityError, "scope-not-filed", cell{SheetScopes, row, column}, value)
		return
	}
}
