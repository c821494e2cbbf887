package desk

import (
	"context"
	"slices"
	"strconv"

	"kaowu/app/exam"
	"kaowu/store"
	"kaowu/sync/province"
)

const onCertificates = "certificates"

// methodExam is 认定方式 考评结合 (notice 7.1); in a contest the office numbers
// certificates, never we (notice 6.5).
const methodExam = "考评结合"

// Who numbers certificates, as the policy says (domain 4.3).
const (
	numbersOwn      = "own"
	numbersReceived = "received"
)

// GiveCertificates numbers the certificates of the qualified by the national rule
// (人社鉴发〔2019〕2号; domain 4.3): filing number, year, level, sequence. A sequence goes
// on behind every number that any exam of the home holds or skipped, so none is used
// twice. Whose number the office refused, because it stands for another person (E08),
// gets a new one, and the old one is a gap with that reason. Where the office numbers (policy "received", or a contest) it refuses.
// Refusals: contest, numbers-received, stage-not, numbers-busy, numbers-unknown,
// numbers-exhausted.
func (d *Desk) GiveCertificates(ctx context.Context) (int, error) {
	if err := d.allow("GiveCertificates", ""); err != nil {
		return 0, err
	}
	if err := d.site.numbering(numbersOwn); err != nil {
		return 0, err
	}
	defer d.site.hold(onResults)()
	v, err := d.site.published()
	if err != nil {
		return 0, err
	}
	given := 0
	err = d.site.withNumbers(func(own, home []exam.NumberSpan) error {
		drafts, numbers, err := d.number(v, home)
		if err != nil || len(drafts) == 0 {
			return err
		}
		given = len(numbers)
		return d.putNumbers(ctx, append(own, exam.SpansOf(numbers)...), drafts)
	})
	return given, err
}

// usedElsewhere says whether the office refused somebody's number because it stands for
// another person (E08), and gives the event that leaves it out from now on.
func (d *Desk) usedElsewhere(row ResultRow) (store.Draft, bool, error) {
	said := row.Verdict
	if row.Held != nil || said == nil || said.Verdict != province.Rejected || said.Code != province.CodeNumberUsed {
		return store.Draft{}, false, nil
	}
	sent, err := d.site.sentIn(said.Batch)
	n, ok := exam.ParseCertificateNo(row.Certificate.Number)
	if err != nil || !ok || sent[row.Candidate.No].number != row.Certificate.Number {
		return store.Draft{}, false, err // numbered anew already
	}
	body := exam.SkippedNumbers{Series: n.Series(), From: n.Seq, To: n.Seq, Reason: d.site.opt.Frame.Words.T("certgap.used-elsewhere")}
	return d.say(exam.NumbersSkipped, onCertificates, "skip/"+n.Series()+"/"+strconv.Itoa(n.Seq), body), true, nil
}

// number gives each of the qualified who has none the next number of their series.
func (d *Desk) number(v ResultsView, home []exam.NumberSpan) (drafts []store.Draft, numbers []string, err error) {
	r, err := d.site.Roster()
	if err != nil {
		return nil, nil, err
	}
	registered, err := d.site.registered(r.Plan.Header.Filing)
	if err != nil {
		return nil, nil, err
	}
	blocks, err := d.site.blocks()
	if err != nil {
		return nil, nil, err
	}
	day := d.site.Now()
	var runs []exam.NumberSpan // given here
	for _, row := range v.Rows {
		if !row.Result.Qualified || row.Withdrawn {
			continue
		}
		if row.Certificate != nil {
			gap, used, err := d.usedElsewhere(row)
			if err != nil {
				return nil, nil, err
			}
			if !used {
				continue
			}
			drafts = append(drafts, gap) // with the new number below
		}
		n := exam.CertificateNo{Filing: r.Plan.Header.Filing, Year: day.Year() % 100, Level: row.Subject.Level}
		used := slices.Concat(runs, home)
		switch n.Seq = exam.NextInBlocks(blocks, used, n.Series()); {
		case n.Seq > 0: // a block was taken for this exam
		case !registered:
			return nil, nil, exam.Refuse("numbers-no-block", "exam", d.site.Cover().Exam, "level", row.Subject.Level, "year", day.Year(), "fingerprint", d.site.Fingerprint())
		default:
			if n.Seq = exam.LastOf(used, n.Series()) + 1; n.Seq > exam.LastSequence {
				return nil, nil, exam.Refuse("numbers-exhausted", "series", n.Series())
			}
		}
		runs = exam.MergeSpans(append(runs, exam.NumberSpan{Series: n.Series(), From: n.Seq, To: n.Seq}))
		numbers = append(numbers, n.String())
		drafts = append(drafts, d.say(exam.CertificateGiven, onCandidate(row.Candidate.No), "certificate", exam.Certificate{Number: n.String(), Issued: exam.Date(day.Format("2006-01-02"))}))
	}
	return drafts, numbers, nil
}

