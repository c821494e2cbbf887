package exam

import "slices"

// FilingRules is what a filing is checked against besides the notice itself.
type FilingRules struct {
	MinAssessors int      // in each occupation (notice 2.5)
	Cities       []string // where a branch may file (notice 8, annex 3)
	Places       []string // where a body may file: the province, and the cities
	Required     []string // codes of the materials that must be there (notice 5)
	Undertakings []string // codes of the undertakings that must be given (annex 2, note)
}

// CheckFiling finds what is wrong with a filing: the fields of annex 2 of notice
// 川人社办发〔2019〕94号, the list of clause 4, the people and places of clause 2, the
// materials of clause 5 and the undertakings. src and hasGlyph are as for CheckPlan.
// It never looks at today's date.
func CheckFiling(f Filing, rules FilingRules, src *Source, hasGlyph func(rune) bool) []Problem {
	c := &filingCheck{checking: checking{src: src, glyph: hasGlyph}, f: f, rules: rules}
	c.head()
	c.scopes()
	c.sites()
	c.equipment()
	c.people()
	c.crews()
	c.branches()
	c.papers()
	SortProblems(c.out, FilingSheets())
	return c.out
}

// filingCheck is one run of CheckFiling.
type filingCheck struct {
	checking
	f     Filing
	rules FilingRules
}

// head checks the items of sheet 备案申请 one by one.
func (c *filingCheck) head() {
	at := func(item string) cell { return cell{SheetFiling, c.src.HeadRow(item), ColContent} }
	for _, it := range c.f.Head.Items() {
		switch {
		case *it.Text != "":
			c.print(at(it.Name), *it.Text)
		case !it.Optional:
			where := at(it.Name)
			if where.row == 0 {
				where.column = it.Name
			}
			c.add(SeverityError, "missing-content", where, "", "item", it.Name)
		}
	}
	h := c.f.Head
	if h.Number != "" && !filingForm.MatchString(h.Number) {
		c.add(SeverityError, "bad-value", at(ItemFiling), h.Number, "item", ItemFiling, "want", "code:want.filing")
	}
	c.creditCode(at(ItemCreditCode), h.CreditCode)
	c.oneOf(at(ItemBodyKind), h.BodyKind, BodyKinds())
	c.oneOf(at(ItemPlace), h.Place, c.rules.Places)
}

// scopes checks 备案范围: what the body applies for (notice 1, 3, 4).
func (c *filingCheck) scopes() {
	c.some(SheetScopes, len(c.f.Scopes))
	seen := map[[3]string]int{}
	for i, s := range c.f.Scopes {
		row := c.src.Row(SheetScopes, i)
		if s.Code != "" && !occupationForm.MatchString(s.Code) {
			c.add(SeverityError, "bad-value", cell{SheetScopes, row, ColCode}, s.Code, "want", "code:want.occupation-code")
		}
		if s.Lowest.Valid() && s.Highest.Valid() && s.Lowest < s.Highest {
			c.add(SeverityError, "level-order", cell{SheetScopes, row, ColHighest}, s.Highest.Word(), "lowest", s.Lowest)
		}
		key := [3]string{s.Occupation, s.Trade, s.Code}
		if other, twice := seen[key]; twice && s.Occupation != "" {
			c.add(SeverityWarning, "scope-twice", cell{SheetScopes, row, ColOccupation}, s.Occupation, "other", other)
		} else {
			seen[key] = row
		}
		c.print(cell{SheetScopes, row, ColOccupation}, s.Occupation)
		c.print(cell{SheetScopes, row, ColTrade}, s.Trade)
	}
}

// some reports a list that has no row at all.
func (c *filingCheck) some(sheet string, rows int) {
	if rows == 0 {
		c.add(SeverityError, "missing-content", cell{sheet, 0, ""}, "", "item", sheet)
	}
}

