package screen

import (
	"context"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/paper"
	"kaowu/app/screen/kit"
)

// Filings reads, marks and makes filing workbooks 备案申请. It is handed to the window,
// since a screen opens no workbook.
type Filings interface {
	// CheckFiling reads a workbook and lists what is wrong with it.
	CheckFiling(ctx context.Context, file string) (desk.FilingLoading, error)
	// MarkFiling writes a copy with the bad cells coloured and a last column 问题.
	MarkFiling(ctx context.Context, file, out string, problems []exam.Problem) error
	// FilingTemplate writes an empty workbook to be filled.
	FilingTemplate(out string) error
}

// filingDesk is the part of the officer's desk that the filing uses.
type filingDesk interface {
	Filing() (exam.FilingState, error)
	FilingForm() (paper.Doc, error)
	LoadFiling(ctx context.Context, load desk.FilingLoading) error
	ConfirmFiling(ctx context.Context) error
	NoticeFiling(ctx context.Context) (exam.Date, error)
	PublishFiling(ctx context.Context) error
	NoteObjection(ctx context.Context, b exam.Objection) (int, error)
	AnswerObjection(ctx context.Context, no int, a exam.Answer) error
	EnterReply(ctx context.Context, r exam.Reply, scan []byte) error
}

// Areas of the filing that stands.
const (
	filingMaterials = iota
	filingObjections
	filingVersions
	filingGranted
	filingAreas
)

// filing is 备案: a workbook with what is wrong with it, or, where none is being looked
// at, the filing that stands and its way to the office's reply.
type filing struct {
	u *ui
	d Filings
	o filingDesk // nil where there is no institution's book yet

	state exam.FilingState
	ready bool
	area  int
	at    int // row of the area, or of the problems
	table *kit.TableView
	gone  bool

	file     string // of the workbook that is looked at; empty: none
	load     desk.FilingLoading
	accepted map[int]string // problem index to the reason
	job      *job
	first    func(l desk.FilingLoading) // makes the book, where there is none
}

func newFiling(u *ui, d Filings, o *desk.Officer) *filing {
	f := &filing{u: u, d: d, accepted: map[int]string{}}
	if o != nil {
		f.o = o
	}
	return f
}

func (f *filing) name() string { return "filing" }
func (f *filing) leave()       { f.gone = true }

func (f *filing) show() {
	f.gone = false
	f.reload("")
}

// reload asks for the filing off the UI goroutine; note is what was refused before and
// must still be read.
func (f *filing) reload(note string) {
	if f.o == nil {
		f.ready = true
		f.u.note = note
		f.draw()
		return
	}
	if !f.ready {
		f.draw()
	}
	kit.Back(f.u.run, f.o.Filing, func(st exam.FilingState, err error) {
		if !f.u.refused(err) {
			f.state, f.ready, f.u.note = st, true, note
		}
		f.redraw()
	})
}

// redraw draws the screen unless the person went on to another one meanwhile.
func (f *filing) redraw() {
	if !f.gone {
		f.draw()
	}
}

func (f *filing) errors() int { return f.count(exam.SeverityError) }

func (f *filing) count(severity string) int {
	n := 0
	for _, x := range f.load.Problems {
		n += one(x.Severity == severity)
	}
	return n
}

// mayLoad says whether no error is left and every warning is accepted.
func (f *filing) mayLoad() bool {
	return f.file != "" && f.job == nil && f.errors() == 0 && len(f.accepted) >= f.count(exam.SeverityWarning)
}

func (f *filing) problem() (exam.Problem, bool) {
	if f.file == "" || f.at >= len(f.load.Problems) {
		return exam.Problem{}, false
	}
	return f.load.Problems[f.at], true
}

// rows is how many rows the present list has.
func (f *filing) rows() int {
	if f.file != "" {
		return len(f.load.Problems)
	}
	switch f.area {
	case filingMaterials:
		return len(f.state.Filing.Materials)
	case filingObjections:
		return len(f.state.Objections)
	case filingVersions:
		return len(f.state.Versions)
	}
	return len(f.scopes())
}

// scopes are those that the office granted, before its reply those applied for.
func (f *filing) scopes() []exam.Scope {
	if f.state.Reply != nil {
		return f.state.Reply.Scopes
	}
	return f.state.Filing.Scopes
}

func (f *filing) move(by int) {
	f.at = max(0, min(f.at+by, f.rows()-1))
	f.draw()
}

func (f *filing) setArea(i int) {
	f.area, f.at = i, 0
	f.draw()
}

// run does work off the UI goroutine under a bar in place; Esc ends it.
func (f *filing) run(word string, work func(ctx context.Context, progress func(done, total int)) error, done func()) {
	u := f.u
	if f.job != nil {
		return
	}
	f.job = u.newJob(u.T(word))
	u.note = ""
	f.draw()
	runJob(u, f.job, f.redraw, func(ctx context.Context, progress func(done, total int)) (struct{}, error) {
		return struct{}{}, work(ctx, progress)
	}, func(_ struct{}, err error, stopped bool) {
		f.job = nil
		note := ""
		switch {
		case stopped:
			note = u.T("screen.filing.cancelled")
		case u.refused(err):
			note = u.note
		default:
			done()
		}
		f.reload(note)
	})
}

// form looks at the official form before it is printed.
func (f *filing) form() {
	u := f.u
	kit.Back(u.run, f.o.FilingForm, func(doc paper.Doc, err error) {
		switch refused := u.refused(err); {
		case f.gone:
		case refused:
			f.draw()
		default:
			u.preview(printout{title: u.T("screen.filing.form"), name: u.T("screen.filing.form-name"), doc: doc, at: u.now()})
		}
	})
}
