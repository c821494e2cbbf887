package exam

import "slices"

// Disqualification takes a person's standing in this exam away 取消考务资格, for a violation
// found during the day or after it (notice 9.4; domain 10.2). Nothing of theirs is deleted:
// their events from From on are marked, and each candidate they had a part in is decided
// anew (Reassessment). Lifted takes it back, with the reason in Text.
type Disqualification struct {
	Code     string `json:"code"`     // G01 … of staff-violations.json
	Text     string `json:"text"`     // what they did
	Evidence string `json:"evidence"` // by what it is shown; may be empty
	Witness  string `json:"witness"`  // who saw it, or found it; may be empty
	From     Time   `json:"from"`     // their events from then on are marked; zero: all
	Lifted   bool   `json:"lifted"`
	// Ledger is the number of the person's violation in the institution's book, where it was
	// entered there (ledger/violation/<n>); 0: not yet.
	Ledger int `json:"ledger,omitempty"`
}

// Covers says whether an event of the person at this wall time is marked.
func (d Disqualification) Covers(at Time) bool { return d.From.IsZero() || !at.Before(d.From.Time) }

// Bad names the first item of a disqualification that cannot stand; empty when all can.
func (d Disqualification) Bad() string {
	switch {
	case d.Code == "":
		return "code"
	case d.Text == "":
		return "text"
	case d.Ledger < 0:
		return "ledger"
	}
	return ""
}

const aboutDisqualified = "disqualified"

// Disqualified is a disqualification that stands.
type Disqualified struct {
	Disqualification
	Staff StaffID
	By    StaffID
	When  Time
	Facts []ID // the events it rests on; several while laptops say different things
}

// FoldDisqualified gives what is said against a person; facts are all events on
// staff/<id>. ok is false where they are in good standing. Where two laptops say different
// things at once the person is barred until that is settled, from the earlier time on.
func FoldDisqualified(who StaffID, facts []Fact) (d Disqualified, ok bool) {
	if !slices.ContainsFunc(facts, func(f Fact) bool { return f.Kind == StaffDisqualified }) {
		return d, false
	}
	// The person's keys are on the same subject: what was said of them stays in the fold,
	// for who had seen it had seen what came before it.
	ordered, _ := Order(facts)
	slot := foldSlots(ordered, allowDisqualified).slots[aboutDisqualified]
	for _, f := range slot.sides() {
		b, err := BodyOf[Disqualification](f)
		if err != nil || b.Lifted {
			continue
		}
		if from := d.From; ok && b.From.After(from.Time) {
			b.From = from
		}
		d = Disqualified{Disqualification: b, Staff: who, By: StaffID(f.By), When: f.Wall, Facts: append(d.Facts, f.ID)}
		ok = true
	}
	return d, ok
}

// sides are the facts at stake in a slot: the one that holds, or all of a conflict.
func (s Slot) sides() []Fact {
	if s.Conflict != nil {
		return s.Conflict.Sides
	}
	if s.Holds != nil {
		return []Fact{*s.Holds}
	}
	return nil
}

// allowDisqualified keeps a disqualification whole, and lets only one that its writer
// knew be lifted.
func allowDisqualified(f Fact, k known) string {
	if f.Abt != aboutDisqualified || f.Kind == ConflictSettled {
		return ""
	}
	b, err := BodyOf[Disqualification](f)
	if f.Kind != StaffDisqualified || err != nil || b.Bad() != "" {
		return SetAsideForm
	}
	if b.Lifted && len(k.view(aboutDisqualified)) == 0 {
		return SetAsideEarly
	}
	return ""
}

// Disqualifiable says whether a role's standing can be taken away: who scores, watches or
// supervises. The site lead answers to the office, and the inspector is the office's.
func Disqualifiable(r Role) bool {
	return r.Scores() || r == RoleInvigilator || r == RoleSupervisor
}

// withoutDisqualified leaves out the signers who may not act any more and have not signed
// this revision: what somebody signed while in good standing stays under the paper.
func (c *RecordContent) withoutDisqualified(r RecordState, barred map[StaffID]Disqualified) {
	c.Signers = slices.DeleteFunc(c.Signers, func(s Signer) bool {
		_, is := barred[s.Staff]
		return is && !slices.ContainsFunc(r.Signatures, func(b SignedBy) bool { return b.By == s.Staff })
	})
}

// WithoutDisqualified is a record's content as it is to be signed once some people may
// not act any more.
func WithoutDisqualified(c RecordContent, r RecordState, barred map[StaffID]Disqualified) RecordContent {
	if len(barred) > 0 {
		c.withoutDisqualified(r, barred)
	}
	return c
}
