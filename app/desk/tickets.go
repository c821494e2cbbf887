package desk

import (
	"context"

	"kaowu/app/exam"
	"kaowu/app/paper"
)

// TicketPages are admission tickets 准考证 laid out to be looked at and printed: one
// candidate's, or with no candidate those of everybody who sits in a session.
// Refusals: unknown-candidate, unknown-session.
func (d *Desk) TicketPages(in exam.SessionNo, who exam.CandidateNo) (paper.Doc, error) {
	if err := d.allow("TicketPages", in); err != nil {
		return paper.Doc{}, err
	}
	var people []exam.CandidateState
	if who != "" {
		c, err := d.site.candidate(who)
		if err != nil {
			return paper.Doc{}, err
		}
		people = append(people, c)
	} else {
		list, err := d.site.inSession(in)
		if err != nil {
			return paper.Doc{}, err
		}
		people = list
	}
	p, err := d.site.printer(nil)
	if err != nil {
		return paper.Doc{}, err
	}
	return p.tickets(people)
}

// PrintBefore makes the papers that are handed out and put up before the day:
// everybody's admission ticket, and for each session the door list 门贴 and the seat
// labels 座位签. Tickets stand in one file for each session, by the session that a
// candidate sits in first, so that a roster of any length needs no more memory than
// its largest session. progress may be nil.
func (d *Desk) PrintBefore(ctx context.Context, emit func(Printed) error, progress func(done, total int)) error {
	if err := d.allow("PrintBefore", ""); err != nil {
		return err
	}
	p, err := d.site.printer(emit)
	if err != nil {
		return err
	}
	sessions := p.judge.Plan.Sessions
	for i, s := range sessions {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := p.before(s); err != nil {
			return err
		}
		if progress != nil {
			progress(i+1, len(sessions))
		}
	}
	return p.literacyForms()
}

// before prints what one session needs before it.
func (p *printer) before(s exam.Session) error {
	people, err := p.site.inSession(s.No)
	if err != nil {
		return err
	}
	sit, err := p.site.sitting(s.No)
	if err != nil {
		return err
	}
	var first []exam.CandidateState
	for _, c := range people {
		if firstSitting(c.Listed) == s.No {
			first = append(first, c)
		}
	}
	if len(first) > 0 {
		doc, err := p.tickets(first)
		if err != nil {
			return err
		}
		if err := p.print("ticket", string(s.No), s.No, nil, doc); err != nil {
			return err
		}
	}
	door := p.door(sit, people)
	if err := p.print("door-list", string(s.No), s.No, nil, paper.DoorList(p.frame, door)); err != nil {
		return err
	}
	return p.print("seat-labels", string(s.No), s.No, nil, paper.SeatLabels(p.frame, door))
}

// firstSitting is the session of a candidate's first component, in the order in
// which components are printed.
func firstSitting(c exam.Candidate) exam.SessionNo {
	for _, comp := range exam.Components() {
		if no := c.Sessions[comp]; no != "" {
			return no
		}
	}
	return ""
}

// tickets lays out the tickets of people, each with the photo that the book has.
func (p *printer) tickets(people []exam.CandidateState) (paper.Doc, error) {
	list := make([]paper.Ticket, len(people))
	for i, c := range people {
		t := paper.Ticket{Candidate: c.Listed, Subject: p.site.subject(c.Listed.Subject)}
		for _, comp := range exam.Components() {
			no := c.Listed.Sessions[comp]
			if no == "" {
				continue
			}
			sit, err := p.site.sitting(no)
			if err != nil {
				return paper.Doc{}, err
			}
			t.Sittings = append(t.Sittings, paper.TicketSitting{Session: sit.Session, Room: sit.Room, Seat: c.Listed.Seats[comp], Drawn: p.drawn(sit.Session)})
		}
		if c.Photo != nil {
			raw, err := p.site.book.Attachment(c.Photo.File)
			if err != nil {
				return paper.Doc{}, err
			}
			if pic, err := paper.PhotoJPEG(raw); err == nil {
				t.Photo = pic
			} // a picture that cannot be read leaves its place open
		}
		list[i] = t
	}
	return paper.Tickets(p.frame, p.judge.Policy, list), nil
}

// drawn says whether stations of a session are drawn at the door, so that no paper
// printed before may name one.
func (p *printer) drawn(s exam.Session) bool {
	return p.judge.Policy.Draw && s.Component == exam.Practical
}

// DoorPages are a session's door list 门贴 and behind it its seat labels 座位签, laid
// out to be looked at and printed. Refusal: unknown-session.
func (d *Desk) DoorPages(in exam.SessionNo) (paper.Doc, error) {
	if err := d.allow("DoorPages", in); err != nil {
		return paper.Doc{}, err
	}
	p, err := d.site.printer(nil)
	if err != nil {
		return paper.Doc{}, err
	}
	people, err := d.site.inSession(in)
	if err != nil {
		return paper.Doc{}, err
	}
	sit, err := d.site.sitting(in)
	if err != nil {
		return paper.Doc{}, err
	}
	door := p.door(sit, people)
	return paper.Join(paper.DoorList(p.frame, door), paper.SeatLabels(p.frame, door)), nil
}

func (p *printer) door(sit paper.Sitting, people []exam.CandidateState) paper.DoorData {
	comp := sit.Session.Component
	data := paper.DoorData{Sitting: sit, Drawn: p.drawn(sit.Session), Hidden: comp == exam.Practical && p.judge.Policy.Blind(comp), Late: p.judge.Policy.LateLimit(comp)}
	for _, c := range people {
		data.Rows = append(data.Rows, paper.DoorRow{Seat: c.Listed.Seats[comp], No: c.No, Name: c.Listed.Name})
	}
	return data
}
