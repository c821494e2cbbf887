package desk

import (
	"strings"

	"kaowu/app/exam"
)

// Trace is a candidate's whole history in order, for a complaint 投诉举报: what was
// said, by whom, when, and what was set aside and why (notice 6.4 全程留痕).
func (d *Desk) Trace(no exam.CandidateNo) ([]Moment, error) {
	if err := d.allow("Trace", ""); err != nil {
		return nil, err
	}
	c, err := d.site.history(no)
	if err != nil {
		return nil, err
	}
	out := make([]Moment, 0, len(c.Facts))
	for _, f := range c.Facts {
		by := f.By
		if !strings.HasPrefix(by, "device/") {
			by = d.site.name(exam.StaffID(by))
		}
		out = append(out, Moment{Fact: f, By: by, NotAdopted: c.NotAdopted[f.ID]})
	}
	return out, nil
}
