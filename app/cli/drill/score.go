package drill

import (
	"context"

	"kaowu/app/desk"
	"kaowu/app/exam"
)

// score has every assessor of the session score one candidate, and settles what
// was planted.
func (d *day) score(ctx context.Context, crew []*desk.Desk, s exam.Session, c exam.Candidate) error {
	for k, p := range crew {
		v, err := p.Sheet(s.No, c.No)
		if err != nil {
			return err
		}
		for _, it := range v.Rubric.Items {
			if it.Sources.Sum() > 0 {
				continue // rating forms fill it in
			}
			if err := d.scoreItem(ctx, p, s, c, it, k); err != nil {
				return err
			}
		}
		if err := d.vetoItem(ctx, p, s, c, v.Rubric, k); err != nil {
			return err
		}
		if err := p.SubmitScores(ctx, s.No, c.No); err != nil {
			return err
		}
	}
	if d.spread[c.No] == s.No || d.halfVeto[c.No] == s.No {
		return d.arbitrate(ctx, crew[0], s, c)
	}
	return nil
}

func (d *day) scoreItem(ctx context.Context, p *desk.Desk, s exam.Session, c exam.Candidate, it exam.Item, k int) error {
	score := d.rng.item(c.No, p.Staff().ID, it)
	if d.spread[c.No] == s.No {
		// One assessor is far more severe than the others.
		score = it.Full * 8 / 10 / 5 * 5
		if k == 0 {
			score = it.Full * 6 / 10 / 5 * 5
		}
	}
	if err := p.ScoreItem(ctx, s.No, c.No, it.No, score); err != nil {
		return err
	}
	if desk.NeedsReason(d.cfg.Policy, it, score) {
		return p.GiveReason(ctx, s.No, c.No, it.No, exam.Why{Code: "defect"})
	}
	return nil
}

func (d *day) vetoItem(ctx context.Context, p *desk.Desk, s exam.Session, c exam.Candidate, rb exam.Rubric, k int) error {
	all, one := d.veto[c.No] == s.No, d.halfVeto[c.No] == s.No && k == 0
	if !all && !one {
		return nil
	}
	for _, it := range rb.Items {
		if it.Veto {
			return p.VetoItem(ctx, s.No, c.No, it.No, exam.Veto{Veto: true, Code: "no-protection"})
		}
	}
	return nil
}

// arbitrate is the group lead's decision: the mean of the two nearer totals, no
// veto.
func (d *day) arbitrate(ctx context.Context, lead *desk.Desk, s exam.Session, c exam.Candidate) error {
	v, err := lead.Sheet(s.No, c.No)
	if err != nil {
		return err
	}
	score := v.Mine.Total
	if n := len(v.Others); n > 0 {
		score = v.Others[n-1].Total
	}
	return lead.Arbitrate(ctx, s.No, c.No, exam.Arbitration{Score: score, Reason: "复核工件并与各考评员商议后裁定"})
}
