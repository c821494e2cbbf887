package screen

import (
	"path/filepath"

	"fyne.io/fyne/v2"

	"kaowu/app/exam"
	"kaowu/app/paper"
	"kaowu/app/screen/kit"
)

// rate is one line of a pass rate chart.
type rate struct {
	label string
	exam.EntrySubject
}

// bySubject adds up the exams that the filter keeps, by occupation and level.
func (l *ledger) bySubject() []rate {
	at := map[string]int{}
	var out []rate
	for _, e := range l.view.Exams {
		for _, s := range e.Subjects {
			label := l.u.subject(exam.Subject{Occupation: s.Occupation, Level: s.Level})
			i, known := at[label]
			if !known {
				i = len(out)
				at[label], out = i, append(out, rate{label: label})
			}
			out[i].Enrolled += s.Enrolled
			out[i].Present += s.Present
			out[i].Qualified += s.Qualified
		}
	}
	return out
}

// byExam is each exam that the filter keeps, the newest first.
func (l *ledger) byExam() []rate {
	var out []rate
	for i := len(l.view.Exams) - 1; i >= 0; i-- {
		e := l.view.Exams[i]
		out = append(out, rate{e.Exam, e.Sum()})
	}
	return out
}

// rates puts pass rates into a chart: qualified, failed, absent.
func (l *ledger) rates(about string, list []rate) paper.Chart {
	u := l.u
	c := paper.Chart{Title: u.T("screen.charts.pass"), About: about,
		Legend: []paper.Legend{{Shade: paper.GoodShade, Mark: string(kit.Done), Word: u.T("screen.charts.qualified")},
			{Shade: paper.BadShade, Mark: string(kit.Rejected), Word: u.T("screen.charts.failed")}, {Mark: string(kit.Absent), Word: u.T("screen.charts.absent")}}}
	for _, r := range list {
		value := u.T("screen.ledger.nobody")
		if n := r.PassRate(); n >= 0 {
			value = u.T("screen.charts.percent", "n", n)
		}
		c.Bars = append(c.Bars, paper.Bar{Label: r.label, Value: value, Parts: []paper.BarPart{{N: r.Qualified, Shade: paper.GoodShade, Word: count(r.Qualified)},
			{N: r.Present - r.Qualified, Shade: paper.BadShade, Word: count(r.Present - r.Qualified)}, {N: r.Enrolled - r.Present, Shade: paper.SpareShade}}})
	}
	if len(c.Bars) == 0 {
		c.Empty = u.T("screen.charts.empty")
	}
	return c
}

// charts are the pass rates by subject and by exam; many bars are several charts.
func (l *ledger) charts() []paper.Chart {
	u := l.u
	return append(l.rates(u.T("screen.charts.by-subject"), l.bySubject()).Split(barsLarge), l.rates(u.T("screen.ledger.by-exam"), l.byExam()).Split(barsLarge)...)
}

// drawn is the area of the charts.
func (l *ledger) drawn() fyne.CanvasObject {
	u, st := l.u, l.u.st
	one := func(c paper.Chart) fyne.CanvasObject {
		if n := len(c.Bars); n > barsLarge/2 {
			c.Bars, c.More = c.Bars[:barsLarge/2], u.T("screen.ledger.more", "n", n-barsLarge/2)
		}
		return kit.Grow(st.Chart(c, false), 1)
	}
	return kit.Columns(u.gap(), one(l.rates(u.T("screen.charts.by-subject"), l.bySubject())), one(l.rates(u.T("screen.ledger.by-exam"), l.byExam())))
}

func (l *ledger) png() {
	list := l.charts()
	l.keep(".png", func() ([]byte, error) { return l.u.st.ChartsPNG(list, 1, 1100, 560) })
}

func (l *ledger) pdf() {
	list, at := l.charts(), exam.At(l.u.now())
	l.keep(".pdf", func() ([]byte, error) { return l.d.PrintCharts(list, at) })
}

// keep asks where and writes the file off the UI goroutine.
func (l *ledger) keep(ending string, made func() ([]byte, error)) {
	u := l.u
	askSave(u, u.T("screen.place.title"), u.T("screen.ledger.file", "date", l.today())+ending, func(path string) {
		kit.Back(u.run, func() (string, error) {
			b, err := made()
			if err != nil {
				return "", err
			}
			return filepath.Base(path), writeWhole(path, b)
		}, func(name string, err error) {
			if !u.refused(err) {
				u.stored("screen.form.saved-file", "file", name)
			}
			l.redraw()
		})
	})
}
