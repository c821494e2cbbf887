package exam

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Codes of why a record's fact was set aside, beside those of FoldSlots.
const (
	SetAsideFrozen   = "record-frozen"  // written into a frozen record
	SetAsideRevision = "wrong-revision" // a freeze or paper of another revision
	SetAsideThawed   = "not-frozen"     // reopened or signed while it was being written
	SetAsideContent  = "other-content"  // a signature under another digest
)

// FoldRecord gives an exam-room record as it stands: what was written, whether it
// is frozen, who has signed this revision, and the revisions before (record.md 8).
// facts are all events on record/<session> in any order.
func FoldRecord(no SessionNo, facts []Fact) RecordState {
	ordered, _ := Order(facts)
	st := RecordState{
		Session: no, Revision: 1, Fields: map[string]Field{}, FieldAt: map[string]Fact{}, Facts: ordered,
	}
	fold := foldSlots(ordered, allowRecord)
	st.stand(fold)
	for _, about := range fold.abouts() {
		slot := fold.slots[about]
		if slot.Conflict != nil {
			st.Conflicts = append(st.Conflicts, *slot.Conflict)
		}
		if slot.Holds != nil {
			st.take(about, *slot.Holds)
		}
	}
	slices.SortFunc(st.Incidents, func(a, b NumberedIncident) int { return cmp.Compare(a.No, b.No) })
	sortSignatures(st.Signatures, fold)
	for i := range st.Past {
		sortSignatures(st.Past[i].Signatures, fold)
	}
	return st
}

// stand walks the freezes and reopenings that are in effect.
func (st *RecordState) stand(fold *slotFold) {
	slot := fold.slots[aboutState]
	past := map[int]bool{}
	for _, i := range fold.slot[aboutState] {
		f := fold.facts[i]
		if f.Kind != RecordReopened || fold.disputed(aboutState, f.ID) || fold.aside[f.ID] != "" {
			continue
		}
		why, _ := BodyOf[Why](f) // the decoder has checked the body's form
		for x := range fold.facts {
			fr, err := BodyOf[Freeze](fold.facts[fold.holds[x]])
			if !fold.over[i].has(x) || err != nil || past[fr.Revision] {
				continue
			}
			past[fr.Revision] = true
			st.Past = append(st.Past, PastRevision{Freeze: fr, Reason: why})
			st.Revision = max(st.Revision, fr.Revision+1)
		}
	}
	slices.SortFunc(st.Past, func(a, b PastRevision) int { return cmp.Compare(a.Revision, b.Revision) })
	if h := slot.Holds; h != nil && h.Kind == RecordFrozen {
		if fr, err := BodyOf[Freeze](*h); err == nil {
			st.Frozen, st.FrozenID, st.Revision = &fr, h.ID, fr.Revision
		}
	}
}

// take puts what one slot holds into the state.
func (st *RecordState) take(about string, f Fact) {
	p := readRecordPlace(about)
	switch f.Kind {
	case RecordWritten:
		if v, err := BodyOf[Field](f); err == nil {
			st.Fields[p.name], st.FieldAt[p.name] = v, f
		}
	case RecordIncident:
		if v, err := BodyOf[Incident](f); err == nil && !v.Dropped {
			st.Incidents = append(st.Incidents, NumberedIncident{No: p.number, Incident: v, By: StaffID(f.By)})
		}
	case VisitNoted:
		if v, err := BodyOf[Visit](f); err == nil {
			st.Visits = append(st.Visits, RoomVisit{Staff: StaffID(f.By), Visit: v})
		}
	case RecordSigned:
		v, err := BodyOf[Signature](f)
		if list, frozen := st.revision(p.number); err == nil && list != nil && v.Digest == frozen {
			*list.signatures = append(*list.signatures, SignedBy{Signature: v, By: StaffID(f.By), When: f.Wall, Fact: f.ID})
		}
	case RecordPaper, RecordSealed:
		v, err := BodyOf[Paper](f)
		list, _ := st.revision(p.number)
		if err != nil || list == nil {
			return
		}
		if f.Kind == RecordPaper {
			*list.paper = &v
		} else {
			*list.seal = &v
		}
	}
}

// revisionParts points at what belongs to one revision, past or present.
type revisionParts struct {
	signatures  *[]SignedBy
	paper, seal **Paper
}

// revision finds a frozen revision and its digest; nil where there is none.
func (st *RecordState) revision(n int) (*revisionParts, string) {
	if st.Frozen != nil && st.Frozen.Revision == n {
		return &revisionParts{&st.Signatures, &st.Paper, &st.Seal}, st.Frozen.Digest
	}
	for i := range st.Past {
		if p := &st.Past[i]; p.Revision == n {
			return &revisionParts{&p.Signatures, &p.Paper, &p.Seal}, p.Digest
		}
	}
	return nil, ""
}

// sortSignatures puts signatures in the order of signing.
func sortSignatures(list []SignedBy, fold *slotFold) {
	at := map[ID]int{}
	for i, f := range fold.facts {
		at[f.ID] = i
	}
	slices.SortFunc(list, func(a, b SignedBy) int { return cmp.Compare(at[a.Fact], at[b.Fact]) })
}

// Before gives the fields whose value is not that of the last revision, each with
// the value it had there; "" for one that was empty. Nothing before revision 2.
func (st RecordState) Before() map[string]string {
	now, frozen, last := map[string]string{}, map[string]string{}, map[string]string{}
	for _, f := range st.Facts {
		switch f.Kind {
		case RecordWritten:
			if v, err := BodyOf[Field](f); err == nil {
				now[readRecordPlace(f.Abt).name] = v.Value
			}
		case RecordFrozen:
			frozen = maps.Clone(now)
		case RecordReopened:
			last = frozen
		}
	}
	out := map[string]string{}
	if len(st.Past) == 0 {
		return out
	}
	for _, f := range RecordFields() {
		if was := last[f.Name]; was != st.Fields[f.Name].Value {
			out[f.Name] = was
		}
	}
	return out
}

// recordPlace is an About of a record taken apart.
type recordPlace struct {
	what   string // field, incident, state, sign, paper, seal, visit
	name   string // of a field
	number int    // incident or revision
	staff  StaffID
}

func readRecordPlace(about string) recordPlace {
	parts := strings.Split(about, "/")
	p := recordPlace{what: parts[0]}
	switch {
	case p.what == aboutState && len(parts) == 1:
		return p
	case p.what == "field" && len(parts) == 2:
		p.name = parts[1]
		return p
	case p.what == "sign" && len(parts) == 3:
		p.staff = StaffID(parts[2])
	case p.what == "visit" && len(parts) == 3:
		p.staff, parts[1] = StaffID(parts[1]), parts[2]
	case (p.what == "incident" || p.what == "paper" || p.what == "seal") && len(parts) == 2:
	default:
		return recordPlace{}
	}
	n, err := strconv.Atoi(parts[1])
	if err != nil || n < 1 || strconv.Itoa(n) != parts[1] {
		return recordPlace{}
	}
	p.number = n
	return p
}
