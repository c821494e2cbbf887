package desk

import (
	"slices"
	"strings"

	"kaowu/app/exam"
)

// Trace is a candidate's whole history in order, for a complaint 投诉举报: what was
// said, by whom, when, and what was set aside and why (notice 6.4 全程留痕).
func (d *Desk) Trace(no exam.CandidateNo) ([]Moment, error) {
	if err := d.allow("Trace", ""); err != nil {
		return nil, err
	}
	c, err := d.site.history(no)
	if err != nil {
		return nil, err
	}
	out := make([]Moment, 0, len(c.Facts))
	for _, f := range c.Facts {
		by := f.By
		if !strings.HasPrefix(by, "device/") {
			by = d.site.name(exam.StaffID(by))
		}
		out = append(out, Moment{Fact: f, By: by, NotAdopted: c.NotAdopted[f.ID]})
	}
	return out, nil
}

// Today is the page of a day: sessions, and what waits for somebody, most urgent
// first. An empty date is today, or the first day with sessions after it.
func (d *Desk) Today(day exam.Date) (DayView, error) {
	v := DayView{Now: d.site.Now()}
	if err := d.allow("Today", ""); err != nil {
		return v, err
	}
	r, err := d.site.Roster()
	if err != nil {
		return v, err
	}
	for _, s := range r.Plan.Sessions {
		if !slices.Contains(v.Days, s.Date) {
			v.Days = append(v.Days, s.Date)
		}
	}
	slices.Sort(v.Days)
	v.Date = day
	if day == "" && len(v.Days) > 0 {
		today := exam.Date(v.Now.Format("2006-01-02"))
		v.Date = v.Days[len(v.Days)-1]
		for _, x := range v.Days {
			if x >= today {
				v.Date = x
				break
			}
		}
	}
	j, err := d.site.judge()
	if err != nil {
		return v, err
	}
	for _, s := range r.Plan.Sessions {
		sv, needs, err := d.sessionView(s, j)
		if err != nil {
			return v, err
		}
		v.Needs = append(v.Needs, needs...)
		if s.Date == v.Date {
			v.Sessions = append(v.Sessions, sv)
		}
	}
	urgency := []string{"conflict", "arbitration", "to-sign", "disagree", "violation", "correction"}
	slices.SortStableFunc(v.Needs, func(a, b Need) int { return slices.Index(urgency, a.Code) - slices.Index(urgency, b.Code) })
	return v, nil
}

// Sessions lists the sessions the person is planned for; the site lead's, the
// supervisor's and the inspector's list has all.
func (d *Desk) Sessions() ([]SessionView, error) {
	if err := d.allow("Sessions", ""); err != nil {
		return nil, err
	}
	r, err := d.site.Roster()
	if err != nil {
		return nil, err
	}
	j, err := d.site.judge()
	if err != nil {
		return nil, err
	}
	var out []SessionView
	for _, s := range r.Plan.Sessions {
		v, _, err := d.sessionView(s, j)
		if err != nil {
			return nil, err
		}
		if v.Mine || d.staff.Role == exam.RoleSiteLead || d.staff.Role == exam.RoleInspector {
			out = append(out, v)
		}
	}
	return out, nil
}

// sessionView counts a session and finds what waits in it.
func (d *Desk) sessionView(s exam.Session, j exam.Judge) (SessionView, []Need, error) {
	v := SessionView{Session: s, Room: d.site.room(s.Room), Subject: d.site.subject(s.Subject), Mine: d.staff.In(s.No)}
	st := j.Sessions[s.No]
	people, err := d.site.inSession(s.No)
	if err != nil {
		return v, nil, err
	}
	var needs []Need
	assessors := 0
	for _, p := range j.Plan.Staff {
		if p.Role.Scores() && p.In(s.No) {
			assessors++
		}
	}
	v.Expected = len(people)
	for _, c := range people {
		needs = append(needs, d.count(&v, c, s, j)...)
	}
	if s.Component == exam.Theory {
		v.OfSheets, v.Sheets = 2, len(st.Submitted)
		if st.FileAt != nil {
			v.Sheets = 2
		}
	} else {
		v.OfSheets = v.Present * assessors
	}
	rec, err := d.site.record(s.No)
	if err != nil {
		return v, nil, err
	}
	v.Status, v.Next = d.statusOf(v, st, rec)
	if v.Status == "to-sign" {
		n := Need{Code: "to-sign", Session: s.No, Since: st.ClosedAt, Args: map[string]any{"session": string(s.No), "next": v.Next.Args["next"]}}
		n.Mine = d.signsNext(s.No, rec)
		needs = append(needs, n)
	}
	return v, needs, nil
}

