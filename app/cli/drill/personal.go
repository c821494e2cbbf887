package drill

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"kaowu/app/desk"
	"kaowu/app/exam"
)

// personal plays what people ask about their own data: one has their phone mended, is
// refused a score, and takes away all that is kept of them.
func (d *day) personal(ctx context.Context) error {
	lead, no := d.people[d.lead().ID], d.plan.Candidates[0].No
	ask := exam.DataRequest{Kind: exam.RequestRectify, By: exam.AskedSelf, Identity: "出示居民身份证原件（演练）", Field: "practical", Value: "90", Reason: "对成绩有异议（演练）"}
	if _, err := lead.TakeRequest(ctx, no, ask); !errors.Is(err, exam.Refuse("score-goes-to-correction")) {
		return fmt.Errorf("a score was taken for personal data (%v)", err)
	}
	ask.Field, ask.Value, ask.Reason = exam.FieldPhone, "13900000000", "更换号码（演练）"
	n, err := lead.TakeRequest(ctx, no, ask)
	if err != nil {
		return err
	}
	if err := lead.DecideRequest(ctx, no, n, true, ""); err != nil {
		return err
	}
	files, err := lead.ExportData(ctx, no, exam.DataRequest{By: exam.AskedSelf, Identity: ask.Identity})
	if err != nil {
		return err
	}
	for _, f := range files {
		if err := writeFile(d.path("personal-data", filepath.Base(f.Name)), f.Data); err != nil {
			return err
		}
	}
	open, err := lead.DataRequests()
	if err != nil {
		return err
	}
	for _, q := range open {
		if q.Open() {
			return fmt.Errorf("request %d is still open", q.No)
		}
	}
	return nil
}

// retention reads the list of what is due: the exam is archived and not due for two
// years, and deleting it now is refused.
func (d *day) retention(ctx context.Context) error {
	lead := d.people[d.lead().ID]
	return d.institution(ctx, func(ctx context.Context, o *desk.Officer) error {
		v, err := o.Retention()
		if err != nil {
			return err
		}
		if len(v.Exams) != 1 || v.Exams[0].Closed == "" || v.Exams[0].Due || v.Exams[0].Archived == nil {
			return fmt.Errorf("retention lists %+v", v.Exams)
		}
		_, err = lead.DeleteExam(ctx, o, desk.Deleting{Archive: d.path("archive", d.plan.Header.Exam+".kaowu"), Reason: "演练"})
		if !errors.Is(err, exam.Refuse("retention-runs")) {
			return fmt.Errorf("an exam was deleted before its date (%v)", err)
		}
		return nil
	})
}
