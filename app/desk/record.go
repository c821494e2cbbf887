package desk

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"kaowu/app/exam"
)

// content gathers what an exam-room record says now.
func (s *Site) content(no exam.SessionNo) (exam.RecordContent, exam.RecordState, error) {
	rec, err := s.record(no)
	if err != nil {
		return exam.RecordContent{}, rec, err
	}
	st, err := s.session(no)
	if err != nil {
		return exam.RecordContent{}, rec, err
	}
	people, err := s.inSession(no)
	if err != nil {
		return exam.RecordContent{}, rec, err
	}
	r, err := s.Roster()
	if err != nil {
		return exam.RecordContent{}, rec, err
	}
	pol, err := s.Policy()
	if err != nil {
		return exam.RecordContent{}, rec, err
	}
	barred, err := s.disqualified()
	return exam.WithoutDisqualified(exam.BuildRecord(r.Plan, st, people, rec, pol, s.Fingerprint()), rec, barred), rec, err
}

// RecordView is an exam-room record 考场记录表 for reading, writing and signing.
func (d *Desk) RecordView(no exam.SessionNo) (RecordView, error) {
	var v RecordView
	if err := d.allow("RecordView", no); err != nil {
		return v, err
	}
	var err error
	if v.Content, v.State, err = d.site.content(no); err != nil {
		return v, err
	}
	digest := v.Content.Digest()
	if v.State.Frozen != nil {
		digest = v.State.Frozen.Digest
		v.Stale = v.Content.Digest() != digest
		v.Next = exam.NextSigners(v.Content, v.State)
		v.Done = len(v.Next) == 0
		v.CanSign = signerIn(v.Next, d.staff.ID) != nil
	}
	v.Code = exam.ContentCode(digest)
	comp := v.Content.Session.Component
	for _, f := range exam.RecordFields() {
		if f.Component == "" || f.Component == comp {
			v.Fields = append(v.Fields, f)
		}
	}
	v.Missing = append(exam.MissingFields(v.Content, comp, false), exam.MissingFields(v.Content, comp, true)...)
	v.Before = v.State.Before()
	v.Revised, err = d.site.revised(no, v.State)
	return v, err
}

// revised gives the rows of a record that are not as its last revision had them.
func (s *Site) revised(no exam.SessionNo, rec exam.RecordState) (exam.Revised, error) {
	if len(rec.Past) == 0 {
		return rec.Revised(nil), nil
	}
	people, err := s.inSession(no)
	return rec.Revised(people), err
}

func signerIn(list []exam.Signer, who exam.StaffID) *exam.Signer {
	for i := range list {
		if list[i].Staff == who {
			return &list[i]
		}
	}
	return nil
}

// WriteRecord writes one field of the record. An empty value clears it. The
// supervisor's fields are the supervisor's alone (notice 6.3). Refusals:
// record-frozen, unknown-field, bad-value, not-your-field, avoidance-session.
func (d *Desk) WriteRecord(ctx context.Context, no exam.SessionNo, field, value string) error {
	if err := d.allow("WriteRecord", no); err != nil {
		return err
	}
	if err := d.refuseAvoidedSession(no); err != nil {
		return err
	}
	defer d.site.hold(onRecord(no))()
	rec, err := d.writable(no)
	if err != nil {
		return err
	}
	st, err := d.site.session(no)
	if err != nil {
		return err
	}
	f, ok := fieldNamed(field, st.Session.Component)
	if !ok {
		return exam.Refuse("unknown-field", "field", field)
	}
	supervises := d.staff.Role == exam.RoleSupervisor
	if (f.Role == exam.RoleSupervisor) != supervises {
		return exam.Refuse("not-your-field", "field", "code:record.field."+field)
	}
	if value != "" && !fieldTakes(f, value) {
		return exam.Refuse("bad-value", "field", "code:record.field."+field)
	}
	if rec.Fields[field].Value == value {
		return nil
	}
	_, err = d.append(ctx, d.say(exam.RecordWritten, onRecord(no), "field/"+field, exam.Field{Value: value}))
	return err
}

func fieldNamed(name string, comp exam.Component) (exam.RecordField, bool) {
	for _, f := range exam.RecordFields() {
		if f.Name == name && (f.Component == "" || f.Component == comp) {
			return f, true
		}
	}
	return exam.RecordField{}, false
}

func fieldTakes(f exam.RecordField, v string) bool {
	switch f.Kind {
	case "count":
		n, err := strconv.Atoi(v)
		return err == nil && n >= 0 && n < 10000
	case "time":
		return len(v) == 5 && v[2] == ':' && v[:2] < "24" && v[3:] < "60" && v >= "00:00"
	case "yesno":
		return v == "yes" || v == "no" || v == "na"
	case "choice":
		return slices.Contains(f.Choices, v)
	}
	return len(v) <= 2000
}

// writable gives the record if it is not frozen for signing.
func (d *Desk) writable(no exam.SessionNo) (exam.RecordState, error) {
	rec, err := d.site.record(no)
	if err != nil {
		return rec, err
	}
	if rec.Frozen != nil {
		return rec, exam.Refuse("record-frozen", "session", string(no), "revision", rec.Revision)
	}
	return rec, nil
}

