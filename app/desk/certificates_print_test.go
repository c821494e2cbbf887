package desk

import (
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"testing"

	"kaowu/app/exam"
	"kaowu/store"
)

// Withdrawn certificates are not printed; what is printed is signed by the exam's key.
func TestPrintCertificates(t *testing.T) {
	w := newEnded(t)
	w.toPublished()
	ctx, lead := t.Context(), w.lead()
	w.refused("nothing-to-print", func() error { return lead.PrintCertificates(ctx, CertificateJob{}, nil, nil) })
	_, err := lead.GiveCertificates(ctx)
	w.must(err)
	w.must(lead.WithdrawCertificate(ctx, welders+"000002", "材料不实"))
	w.must(lead.ReissueCertificate(ctx, welders+"000003", "遗失"))
	names := map[string]int{}
	total := 0
	err = lead.PrintCertificates(ctx, CertificateJob{}, func(p Printed) error {
		names[p.Path()]++
		if !bytes.HasPrefix(p.PDF, []byte("%PDF-")) || len(p.Candidates) != 1 {
			t.Errorf("%s: %d bytes for %v", p.Path(), len(p.PDF), p.Candidates)
		}
		return nil
	}, func(_, n int) { total = n })
	w.must(err)
	if len(names) != 11 || total != 11 || names["certificate/"+welders+"000002.pdf"] != 0 || names["certificate/"+electricians+"000006.pdf"] != 1 {
		t.Errorf("%d: %v", total, names)
	}
	n := 0
	w.must(lead.PrintCertificates(ctx, CertificateJob{Numbers: []string{welders + "000003"}}, func(Printed) error { n++; return nil }, nil))
	w.refused("no-certificate", func() error {
		return lead.PrintCertificates(ctx, CertificateJob{Numbers: []string{welders + "000002"}}, nil, nil)
	})
	full := errors.New("disk full")
	if err := lead.PrintCertificates(ctx, CertificateJob{}, func(Printed) error { return full }, nil); n != 1 || !errors.Is(err, full) {
		t.Errorf("%d printed; %v", n, err)
	}
	var files []string
	w.must(lead.PrintCertificates(ctx, CertificateJob{PerFile: 4}, func(p Printed) error {
		files = append(files, fmt.Sprint(p.Name, " ", len(p.Candidates), " ", bytes.Count(p.PDF, []byte("/Type /Page\n"))))
		return nil
	}, nil))
	if want := []string{electricians + "000001-2-000004 4 4", electricians + "000005-3-000003 4 4", welders + "000004-3-000006 3 3"}; !slices.Equal(files, want) {
		t.Errorf("%q", files)
	}

	v, err := lead.Certificates()
	w.must(err)
	row := v.Rows[8] // after six electricians and two welders: welder 3
	text, err := lead.sealCertificate(row, 1)
	w.must(err)
	c, err := exam.OpenSeal(text)
	w.must(err)
	if store.FingerprintOf(c.Key) != w.site.Fingerprint() || c.Number.String() != welders+"000003" || !c.Drill || c.Reissue != 1 ||
		c.Issued != "2026-12-30" || c.Holder != exam.HolderOf(row.Candidate.Name, row.Candidate.IDNumber) {
		t.Errorf("%+v", c)
	}
	book, err := lead.RegisterBook()
	w.must(err)
	if book.Name != "certificates.xlsx" || !bytes.HasPrefix(book.Data, []byte("PK")) {
		t.Errorf("%s, %d bytes", book.Name, len(book.Data))
	}
}

// BenchmarkPrintCertificates prints 10,000 certificates of one exam, 100 a file, each
// signed: so many a second, and how much more memory is held at the end than after the
// first file.
func BenchmarkPrintCertificates(b *testing.B) {
	w := newWorld(b)
	d := w.lead()
	plan := bigPlan(10000)
	at := sharedOf(b).plan.Candidates // whose folds are read, again and again
	rows := make([]CertificateRow, len(plan.Candidates))
	for i, c := range plan.Candidates {
		c.No = at[i%len(at)].No
		n := exam.CertificateNo{Filing: "Y000051000123", Year: 26, Level: 3, Seq: i + 1}
		rows[i] = CertificateRow{Certificate: exam.Certificate{Number: n.String(), Issued: "2026-12-30"}, Candidate: c, Subject: plan.Subjects[0]}
	}
	held := func() int64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	var first, last int64
	printed := 0
	p, err := w.site.printer(func(f Printed) error { printed += len(f.Candidates); return nil })
	w.must(err)
	for b.Loop() {
		for some := range slices.Chunk(rows, 100) {
			w.must(d.printFile(p, some))
			if last = held(); first == 0 {
				first = last
			}
		}
	}
	b.ReportMetric(float64(printed)/b.Elapsed().Seconds(), "certificates/s")
	b.ReportMetric(float64(last-first)/(1<<20), "MB-grown")
}
