package desk

import (
	"context"
	"slices"
	"time"

	"kaowu/app/exam"
	"kaowu/app/paper"
)

// Printed is one PDF file of PrintPapers.
type Printed struct {
	Form       string // folder: sign-in, theory-sheet, score-sheet, …
	Name       string // file name without a person's name or ID number
	Session    exam.SessionNo
	Candidates []exam.CandidateNo // whose facts the paper was made for; empty: the whole session
	Pages      int
	PDF        []byte
}

// Path is folder and file, as PrintPapers' receivers store it.
func (p Printed) Path() string { return p.Form + "/" + p.Name + ".pdf" }

// PrintPapers makes every paper of the exam that its state gives, one after
// another, and hands each to emit: sign-in sheets, paper hand-overs, theory sheets,
// score sheets and summaries of closed sessions, exam-room records, violation and
// correction records, result lists, staff list, supervision reports, ledger, public
// notice, and the contents of the archive that holds them all. What is needed before
// the day is PrintBefore's. progress may be nil. Refusal: blind for who scores by
// code number: the papers say who sits where.
func (d *Desk) PrintPapers(ctx context.Context, emit func(Printed) error, progress func(done, total int)) error {
	if err := d.allow("PrintPapers", ""); err != nil {
		return err
	}
	if err := d.refuseHiddenAnywhere(); err != nil {
		return err
	}
	v := d.site.newInventory()
	err := d.printAll(ctx, func(p Printed) error {
		v.printed(p)
		return emit(p)
	}, progress)
	if err != nil {
		return err
	}
	for _, name := range workbookNames() {
		v.add(shelved{kind: name})
	}
	if err := d.attachments(func(s shelved, _ string) error { v.add(s); return nil }); err != nil {
		return err
	}
	v.add(checkpointsPart())
	return d.contents(v, emit)
}

// printAll is PrintPapers but for the contents of the archive, which know of all else.
func (d *Desk) printAll(ctx context.Context, emit func(Printed) error, progress func(done, total int)) error {
	r, err := d.site.Roster()
	if err != nil {
		return err
	}
	total := len(r.Plan.Sessions) + 1
	for i, s := range r.Plan.Sessions {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := d.sessionPapers(s, emit); err != nil {
			return err
		}
		if progress != nil {
			progress(i+1, total)
		}
	}
	if err := d.personPapers(emit); err != nil {
		return err
	}
	if progress != nil {
		progress(total, total)
	}
	return nil
}

// printer prints papers of one exam, all with the same head and foot.
type printer struct {
	site  *Site
	frame *paper.Frame
	judge exam.Judge
	emit  func(Printed) error
}

func (s *Site) printer(emit func(Printed) error) (*printer, error) {
	f, err := s.frame(s.Now().Time)
	if err != nil {
		return nil, err
	}
	j, err := s.judge()
	return &printer{site: s, frame: f, judge: j, emit: emit}, err
}

// frame is what every paper of this exam has in common.
func (s *Site) frame(at time.Time) (*paper.Frame, error) {
	if s.opt.Press == nil {
		return nil, exam.Refuse("no-press")
	}
	r, err := s.Roster()
	if err != nil {
		return nil, err
	}
	f := s.opt.Frame
	f.Header, f.Drill, f.Printed = r.Plan.Header, s.book.Drill(), at
	facts, err := s.clockFacts()
	// A signed paper that is laid out again says what was known when it was signed.
	facts = slices.DeleteFunc(facts, func(x exam.Fact) bool { return x.Wall.After(at) })
	f.Clock = exam.FoldClocks(facts).Wrong()
	return &f, err
}

func (p *printer) print(form, name string, in exam.SessionNo, who []exam.CandidateNo, doc paper.Doc) error {
	pdf, err := p.site.opt.Press.PDF(doc, p.frame.Printed)
	if err != nil {
		return err
	}
	return p.emit(Printed{Form: form, Name: name, Session: in, Candidates: who, Pages: len(doc.Pages), PDF: pdf})
}

func (s *Site) sitting(no exam.SessionNo) (paper.Sitting, error) {
	st, err := s.session(no)
	if err != nil {
		return paper.Sitting{}, err
	}
	return paper.Sitting{Session: st.Session, Room: s.room(st.Session.Room), Subject: s.subject(st.Session.Subject)}, nil
}

// recordDoc lays out an exam-room record. rec tells what was frozen; hands is empty
// for a record that nobody has signed.
func (s *Site) recordDoc(c exam.RecordContent, rec exam.RecordState, hands map[exam.StaffID]exam.Strokes, checkpoint string, at exam.Time) (paper.Doc, error) {
	f, err := s.frame(at.Time)
	if err != nil {
		return paper.Doc{}, err
	}
	revised, err := s.revised(c.Session.No, rec)
	if err != nil {
		return paper.Doc{}, err
	}
	data := paper.RecordData{Content: c, Revised: revised, Checkpoint: checkpoint, CodeWords: func(code string) string {
		if w := f.Word("violation", code); w != code {
			return w
		}
		return f.Word("incident", code)
	}}
	// What changed since it was frozen is no longer what was signed: the page then
	// says that it is a draft.
	if rec.Frozen != nil && c.Digest() == rec.Frozen.Digest {
		data.Digest, data.Code, data.UpTo = rec.Frozen.Digest, exam.ContentCode(rec.Frozen.Digest), rec.Frozen.UpTo
	}
	for _, sig := range rec.Signatures {
		data.Signatures = append(data.Signatures, paper.Signature{Staff: sig.By, Name: s.name(sig.By), As: exam.Role(sig.As), Strokes: hands[sig.By], At: sig.When})
	}
	return paper.ExamRoomRecord(f, data)
}

func (s *Site) recordPDF(c exam.RecordContent, rec exam.RecordState, hands map[exam.StaffID]exam.Strokes, checkpoint string, at exam.Time) ([]byte, error) {
	doc, err := s.recordDoc(c, rec, hands, checkpoint, at)
	if err != nil {
		return nil, err
	}
	return s.opt.Press.PDF(doc, at.Time)
}

// RecordPage is the exam-room record laid out as it would be printed now, for the
// preview in the window: the same page that the PDF is drawn from.
func (d *Desk) RecordPage(no exam.SessionNo) (paper.Doc, error) {
	if err := d.allow("RecordPage", no); err != nil {
		return paper.Doc{}, err
	}
	c, rec, err := d.site.content(no)
	if err != nil {
		return paper.Doc{}, err
	}
	hands, err := d.site.hands(rec.Signatures)
	if err != nil {
		return paper.Doc{}, err
	}
	checkpoint, at := "", d.site.Now()
	if rec.Paper != nil { // the paper was laid out in the action of the last signer
		checkpoint, at = rec.Paper.Checkpoint, rec.Signatures[len(rec.Signatures)-1].When
	}
	return d.site.recordDoc(c, rec, hands, checkpoint, at)
}
