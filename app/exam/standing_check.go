package exam

import "time"

// Standing is what the institution's book knows beyond one exam, for the check of a
// plan.
type Standing struct {
	Book    string            // name of the institution's book
	Holders map[string]Holder // by HoldingDigest
	Cards   []CardState
}

// Holder is where a certificate came from.
type Holder struct {
	Exam        string // plan number
	Certificate string
}

// CheckStanding holds a plan against what the institution's book knows: nobody may get
// a second certificate of one occupation and level (domain 11, E09), whoever scores or
// supervises needs a card that holds and may not be barred, and an occupation keeps the
// assessors it needs to the end of the year (notice 2.5; need is the policy's).
func CheckStanding(p Plan, src *Source, st Standing, need int) []Problem {
	c := &standingCheck{checking: checking{src: src}, p: p, st: st, cards: map[string]*CardState{}}
	for i := range st.Cards {
		c.cards[CleanID(st.Cards[i].IDNumber)] = &st.Cards[i]
	}
	c.days()
	c.candidates()
	for i, s := range p.Staff {
		c.staff(s, c.src.Row(SheetStaff, i))
	}
	c.shortages(need)
	SortProblems(c.out, PlanSheets())
	return c.out
}

// standingCheck is one run of CheckStanding.
type standingCheck struct {
	checking
	p           Plan
	st          Standing
	cards       map[string]*CardState // by ID number
	first, last Date                  // exam days
}

// days finds the first and last day of the exam: of its sessions, else of its header.
func (c *standingCheck) days() {
	c.first, c.last = c.p.Header.From, c.p.Header.To
	for _, s := range c.p.Sessions {
		if s.Date != "" && (c.first == "" || s.Date < c.first) {
			c.first = s.Date
		}
		c.last = max(c.last, s.Date)
	}
}

func (c *standingCheck) candidates() {
	subjects := map[string]Subject{}
	for _, s := range c.p.Subjects {
		subjects[s.No] = s
	}
	for i, k := range c.p.Candidates {
		s, ok := subjects[k.Subject]
		if !ok || k.IDNumber == "" {
			continue
		}
		h, held := c.st.Holders[HoldingDigest(c.st.Book, k.IDNumber, s.Occupation, s.Level)]
		if held && h.Exam != c.p.Header.Exam {
			p := c.add(SeverityError, "already-certified", cell{SheetRoster, c.src.Row(SheetRoster, i), ColIDNumber}, k.IDNumber,
				"occupation", s.Occupation, "level", s.Level, "exam", h.Exam, "certificate", h.Certificate)
			p.ExamNo = k.No
		}
	}
}

// staff checks one row of 考务人员 against the person's cards. Somebody of whom the
// book knows nothing is another unit's: their card is on the plan alone.
func (c *standingCheck) staff(s Staff, row int) {
	card := c.cards[CleanID(s.IDNumber)]
	if card == nil || s.IDNumber == "" {
		return
	}
	if until := card.Barred(c.first, c.last); until != "" {
		c.add(SeverityError, "staff-barred", cell{SheetStaff, row, ColName}, s.Name, "until", string(until))
		return
	}
	occupation := ""
	if s.Role == RoleAssessor || s.Role == RoleSeniorAssessor {
		occupation = s.Occupation
	} else if s.Role != RoleSupervisor {
		return
	}
	valid := Date("")
	for _, o := range SplitList(occupation) {
		if v := card.Valid(o); v != "" && (valid == "" || v < valid) {
			valid = v
		}
	}
	if occupation == "" {
		valid = card.Valid("")
	}
	if valid != "" && c.last > valid {
		c.add(SeverityError, "card-expired", cell{SheetStaff, row, ColCard}, s.Card, "valid", string(valid), "day", string(c.last))
	}
}

// shortages warns of the plan's occupations.
func (c *standingCheck) shortages(need int) {
	if c.first == "" || len(c.st.Cards) == 0 {
		return
	}
	scopes := make([]Scope, len(c.p.Subjects))
	for i, s := range c.p.Subjects {
		scopes[i] = Scope{Occupation: s.Occupation}
	}
	for _, s := range Shortages(scopes, c.st.Cards, c.first, need) {
		for i, sub := range c.p.Subjects {
			if sameText(sub.Occupation, s.Occupation) {
				c.add(SeverityWarning, "assessors-year", cell{SheetSubjects, c.src.Row(SheetSubjects, i), ColOccupation}, s.Occupation, "day", string(s.Day), "have", s.Have, "need", need)
				break
			}
		}
	}
}

// next is the day after; empty after what is no day.
func (d Date) next() Date {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return ""
	}
	return Date(t.AddDate(0, 0, 1).Format(time.DateOnly))
}
