package exam

import "maps"

// Revised is which rows of 违纪与异常 are not as the last revision of an exam-room
// record had them: they are marked 已修订 on the screen and on paper (look 6.6).
type Revised struct {
	// Incidents by number, with what the row said there; zero for one that is new.
	Incidents map[int]Incident
	// Violations that were seen after the last revision was frozen.
	Violations map[RevisedViolation]bool
}

// RevisedViolation names a violation of a room: each candidate's have their numbers.
type RevisedViolation struct {
	Candidate CandidateNo
	No        int
}

// Revised gives the rows that were added or changed since the last revision; none
// before revision 2. people are the session's candidates. A violation counts by the
// clock of the record, which says the same on every laptop.
func (st RecordState) Revised(people []CandidateState) Revised {
	out := Revised{Incidents: map[int]Incident{}, Violations: map[RevisedViolation]bool{}}
	if len(st.Past) == 0 {
		return out
	}
	now, frozen, last := map[int]Incident{}, map[int]Incident{}, map[int]Incident{}
	var frozenAt, lastAt Stamp
	for _, f := range st.Facts {
		switch f.Kind {
		case RecordIncident:
			if v, err := BodyOf[Incident](f); err == nil {
				now[readRecordPlace(f.Abt).number] = v
			}
		case RecordFrozen:
			frozen, frozenAt = maps.Clone(now), f.At
		case RecordReopened:
			last, lastAt = frozen, frozenAt
		}
	}
	for _, in := range st.Incidents {
		was := last[in.No]
		if was.Dropped { // taken out then, and written again
			was = Incident{}
		}
		if was != in.Incident {
			out.Incidents[in.No] = was
		}
	}
	for _, c := range people {
		for _, v := range c.Violations {
			if v.Session == st.Session && v.At.Compare(lastAt) > 0 {
				out.Violations[RevisedViolation{c.No, v.No}] = true
			}
		}
	}
	return out
}
