package exam

// Granted is what the office allows a body 备案回执, as every plan is held against
// it: who may certify what, and how long (notice 1, 8, 9.3).
type Granted struct {
	Number     string          `json:"number"`      // 机构备案编号
	Body       string          `json:"body"`        // 评价机构名称
	CreditCode string          `json:"credit_code"` // 统一社会信用代码
	From       Date            `json:"from"`
	Until      Date            `json:"until"`
	Scopes     []Scope         `json:"scopes"`
	Branches   []GrantedBranch `json:"branches"`
	Reply      ID              `json:"reply"` // the event in the institution's book
}

// Granted is what the newest reply allows; ok is false while there is none.
func (st FilingState) Granted() (g Granted, ok bool) {
	r := st.Reply
	if r == nil {
		return g, false
	}
	return Granted{Number: r.Number, Body: r.Body, CreditCode: r.CreditCode, From: r.From, Until: r.Until,
		Scopes: r.Scopes, Branches: r.Branches, Reply: st.ReplyID}, true
}

// Bad names the first item of a reply that cannot stand: number, from, until, scope
// or branch; empty when all can. Dates are real days, in order (domain 4.4).
func (r Reply) Bad() string {
	switch {
	case !filingForm.MatchString(r.Number):
		return "number"
	case !r.From.Real():
		return "from"
	case !r.Until.Real() || r.Until < r.From:
		return "until"
	case len(r.Scopes) == 0:
		return "scope"
	}
	for _, s := range r.Scopes {
		if s.Occupation == "" || !s.Lowest.Valid() || !s.Highest.Valid() || s.Lowest < s.Highest {
			return "scope"
		}
	}
	for _, b := range r.Branches {
		if b.Name == "" || b.Number == "" {
			return "branch"
		}
	}
	return ""
}
