package exam

// TakenBack names, for each fact that a person took back again, the fact that did
// it: an undone check-in, sheets withdrawn 撤回, a veto lifted, an incident dropped.
// facts are those of one subject in fold order, without what the rules set aside.
// What was taken back stays in the record, and a history shows it so.
func TakenBack(facts []Fact) map[ID]ID {
	out := map[ID]ID{}
	last := map[string]ID{} // of each slot: what still stands and can be taken back
	for _, f := range facts {
		if !takesBack(f) {
			last[f.Abt] = f.ID
			continue
		}
		if id, ok := last[f.Abt]; ok {
			out[id] = f.ID
			delete(last, f.Abt)
		}
	}
	return out
}

func takesBack(f Fact) bool {
	switch f.Kind {
	case CheckInUndone, ScoresTaken:
		return true
	case ItemVetoed:
		v, err := BodyOf[Veto](f)
		return err == nil && !v.Veto
	case RecordIncident:
		in, err := BodyOf[Incident](f)
		return err == nil && in.Dropped
	}
	return false
}