// numbering refuses unless certificates are numbered in the way that is wanted.
func (s *Site) numbering(want string) error {
	if err := s.certifies(); err != nil {
		return err
	}
	pol, err := s.Policy()
	switch {
	case err != nil:
		return err
	case pol.Certificates == want:
		return nil
	case want == numbersOwn:
		return exam.Refuse("numbers-received")
	}
	return exam.Refuse("numbers-own")
}

// certifies refuses for a contest, whose certificates are the office's (notice 6.5).
func (s *Site) certifies() error {
	r, err := s.Roster()
	if err != nil {
		return err
	}
	if r.Plan.Header.Method != methodExam {
		return exam.Refuse("contest")
	}
	return nil
}

// published is the result list once the results are.
func (s *Site) published() (ResultsView, error) {
	v, err := s.resultList()
	if err == nil && v.Stage != StagePublished {
		err = exam.Refuse("stage-not", "stage", "code:stage."+v.Stage, "need", "code:stage.published")
	}
	if err == nil {
		err = s.refuseUndecided()
	}
	return v, err
}

// withNumbers calls do while nobody else numbers in this home: own are the numbers
// that this exam holds or skipped, home those of all its exams.
func (s *Site) withNumbers(do func(own, home []exam.NumberSpan) error) error {
	release, err := s.lockNumbers()
	if err != nil {
		return err
	}
	defer release()
	own, err := s.ownNumbers()
	if err != nil {
		return err
	}
	others, err := s.otherNumbers()
	if err != nil {
		return err
	}
	return do(own, exam.MergeSpans(append(others, own...)))
}

// ownNumbers are the numbers of this exam as its events have them, not as its cover
// says: a save that was cut short may have left more there.
func (s *Site) ownNumbers() ([]exam.NumberSpan, error) {
	r, err := s.Roster()
	if err != nil {
		return nil, err
	}
	var numbers []string
	for _, row := range r.Plan.Candidates {
		c, err := s.candidate(row.No)
		if err != nil {
			return nil, err
		}
		if c.Certificate != nil {
			numbers = append(numbers, c.Certificate.Number)
		}
	}
	skips, err := s.skips()
	if err != nil {
		return nil, err
	}
	out := exam.SpansOf(numbers)
	for _, k := range skips {
		out = append(out, exam.NumberSpan{Series: k.Series, From: k.From, To: k.To, Skipped: true})
	}
	return exam.MergeSpans(out), nil
}

func (s *Site) skips() ([]exam.Skip, error) {
	facts, err := s.book.Events(onCertificates)
	return exam.FoldSkips(facts), err
}

// otherNumbers are those of the other exams of the home, as their covers have them, and
// as the tombstones of deleted ones do, and the blocks that the institution's book reserved
// for other laptops; training exams 演练 and real ones do not count each other's.
func (s *Site) otherNumbers() ([]exam.NumberSpan, error) {
	covers, err := store.Covers(s.home)
	if err != nil {
		return nil, err
	}
	var out []exam.NumberSpan
	for _, c := range covers {
		switch {
		case c.Exam == s.Cover().Exam:
		case c.Format == "": // the cover is damaged
			return nil, exam.Refuse("numbers-unknown", "exam", c.Exam)
		case c.Drill == s.Drill():
			out = append(out, c.Numbers...)
		}
	}
	stones, err := store.Tombstones(s.home)
	for _, t := range stones {
		switch {
		case !t.Holds:
			return nil, exam.Refuse("numbers-unknown", "exam", t.Exam)
		case t.Drill == s.Drill():
			out = append(out, t.Numbers...)
		}
	}
	return out, err
}

// putNumbers shows numbers on the cover and then saves the events: a crash between
// the two leaves numbers that nobody holds, never one that two exams hold.
func (d *Desk) putNumbers(ctx context.Context, own []exam.NumberSpan, drafts []store.Draft) error {
	if err := d.site.showNumbers(own); err != nil {
		return err
	}
	_, err := d.append(ctx, drafts...)
	return err
}

func (s *Site) showNumbers(own []exam.NumberSpan) error {
	return s.book.UpdateCover(func(c *store.Cover) { c.Numbers = exam.MergeSpans(own) })
}
