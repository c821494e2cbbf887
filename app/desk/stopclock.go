package desk

import (
	"context"
	"fmt"
	"time"

	"kaowu/app/exam"
)

// A candidate's clock stands still 停时 when the station fails through no fault of
// theirs, and the minutes are given back 补时. Both stand in one row of the
// exam-room record: who answers for the room sees it there, on paper too.

// StopClock stops a candidate's clock, with a reason that is a code of incidents.
// Refusals: reason-missing, clock-stopped, and those of every score sheet action.
func (d *Desk) StopClock(ctx context.Context, in exam.SessionNo, no exam.CandidateNo, why exam.Why) (err error) {
	defer d.meant(in, &no, &err)()
	if _, err := d.onSheet("StopClock", in, no); err != nil {
		return err
	}
	if why.Code == "" {
		return exam.Refuse("reason-missing")
	}
	defer d.site.hold(onRecord(in))()
	rec, err := d.writable(in)
	if err != nil {
		return err
	}
	if at, _ := stoppedTime(rec, no); at != "" {
		return exam.Refuse("clock-stopped", "no", string(no), "at", at)
	}
	now := d.site.Now()
	_, err = d.append(ctx, d.say(exam.RecordIncident, onRecord(in), fmt.Sprintf("incident/%d", lastIncident(rec)+1),
		exam.Incident{Time: now.Format("15:04"), Candidate: no, Code: why.Code, Text: why.Text, Stopped: now.Format(clockLayout)}))
	return err
}

// clockLayout is how Incident.Stopped is written.
const clockLayout = "15:04:05"

// ResumeClock lets a stopped clock run again and gives the minutes back, begun
// ones whole. Refusals: clock-running, and those of every score sheet action.
func (d *Desk) ResumeClock(ctx context.Context, in exam.SessionNo, no exam.CandidateNo) (back int, err error) {
	defer d.meant(in, &no, &err)()
	if _, err := d.onSheet("ResumeClock", in, no); err != nil {
		return 0, err
	}
	defer d.site.hold(onRecord(in))()
	rec, err := d.writable(in)
	if err != nil {
		return 0, err
	}
	for _, x := range rec.Incidents {
		if x.Candidate != no || x.Stopped == "" || x.Back > 0 {
			continue
		}
		row := x.Incident
		row.Back = minutesSince(x.Stopped, d.site.Now().Time)
		_, err = d.append(ctx, d.say(exam.RecordIncident, onRecord(in), fmt.Sprintf("incident/%d", x.No), row))
		return row.Back, err
	}
	return 0, exam.Refuse("clock-running", "no", string(no))
}

// minutesSince counts whole minutes from "09:41:02" to now, a begun one as whole
// and never none: what was stopped was stopped.
func minutesSince(at string, now time.Time) int {
	from, err := time.Parse(clockLayout, at)
	if err != nil {
		return 1
	}
	to, err := time.Parse(clockLayout, now.Format(clockLayout))
	if err != nil {
		return 1
	}
	return max(1, int((to.Sub(from)+time.Minute-1)/time.Minute))
}

// stoppedTime gives since when a candidate's clock stands still, empty while it
// runs, and the minutes given back so far.
func stoppedTime(rec exam.RecordState, no exam.CandidateNo) (at string, back int) {
	for _, x := range rec.Incidents {
		if x.Candidate != no || x.Stopped == "" {
			continue
		}
		back += x.Back
		if x.Back == 0 {
			at = x.Stopped
		}
	}
	return at, back
}
