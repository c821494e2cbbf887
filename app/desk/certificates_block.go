package desk

import (
	"context"
	"crypto/ed25519"
	"errors"

	"kaowu/app/exam"
	"kaowu/store"
)

// ReserveNumbers reserves the next count sequences of this year's series of a level for
// an exam on another laptop, known by plan number and its key's fingerprint, and gives the
// signed text that goes there. From then on this home passes them over. Refusals:
// block-filing (no reply of the office), block-count, block-exam (what is missing), numbers-busy, numbers-unknown,
// numbers-exhausted.
func (o *Officer) ReserveNumbers(ctx context.Context, level exam.Level, count int, forExam, fingerprint string) (exam.NumberBlock, error) {
	if err := o.allow("ReserveNumbers"); err != nil {
		return exam.NumberBlock{}, err
	}
	s := o.desk.site
	st, err := o.state()
	if err != nil {
		return exam.NumberBlock{}, err
	}
	g, granted := st.Granted()
	if !granted {
		return exam.NumberBlock{}, exam.Refuse("block-filing")
	}
	n := exam.CertificateNo{Filing: g.Number, Year: s.Now().Year() % 100, Level: level, Seq: 1}
	if _, ok := exam.ParseCertificateNo(n.String()); !ok || count < 1 || count > exam.LastSequence {
		return exam.NumberBlock{}, exam.Refuse("block-count", "count", count)
	}
	fingerprint, ok := store.ReadFingerprint(fingerprint)
	if forExam == "" || !ok {
		return exam.NumberBlock{}, exam.Refuse("block-exam")
	}
	defer s.hold(onCertificates)()
	release, err := s.lockNumbers()
	if err != nil {
		return exam.NumberBlock{}, err
	}
	defer release()
	before, err := s.blocks()
	if err != nil {
		return exam.NumberBlock{}, err
	}
	used, err := s.otherNumbers()
	if err != nil {
		return exam.NumberBlock{}, err
	}
	used = append(used, spansOfBlocks(before)...)
	from := exam.LastOf(used, n.Series()) + 1
	b := exam.NumberBlock{Series: n.Series(), From: from, To: from + count - 1, Exam: forExam, Fingerprint: fingerprint}
	if b.To > exam.LastSequence {
		return exam.NumberBlock{}, exam.Refuse("numbers-exhausted", "series", n.Series())
	}
	proof, err := o.desk.who.Load().SignAsExam(func(key ed25519.PrivateKey) ([]byte, error) { return []byte(b.Seal(key)), nil })
	if err != nil {
		return exam.NumberBlock{}, err
	}
	if err := o.desk.putNumbers(ctx, append(spansOfBlocks(before), b.Span()), []store.Draft{o.desk.say(exam.NumbersBlocked, onCertificates, b.About(), b)}); err != nil {
		return exam.NumberBlock{}, err
	}
	b.Proof = string(proof)
	return b, nil
}

// TakeBlock takes a block of numbers that the institution's book reserved for this exam;
// taken before, it changes nothing. It gives the block and the fingerprint of the book
// that reserved it. Refusals: contest, numbers-received, block-text, block-signature,
// block-other (of another exam, or another body).
func (d *Desk) TakeBlock(ctx context.Context, text string) (exam.NumberBlock, string, error) {
	if err := d.allow("TakeBlock", ""); err != nil {
		return exam.NumberBlock{}, "", err
	}
	if err := d.site.numbering(numbersOwn); err != nil {
		return exam.NumberBlock{}, "", err
	}
	b, key, err := exam.OpenBlock(text)
	if err != nil {
		return b, "", err
	}
	by := store.FingerprintOf(key)
	r, err := d.site.Roster()
	if err != nil {
		return b, by, err
	}
	if b.Exam != d.site.Cover().Exam || !store.SameFingerprint(b.Fingerprint, d.site.Fingerprint()) || b.Series[:len(b.Series)-3] != r.Plan.Header.Filing {
		return b, by, exam.Refuse("block-other", "exam", b.Exam)
	}
	defer d.site.hold(onResults)()
	before, err := d.site.blocks()
	if err != nil {
		return b, by, err
	}
	for _, was := range before {
		if was == b {
			return b, by, nil
		}
	}
	_, err = d.append(ctx, d.say(exam.NumbersBlocked, onCertificates, b.About(), b))
	return b, by, err
}

// blocks are those that this book reserved, or took.
func (s *Site) blocks() ([]exam.NumberBlock, error) {
	facts, err := s.book.Events(onCertificates)
	return exam.FoldBlocks(facts), err
}

func spansOfBlocks(blocks []exam.NumberBlock) []exam.NumberSpan {
	out := make([]exam.NumberSpan, len(blocks))
	for i, b := range blocks {
		out[i] = b.Span()
	}
	return out
}

// registered says whether this home hands numbers of a body out: it has the body's own
// book, or it is a training exam, whose numbers prove nothing.
func (s *Site) registered(filing string) (bool, error) {
	if s.Drill() {
		return true, nil
	}
	c, err := InstitutionCover(s.home)
	if err != nil || c == nil || c.Drill {
		return false, err
	}
	if c.Exam == filing || c.Filing != nil && c.Filing.Number == filing {
		return true, nil
	}
	if c.Filing != nil {
		for _, b := range c.Filing.Branches {
			if b.Number == filing {
				return true, nil
			}
		}
	}
	return false, nil
}

// lockNumbers keeps everybody else in this home from numbering until release.
func (s *Site) lockNumbers() (release func(), err error) {
	release, err = s.book.LockHome()
	if errors.Is(err, exam.Refuse("book-held")) {
		err = exam.Refuse("numbers-busy")
	}
	return release, err
}
