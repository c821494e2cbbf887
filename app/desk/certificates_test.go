package desk

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"kaowu/app/exam"
	"kaowu/store"
)

const welders, electricians = "Y000051000123263", "Y000051000123262" // year 26, levels 3 and 2

// toPublished takes the world's six welders and six electricians through to published
// results; all twelve are qualified.
func (w *world) toPublished() {
	w.t.Helper()
	ctx, lead := w.t.Context(), w.lead()
	w.ended()
	_, err := lead.ConfirmResults(ctx)
	w.must(err)
	_, err = lead.StartNotice(ctx)
	w.must(err)
	w.clock.to("2026-12-30 09:00")
	w.must(lead.PublishResults(ctx))
}

// beside puts another exam's cover into the home, as its book would show it.
func (w *world) beside(name string, drill bool, numbers ...exam.NumberSpan) {
	w.t.Helper()
	plan := sharedOf(w.t).plan
	plan.Header.Exam = name
	made, err := Create(w.t.Context(), w.home, "S16", secret("S16"), Loading{Plan: plan, Source: "ab"}, sharedOf(w.t).policy, drill, w.opt)
	w.must(err)
	w.must(made.Site.book.UpdateCover(func(c *store.Cover) { c.Numbers = numbers }))
	w.must(made.Site.Close())
}

func (w *world) numbersOf() map[exam.CandidateNo]string {
	w.t.Helper()
	v, err := w.lead().ResultList()
	w.must(err)
	out := map[exam.CandidateNo]string{}
	for _, r := range v.Rows {
		if r.Certificate != nil {
			out[r.Candidate.No] = r.Certificate.Number
		}
	}
	return out
}

// Domain 4.3: no number twice, over all exams of a home; a training exam's do not
// count for a real one, nor the other way.
func TestNumbersGoOnBehindOtherExams(t *testing.T) {
	w := newEnded(t)
	w.toPublished()
	w.beside("SC-JD-2026-0001", true, exam.NumberSpan{Series: welders, From: 1, To: 40}, exam.NumberSpan{Series: "Y000051000123253", From: 1, To: 900})
	w.beside("SC-JD-2026-0002", false, exam.NumberSpan{Series: welders, From: 41, To: 77}, exam.NumberSpan{Series: electricians, From: 1, To: 9})
	w.must(w.lead().SkipNumbers(t.Context(), 2, 10, "纸质台账已用"))
	w.refused("skip-behind", func() error { return w.lead().SkipNumbers(t.Context(), 2, 10, "再来") })
	w.refused("reason-missing", func() error { return w.lead().SkipNumbers(t.Context(), 2, 11, " ") })
	n, err := w.lead().GiveCertificates(t.Context())
	w.must(err)
	if n != 12 {
		t.Fatalf("%d numbered", n)
	}
	got := w.numbersOf()
	if got["2026610001"] != welders+"000041" || got["2026610006"] != welders+"000046" || got["2026630001"] != electricians+"000011" {
		t.Errorf("%v", got)
	}
	if again, err := w.lead().GiveCertificates(t.Context()); again != 0 || err != nil {
		t.Errorf("again: %d, %v", again, err)
	}
	cover := w.site.Cover().Numbers
	if want := []exam.NumberSpan{{Series: electricians, From: 1, To: 10, Skipped: true}, {Series: electricians, From: 11, To: 16}, {Series: welders, From: 41, To: 46}}; !reflect.DeepEqual(cover, want) {
		t.Errorf("cover %v", cover)
	}
	v, err := w.lead().Certificates()
	w.must(err)
	if len(v.Gaps) != 1 || v.Gaps[0].Reason != "纸质台账已用" || v.Gaps[0].By != "S16" || v.Gaps[0].To != 10 || v.Missing != 0 {
		t.Errorf("gaps %+v", v.Gaps)
	}
}

// A save that was cut short behind the cover leaves the numbers free; another exam
// that went on in between leaves a gap that the register shows.
func TestNumbersCutShort(t *testing.T) {
	w := newEnded(t)
	w.toPublished()
	w.must(w.site.showNumbers([]exam.NumberSpan{{Series: welders, From: 1, To: 6}}))
	w.beside("SC-JD-2026-0001", true, exam.NumberSpan{Series: welders, From: 7, To: 7})
	_, err := w.lead().GiveCertificates(t.Context())
	w.must(err)
	if got := w.numbersOf(); got["2026610001"] != welders+"000008" || got["2026630001"] != electricians+"000001" {
		t.Errorf("%v", got)
	}
	v, err := w.lead().Certificates()
	w.must(err)
	if want := []NumberGap{{NumberSpan: exam.NumberSpan{Series: welders, From: 1, To: 6}}}; !reflect.DeepEqual(v.Gaps, want) {
		t.Errorf("gaps %+v", v.Gaps)
	}
}

func TestNumbersRefused(t *testing.T) {
	w := newEnded(t)
	w.toPublished()
	release, err := w.site.book.LockHome()
	w.must(err)
	w.refused("numbers-busy", func() error { _, err := w.lead().GiveCertificates(t.Context()); return err })
	release()
	w.beside("SC-JD-2026-0001", true)
	w.must(os.WriteFile(filepath.Join(w.home, "books", "SC-JD-2026-0001", "cover.json"), []byte("{}"), 0o600))
	w.refused("numbers-unknown", func() error { _, err := w.lead().GiveCertificates(t.Context()); return err })
	if n := w.numbersOf(); len(n) != 0 {
		t.Errorf("numbered all the same: %v", n)
	}
}

