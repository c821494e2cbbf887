package drill

import (
	"context"
	"fmt"

	"kaowu/app/desk"
	"kaowu/app/exam"
)

// institution opens the institution's book as its officer, the lead, to do one thing.
func (d *day) institution(ctx context.Context, do func(context.Context, *desk.Officer) error) error {
	opt, err := d.cfg.Site(d.clock)
	if err != nil {
		return err
	}
	i, err := desk.OpenInstitution(d.path("laptops", "1"), opt)
	if err != nil {
		return err
	}
	o, err := i.SignIn(string(d.lead().ID), d.pass[d.lead().ID])
	if err == nil {
		err = do(ctx, o)
	}
	if cerr := i.Close(); err == nil {
		err = cerr
	}
	return err
}

// known holds the plan against what the institution's book knows, before it is loaded.
func (d *day) known(ctx context.Context) error {
	return d.institution(ctx, func(_ context.Context, o *desk.Officer) error {
		found, err := o.CheckStanding(d.plan, d.cfg.Plan.Source)
		for _, p := range found {
			if p.Severity == exam.SeverityError {
				return fmt.Errorf("the drill's plan is refused by its own institution: %s in %s row %d", p.Code, p.Sheet, p.Row)
			}
		}
		return err
	})
}

// ledger enters the archived exam into the institution's ledger, with an order of the
// office and a complaint, and writes the ledger's workbook from that book. The same plan
// under another number would then certify people twice, and is refused.
func (d *day) ledger(ctx context.Context) error {
	taken, err := d.people[d.lead().ID].LedgerEntry()
	if err != nil {
		return err
	}
	today := exam.Date(d.clock.Now().Format("2006-01-02"))
	return d.institution(ctx, func(ctx context.Context, o *desk.Officer) error {
		if err := o.EnterExam(ctx, taken); err != nil {
			return err
		}
		due := exam.Date(d.clock.Now().AddDate(0, 0, 14).Format("2006-01-02"))
		if _, err := o.EnterOrder(ctx, exam.OfficeOrder{Kind: exam.OrderRectify, Number: "演练第1号", Office: "演练主管部门", Date: today, Deadline: due,
			Exam: d.plan.Header.Exam, Text: "补齐一个考场的视频备份（演练）"}); err != nil {
			return err
		}
		if err := o.ReplyToOrder(ctx, 1, exam.OrderReply{Date: today, Text: "已补齐并附清单（演练）"}); err != nil {
			return err
		}
		if _, err := o.EnterComplaint(ctx, exam.Complaint{Time: string(today) + " 09:30", Channel: "电话", Exam: d.plan.Header.Exam, Object: "考场秩序",
			Text: "反映候考区嘈杂（演练）", AcceptedBy: d.lead().Name, AcceptedOn: today, Investigator: "演练核查人"}); err != nil {
			return err
		}
		if err := o.AnswerComplaint(ctx, 1, exam.ComplaintAnswer{Course: "查看记录并询问督导员（演练）", Conclusion: "不影响考核（演练）", Handling: "增派引导（演练）", Date: today}); err != nil {
			return err
		}
		if err := d.twice(o, len(taken.Certified)); err != nil {
			return err
		}
		book, err := o.LedgerWorkbook(exam.LedgerFilter{})
		if err != nil {
			return err
		}
		return writeFile(d.path("workbooks", "ledger-institution.xlsx"), book.Data)
	})
}

// twice checks the plan again as another exam's.
func (d *day) twice(o *desk.Officer, certified int) error {
	again := d.plan
	again.Header.Exam += "-2"
	found, err := o.CheckStanding(again, d.cfg.Plan.Source)
	n := 0
	for _, p := range found {
		if p.Code == "already-certified" {
			n++
		}
	}
	if err == nil && n != certified {
		return fmt.Errorf("%d people would be certified a second time, want %d", n, certified)
	}
	return err
}
