package screen

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// redraw draws the screen unless the person went on to another one meanwhile.
func (p *plan) redraw() {
	if p.u.front(p) {
		p.draw()
	}
}

// cancel ends what is running; what it leaves is as if it had not begun.
func (p *plan) cancel() {
	if p.job != nil {
		p.job.stop()
	}
}

// run does long work in place.
func run[T any](p *plan, word string, work func(ctx context.Context, progress func(done, total int)) (T, error), done func(v T)) {
	u := p.u
	p.job = u.newJob(u.T(word))
	p.id.hide()
	u.note = ""
	p.draw()
	runJob(u, p.job, p.redraw, work, func(v T, err error, stopped bool) {
		p.job = nil
		switch {
		case stopped:
			u.note = u.T(word + "-cancelled")
		case !u.refused(err):
			done(v)
		}
		p.redraw()
	})
}

// choose asks for a workbook.
func (p *plan) choose() {
	askFile(p.u, p.u.T("screen.plan.choose"), []string{".xlsx"}, p.check)
}

// check reads a workbook. Reasons given before stand where the same warning is found
// again.
func (p *plan) check(path string) {
	run(p, "screen.plan.checking", func(ctx context.Context, progress func(done, total int)) (checkedPlan, error) {
		l, err := p.d.Check(ctx, path, progress)
		return checkedPlan{file: path, loading: l, plan: l.Plan, problems: l.Problems, read: l.Problems}, err
	}, func(c checkedPlan) {
		p.keepReasons(c)
		p.checked = &c
		p.pickRows()
	})
}

func (p *plan) keepReasons(c checkedPlan) {
	kept := map[int]string{}
	if p.checked != nil {
		old := map[string]string{}
		for i, why := range p.accepted {
			old[whereOf(p.checked.problems[i])] = why
		}
		for i, x := range c.problems {
			if why, ok := old[whereOf(x)]; ok {
				kept[i] = why
			}
		}
	}
	p.accepted = kept
}

// whereOf names a problem by its code and cell, so that it is known again.
func whereOf(x exam.Problem) string {
	return fmt.Sprint(x.Code, "|", x.Sheet, "|", x.Row, "|", x.Column, "|", x.ExamNo)
}

func (p *plan) again() {
	if p.checked != nil {
		p.check(p.checked.file)
	}
}

// accept takes a warning on, with a reason that is recorded.
func (p *plan) accept() {
	x, i, ok := p.problem()
	if !ok || x.Severity == exam.SeverityError {
		return
	}
	what, _ := p.u.w.Problem(x)
	askText(p.u, p.u.T("screen.plan.accept"), what, p.u.T("screen.plan.accept-do"), p.accepted[i], func(text string) bool {
		if text == "" {
			return false
		}
		p.accepted[i] = text
		return true
	}, p.draw)
}

// mark saves a copy of the workbook with the bad cells coloured, beside it.
func (p *plan) mark() {
	if p.checked == nil {
		return
	}
	c := *p.checked
	ext := filepath.Ext(c.file)
	out := c.file[:len(c.file)-len(ext)] + p.u.T("screen.plan.marked-suffix") + ext
	run(p, "screen.plan.marking", func(ctx context.Context, _ func(done, total int)) (string, error) {
		return out, p.d.Mark(ctx, c.file, out, c.problems)
	}, func(out string) { p.u.stored("screen.plan.saved-mark", "file", filepath.Base(out)) })
}

// template saves an empty workbook to be filled.
func (p *plan) template() {
	u := p.u
	askSave(u, u.T("screen.plan.template"), u.T("screen.plan.template-name"), func(path string) {
		kit.Back(u.run, func() (string, error) { return path, p.d.Template(path) }, func(path string, err error) {
			if !u.refused(err) {
				u.stored("screen.plan.saved-template", "file", filepath.Base(path))
			}
			p.redraw()
		})
	})
}

// ready says whether the plan may be loaded.
func (p *plan) ready() bool {
	return p.checked != nil && p.job == nil && p.count(exam.SeverityError) == 0 && len(p.accepted) >= p.count(exam.SeverityWarning)
}

// loadIt loads the plan: every row becomes a signed event. Cut short, the rows stored
// so far are abandoned and the plan before stays in effect.
func (p *plan) loadIt() {
	if !p.ready() {
		return
	}
	reasons := map[string]string{}
	for i, why := range p.accepted {
		reasons[whereOf(p.checked.problems[i])] = why
	}
	c := *p.checked
	c.loading.Accept = func(x exam.Problem) string { return reasons[whereOf(x)] }
	if p.first != nil {
		p.first(c.loading)
		return
	}
	p.store(c)
}

// store hands the plan to the book. One that the office has already changes only with a
// reason: it is asked for, and the plan handed over again.
func (p *plan) store(c checkedPlan) {
	run(p, "screen.plan.loading", func(ctx context.Context, progress func(done, total int)) (whyAsked bool, err error) {
		l := c.loading
		l.Progress = progress
		err = p.book.LoadPlan(ctx, l)
		if errors.Is(err, &exam.Refusal{Code: "plan-filed-reason"}) {
			return true, nil
		}
		return false, err
	}, func(whyAsked bool) {
		if whyAsked {
			p.whyChanged(c)
			return
		}
		p.u.stored("screen.plan.saved-load", "n", len(c.plan.Candidates))
		p.loaded, p.checked, p.accepted = c.plan.Header, nil, map[int]string{}
	})
}

// whyChanged asks why a plan that was filed has changed.
func (p *plan) whyChanged(c checkedPlan) {
	askText(p.u, p.u.T("screen.plan.why"), p.u.T("screen.plan.why-line"), p.u.T("screen.plan.load"), "", func(text string) bool {
		if text == "" {
			return false
		}
		c.loading.Reason = text
		p.store(c)
		return true
	}, p.redraw)
}
