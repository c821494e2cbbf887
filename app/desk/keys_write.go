package desk

import (
	"context"
	"strings"

	"kaowu/app/exam"
	"kaowu/store"
)

// Revoke takes the newest key of a person or a laptop back: who is a staff id, a name or
// device/<id>. code is of assets/codes/revocations.json; text must be given with "other".
// Refusals: revoke-reason, reason-missing, revoke-lead, not-enrolled, revoked-already,
// revoke-own-device, device-unknown, not-on-staff, several-names.
func (d *Desk) Revoke(ctx context.Context, who, code, text string) error {
	if err := d.allow("Revoke", ""); err != nil {
		return err
	}
	text = exam.CleanText(strings.TrimSpace(text))
	switch {
	case code == "" || code == exam.RevokedReplaced:
		return exam.Refuse("revoke-reason")
	case code == "other" && text == "":
		return exam.Refuse("reason-missing")
	}
	why := store.Reason{Code: code, Text: text}
	if strings.HasPrefix(who, "device/") {
		facts, err := d.site.book.RevokeDevice(ctx, d.who.Load(), who, why)
		d.site.appended(facts)
		return err
	}
	id, err := d.site.staffID(who)
	if err != nil {
		return err
	}
	facts, err := d.site.book.Revoke(ctx, d.who.Load(), id, why)
	d.site.appended(facts)
	return err
}

// AdmitLate lets one late event count, with the reason. Refusals: reason-missing, no-event,
// not-late.
func (d *Desk) AdmitLate(ctx context.Context, id exam.ID, reason string) error {
	if err := d.allow("AdmitLate", ""); err != nil {
		return err
	}
	if reason = exam.CleanText(strings.TrimSpace(reason)); reason == "" {
		return exam.Refuse("reason-missing")
	}
	facts, err := d.site.book.AdmitLate(ctx, d.who.Load(), id, store.Reason{Text: reason})
	d.site.appended(facts)
	return err
}
