package desk

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kaowu/app/exam"
	"kaowu/sync/province"
)

// states are the upload rows that are not simply accepted, as "exam number kind state".
func (w *world) states() []string {
	w.t.Helper()
	rows, err := w.lead().UploadList()
	w.must(err)
	var out []string
	for _, r := range rows {
		if r.State != province.Accepted || r.Record.DataKind != province.KindNew {
			out = append(out, strings.Join([]string{r.Record.ExamNo, r.Record.DataKind, r.State}, " "))
		}
	}
	return out
}

// Issue 5, domain 11 column 26: who was corrected or got a replacement after the upload
// goes up as 更正, whose certificate was withdrawn as 撤销; the office's list follows, also
// where it was restored to before.
func TestUploadedLater(t *testing.T) {
	w := newEnded(t)
	w.published()
	ctx, lead := t.Context(), w.lead()
	plan := sharedOf(t).plan
	var nos []exam.CandidateNo // welders
	rows, err := lead.Certificates()
	w.must(err)
	for _, r := range rows.Rows {
		if strings.HasPrefix(r.Number, welders) {
			nos = append(nos, r.Candidate.No)
		}
	}
	never := nos[5]
	w.must(lead.WithdrawCertificate(ctx, welders+"000006", "打印前发现材料不实"))

	dir := filepath.Join(t.TempDir(), "office")
	to, rec, end := w.officeFor(dir, nil)
	u, err := lead.Upload(ctx, to, nil)
	w.must(err)
	if u.Qualified != 11 || u.Accepted != 11 || !u.Agrees || len(rec.List(plan.Header.Exam)) != 11 || len(w.states()) != 0 {
		t.Errorf("withdrawn before the upload: %+v, %v", u, w.states())
	}
	ledger := filepath.Join(dir, "ledger.jsonl")
	backup, err := os.ReadFile(ledger)
	w.must(err)

	w.must(lead.ReissueCertificate(ctx, welders+"000002", "遗失"))
	w.must(lead.WithdrawCertificate(ctx, welders+"000003", "材料不实"))
	w.must(lead.Correct(ctx, w.as("S01"), nos[0], exam.Correction{Component: exam.Theory, New: 950, Code: "slip"}))
	w.must(lead.Correct(ctx, w.as("S01"), nos[3], exam.Correction{Component: exam.Theory, New: 500, Code: "slip"})) // below the pass mark
	left := []string{string(nos[0]) + " 2 left", string(nos[1]) + " 2 left", string(nos[2]) + " 3 left", string(nos[3]) + " 3 left"}
	slices.Sort(left)
	if got := w.states(); !slices.Equal(got, left) {
		t.Errorf("to be sent: %v, want %v", got, left)
	}
	// Not before the corrected results are confirmed again.
	u, err = lead.Upload(ctx, to, nil)
	w.must(err)
	if u.Left != 2 || u.Revoked != 1 || !u.Agrees || len(rec.List(plan.Header.Exam)) != 10 {
		t.Errorf("corrected, not confirmed: %+v", u)
	}
	w.confirmedAgain()
	u, err = lead.Upload(ctx, to, nil)
	w.must(err)
	want := []string{string(nos[0]) + " 2 accepted", string(nos[1]) + " 2 accepted", string(nos[2]) + " 3 revoked", string(nos[3]) + " 3 revoked"}
	slices.Sort(want)
	if got := w.states(); u.Qualified != 9 || u.Accepted != 9 || u.Revoked != 2 || u.Left+u.Rejected+u.Unknown != 0 || !u.Agrees || !slices.Equal(got, want) {
		t.Errorf("%+v\n%v, want %v", u, got, want)
	}
	held := rec.List(plan.Header.Exam)
	if len(held) != 9 || slices.ContainsFunc(held, func(h province.Held) bool { return h.ExamNo == string(never) || h.ExamNo == string(nos[2]) }) {
		t.Errorf("the office holds %d", len(held))
	}
	before := w.site.Size()
	if u, err = lead.Upload(ctx, to, nil); err != nil || u.Batches != 0 || w.site.Size() != before {
		t.Errorf("again: %+v, %v, %d events more", u, err, w.site.Size()-before)
	}

	// Restored to before all that: everything goes again, in its order.
	end()
	w.must(os.WriteFile(ledger, backup, 0o600))
	to, rec, end = w.officeFor(dir, nil)
	defer end()
	u, err = lead.Upload(ctx, to, nil)
	w.must(err)
	if got := rec.List(plan.Header.Exam); !u.Agrees || !slices.Equal(got, held) || u.Accepted != 9 || u.Revoked != 2 || !slices.Equal(w.states(), want) {
		t.Errorf("restored: %+v, %d held, %v", u, len(got), w.states())
	}

	taken, err := lead.LedgerEntry()
	w.must(err)
	if e := taken.Entry; e.Accepted != 9 || e.Withdrawn != 2 || e.Revoked != 2 || len(taken.Certified) != 10 {
		t.Errorf("ledger: %+v, %d certified", e, len(taken.Certified))
	}
}

// What the office no longer holds cannot be corrected: it goes up anew.
func TestCorrectionOfWhatIsLost(t *testing.T) {
	w := newEnded(t)
	w.published()
	ctx, lead := t.Context(), w.lead()
	to, _, end := w.officeFor(filepath.Join(t.TempDir(), "office"), nil)
	defer end()
	_, err := lead.Upload(ctx, to, nil)
	w.must(err)
	w.must(lead.ReissueCertificate(ctx, welders+"000002", "遗失"))
	anew, rec, endAnew := w.officeFor(filepath.Join(t.TempDir(), "anew"), nil)
	defer endAnew()
	u, err := lead.Upload(ctx, anew, nil) // the correction is refused with E17, then all batches go again
	w.must(err)
	if u, err = lead.Upload(ctx, anew, nil); err != nil || u.Accepted != 12 || !u.Agrees || len(rec.List(sharedOf(t).plan.Header.Exam)) != 12 {
		t.Errorf("%+v, %v, %v", u, err, w.states())
	}
}

// confirmedAgain confirms, notices and publishes the results as they stand.
func (w *world) confirmedAgain() {
	w.t.Helper()
	ctx, lead := w.t.Context(), w.lead()
	_, err := lead.ConfirmResults(ctx)
	w.must(err)
	_, err = lead.StartNotice(ctx)
	w.must(err)
	w.clock.to("2027-01-11 09:00")
	w.must(lead.PublishResults(ctx))
}
