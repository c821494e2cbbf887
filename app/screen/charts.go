package screen

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/paper"
	"kaowu/app/screen/kit"
)

// counter is the part of the desk that charts use.
type counter interface {
	Charts(ctx context.Context) (desk.ChartsView, error)
	PrintCharts(charts []paper.Chart, at exam.Time) ([]byte, error)
}

// The four charts, in the order of Tab.
const (
	ofRooms = iota
	ofSubjects
	ofScores
	ofAssessors
	chartCount
)

// charts is 图表: four at once, or one enlarged.
type charts struct {
	u     *ui
	d     counter
	exam  string
	rooms []exam.Room
	names func(exam.StaffID) string

	view  desk.ChartsView
	ready bool
	at    int
	of    int // subject and component of the last two charts: index into Stats.Scores
	large bool
	page  int // of an enlarged chart with many bars
	stop  context.CancelFunc
}

func newCharts(u *ui, d counter, examNo string, rooms []exam.Room, names func(exam.StaffID) string) *charts {
	return &charts{u: u, d: d, exam: examNo, rooms: rooms, names: names, of: -1}
}

func (c *charts) name() string { return "charts" }

// leave stops counting: nobody waits for it any more.
func (c *charts) leave() {
	if c.stop != nil {
		c.stop()
	}
}

// show counts off the UI goroutine: 10,000 candidates take longer than a frame.
func (c *charts) show() {
	u := c.u
	ctx, stop := context.WithCancel(u.ctx)
	c.stop = stop
	c.draw()
	kit.Back(u.run, func() (desk.ChartsView, error) { return c.d.Charts(ctx) }, func(v desk.ChartsView, err error) {
		if ctx.Err() != nil {
			return // the person has left the screen
		}
		stop()
		if !u.refused(err) {
			c.view, c.ready = v, true
			c.choose()
		}
		c.draw()
	})
}

// choose begins with the first component that somebody marked.
func (c *charts) choose() {
	n := len(c.view.Stats.Scores)
	if c.of >= 0 && c.of < n {
		return
	}
	c.of = 0
	for i, s := range c.view.Stats.Scores {
		if c.of == 0 && s.Component == exam.Practical {
			c.of = i
		}
		if len(s.Assessors) > 0 {
			c.of = i
			return
		}
	}
}

func (c *charts) turn(by int) {
	if n := len(c.view.Stats.Scores); n > 0 {
		c.of = (c.of + by + n) % n
	}
	c.draw()
}

func (c *charts) next() {
	c.at, c.page = (c.at+1)%chartCount, 0
	c.draw()
}

func (c *charts) enlarge(i int) {
	c.at, c.large, c.page = i, !c.large, 0
	c.draw()
}

func (c *charts) turnPage(by int) {
	c.page = max(0, min(c.page+by, c.pages()-1))
	c.draw()
}

// barsLarge and barsSmall are how many bars a chart shows enlarged and among four.
const (
	barsLarge = 18
	barsSmall = 7
)

func (c *charts) pages() int { return len(c.chart(c.at).Split(barsLarge)) }

func (c *charts) keys() kit.Table {
	u := c.u
	ready := func() bool { return c.ready }
	large := func() bool { return c.large }
	scores := func() bool { return c.ready && (!c.large || c.at == ofScores || c.at == ofAssessors) }
	long := func() bool { return c.large && c.ready && c.pages() > 1 }
	return kit.Table{
		{Names: []string{"Tab"}, Word: u.T("screen.charts.key-next"), Do: c.next, When: ready},
		{Names: []string{"Enter"}, Word: u.T("screen.charts.key-large"), Do: func() { c.enlarge(c.at) }, When: func() bool { return c.ready && !c.large }},
		{Names: []string{"Esc", "Enter"}, Cap: "Esc", Word: u.T("screen.charts.key-back"), Do: func() { c.enlarge(c.at) }, When: large},
		{Names: []string{"Right"}, Cap: "← →", Word: u.T("screen.charts.key-pick"), Do: func() { c.turn(1) }, When: scores},
		{Names: []string{"Left"}, Cap: "← →", Word: u.T("screen.charts.key-pick"), Do: func() { c.turn(-1) }, When: scores, Quiet: true},
		{Names: []string{"PgDn"}, Cap: "PgUp PgDn", Word: u.T("screen.key.page"), Do: func() { c.turnPage(1) }, When: long},
		{Names: []string{"PgUp"}, Cap: "PgUp PgDn", Word: u.T("screen.key.page"), Do: func() { c.turnPage(-1) }, When: long, Quiet: true},
		{Names: []string{"F6"}, Word: u.T("screen.charts.key-png"), Do: func() { c.save(".png", c.png) }, When: ready},
		{Names: []string{"F7"}, Word: u.T("screen.charts.key-pdf"), Do: func() { c.save(".pdf", c.pdf) }, When: ready},
	}
}

