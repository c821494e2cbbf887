package desk

import (
	"fmt"

	"kaowu/app/exam"
	"kaowu/app/paper"
)

// sessionPapers prints the papers of one session that has been opened.
func (d *Desk) sessionPapers(s exam.Session, emit func(Printed) error) error {
	st, err := d.site.session(s.No)
	if err != nil {
		return err
	}
	p, err := d.site.printer(emit)
	if err != nil {
		return err
	}
	people, err := d.site.inSession(s.No)
	if err != nil {
		return err
	}
	sit, err := d.site.sitting(s.No)
	if err != nil {
		return err
	}
	if err := p.signIn(sit, people); err != nil {
		return err
	}
	doc, err := p.handover(s.No)
	if err != nil {
		return err
	}
	if err := p.print("paper-handover", string(s.No), s.No, nil, doc); err != nil {
		return err
	}
	if st.Status == exam.SessionNotOpen {
		return nil
	}
	if s.Component == exam.Theory {
		if err := p.theory(sit, st, people); err != nil {
			return err
		}
	} else if err := p.scores(sit, people); err != nil {
		return err
	}
	return p.record(s.No)
}

func (p *printer) signIn(sit paper.Sitting, people []exam.CandidateState) error {
	data := paper.SignInData{Sitting: sit, Staff: p.staffOf(sit.Session)}
	comp := sit.Session.Component
	for _, c := range people {
		a := c.Attendance[comp]
		row := paper.SignInRow{Candidate: c.Listed, Seat: c.Seat(comp), Attendance: a}
		if a.Reason != "" {
			row.Note = a.Reason
		}
		data.Rows = append(data.Rows, row)
	}
	return p.print("sign-in", string(sit.Session.No), sit.Session.No, nil, paper.SignInSheet(p.frame, data))
}

// staffOf are the session's own people: invigilators, or who scores there.
func (p *printer) staffOf(s exam.Session) []paper.Signature {
	var out []paper.Signature
	for _, sg := range exam.Signers(p.judge.Plan, s, p.judge.Policy) {
		if sg.Group == 0 {
			out = append(out, paper.Signature{Staff: sg.Staff, Name: sg.Name, As: sg.As})
		}
	}
	return out
}

func (p *printer) theory(sit paper.Sitting, st exam.SessionState, people []exam.CandidateState) error {
	no := sit.Session.No
	data := paper.TheoryData{Sitting: sit}
	if st.FileAt != nil {
		if b, err := exam.BodyOf[exam.FileImport](*st.FileAt); err == nil {
			data.File = b.File
		}
	}
	entrants, err := p.site.entrants(st)
	if err != nil {
		return err
	}
	places := []*paper.Signature{&data.Adder, &data.Checker}
	for i, id := range entrants {
		if i < len(places) {
			*places[i] = paper.Signature{Staff: id, Name: p.site.name(id)}
		}
	}
	data.Lead = paper.Signature{Name: p.site.leadName(), As: exam.RoleSiteLead}
	who, err := p.site.onPaper(no)
	if err != nil {
		return err
	}
	for _, c := range people {
		o := p.judge.Result(c).Parts[exam.Theory]
		row := paper.TheoryRow{No: c.No, Name: c.Listed.Name, Score: o.Score, State: o.Reason}
		if first, second, ok, err := p.site.firstEntries(no, c.No); err != nil {
			return err
		} else if ok && first != second {
			row.Note = p.frame.Note("disagreed", "first", first.String(), "second", second.String())
		}
		row.No, row.Name, row.Note = who.printed(p.frame, row.No, row.Name, row.Note)
		data.Rows = append(data.Rows, row)
	}
	return p.print("theory-sheet", string(no), no, nil, paper.TheorySheet(p.frame, data))
}

// firstEntries are the two people's first entries for a paper: where they
// differed, the sheet says so, whatever was agreed later.
func (s *Site) firstEntries(in exam.SessionNo, no exam.CandidateNo) (first, second exam.Tenths, both bool, err error) {
	facts, err := s.book.Events(onCandidate(no))
	if err != nil {
		return 0, 0, false, err
	}
	seen := map[string]exam.Tenths{}
	var order []string
	for _, f := range facts {
		if f.Kind != exam.TheoryEntered {
			continue
		}
		if _, again := seen[f.By]; again {
			continue
		}
		b, err := exam.BodyOf[exam.Score](f)
		if err != nil {
			return 0, 0, false, err
		}
		seen[f.By] = b.Score
		order = append(order, f.By)
	}
	if len(order) < 2 {
		return 0, 0, false, nil
	}
	return seen[order[0]], seen[order[1]], true, nil
}

