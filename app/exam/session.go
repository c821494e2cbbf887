package exam

import "slices"

// Codes of why a session's fact was set aside, beside those of FoldSlots.
const (
	SetAsideNotOpen = "session-not-open" // closed before it was opened, or reopened before it was closed
	SetAsideIsOpen  = "session-is-open"  // opened again by somebody who knew that it was
)

// FoldSession gives where a session stands. s is its row of the plan in effect;
// facts are all events on session/<no> in any order. A session that one laptop
// has closed and another, not knowing, still holds open counts as open until the
// conflict is settled: no result may rest on half a session.
func FoldSession(s Session, facts []Fact) SessionState {
	ordered, _ := Order(facts)
	st := SessionState{
		Session: s, Status: SessionNotOpen, Facts: ordered, Submitted: map[StaffID]Fact{},
	}
	fold := foldSlots(withoutRows(ordered), allowSession)
	st.Avoided = fold.avoided()
	for _, about := range fold.abouts() {
		slot := fold.slots[about]
		if slot.Conflict != nil {
			st.Conflicts = append(st.Conflicts, *slot.Conflict)
		}
		if about == aboutState {
			st.stand(fold, slot)
		} else if slot.Holds != nil {
			st.take(about, *slot.Holds)
		}
	}
	return st
}

// stand reads the session's own state: the first opening, and the closing that holds.
func (st *SessionState) stand(fold *slotFold, slot Slot) {
	for _, i := range fold.slot[aboutState] {
		if f := fold.facts[i]; f.Kind == SessionOpened {
			st.OpenedAt, st.OpenedBy = f.Wall, StaffID(f.By)
			break
		}
	}
	sides := []Fact{}
	if slot.Conflict != nil {
		sides = slot.Conflict.Sides
	} else if slot.Holds != nil {
		sides = append(sides, *slot.Holds)
	}
	st.Status = SessionShut
	for _, f := range sides {
		if f.Kind != SessionClosed {
			st.Status, st.ClosedAt, st.ClosedBy = SessionOpen, Time{}, ""
			return
		}
		if st.ClosedAt.IsZero() || f.Wall.After(st.ClosedAt.Time) {
			st.ClosedAt, st.ClosedBy = f.Wall, StaffID(f.By)
		}
	}
}

// take puts what one slot holds into the state.
func (st *SessionState) take(about string, f Fact) {
	switch f.Kind {
	case LeadNamed:
		if n, err := BodyOf[Naming](f); err == nil && len(n.Staff) == 1 {
			st.GroupLead = n.Staff[0]
		}
	case EntrantsNamed:
		if n, err := BodyOf[Naming](f); err == nil {
			st.Entrants = slices.Clone(n.Staff)
		}
	case BlindDrawn:
		if b, err := BodyOf[BlindDraw](f); err == nil {
			st.BlindSeed = b.Seed
		}
	case CameraNoted:
		if c, err := BodyOf[Camera](f); err == nil {
			moment, n := cameraPlace(about)
			st.Cameras = append(st.Cameras, CameraNote{Moment: moment, No: n, Camera: c})
		}
	case TheorySubmitted:
		st.Submitted[StaffID(f.By)] = f
	case TheoryImported:
		st.FileAt = &f
	}
}

// allowSession is the guard of a session's facts.
func allowSession(f Fact, k known) string {
	if f.Kind == ConflictSettled {
		return ""
	}
	switch f.Kind {
	case SessionOpened, SessionClosed, SessionReopened:
		if f.Abt != aboutState {
			return SetAsideForm
		}
		return allowStand(f.Kind, k.view(aboutState))
	case TheorySubmitted:
		if f.Abt != "theory/"+f.By {
			return SetAsideNotOwn
		}
	case LeadNamed:
		return slotIs(f, aboutLead)
	case EntrantsNamed:
		return slotIs(f, aboutEntrants)
	case BlindDrawn:
		return slotIs(f, aboutBlind)
	case TheoryImported:
		return slotIs(f, aboutFile)
	case AvoidanceDeclared:
		return allowAvoidance(f)
	case SessionNamed:
		return slotIs(f, aboutNamed)
	case CameraNoted:
		return allowCamera(f)
	default:
		return SetAsideForm
	}
	return ""
}

// allowStand lets a session be opened, closed and reopened in that order only.
func allowStand(k Kind, view []Fact) string {
	open, shut := false, false
	for _, v := range view {
		open = open || v.Kind == SessionOpened || v.Kind == SessionReopened
		shut = shut || v.Kind == SessionClosed
	}
	switch {
	case k == SessionOpened && (open || shut):
		return SetAsideIsOpen
	case k == SessionClosed && !open, k == SessionReopened && !shut:
		return SetAsideNotOpen
	}
	return ""
}

func slotIs(f Fact, about string) string {
	if f.Abt != about {
		return SetAsideForm
	}
	return ""
}