func (c *charts) draw() {
	u, st := c.u, c.u.st
	about := ""
	if c.ready {
		about = u.T("screen.charts.as-of", "day", u.day(exam.Date(c.view.At.Format("2006-01-02"))), "time", c.view.At.Format("15:04"))
	}
	head := u.header(u.T("screen.charts.title"), about,
		st.Button(kit.Button{Word: u.T("screen.charts.png"), Key: "F6", Off: !c.ready, Do: func() { c.save(".png", c.png) }}),
		st.Button(kit.Button{Word: u.T("screen.charts.pdf"), Key: "F7", Off: !c.ready, Do: func() { c.save(".pdf", c.pdf) }}))
	var body fyne.CanvasObject
	switch {
	case !c.ready && u.note != "":
		body = st.Panel(kit.Gap(0, 0)) // the page says why
	case !c.ready:
		body = st.Panel(kit.Middle(st.Text(u.T("screen.charts.busy"), st.Lead, kit.Ink2)))
	case c.large:
		pages := c.chart(c.at).Split(barsLarge)
		one := pages[min(c.page, len(pages)-1)]
		if len(pages) > 1 {
			one.More = u.T("screen.charts.page", "n", c.page+1, "of", len(pages))
		}
		body = c.panel(one, c.at, true)
	default:
		body = kit.Col(u.gap(), kit.Grow(kit.Columns(u.gap(), kit.Grow(c.small(ofRooms), 1), kit.Grow(c.small(ofSubjects), 1)), 1),
			kit.Grow(kit.Columns(u.gap(), kit.Grow(c.small(ofScores), 1), kit.Grow(c.small(ofAssessors), 1)), 1))
	}
	u.f.Show(u.page(head, body), c.keys())
	u.f.Focus(nil)
}

func (c *charts) panel(chart paper.Chart, i int, on bool) fyne.CanvasObject {
	return c.u.st.Tap(c.u.st.Chart(chart, on), func() { c.enlarge(i) })
}

// small is one of four; what does not fit is counted and seen enlarged.
func (c *charts) small(i int) fyne.CanvasObject {
	chart := c.chart(i)
	if n := len(chart.Bars); n > barsSmall {
		chart.Bars = chart.Bars[:barsSmall]
		chart.More = c.u.T("screen.charts.more", "n", n-barsSmall)
	}
	return c.panel(chart, i, i == c.at)
}

// shown are the charts that a file holds: the enlarged one, or all that there are.
func (c *charts) shown(every bool) []paper.Chart {
	if c.large {
		return c.chart(c.at).Split(barsLarge)
	}
	if !every {
		return []paper.Chart{c.chart(ofRooms), c.chart(ofSubjects), c.chart(ofScores), c.chart(ofAssessors)}
	}
	out := append(c.chart(ofRooms).Split(barsLarge), c.chart(ofSubjects).Split(barsLarge)...)
	for _, s := range c.view.Stats.Scores {
		out = append(out, c.scores(s))
		if s.Component != exam.Theory {
			out = append(out, c.assessors(s))
		}
	}
	return out
}

func (c *charts) png() ([]byte, error) {
	if c.large {
		return c.u.st.ChartsPNG(c.shown(false), 1, 1100, 560)
	}
	return c.u.st.ChartsPNG(c.shown(false), 2, 548, 300)
}

func (c *charts) pdf() ([]byte, error) { return c.d.PrintCharts(c.shown(true), c.view.At) }

// save asks where and writes the file off the UI goroutine.
func (c *charts) save(ending string, made func() ([]byte, error)) {
	u := c.u
	name := u.T("screen.charts.file", "exam", c.exam, "time", c.view.At.Format("0102-1504")) + ending
	askSave(u, u.T("screen.place.title"), name, func(path string) {
		kit.Back(u.run, func() (string, error) {
			b, err := made()
			if err != nil {
				return "", err
			}
			return path, writeWhole(path, b)
		}, c.saved)
	})
}

// saved is said once the file is whole on disk.
func (c *charts) saved(path string, err error) {
	if !c.u.refused(err) {
		c.u.f.Saved(join(c.u.T("screen.charts.saved"), filepath.Base(path)))
	}
	c.draw()
}
