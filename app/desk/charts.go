package desk

import (
	"context"

	"kaowu/app/exam"
	"kaowu/app/paper"
)

// ChartsView are the figures behind charts 图表, as they stood at a moment.
type ChartsView struct {
	At    exam.Time
	Stats exam.Stats
}

// Charts counts attendance, results and marks. Only the site lead and the inspector
// see them: an assessor would read in them what others gave (design 4.4).
func (d *Desk) Charts(ctx context.Context) (ChartsView, error) {
	v := ChartsView{At: d.site.Now()}
	if err := d.allow("Charts", ""); err != nil {
		return v, err
	}
	j, err := d.site.judge()
	if err != nil {
		return v, err
	}
	tally := exam.NewTally(j)
	for _, row := range j.Plan.Candidates {
		if err := ctx.Err(); err != nil {
			return v, err
		}
		c, err := d.site.candidate(row.No)
		if err != nil {
			return v, err
		}
		tally.Add(c)
	}
	v.Stats = tally.Stats()
	return v, nil
}

// PrintCharts makes a PDF file of charts that a screen has put into words, as of the
// moment of their figures: the same charts give the same bytes.
func (d *Desk) PrintCharts(charts []paper.Chart, at exam.Time) ([]byte, error) {
	if err := d.allow("PrintCharts", ""); err != nil {
		return nil, err
	}
	f, err := d.site.frame(at.Time)
	if err != nil {
		return nil, err
	}
	return d.site.opt.Press.PDF(paper.ChartPages(f, charts), at.Time)
}
