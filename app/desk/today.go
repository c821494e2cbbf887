package desk

import (
	"slices"
	"strings"
	"time"

	"kaowu/app/exam"
)

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
	v.Days = daysOf(r.Plan)
	v.Date = day
	if day == "" {
		v.Date = dayFor(v.Days, today(v.Now))
	}
	j, err := d.site.judge()
	if err != nil {
		return v, err
	}
	stage, err := d.site.results()
	if err != nil {
		return v, err
	}
	toUpload := 0
	for _, s := range r.Plan.Sessions {
		t, err := d.site.tally(s, j, stage.Stage == StagePublished)
		if err != nil {
			return v, err
		}
		toUpload += t.toUpload
		sv, needs := d.sessionView(s, j, t)
		v.Needs = append(v.Needs, needs...)
		if s.Date == v.Date {
			v.Sessions = append(v.Sessions, sv)
		}
		if sv.Status == "not-open" && s.Date >= today(v.Now) && (v.Next == nil || before(s, *v.Next)) {
			next := s
			v.Next = &next
		}
	}
	slices.SortStableFunc(v.Sessions, func(a, b SessionView) int { return strings.Compare(a.Session.Start, b.Session.Start) })
	if toUpload > 0 {
		v.Needs = append(v.Needs, Need{Code: "upload", Args: map[string]any{"n": toUpload}, Since: stage.At, Mine: exam.May("Upload", d.staff.Role)})
	}
	if err := d.aboutLaptop(&v); err != nil {
		return v, err
	}
	if len(v.Days) > 0 && today(v.Now) < v.Days[0] {
		v.Prepare = d.toPrepare(r)
	}
	slices.SortStableFunc(v.Needs, func(a, b Need) int { return slices.Index(urgency(), a.Code) - slices.Index(urgency(), b.Code) })
	return v, nil
}

// urgency is the order of what waits (look 6.2). A session that is late comes
// first: its candidates stand at the door.
func urgency() []string {
	return []string{"overdue", "conflict", "arbitration", "to-sign", "disagree", "reassess", "violation", "correction", "clock", "upload"}
}

func today(now exam.Time) exam.Date { return exam.Date(now.Format("2006-01-02")) }

func before(a, b exam.Session) bool { return string(a.Date)+a.Start < string(b.Date)+b.Start }

func daysOf(p exam.Plan) []exam.Date {
	var days []exam.Date
	for _, s := range p.Sessions {
		if !slices.Contains(days, s.Date) {
			days = append(days, s.Date)
		}
	}
	slices.Sort(days)
	return days
}

// dayFor is today, the next day with sessions, or the last there was.
func dayFor(days []exam.Date, now exam.Date) exam.Date {
	for _, x := range days {
		if x >= now {
			return x
		}
	}
	if len(days) == 0 {
		return ""
	}
	return days[len(days)-1]
}

// aboutLaptop fills in what this laptop holds, and its clock if somebody set it.
func (d *Desk) aboutLaptop(v *DayView) error {
	b := d.site.book
	last, err := b.Last()
	if err != nil {
		return err
	}
	v.Laptop = LaptopView{Events: b.Size(), Last: last.Wall}
	archived, err := b.Events(onArchive)
	if err != nil {
		return err
	}
	v.Laptop.Archived = newest(archived)
	jumps, err := b.Events(b.Device().By)
	if err != nil {
		return err
	}
	if n, ok := clockNeed(v.Now, last.At.Time, jumps); ok {
		n.Mine = d.staff.Role == exam.RoleSiteLead
		v.Needs = append(v.Needs, n)
	}
	for _, f := range jumps {
		if f.Kind != exam.ClockDisagrees || today(f.Wall) != today(v.Now) {
			continue
		}
		if b, err := exam.BodyOf[exam.ClockDisagreement](f); err == nil {
			v.Needs = append(v.Needs, Need{Code: "clock", Says: "clock-disagrees", Since: f.Wall, Mine: d.staff.Role == exam.RoleSiteLead,
				Args: map[string]any{"n": minutes(time.Duration(b.Milliseconds) * time.Millisecond)}})
		}
	}
	return nil
}

// clockSlack is how far the clock may be off before somebody is told (record.md 4).
const clockSlack = 2 * time.Minute

// clockNeed says that the clock was moved today and not moved back, or that it is
// behind what is already stored. Times stay as they were written (record.md 4).
func clockNeed(now, last exam.Time, jumps []exam.Fact) (Need, bool) {
	var moved time.Duration
	n := Need{Code: "clock", Args: map[string]any{}}
	for _, f := range jumps {
		if f.Kind == exam.ClockCorrected {
			moved = 0 // the lead has looked at it
		}
		if f.Kind != exam.ClockJumped || today(f.Wall) != today(now) {
			continue
		}
		if b, err := exam.BodyOf[exam.ClockJump](f); err == nil {
			moved += time.Duration(b.Milliseconds) * time.Millisecond
			n.Since = f.Wall
		}
	}
	switch behind := last.Sub(now.Time); {
	case moved > clockSlack:
		n.Says, n.Args["n"] = "clock-forward", minutes(moved)
	case moved < -clockSlack:
		n.Says, n.Args["n"] = "clock-back", minutes(-moved)
	case behind > clockSlack:
		n.Says, n.Args["n"], n.Since = "clock-behind", minutes(behind), last
	default:
		return Need{}, false
	}
	return n, true
}

// toPrepare is what is still to be done before the first day.
func (d *Desk) toPrepare(r *exam.Roster) []Need {
	lead := d.staff.Role == exam.RoleSiteLead
	var out []Need
	var names []string
	gone := d.site.revokedPeople()
	for _, p := range d.site.Cover().Staff {
		if !p.Enrolled && !gone[p.ID] {
			names = append(names, p.Name)
		}
	}
	if n := len(names); n > 0 {
		out = append(out, Need{Code: "enroll", Args: map[string]any{"n": n, "names": names[:min(n, 4)]}, Mine: lead})
	}
	if n := len(r.Accepted); n > 0 {
		out = append(out, Need{Code: "plan-warnings", Args: map[string]any{"n": n}, Mine: lead})
	}
	return out
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
	stage, err := d.site.results()
	if err != nil {
		return nil, err
	}
	var out []SessionView
	for _, s := range r.Plan.Sessions {
		t, err := d.site.tally(s, j, stage.Stage == StagePublished)
		if err != nil {
			return nil, err
		}
		v, _ := d.sessionView(s, j, t)
		if v.Mine || d.staff.Role == exam.RoleSiteLead || d.staff.Role == exam.RoleInspector {
			out = append(out, v)
		}
	}
	return out, nil
}
