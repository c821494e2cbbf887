package desk

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"fmt"

	"kaowu/app/exam"
	"kaowu/app/paper"
)

// Signed is what a signature under an exam-room record did.
type Signed struct {
	At         exam.Time
	Last       bool   // this was the last signer: the paper is made
	Checkpoint string // the signed note on the paper; empty before the last
	File       string // attachment that holds the signed PDF
	SHA256     string
}

// SignRecord signs a frozen exam-room record by hand and by key (record.md 8;
// notice 6.3). read is the content as it stood before the signer's eyes, with its
// revision: a record that has become another since takes no signature, whether it
// was opened again or something happened in the room. The passphrase is always
// asked, also of who came by short code. In the action of the last signer the checkpoint is made, the page laid out once
// and the PDF signed. If the program died between the last signature and the
// paper, the last signer's signing again only makes the paper. Refusals:
// record-changed (what to read again), avoidance-session, not-frozen, not-your-turn (who is next), no-strokes, content-changed, and those
// of the passphrase.
func (d *Desk) SignRecord(ctx context.Context, no exam.SessionNo, read exam.RecordContent, strokes exam.Strokes, passphrase []byte) (Signed, error) {
	var out Signed
	if err := d.allow("SignRecord", no); err != nil {
		return out, err
	}
	if len(strokes) == 0 {
		return out, exam.Refuse("no-strokes")
	}
	if err := d.who.Load().Confirm(passphrase); err != nil {
		return out, err
	}
	if err := d.refuseAvoidedSession(no); err != nil {
		return out, err
	}
	defer d.site.hold(onRecord(no))()
	c, rec, err := d.site.content(no)
	if err != nil {
		return out, err
	}
	if !sameDigest(read.Digest(), c.Digest()) {
		return out, exam.Refuse("record-changed", "session", string(no), "what", c.Differences(read))
	}
	if rec.Frozen == nil {
		return out, exam.Refuse("not-frozen", "session", string(no))
	}
	// What was frozen is what is signed: anything that changed since needs a new
	// revision.
	c.Revision = rec.Frozen.Revision
	if !sameDigest(c.Digest(), rec.Frozen.Digest) {
		return out, exam.Refuse("content-changed", "session", string(no))
	}
	next := exam.NextSigners(c, rec)
	if len(next) == 0 {
		if n := len(rec.Signatures); rec.Paper == nil && n > 0 && rec.Signatures[n-1].By == d.staff.ID {
			return d.printSigned(ctx, no, c)
		}
		return out, exam.Refuse("all-signed", "session", string(no))
	}
	me := signerIn(next, d.staff.ID)
	if me == nil {
		names := make([]string, len(next))
		for i, s := range next {
			names[i] = s.Name
		}
		return out, exam.Refuse("not-your-turn", "next", names)
	}
	raw, err := exam.Marshal(strokes)
	if err != nil {
		return out, fmt.Errorf("encode strokes: %w", err)
	}
	file, err := d.site.book.Attach(ctx, raw)
	if err != nil {
		return out, err
	}
	body := exam.Signature{Revision: rec.Frozen.Revision, Digest: rec.Frozen.Digest, Strokes: digest(raw), File: file, As: string(me.As)}
	facts, err := d.append(ctx, d.say(exam.RecordSigned, onRecord(no), fmt.Sprintf("sign/%d/%s", rec.Frozen.Revision, d.staff.ID), body))
	if err != nil {
		return out, err
	}
	out.At = facts[0].Wall
	if len(next) > 1 || laterGroup(c, me.Group) {
		return out, nil
	}
	return d.printSigned(ctx, no, c)
}

// sameDigest compares two digests and takes as long for any two; no digest is none.
func sameDigest(a, b string) bool {
	return a != "" && subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1
}

// laterGroup says whether somebody signs after the given group.
func laterGroup(c exam.RecordContent, group int) bool {
	for _, s := range c.Signers {
		if s.Group > group {
			return true
		}
	}
	return false
}

