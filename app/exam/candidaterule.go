package exam

import "strconv"

// allowCandidate is the guard of a candidate's facts: each changes only their own
// entries and sheets (design 4.3, 4.4), a handed-in sheet stands until it is taken
// back, and a correction needs a second person (notice 9.3, domain 2 R30).
func allowCandidate(f Fact, k known) string {
	if f.Kind == ConflictSettled {
		return ""
	}
	if f.Kind == AvoidanceDeclared {
		return allowAvoidance(f)
	}
	if f.Kind == ViolationHeard || f.Kind == ViolationDelivered {
		return allowViolationStep(f, k)
	}
	if f.Kind == ReassessDecided {
		return allowReassess(f)
	}
	if f.Kind == LiteracyRated {
		return allowRating(f)
	}
	if newRequestBody(f.Kind) != nil {
		return allowRequest(f, k)
	}
	p := readPlace(f.Abt)
	if p.what != kindPlace(f.Kind) {
		return SetAsideForm
	}
	switch p.what {
	case placeEntry:
		if (f.Kind == TheoryScored) != (p.staff == "") {
			return SetAsideForm
		}
		if p.staff != "" && string(p.staff) != f.By {
			return SetAsideNotOwn
		}
	case placeHanded:
		if string(p.staff) != f.By {
			return SetAsideNotOwn
		}
	case placeItem, placeReason, placeVeto, placeNote, placeSent:
		return allowSheet(f, p, k)
	case placeCorrection:
		return allowCorrection(f, k.view(f.Abt))
	case placeDecision:
		if len(k.view("violation/"+strconv.Itoa(p.number))) == 0 {
			return SetAsideUnknown
		}
	case placeOther:
		return allowCertificate(f, k)
	}
	return ""
}

// allowSheet keeps a sheet its assessor's own, and as it was handed in.
func allowSheet(f Fact, p place, k known) string {
	if string(p.staff) != f.By {
		return SetAsideNotOwn
	}
	sent := false
	for _, s := range k.view(string(p.component) + "/" + string(p.session) + "/" + string(p.staff) + "/sent") {
		sent = sent || s.Kind == ScoresSent
	}
	switch {
	case f.Kind == ScoresTaken && !sent:
		return SetAsideNotSent
	case f.Kind != ScoresTaken && sent:
		return SetAsideAfterSent
	}
	return ""
}

// allowCorrection lets an approval stand for the proposal its writer had seen,
// when it is another person's.
func allowCorrection(f Fact, view []Fact) string {
	if f.Kind == CorrectionProposed {
		return ""
	}
	a, err := BodyOf[Approval](f)
	if err != nil {
		return SetAsideProposal
	}
	for _, p := range view {
		if p.Kind == CorrectionProposed && p.ID == a.Proposal {
			if p.By == f.By {
				return SetAsideSame
			}
			return ""
		}
	}
	return SetAsideProposal
}

// kindPlace is the slot that a kind of a candidate's fact belongs in.
func kindPlace(k Kind) placeKind {
	switch k {
	case Admitted, Absent, CheckInUndone:
		return placeCheckIn
	case TheoryEntered, TheoryScored:
		return placeEntry
	case TheoryHanded:
		return placeHanded
	case ItemScored:
		return placeItem
	case ItemReason:
		return placeReason
	case ItemVetoed:
		return placeVeto
	case ItemNote:
		return placeNote
	case ScoresSent, ScoresTaken:
		return placeSent
	case Arbitrated:
		return placeArbitration
	case ViolationSeen:
		return placeViolation
	case ViolationDecided:
		return placeDecision
	case CorrectionProposed, CorrectionApproved:
		return placeCorrection
	}
	return placeOther
}
