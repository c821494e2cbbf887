package exam

import "maps"

// Revised is which rows of 违纪与异常 are not as the last revision of an exam-room
// record had them: they are marked 已修订 on the screen and on paper (look 6.6).
type Revised struct {
	// Incidents by number, with what the row said there; zero for one that is new.
	Incidents map[int]Incident
	// Violations that were seen after the last revision was frozen.
	Violations map[RevisedViolation]bool
	// Visits of inspectors 巡考 that the last revision did not tell, or told otherwise.
	Visits map[RevisedVisit]bool
}

// RevisedVisit names a visit by who came and what they said.
type RevisedVisit struct {
	Staff StaffID
	Visit
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
	out := Revised{Incidents: map[int]Incident{}, Violations: map[RevisedViolation]bool{}, Visits: map[RevisedVisit]bool{}}
	if len(st.Past) == 0 {
		return out
	}
	now, frozen, last := map[int]Incident{}, map[int]Incident{}, map[int]Incident{}
	visits, frozenVisits, lastVisits := map[string]Visit{}, map[string]Visit{}, map[string]Visit{}
	var frozenAt, lastAt Stamp
	for _, f := range st.Facts {
		switch f.Kind {
		case RecordIncident:
			if v, err := BodyOf[Incident](f); err == nil {
				now[readRecordPlace(f.Abt).number] = v
			}
		case VisitNoted:
			if v, err := BodyOf[Visit](f); err == nil {
				visits[f.Abt] = v
			}
		case RecordFrozen:
			frozen, frozenVisits, frozenAt = maps.Clone(now), maps.Clone(visits), f.At
		case RecordReopened:
			last, lastVisits, lastAt = frozen, frozenVisits, frozenAt
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
	told := map[RevisedVisit]bool{}
	for about, v := range lastVisits {
		told[RevisedVisit{readRecordPlace(about).staff, v}] = true
	}
	for _, v := range st.Visits {
		if is := (RevisedVisit{v.Staff, v.Visit}); !told[is] {
			out.Visits[is] = true
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
