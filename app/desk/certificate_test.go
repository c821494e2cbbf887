package desk

import (
	"testing"

	"kaowu/app/exam"
)

// 人社鉴发〔2019〕2号, domain 4.3: filing number, two digits of the year, level,
// six digits of sequence, each level counted on its own.
func TestCertificateNumbers(t *testing.T) {
	w := newEnded(t)
	ctx, lead := t.Context(), w.lead()
	_, err := lead.ConfirmResults(ctx)
	w.must(err)
	_, err = lead.StartNotice(ctx)
	w.must(err)
	w.clock.to("2027-01-04 09:00") // the year of issue, not that of the exam
	w.must(lead.PublishResults(ctx))
	_, err = lead.GiveCertificates(ctx)
	w.must(err)
	v, err := lead.ResultList()
	w.must(err)
	got := map[exam.CandidateNo]exam.Certificate{}
	for _, r := range v.Rows {
		if r.Certificate != nil {
			got[r.Candidate.No] = *r.Certificate
		}
	}
	for no, want := range map[exam.CandidateNo]string{
		"2026610001": "Y000051000123" + "27" + "3" + "000001", "2026610006": "Y000051000123273000006",
		"2026630001": "Y000051000123272000001", "2026630006": "Y000051000123272000006",
	} {
		if got[no] != (exam.Certificate{Number: want, Issued: "2027-01-04"}) {
			t.Errorf("%s: %+v, want %s", no, got[no], want)
		}
	}
}

// Notice 6.5 and domain 4.3: where the office numbers, the site does not.
func TestCertificatesOfTheOffice(t *testing.T) {
	for _, tt := range []struct {
		code string
		edit func(*exam.Plan, *exam.Policy)
	}{
		{"contest", func(p *exam.Plan, _ *exam.Policy) { p.Header.Method = "竞赛选拔" }},
		{"numbers-received", func(_ *exam.Plan, pol *exam.Policy) { pol.Certificates = "received" }},
	} {
		w := newWorld(t, tt.edit)
		w.refused(tt.code, func() error { _, err := w.lead().GiveCertificates(t.Context()); return err })
		w.refused(tt.code, func() error { return w.lead().SkipNumbers(t.Context(), 3, 9, "纸质台账") })
		if tt.code == "contest" {
			w.refused(tt.code, func() error { _, _, err := w.lead().TakeCertificates(t.Context(), "none"); return err })
			w.refused(tt.code, func() error { return w.lead().PrintCertificates(t.Context(), CertificateJob{}, nil, nil) })
			w.refused(tt.code, func() error { return w.lead().ReissueCertificate(t.Context(), "1", "遗失") })
		}
	}
}
