package exam

// Stages of all results (domain 7.9).
const (
	StageDrafted   = "drafted"
	StageConfirmed = "confirmed"
	StageNoticed   = "noticed"
	StagePublished = "published"
)

// SetAsideEarly marks a stage taken before the one it follows.
const SetAsideEarly = "out-of-order"

// FoldResults gives the stage of the exam's results; facts are all events on
// results. Confirming again, after a correction, starts over: what was in notice
// must be noticed again. While two stages are in conflict the earlier one counts.
func FoldResults(facts []Fact) ResultsState {
	ordered, _ := Order(facts)
	fold := foldSlots(ordered, allowStage)
	st := ResultsState{Stage: StageDrafted}
	slot, ok := fold.slots[aboutStage]
	if !ok {
		return st
	}
	if slot.Holds != nil {
		st.take(*slot.Holds)
		return st
	}
	st.Conflicts = []Conflict{*slot.Conflict}
	first := slot.Conflict.Sides[0]
	for _, f := range slot.Conflict.Sides {
		if stageRank(f.Kind) < stageRank(first.Kind) {
			first = f
		}
	}
	st.take(first)
	return st
}

func (st *ResultsState) take(f Fact) {
	switch f.Kind {
	case ResultsConfirmed:
		st.Stage = StageConfirmed
	case ResultsNoticed:
		st.Stage = StageNoticed
	case ResultsPublished:
		st.Stage = StagePublished
	}
	st.At = f.Wall
	if s, err := BodyOf[Stage](f); err == nil {
		st.Until = s.Until
	}
}

// stageRank orders the stages; 0 is none.
func stageRank(k Kind) int {
	switch k {
	case ResultsConfirmed:
		return 1
	case ResultsNoticed:
		return 2
	case ResultsPublished:
		return 3
	}
	return 0
}

// allowStage lets notice follow confirmation, and publishing follow notice.
func allowStage(f Fact, k known) string {
	if f.Kind == ConflictSettled {
		return ""
	}
	rank := stageRank(f.Kind)
	if rank == 0 || f.Abt != aboutStage {
		return SetAsideForm
	}
	if rank == 1 {
		return ""
	}
	for _, v := range k.view(aboutStage) {
		if r := stageRank(v.Kind); r == rank-1 || r == rank {
			return ""
		}
	}
	return SetAsideEarly
}
