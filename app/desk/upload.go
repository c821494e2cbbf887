package desk

import (
	"context"
	"iter"

	"kaowu/app/exam"
	"kaowu/store"
	"kaowu/sync/province"
)

// Receiver is the provincial system as an upload needs it: province.Client, or an
// adapter for the real one.
type Receiver interface {
	province.Office
	SendAll(ctx context.Context, batches iter.Seq2[province.Stored, error], took func(province.Stored, province.Receipt, error) error) error
	// Signer names the receiver by its signing key, whatever its address is today.
	Signer() string
	// Open reads an answer that came as a file, for the batch of this key and digest.
	Open(answer []byte, key, digest string, want []string) (province.Receipt, error)
}

// Uploaded counts what an upload came to.
type Uploaded struct {
	Qualified, Accepted     int // persons the office should hold, and does as they stand
	Rejected, Unknown, Left int // records refused, not answered for, still to be sent: of whatever data kind
	Revoked                 int // taken away from the office 撤销
	Batches                 int
	Agrees                  bool // both sides' lists are the same, by digest
	Compared                bool // the lists were held against each other
	Ours, Theirs            ListOf
	NotTaken                []NotTaken // certificate numbers of the office that cannot be
	Stamped                 *Stamped   // the time stamp asked for afterwards; nil: none
	StampErr                error      // why there is none, where an authority is set up
}

// ListOf is one side's list of what was accepted, as both sides can say it aloud.
type ListOf struct {
	Count  int
	Digest string // SHA-256 hex of province.Listing
}

// Upload files the results of the qualified 结果备案 (notice 6.4): only after
// publishing, only the qualified, each exactly once. Who was corrected or got a
// replacement since goes up as 更正, whose certificate was withdrawn as 撤销. A batch's key and bytes are on
// disk before anything is sent; a batch without a receipt is sent again with the
// same key and bytes; what a receipt does not mention stays unknown and is asked
// for, never sent again under another key. progress may be nil. When ctx ends, the
// batch on the road is answered first; sending goes on from there. Refusals:
// drill-upload, stage-not, nothing-to-upload, no-certificate-number; network errors leave everything to be resumed.
func (d *Desk) Upload(ctx context.Context, to Receiver, progress func(done, total int)) (Uploaded, error) {
	var u Uploaded
	if err := d.allow("Upload", ""); err != nil {
		return u, err
	}
	defer d.site.hold("upload")()
	if err := d.uploadable(to); err != nil {
		return u, err
	}
	if err := d.filePlan(ctx, to); err != nil {
		return d.counted(ctx, u, err)
	}
	if err := d.resume(ctx, to); err != nil {
		return d.counted(ctx, u, err)
	}
	records, err := d.toUpload()
	if err != nil {
		return u, err
	}
	r, err := d.site.Roster()
	if err != nil {
		return u, err
	}
	batches, err := province.Split(uploadHeader(r.Plan.Header, d.site.opt.Store.Program), records, d.site.opt.Rand)
	if err != nil {
		return u, err
	}
	if err := d.sendAll(ctx, to, batches, &u, progress); err != nil {
		return d.counted(ctx, u, err)
	}
	u, err = d.counted(ctx, u, d.compare(ctx, to, &u, true))
	if err == nil {
		u.Stamped, u.StampErr = d.stampQuietly(ctx)
	}
	return u, err
}

// practises says whether a receiver is one that Kaowu itself runs for drills: what
// is practised goes to no other (record.md 4).
func practises(to Receiver) bool {
	p, ok := to.(interface{ Drill() bool })
	return ok && p.Drill()
}

func uploadHeader(h exam.Header, program string) province.Header {
	return province.Header{Exam: h.Exam, Filing: h.Filing, Plan: h.Exam, Program: program}
}

// sendAll stores each batch before it is sent and keeps each answer. Two batches
// are on the road at once; no more are in memory.
func (d *Desk) sendAll(ctx context.Context, to Receiver, batches []province.Batch, u *Uploaded, progress func(done, total int)) error {
	done, total := 0, 0
	for _, b := range batches {
		total += len(b.Records)
	}
	if progress != nil && total > 0 {
		progress(0, total)
	}
	stored := func(yield func(province.Stored, error) bool) {
		for _, b := range batches {
			var s province.Stored
			err := ctx.Err() // paused: what is not on the road stays
			if err == nil {
				s, err = d.store(ctx, to, b)
			}
			if !yield(s, err) {
				return
			}
		}
	}
	return to.SendAll(ctx, stored, func(s province.Stored, r province.Receipt, err error) error {
		if err != nil {
			return err
		}
		if err := d.keep(ctx, s.Key, r); err != nil {
			return err
		}
		done += len(s.Want)
		u.Batches++
		if progress != nil {
			progress(done, total)
		}
		return nil
	})
}