func TestRegister(t *testing.T) {
	w := newEnded(t)
	w.toPublished()
	ctx, lead := t.Context(), w.lead()
	_, err := lead.GiveCertificates(ctx)
	w.must(err)
	first, second := welders+"000001", welders+"000002"
	w.refused("reason-missing", func() error { return lead.ReissueCertificate(ctx, first, "") })
	w.refused("no-certificate", func() error { return lead.WithdrawCertificate(ctx, welders+"000099", "错") })
	w.must(lead.ReissueCertificate(ctx, first, "遗失"))
	w.must(lead.ReissueCertificate(ctx, first, "污损"))
	w.must(lead.WithdrawCertificate(ctx, second, "材料不实"))
	w.refused("certificate-withdrawn", func() error { return lead.ReissueCertificate(ctx, second, "遗失") })
	w.refused("certificate-withdrawn", func() error { return lead.WithdrawCertificate(ctx, second, "再来") })
	v, err := lead.Certificates()
	w.must(err)
	states := map[string]string{}
	for _, r := range v.Rows {
		states[r.Number] = r.State
	}
	if states[first] != CertificateReissued || states[second] != CertificateWithdrawn || states[welders+"000003"] != CertificateIssued || len(v.Rows) != 12 {
		t.Errorf("%v", states)
	}
	// By number: the second level's series stands before the third's, so these are rows 6 and 7.
	if r := v.Rows[6].Register.Reissued; len(r) != 2 || r[1].No != 2 || r[1].Reason != "污损" || r[1].Date != "2026-12-30" || r[1].By != "S16" {
		t.Errorf("replacements %+v", r)
	}
	if x := v.Rows[7].Register.Withdrawn; x == nil || x.Reason != "材料不实" || x.By != "S16" || v.Rows[7].Doubt {
		t.Errorf("withdrawal %+v", x)
	}
	if n, err := lead.GiveCertificates(ctx); n != 0 || err != nil || w.numbersOf()["2026610002"] != second {
		t.Errorf("a withdrawn number was given again: %d, %v", n, err)
	}
}

// The four-column file of domain 4.3; each wrong line for its own reason.
func TestTakeCertificates(t *testing.T) {
	w := newWorld(t, func(_ *exam.Plan, pol *exam.Policy) { pol.Certificates = "received" })
	w.toPublished()
	people := map[exam.CandidateNo]exam.Candidate{}
	for _, c := range sharedOf(t).plan.Candidates {
		people[c.No] = c
	}
	line := func(no exam.CandidateNo, number, day string) string {
		return people[no].Name + "," + people[no].IDNumber + "," + number + "," + day + "\n"
	}
	take := func(lines ...string) (int, []string) {
		file := filepath.Join(t.TempDir(), "numbers.csv")
		text := "姓名,证件号码,证书编号,发证日期\n"
		for _, l := range lines {
			text += l
		}
		w.must(os.WriteFile(file, []byte(text), 0o600))
		n, problems, err := w.lead().TakeCertificates(t.Context(), file)
		w.must(err)
		var codes []string
		for _, p := range problems {
			codes = append(codes, p.Code)
		}
		return n, codes
	}
	w.beside("SC-JD-2026-0001", true, exam.NumberSpan{Series: welders, From: 500, To: 500})
	for want, l := range map[string]string{
		"bad-value":          line("2026610001", welders+"00001", "2026-12-30"),
		"certificate-holder": "无名," + people["2026610001"].IDNumber + "," + welders + "000001,2026-12-30\n",
		"certificate-body":   line("2026610001", "Y000051000999263000001", "2026-12-30"),
		"certificate-day":    line("2026610001", welders+"000001", "2026-12-31"),
		"certificate-year":   line("2026610001", "Y000051000123253000001", "2026-12-30"),
		"certificate-used":   line("2026610001", welders+"000500", "2026-12-30"),
	} {
		if n, codes := take(l, line("2026610002", welders+"000002", "20261230")); n != 0 || !reflect.DeepEqual(codes, []string{want}) {
			t.Errorf("%s: %d taken, %v", want, n, codes)
		}
	}
	if n, codes := take(line("2026610001", welders+"000007", "2026-12-30"), line("2026610002", welders+"000007", "2026-12-30")); n != 0 || !reflect.DeepEqual(codes, []string{"certificate-used"}) {
		t.Errorf("one number twice in a file: %d, %v", n, codes)
	}
	if n, codes := take(line("2026610001", welders+"000007", "2026-12-30"), line("2026630001", electricians+"000003", "2026年12月30日")); n != 2 || codes != nil {
		t.Errorf("%d taken, %v", n, codes)
	}
	if n, codes := take(line("2026610001", welders+"000007", "2026-12-30")); n != 0 || codes != nil {
		t.Errorf("the same file again: %d, %v", n, codes)
	}
	if n, codes := take(line("2026610001", welders+"000008", "2026-12-30")); n != 0 || !reflect.DeepEqual(codes, []string{"certificate-second"}) {
		t.Errorf("another number: %d, %v", n, codes)
	}
	if got := w.numbersOf(); len(got) != 2 || got["2026610001"] != welders+"000007" {
		t.Errorf("%v", got)
	}
	own := newWorld(t)
	own.refused("numbers-own", func() error { _, _, err := own.lead().TakeCertificates(t.Context(), "none"); return err })
	own.refused("numbers-received", func() error { return w.lead().SkipNumbers(t.Context(), 3, 9, "x") })
}