// count adds one candidate to a session's figures and says what they wait for.
func (d *Desk) count(v *SessionView, c exam.CandidateState, s exam.Session, j exam.Judge) []Need {
	var needs []Need
	args := func() map[string]any {
		return map[string]any{"no": string(c.No), "name": c.Listed.Name, "session": string(s.No)}
	}
	a := c.Attendance[s.Component]
	switch a.State {
	case exam.Present:
		v.Present++
		if a.Late > 0 {
			v.Late++
		}
	case exam.AbsentNow:
		v.Absent++
	}
	for _, k := range c.Conflicts {
		if strings.Contains(k.About, string(s.Component)) {
			needs = append(needs, Need{Code: "conflict", Session: s.No, Candidate: c.No, Args: args(), Mine: d.staff.Role == exam.RoleSiteLead})
		}
	}
	if a.State != exam.Present {
		return needs
	}
	if s.Component == exam.Theory {
		if j.TheoryOutcome(c).Reason == "disagree" {
			needs = append(needs, Need{Code: "disagree", Session: s.No, Candidate: c.No, Args: args(), Mine: entryOf(c.Theory[s.No], d.staff.ID) != nil})
		}
		return needs
	}
	for _, sh := range c.Sheets[s.Component] {
		if sh.Sent {
			v.Sheets++
		}
	}
	if com := j.Combine(c, s.Component); com.NeedsArbitration && com.Arbitration == nil {
		n := Need{Code: "arbitration", Session: s.No, Candidate: c.No, Args: args(), Mine: d.allow("Arbitrate", s.No) == nil}
		n.Args["spread"] = com.Spread.String()
		n.Args["why"] = "code:arbitration." + com.Why
		needs = append(needs, n)
	}
	return needs
}

// statusOf is the word for a session (look 4) and what comes next.
func (d *Desk) statusOf(v SessionView, st exam.SessionState, rec exam.RecordState) (string, Step) {
	now, s := d.site.Now(), v.Session
	switch {
	case st.Status == exam.SessionNotOpen:
		return "not-open", Step{Code: "opens", Args: map[string]any{"at": s.Start}}
	case st.Status == exam.SessionOpen && now.Before(d.site.startOf(s)):
		return "checking-in", Step{Code: "starts", Args: map[string]any{"at": s.Start}}
	case st.Status == exam.SessionOpen && s.Component != exam.Theory && v.Sheets > 0:
		return "scoring", Step{Code: "sheets", Args: map[string]any{"done": v.Sheets, "of": v.OfSheets}}
	case st.Status == exam.SessionOpen:
		return "running", Step{Code: "ends", Args: map[string]any{"at": s.End}}
	case rec.Paper != nil:
		return "closed", Step{Code: "signed"}
	case rec.Frozen == nil:
		return "to-sign", Step{Code: "write-record", Args: map[string]any{"next": "code:step.write-record"}}
	}
	c, _, err := d.site.content(s.No)
	if err != nil {
		return "to-sign", Step{Code: "write-record"}
	}
	var names []string
	for _, n := range exam.NextSigners(c, rec) {
		names = append(names, n.Name)
	}
	return "to-sign", Step{Code: "waits-signature", Args: map[string]any{"next": names}}
}

func (d *Desk) signsNext(no exam.SessionNo, rec exam.RecordState) bool {
	if rec.Frozen == nil {
		return d.staff.In(no)
	}
	c, _, err := d.site.content(no)
	return err == nil && signerIn(exam.NextSigners(c, rec), d.staff.ID) != nil
}
