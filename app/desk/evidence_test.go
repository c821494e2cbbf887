package desk

import (
	"path/filepath"
	"testing"

	"kaowu/app/exam"
	"kaowu/store"
)

// record.md 1: an exam's archive proves the events of the institution's book that it rests
// on, the office's reply among them, and verifying it says of whose book.
func TestArchiveProvesTheInstitution(t *testing.T) {
	b, w := newInstitution(t), newEnded(t)
	ctx := t.Context()
	b.published()
	b.must(b.officer.EnterReply(ctx, b.reply(), nil))
	w.published()
	b.must(b.officer.EnterCard(ctx, exam.StaffCard{Name: "考一", IDNumber: sharedOf(t).plan.Staff[0].IDNumber, Kind: exam.PersonAssessor, Occupation: "焊工", Card: "K1", Valid: "2027-01-31"}))
	b.must(b.officer.EnterCard(ctx, exam.StaffCard{Name: "别人", IDNumber: "510000199106151335", Kind: exam.PersonAssessor, Occupation: "焊工", Card: "K2", Valid: "2027-01-31"}))
	block, err := b.officer.ReserveNumbers(ctx, 3, 4, w.site.Cover().Exam, w.site.Fingerprint())
	b.must(err)
	kinds := map[exam.Kind]int{}
	evidence, err := b.officer.Evidence(ctx, sharedOf(t).plan)
	b.must(err)
	b.must(b.site.book.Each(func(f exam.Fact) error { kinds[f.Kind]++; return nil }))
	if kinds[exam.CardEntered] != 2 || block.From != 1 {
		t.Errorf("%v", kinds)
	}
	path := filepath.Join(t.TempDir(), "a.kaowu")
	w.must(w.lead().WriteArchiveWith(ctx, path, evidence, nil))
	v, err := store.VerifyFile(ctx, path, store.VerifyOptions{As: "S16", Passphrase: secret("S16")})
	w.must(err)
	if !v.OK || v.Institution != b.inst.Fingerprint() {
		t.Errorf("%+v", v)
	}
}
