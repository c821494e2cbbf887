package desk

import (
	"context"
	"fmt"
	"strings"

	"kaowu/app/exam"
)

// NoteVisit writes down an inspector's visit 巡考 of a session (notice 6.3): who signs in
// read-only leaves their own words and nothing else. It is signed by the inspector's key,
// for which the passphrase is asked as under a record, and stands in the room's record as
// incident E11. Refusals: visit-incomplete, record-frozen, and those of the passphrase.
func (d *Desk) NoteVisit(ctx context.Context, no exam.SessionNo, v exam.Visit, passphrase []byte) error {
	if err := d.allow("NoteVisit", no); err != nil {
		return err
	}
	v.Unit, v.Findings = strings.TrimSpace(v.Unit), strings.TrimSpace(v.Findings)
	if !v.Whole() {
		return exam.Refuse("visit-incomplete")
	}
	if err := d.who.Load().Confirm(passphrase); err != nil {
		return err
	}
	defer d.site.hold(onRecord(no))()
	rec, err := d.writable(no)
	if err != nil {
		return err
	}
	n := 1
	for _, x := range rec.Visits {
		if x.Staff == d.staff.ID {
			n++
		}
	}
	_, err = d.append(ctx, d.say(exam.VisitNoted, onRecord(no), fmt.Sprintf("visit/%s/%d", d.staff.ID, n), v))
	return err
}