// store puts a batch on disk and gives what is to be sent.
func (d *Desk) store(ctx context.Context, to Receiver, b province.Batch) (province.Stored, error) {
	s := b.Keep()
	_, err := d.storeBatch(ctx, to, s)
	return s, err
}

// storeBatch puts a batch on disk: its bytes as an attachment, its key as an event.
func (d *Desk) storeBatch(ctx context.Context, to Receiver, s province.Stored) (exam.Batch, error) {
	file, err := d.site.book.Attach(ctx, s.Body)
	if err != nil {
		return exam.Batch{}, err
	}
	e := exam.Batch{Key: s.Key, Receiver: to.Signer(), Digest: digest(s.Body), File: file}
	for _, no := range s.Want {
		e.Candidates = append(e.Candidates, exam.CandidateNo(no))
	}
	_, err = d.append(ctx, d.say(exam.UploadPrepared, onUpload(s.Key), "batch", e))
	return e, err
}

func onUpload(key string) string { return "upload/" + key }

// exchange sends the stored bytes of a batch and appends receipt and verdicts.
func (d *Desk) exchange(ctx context.Context, to Receiver, e exam.Batch, body []byte) error {
	receipt, err := to.Send(ctx, body, e.Key, numbers(e))
	if err != nil {
		return err
	}
	return d.keep(ctx, e.Key, receipt)
}

// keep appends a receipt as it was signed, and a verdict for each candidate it
// speaks of. Both are the device's: nobody acts. A verdict that says nothing new
// is not written again, nor one about a batch that a later one has gone beyond: it was
// sent again to fill a restored office. An answer that came is kept, whatever ended meanwhile.
func (d *Desk) keep(ctx context.Context, key string, r province.Receipt) error {
	ctx = context.WithoutCancel(ctx)
	sent, err := d.site.sentIn(key)
	if err != nil {
		return err
	}
	var later map[string]bool // asked for where somebody was spoken of in another batch
	dev := d.site.book.Device()
	drafts := []store.Draft{{Signer: dev, Kind: exam.UploadReceipt, On: onUpload(key), About: "receipt", Body: r.Event()}}
	for _, o := range r.Outcomes {
		c, err := d.site.candidate(exam.CandidateNo(o.ExamNo))
		if err != nil {
			return err
		}
		said := exam.Verdict{Batch: key, Verdict: o.Verdict, Code: o.Code, Words: o.Words, Data: sent[c.No].data}
		if c.Verdict != nil && c.Verdict.Batch != key && later == nil {
			if later, err = d.laterThan(key); err != nil {
				return err
			}
		}
		if c.Verdict != nil && (*c.Verdict == said || later[c.Verdict.Batch]) {
			continue
		}
		drafts = append(drafts, store.Draft{Signer: dev, Kind: exam.UploadVerdict, On: onCandidate(c.No), About: "upload", Body: said})
	}
	_, err = d.append(ctx, drafts...)
	return err
}

// resume sends stored batches that have no receipt, and asks about records that a
// receipt left unknown.
func (d *Desk) resume(ctx context.Context, to Receiver) error {
	batches, err := d.batches()
	if err != nil {
		return err
	}
	for _, b := range batches {
		if err := ctx.Err(); err != nil {
			return err
		}
		answered, err := d.answered(b.Key)
		if err != nil {
			return err
		}
		if err := d.finish(ctx, to, b, answered); err != nil {
			return err
		}
	}
	return nil
}

func (d *Desk) finish(ctx context.Context, to Receiver, batch exam.Batch, answered bool) error {
	if !answered {
		body, err := d.site.book.Attachment(batch.File)
		if err != nil {
			return err
		}
		return d.exchange(ctx, to, batch, body)
	}
	var unknown []string
	for _, n := range batch.Candidates {
		c, err := d.site.candidate(n)
		if err != nil {
			return err
		}
		if c.Verdict != nil && c.Verdict.Batch == batch.Key && c.Verdict.Verdict == province.Unknown {
			unknown = append(unknown, string(n))
		}
	}
	if len(unknown) == 0 {
		return nil
	}
	r, err := to.Ask(ctx, batch.Key, unknown)
	if err != nil {
		return err
	}
	return d.keep(ctx, batch.Key, r)
}
