package desk

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"kaowu/app/exam"
	"kaowu/store"
)

// States of a certificate in the register, worded under "certstate.<word>".
const (
	CertificateIssued    = "issued"
	CertificateReissued  = "reissued"
	CertificateWithdrawn = "withdrawn"
)

// CertificateRow is one certificate of the register.
type CertificateRow struct {
	exam.Certificate
	Candidate exam.Candidate
	Subject   exam.Subject
	State     string
	Register  exam.CertificateState
	Doubt     bool // the result as it stands no longer qualifies
}

// NumberGap is a run of numbers that nobody holds, with its reason.
type NumberGap struct {
	exam.NumberSpan
	Reason string       // empty where another exam of the home skipped it, or nobody knows
	Away   bool         // outside the blocks that this exam took: another laptop's
	By     exam.StaffID // who skipped it in this exam
}

// CertificatesView is the register of certificates of this exam, by number, and the
// gaps in its series over all exams of the home.
type CertificatesView struct {
	Rows    []CertificateRow
	Missing int // qualified without a number
	Gaps    []NumberGap
}

// Certificates is the register of issued, reissued and withdrawn certificates.
// Refusal: numbers-unknown.
func (d *Desk) Certificates() (CertificatesView, error) {
	if err := d.allow("Certificates", ""); err != nil {
		return CertificatesView{}, err
	}
	if d.staff.Role == exam.RoleSiteLead {
		if err := d.site.mendNumbers(); err != nil && !errors.Is(err, exam.Refuse("numbers-busy")) {
			return CertificatesView{}, err
		}
	}
	return d.site.certificates()
}

// mendNumbers puts the numbers of this exam's events on its cover where that says
// otherwise: an older program left none there, a save cut short too many.
func (s *Site) mendNumbers() error {
	return s.withNumbers(func(own, _ []exam.NumberSpan) error {
		if slices.Equal(own, s.Cover().Numbers) {
			return nil
		}
		return s.showNumbers(own)
	})
}

func (s *Site) certificates() (CertificatesView, error) {
	var v CertificatesView
	list, err := s.resultList()
	if err != nil {
		return v, err
	}
	for _, r := range list.Rows {
		if r.Certificate == nil {
			if r.Result.Qualified {
				v.Missing++
			}
			continue
		}
		c, err := s.candidate(r.Candidate.No)
		if err != nil {
			return v, err
		}
		v.Rows = append(v.Rows, CertificateRow{Certificate: *r.Certificate, Candidate: r.Candidate, Subject: r.Subject,
			State: certificateState(c.Register), Register: c.Register, Doubt: !r.Result.Qualified})
	}
	slices.SortStableFunc(v.Rows, func(a, b CertificateRow) int { return strings.Compare(a.Number, b.Number) })
	v.Gaps, err = s.gaps(v.Rows)
	return v, err
}

func certificateState(c exam.CertificateState) string {
	switch {
	case c.Withdrawn != nil:
		return CertificateWithdrawn
	case len(c.Reissued) > 0:
		return CertificateReissued
	}
	return CertificateIssued
}

// gaps are the runs that nobody holds in the series of these rows and skips.
func (s *Site) gaps(rows []CertificateRow) ([]NumberGap, error) {
	own, err := s.ownNumbers()
	if err != nil {
		return nil, err
	}
	others, err := s.otherNumbers()
	if err != nil {
		return nil, err
	}
	skips, err := s.skips()
	if err != nil {
		return nil, err
	}
	blocks, err := s.blocks()
	if err != nil {
		return nil, err
	}
	mine := map[string]bool{}
	for _, o := range own {
		mine[o.Series] = true
	}
	var out []NumberGap
	for _, g := range exam.GapsOf(append(others, own...)) {
		if !mine[g.Series] {
			continue
		}
		gap := NumberGap{NumberSpan: g, Away: outside(blocks, g)}
		for _, k := range skips {
			if k.Series == g.Series && k.From <= g.From && g.From <= k.To {
				gap.Reason, gap.By = k.Reason, k.By
			}
		}
		out = append(out, gap)
	}
	return out, nil
}

// outside says whether a gap lies beside the blocks that were taken in its series; where
// none was, every number is this home's.
func outside(blocks []exam.NumberBlock, g exam.NumberSpan) bool {
	taken := false
	for _, b := range blocks {
		if b.Series == g.Series {
			if taken = true; g.From <= b.To && g.To >= b.From {
				return false
			}
		}
	}
	return taken
}

