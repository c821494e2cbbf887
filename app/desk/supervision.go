package desk

import (
	"context"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"

	"kaowu/app/exam"
)

const onSupervision = "supervision"

// Committed is a draw of supervisors and rooms that waits for its reveal. Seed is
// nowhere but here: whoever drew keeps it until then.
type Committed struct {
	No     int
	Digest string // to publish now
	Seed   string
	Draw   exam.DrawCommitment
}

// CommitDraw prepares the draw of supervisors and rooms 双随机 (notice 6.3): it takes the
// plan's supervisors and sessions and a seed, and keeps the digest of them. take is how
// many sessions are drawn, 0 for all. A second draw needs a reason; the first stays.
// Refusals: draw-nobody, draw-take, reason-missing.
func (d *Desk) CommitDraw(ctx context.Context, take int, reason string) (Committed, error) {
	var out Committed
	if err := d.allow("CommitDraw", ""); err != nil {
		return out, err
	}
	defer d.site.hold(onSupervision)()
	before, err := d.site.supervision()
	if err != nil {
		return out, err
	}
	reason = strings.TrimSpace(reason)
	if len(before) > 0 && reason == "" {
		return out, exam.Refuse("reason-missing")
	}
	c, err := d.site.drawLists()
	if err != nil {
		return out, err
	}
	if len(c.Supervisors) == 0 || len(c.Sessions) == 0 {
		return out, exam.Refuse("draw-nobody")
	}
	if take == 0 {
		take = len(c.Sessions)
	}
	if take < 0 || take > len(c.Sessions) {
		return out, exam.Refuse("draw-take", "n", len(c.Sessions))
	}
	var raw [32]byte
	if _, err := io.ReadFull(d.site.opt.Rand, raw[:]); err != nil {
		return out, fmt.Errorf("seed a draw: %w", err)
	}
	c.Take, c.Reason = take, reason
	out.No, out.Seed = len(before)+1, hex.EncodeToString(raw[:])
	c.Digest = c.Sum(out.Seed)
	out.Digest, out.Draw = c.Digest, c
	_, err = d.append(ctx, d.say(exam.DrawCommitted, onSupervision, fmt.Sprintf("commit/%d", out.No), c))
	return out, err
}

// drawLists are what a draw would be made from now: supervisors and sessions in the
// plan's order.
func (s *Site) drawLists() (exam.DrawCommitment, error) {
	c := exam.DrawCommitment{Supervisors: []exam.StaffID{}, Sessions: []exam.SessionNo{}, Barred: []exam.BarredPair{}}
	r, err := s.Roster()
	if err != nil {
		return c, err
	}
	for _, p := range r.Plan.Staff {
		if p.Role == exam.RoleSupervisor {
			c.Supervisors = append(c.Supervisors, p.ID)
		}
	}
	for _, row := range r.Plan.Sessions {
		c.Sessions = append(c.Sessions, row.No)
	}
	c.Barred, err = s.barredPairs(c.Supervisors, c.Sessions)
	return c, err
}

// RevealDraw publishes the seed of the draw that waits, with the number that those
// present called out after the digest was known; with both, the result is there.
// Refusals: draw-not-committed, called-missing, seed-unfit, draw-stale (the plan or an
// avoidance has changed since).
func (d *Desk) RevealDraw(ctx context.Context, seed, called string) (exam.SupervisionDraw, error) {
	var none exam.SupervisionDraw
	if err := d.allow("RevealDraw", ""); err != nil {
		return none, err
	}
	defer d.site.hold(onSupervision)()
	draws, err := d.site.supervision()
	if err != nil {
		return none, err
	}
	if len(draws) == 0 || draws[len(draws)-1].Reveal != nil {
		return none, exam.Refuse("draw-not-committed")
	}
	last := draws[len(draws)-1]
	seed, called = strings.TrimSpace(seed), exam.CleanText(strings.TrimSpace(called))
	if called == "" {
		return none, exam.Refuse("called-missing")
	}
	if !sameDigest(last.Commitment.Sum(seed), last.Commitment.Digest) {
		return none, exam.Refuse("seed-unfit", "n", last.No, "at", last.When.Format("2006-01-02 15:04"))
	}
	now, err := d.site.drawLists()
	if err != nil {
		return none, err
	}
	if c := last.Commitment; !slices.Equal(now.Supervisors, c.Supervisors) || !slices.Equal(now.Sessions, c.Sessions) || !slices.Equal(now.Barred, c.Barred) {
		return none, exam.Refuse("draw-stale", "n", last.No)
	}
	body := exam.DrawReveal{Commitment: last.Fact, Seed: seed, Called: called}
	if _, err := d.append(ctx, d.say(exam.DrawRevealed, onSupervision, fmt.Sprintf("reveal/%d", last.No), body)); err != nil {
		return none, err
	}
	if draws, err = d.site.supervision(); err != nil {
		return none, err
	}
	return draws[len(draws)-1], nil
}

// SupervisionDraws lists every draw of supervisors and rooms, the last in effect. It is
// open to everybody 一公开: with seed and number called anybody can make it again.
func (d *Desk) SupervisionDraws() ([]exam.SupervisionDraw, error) {
	if err := d.allow("SupervisionDraws", ""); err != nil {
		return nil, err
	}
	return d.site.supervision()
}

func (s *Site) supervision() ([]exam.SupervisionDraw, error) {
	facts, err := s.book.Events(onSupervision)
	if err != nil {
		return nil, err
	}
	return exam.FoldSupervision(facts), nil
}
