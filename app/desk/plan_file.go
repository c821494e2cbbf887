package desk

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"

	"kaowu/app/exam"
	"kaowu/store"
	"kaowu/sync/province"
)

// planReceipts begins the subjects of the receipts for a plan, by receiver.
const planReceipts = "upload/plan-"

// FiledPlan is the office's receipt for the plan as it stands.
type FiledPlan struct {
	Receiver string // key id
	LeadDays int    // working days strictly between filing and the first exam day
	Received exam.Time
	Again    bool // the same content was filed before
}

// FilePlan hands the plan in, 15 working days ahead (notice 6.1), with the exam key's
// fingerprint: from then on nobody can swap the keys, for all staff keys chain from it
// (record.md 7). The receipt is kept. Refusals: drill-upload, plan-rejected (code and
// words of the office), province-plan-clash; network errors leave nothing to resume.
func (d *Desk) FilePlan(ctx context.Context, to Receiver) (FiledPlan, error) {
	if err := d.allow("FilePlan", ""); err != nil {
		return FiledPlan{}, err
	}
	if d.site.Drill() && !practises(to) {
		return FiledPlan{}, exam.Refuse("drill-upload")
	}
	defer d.site.hold("upload")()
	return d.fileNow(ctx, to)
}

// fileNow files the plan as it stands. Filing the same content again changes nothing,
// and a receiver restored from an old backup may have lost it; the first receipt for
// one content is kept.
func (d *Desk) fileNow(ctx context.Context, to Receiver) (FiledPlan, error) {
	r, err := d.site.Roster()
	if err != nil {
		return FiledPlan{}, err
	}
	pol, err := d.site.Policy()
	if err != nil {
		return FiledPlan{}, err
	}
	f := province.FilingOf(r.Plan, d.site.Fingerprint(), pol.Certificates)
	body, err := exam.Marshal(f)
	if err != nil {
		return FiledPlan{}, err
	}
	receipt, err := to.File(ctx, f)
	if err != nil {
		return FiledPlan{}, err
	}
	if receipt.Verdict == province.Rejected {
		return FiledPlan{}, exam.Refuse("plan-rejected", "code", receipt.Code, "words", receipt.Words)
	}
	out := FiledPlan{Receiver: receipt.Signer, LeadDays: receipt.LeadDays, Received: receipt.Received}
	kept, err := d.site.receiptsOfPlan()
	if err != nil {
		return out, err
	}
	want := digest(body)
	if out.Again = slices.ContainsFunc(kept, func(k exam.Receipt) bool { return k.Signer == receipt.Signer && filedDigest(k) == want }); out.Again {
		return out, nil
	}
	e := exam.Receipt{Key: "plan", Body: string(receipt.Body), Signature: base64.StdEncoding.EncodeToString(receipt.Signature), Signer: receipt.Signer}
	_, err = d.append(ctx, store.Draft{Signer: d.site.book.Device(), Kind: exam.UploadReceipt, On: onUpload("plan-" + to.Signer()), About: "receipt", Body: e})
	return out, err
}

// filedDigest is the SHA-256 of the filing that a receipt answers.
func filedDigest(r exam.Receipt) string {
	var said struct {
		Digest string `json:"digest"`
	}
	if json.Unmarshal([]byte(r.Body), &said) != nil {
		return "" // answers nothing that was filed
	}
	return said.Digest
}

// receiptsOfPlan are the receipts kept for the plan, from every receiver.
func (s *Site) receiptsOfPlan() ([]exam.Receipt, error) {
	subjects, err := s.book.Subjects(planReceipts)
	if err != nil {
		return nil, err
	}
	var out []exam.Receipt
	for _, on := range subjects {
		facts, err := s.book.Events(on)
		if err != nil {
			return nil, err
		}
		for _, f := range facts {
			if r, err := exam.BodyOf[exam.Receipt](f); f.Kind == exam.UploadReceipt && err == nil {
				out = append(out, r)
			}
		}
	}
	return out, nil
}

// PlanVersion is one version of the plan that was loaded.
type PlanVersion struct {
	No      int
	When    exam.Time
	By      exam.StaffID
	Reason  string
	Changes []exam.PlanChange // against the version before; none for the first
}

// PlanVersions lists the versions of the plan, oldest first, each with its reason and
// what it changed.
func (d *Desk) PlanVersions() ([]PlanVersion, error) {
	if err := d.allow("PlanVersions", ""); err != nil {
		return nil, err
	}
	loads, err := d.site.planLoads()
	if err != nil {
		return nil, err
	}
	var out []PlanVersion
	for i, f := range loads {
		l, err := exam.BodyOf[exam.Loading](f)
		if err != nil {
			return nil, err
		}
		v := PlanVersion{No: i + 1, When: f.Wall, By: exam.StaffID(f.By), Reason: l.Reason}
		if l.Changes != "" {
			raw, err := d.site.book.Attachment(l.Changes)
			if err != nil {
				return nil, err
			}
			if err := json.Unmarshal(raw, &v.Changes); err != nil {
				return nil, err
			}
		}
		out = append(out, v)
	}
	return out, nil
}

// planLoads are the events that closed a load of the plan.
func (s *Site) planLoads() ([]exam.Fact, error) {
	facts, err := s.book.Events(onPlan)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(facts, func(f exam.Fact) bool { return f.Kind != exam.PlanLoaded }), nil
}

// newVersion notes in l what a further version of a loaded plan is: its number, its
// reason and the list of differences. A plan that the office has a receipt for changes
// only with a reason. Refusal: plan-filed-reason.
func (d *Desk) newVersion(ctx context.Context, was *exam.Roster, load Loading, l *exam.Loading) error {
	if !was.Loaded {
		return nil
	}
	loads, err := d.site.planLoads()
	if err != nil {
		return err
	}
	receipts, err := d.site.receiptsOfPlan()
	if err != nil {
		return err
	}
	reason := strings.TrimSpace(load.Reason)
	if len(receipts) > 0 && reason == "" {
		return exam.Refuse("plan-filed-reason")
	}
	raw, err := exam.Marshal(exam.PlanChanges(was.Plan, load.Plan))
	if err != nil {
		return err
	}
	if l.Changes, err = d.site.book.Attach(ctx, raw); err != nil {
		return err
	}
	l.Version, l.Reason = len(loads)+1, reason
	return nil
}