// WithdrawCertificate takes a certificate back 作废. Its number stays used. Refusals:
// reason-missing, no-certificate, certificate-withdrawn.
func (d *Desk) WithdrawCertificate(ctx context.Context, number, reason string) error {
	if err := d.allow("WithdrawCertificate", ""); err != nil {
		return err
	}
	return d.entered(ctx, number, reason, func(c exam.CandidateState) store.Draft {
		return d.say(exam.CertificateWithdrawn, onCandidate(c.No), "certificate/withdrawn", exam.Withdrawal{Number: number, Reason: reason})
	})
}

// ReissueCertificate records a replacement 补发 under the same number (domain 4.3); the
// next print is it. Refusals: contest, reason-missing, no-certificate,
// certificate-withdrawn.
func (d *Desk) ReissueCertificate(ctx context.Context, number, reason string) error {
	if err := d.allow("ReissueCertificate", ""); err != nil {
		return err
	}
	if err := d.site.certifies(); err != nil {
		return err
	}
	return d.entered(ctx, number, reason, func(c exam.CandidateState) store.Draft {
		about := "certificate/reissued/" + strconv.Itoa(len(c.Register.Reissued)+1)
		return d.say(exam.CertificateReissued, onCandidate(c.No), about,
			exam.Reissue{Number: number, Date: exam.Date(d.site.Now().Format("2006-01-02")), Reason: reason})
	})
}

// entered finds who holds a number and saves what draft says of it.
func (d *Desk) entered(ctx context.Context, number, reason string, draft func(exam.CandidateState) store.Draft) error {
	if strings.TrimSpace(reason) == "" {
		return exam.Refuse("reason-missing")
	}
	c, err := d.site.holder(number)
	if err != nil {
		return err
	}
	defer d.site.hold(onCandidate(c.No))()
	if c, err = d.site.candidate(c.No); err != nil {
		return err
	}
	if c.Register.Withdrawn != nil {
		return exam.Refuse("certificate-withdrawn", "number", number)
	}
	_, err = d.append(ctx, draft(c))
	return err
}

// holder is the candidate whose certificate has this number.
func (s *Site) holder(number string) (exam.CandidateState, error) {
	r, err := s.Roster()
	if err != nil {
		return exam.CandidateState{}, err
	}
	for _, row := range r.Plan.Candidates {
		c, err := s.candidate(row.No)
		if err != nil {
			return exam.CandidateState{}, err
		}
		if c.Certificate != nil && c.Certificate.Number == number {
			return c, nil
		}
	}
	return exam.CandidateState{}, exam.Refuse("no-certificate", "number", number)
}

// SkipNumbers leaves this year's sequences of a level up to and with to out, as those
// used before Kaowu or on another laptop. Refusals: contest, numbers-received,
// reason-missing, skip-behind (the last sequence in use), numbers-busy, numbers-unknown.
func (d *Desk) SkipNumbers(ctx context.Context, level exam.Level, to int, reason string) error {
	if err := d.allow("SkipNumbers", ""); err != nil {
		return err
	}
	if err := d.site.numbering(numbersOwn); err != nil {
		return err
	}
	if strings.TrimSpace(reason) == "" {
		return exam.Refuse("reason-missing")
	}
	r, err := d.site.Roster()
	if err != nil {
		return err
	}
	series := exam.CertificateNo{Filing: r.Plan.Header.Filing, Year: d.site.Now().Year() % 100, Level: level}.Series()
	defer d.site.hold(onResults)()
	return d.site.withNumbers(func(own, home []exam.NumberSpan) error {
		last := exam.LastOf(home, series)
		if to <= last || to > exam.LastSequence || !level.Valid() {
			return exam.Refuse("skip-behind", "series", series, "last", last)
		}
		body := exam.SkippedNumbers{Series: series, From: last + 1, To: to, Reason: reason}
		own = append(own, exam.NumberSpan{Series: series, From: body.From, To: to, Skipped: true})
		return d.putNumbers(ctx, own, []store.Draft{d.say(exam.NumbersSkipped, onCertificates, "skip/"+series+"/"+strconv.Itoa(body.From), body)})
	})
}
