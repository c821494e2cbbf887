package desk

import (
	"cmp"
	"context"
	"strconv"
	"strings"

	"kaowu/app/exam"
	"kaowu/sync/province"
)

// States of an UploadRow beside the verdicts.
const (
	UploadLeft    = "left"    // to be sent
	UploadRevoked = "revoked" // the office took it away 撤销
)

// UploadRow is a person as the workbook and the upload screen show them: the record as
// it is to be sent or was, and what the office said.
type UploadRow struct {
	Record  province.Record // its DataKind: 新增, 更正 or 撤销
	Verdict *exam.Verdict
	State   string // code of the verdict, UploadLeft or UploadRevoked
	Anew    bool   // the office refused the number (E08): GiveCertificates gives another
	changed bool   // corrected since it was confirmed: confirmed again first
}

// UploadList lists every person whom the office should hold, or should hold no more,
// with its answer.
func (d *Desk) UploadList() ([]UploadRow, error) {
	if err := d.allow("UploadList", ""); err != nil {
		return nil, err
	}
	return d.uploadRows()
}

func (d *Desk) uploadRows() ([]UploadRow, error) {
	v, err := d.site.resultList()
	if err != nil {
		return nil, err
	}
	r, err := d.site.Roster()
	if err != nil {
		return nil, err
	}
	codes, err := readUploadCodes()
	if err != nil {
		return nil, err
	}
	var out []UploadRow
	for _, row := range v.Rows {
		u, ok, err := d.uploadOf(row, codes.record(row, r.Plan))
		if err != nil {
			return nil, err
		}
		if ok {
			u.Record.Seq = strconv.Itoa(len(out) + 1)
			out = append(out, u)
		}
	}
	return out, nil
}

// uploadOf is one person's row; not ok where the office is to hear nothing of them. is
// is the record of the result as it stands.
func (d *Desk) uploadOf(row ResultRow, is province.Record) (UploadRow, bool, error) {
	u := UploadRow{Record: is, Verdict: row.Verdict, State: UploadLeft, changed: row.State == StageDrafted}
	u.Record.DataKind = province.KindNew
	stands := row.Result.Qualified && !row.Withdrawn
	if row.Certificate != nil {
		var err error
		if _, u.Anew, err = d.usedElsewhere(row); err != nil {
			return u, false, err
		}
	}
	switch {
	case row.Held == nil && stands:
	case row.Held == nil && row.Verdict == nil, row.Held == nil && row.Verdict.Data == "" && row.Verdict.Verdict == province.Rejected:
		return u, false, nil // never held, and no longer to be
	case row.Held == nil:
		u.Record.DataKind, u.changed = dataKind(row.Verdict), false
		if row.Verdict.Verdict != province.Unknown {
			u.State = UploadRevoked
			return u, true, nil
		}
	default:
		sent, err := d.site.sentIn(row.Held.Batch)
		if err != nil {
			return u, false, err
		}
		was := sent[row.Candidate.No]
		if !stands {
			if u.Record, err = d.sentRecord(row.Held.Batch, row.Candidate.No); err != nil {
				return u, false, err
			}
			u.Record.DataKind, u.changed = province.KindRevoke, u.changed && !row.Withdrawn
			break
		}
		content, err := is.Content()
		if err != nil {
			return u, false, err
		}
		u.Record.DataKind = dataKind(row.Held)
		if content == was.content && !row.fresh {
			u.State = row.Held.Verdict
		} else {
			u.Record.DataKind = province.KindMend
		}
		if row.reissued != "" && u.Record.DataKind == province.KindMend {
			u.Record.Issued = strings.ReplaceAll(string(row.reissued), "-", "")
		}
	}
	if said := row.Verdict; said != nil && u.State == UploadLeft && dataKind(said) == u.Record.DataKind &&
		(said.Verdict == province.Rejected || said.Verdict == province.Unknown) {
		u.State = said.Verdict
	} else if said != nil && said.Verdict == province.Unknown {
		u.State = province.Unknown // one thing at a time: first what became of that
	}
	return u, true, nil
}

// dataKind is the data kind of the record that a verdict speaks of.
func dataKind(v *exam.Verdict) string {
	if v.Data == "" {
		return province.KindNew
	}
	return v.Data
}

// toUpload lists the records that no batch has taken yet, and those that were rejected:
// somebody sends again only after mending. A result that was corrected since it was
// confirmed is confirmed again first.
func (d *Desk) toUpload() ([]province.Record, error) {
	if err := d.site.refuseUndecided(); err != nil {
		return nil, err
	}
	rows, err := d.uploadRows()
	if err != nil {
		return nil, err
	}
	pol, err := d.site.Policy()
	if err != nil {
		return nil, err
	}
	var out []province.Record
	for _, row := range rows {
		if row.changed || row.State != UploadLeft && row.State != province.Rejected {
			continue
		}
		if row.Record.CertificateNo == "" && pol.Certificates == numbersOwn {
			return nil, exam.Refuse("no-certificate-number", "no", row.Record.ExamNo)
		}
		row.Record.Seq = strconv.Itoa(len(out) + 1)
		out = append(out, row.Record)
	}
	return out, nil
}

// counted takes the certificate numbers that came and fills in how the records stand,
// whatever ended the upload.
func (d *Desk) counted(ctx context.Context, u Uploaded, cause error) (Uploaded, error) {
	var err error
	if u.NotTaken, err = d.takeGiven(context.WithoutCancel(ctx)); err != nil {
		return u, cmp.Or(cause, err)
	}
	rows, err := d.uploadRows()
	if err != nil {
		return u, err
	}
	for _, r := range rows {
		revokes := r.Record.DataKind == province.KindRevoke
		u.Qualified += one(!revokes)
		switch r.State {
		case UploadRevoked:
			u.Revoked++
		case UploadLeft:
			u.Left++
		case province.Accepted, province.Duplicate:
			u.Accepted++
		case province.Rejected:
			u.Rejected++
		default:
			u.Unknown++
		}
	}
	return u, cause
}
