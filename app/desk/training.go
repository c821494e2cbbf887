package desk

import (
	"context"
	"fmt"
	"time"

	"kaowu/app/exam"
	"kaowu/store"
)

// ahead is how long before its first session a training begins.
const ahead = 40 * time.Minute

// Training makes a training exam 演练 in a home of its own: its clock stands on the
// morning of the plan's first session, and everybody of the plan is enrolled with
// the one passphrase, since nothing in it is real. Nothing of it can be uploaded.
// progress is told how many of the steps are done; it may be nil. Refusals: as Create.
func Training(ctx context.Context, home string, passphrase []byte, load Loading, pol exam.Policy, opt Options, progress func(done, total int)) (*Site, error) {
	start, err := firstSession(load.Plan)
	if err != nil {
		return nil, err
	}
	if progress == nil {
		progress = func(int, int) {}
	}
	clock := &drillClock{Clock: opt.Store.Clock}
	if clock.Clock == nil {
		clock.Clock = store.SystemClock()
	}
	clock.goOn(start.Add(-ahead))
	opt.Store.Clock = clock
	total := len(load.Plan.Staff) + 1
	progress(0, total)
	made, err := Create(ctx, home, load.Plan.Header.SiteLead, passphrase, load, pol, true, opt)
	if err != nil {
		return nil, err
	}
	made.Site.drill = clock
	for i, p := range load.Plan.Staff {
		progress(i+1, total)
		err := ctx.Err()
		if err == nil && p.ID != made.Desk.staff.ID {
			err = made.Desk.Enroll(ctx, p.ID, passphrase)
		}
		if err != nil {
			return nil, closing(made.Site, fmt.Errorf("enrol for training: %w", err))
		}
	}
	progress(total, total)
	return made.Site, nil
}

// firstSession is when a plan's first session begins, in the site's time.
func firstSession(p exam.Plan) (time.Time, error) {
	var first time.Time
	for _, s := range p.Sessions {
		at, err := time.ParseInLocation("2006-01-02 15:04", string(s.Date)+" "+s.Start, time.FixedZone("", 8*3600))
		if err == nil && (first.IsZero() || at.Before(first)) {
			first = at
		}
	}
	if first.IsZero() {
		return first, exam.Refuse("bad-date")
	}
	return first, nil
}
