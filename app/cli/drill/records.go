package drill

import (
	"context"
	"fmt"

	"kaowu/app/desk"
	"kaowu/app/exam"
)

// write fills a session's exam-room record, freezes it and has it signed by
// everybody in order (design 4.6).
func (d *day) write(ctx context.Context, s exam.Session, revision int) error {
	crew := d.crew(s)
	first := crew[0]
	present := 0
	for _, c := range d.roster(s) {
		if d.sits(c, s) {
			present++
		}
	}
	if revision == 1 {
		for _, p := range d.signers(s) {
			if err := d.fill(ctx, p, first, s, present); err != nil {
				return err
			}
		}
	}
	if err := first.FreezeRecord(ctx, s.No); err != nil {
		return err
	}
	for _, p := range d.signers(s) {
		read, err := p.RecordView(s.No)
		if err != nil {
			return err
		}
		if _, err := p.SignRecord(ctx, s.No, read.Content, d.hand(p.Staff().ID), d.pass[p.Staff().ID]); err != nil {
			return fmt.Errorf("sign record %s: %w", s.No, err)
		}
	}
	v, err := first.RecordView(s.No)
	if err != nil {
		return err
	}
	if v.State.Paper == nil {
		return fmt.Errorf("record %s is signed by everybody and has no paper", s.No)
	}
	return nil
}

// signers are the people who sign a session's record, in order.
func (d *day) signers(s exam.Session) []*desk.Desk {
	var out []*desk.Desk
	for _, sg := range exam.Signers(d.plan, s, d.cfg.Policy) {
		out = append(out, d.people[sg.Staff])
	}
	return out
}

// fill writes the fields that are p's to write: the first of the crew those of the
// room, the supervisor theirs.
func (d *day) fill(ctx context.Context, p, first *desk.Desk, s exam.Session, present int) error {
	supervises := p.Staff().Role == exam.RoleSupervisor
	if p != first && !supervises {
		return nil
	}
	total := len(d.roster(s))
	values := map[string]string{
		"papers_received": fmt.Sprint(total + 2), "papers_used": fmt.Sprint(present), "papers_spare": "2", "papers_void": "0",
		"papers_returned": fmt.Sprint(total + 2), "openers": first.Staff().Name, "opened": s.Start, "seal_whole": "yes",
		"equipment": "正常", "safety": "yes", "video": "yes", "remarks": "考场秩序正常",
		"check_identity": "yes", "check_staff": "yes", "check_rules": "yes", "check_independent": "yes", "check_recusal": "na", "check_video": "yes",
		"supervisor_from": s.Start, "supervisor_to": s.End, "opinion": "全过程督导，程序规范", "verdict": "good",
	}
	for _, f := range exam.RecordFields() {
		if f.Component != "" && f.Component != s.Component || (f.Role == exam.RoleSupervisor) != supervises {
			continue
		}
		if v, ok := values[f.Name]; ok {
			if err := p.WriteRecord(ctx, s.No, f.Name, v); err != nil {
				return err
			}
		}
	}
	if p == first && s.Component == exam.Practical {
		return p.AddIncident(ctx, s.No, 0, exam.Incident{Time: s.Start, Code: "E02", Text: "一台设备送丝不畅，停 4 分，补 4 分", Handled: "已补时"})
	}
	return nil
}

// hand is a person's handwriting: the same strokes each time, from their dice.
func (d *day) hand(who exam.StaffID) exam.Strokes {
	r := d.rng.of("hand", string(who))
	var out exam.Strokes
	t := 0
	for ch := 0; ch < 3; ch++ {
		for n := 0; n < 5; n++ {
			x, y := 500+ch*950+r.IntN(500), 250+r.IntN(600)
			dx, dy := r.IntN(81)-30, r.IntN(81)-30
			var line []exam.Point
			for i := 0; i < 12; i++ {
				line = append(line, exam.Point{X: x, Y: y, T: t})
				x, y, t = x+dx+r.IntN(9)-4, y+dy+r.IntN(9)-4, t+16
			}
			out = append(out, line)
			t += 120
		}
	}
	return out
}

// records does what the days after bring: a correction, a record that is opened
// again and signed anew, and scans of the stamped papers.
func (d *day) records(ctx context.Context) error {
	if err := d.correction(ctx); err != nil {
		return err
	}
	for _, s := range d.plan.Sessions {
		if s.No == d.revised {
			if err := d.revise(ctx, s); err != nil {
				return err
			}
		}
		// The drill has no stamp: the signed paper stands for its scan.
		lead := d.people[d.lead().ID]
		pdf, err := lead.RecordPaper(s.No)
		if err != nil {
			return err
		}
		if err := lead.SealRecord(ctx, s.No, pdf); err != nil {
			return err
		}
	}
	return nil
}

func (d *day) revise(ctx context.Context, s exam.Session) error {
	first := d.crew(s)[0]
	if err := first.ReopenRecord(ctx, s.No, exam.Why{Code: "addition", Text: "补记一条设备情况"}); err != nil {
		return err
	}
	if err := first.AddIncident(ctx, s.No, 0, exam.Incident{Time: s.End, Code: "E02", Text: "收尾时一台设备报警，未影响考试", Handled: "已报修"}); err != nil {
		return err
	}
	return d.write(ctx, s, 2)
}

// correction is a slip of the pen that two people mend: an invigilator proposes,
// the site lead approves.
func (d *day) correction(ctx context.Context) error {
	no := d.planted.correct
	for _, s := range d.sessions(exam.Theory) {
		for _, c := range d.roster(s) {
			if c.No != no {
				continue
			}
			err := d.crew(s)[0].ProposeCorrection(ctx, no, exam.Correction{Component: exam.Theory, New: slip(d.rng.theory(no)),
				Code: "slip", Reason: "抄录笔误，卷面核对"})
			if err != nil {
				return err
			}
			return d.people[d.lead().ID].ApproveCorrection(ctx, no, exam.Theory)
		}
	}
	return nil
}
