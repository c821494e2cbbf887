package desk

import (
	"context"
	"fmt"
	"slices"

	"kaowu/app/exam"
)

// scoring is what every action on a score sheet first finds out.
type scoring struct {
	st     exam.SessionState
	comp   exam.Component
	c      exam.CandidateState
	rubric exam.Rubric
	pol    exam.Policy
	mine   exam.Sheet
}

// onSheet checks that the person may score this candidate here and now. Refusals:
// not-allowed, not-assigned, not-scored (a theory session), session-not-open,
// not-present, avoidance, record-frozen.
func (d *Desk) onSheet(action string, in exam.SessionNo, no exam.CandidateNo) (scoring, error) {
	var s scoring
	if err := d.allow(action, in); err != nil {
		return s, err
	}
	var err error
	if s.st, err = d.site.session(in); err != nil {
		return s, err
	}
	s.comp = s.st.Session.Component
	if s.comp == exam.Theory {
		return s, exam.Refuse("not-scored", "session", string(in))
	}
	if s.st.Status == exam.SessionNotOpen {
		return s, exam.Refuse("session-not-open", "session", string(in))
	}
	if s.c, err = d.site.candidate(no); err != nil {
		return s, err
	}
	if err := d.presentIn(s.c, s.comp, in); err != nil {
		return s, err
	}
	if err := d.refuseAvoided(s.c, in); err != nil {
		return s, err
	}
	if s.pol, err = d.site.Policy(); err != nil {
		return s, err
	}
	r, err := d.site.Roster()
	if err != nil {
		return s, err
	}
	for _, rb := range r.Plan.Rubrics {
		if rb.Subject == s.st.Session.Subject && rb.Component == s.comp {
			s.rubric = rb
		}
	}
	s.mine = sheetOf(s.c.Sheets[s.comp], d.staff.ID)
	if s.mine.Session == "" {
		s.mine.Session, s.mine.Staff = in, d.staff.ID
	}
	if s.comp == exam.Review {
		s.mine = s.mine.WithForms(s.c.FormScores(s.rubric))
	}
	rec, err := d.site.record(in)
	if err != nil {
		return s, err
	}
	if rec.Frozen != nil {
		return s, exam.Refuse("record-frozen", "session", string(in), "revision", rec.Revision)
	}
	return s, nil
}

func sheetOf(list []exam.Sheet, who exam.StaffID) exam.Sheet {
	for _, s := range list {
		if s.Staff == who {
			return s
		}
	}
	return exam.Sheet{}
}

func (s scoring) item(no int) (exam.Item, error) {
	for _, it := range s.rubric.Items {
		if it.No == no {
			return it, nil
		}
	}
	return exam.Item{}, exam.Refuse("unknown-item", "item", no)
}

// open refuses a change to a sheet that is handed in.
func (s scoring) open() error {
	if s.mine.Sent {
		return exam.Refuse("sheet-sent", "no", string(s.c.No), "at", s.mine.SentAt.Format("15:04:05"))
	}
	return nil
}

func (s scoring) about(d *Desk, rest string) string {
	return fmt.Sprintf("%s/%s/%s/%s", s.comp, s.st.Session.No, d.staff.ID, rest)
}

// onOpenItem is onSheet for one item of a sheet that is not handed in. Refusals
// besides: sheet-sent, unknown-item, item-from-forms.
func (d *Desk) onOpenItem(action string, in exam.SessionNo, no exam.CandidateNo, item int) (scoring, exam.Item, error) {
	s, err := d.onSheet(action, in, no)
	if err != nil {
		return s, exam.Item{}, err
	}
	if err := s.open(); err != nil {
		return s, exam.Item{}, err
	}
	it, err := s.item(item)
	if err == nil && it.Sources.Sum() > 0 {
		err = exam.Refuse("item-from-forms", "item", item, "name", it.Name)
	}
	return s, it, err
}

