package desk

import (
	"path/filepath"
	"slices"
	"testing"

	"kaowu/app/exam"
	"kaowu/sync/province"
)

// Issue 5: numbers that come with the answer are compared with the other exams of the
// home at once. The receiver starts at 000001, which another exam of this home holds.
func TestGivenNumbersAreCompared(t *testing.T) {
	w := newWorld(t, func(_ *exam.Plan, pol *exam.Policy) { pol.Certificates = "received" })
	w.toPublished()
	w.beside("SC-JD-2026-0001", true, exam.NumberSpan{Series: welders, From: 1, To: 2})
	to, _, end := w.officeFor(filepath.Join(t.TempDir(), "office"), nil)
	defer end()
	u, err := w.lead().Upload(t.Context(), to, nil)
	w.must(err)
	var not []string
	for _, n := range u.NotTaken {
		not = append(not, n.Number+" "+n.Code)
	}
	if want := []string{welders + "000001 certificate-used", welders + "000002 certificate-used"}; !slices.Equal(not, want) {
		t.Errorf("not taken %v, want %v", not, want)
	}
	v, err := w.lead().Certificates()
	w.must(err)
	if len(v.Rows) != 10 || v.Missing != 2 || u.Accepted != 12 || !u.Agrees || v.Rows[0].Issued != "2026-12-30" {
		t.Errorf("%d certificates, %d missing, %+v", len(v.Rows), v.Missing, u)
	}
	before := w.site.Size()
	if u, err = w.lead().AskUpload(t.Context(), to); err != nil || len(u.NotTaken) != 2 || w.site.Size() != before {
		t.Errorf("asked: %+v, %v", u, err)
	}
}

// A number that the office has for another person (E08) is given up: the next one of the
// series goes up in its place, and the register shows the gap with its reason.
func TestNumberUsedElsewhere(t *testing.T) {
	w := newEnded(t)
	w.published()
	ctx, lead := t.Context(), w.lead()
	to, _, end := w.officeFor(filepath.Join(t.TempDir(), "office"), nil)
	defer end()
	rows, err := lead.uploadRows()
	w.must(err)
	other := rows[slices.IndexFunc(rows, func(r UploadRow) bool { return r.Record.CertificateNo == welders+"000003" })].Record
	f := province.FilingOf(sharedOf(t).plan, "another exam's", "own")
	f.Plan = "SC-JD-2026-0999"
	_, err = to.File(ctx, f)
	w.must(err)
	// The ID number is domain 4.1's.
	other.Plan, other.ExamNo, other.IDNumber, other.Birth, other.Sex = f.Plan, "2026990001", "510000199106151335", "19910615", "1"
	b := province.Batch{Key: "another-laptop", Header: province.Header{Filing: other.Filing, Plan: f.Plan}, Records: []province.Record{other}}.Keep()
	r, err := to.Send(ctx, b.Body, b.Key, b.Want)
	if err != nil || r.Outcomes[0].Verdict != province.Accepted {
		t.Fatalf("%+v, %v", r.Outcomes, err)
	}

	u, err := lead.Upload(ctx, to, nil)
	w.must(err)
	if u.Accepted != 11 || u.Rejected != 1 {
		t.Fatalf("%+v", u)
	}
	for _, want := range []int{1, 0} {
		if n, err := lead.GiveCertificates(ctx); n != want || err != nil {
			t.Errorf("numbered %d, %v, want %d", n, err, want)
		}
	}
	v, err := lead.Certificates()
	w.must(err)
	if len(v.Gaps) != 1 || v.Gaps[0].From != 3 || v.Gaps[0].To != 3 || v.Gaps[0].Reason != "省系统答复：这个编号已给了别人" || v.Gaps[0].By != "S16" {
		t.Errorf("gaps %+v", v.Gaps)
	}
	if last := v.Rows[len(v.Rows)-1].Number; last != welders+"000007" || len(v.Rows) != 12 {
		t.Errorf("%d rows, the last %s", len(v.Rows), last)
	}
	if u, err = lead.Upload(ctx, to, nil); err != nil || u.Accepted != 12 || !u.Agrees {
		t.Errorf("%+v, %v", u, err)
	}
}
