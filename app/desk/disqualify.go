package desk

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"kaowu/app/exam"
)

const onStaff = "staff/"

// Disqualify takes a person's standing in this exam away 取消考务资格, with the code of what
// they did, the evidence, who saw it and from when on (notice 9.4; domain 10.2). From then
// the desk refuses them everything, their events from that time on are marked wherever they
// are shown, and each candidate they had a part in must be decided (DecideReassessment)
// before results are confirmed. With Lifted it takes that back, Text being the reason. It
// may be done at any time, after publication too. Refusals: not-on-staff, disqualify-whom,
// disqualify-form (which item), disqualified-already, not-disqualified.
func (d *Desk) Disqualify(ctx context.Context, who exam.StaffID, q exam.Disqualification) error {
	if err := d.allow("Disqualify", ""); err != nil {
		return err
	}
	p, err := d.site.person(who)
	if err != nil {
		return err
	}
	defer d.site.hold(onStaff + string(who))()
	was, is, err := d.site.barred(who)
	switch {
	case err != nil:
		return err
	case !exam.Disqualifiable(p.Role):
		return exam.Refuse("disqualify-whom", "name", p.Name, "role", p.Role)
	case q.Lifted && !is:
		return exam.Refuse("not-disqualified", "name", p.Name)
	case q.Lifted:
		text := q.Text
		q = was.Disqualification
		q.Text, q.Lifted = text, true
	case is && q == was.Disqualification:
		return exam.Refuse("disqualified-already", "name", p.Name, "at", was.When.Format("2006-01-02 15:04"))
	}
	bad := q.Bad()
	if bad == "" && (q.Code[0] != 'G' || !d.site.opt.Frame.Words.Has("violation."+q.Code)) {
		bad = "code"
	}
	if bad == "" && q.From.After(d.site.Now().Time) {
		bad = "from"
	}
	if bad != "" {
		return exam.Refuse("disqualify-form", "item", "code:disqualify.item."+bad)
	}
	_, err = d.append(ctx, d.say(exam.StaffDisqualified, onStaff+string(who), "disqualified", q))
	return err
}

// disqualified are those who may not act any more, by staff id.
func (s *Site) disqualified() (map[exam.StaffID]exam.Disqualified, error) {
	s.mu.Lock()
	known, before := s.barredStaff, s.changes
	s.mu.Unlock()
	if known != nil {
		return known, nil
	}
	subjects, err := s.book.Subjects(onStaff)
	if err != nil {
		return nil, fmt.Errorf("list staff: %w", err)
	}
	known = map[exam.StaffID]exam.Disqualified{}
	for _, on := range subjects {
		facts, err := s.book.Events(on)
		if err != nil {
			return nil, err
		}
		who := exam.StaffID(on[len(onStaff):])
		if q, is := exam.FoldDisqualified(who, facts); is {
			known[who] = q
		}
	}
	s.mu.Lock()
	if s.changes == before { // what was read before an event came is not kept after it
		s.barredStaff = known
	}
	s.mu.Unlock()
	return known, nil
}

// barred says whether somebody may not act in this exam any more.
func (s *Site) barred(who exam.StaffID) (exam.Disqualified, bool, error) {
	all, err := s.disqualified()
	q, is := all[who]
	return q, is, err
}

// refuseDisqualified refuses everything to who may not act any more. Refusal:
// disqualified.
func (s *Site) refuseDisqualified(who exam.StaffID) error {
	q, is, err := s.barred(who)
	if err != nil || !is {
		return err
	}
	return exam.Refuse("disqualified", "at", q.When.Format("2006-01-02 15:04"), "violation", "code:violation."+q.Code, "lead", s.leadName())
}

// DisqualifiedRow is a person whose standing was taken away, and how many of those they had
// a part in wait for a decision.
type DisqualifiedRow struct {
	exam.Disqualified
	Name    string
	Role    exam.Role
	By      string // name of who said so
	Parts   int    // components of candidates they had a part in
	Waiting int    // of those, not decided
}

// Disqualified lists the people who may not act any more, by staff id.
func (d *Desk) Disqualified() ([]DisqualifiedRow, error) {
	if err := d.allow("Disqualified", ""); err != nil {
		return nil, err
	}
	all, err := d.site.disqualified()
	if err != nil {
		return nil, err
	}
	out := make([]DisqualifiedRow, 0, len(all))
	for _, who := range slices.SortedFunc(maps.Keys(all), exam.CompareStaff) {
		q := all[who]
		p, _ := d.site.person(who) // who is on no plan any more has an id alone
		row := DisqualifiedRow{Disqualified: q, Name: p.Name, Role: p.Role, By: d.site.name(q.By)}
		list, err := d.site.affected(q)
		if err != nil {
			return nil, err
		}
		for _, a := range list {
			row.Parts++
			row.Waiting += one(!a.Answered)
		}
		out = append(out, row)
	}
	return out, nil
}
