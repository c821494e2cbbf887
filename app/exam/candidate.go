package exam

import (
	"cmp"
	"slices"
)

// Codes of why a candidate's fact was set aside, beside those of FoldSlots.
const (
	SetAsideNotOwn    = "not-own"           // another person's entry or sheet
	SetAsideAfterSent = "after-sent"        // a mark changed after the sheet was handed in
	SetAsideNotSent   = "not-sent"          // a sheet taken back that was not handed in
	SetAsideProposal  = "unknown-proposal"  // approval of what is not proposed
	SetAsideSame      = "same-person"       // approved by who proposed it
	SetAsideUnknown   = "unknown-violation" // decision about what nobody reported
	SetAsideForm      = "wrong-slot"        // a kind in a slot that is not its own
)

// FoldCandidate gives what is known of one candidate: check-in, scores, sheets,
// violations, corrections, and how far their result has come. c is their row of
// the roster in effect; facts are all events on candidate/<no> in any order.
func FoldCandidate(c Candidate, facts []Fact) CandidateState {
	ordered, waiting := Order(facts)
	s := CandidateState{
		No: c.No, Listed: c, Facts: ordered, Waiting: waiting,
		Attendance: map[Component]Attendance{}, Theory: map[SessionNo][]Entry{},
		Sheets: map[Component][]Sheet{}, Arbitration: map[Component]*ArbitrationState{},
		Corrections: map[Component][]Correct{}, arbitrations: map[sheetKey]*ArbitrationState{},
	}
	slots := foldSlots(withoutRows(ordered), allowCandidate)
	s.NotAdopted, s.Avoided = slots.aside, slots.avoided()
	sheets := map[sheetKey]*Sheet{}
	for _, about := range slots.abouts() {
		slot := slots.slots[about]
		if slot.Conflict != nil {
			s.Conflicts = append(s.Conflicts, *slot.Conflict)
		}
		p := readPlace(about)
		if p.what == placeCorrection {
			s.Corrections[p.component] = slots.corrections(about)
		}
		if slot.Holds != nil {
			s.take(about, p, *slot.Holds, sheets)
		}
		if about == aboutUpload {
			s.takeHeld(slots, about)
		}
	}
	s.finish(sheets)
	s.sortHanded()
	return s
}

// withoutRows leaves out roster rows: each load lists anew, and FoldRoster says
// which load is in effect.
func withoutRows(ordered []Fact) []Fact {
	return slices.DeleteFunc(slices.Clone(ordered), func(f Fact) bool { return f.Abt == aboutListed })
}

// abouts lists the slots in a fixed order.
func (f *slotFold) abouts() []string {
	out := make([]string, 0, len(f.slots))
	for a := range f.slots {
		out = append(out, a)
	}
	slices.Sort(out)
	return out
}

type sheetKey struct {
	component Component
	session   SessionNo
	staff     StaffID
}

// take puts what one slot holds into the state.
func (s *CandidateState) take(about string, p place, f Fact, sheets map[sheetKey]*Sheet) {
	switch p.what {
	case placeCheckIn:
		s.Attendance[p.component] = attendance(f)
	case placeEntry:
		if v, err := BodyOf[Score](f); err == nil {
			e := Entry{Staff: p.staff, Score: v.Score, When: f.Wall, Fact: f.ID}
			s.Theory[p.session] = append(s.Theory[p.session], e)
		}
	case placeHanded:
		s.takeHanded(p, f)
	case placeItem, placeReason, placeVeto, placeNote, placeSent:
		k := sheetKey{p.component, p.session, p.staff}
		if sheets[k] == nil {
			sheets[k] = &Sheet{Staff: p.staff, Session: p.session, Items: map[int]ItemMark{}}
		}
		sheets[k].take(p, f)
	case placeArbitration:
		if v, err := BodyOf[Arbitration](f); err == nil {
			a := &ArbitrationState{Arbitration: v, By: StaffID(f.By), When: f.Wall, Fact: f.ID}
			s.Arbitration[p.component], s.arbitrations[sheetKey{component: p.component, session: p.session}] = a, a
		}
	case placeViolation:
		if v, err := BodyOf[Violation](f); err == nil {
			seen := s.seen(p.number)
			seen.Violation, seen.At, seen.By, seen.Fact = v, f.At, StaffID(f.By), f.ID
		}
	case placeDecision:
		if v, err := BodyOf[Decision](f); err == nil {
			seen := s.seen(p.number)
			seen.Decided, seen.Decision, seen.Decider, seen.DecisionID = true, v, StaffID(f.By), f.ID
		}
	case placeOther:
		s.takeResult(about, f)
	}
}

// seen finds or makes the violation with this number.
func (s *CandidateState) seen(no int) *Seen {
	for i := range s.Violations {
		if s.Violations[i].No == no {
			return &s.Violations[i]
		}
	}
	s.Violations = append(s.Violations, Seen{No: no})
	return &s.Violations[len(s.Violations)-1]
}

