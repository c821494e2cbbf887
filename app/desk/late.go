package desk

import (
	"slices"
	"strings"

	"kaowu/app/exam"
)

// LateRow is an event of a revoked key beyond its revocation 迟到证据.
type LateRow struct {
	Moment
	Candidate exam.CandidateNo // empty where it is not on one
	Laptop    string           // whose log it is in
	Admitted  *KeyGone         // nil: it counts for nothing
}

// late gathers all late evidence of the book, and what of it was admitted. A book in
// which nothing was revoked is not read through.
func (s *Site) late() ([]LateRow, error) {
	r, err := s.book.Revocations()
	if err != nil || len(r.All()) == 0 {
		return nil, err
	}
	var out []LateRow
	err = s.book.Each(func(f exam.Fact) error {
		admission, in := r.Admitted(f)
		if !in && !r.Late(f) {
			return nil
		}
		row := LateRow{Moment: s.lateMoment(f, r), Laptop: s.book.Opener(f.Log)}
		if no, is := strings.CutPrefix(f.On, "candidate/"); is {
			row.Candidate = exam.CandidateNo(no)
		}
		if in {
			why, err := s.gone(admission, "")
			if err != nil {
				return err
			}
			row.Admitted = &why
		}
		out = append(out, row)
		return nil
	})
	slices.SortStableFunc(out, func(a, b LateRow) int { return a.Fact.At.Compare(b.Fact.At) })
	return out, err
}

// lateMoment is one late event for a person's eye.
func (s *Site) lateMoment(f exam.Fact, r exam.Revocations) Moment {
	aside := map[exam.ID]string{}
	if r.Late(f) {
		aside[f.ID] = setAsideLate
	}
	return s.moments([]exam.Fact{f}, aside)[0]
}

// setAsideLate is the code of why late evidence counts for nothing.
const setAsideLate = "late"

// lateInto adds the late evidence of a subject to a history: it is shown, though it counts
// for nothing. pick chooses what of it concerns the candidate; nil: all.
func (s *Site) lateInto(h *History, on string, pick func([]exam.Fact) []exam.Fact) error {
	if r, err := s.book.Revocations(); err != nil || len(r.All()) == 0 {
		return err // the subject need not be read once more
	}
	late, err := s.book.Late(on)
	if err != nil || len(late) == 0 {
		return err
	}
	if pick != nil {
		late = pick(late)
	}
	aside := map[exam.ID]string{}
	for _, f := range late {
		aside[f.ID] = setAsideLate
	}
	h.Moments = append(h.Moments, s.moments(late, aside)...)
	return nil
}

// markAdmitted tells of each moment that counts only because the site lead admitted it.
func (s *Site) markAdmitted(all []Moment) error {
	r, err := s.book.Revocations()
	if err != nil || len(r.All()) == 0 {
		return err
	}
	for i := range all {
		a, in := r.Admitted(all[i].Fact)
		if !in {
			continue
		}
		why, err := s.gone(a, "")
		if err != nil {
			return err
		}
		all[i].Admitted = &why
	}
	return nil
}
