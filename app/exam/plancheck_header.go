package exam

import "regexp"

// headerItem is an item of sheet 认定计划 with its value.
type headerItem struct {
	name  string
	value string
}

// headerItems are the items that must be filled: the public list of notice 4, the
// receipt of annex 3 and those contents of notice 6.1 that are not lists.
func headerItems(h Header) []headerItem {
	return []headerItem{
		{ItemExam, h.Exam}, {ItemBody, h.Body}, {ItemFiling, h.Filing}, {ItemCreditCode, h.CreditCode},
		{ItemBodyKind, h.BodyKind}, {ItemValid, string(h.FilingValid)}, {ItemSite, h.Site},
		{ItemAddress, h.SiteAddress}, {ItemSiteLead, h.SiteLead}, {ItemPhone, h.Phone},
		{ItemMethod, h.Method}, {ItemFiled, string(h.Filed)}, {ItemFrom, string(h.From)},
		{ItemTo, string(h.To)}, {ItemPapers, h.PaperScheme}, {ItemStandard, h.Standard},
		{ItemEquipment, h.Equipment}, {ItemRules, h.Rules}, {ItemSafety, h.SafetyMeasure},
	}
}

// Methods are the two ways of certification (notice 7.1).
func Methods() []string { return []string{"考评结合", "技能竞赛选拔"} }

// BodyKinds are the two kinds of certifying body (人社鉴发〔2019〕2号).
func BodyKinds() []string { return []string{"用人单位", "社会培训评价组织"} }

// head is the place of an item of sheet 认定计划.
func (c *planCheck) head(item string) cell {
	return cell{SheetHeader, c.src.HeadRow(item), ColContent}
}

// header checks the items of sheet 认定计划 one by one. An item that has no row
// has row 0, so the reader's complaint about a missing item silences none of the others.
func (c *planCheck) header() {
	h := c.p.Header
	for _, it := range headerItems(h) {
		if it.value == "" {
			at := c.head(it.name)
			if c.src.Bad(SheetHeader, at.row, ColContent) {
				continue
			}
			at.column = it.name
			if at.row > 0 {
				at.column = ColContent
			}
			c.add(SeverityError, "missing-content", at, "", "item", it.name)
			continue
		}
		c.print(c.head(it.name), it.value)
	}
	c.oneOf(c.head(ItemMethod), h.Method, Methods())
	c.oneOf(c.head(ItemBodyKind), h.BodyKind, BodyKinds())
	if h.Filing != "" && !filingForm.MatchString(h.Filing) {
		c.add(SeverityError, "bad-value", c.head(ItemFiling), h.Filing, "item", ItemFiling, "want", "code:want.filing")
	}
	c.creditCode(c.head(ItemCreditCode), h.CreditCode)
	if h.From != "" && h.To != "" && h.To < h.From {
		c.add(SeverityError, "date-order", c.head(ItemTo), string(h.To), "from", h.From)
	}
	if h.SiteLead != "" && len(c.p.Staff) > 0 && !c.leads(h.SiteLead) {
		c.add(SeverityError, "site-lead-unknown", c.head(ItemSiteLead), h.SiteLead)
	}
}

// filingForm is the form of 机构备案编号 in Sichuan (domain 4.4).
var filingForm = regexp.MustCompile(`^[YS]\d{4}51\d{6}$`)

// occupationForm is the form of 职业编码 (domain 4.5).
var occupationForm = regexp.MustCompile(`^\d-\d{2}-\d{2}-\d{2}$`)

// leads says whether a person of that name stands in 考务人员 as 考点负责人.
func (c *planCheck) leads(name string) bool {
	for i, s := range c.p.Staff {
		if s.Name == name && (s.Role == RoleSiteLead || c.src.Bad(SheetStaff, c.src.Row(SheetStaff, i), ColRole)) {
			return true
		}
	}
	return false
}

// filing checks that the filing holds on every exam day (notice 9.3) and that the
// plan was sent in far enough ahead (notice 6.1, counted as domain 13 says).
func (c *planCheck) filing() {
	h := c.p.Header
	begin, end := h.From, h.To
	for i, s := range c.p.Sessions {
		if s.Date == "" {
			continue
		}
		if i == 0 || begin == "" || s.Date < begin {
			begin = s.Date
		}
		end = max(end, s.Date)
	}
	if h.FilingValid != "" && end > h.FilingValid {
		c.add(SeverityError, "filing-expired", c.head(ItemValid), string(h.FilingValid), "day", end)
	}
	if h.Filed == "" || begin == "" {
		return
	}
	last := c.lastFilingDay(begin)
	if h.Filed > last {
		c.add(SeverityError, "filed-late", c.head(ItemFiled), string(h.Filed),
			"begin", begin, "days", c.cal.WorkdaysBetween(h.Filed, begin), "need", c.pol.FilingDays, "last", last)
	}
	for y := h.Filed.Year(); y <= begin.Year() && y < h.Filed.Year()+3; y++ {
		if !c.cal.Has(y) {
			c.add(SeverityWarning, "no-holiday-table", c.head(ItemFiled), string(h.Filed), "year", y)
			return
		}
	}
}

// lastFilingDay is the last day on which a plan may be sent in for an exam that
// begins on a day. Strictly, the wanted working days lie between the two; loosely,
// the last of them may be the day of sending (domain 13).
func (c *planCheck) lastFilingDay(begin Date) Date {
	loose := c.cal.AddWorkdays(begin, -c.pol.FilingDays)
	if !c.pol.FilingStrict {
		return loose
	}
	return c.cal.dayBefore(loose)
}
