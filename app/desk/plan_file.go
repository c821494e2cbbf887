package desk

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"slices"

	"kaowu/app/exam"
	"kaowu/store"
	"kaowu/sync/province"
)

// planReceipts begins the subjects of the receipts for a plan, by receiver.
const planReceipts = "upload/plan-"

// FiledPlan is the office's receipt for the plan as it stands.
type FiledPlan struct {
	Receiver string // key id
	Version  int    // of the plan, from 1
	LeadDays int    // working days strictly between filing and the first exam day
	Received exam.Time
	Again    bool // the same content was filed before
}

// FilePlan hands the plan in, 15 working days ahead (notice 6.1), with the exam key's
// fingerprint: from then on nobody can swap the keys, for all staff keys chain from it
// (record.md 7). A plan that changed since goes up as a later version, with the reason and
// the differences of each version that the office has not seen. The receipt is kept.
// Refusals: drill-upload, plan-rejected (code and words of the office),
// province-plan-clash, province-other-key; network errors leave nothing to resume.
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
	f, version, err := d.filing(to.Signer())
	if err != nil {
		return FiledPlan{}, err
	}
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
	out := FiledPlan{Receiver: receipt.Signer, Version: version, LeadDays: receipt.LeadDays, Received: receipt.Received}
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

// filing is the plan as it is handed in to an office, and which version that is. The
// first time it is the plan alone; then it says what became of it since the version that
// this office has a receipt for. Filed again, one version is the same bytes again.
func (d *Desk) filing(signer string) (province.PlanFiling, int, error) {
	r, err := d.site.Roster()
	if err != nil {
		return province.PlanFiling{}, 0, err
	}
	pol, err := d.site.Policy()
	if err != nil {
		return province.PlanFiling{}, 0, err
	}
	f := province.FilingOf(r.Plan, d.site.Fingerprint(), pol.Certificates)
	versions, err := d.site.planVersions()
	if err != nil {
		return f, 0, err
	}
	filed, err := d.site.filedVersions(signer, versions)
	if err != nil {
		return f, 0, err
	}
	now := len(versions)
	if n := len(filed); n > 0 && filed[n-1] == now {
		filed = filed[:n-1]
	}
	if n := len(filed); n > 0 {
		for _, v := range versions[filed[n-1]:] {
			changes := v.Changes
			if changes == nil {
				changes = []exam.PlanChange{}
			}
			f.Versions = append(f.Versions, province.FiledVersion{Version: v.No, Reason: v.Reason, Changes: changes})
		}
	}
	return f, now, nil
}

// filedVersions are the versions that an office has a receipt for, rising: each receipt
// speaks of the version that was in effect when it came.
func (s *Site) filedVersions(signer string, versions []PlanVersion) ([]int, error) {
	facts, err := s.book.Events(onUpload("plan-" + signer))
	if err != nil {
		return nil, err
	}
	var out []int
	for _, f := range facts {
		if f.Kind != exam.UploadReceipt {
			continue
		}
		n := 0
		for _, v := range versions {
			n += one(v.at.Compare(f.At) < 0)
		}
		if n > 0 && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	slices.Sort(out)
	return out, nil
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