// printSigned makes the paper of a record that everybody has signed: checkpoint,
// page, PDF signature by the last signer's key, attachment, event.
func (d *Desk) printSigned(ctx context.Context, no exam.SessionNo, c exam.RecordContent) (Signed, error) {
	rec, err := d.site.record(no)
	if err != nil {
		return Signed{}, err
	}
	last := rec.Signatures[len(rec.Signatures)-1]
	out := Signed{At: last.When, Last: true}
	if out.Checkpoint, err = d.site.book.Checkpoint(ctx); err != nil {
		return out, err
	}
	hands, err := d.site.hands(rec.Signatures)
	if err != nil {
		return out, err
	}
	pdf, err := d.site.recordPDF(c, rec, hands, out.Checkpoint, last.When)
	if err != nil {
		return out, err
	}
	key, chain, err := d.who.Load().PaperSigner()
	if err != nil {
		return out, err
	}
	pdf, err = paper.Sign(pdf, key, chain, d.staff.Name, string(no), d.site.Cover().Site, last.When.Time)
	if err != nil {
		return out, fmt.Errorf("sign the record's PDF: %w", err)
	}
	if out.File, err = d.site.book.Attach(ctx, pdf); err != nil {
		return out, err
	}
	out.SHA256 = digest(pdf)
	body := exam.Paper{Revision: rec.Frozen.Revision, SHA256: out.SHA256, File: out.File, Checkpoint: out.Checkpoint}
	_, err = d.append(ctx, d.say(exam.RecordPaper, onRecord(no), fmt.Sprintf("paper/%d", rec.Frozen.Revision), body))
	return out, err
}

// hands reads the handwriting of signatures.
func (s *Site) hands(sigs []exam.SignedBy) (map[exam.StaffID]exam.Strokes, error) {
	out := map[exam.StaffID]exam.Strokes{}
	for _, sig := range sigs {
		raw, err := s.book.Attachment(sig.File)
		if err != nil {
			return nil, err
		}
		if digest(raw) != sig.Strokes {
			return nil, exam.Refuse("attachment-changed", "file", sig.File)
		}
		st, err := exam.DecodeStrokes(raw)
		if err != nil {
			return nil, err
		}
		out[sig.By] = st
	}
	return out, nil
}

// SealRecord attaches the scan of the stamped paper 盖章扫描件: signed, then sealed
// (notice 6.3). Refusals: not-signed, scan-kind.
func (d *Desk) SealRecord(ctx context.Context, no exam.SessionNo, scan []byte) error {
	if err := d.allow("SealRecord", no); err != nil {
		return err
	}
	if !isScan(scan) {
		return exam.Refuse("scan-kind")
	}
	defer d.site.hold(onRecord(no))()
	rec, err := d.site.record(no)
	if err != nil {
		return err
	}
	if rec.Paper == nil {
		return exam.Refuse("not-signed", "session", string(no))
	}
	file, err := d.site.book.Attach(ctx, scan)
	if err != nil {
		return err
	}
	body := exam.Paper{Revision: rec.Revision, SHA256: digest(scan), File: file}
	_, err = d.append(ctx, d.say(exam.RecordSealed, onRecord(no), fmt.Sprintf("seal/%d", rec.Revision), body))
	return err
}

// isScan tells a PDF, JPEG or PNG by its first bytes.
func isScan(b []byte) bool {
	for _, magic := range []string{"%PDF-", "\xff\xd8\xff", "\x89PNG\r\n\x1a\n"} {
		if len(b) > len(magic) && string(b[:len(magic)]) == magic {
			return true
		}
	}
	return false
}

func digest(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}

// RecordPaper gives the signed PDF of a record's current revision. Refusal: not-signed.
func (d *Desk) RecordPaper(no exam.SessionNo) ([]byte, error) {
	if err := d.allow("RecordPaper", no); err != nil {
		return nil, err
	}
	rec, err := d.site.record(no)
	if err != nil {
		return nil, err
	}
	if rec.Paper == nil {
		return nil, exam.Refuse("not-signed", "session", string(no))
	}
	return d.site.book.Attachment(rec.Paper.File)
}
