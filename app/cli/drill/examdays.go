package drill

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"kaowu/app/desk"
	"kaowu/app/exam"
)

// deed is something that somebody does at a time of the drill clock.
type deed struct {
	at time.Time
	do func(context.Context) error
}

// examDays plays every session. Sessions of several rooms run side by side: their
// deeds are done in order of time.
func (d *day) examDays(ctx context.Context) error {
	d.plant()
	var deeds []deed
	for _, s := range d.plan.Sessions {
		list, err := d.deeds(s)
		if err != nil {
			return err
		}
		deeds = append(deeds, list...)
	}
	slices.SortStableFunc(deeds, func(a, b deed) int { return a.at.Compare(b.at) })
	for _, x := range deeds {
		if err := ctx.Err(); err != nil {
			return err
		}
		if u := d.cfg.Until; !u.IsZero() && x.at.After(u) {
			return nil
		}
		d.clock.To(x.at)
		if err := x.do(ctx); err != nil {
			return err
		}
	}
	return nil
}

// deeds is one session's story.
func (d *day) deeds(s exam.Session) ([]deed, error) {
	start, err := time.ParseInLocation("2006-01-02 15:04", string(s.Date)+" "+s.Start, zone())
	if err != nil {
		return nil, exam.Refuse("bad-date")
	}
	end, err := time.ParseInLocation("2006-01-02 15:04", string(s.Date)+" "+s.End, zone())
	if err != nil {
		return nil, exam.Refuse("bad-date")
	}
	crew := d.crew(s)
	if len(crew) == 0 {
		return nil, fmt.Errorf("session %s has nobody of its own", s.No)
	}
	first := crew[0]
	minute := func(n int) time.Time { return start.Add(time.Duration(n) * time.Minute) }
	opened := minute(-d.cfg.Policy.CheckInBefore + 1)
	out := []deed{{opened, func(ctx context.Context) error { return first.OpenSession(ctx, s.No) }}}
	roster := d.roster(s)
	for i, c := range roster {
		late, comes := d.comes(c, s)
		if !comes {
			continue
		}
		at := minute(-25).Add(time.Duration(i) * 22 * time.Minute / time.Duration(len(roster)+1))
		if late > 0 {
			at = minute(late).Add(20 * time.Second)
		}
		out = append(out, deed{at, func(ctx context.Context) error { return d.arrive(ctx, first, s, c) }})
		if s.No == d.violation[c.No] {
			out = append(out, deed{minute(25), func(ctx context.Context) error { return d.violate(ctx, first, s, c) }})
		}
		if s.Component != exam.Theory && d.sits(c, s) {
			span := end.Sub(start) - 20*time.Minute
			at := minute(15).Add(time.Duration(i) * span / time.Duration(len(roster)+1))
			out = append(out, deed{at, func(ctx context.Context) error { return d.score(ctx, crew, s, c) }})
		}
	}
	out = append(out, deed{end, func(ctx context.Context) error {
		_, err := first.CloseSession(ctx, s.No)
		return err
	}})
	out = append(out, d.watched(s, opened, start, end)...)
	out = append(out, d.rated(s, start)...)
	if s.Component == exam.Theory {
		out = append(out, deed{end.Add(5 * time.Minute), func(ctx context.Context) error { return d.theory(ctx, crew, s) }})
	}
	out = append(out, deed{end.Add(12 * time.Minute), func(ctx context.Context) error { return d.write(ctx, s, 1) }})
	return out, nil
}

// crew are the session's own people, signed in: invigilators, or who scores.
func (d *day) crew(s exam.Session) []*desk.Desk {
	var out []*desk.Desk
	for _, sg := range exam.Signers(d.plan, s, d.cfg.Policy) {
		if sg.Group == 0 {
			out = append(out, d.people[sg.Staff])
		}
	}
	return out
}

// arrive is a candidate at the door. One who comes too late is refused, and the
// drill counts on it.
func (d *day) arrive(ctx context.Context, at *desk.Desk, s exam.Session, c exam.Candidate) error {
	found, err := at.Find(s.No, string(c.No))
	if err != nil {
		return err
	}
	if len(found) != 1 || found[0].No != c.No {
		return fmt.Errorf("session %s: the door does not find %s", s.No, c.No)
	}
	_, err = at.Admit(ctx, s.No, c.No)
	if d.sits(c, s) {
		return err
	}
	if !errors.Is(err, exam.Refuse("late")) {
		return fmt.Errorf("session %s: %s came too late and was not refused (%v)", s.No, c.No, err)
	}
	return nil
}

func (d *day) violate(ctx context.Context, at *desk.Desk, s exam.Session, c exam.Candidate) error {
	n, err := at.ReportViolation(ctx, c.No, exam.Violation{Session: s.No, Code: "K02",
		Facts: "开考后座位内查出手机一部，经提醒不改", Evidence: "CAM 录像", Statement: "本人承认"})
	if err != nil {
		return err
	}
	return d.people[d.lead().ID].DecideViolation(ctx, c.No, n, exam.Decision{Void: []exam.Component{s.Component}, Reason: "按考场规则，本科目成绩无效"})
}

// theory enters a session's papers: from the test system's file, or by two people
// who must agree.
func (d *day) theory(ctx context.Context, crew []*desk.Desk, s exam.Session) error {
	if s.No == d.imported {
		return d.importFile(ctx, s)
	}
	if len(crew) < 2 {
		return fmt.Errorf("session %s: two people are needed to enter theory scores", s.No)
	}
	for k, p := range crew[:2] {
		for _, c := range d.roster(s) {
			if !d.sits(c, s) {
				continue
			}
			score := d.rng.theory(c.No)
			if k == 0 && d.disagree[c.No] == s.No {
				score = slip(score)
			}
			if err := p.EnterTheory(ctx, s.No, c.No, score); err != nil {
				return err
			}
		}
		if err := p.SubmitTheory(ctx, s.No); err != nil {
			return err
		}
	}
	for _, c := range d.roster(s) {
		if d.disagree[c.No] != s.No {
			continue
		}
		v, err := crew[0].TheoryList(s.No)
		if err != nil {
			return err
		}
		if i := slices.IndexFunc(v.Rows, func(r desk.TheoryRow) bool { return r.No == c.No }); v.Rows[i].State != "disagree" {
			return fmt.Errorf("session %s: entries of %s differ and nobody noticed", s.No, c.No)
		}
		// The first person takes the paper out and enters their own again.
		if err := crew[0].EnterTheory(ctx, s.No, c.No, d.rng.theory(c.No)); err != nil {
			return err
		}
	}
	return nil
}

// slip is the score with its last two digits as a hurried hand might type it.
func slip(s exam.Tenths) exam.Tenths {
	if s >= 950 {
		return s - 50
	}
	return s + 50
}

func (d *day) importFile(ctx context.Context, s exam.Session) error {
	csv := "准考证号,成绩\r\n"
	for _, c := range d.roster(s) {
		if d.sits(c, s) {
			csv += fmt.Sprintf("%s,%s\r\n", c.No, d.rng.theory(c.No))
		} else {
			csv += fmt.Sprintf("%s,缺考\r\n", c.No)
		}
	}
	file := d.path("exchange", "theory-"+string(s.No)+".csv")
	if err := writeFile(file, []byte(csv)); err != nil {
		return err
	}
	_, problems, err := d.people[d.lead().ID].ImportTheory(ctx, s.No, file)
	if err == nil && len(problems) > 0 {
		return fmt.Errorf("session %s: the result file has %d problems, first %s", s.No, len(problems), problems[0].Code)
	}
	return err
}
