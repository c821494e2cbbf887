package desk

import (
	"context"

	"kaowu/app/exam"
	"kaowu/app/paper"
)

// EmergencyList makes the emergency list 应急名单 of a day: a status list for each
// session, room by room, with the number of events this laptop holds. If all
// laptops die the day goes on by it (design 5). An empty date is today or the next
// day with sessions. Who runs a room gets their own sessions, the site lead and the
// supervisor all. A copy stays sealed in the book. Refusals: no-sessions-that-day, blind
// for who scores by code number.
func (d *Desk) EmergencyList(ctx context.Context, day exam.Date) (Printed, error) {
	if err := d.allow("EmergencyList", ""); err != nil {
		return Printed{}, err
	}
	if err := d.refuseHiddenAnywhere(); err != nil {
		return Printed{}, err
	}
	v, err := d.Today(day)
	if err != nil {
		return Printed{}, err
	}
	f, err := d.site.frame(v.Now.Time)
	if err != nil {
		return Printed{}, err
	}
	all := d.staff.Role == exam.RoleSiteLead || d.staff.Role == exam.RoleSupervisor
	var docs []paper.Doc
	for _, s := range byRoom(v.Sessions) {
		if !all && !s.Mine {
			continue
		}
		data, err := d.site.statusData(s)
		if err != nil {
			return Printed{}, err
		}
		docs = append(docs, paper.StatusList(f, data))
	}
	if len(docs) == 0 {
		return Printed{}, exam.Refuse("no-sessions-that-day", "date", string(v.Date))
	}
	pdf, err := d.site.opt.Press.PDF(paper.Join(docs...), v.Now.Time)
	if err != nil {
		return Printed{}, err
	}
	_, err = d.site.book.Attach(ctx, pdf)
	return Printed{Form: "emergency", Name: "emergency-" + string(v.Date), PDF: pdf}, err
}

// byRoom is a day's sessions as somebody carries the papers round.
func byRoom(list []SessionView) []SessionView {
	var out []SessionView
	done := map[string]bool{}
	for _, s := range list {
		if done[s.Room.No] {
			continue
		}
		done[s.Room.No] = true
		for _, x := range list {
			if x.Room.No == s.Room.No {
				out = append(out, x)
			}
		}
	}
	return out
}

// statusData is who sits where in a session and how far they are.
func (s *Site) statusData(v SessionView) (paper.StatusData, error) {
	no, comp := v.Session.No, v.Session.Component
	data := paper.StatusData{Sitting: paper.Sitting{Session: v.Session, Room: v.Room, Subject: v.Subject}, Log: s.book.Log(), Events: s.book.Size()}
	people, err := s.inSession(no)
	if err != nil {
		return data, err
	}
	each := 2 // entries of a paper
	if comp != exam.Theory && v.Present > 0 {
		each = v.OfSheets / v.Present
	}
	for _, c := range people {
		a := c.Attendance[comp]
		row := paper.StatusRow{No: c.No, Name: c.Listed.Name, Seat: c.Listed.Seats[comp], Attendance: a, Of: each}
		if a.State == exam.Present && a.Seat > 0 {
			row.Seat = a.Seat
		}
		if comp == exam.Theory {
			row.Sent = len(c.Theory[no])
		}
		for _, sh := range c.Sheets[comp] {
			row.Sent += one(sh.Sent && sh.Session == no)
		}
		data.Rows = append(data.Rows, row)
	}
	return data, nil
}