// ScoreItem stores the signed-in assessor's score of one rubric item, at once and
// durably. The same value again stores nothing. Refusals: over-full (item, full
// marks, given), score-step, sheet-sent, and those of every score sheet action.
func (d *Desk) ScoreItem(ctx context.Context, in exam.SessionNo, no exam.CandidateNo, item int, score exam.Tenths) (err error) {
	defer d.named(in, &no, &err)()
	s, it, err := d.onOpenItem("ScoreItem", in, no, item)
	if err != nil {
		return err
	}
	if score < 0 || score > it.Full {
		return exam.Refuse("over-full", "item", item, "full", it.Full.Plain(), "given", score.Plain())
	}
	if s.pol.Step > 1 && score%s.pol.Step != 0 {
		return exam.Refuse("score-step", "item", item, "step", s.pol.Step.Plain(), "given", score.Plain())
	}
	if m := s.mine.Items[item]; m.Scored && m.Score == score {
		return nil
	}
	_, err = d.append(ctx, d.say(exam.ItemScored, onCandidate(no), s.about(d, fmt.Sprint(item)), exam.Score{Score: score}))
	return err
}

// NeedsReason says whether a score is so low that a deduction reason is asked.
func NeedsReason(p exam.Policy, it exam.Item, score exam.Tenths) bool {
	return int64(score)*100 < int64(it.Full)*int64(p.ReasonBelow)
}

// GiveReason stores why points were deducted 扣分原因 on an item.
func (d *Desk) GiveReason(ctx context.Context, in exam.SessionNo, no exam.CandidateNo, item int, why exam.Why) error {
	return d.onItem(ctx, "GiveReason", in, no, item, "reason", exam.ItemReason, why)
}

// NoteItem stores the source and comment of a review item (notice 7.2).
func (d *Desk) NoteItem(ctx context.Context, in exam.SessionNo, no exam.CandidateNo, item int, n exam.Note) error {
	return d.onItem(ctx, "NoteItem", in, no, item, "note", exam.ItemNote, n)
}

func (d *Desk) onItem(ctx context.Context, action string, in exam.SessionNo, no exam.CandidateNo, item int, rest string, kind exam.Kind, body any) (err error) {
	defer d.named(in, &no, &err)()
	s, _, err := d.onOpenItem(action, in, no, item)
	if err != nil {
		return err
	}
	_, err = d.append(ctx, d.say(kind, onCandidate(no), s.about(d, fmt.Sprintf("%d/%s", item, rest)), body))
	return err
}

// VetoItem marks a safety veto item failed, with a reason code, or takes that
// back before the sheet is handed in. Refusals: not-veto-item, reason-missing.
func (d *Desk) VetoItem(ctx context.Context, in exam.SessionNo, no exam.CandidateNo, item int, v exam.Veto) (err error) {
	defer d.named(in, &no, &err)()
	s, it, err := d.onOpenItem("VetoItem", in, no, item)
	if err != nil {
		return err
	}
	if !it.Veto {
		return exam.Refuse("not-veto-item", "item", item)
	}
	if v.Veto && v.Code == "" {
		return exam.Refuse("reason-missing")
	}
	_, err = d.append(ctx, d.say(exam.ItemVetoed, onCandidate(no), s.about(d, fmt.Sprintf("%d/veto", item)), v))
	return err
}

// SubmitScores hands in 交分 the signed-in assessor's sheet for a candidate: one
// signed event over all its items. Refusals: items-missing, forms-missing (a review item
// that rating forms fill in), reasons-missing, sheet-sent.
func (d *Desk) SubmitScores(ctx context.Context, in exam.SessionNo, no exam.CandidateNo) (err error) {
	defer d.named(in, &no, &err)()
	s, err := d.onSheet("SubmitScores", in, no)
	if err != nil {
		return err
	}
	if err := s.open(); err != nil {
		return err
	}
	body := exam.Handover{Total: s.mine.Total}
	missing, reasons := 0, 0
	for _, it := range s.rubric.Items {
		m := s.mine.Items[it.No]
		switch {
		case it.Sources.Sum() > 0 && !m.Scored:
			return exam.Refuse("forms-missing", "item", it.No, "name", it.Name)
		case it.Sources.Sum() > 0:
			continue // not the member's own mark
		case !m.Scored:
			missing++
			continue
		}
		body.Count++
		body.Rests = append(body.Rests, m.Facts...)
		if m.Why == (exam.Why{}) && NeedsReason(s.pol, it, m.Score) {
			reasons++
		}
	}
	if missing > 0 {
		return exam.Refuse("items-missing", "n", missing)
	}
	if reasons > 0 {
		return exam.Refuse("reasons-missing", "n", reasons)
	}
	_, err = d.append(ctx, d.say(exam.ScoresSent, onCandidate(no), s.about(d, "sent"), body))
	return err
}

