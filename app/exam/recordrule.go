package exam

// allowRecord is the guard of a record's facts: nothing is written while it is
// frozen, a change makes a new revision, and a signature is under the digest that
// was frozen (record.md 8).
func allowRecord(f Fact, k known) string {
	if f.Kind == ConflictSettled {
		return ""
	}
	p := readRecordPlace(f.Abt)
	if p.what == "" || p.what != recordSlot(f.Kind) {
		return SetAsideForm
	}
	frozen, revision := frozenIn(k)
	switch f.Kind {
	case RecordWritten, RecordIncident, VisitNoted:
		if f.Kind == VisitNoted && string(p.staff) != f.By {
			return SetAsideNotOwn // whoever may note a visit, nobody writes over another's
		}
		if frozen != nil {
			return SetAsideFrozen
		}
	case RecordFrozen:
		return allowFreeze(f, frozen, revision)
	case RecordReopened:
		if frozen == nil {
			return SetAsideThawed
		}
	case RecordSigned:
		return allowSignature(f, p, frozen)
	case RecordPaper:
		if frozen == nil || frozen.Revision != p.number {
			return SetAsideRevision
		}
	}
	return ""
}

func allowFreeze(f Fact, frozen *Freeze, revision int) string {
	fr, err := BodyOf[Freeze](f)
	switch {
	case frozen != nil:
		return SetAsideFrozen
	case err != nil || fr.Revision != revision:
		return SetAsideRevision
	}
	return ""
}

func allowSignature(f Fact, p recordPlace, frozen *Freeze) string {
	s, err := BodyOf[Signature](f)
	switch {
	case string(p.staff) != f.By:
		return SetAsideNotOwn
	case frozen == nil:
		return SetAsideThawed
	case err != nil || s.Revision != p.number || frozen.Revision != p.number || s.Digest != frozen.Digest:
		return SetAsideContent
	}
	return ""
}

// frozenIn reads what the writer saw of the record's state: the freeze that held,
// or nil and the revision that was being written.
func frozenIn(k known) (*Freeze, int) {
	for _, f := range k.view(aboutState) {
		if fr, err := BodyOf[Freeze](f); f.Kind == RecordFrozen && err == nil {
			return &fr, fr.Revision
		}
	}
	revision := 1
	for _, f := range k.past(aboutState) {
		if fr, err := BodyOf[Freeze](f); f.Kind == RecordFrozen && err == nil {
			revision = max(revision, fr.Revision+1)
		}
	}
	return nil, revision
}

// recordSlot is the slot that a kind of a record's fact belongs in.
func recordSlot(k Kind) string {
	switch k {
	case RecordWritten:
		return "field"
	case RecordIncident:
		return "incident"
	case RecordFrozen, RecordReopened:
		return aboutState
	case RecordSigned:
		return "sign"
	case RecordPaper:
		return "paper"
	case RecordSealed:
		return "seal"
	case VisitNoted:
		return "visit"
	}
	return ""
}
