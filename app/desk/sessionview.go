package desk

import (
	"slices"
	"time"

	"kaowu/app/exam"
)

// sessionView is a counted session as the signed-in person sees it now, and what
// waits in it.
func (d *Desk) sessionView(s exam.Session, j exam.Judge, t tally) (SessionView, []Need) {
	st := j.Sessions[s.No]
	v := SessionView{Session: s, Room: d.site.room(s.Room), Subject: d.site.subject(s.Subject), Mine: d.in(s.No),
		Expected: t.expected, Present: t.present, Absent: t.absent, Late: t.late, Sheets: t.sheets, OfSheets: t.ofSheets}
	needs := slices.Clone(t.cases)
	veil, err := d.veil(s.No)
	hidden := err != nil || veil.hidden
	for i := range needs {
		if hidden && needs[i].Candidate != "" {
			needs[i] = veil.need(needs[i])
		}
		needs[i].Mine = d.mine(needs[i])
		if v.Urgent == "" || slices.Index(urgency(), needs[i].Code) < slices.Index(urgency(), v.Urgent) {
			v.Urgent = needs[i].Code
		}
	}
	v.Status = d.statusOf(s, st, t)
	v.Next = d.nextStep(v, st, t, j.Policy)
	args := map[string]any{"session": string(s.No), "room": v.Room.Name}
	switch v.Next.Code {
	case "overdue-open", "overdue-close":
		args["n"] = v.Next.Args["n"]
		since := d.site.startOf(s)
		if v.Next.Code == "overdue-close" {
			since = d.site.clockTime(s.Date, s.End)
		}
		needs = append(needs, Need{Code: "overdue", Says: v.Next.Code, Session: s.No, Args: args, Since: exam.Time{Time: since}, Mine: v.Mine || d.staff.Role == exam.RoleSiteLead})
	}
	if v.Status == "to-sign" {
		needs = append(needs, d.toSign(v, t))
	}
	v.Due = v.Status != "closed" && v.Status != "not-open" || v.Next.Code == "overdue-open" || v.Next.Code == "may-open"
	if n := casesOf(needs, v.Urgent); n > 0 && v.Status != "not-open" && v.Status != "checking-in" && v.Status != "running" {
		v.Next = Step{Code: "case-" + v.Urgent, Args: map[string]any{"n": n}}
	}
	return v, needs
}

func casesOf(needs []Need, code string) int {
	n := 0
	for _, x := range needs {
		n += one(x.Code == code)
	}
	return n
}

// mine says whether the signed-in person can do what waits.
func (d *Desk) mine(n Need) bool {
	switch n.Code {
	case "arbitration":
		return d.allow("Arbitrate", n.Session) == nil
	case "disagree":
		return slices.Contains(n.by, d.staff.ID)
	case "violation":
		return exam.May("DecideViolation", d.staff.Role)
	case "reassess":
		return exam.May("DecideReassessment", d.staff.Role)
	case "correction":
		return exam.May("ApproveCorrection", d.staff.Role) && !slices.Contains(n.by, d.staff.ID)
	case "conflict":
		return exam.May("SettleConflict", d.staff.Role)
	}
	return false
}

// toSign is a closed session whose record is not signed by all.
func (d *Desk) toSign(v SessionView, t tally) Need {
	n := Need{Code: "to-sign", Says: "to-write", Session: v.Session.No, Since: t.since, Args: map[string]any{"session": string(v.Session.No)}}
	n.Mine = d.in(v.Session.No)
	switch {
	case v.Next.Code == "sheets-left":
		n.Says, n.Args["n"] = "to-score", v.Next.Args["n"]
	case len(t.next) > 0:
		n.Says = ""
		n.Args["role"], n.Args["next"] = "code:role."+string(t.next[0].As), v.Next.Args["next"]
		n.Mine = signerIn(t.next, d.staff.ID) != nil
	}
	return n
}

// statusOf is the word for a session (look 4).
func (d *Desk) statusOf(s exam.Session, st exam.SessionState, t tally) string {
	switch {
	case st.Status == exam.SessionNotOpen:
		return "not-open"
	case st.Status == exam.SessionOpen && d.site.Now().Before(d.site.startOf(s)):
		return "checking-in"
	case st.Status == exam.SessionOpen && s.Component != exam.Theory && t.sheets > 0:
		return "scoring"
	case st.Status == exam.SessionOpen:
		return "running"
	case t.signed:
		return "closed"
	}
	return "to-sign"
}

// nextStep is what comes next in a session, or that it is late.
func (d *Desk) nextStep(v SessionView, st exam.SessionState, t tally, pol exam.Policy) Step {
	now, s := d.site.Now(), v.Session
	start := d.site.startOf(s)
	late := func(code string, by time.Duration) Step {
		return Step{Code: code, Args: map[string]any{"n": max(1, minutes(by))}}
	}
	switch v.Status {
	case "not-open":
		switch {
		case s.Date < today(now):
			return Step{Code: "not-held"}
		case now.After(start):
			return late("overdue-open", now.Sub(start))
		case !now.Before(start.Add(-time.Duration(pol.CheckInBefore) * time.Minute)):
			return Step{Code: "may-open", Args: map[string]any{"at": s.Start}}
		}
		return Step{Code: "opens", Args: map[string]any{"at": s.Start}}
	case "checking-in":
		return Step{Code: "starts", Args: map[string]any{"at": s.Start}}
	case "running", "scoring":
		if end := d.site.clockTime(s.Date, s.End); now.After(end) {
			return late("overdue-close", now.Sub(end))
		}
		if v.Status == "scoring" {
			return Step{Code: "sheets", Args: map[string]any{"done": v.Sheets, "of": v.OfSheets}}
		}
		return Step{Code: "ends", Args: map[string]any{"at": s.End}}
	case "closed":
		return Step{Code: "signed"}
	}
	left := v.OfSheets - v.Sheets
	switch {
	case len(t.next) > 0:
		var names []string
		for _, n := range t.next {
			names = append(names, n.Name)
		}
		return Step{Code: "waits-signature", Args: map[string]any{"next": names}}
	case left > 0 && s.Component == exam.Theory:
		return Step{Code: "entries", Args: map[string]any{"done": v.Sheets, "of": v.OfSheets}}
	case left > 0:
		return Step{Code: "sheets-left", Args: map[string]any{"n": left}}
	}
	return Step{Code: "write-record"}
}
