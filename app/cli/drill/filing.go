package drill

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"kaowu/app/desk"
	"kaowu/app/exam"
)

// filing plays the body's filing, some weeks before the plan: the workbook is written
// and checked, loaded into the institution's book of the lead's laptop, printed,
// confirmed, noticed with one objection, published, and replied to. What goes in and
// out lies under filing/.
func (d *day) filing(ctx context.Context) error {
	filed, err := d.filedDay()
	if err != nil {
		return err
	}
	d.clock = NewClock(filed.AddDate(0, -2, 0))
	load, err := d.filingWorkbook(ctx)
	if err != nil {
		return err
	}
	opt, err := d.cfg.Site(d.clock)
	if err != nil {
		return err
	}
	lead := d.lead()
	load.Officer = lead.ID
	made, err := desk.CreateInstitution(ctx, d.path("laptops", "1"), string(lead.ID), d.pass[lead.ID], load, d.cfg.Policy, true, opt)
	if err != nil {
		return err
	}
	err = d.replied(ctx, made.Institution, made.Officer)
	d.report.Events = made.Institution.Size()
	if cerr := made.Institution.Close(); err == nil {
		err = cerr
	}
	return err
}

// filedDay is the morning on which the plan was sent in.
func (d *day) filedDay() (time.Time, error) {
	filed, err := time.ParseInLocation("2006-01-02 15:04", string(d.plan.Header.Filed)+" 09:00", zone())
	if err != nil {
		return filed, exam.Refuse("bad-date")
	}
	return filed, nil
}

// filingWorkbook makes up the filing with the files of its materials, writes it as a
// workbook and reads that as an office would send it.
func (d *day) filingWorkbook(ctx context.Context) (desk.FilingLoading, error) {
	f, err := FilingOf(d.plan, d.cfg.Policy.MinAssessors)
	if err != nil {
		return desk.FilingLoading{}, err
	}
	for _, m := range f.Materials {
		if err := writeFile(d.path("filing", filepath.FromSlash(m.Path)), []byte("演练材料："+m.Name+"\n")); err != nil {
			return desk.FilingLoading{}, err
		}
	}
	book := d.path("filing", "filing.xlsx")
	if err := d.cfg.WriteFiling(book, f); err != nil {
		return desk.FilingLoading{}, err
	}
	read, err := d.cfg.ReadFiling(ctx, book)
	if err != nil {
		return desk.FilingLoading{}, err
	}
	for _, p := range read.Problems {
		if p.Severity == exam.SeverityError {
			return desk.FilingLoading{}, fmt.Errorf("the drill's own filing has a fault: %s in %s row %d", p.Code, p.Sheet, p.Row)
		}
	}
	raw, err := read.WorkbookBytes(book)
	return desk.FilingLoading{Filing: read.Filing, Problems: read.Problems, Source: read.SHA256, Workbook: raw, Materials: read.Material,
		Accept: func(exam.Problem) string { return "演练" }}, err
}

// replied takes a loaded filing to the office's reply.
func (d *day) replied(ctx context.Context, i *desk.Institution, o *desk.Officer) error {
	if err := o.ConfirmFiling(ctx); err != nil {
		return err
	}
	doc, err := o.FilingForm()
	if err != nil {
		return err
	}
	pdf, err := i.PDF(doc)
	if err != nil {
		return err
	}
	if err := writeFile(d.path("papers", "filing", "filing-form.pdf"), pdf); err != nil {
		return err
	}
	until, err := o.NoticeFiling(ctx)
	if err != nil {
		return err
	}
	no, err := o.NoteObjection(ctx, exam.Objection{Channel: "电话", Text: "询问焊接场地是否够用（演练）"})
	if err != nil {
		return err
	}
	if err := o.AnswerObjection(ctx, no, exam.Answer{Text: "现场核实，考位与申请表一致（演练）"}); err != nil {
		return err
	}
	after, err := time.ParseInLocation("2006-01-02 15:04", string(until)+" 09:00", zone())
	if err != nil {
		return exam.Refuse("bad-date")
	}
	d.clock.To(after.AddDate(0, 0, 1))
	if err := o.PublishFiling(ctx); err != nil {
		return err
	}
	d.clock.To(after.AddDate(0, 0, 15)) // the office answers within ten working days (annex 3)
	scan := []byte(fmt.Sprintf("演练：备案回执 %s，有效期至 %s\n", d.plan.Header.Filing, d.plan.Header.FilingValid))
	if err := writeFile(d.path("filing", "reply.txt"), scan); err != nil {
		return err
	}
	return o.EnterReply(ctx, exam.Reply{Number: d.plan.Header.Filing, From: exam.Date(d.clock.Now().Format("2006-01-02")),
		Until: d.plan.Header.FilingValid, Scopes: d.plan.Scopes}, scan)
}
