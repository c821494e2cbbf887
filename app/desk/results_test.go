package desk

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kaowu/app/exam"
	"kaowu/assets"
	"kaowu/store"
	"kaowu/sync/province"
)

// office is a drill's receiver on loopback, with what it is to do wrong.
func (w *world) office(dir string, faults *province.Faults) (*province.Client, func()) {
	w.t.Helper()
	client, _, end := w.officeFor(dir, faults)
	return client, end
}

// officeFor gives the receiver itself too: files go to it by hand.
func (w *world) officeFor(dir string, faults *province.Faults) (*province.Client, *province.Receiver, func()) {
	w.t.Helper()
	f := sharedOf(w.t)
	tables, err := province.ReadTables(assets.Codes())
	w.must(err)
	rec, err := province.NewReceiver(dir, province.ReceiverConfig{Clock: w.clock.Now, LeadDays: f.calendar.WorkdaysBetween, Tables: tables, Faults: faults})
	w.must(err)
	ctx, stop := context.WithCancel(w.t.Context())
	address, ended := make(chan string, 1), make(chan error, 1)
	go func() { ended <- rec.Listen(ctx, "127.0.0.1:0", func(a string) { address <- a }) }()
	client, err := province.NewClient(province.ClientConfig{URL: "https://" + <-address, CAFile: filepath.Join(dir, "ca.pem"),
		CertFile: filepath.Join(dir, "client.pem"), KeyFile: filepath.Join(dir, "client-key.pem"), ReceiverKeyFile: filepath.Join(dir, "receiver.pub"),
		Clock: w.clock.Now, Jitter: func() float64 { return 0 }, FirstWait: time.Millisecond, MaxWait: 2 * time.Millisecond, TryTimeout: 5 * time.Second})
	w.must(err)
	return client, rec, func() {
		client.Close()
		stop()
		<-ended
		w.must(rec.Close())
	}
}

