package exam

import (
	"slices"
	"strings"
)

// FilingState is a fold over the filing of an institution's book.
type FilingState struct {
	Filing     Filing
	Drafted    *FilingDraft // the version that stands; nil: none yet
	Draft      ID
	Stage      string // drafted, confirmed, noticed, published; empty: none yet
	Until      Date   // last day of public notice
	At         Time   // of the last stage
	By         StaffID
	Objections []ObjectionState // of the version that stands
	Reply      *Reply           // the newest; it answers some version, not always this one
	ReplyID    ID
	RepliedAt  Time
	Versions   []FilingVersion // oldest first, the one that stands is the last
	Replies    int             // entered so far
	Noted      int             // objections of all versions
	Abandoned  int             // rows of loads that were cut short
	Conflicts  []Conflict
}

// FilingVersion is one version that was loaded whole.
type FilingVersion struct {
	FilingDraft
	Fact ID
	By   StaffID
	When Time
}

// ObjectionState is an objection with its answer, if any.
type ObjectionState struct {
	Objection
	No     int
	By     StaffID
	When   Time
	Answer *Answer // nil: open
}

// FoldFiling gives the filing as it stands: the rows of the last whole version, its
// stage, what was said against it, and the office's newest reply. facts are all
// events on filing; rows are the listed events of every filing/… subject.
func FoldFiling(facts, rows []Fact) FilingState {
	ordered, _ := Order(facts)
	loads := map[string][]Fact{}
	for _, f := range append(slices.Clone(rows), ordered...) {
		if f.Abt == aboutListed || f.Kind == FilingHeader {
			loads[loadOf(f)] = append(loads[loadOf(f)], f)
		}
	}
	fold := foldSlots(ordered, allowFiling)
	st := FilingState{}
	whole := map[string]bool{}
	for _, f := range ordered {
		d, err := BodyOf[FilingDraft](f)
		if f.Kind != FilingDrafted || err != nil || fold.aside[f.ID] != "" {
			continue
		}
		slices.SortFunc(loads[d.Load], compareSeq)
		if complete(loads[d.Load], f, Loading{Load: d.Load, Count: d.Count, Digest: d.Digest}) {
			st.Versions, whole[d.Load] = append(st.Versions, FilingVersion{d, f.ID, StaffID(f.By), f.Wall}), true
		}
	}
	for load, all := range loads {
		if !whole[load] {
			st.Abandoned += len(all)
		}
	}
	st.stage(fold)
	if st.Drafted != nil {
		for _, f := range loads[st.Drafted.Load] {
			st.Filing.list(f)
		}
	}
	st.objections(ordered, fold)
	st.reply(ordered, fold)
	for _, about := range []string{aboutStage, aboutReply} {
		if c := fold.slots[about].Conflict; c != nil {
			st.Conflicts = append(st.Conflicts, *c)
		}
	}
	return st
}

// stage takes what stands in the stage slot; while two stages are in conflict the
// earlier one counts, as for results.
func (st *FilingState) stage(fold *slotFold) {
	slot, ok := fold.slots[aboutStage]
	if !ok {
		return
	}
	f := Fact{}
	if slot.Holds != nil {
		f = *slot.Holds
	} else {
		f = slices.MinFunc(slot.Conflict.Sides, func(a, b Fact) int { return filingRank(a.Kind) - filingRank(b.Kind) })
	}
	draft := f.ID
	if s, err := BodyOf[FilingStage](f); f.Kind != FilingDrafted && err == nil {
		draft, st.Until = s.Draft, s.Until
	}
	for i, v := range st.Versions {
		if v.Fact == draft {
			st.Drafted, st.Draft = &st.Versions[i].FilingDraft, draft
		}
	}
	if st.Drafted == nil {
		return
	}
	st.Stage, st.At, st.By = filingStage(f.Kind), f.Wall, StaffID(f.By)
}

