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
// was restored from an old backup, or set up anew, lacks some, or holds what was
// corrected or taken away since: where mend is set, their stored batches go again, in
// their order, the same bytes under the same keys.
func (d *Desk) compare(ctx context.Context, to Receiver, u *Uploaded, mend bool) error {
	apart, err := d.lists(ctx, to, u)
	if err != nil || u.Agrees || len(apart) == 0 || !mend {
		return err
	}
	batches, err := d.batches()
	if err != nil {
		return err
	}
	for _, b := range touched(batches, apart) {
		if err := d.finish(ctx, to, b, false); err != nil {
			return err
		}
	}
	_, err = d.lists(ctx, to, u)
	return err
}

// touched are the batches that speak of somebody about whom the sides are apart, or of
// somebody in such a batch: what an older one says may have been corrected by a later.
func touched(batches []exam.Batch, apart []string) []exam.Batch {
	who := map[exam.CandidateNo]bool{}
	for _, no := range apart {
		who[exam.CandidateNo(no)] = true
	}
	again := make([]bool, len(batches))
	for more := true; more; {
		more = false
		for i, b := range batches {
			if again[i] || !slices.ContainsFunc(b.Candidates, func(n exam.CandidateNo) bool { return who[n] }) {
				continue
			}
			again[i], more = true, true
			for _, n := range b.Candidates {
				who[n] = true
			}
		}
	}
	var out []exam.Batch
	for i, b := range batches {
		if again[i] {
			out = append(out, b)
		}
	}
	return out
}

// lists compares once and names the persons whom only one side has, or has otherwise.
func (d *Desk) lists(ctx context.Context, to Receiver, u *Uploaded) (apart []string, err error) {
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
	return slices.Concat(a.Missing, a.Extra, a.Differ), nil
}

// held lists what the office has accepted, as this side knows it: what was sent, not
// what was corrected since.
func (d *Desk) held() ([]province.Held, error) {
	v, err := d.site.resultList()
	if err != nil {
		return nil, err
	}
	given := gifts{site: d.site}
	var out []province.Held
	for _, row := range v.Rows {
		if row.Held == nil {
			continue
		}
		sent, err := d.site.sentIn(row.Held.Batch)
		if err != nil {
			return nil, err
		}
		was := sent[row.Candidate.No]
		if was.number == "" {
			g, err := given.of(row)
			if err != nil {
				return nil, err
			}
			was.number = g.number
		}
		out = append(out, province.Held{ExamNo: string(row.Candidate.No), Content: was.content, CertificateNo: was.number})
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
