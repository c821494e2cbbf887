package screen

import (
	"context"
	"path/filepath"
	"strings"

	"kaowu/app/desk"
	"kaowu/app/exam"
)

// choose asks for a workbook.
func (f *filing) choose() { askFile(f.u, f.u.T("screen.filing.choose"), []string{".xlsx"}, f.check) }

// check reads a workbook. Reasons given before stand where the same warning is found again.
func (f *filing) check(path string) {
	var l desk.FilingLoading
	f.run("screen.filing.checking", func(ctx context.Context, _ func(done, total int)) (err error) {
		l, err = f.d.CheckFiling(ctx, path)
		return err
	}, func() {
		old := map[string]string{}
		for i, why := range f.accepted {
			old[whereOf(f.load.Problems[i])] = why
		}
		f.accepted = map[int]string{}
		for i, x := range l.Problems {
			if why := old[whereOf(x)]; why != "" {
				f.accepted[i] = why
			}
		}
		f.file, f.load, f.at = path, l, 0
	})
}

// accept takes a warning on, with a reason that is recorded.
func (f *filing) accept() {
	x, ok := f.problem()
	if !ok || x.Severity == exam.SeverityError {
		return
	}
	i := f.at
	what, _ := f.u.w.Problem(x)
	askText(f.u, f.u.T("screen.plan.accept"), what, f.u.T("screen.plan.accept-do"), f.accepted[i], func(text string) bool {
		if text == "" {
			return false
		}
		f.accepted[i] = text
		return true
	}, f.draw)
}

// mark saves a copy of the workbook with the bad cells coloured, beside it.
func (f *filing) mark() {
	ext := filepath.Ext(f.file)
	out := strings.TrimSuffix(f.file, ext) + f.u.T("screen.plan.marked-suffix") + ext
	f.run("screen.plan.marking", func(ctx context.Context, _ func(done, total int)) error {
		return f.d.MarkFiling(ctx, f.file, out, f.load.Problems)
	}, func() { f.u.stored("screen.form.saved-file", "file", filepath.Base(out)) })
}

// template saves an empty workbook to be filled.
func (f *filing) template() {
	u := f.u
	askSave(u, u.T("screen.plan.template"), u.T("screen.filing.template-name"), func(path string) {
		f.run("screen.plan.marking", func(context.Context, func(done, total int)) error { return f.d.FilingTemplate(path) },
			func() { u.stored("screen.form.saved-file", "file", filepath.Base(path)) })
	})
}

// loadIt loads the workbook: it makes the institution's book, or is a new version, which
// says why.
func (f *filing) loadIt() {
	if !f.mayLoad() {
		return
	}
	u := f.u
	reasons := map[string]string{}
	for i, why := range f.accepted {
		reasons[whereOf(f.load.Problems[i])] = why
	}
	l := f.load
	l.Accept = func(x exam.Problem) string { return reasons[whereOf(x)] }
	switch {
	case f.first != nil:
		f.first(l)
	case len(f.state.Versions) == 0:
		f.store(l)
	default:
		askText(u, u.T("screen.filing.why"), u.T("screen.filing.why-line", "n", len(f.state.Versions)+1), u.T("screen.filing.load"), "", func(text string) bool {
			if l.Reason = strings.TrimSpace(text); l.Reason == "" {
				return false
			}
			f.store(l)
			return true
		}, f.redraw)
	}
}

func (f *filing) store(l desk.FilingLoading) {
	f.run("screen.filing.loading", func(ctx context.Context, progress func(done, total int)) error {
		l.Progress = progress
		return f.o.LoadFiling(ctx, l)
	}, func() {
		f.u.stored("screen.filing.saved-load")
		f.close()
	})
}

// close puts the workbook away.
func (f *filing) close() {
	f.file, f.load, f.accepted, f.at = "", desk.FilingLoading{}, map[int]string{}, 0
}

// cancel ends what is running, or puts the workbook away.
func (f *filing) cancel() {
	if f.job != nil {
		f.job.stop()
		return
	}
	f.close()
	f.draw()
}