// sites checks 考点场地: theory and practical sites, each under video (notice 2.6, 9.3).
func (c *filingCheck) sites() {
	c.some(SheetSites, len(c.f.Sites))
	have := map[Component]bool{}
	for i, s := range c.f.Sites {
		row := c.src.Row(SheetSites, i)
		have[s.Kind] = true
		if s.Cameras == "" && (s.Kind == Theory || s.Kind == Practical) {
			c.add(SeverityError, "site-camera", cell{SheetSites, row, ColCameras}, "", "site", s.Name)
		}
		c.oneOf(cell{SheetSites, row, ColTenure}, s.Tenure, Tenures())
		c.print(cell{SheetSites, row, ColSite}, s.Name)
	}
	for _, part := range []Component{Theory, Practical} {
		if len(c.f.Sites) > 0 && !have[part] {
			c.add(SeverityError, "site-missing", cell{SheetSites, 0, ColRoomKind}, "", "component", part)
		}
	}
}

// Tenures are the words of column 产权.
func Tenures() []string { return []string{"自有", "租用"} }

// equipment checks 设施设备: each kind that annex 2 asks for is there.
func (c *filingCheck) equipment() {
	c.some(SheetEquipment, len(c.f.Equipment))
	have, odd := map[string]bool{}, false
	for i, e := range c.f.Equipment {
		row := c.src.Row(SheetEquipment, i)
		have[e.Kind], odd = true, odd || !slices.Contains(EquipmentKinds(), e.Kind)
		c.oneOf(cell{SheetEquipment, row, ColKind}, e.Kind, EquipmentKinds())
		if e.Site != "" && !slices.ContainsFunc(c.f.Sites, func(s FilingSite) bool { return sameText(s.Name, e.Site) }) {
			c.add(SeverityError, "unknown-site", cell{SheetEquipment, row, ColSite}, e.Site)
		}
		c.print(cell{SheetEquipment, row, ColThing}, e.Name)
	}
	for _, kind := range EquipmentKinds() {
		if len(have) > 0 && !odd && !have[kind] { // a row of no known kind is its own problem
			c.add(SeverityError, "equipment-missing", cell{SheetEquipment, 0, ColKind}, "", "kind", kind)
		}
	}
}

// branches checks 分支机构: each files with its city, whose code it gets from there.
func (c *filingCheck) branches() {
	seen := map[string]int{}
	for i, b := range c.f.Branches {
		row := c.src.Row(SheetBranches, i)
		c.oneOf(cell{SheetBranches, row, ColCity}, b.Place, c.rules.Cities)
		c.creditCode(cell{SheetBranches, row, ItemCreditCode}, b.CreditCode)
		if b.Number != "" {
			at := cell{SheetBranches, row, ColBranchCode}
			if !filingForm.MatchString(b.Number) {
				c.add(SeverityError, "bad-value", at, b.Number, "want", "code:want.filing")
			} else if other, twice := seen[b.Number]; twice {
				c.add(SeverityError, "duplicate-number", at, b.Number, "other", other)
			}
			seen[b.Number] = row
		}
		c.print(cell{SheetBranches, row, ColBranch}, b.Name)
	}
}

// papers checks that each material that must be there has its file, and that each
// undertaking is given.
func (c *filingCheck) papers() {
	there, given := map[string]bool{}, map[string]bool{}
	for i, m := range c.f.Materials {
		there[m.Code] = true
		if m.SHA256 == "" && slices.Contains(c.rules.Required, m.Code) {
			c.add(SeverityError, "material-missing", cell{SheetMaterials, c.src.Row(SheetMaterials, i), ColFile}, "", "material", m.Name)
		}
	}
	for i, u := range c.f.Undertakings {
		given[u.Code] = true
		if !u.Given && slices.Contains(c.rules.Undertakings, u.Code) {
			c.add(SeverityError, "undertaking-missing", cell{SheetUndertakings, c.src.Row(SheetUndertakings, i), ColGiven}, "", "text", u.Text)
		}
	}
	c.rowsOf(SheetMaterials, c.rules.Required, there)
	c.rowsOf(SheetUndertakings, c.rules.Undertakings, given)
}

// rowsOf reports rows of a checklist that somebody took out.
func (c *filingCheck) rowsOf(sheet string, want []string, have map[string]bool) {
	for _, code := range want {
		if !have[code] {
			c.add(SeverityError, "checklist-row", cell{sheet, 0, ColItemNo}, "", "code", code)
		}
	}
}