// Design 4.7–4.9: drafted, confirmed, in notice, published; then upload and archive.
func TestResultsToArchive(t *testing.T) {
	w := newWorld(t)
	ctx, lead := t.Context(), w.lead()
	confirm := func() error { _, err := lead.ConfirmResults(ctx); return err }
	notice := func() error { _, err := lead.StartNotice(ctx); return err }
	publish := func() error { return lead.PublishResults(ctx) }
	archive := filepath.Join(t.TempDir(), "a.kaowu")
	w.refused("not-ready", confirm)
	w.refused("stage-not", notice)
	w.refused("stage-not", publish)
	w.refused("stage-not", func() error { _, err := lead.GiveCertificates(ctx); return err })
	w.refused("stage-not", func() error { _, err := lead.Upload(ctx, nil, nil); return err })
	w.refused("records-unsigned", func() error { return lead.WriteArchive(ctx, archive, nil) })
	if view, err := lead.ArchiveView(); err != nil || !view.Blocked() {
		t.Errorf("unsigned records do not bar the archive: %v", err)
	}

	w.ended()
	w.must(confirm())
	w.refused("nothing-to-confirm", confirm)
	// Changed after confirmation: drafted again until it is confirmed anew.
	w.must(w.as("S01").ProposeCorrection(ctx, welder, exam.Correction{Component: exam.Theory, New: 850, Code: "slip", Reason: "x"}))
	w.must(lead.ApproveCorrection(ctx, welder, exam.Theory))
	w.refused("results-changed", notice)
	w.must(confirm())
	// 2026-12-22 is a Tuesday: five working days on is Tuesday 2026-12-29.
	if until, err := lead.StartNotice(ctx); err != nil || until != "2026-12-29" {
		t.Fatalf("notice until %s, %v", until, err)
	}
	w.clock.to("2026-12-29 23:00")
	w.refused("notice-runs", publish)
	w.clock.to("2026-12-30 09:00")
	w.wrote(publish, `results.published results stage {"count":12,*`)

	dir := filepath.Join(t.TempDir(), "office")
	to, close := w.office(dir, nil)
	// Filing the plan is the one thing that is done before the numbers are asked for.
	w.refused("drill-upload", func() error { _, err := lead.Upload(ctx, real{to}, nil); return err })
	if _, err := lead.Upload(ctx, to, nil); !errors.Is(err, exam.Refuse("no-certificate-number")) {
		t.Errorf("qualified without numbers: %v", err)
	}
	close()
	if n, err := lead.GiveCertificates(ctx); err != nil || n != 12 {
		t.Fatalf("%d certificates, %v", n, err)
	}
	if n, err := lead.GiveCertificates(ctx); err != nil || n != 0 {
		t.Fatalf("numbers are given once: %d, %v", n, err)
	}

	// Kept there, no answer here; then half an answer; then verdicts left out.
	to, close = w.office(dir, province.Script(province.TimeoutAfter, province.CutAnswer, province.MissingVerdicts))
	var u Uploaded
	var err error
	for range 5 {
		if u, err = lead.Upload(ctx, to, nil); err == nil && u.Agrees && u.Unknown == 0 {
			break
		}
	}
	w.must(err)
	if u.Accepted != 12 || !u.Agrees || u.Left != 0 {
		t.Errorf("uploaded: %+v", u)
	}
	before := w.site.Size()
	again, err := lead.Upload(ctx, to, nil)
	w.must(err)
	if again.Accepted != 12 || w.site.Size() != before {
		t.Errorf("a second upload wrote %d events: %+v", w.site.Size()-before, again)
	}
	close()
	// A receiver restored from before the upload is filled again with the same bytes.
	restored := filepath.Join(t.TempDir(), "restored")
	w.copyKeys(dir, restored)
	to, close = w.office(restored, nil)
	if u, err = lead.Upload(ctx, to, nil); err != nil || u.Accepted != 12 || !u.Agrees {
		t.Errorf("a restored office: %+v, %v", u, err)
	}
	close()
	w.preparedBeforeReceipt()

	view, err := lead.ArchiveView()
	w.must(err)
	if view.Blocked() || !view.Written.IsZero() || len(view.Missing) != 5 { // no scan is attached to the five records
		t.Errorf("%d missing, blocked %t", len(view.Missing), view.Blocked())
	}
	w.must(lead.WriteArchive(ctx, archive, nil))
	for _, pass := range [][]byte{nil, secret("S16")} {
		got, err := lead.VerifyArchive(ctx, archive, pass, nil)
		w.must(err)
		if !got.OK || got.Trust != "holds" || got.Opened != (pass != nil) {
			t.Errorf("archive, passphrase given %t: %+v", pass != nil, got)
		}
	}
	if view, err = lead.ArchiveView(); err != nil || view.Written.IsZero() || len(view.SHA256) != 64 {
		t.Errorf("the archive is not known afterwards: %+v %v", view, err)
	}
	v, err := store.VerifyFile(ctx, archive, store.VerifyOptions{Trust: w.site.Fingerprint(), As: "S16", Passphrase: secret("S16")})
	w.must(err)
	if !v.OK || !v.Opened || v.Trust != "holds" {
		t.Errorf("archive: %+v", v)
	}
	if st, err := lead.State(); err != nil || st.Word != "archived" {
		t.Errorf("state %+v, %v", st, err)
	}
}

// preparedBeforeReceipt wants one batch, its key in the book before the answer.
func (w *world) preparedBeforeReceipt() {
	w.t.Helper()
	var kinds []string
	w.must(w.site.book.Each(func(f exam.Fact) error {
		if strings.HasPrefix(f.On, "upload/") && !strings.HasPrefix(f.On, "upload/plan-") {
			kinds = append(kinds, string(f.Kind))
		}
		return nil
	}))
	n := 0
	for _, k := range kinds {
		if k == string(exam.UploadPrepared) {
			n++
		}
	}
	if n != 1 || kinds[0] != string(exam.UploadPrepared) {
		w.t.Errorf("twelve records are one batch, kept before it is sent: %v", kinds)
	}
}

// copyKeys makes an office with the same keys and an empty ledger.
func (w *world) copyKeys(from, to string) {
	w.t.Helper()
	w.must(os.MkdirAll(to, 0o700))
	files, err := filepath.Glob(filepath.Join(from, "*"))
	w.must(err)
	for _, f := range files {
		if filepath.Base(f) == "ledger.jsonl" {
			continue
		}
		b, err := os.ReadFile(f)
		w.must(err)
		w.must(os.WriteFile(filepath.Join(to, filepath.Base(f)), b, 0o600))
	}
}