// AddIncident writes a row of 违纪与异常 by code (domain 10.2), or with Dropped set
// takes row n out; n 0 adds. Refusals: record-frozen, facts-missing,
// unknown-incident.
func (d *Desk) AddIncident(ctx context.Context, no exam.SessionNo, n int, in exam.Incident) error {
	if err := d.allow("AddIncident", no); err != nil {
		return err
	}
	defer d.site.hold(onRecord(no))()
	rec, err := d.writable(no)
	if err != nil {
		return err
	}
	if hidden, err := d.hidesAtDoor(no); err != nil {
		return err
	} else if hidden && in.Candidate != "" && n == 0 { // a row that is there names them as the record does
		v, err := d.veil(no)
		if err != nil {
			return err
		}
		given := in.Candidate
		if in.Candidate = v.real(given); in.Candidate == "" {
			return exam.Refuse("unknown-candidate", "no", string(given))
		}
	}
	if !in.Dropped && (in.Code == "" || in.Text == "") {
		return exam.Refuse("facts-missing")
	}
	last := lastIncident(rec)
	if n == 0 {
		n = last + 1
	} else if n > last {
		return exam.Refuse("unknown-incident", "n", n)
	}
	if in.Time == "" {
		in.Time = d.site.Now().Format("15:04")
	}
	_, err = d.append(ctx, d.say(exam.RecordIncident, onRecord(no), fmt.Sprintf("incident/%d", n), in))
	return err
}

// lastIncident is the highest number of a row that was ever written: a dropped one
// keeps its number.
func lastIncident(rec exam.RecordState) int {
	last := 0
	for _, i := range rec.Incidents {
		last = max(last, i.No)
	}
	for _, f := range rec.Facts {
		if f.Kind == exam.RecordIncident {
			if k, err := strconv.Atoi(f.Abt[len("incident/"):]); err == nil {
				last = max(last, k)
			}
		}
	}
	return last
}

// FreezeRecord fixes the record's content for signing (record.md 8). Refusals:
// session-still-open, record-frozen, fields-missing, sheets-missing, no-supervisor-left
// (all of them avoid the session: notice 6.3 wants every exam supervised).
func (d *Desk) FreezeRecord(ctx context.Context, no exam.SessionNo) error {
	if err := d.allow("FreezeRecord", no); err != nil {
		return err
	}
	defer d.site.hold(onRecord(no))()
	if _, err := d.writable(no); err != nil {
		return err
	}
	st, err := d.site.session(no)
	if err != nil {
		return err
	}
	if st.Status != exam.SessionShut {
		return exam.Refuse("session-still-open", "session", string(no))
	}
	c, rec, err := d.site.content(no)
	if err != nil {
		return err
	}
	comp := st.Session.Component
	if miss := append(exam.MissingFields(c, comp, false), exam.MissingFields(c, comp, true)...); len(miss) > 0 {
		names := make([]string, len(miss))
		for i, f := range miss {
			names[i] = "code:record.field." + f.Name
		}
		return exam.Refuse("fields-missing", "n", len(miss), "fields", names)
	}
	if n, err := d.site.sheetsMissing(no); err != nil {
		return err
	} else if n > 0 {
		return exam.Refuse("sheets-missing", "n", n, "session", string(no))
	}
	if j, err := d.site.judge(); err != nil {
		return err
	} else if left, err := d.site.unsupervised(j, st.Session); err != nil {
		return err
	} else if len(left) > 0 {
		return exam.Refuse("no-supervisor-left", "session", string(no))
	}
	body := exam.Freeze{Revision: rec.Revision, Digest: c.Digest(), UpTo: d.site.Size()}
	_, err = d.append(ctx, d.say(exam.RecordFrozen, onRecord(no), "state", body))
	return err
}

// sheetsMissing counts the score sheets of a practical or review session that are
// not handed in yet: the record says who handed in how many.
func (s *Site) sheetsMissing(no exam.SessionNo) (int, error) {
	st, err := s.session(no)
	if err != nil || st.Session.Component == exam.Theory {
		return 0, err
	}
	people, err := s.inSession(no)
	if err != nil {
		return 0, err
	}
	j, err := s.judge()
	if err != nil {
		return 0, err
	}
	n := 0
	for _, c := range people {
		if c.Attendance[st.Session.Component].State == exam.Present && c.ScoredIn(st.Session.Component) == no {
			n += len(j.Combine(c, st.Session.Component).Missing)
		}
	}
	return n, nil
}

// ReopenRecord starts the next revision, with a reason; the old one stays with its
// signatures. Refusals: not-frozen, reason-missing.
func (d *Desk) ReopenRecord(ctx context.Context, no exam.SessionNo, why exam.Why) error {
	if err := d.allow("ReopenRecord", no); err != nil {
		return err
	}
	if why == (exam.Why{}) {
		return exam.Refuse("reason-missing")
	}
	defer d.site.hold(onRecord(no))()
	rec, err := d.site.record(no)
	if err != nil {
		return err
	}
	if rec.Frozen == nil {
		return exam.Refuse("not-frozen", "session", string(no))
	}
	_, err = d.append(ctx, d.say(exam.RecordReopened, onRecord(no), "state", why))
	return err
}
