package store

import (
	"context"

	"kaowu/app/exam"
)

// AdmitLate lets one late event count after all. Refusals: not-lead, no-event, not-late.
func (b *Book) AdmitLate(ctx context.Context, lead *Person, id exam.ID, why Reason) ([]exam.Fact, error) {
	d, err := b.opened()
	if err != nil {
		return nil, err
	}
	b.keyMu.Lock()
	defer b.keyMu.Unlock()
	if lead.role != exam.RoleSiteLead {
		return nil, exam.Refuse("not-lead", "staff", string(lead.staff))
	}
	f, err := b.Fact(id)
	if err != nil {
		return nil, err
	}
	revoked, err := b.Revocations()
	if err != nil {
		return nil, err
	}
	if !revoked.Late(f) {
		return nil, exam.Refuse("not-late", "event", id.String()[:16])
	}
	on, about := exam.KeySubject(f.By), "admitted/"+id.String()
	drafts := []Draft{{Signer: lead.Signer(), Kind: exam.LateAdmitted, On: on, About: about, Body: exam.LateAdmission{Event: id}}}
	return d.append(ctx, append(drafts, reasonDraft(lead.Signer(), on, about, why)...))
}
