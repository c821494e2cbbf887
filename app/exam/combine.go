package exam

import "slices"

// Judge holds what judging a candidate needs of other subjects.
type Judge struct {
	Plan     Plan
	Policy   Policy
	Sessions map[SessionNo]SessionState
	// Disqualified people are marked in explanations; no result hangs on it.
	Disqualified map[StaffID]Disqualified
}

// Why a combination went to arbitration.
const (
	WhySpread = "spread" // domain 7.7
	WhyVeto   = "veto"   // design 4.4: one without the others
)

// Combined is what several sheets make together (domain 7.6, 7.7).
type Combined struct {
	Sheets           []Sheet   // handed in by those who are expected, in order of staff id
	Expected         []StaffID // who scores this component in the candidate's session
	Used             []Tenths  // totals that make the mean
	DroppedHigh      *Tenths   // from Policy.DropFrom sheets on
	DroppedLow       *Tenths
	Mean             *Tenths // half up; nil until every sheet is in
	Spread           Tenths  // highest less lowest total, of all sheets
	NeedsArbitration bool    // waits for one; false again once Arbitration stands
	Why              string  // WhySpread or WhyVeto; kept once it is settled
	Veto             bool    // the component is failed on safety
	Arbitration      *ArbitrationState
	Final            *Tenths     // arbitrated score, else the mean; nil while anything is missing
	Missing          []StaffID   // expected, not handed in
	Short            bool        // a decision after a disqualification left fewer sheets than the policy asks for
	Forms            []FormScore // review items filled in from rating forms
	FormsMissing     []int       // of those, the ones whose forms are not all in
}

// Combine puts the sheets of one component together: mean of the totals, from
// Policy.DropFrom sheets on without one highest and one lowest, half up. A spread
// over the limit, or a veto item that some marked and others did not, needs
// arbitration, whose score and veto then stand (domain 7.5–7.7). An arbitration
// that judged other sheets than those now handed in does not count. A review item that
// the plan fills in from rating forms has that score in every sheet.
// After a disqualification the sheets are those that were decided to count.
func (j Judge) Combine(c CandidateState, comp Component) Combined {
	session := c.ScoredIn(comp)
	rubric, _ := j.Plan.Rubric(c.Listed.Subject, comp)
	out := Combined{Expected: j.Expected(c, comp)}
	if comp == Review {
		out.Forms = c.FormScores(rubric)
		out.FormsMissing = formsMissing(out.Forms)
		c = c.WithForms(rubric)
	}
	for _, who := range out.Expected {
		i := slices.IndexFunc(c.Sheets[comp], func(s Sheet) bool { return s.Staff == who && s.Session == session })
		if i < 0 || !c.Sheets[comp][i].Sent || !c.Sheets[comp][i].fills(rubric) {
			out.Missing = append(out.Missing, who)
			continue
		}
		out.Sheets = append(out.Sheets, c.Sheets[comp][i])
	}
	out.Short = len(out.Missing) == 0 && j.tooFew(c, comp, len(out.Sheets))
	if len(out.Missing) > 0 || len(out.FormsMissing) > 0 || len(out.Sheets) == 0 || out.Short {
		return out
	}
	out.average(j.Policy)
	all, some := vetoes(out.Sheets)
	out.Veto = len(all) > 0
	switch {
	case !out.Veto && len(some) > 0:
		out.Why = WhyVeto
	case out.Spread > j.Policy.SpreadLimit:
		out.Why = WhySpread
	}
	out.settle(c.arbitrated(comp))
	return out
}

// fills says whether every item of the rubric has a score.
func (s Sheet) fills(r Rubric) bool {
	for _, it := range r.Items {
		if !s.Items[it.No].Scored {
			return false
		}
	}
	return true
}

// average fills in spread, dropped totals and mean.
func (c *Combined) average(p Policy) {
	high, low := 0, 0
	for i, s := range c.Sheets {
		if s.Total > c.Sheets[high].Total {
			high = i
		}
		if s.Total <= c.Sheets[low].Total {
			low = i // the last of equals, so that all-equal totals drop two different sheets
		}
	}
	c.Spread = c.Sheets[high].Total - c.Sheets[low].Total
	drop := p.DropFrom > 0 && len(c.Sheets) >= max(3, p.DropFrom)
	if drop {
		h, l := c.Sheets[high].Total, c.Sheets[low].Total
		c.DroppedHigh, c.DroppedLow = &h, &l
	}
	var sum Tenths
	for i, s := range c.Sheets {
		if !drop || (i != high && i != low) {
			c.Used = append(c.Used, s.Total)
			sum += s.Total
		}
	}
	mean := Tenths(HalfUp(int64(sum), int64(len(c.Used))))
	c.Mean = &mean
}

// vetoes lists the items that all sheets mark, and those that only some mark.
func vetoes(sheets []Sheet) (all, some []int) {
	marks := map[int]int{}
	for _, s := range sheets {
		for no, m := range s.Items {
			if m.Veto {
				marks[no]++
			}
		}
	}
	for no, n := range marks {
		if n == len(sheets) {
			all = append(all, no)
		} else {
			some = append(some, no)
		}
	}
	slices.Sort(all)
	slices.Sort(some)
	return all, some
}

// settle takes the arbitration, where one is needed and judged these very sheets.
func (c *Combined) settle(a *ArbitrationState) {
	if c.Why == "" {
		c.Final = c.Mean
		return
	}
	c.NeedsArbitration = true
	if a == nil {
		return
	}
	for _, s := range c.Sheets {
		if !slices.Contains(a.Rests, s.SentID) {
			return
		}
	}
	score := a.Score
	c.NeedsArbitration, c.Arbitration, c.Final, c.Veto = false, a, &score, a.Veto
}
