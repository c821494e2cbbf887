package screen

import (
	"strings"

	"kaowu/app/exam"
	"kaowu/app/paper"
	"kaowu/app/screen/kit"
)

// chart puts one of the four charts into words.
func (c *charts) chart(i int) paper.Chart {
	switch i {
	case ofRooms:
		return c.attendance()
	case ofSubjects:
		return c.passRate()
	}
	if c.of < 0 || c.of >= len(c.view.Stats.Scores) {
		return paper.Chart{Title: c.u.T("screen.charts.marks"), Empty: c.u.T("screen.charts.empty")}
	}
	if s := c.view.Stats.Scores[c.of]; i == ofScores {
		return c.scores(s)
	} else {
		return c.assessors(s)
	}
}

func (c *charts) attendance() paper.Chart {
	u := c.u
	out := paper.Chart{Title: u.T("screen.charts.attendance"), About: u.T("screen.charts.by-room"), Note: u.T("screen.charts.attendance-note"),
		Legend: []paper.Legend{{Shade: paper.GoodShade, Mark: string(kit.Admitted), Word: u.T("screen.charts.came")},
			{Shade: paper.HalfShade, Mark: string(kit.Late), Word: u.T("screen.charts.late")},
			{Mark: string(kit.Absent), Word: u.T("screen.charts.absent")}}}
	for _, r := range c.view.Stats.Rooms {
		out.Bars = append(out.Bars, paper.Bar{Label: c.room(r.Room), Value: u.T("screen.charts.of", "n", r.Present, "of", r.Expected),
			Parts: []paper.BarPart{{N: r.Present - r.Late, Shade: paper.GoodShade}, {N: r.Late, Shade: paper.HalfShade}, {N: r.Expected - r.Present, Shade: paper.SpareShade}}})
	}
	if len(out.Bars) == 0 {
		out.Empty = u.T("screen.charts.empty")
	}
	return out
}

func (c *charts) room(no string) string {
	for _, r := range c.rooms {
		if r.No == no {
			return c.u.T("screen.charts.room", "no", no, "name", r.Name)
		}
	}
	return no
}

func (c *charts) passRate() paper.Chart {
	u := c.u
	out := paper.Chart{Title: u.T("screen.charts.pass"), About: u.T("screen.charts.by-subject"),
		Legend: []paper.Legend{{Shade: paper.GoodShade, Mark: string(kit.Done), Word: u.T("screen.charts.qualified")},
			{Shade: paper.BadShade, Mark: string(kit.Rejected), Word: u.T("screen.charts.failed")},
			{Shade: paper.HalfShade, Mark: string(kit.Unknown), Word: u.T("screen.charts.open")}}}
	var q, f, o int
	for _, p := range c.view.Stats.Subjects {
		q, f, o = q+p.Qualified, f+p.Failed, o+p.Open
		out.Bars = append(out.Bars, paper.Bar{Label: u.subject(p.Subject), Value: u.T("screen.charts.percent", "n", p.Percent()),
			Parts: []paper.BarPart{{N: p.Qualified, Shade: paper.GoodShade, Word: u.T("screen.charts.qualified-n", "n", p.Qualified)},
				{N: p.Failed, Shade: paper.BadShade, Word: count(p.Failed)}, {N: p.Open, Shade: paper.HalfShade, Word: count(p.Open)}}})
	}
	out.Note = u.T("screen.charts.pass-note", "qualified", q, "failed", f, "open", o)
	if len(out.Bars) == 0 {
		out.Empty = u.T("screen.charts.empty")
	}
	return out
}

// scoreStep is the width of a column, in tenths.
const scoreStep = 50

func (c *charts) scores(s exam.ScoreSpread) paper.Chart {
	u := c.u
	out := paper.Chart{Title: u.T("screen.charts.spread", "component", "code:component."+string(s.Component)), About: u.subject(s.Subject)}
	bands := s.Bands(scoreStep)
	if len(bands) == 0 {
		out.Empty = u.T("screen.charts.empty")
		return out
	}
	out.Note = u.T("screen.charts.spread-note", "n", len(s.All), "pass", s.Pass.Plain())
	col := &paper.Columns{From: int(bands[0].From) / 10, Step: scoreStep / 10, Pass: points(s.Pass), PassWord: u.T("screen.charts.pass-line")}
	for _, b := range bands {
		col.N = append(col.N, b.N)
	}
	out.Columns = col
	return out
}

// points is a score on the scale of a drawing; it is never calculated with.
func points(v exam.Tenths) float64 { return float64(v) / 10 }

func (c *charts) assessors(s exam.ScoreSpread) paper.Chart {
	u := c.u
	out := paper.Chart{Title: u.T("screen.charts.marks"), About: u.T("screen.charts.marks-of", "component", "code:component."+string(s.Component), "subject", u.subject(s.Subject)), DotsFrom: 50}
	if s.Component == exam.Theory {
		out.Empty = u.T("screen.charts.marks-theory")
		return out
	}
	most := 0
	for _, a := range s.Assessors {
		row := paper.DotRow{Label: c.names(a.Staff), Mean: points(a.Mean), Value: a.Mean.String()}
		for _, v := range a.Totals {
			row.Points = append(row.Points, points(v))
			for int(v)/10 < out.DotsFrom {
				out.DotsFrom -= 10
			}
		}
		if a.Tends != "" {
			row.Off = u.T("screen.charts."+a.Tends, "by", strings.TrimPrefix(a.Off.String(), "-"))
		}
		most = max(most, len(a.Totals))
		out.Dots = append(out.Dots, row)
	}
	if len(out.Dots) == 0 {
		out.Empty = u.T("screen.charts.empty")
		return out
	}
	out.Note = u.T("screen.charts.marks-note", "n", most)
	return out
}