// objections lists what was said against the version that stands.
func (st *FilingState) objections(ordered []Fact, fold *slotFold) {
	for _, f := range ordered {
		p := readObjection(f.Abt)
		o, err := BodyOf[Objection](f)
		if f.Kind != FilingObjected || p.number == 0 || err != nil || fold.aside[f.ID] != "" {
			continue
		}
		st.Noted++
		if o.Draft != st.Draft {
			continue
		}
		state := ObjectionState{Objection: o, No: p.number, By: StaffID(f.By), When: f.Wall}
		if held := fold.slots[f.Abt+"/answer"].Holds; held != nil && held.Kind == FilingAnswered {
			if a, err := BodyOf[Answer](*held); err == nil {
				state.Answer = &a
			}
		}
		st.Objections = append(st.Objections, state)
	}
}

// reply takes the newest reply that holds.
func (st *FilingState) reply(ordered []Fact, fold *slotFold) {
	for _, f := range ordered {
		if f.Kind == FilingReplied && fold.aside[f.ID] == "" {
			st.Replies++
		}
	}
	held := fold.slots[aboutReply].Holds
	if held == nil {
		return
	}
	if r, err := BodyOf[Reply](*held); err == nil {
		st.Reply, st.ReplyID, st.RepliedAt = &r, held.ID, held.Wall
	}
}

// list adds one row to the filing.
func (f *Filing) list(e Fact) {
	switch e.Kind {
	case FilingHeader:
		if h, err := BodyOf[Listed[FilingHead]](e); err == nil {
			f.Head = h.Row
		}
	case FilingScope:
		f.Scopes = addRow(f.Scopes, e)
	case FilingSiteListed:
		f.Sites = addRow(f.Sites, e)
	case FilingEquipped:
		f.Equipment = addRow(f.Equipment, e)
	case FilingPersonnel:
		f.People = addRow(f.People, e)
	case FilingBranch:
		f.Branches = addRow(f.Branches, e)
	case FilingMaterial:
		f.Materials = addRow(f.Materials, e)
	case FilingUndertaking:
		f.Undertakings = addRow(f.Undertakings, e)
	}
}

// readObjection reads objection/<n> and objection/<n>/answer.
func readObjection(about string) place {
	rest, ok := strings.CutPrefix(about, "objection/")
	if !ok {
		return place{}
	}
	return numbered(place{}, strings.TrimSuffix(rest, "/answer"))
}

// filingRank orders the stages; 0 is none.
func filingRank(k Kind) int {
	return 1 + slices.Index([]Kind{FilingDrafted, FilingConfirmed, FilingNoticed, FilingPublished}, k)
}

func filingStage(k Kind) string {
	return [...]string{"", StageDrafted, StageConfirmed, StageNoticed, StagePublished}[filingRank(k)]
}

// allowFiling lets each stage follow the one before it, of the same version. A new
// version may come at any time and starts over.
func allowFiling(f Fact, k known) string {
	switch f.Kind {
	case ConflictSettled, FilingHeader, FilingDrafted, FilingReplied:
		return ""
	case FilingObjected:
		if readObjection(f.Abt).number == 0 || strings.HasSuffix(f.Abt, "/answer") {
			return SetAsideForm
		}
		return ""
	case FilingAnswered:
		if len(k.view(strings.TrimSuffix(f.Abt, "/answer"))) == 0 {
			return SetAsideEarly
		}
		return ""
	}
	rank := filingRank(f.Kind)
	s, err := BodyOf[FilingStage](f)
	if rank < 2 || f.Abt != aboutStage || err != nil {
		return SetAsideForm
	}
	for _, v := range k.view(aboutStage) {
		draft := v.ID
		if b, err := BodyOf[FilingStage](v); v.Kind != FilingDrafted && err == nil {
			draft = b.Draft
		}
		if r := filingRank(v.Kind); draft == s.Draft && (r == rank-1 || r == rank) {
			return ""
		}
	}
	return SetAsideEarly
}
