package desk

import (
	"context"
	"slices"

	"kaowu/app/exam"
	"kaowu/sync/province"
)

// filePlan hands the plan in (notice 6.1): the receiver checks records against it.
// Filing the same plan again changes nothing, and a receiver restored from an old
// backup may have lost it. The first receipt is kept.
func (d *Desk) filePlan(ctx context.Context, to Receiver) error {
	_, err := d.fileNow(ctx, to)
	return err
}

// compare holds both sides' lists against each other by digest. A receiver that
// was restored from an old backup, or set up anew, lacks some: where mend is set,
// their stored batches go again, the same bytes under the same keys.
func (d *Desk) compare(ctx context.Context, to Receiver, u *Uploaded, mend bool) error {
	missing, err := d.lists(ctx, to, u)
	if err != nil || u.Agrees || len(missing) == 0 || !mend {
		return err
	}
	batches, err := d.batches()
	if err != nil {
		return err
	}
	for _, b := range batches {
		lacks := slices.ContainsFunc(b.Candidates, func(n exam.CandidateNo) bool { return slices.Contains(missing, string(n)) })
		if !lacks {
			continue
		}
		if err := d.finish(ctx, to, b, false); err != nil {
			return err
		}
	}
	_, err = d.lists(ctx, to, u)
	return err
}

// lists compares once and names what the office should hold and does not.
func (d *Desk) lists(ctx context.Context, to Receiver, u *Uploaded) (missing []string, err error) {
	mine, err := d.held()
	if err != nil {
		return nil, err
	}
	a, err := to.Digest(ctx, d.site.Cover().Exam, mine)
	if err != nil {
		return nil, err
	}
	u.Agrees, u.Compared = a.Agrees, true
	u.Ours, u.Theirs = ListOf{len(mine), province.Listing(mine)}, ListOf{a.Count, a.Digest}
	return a.Missing, nil
}

// held lists what the office has accepted, as this side knows it.
func (d *Desk) held() ([]province.Held, error) {
	rows, err := d.uploadRows()
	if err != nil {
		return nil, err
	}
	var out []province.Held
	for _, row := range rows {
		if row.State != province.Accepted && row.State != province.Duplicate {
			continue
		}
		h, err := province.HeldOf(row.Record, row.Record.CertificateNo)
		if err != nil {
			return nil, err
		}
		out = append(out, h)
	}
	return out, nil
}

// batches lists what was ever prepared, in order of preparation.
func (d *Desk) batches() ([]exam.Batch, error) {
	subjects, err := d.site.book.Subjects("upload/")
	if err != nil {
		return nil, err
	}
	type prepared struct {
		b   exam.Batch
		seq uint64
	}
	var list []prepared
	for _, on := range subjects {
		facts, err := d.site.book.Events(on)
		if err != nil {
			return nil, err
		}
		for _, f := range facts {
			if f.Kind != exam.UploadPrepared {
				continue
			}
			b, err := exam.BodyOf[exam.Batch](f)
			if err != nil {
				return nil, err
			}
			list = append(list, prepared{b, f.Seq})
		}
	}
	slices.SortFunc(list, func(a, b prepared) int { return int(a.seq) - int(b.seq) })
	out := make([]exam.Batch, len(list))
	for i, p := range list {
		out[i] = p.b
	}
	return out, nil
}
