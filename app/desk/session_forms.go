package desk

import (
	"encoding/json"
	"fmt"
	"io/fs"

	"kaowu/app/exam"
	"kaowu/app/paper"
	"kaowu/assets"
)

// HandoverPages are a session's paper hand-over and opening record 试卷交接、启封单,
// with what the exam-room record says so far. Refusal: unknown-session.
func (d *Desk) HandoverPages(in exam.SessionNo) (paper.Doc, error) {
	if err := d.allow("HandoverPages", in); err != nil {
		return paper.Doc{}, err
	}
	p, err := d.site.printer(nil)
	if err != nil {
		return paper.Doc{}, err
	}
	return p.handover(in)
}

func (p *printer) handover(in exam.SessionNo) (paper.Doc, error) {
	sit, err := p.site.sitting(in)
	if err != nil {
		return paper.Doc{}, err
	}
	rec, err := p.site.record(in)
	if err != nil {
		return paper.Doc{}, err
	}
	fields := map[string]string{}
	for name, f := range rec.Fields {
		fields[name] = f.Value
	}
	return paper.PaperHandover(p.frame, paper.HandoverData{Sitting: sit, Fields: fields}), nil
}

// SupervisionPages is a supervisor's report 质量督导报告 over all their sessions. The
// site lead may have anybody's, a supervisor their own, which an empty who stands
// for. Refusals: not-on-staff, not-own-report.
func (d *Desk) SupervisionPages(who exam.StaffID) (paper.Doc, error) {
	if err := d.allow("SupervisionPages", ""); err != nil {
		return paper.Doc{}, err
	}
	if who == "" {
		who = d.staff.ID
	}
	staff, err := d.site.person(who)
	if err != nil {
		return paper.Doc{}, err
	}
	if staff.Role != exam.RoleSupervisor || d.staff.Role == exam.RoleSupervisor && who != d.staff.ID {
		return paper.Doc{}, exam.Refuse("not-own-report")
	}
	p, err := d.site.printer(nil)
	if err != nil {
		return paper.Doc{}, err
	}
	return p.supervision(staff)
}

func (p *printer) supervision(staff exam.Staff) (paper.Doc, error) {
	checks, fields, err := readChecks()
	if err != nil {
		return paper.Doc{}, err
	}
	data := paper.SupervisionData{Supervisor: staff, Internal: staff.Unit == p.frame.Header.Body}
	for _, s := range p.judge.Plan.Sessions {
		if !staff.In(s.No) {
			continue
		}
		c, _, err := p.site.content(s.No)
		if err != nil {
			return paper.Doc{}, err
		}
		happened := len(c.Violations)
		for _, x := range c.Incidents {
			happened += one(!x.Dropped)
		}
		data.Sessions = append(data.Sessions, paper.Supervised{Sitting: paper.Sitting{Session: c.Session, Room: c.Room, Subject: c.Subject},
			From: c.Fields["supervisor_from"], To: c.Fields["supervisor_to"], Happened: happened, Opinion: c.Fields["opinion"], Verdict: c.Fields["verdict"]})
		for i := range checks {
			switch c.Fields[fields[i]] {
			case "yes":
				checks[i].Yes++
			case "no":
				checks[i].No++
			case "na":
				checks[i].NA++
			}
		}
	}
	data.Checks = checks
	return paper.SupervisionReport(p.frame, data), nil
}

// readChecks reads the checks of a supervision report, and beside each the field of
// the exam-room record that answers it; empty: ticked by hand.
func readChecks() (checks []paper.Check, fields []string, err error) {
	b, err := fs.ReadFile(assets.Codes(), "supervision.json")
	if err != nil {
		return nil, nil, fmt.Errorf("read checks of supervision: %w", err)
	}
	var rows []struct{ Code, Field string }
	if err := json.Unmarshal(b, &rows); err != nil {
		return nil, nil, fmt.Errorf("read checks of supervision: %w", err)
	}
	for _, r := range rows {
		checks, fields = append(checks, paper.Check{Code: r.Code, Counted: r.Field != ""}), append(fields, r.Field)
	}
	return checks, fields, nil
}