func (p *printer) scores(sit paper.Sitting, people []exam.CandidateState) error {
	s := sit.Session
	form, summary := "score-sheet", "score-summary"
	if s.Component == exam.Review {
		form, summary = "review-sheet", "review-summary"
	}
	data := paper.SummaryData{Sitting: sit}
	for _, st := range p.judge.Plan.Staff {
		if st.Role.Scores() && st.In(s.No) {
			data.Assessors = append(data.Assessors, st)
		}
	}
	for _, sg := range exam.Signers(p.judge.Plan, s, p.judge.Policy) {
		if sg.Group <= 1 {
			data.Signatures = append(data.Signatures, paper.Signature{Staff: sg.Staff, Name: sg.Name, As: sg.As})
		}
	}
	who, err := p.site.onPaper(s.No)
	if err != nil {
		return err
	}
	for _, c := range people {
		if err := p.sheets(form, sit, c, who); err != nil {
			return err
		}
		row := p.summaryRow(c, s.Component, data.Assessors)
		row.No, row.Name, row.Note = who.printed(p.frame, row.No, row.Name, row.Note)
		data.Rows = append(data.Rows, row)
	}
	return p.print(summary, string(s.No), s.No, nil, paper.ScoreSummary(p.frame, data))
}

func (p *printer) sheets(form string, sit paper.Sitting, c exam.CandidateState, who veil) error {
	s := sit.Session
	no := c.No
	if who.hidden {
		no = ""
	}
	var docs []paper.Doc
	for _, sh := range c.Sheets[s.Component] {
		if !sh.Sent || sh.Session != s.No {
			continue
		}
		docs = append(docs, paper.ScoreSheet(p.frame, paper.ScoreSheetData{
			Sitting: sit, Candidate: no, Code: who.codes[c.No], Seat: c.Seat(s.Component), Rubric: rubricOf(p.judge.Plan, s), Sheet: sh,
			Assessor: paper.Signature{Staff: sh.Staff, Name: p.site.name(sh.Staff), At: sh.SentAt},
		}))
	}
	if len(docs) == 0 {
		return nil
	}
	name := fmt.Sprintf("%s-%02d", s.No, c.Seat(s.Component))
	return p.print(form, name, s.No, []exam.CandidateNo{c.No}, paper.Join(docs...))
}

func rubricOf(p exam.Plan, s exam.Session) exam.Rubric {
	for _, rb := range p.Rubrics {
		if rb.Subject == s.Subject && rb.Component == s.Component {
			return rb
		}
	}
	return exam.Rubric{Subject: s.Subject, Component: s.Component}
}

func (p *printer) summaryRow(c exam.CandidateState, comp exam.Component, assessors []exam.Staff) paper.SummaryRow {
	com := p.judge.Combine(c, comp)
	o := p.judge.Result(c).Parts[comp]
	row := paper.SummaryRow{No: c.No, Name: c.Listed.Name, Seat: c.Seat(comp), Final: o.Score, State: o.Reason, Veto: com.Veto}
	for _, a := range assessors {
		sh := sheetOf(com.Sheets, a.ID)
		if sh.Sent {
			total := sh.Total
			row.Totals = append(row.Totals, &total)
		} else {
			row.Totals = append(row.Totals, nil)
		}
	}
	if len(com.Sheets) > 1 {
		row.Spread = &com.Spread
	}
	if com.Arbitration != nil {
		score := com.Arbitration.Score
		row.Arbitrated = &score
		row.Note = com.Arbitration.Reason
	}
	return row
}

// record prints an exam-room record: the signed file where there is one, else the
// page as it stands, which says that it is a draft.
func (p *printer) record(no exam.SessionNo) error {
	c, rec, err := p.site.content(no)
	if err != nil {
		return err
	}
	name := fmt.Sprintf("%s-r%d", no, rec.Revision)
	if rec.Paper != nil {
		pdf, err := p.site.book.Attachment(rec.Paper.File)
		if err != nil {
			return err
		}
		if err := p.emit(Printed{Form: "exam-room-record", Name: name, Session: no, Pages: paper.PageCount(pdf), PDF: pdf}); err != nil {
			return err
		}
	} else {
		hands, err := p.site.hands(rec.Signatures)
		if err != nil {
			return err
		}
		pdf, err := p.site.recordPDF(c, rec, hands, "", p.site.Now())
		if err != nil {
			return err
		}
		if err := p.emit(Printed{Form: "exam-room-record", Name: name + "-draft", Session: no, Pages: paper.PageCount(pdf), PDF: pdf}); err != nil {
			return err
		}
	}
	for _, past := range rec.Past {
		if past.Paper == nil {
			continue
		}
		pdf, err := p.site.book.Attachment(past.Paper.File)
		if err != nil {
			return err
		}
		if err := p.emit(Printed{Form: "exam-room-record", Name: fmt.Sprintf("%s-r%d", no, past.Revision), Session: no, Pages: paper.PageCount(pdf), PDF: pdf}); err != nil {
			return err
		}
	}
	return nil
}