// TakeBackScores takes a handed-in sheet back 撤回, with a reason, while the
// session is open and nobody has arbitrated; afterwards there is only correction.
// Refusals: not-sent, session-closed, arbitrated, reason-missing.
func (d *Desk) TakeBackScores(ctx context.Context, in exam.SessionNo, no exam.CandidateNo, why exam.Why) (err error) {
	defer d.named(in, &no, &err)()
	s, err := d.onSheet("TakeBackScores", in, no)
	if err != nil {
		return err
	}
	if why == (exam.Why{}) {
		return exam.Refuse("reason-missing")
	}
	if !s.mine.Sent {
		return exam.Refuse("not-sent", "no", string(no))
	}
	if _, err := d.mustBeOpen(in); err != nil {
		return err
	}
	if s.c.Arbitration[s.comp] != nil {
		return exam.Refuse("arbitrated", "no", string(no))
	}
	_, err = d.append(ctx, d.say(exam.ScoresTaken, onCandidate(no), s.about(d, "sent"), why))
	return err
}

// Arbitrate settles a spread beyond the limit or a veto that not all marked 仲裁:
// the group lead or a senior assessor of the session, with a reason. The raw
// scores stay. Refusals: nothing-to-arbitrate, arbitrated, score-range,
// reason-missing.
func (d *Desk) Arbitrate(ctx context.Context, in exam.SessionNo, no exam.CandidateNo, a exam.Arbitration) (err error) {
	defer d.named(in, &no, &err)()
	if err := d.allow("Arbitrate", in); err != nil {
		return err
	}
	c, err := d.site.candidate(no)
	if err != nil {
		return err
	}
	st, err := d.site.session(in)
	if err != nil {
		return err
	}
	comp := st.Session.Component
	if err := d.presentIn(c, comp, in); err != nil {
		return err
	}
	if err := d.refuseAvoided(c, in); err != nil {
		return err
	}
	if a.Reason == "" {
		return exam.Refuse("reason-missing")
	}
	if a.Score < 0 || a.Score > maxScore {
		return exam.Refuse("score-range", "max", maxScore.Plain(), "given", a.Score.Plain())
	}
	j, err := d.site.judge()
	if err != nil {
		return err
	}
	com := j.Combine(c, comp)
	if com.Arbitration != nil {
		return exam.Refuse("arbitrated", "no", string(no))
	}
	if !com.NeedsArbitration {
		return exam.Refuse("nothing-to-arbitrate", "no", string(no))
	}
	a.Rests = nil
	for _, sh := range com.Sheets {
		a.Rests = append(a.Rests, sh.SentID)
	}
	_, err = d.append(ctx, d.say(exam.Arbitrated, onCandidate(no), fmt.Sprintf("%s/%s/arbitration", comp, in), a))
	return err
}

// Queue lists the session's candidates by station for the signed-in assessor, by code
// number where scoring is blind.
func (d *Desk) Queue(in exam.SessionNo) ([]QueueRow, error) {
	r, err := d.inRoom("Queue", in, true)
	if err != nil {
		return nil, err
	}
	out := make([]QueueRow, 0, len(r.people))
	v, err := d.veil(in)
	if err != nil {
		return nil, err
	}
	for _, c := range r.people {
		row := d.queueRow(c, r.st.Session.Component, r.judge)
		row.No, row.Code = v.no(c.No), v.codes[c.No]
		if v.hidden {
			row.Name = ""
		}
		out = append(out, row)
	}
	// Drawn stations do not follow the roster.
	slices.SortStableFunc(out, func(a, b QueueRow) int { return a.Seat - b.Seat })
	return out, nil
}

