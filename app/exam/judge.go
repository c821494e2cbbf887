package exam

import (
	"bytes"
	"slices"
	"strings"
)

// Reasons of an Outcome.
const (
	ReasonAbsent      = "absent"
	ReasonVoid        = "void"
	ReasonOpen        = "open" // a score is missing
	ReasonArbitration = "arbitration"
	ReasonDisagree    = "disagree" // two theory entries differ
	ReasonConflict    = "conflict"
	ReasonNotCome     = "not-come" // neither admitted nor marked absent
	ReasonVeto        = "veto"     // has a score, and fails
)

// TheoryOutcome is the theory score from the marks alone: the imported one once
// the import is closed, else what two people entered apart once both have handed
// in the session and agree (design 4.3). They are the two named entrants, or any
// two where none are named. Reasons: open, disagree.
func (j Judge) TheoryOutcome(c CandidateState) Outcome {
	no := c.Listed.Sessions[Theory]
	session := j.Sessions[no]
	out := Outcome{Component: Theory, Reason: ReasonOpen}
	var in []Entry
	again := c.again(Theory)
	for _, e := range c.Theory[no] {
		if e.Staff == "" {
			if session.FileAt != nil && again == nil {
				score := e.Score
				return Outcome{Component: Theory, Score: &score, Final: true, Rests: []ID{e.Fact}}
			}
			continue
		}
		_, handedIn := session.Submitted[e.Staff]
		entrants := session.Entrants
		if again != nil {
			entrants = again.Scorers
		}
		if handedIn && !c.leftOut(Theory, e.Staff) && (len(entrants) == 0 || slices.Contains(entrants, e.Staff)) {
			in = append(in, e)
		}
	}
	if len(in) < 2 {
		return out
	}
	for _, e := range in {
		out.Rests = append(out.Rests, e.Fact)
		if e.Score != in[0].Score {
			out.Reason = ReasonDisagree
		}
	}
	if out.Reason == ReasonDisagree {
		return out
	}
	score := in[0].Score
	out.Score, out.Reason, out.Final = &score, "", true
	return out
}

// Outcome is what stands for one component: void by decision, absent, or a score
// with its corrections (domain 7.13, notice 9.3). A candidate who was neither
// admitted nor marked absent has none, whatever was entered.
func (j Judge) Outcome(c CandidateState, comp Component) Outcome {
	out := Outcome{Component: comp}
	if _, disputed := c.disputed(comp); disputed {
		out.Reason = ReasonConflict
		return out
	}
	if v := c.voided(comp); v != nil {
		out.Reason, out.Final, out.Rests = ReasonVoid, true, []ID{v.Fact, v.DecisionID}
		return out
	}
	here := c.Attendance[comp]
	switch here.State {
	case NotCome:
		out.Reason = ReasonNotCome
		return out
	case AbsentNow:
		out.Reason, out.Final, out.Rests = ReasonAbsent, true, []ID{here.Fact}
		return out
	}
	if comp == Theory {
		out = j.TheoryOutcome(c)
	} else {
		out = j.sheetOutcome(c, comp)
	}
	out.Rests = append(out.Rests, here.Fact)
	if r, is := c.Reassessed[comp]; is {
		out.Rests = append(out.Rests, r.Fact)
	}
	if out.Score != nil {
		made, _ := applyCorrections(*out.Score, c.Corrections[comp])
		for _, k := range made {
			score := k.New
			out.Score, out.Rests = &score, append(out.Rests, k.Proposed, k.Approved)
		}
	}
	return out
}

// sheetOutcome is the outcome of a component that is scored on sheets.
func (j Judge) sheetOutcome(c CandidateState, comp Component) Outcome {
	m := j.Combine(c, comp)
	out := Outcome{Component: comp, Score: m.Final, Final: m.Final != nil}
	for _, s := range m.Sheets {
		out.Rests = append(out.Rests, s.SentID)
	}
	for _, f := range m.Forms {
		for _, p := range f.Parts {
			if p.Mean != nil {
				out.Rests = append(out.Rests, p.Rating.Fact)
			}
		}
	}
	switch {
	case m.NeedsArbitration:
		out.Reason = ReasonArbitration
	case m.Final == nil:
		out.Reason = ReasonOpen
	case m.Veto:
		out.Reason = ReasonVeto
	}
	if m.Arbitration != nil {
		out.Rests = append(out.Rests, m.Arbitration.Fact)
	}
	return out
}

// voided finds a decision that voids the component.
func (c CandidateState) voided(comp Component) *Seen {
	for i, v := range c.Violations {
		if v.Decided && slices.Contains(v.Decision.Void, comp) {
			return &c.Violations[i]
		}
	}
	return nil
}

// disputed finds a conflict that holds a component up: in its own slots, or about
// a violation, which may void any. What comes after judging holds nothing up.
func (c CandidateState) disputed(comp Component) (Conflict, bool) {
	for _, k := range c.Conflicts {
		area, rest, _ := strings.Cut(k.About, "/")
		switch {
		case area == string(comp), area == "violation",
			(area == "checkin" || area == "correction" || area == "reassess") && rest == string(comp):
			return k, true
		}
	}
	return Conflict{}, false
}

// applyCorrections takes the approved corrections in order. One whose old value is
// not what stands is stale: it was made for a score that no longer is.
func applyCorrections(score Tenths, list []Correct) (made, stale []Correct) {
	for _, k := range list {
		switch {
		case k.Approver == "":
		case k.Old != score:
			stale = append(stale, k)
		default:
			made, score = append(made, k), k.New
		}
	}
	return made, stale
}

// Result judges the candidate: qualified when every needed component is at its
// pass mark and nothing bars it; the weighted total is shown where every needed
// component is a number, and decides nothing (domain 7.1, 7.2; notice 7.1).
// Reasons are words of explain.json under "reason.<code>".
func (j Judge) Result(c CandidateState) Result {
	subject, known := j.Plan.Subject(c.Listed.Subject)
	r := Result{
		No: c.No, Subject: c.Listed.Subject, Parts: map[Component]Outcome{},
		Final: known,
	}
	sum, whole, conflict := int64(0), known, false
	for _, comp := range subject.Needs() {
		o := j.Outcome(c, comp)
		r.Parts[comp] = o
		r.Attended = r.Attended || c.Attendance[comp].State == Present
		r.Final = r.Final && o.Final
		r.Rests = append(r.Rests, o.Rests...)
		if o.Reason == ReasonConflict {
			conflict = true
		} else if o.Reason != "" {
			r.Reasons = append(r.Reasons, reasonCode(o))
		}
		if o.Score == nil {
			whole = false
			continue
		}
		sum += int64(subject.Weights[comp]) * int64(*o.Score)
		if *o.Score < subject.PassMarks[comp] {
			r.Reasons = append(r.Reasons, "below-pass-"+string(comp))
		}
	}
	if conflict {
		r.Reasons = append(r.Reasons, ReasonConflict)
	}
	r.Qualified = known && r.Final && len(r.Reasons) == 0
	if whole {
		total := Tenths(HalfUp(sum, int64(WeightSum)))
		r.Total = &total
	}
	slices.SortFunc(r.Rests, func(a, b ID) int { return bytes.Compare(a[:], b[:]) })
	r.Rests = slices.Compact(r.Rests)
	return r
}

// reasonCode is the result's code for an outcome's reason. Not having come is open
// like a missing score until the session is closed.
func reasonCode(o Outcome) string {
	if o.Reason == ReasonNotCome {
		return ReasonOpen + "-" + string(o.Component)
	}
	return o.Reason + "-" + string(o.Component)
}