// takeResult reads what stands beside judging: photo, confirmation, certificate, verdict.
func (s *CandidateState) takeResult(about string, f Fact) {
	switch about {
	case aboutPhoto:
		if v, err := BodyOf[Photo](f); err == nil {
			s.Photo = &v
		}
	case aboutResult:
		if v, err := BodyOf[Confirmed](f); err == nil {
			s.Confirmed, s.ConfirmedID, s.ConfirmedBy, s.ConfirmedAt = &v, f.ID, StaffID(f.By), f.Wall
		}
	case aboutCertificate:
		if v, err := BodyOf[Certificate](f); err == nil {
			s.Certificate, s.Register.Given = &v, f.Wall
		}
	case aboutUpload:
		if v, err := BodyOf[Verdict](f); err == nil {
			s.Verdict, s.VerdictAt = &v, f.Wall
		}
	default:
		s.Register.takeCertificate(about, f)
		s.takeRequest(about, f)
		s.takeRating(about, f)
		s.takeReassess(about, f)
		s.takeViolation(about, f)
		if v, err := BodyOf[Rectification](f); f.Kind == CandidateRectified && err == nil {
			s.Rectified = append(s.Rectified, RectifiedBy{v, StaffID(f.By), f.Wall})
		}
	}
}

func attendance(f Fact) Attendance {
	a := Attendance{By: StaffID(f.By), When: f.Wall, Fact: f.ID}
	if v, err := BodyOf[CheckIn](f); err == nil {
		a.CheckIn = v
	}
	switch f.Kind {
	case Admitted:
		a.State = Present
	case Absent:
		a.State = AbsentNow
	}
	return a
}

// take puts one mark on the sheet.
func (s *Sheet) take(p place, f Fact) {
	if p.what == placeSent {
		if f.Kind == ScoresSent {
			s.Sent, s.SentAt, s.SentID = true, f.Wall, f.ID
		}
		return
	}
	m := s.Items[p.number]
	switch p.what {
	case placeItem:
		if v, err := BodyOf[Score](f); err == nil {
			m.Scored, m.Score = true, v.Score
		}
	case placeReason:
		m.Why, _ = BodyOf[Why](f) // the decoder has checked the body's form
	case placeVeto:
		if v, err := BodyOf[Veto](f); err == nil {
			m.Veto, m.Reason = v.Veto, Why{Code: v.Code, Text: v.Text}
		}
	case placeNote:
		m.Note, _ = BodyOf[Note](f)
	}
	if f.Wall.After(m.When.Time) {
		m.When = f.Wall
	}
	m.Facts = append(m.Facts, f.ID)
	s.Items[p.number] = m
}

// finish adds the sheets up and puts all lists in their order.
func (s *CandidateState) finish(sheets map[sheetKey]*Sheet) {
	for k, sheet := range sheets {
		for _, m := range sheet.Items {
			sheet.Total += m.Score
			sheet.Veto = sheet.Veto || m.Veto
		}
		s.Sheets[k.component] = append(s.Sheets[k.component], *sheet)
	}
	for _, list := range s.Sheets {
		slices.SortFunc(list, func(a, b Sheet) int {
			return cmp.Or(CompareStaff(a.Staff, b.Staff), cmp.Compare(a.Session, b.Session))
		})
	}
	for _, list := range s.Theory {
		slices.SortFunc(list, func(a, b Entry) int { return CompareStaff(a.Staff, b.Staff) })
	}
	slices.SortFunc(s.Violations, func(a, b Seen) int { return cmp.Compare(a.No, b.No) })
}

// CompareStaff orders S9 before S10, and nobody first.
func CompareStaff(a, b StaffID) int {
	return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
}

// corrections lists what was proposed in a correction slot: each approved one in
// order, then the one that waits. A side of an unsettled conflict is in neither.
func (f *slotFold) corrections(about string) []Correct {
	var out []Correct
	proposed := map[ID]Fact{}
	for _, i := range f.slot[about] {
		e := f.facts[i]
		if e.Kind == CorrectionProposed {
			proposed[e.ID] = e
			continue
		}
		a, err := BodyOf[Approval](e)
		if e.Kind != CorrectionApproved || err != nil || f.disputed(about, e.ID) || f.aside[e.ID] != "" {
			continue
		}
		p := proposed[a.Proposal]
		if v, err := BodyOf[Correction](p); err == nil && !approved(out, p.ID) {
			out = append(out, Correct{
				Correction: v, Proposer: StaffID(p.By), Approver: StaffID(e.By),
				Proposed: p.ID, Approved: e.ID, When: e.Wall,
			})
		}
	}
	if h := f.slots[about].Holds; h != nil && h.Kind == CorrectionProposed {
		if v, err := BodyOf[Correction](*h); err == nil {
			out = append(out, Correct{Correction: v, Proposer: StaffID(h.By), Proposed: h.ID, When: h.Wall})
		}
	}
	return out
}

func approved(list []Correct, proposal ID) bool {
	return slices.ContainsFunc(list, func(c Correct) bool { return c.Proposed == proposal })
}

// disputed says whether a fact is a side of its slot's conflict.
func (f *slotFold) disputed(about string, id ID) bool {
	c := f.slots[about].Conflict
	return c != nil && slices.ContainsFunc(c.Sides, func(s Fact) bool { return s.ID == id })
}
