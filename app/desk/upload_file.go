package desk

import (
	"context"
	"crypto/ed25519"
	"errors"
	"slices"

	"kaowu/app/exam"
	"kaowu/sync/province"
)

// AskUpload inquires what became of everything that no receipt speaks of 查询未明,
// and compares both lists. It never sends a record. Refusals: stage-not, those of the
// network.
func (d *Desk) AskUpload(ctx context.Context, to Receiver) (Uploaded, error) {
	var u Uploaded
	if err := d.allow("AskUpload", ""); err != nil {
		return u, err
	}
	defer d.site.hold("upload")()
	if err := d.uploadable(to); err != nil {
		return u, err
	}
	batches, err := d.batches()
	if err != nil {
		return u, err
	}
	for _, b := range batches {
		answered, err := d.answered(b.Key)
		if err != nil {
			return u, err
		}
		if answered {
			err = d.finish(ctx, to, b, true)
		} else {
			err = d.askWhole(ctx, to, b)
		}
		if err != nil {
			return d.counted(ctx, u, err)
		}
	}
	return d.counted(ctx, u, d.compare(ctx, to, &u, false))
}

// uploadable refuses what only published results allow, and what a drill may not.
func (d *Desk) uploadable(to Receiver) error {
	st, err := d.site.results()
	if err != nil {
		return err
	}
	if st.Stage != StagePublished {
		have := st.Stage
		if have == "" {
			have = StageDrafted
		}
		return exam.Refuse("stage-not", "stage", "code:stage."+have, "need", "code:stage.published")
	}
	if d.site.Drill() && !practises(to) {
		return exam.Refuse("drill-upload")
	}
	return nil
}

// askWhole asks about a batch that was never answered. That the office holds nothing
// of it is an answer too: the stored batch goes with the next upload.
func (d *Desk) askWhole(ctx context.Context, to Receiver, b exam.Batch) error {
	r, err := to.Ask(ctx, b.Key, numbers(b))
	if errors.Is(err, &exam.Refusal{Code: "province-batch-unknown"}) {
		return nil
	}
	if err != nil {
		return err
	}
	return d.keep(ctx, b.Key, r)
}

// answered says whether a receipt of a batch is kept.
func (d *Desk) answered(key string) (bool, error) {
	facts, err := d.site.book.Events(onUpload(key))
	return slices.ContainsFunc(facts, func(f exam.Fact) bool { return f.Kind == exam.UploadReceipt }), err
}

func numbers(b exam.Batch) []string {
	want := make([]string, len(b.Candidates))
	for i, n := range b.Candidates {
		want[i] = string(n)
	}
	return want
}

// SealUpload makes the signed import files 导入文件 for an office without a network:
// every batch that has no receipt yet, and what no batch has taken. Each batch is in
// the book before its file is handed to emit, and the file carries the bytes that
// the network would, so the office takes them once however they come. It gives how
// many records the files hold. Refusals: stage-not, nothing-to-upload,
// no-certificate-number, not-lead.
func (d *Desk) SealUpload(ctx context.Context, to Receiver, emit func(name string, file []byte) error) (int, error) {
	if err := d.allow("SealUpload", ""); err != nil {
		return 0, err
	}
	defer d.site.hold("upload")()
	if err := d.uploadable(to); err != nil {
		return 0, err
	}
	open, err := d.unanswered(ctx, to)
	if err != nil {
		return 0, err
	}
	if len(open) == 0 {
		return 0, exam.Refuse("nothing-to-upload")
	}
	n := 0
	for _, b := range open {
		body, err := d.site.book.Attachment(b.File)
		if err != nil {
			return n, err
		}
		file, err := d.who.Load().SignAsExam(func(key ed25519.PrivateKey) ([]byte, error) { return province.SealFile(body, key) })
		if err != nil {
			return n, err
		}
		if err := emit("kaowu-"+b.Key+".json", file); err != nil {
			return n, err
		}
		n += len(b.Candidates)
	}
	return n, nil
}

// unanswered lists the batches without a receipt; what is in no batch is put into
// new ones first.
func (d *Desk) unanswered(ctx context.Context, to Receiver) ([]exam.Batch, error) {
	before, err := d.batches()
	if err != nil {
		return nil, err
	}
	waits := map[exam.CandidateNo]bool{}
	var open []exam.Batch
	for _, b := range before {
		answered, err := d.answered(b.Key)
		if err != nil {
			return nil, err
		}
		if !answered {
			open = append(open, b)
			for _, n := range b.Candidates {
				waits[n] = true
			}
		}
	}
	records, err := d.toUpload()
	if err != nil {
		return nil, err
	}
	records = slices.DeleteFunc(records, func(r province.Record) bool { return waits[exam.CandidateNo(r.ExamNo)] })
	r, err := d.site.Roster()
	if err != nil {
		return nil, err
	}
	fresh, err := province.Split(uploadHeader(r.Plan.Header, d.site.opt.Store.Program), records, d.site.opt.Rand)
	if err != nil {
		return nil, err
	}
	for _, b := range fresh {
		e, err := d.storeBatch(ctx, to, b.Keep())
		if err != nil {
			return nil, err
		}
		open = append(open, e)
	}
	return open, nil
}

// TakeAnswer reads an answer file of the office and keeps its receipt and verdicts,
// as if it had come by network. It gives how many records it speaks of. Refusals:
// answer-unknown where it answers no batch of this exam, answer-form
// where it is none, receipt-signature.
func (d *Desk) TakeAnswer(ctx context.Context, to Receiver, file []byte) (int, error) {
	if err := d.allow("TakeAnswer", ""); err != nil {
		return 0, err
	}
	defer d.site.hold("upload")()
	batches, err := d.batches()
	if err != nil {
		return 0, err
	}
	for _, b := range batches {
		r, err := to.Open(file, b.Key, b.Digest, numbers(b))
		if errors.Is(err, &exam.Refusal{Code: "receipt-other"}) {
			continue
		}
		if errors.Is(err, province.ErrForm) {
			return 0, exam.Refuse("answer-form")
		}
		if err != nil {
			return 0, err
		}
		if err := d.keep(ctx, b.Key, r); err != nil {
			return 0, err
		}
		_, err = d.takeGiven(ctx)
		return len(r.Outcomes), err
	}
	return 0, exam.Refuse("answer-unknown")
}
