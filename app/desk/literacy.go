package desk

import (
	"cmp"
	"context"
	"slices"

	"kaowu/app/exam"
	"kaowu/app/sheet"
	"kaowu/store"
)

// LiteracyRow is where the rating forms of one candidate stand.
type LiteracyRow struct {
	Candidate exam.Candidate
	Forms     []exam.FormScore
	Closed    bool // a review sheet is handed in, or the result is confirmed: nothing changes any more
}

// LiteracyList lists who is rated in comprehensive literacy 综合职业素养 (notice 7.2): the
// candidates whose review has items that the plan fills in from forms.
func (d *Desk) LiteracyList() ([]LiteracyRow, error) {
	if err := d.allow("LiteracyList", ""); err != nil {
		return nil, err
	}
	r, err := d.site.Roster()
	if err != nil {
		return nil, err
	}
	out := []LiteracyRow{}
	for _, row := range r.Plan.Candidates {
		c, forms, err := d.site.rated(row.No)
		if err != nil {
			return nil, err
		}
		if len(forms) > 0 {
			out = append(out, LiteracyRow{Candidate: row, Forms: forms, Closed: ratingsClosed(c)})
		}
	}
	return out, nil
}

// rated is a candidate with the items of their review that forms fill in; none where the
// level has no review (notice 7.1), or the plan leaves all items to the board.
func (s *Site) rated(no exam.CandidateNo) (exam.CandidateState, []exam.FormScore, error) {
	c, err := s.candidate(no)
	if err != nil {
		return c, nil, err
	}
	if !slices.Contains(s.subject(c.Listed.Subject).Needs(), exam.Review) {
		return c, nil, nil
	}
	r, err := s.Roster()
	if err != nil {
		return c, nil, err
	}
	rubric, _ := r.Plan.Rubric(c.Listed.Subject, exam.Review)
	return c, c.FormScores(rubric), nil
}

// ratingsClosed says that the ratings are in use: a member has handed a sheet in over
// them, or the result is confirmed. From then on there is only correction, by two.
func ratingsClosed(c exam.CandidateState) bool {
	return c.Confirmed != nil || slices.ContainsFunc(c.Sheets[exam.Review], func(s exam.Sheet) bool { return s.Sent })
}

// RateLiteracy enters what the forms of one source say of a candidate in one item, in
// place of what was entered before. Refusals: no-literacy (not rated, or not by this
// source), forms-closed, rating-marks (none, or out of 0 to 100), not-assigned.
func (d *Desk) RateLiteracy(ctx context.Context, no exam.CandidateNo, item int, source string, r exam.Rating) error {
	if err := d.allow("RateLiteracy", ""); err != nil {
		return err
	}
	defer d.site.hold(onCandidate(no))()
	if err := d.ratable(no, item, source); err != nil {
		return err
	}
	if len(r.Marks) == 0 || r.Void < 0 || slices.ContainsFunc(r.Marks, func(m exam.Tenths) bool { return m < 0 || m > maxScore }) {
		return exam.Refuse("rating-marks", "max", maxScore.Plain())
	}
	_, err := d.append(ctx, d.say(exam.LiteracyRated, onCandidate(no), exam.AboutRating(item, source), r))
	return err
}

// ratable refuses a rating that cannot be entered now, or not by this person: a board
// member enters those of the candidates whom they review.
func (d *Desk) ratable(no exam.CandidateNo, item int, source string) error {
	c, forms, err := d.site.rated(no)
	if err != nil {
		return err
	}
	if in := c.Listed.Sessions[exam.Review]; in != "" {
		if err := d.allow("RateLiteracy", in); err != nil {
			return err
		}
	}
	about := exam.AboutRating(item, source)
	if !slices.ContainsFunc(forms, func(f exam.FormScore) bool { return f.Item.No == item && f.Item.Sources.Of(source) > 0 }) {
		return exam.Refuse("no-literacy", "no", string(no), "item", item, "source", "code:literacy.source-"+source)
	}
	if ratingsClosed(c) {
		return exam.Refuse("forms-closed", "no", string(no))
	}
	return notDuringConflict(c.Conflicts, about)
}

// ImportLiteracy takes rating forms from a workbook or CSV file, all or none, and gives
// how many ratings they made. Problems name row and column. Refusals: not-a-workbook,
// and those of RateLiteracy.
func (d *Desk) ImportLiteracy(ctx context.Context, path string) (int, []exam.Problem, error) {
	if err := d.allow("ImportLiteracy", ""); err != nil {
		return 0, nil, err
	}
	rows, problems, err := sheet.ReadLiteracyFile(path, func(no string, item int, source string) string {
		_, forms, err := d.site.rated(exam.CandidateNo(no))
		switch {
		case err != nil:
			return "unknown-candidate"
		case !slices.ContainsFunc(forms, func(f exam.FormScore) bool { return f.Item.No == item && f.Item.Sources.Of(source) > 0 }):
			return "rated-item"
		}
		return ""
	})
	if err != nil || len(problems) > 0 {
		return 0, problems, err
	}
	sum, err := fileDigest(path)
	if err != nil {
		return 0, nil, err
	}
	type slot struct {
		no     exam.CandidateNo
		item   int
		source string
	}
	got := map[slot]*exam.Rating{}
	var order []slot
	for _, r := range rows {
		k := slot{r.No, r.Item, r.Source}
		if got[k] == nil {
			got[k] = &exam.Rating{Marks: []exam.Tenths{}, File: sum}
			order = append(order, k)
		}
		if r.Void {
			got[k].Void++
		} else {
			got[k].Marks = append(got[k].Marks, r.Mark)
		}
	}
	slices.SortFunc(order, func(a, b slot) int {
		return cmp.Or(cmp.Compare(a.no, b.no), a.item-b.item, cmp.Compare(a.source, b.source))
	})
	var drafts []store.Draft
	for _, k := range order {
		if err := d.ratable(k.no, k.item, k.source); err != nil {
			return 0, nil, err
		}
		// Which form came from whom must not show by the order they lay in.
		slices.Sort(got[k].Marks)
		drafts = append(drafts, d.say(exam.LiteracyRated, onCandidate(k.no), exam.AboutRating(k.item, k.source), *got[k]))
	}
	if len(drafts) == 0 {
		return 0, nil, exam.Refuse("rating-marks", "max", maxScore.Plain())
	}
	_, err = d.append(ctx, drafts...)
	return len(drafts), nil, err
}