func (d *Desk) queueRow(c exam.CandidateState, comp exam.Component, j exam.Judge) QueueRow {
	a := c.Attendance[comp]
	row := QueueRow{Seat: c.Seat(comp), No: c.No, Name: c.Listed.Name}
	mine := sheetOf(c.Sheets[comp], d.staff.ID)
	switch {
	case len(c.Conflicts) > 0:
		row.State = "conflict"
	case a.State == exam.NotCome:
		row.State = "not-come"
	case a.State == exam.AbsentNow:
		row.State = "absent"
	case mine.Sent && mine.Veto:
		row.State = "veto"
	case mine.Sent:
		row.State = "done"
		if com := j.Combine(c, comp); com.NeedsArbitration && com.Arbitration == nil {
			row.State = "arbitration"
		}
	case len(mine.Items) > 0:
		row.State = "scoring"
	default:
		row.State = "admitted"
	}
	return row
}

// Sheet is one candidate's rubric for the signed-in person. Other assessors'
// sheets are in it only once the person's own is handed in, or where the person
// does not score.
func (d *Desk) Sheet(in exam.SessionNo, no exam.CandidateNo) (v SheetView, err error) {
	defer d.meant(in, &no, &err)()
	if err := d.allow("Sheet", in); err != nil {
		return v, err
	}
	st, err := d.site.session(in)
	if err != nil {
		return v, err
	}
	c, err := d.site.candidate(no)
	if err != nil {
		return v, err
	}
	j, err := d.site.judge()
	if err != nil {
		return v, err
	}
	comp := st.Session.Component
	veil, err := d.veil(in)
	if err != nil {
		return v, err
	}
	v = SheetView{Candidate: veil.row(c.Listed), Code: veil.codes[no], Session: st.Session, Seat: c.Seat(comp)}
	for _, rb := range j.Plan.Rubrics {
		if rb.Subject == st.Session.Subject && rb.Component == comp {
			v.Rubric = rb
		}
	}
	v.CanScore = d.staff.Role.Scores() && d.in(in) && d.refuseAvoided(c, in) == nil
	if v.GroupLead, err = d.site.groupLead(st); err != nil {
		return v, err
	}
	v.Arbiter = v.CanScore && (v.GroupLead == d.staff.ID || exam.May("Arbitrate", d.staff.Role))
	v.Started = exam.Time{Time: d.site.startOf(st.Session)}
	if a := c.Attendance[comp]; a.State == exam.Present {
		if a.Seat > 0 {
			v.Seat = a.Seat // the station that was drawn
		}
		if a.When.After(v.Started.Time) {
			v.Started = a.When
		}
	}
	rec, err := d.site.record(in)
	if err != nil {
		return v, err
	}
	v.StoppedAt, v.Back = stoppedTime(rec, no)
	v.Mine = sheetOf(c.Sheets[comp], d.staff.ID)
	if comp == exam.Review {
		v.Forms = c.FormScores(v.Rubric)
		v.Mine = v.Mine.WithForms(v.Forms)
	}
	if !v.CanScore || v.Mine.Sent {
		for _, sh := range c.Sheets[comp] {
			if sh.Staff != d.staff.ID && sh.Sent && sh.Session == in {
				v.Others = append(v.Others, sh)
			}
		}
		com := j.Combine(c, comp)
		v.Combined = &com
	}
	return v, nil
}

// SaveDraft keeps what was typed but is not complete, so that nothing is lost when
// the program is killed; empty data drops it. It is no event.
func (d *Desk) SaveDraft(ctx context.Context, field string, data []byte) error {
	return d.site.book.SaveDraft(ctx, "draft/"+string(d.staff.ID)+"/"+field, data)
}

// Draft gives back what SaveDraft kept.
func (d *Desk) Draft(field string) ([]byte, error) {
	return d.site.book.Draft("draft/" + string(d.staff.ID) + "/" + field)
}
