package screen

import (
	"context"
	"crypto/sha256"
	"iter"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/assets"
	"kaowu/sync/province"
)

// waitingOffice is the upload screen of the lead, as the shell keeps it, on an office
// that cannot be reached at 10:11:37.
func waitingOffice(t *testing.T) (*world, *upload, *fakeFiler) {
	w, p, f := office(t)
	w.sh.filing, w.sh.files = p, w.sh.desk
	w.clock.set("2026-12-30 10:11:37")
	f.err = exam.Refuse("province-unreachable", "host", "office:8443", "n", 6)
	w.key(fyne.KeyF9)
	return w, p, f
}

func (f *fakeFiler) sent() int { return strings.Count(strings.Join(f.calls, " "), "send") }

// until moves the clock and lets the window's second pass.
func (w *world) until(at string) {
	w.clock.set("2026-12-30 " + at)
	w.sh.lastKey = w.sh.u.now() // somebody sits there
	w.sh.tick()
}

// Two minutes after 10:11:37 is 10:13:37, so the screen says 10:14 and sends then; four
// minutes after that is 10:18, said as 10:19 since a little of the minute has passed.
func TestUploadGoesAgainByItself(t *testing.T) {
	w, _, f := waitingOffice(t)
	w.shot("10-upload-waiting")
	if !strings.Contains(w.says(), "连不上省系统，已存的批次会自动再发，最早 10:14") {
		t.Fatalf("it does not say when it sends again:\n%s", w.says())
	}
	w.until("10:13:59")
	if f.sent() != 1 {
		t.Fatal("sent before the time that the screen names")
	}
	w.until("10:14:00")
	if f.sent() != 2 || !strings.Contains(w.says(), "最早 10:19") {
		t.Fatalf("%d sent; the screen says\n%s", f.sent(), w.says())
	}
	f.err = nil
	w.until("10:19:00")
	if f.sent() != 3 || strings.Contains(w.says(), "自动再发") {
		t.Errorf("%d sent, still waiting after it arrived", f.sent())
	}
	w.until("11:30:00")
	if f.sent() != 3 {
		t.Error("sent again though everything arrived")
	}
}

// Esc ends it, and so does a refusal that another try cannot mend; F9 sends at once.
func TestUploadStopsSendingByItself(t *testing.T) {
	w, p, f := waitingOffice(t)
	w.key(fyne.KeyEscape)
	w.until("10:40:00")
	if f.sent() != 1 || p.again != nil || !strings.Contains(w.says(), "不再自动再发") {
		t.Errorf("%d sent after Esc", f.sent())
	}
	w.key(fyne.KeyF9)
	if f.sent() != 2 || p.again == nil {
		t.Fatalf("F9: %d sent", f.sent())
	}
	w.tap("不再自动发")
	if p.again != nil {
		t.Error("a tap does not stop it")
	}
	w.key(fyne.KeyF9)
	f.err = exam.Refuse("province-client-expired", "host", "office:8443", "file", "client.pem", "until", "2026-12-30")
	w.key(fyne.KeyF9)
	w.shot("10-upload-expired")
	if p.again != nil || !strings.Contains(shownText(w), "证书过期") {
		t.Errorf("an expired certificate is tried again: %q", w.sh.u.note)
	}
}

// The office asks to come back in 45 minutes: not sooner, and it is said so.
func TestUploadHonoursTheOffice(t *testing.T) {
	w, _, f := waitingOffice(t)
	f.err = exam.Refuse("province-busy", "host", "office:8443", "minutes", 45)
	w.clock.set("2026-12-30 10:20:00")
	w.key(fyne.KeyF9)
	if !strings.Contains(w.says(), "晚些再来") || !strings.Contains(w.says(), "最早 11:06") {
		t.Errorf("said\n%s", w.says())
	}
	w.until("11:05:59")
	if f.sent() != 2 {
		t.Error("sent too soon")
	}
}

// While the person visits another screen it goes on; over a lock it waits, and nobody
// else's hands send. Never are two on the road at once.
func TestUploadWaitsForItsPerson(t *testing.T) {
	w, p, f := waitingOffice(t)
	w.sh.open("day", nil)
	w.until("10:14:00")
	if f.sent() != 2 || w.sh.at.name() != "day" || strings.Contains(w.says(), "结果备案") {
		t.Fatalf("on another screen: %d sent, at %s", f.sent(), w.sh.at.name())
	}
	w.sh.open("upload", nil)
	if w.sh.at != screen(p) || !strings.Contains(w.says(), "最早 10:19") {
		t.Error("back on the screen, it does not say when")
	}
	w.sh.lock()
	w.until("10:30:00")
	w.enter(w.staff(exam.RoleSupervisor, "", 0).Name)
	w.until("10:31:00")
	if f.sent() != 2 {
		t.Fatal("sent over a lock, or by somebody else")
	}
	w.sh.lock()
	w.enter(w.lead.Staff().Name)
	h := &held{}
	w.sh.u.run = h.run
	w.until("10:32:00")
	w.until("10:33:00")
	w.key(fyne.KeyF9, fyne.KeyF5)
	f.err = nil
	h.finish()
	if f.sent() != 3 || strings.Contains(strings.Join(f.calls, " "), "ask") || p.again != nil {
		t.Errorf("did %v: more than one thing was on the road", f.calls)
	}
}

// A certificate that ends in ten days is spoken of; one that ends in a year is not.
func TestUploadCertificateEndsSoon(t *testing.T) {
	w, p, _ := office(t)
	for _, tt := range []struct {
		days int
		want bool
	}{{10, true}, {365, false}} {
		p.to = func() (desk.Receiver, error) {
			return ending{at: w.sh.u.now().AddDate(0, 0, tt.days).Add(time.Hour)}, nil
		}
		p.show()
		w.shot("10-upload-ends-soon")
		if got := strings.Contains(shownText(w), "到期，还有 10 天"); got != tt.want {
			t.Errorf("%d days before: said %v", tt.days, got)
		}
	}
}

type ending struct {
	desk.Receiver
	at time.Time
}

func (e ending) Expires() time.Time { return e.at }

// loopback is a desk that keeps batches and receipts in memory and sends them with the
// real client to the real receiver over loopback.
type loopback struct {
	*fakeFiler
	batches []province.Stored
	kept    map[string]province.Receipt
	sends   int
	between func(answered int) // after each receipt
}

func (l *loopback) Upload(ctx context.Context, to desk.Receiver, progress func(done, total int)) (desk.Uploaded, error) {
	l.sends++
	done, total := 0, 0
	for _, b := range l.batches {
		if _, ok := l.kept[b.Key]; !ok {
			total += len(b.Want)
		}
	}
	var open iter.Seq2[province.Stored, error] = func(yield func(province.Stored, error) bool) {
		for _, b := range l.batches {
			if _, ok := l.kept[b.Key]; !ok && !yield(b, ctx.Err()) {
				return
			}
		}
	}
	err := to.SendAll(ctx, open, func(s province.Stored, r province.Receipt, err error) error {
		if err != nil {
			return err
		}
		l.kept[s.Key] = r
		done += len(s.Want)
		progress(done, total)
		l.between(len(l.kept))
		return nil
	})
	return desk.Uploaded{}, err
}

// province starts the real receiver on loopback and opens a client to it.
func (w *world) province() *province.Client {
	w.t.Helper()
	dir := w.t.TempDir()
	made, err := ready()
	check(w.t, err)
	tables, err := province.ReadTables(assets.Codes())
	check(w.t, err)
	rec, err := province.NewReceiver(dir, province.ReceiverConfig{Clock: w.clock.Now, LeadDays: made.cal.WorkdaysBetween, Tables: tables})
	check(w.t, err)
	ctx, stop := context.WithCancel(w.t.Context())
	address, ended := make(chan string, 1), make(chan error, 1)
	go func() { ended <- rec.Listen(ctx, "127.0.0.1:0", func(a string) { address <- a }) }()
	at := func(name string) string { return filepath.Join(dir, name) }
	client, err := province.NewClient(province.ClientConfig{URL: "https://" + <-address, CAFile: at(province.FileCA), CertFile: at(province.FileClient),
		KeyFile: at(province.FileClientKey), ReceiverKeyFile: at(province.FileReceiverKey), Clock: w.clock.Now, FirstWait: time.Millisecond, MaxWait: 2 * time.Millisecond})
	check(w.t, err)
	w.t.Cleanup(func() {
		client.Close()
		stop()
		check(w.t, <-ended)
		check(w.t, rec.Close())
	})
	return client
}

// Esc while the second of five batches is on the road: it is answered and kept, the
// others stay; F9 goes on with exactly those.
func TestUploadPausesAfterTheRunningBatch(t *testing.T) {
	w, p, f := office(t)
	client := w.province()
	_, err := client.File(t.Context(), province.FilingOf(w.plan, "3f5a", "own"))
	check(t, err)
	l := &loopback{fakeFiler: f, kept: map[string]province.Receipt{}}
	seed := sha256.Sum256([]byte("batches"))
	for i := range 5 {
		var list []province.Record
		for _, row := range f.list {
			list = append(list, row.Record)
		}
		bs, err := province.Split(province.Header{Exam: w.plan.Header.Exam, Filing: w.plan.Header.Filing, Plan: w.plan.Header.Exam, Program: "test"}, list, strings.NewReader(string(seed[i*2:])+string(seed[:])))
		check(t, err)
		l.batches = append(l.batches, bs[0].Keep())
	}
	p.d, p.to = l, func() (desk.Receiver, error) { return client, nil }
	l.between = func(answered int) {
		if answered != 1 {
			return
		}
		w.clock.pass(4 * time.Second)
		w.sh.redraw()
		w.shot("10-upload-sending")
		if says := w.says(); !strings.Contains(says, "已做 4 / 20") || !strings.Contains(says, "还要约") {
			t.Errorf("while sending it says\n%s", says)
		}
		w.key(fyne.KeyEscape)
		w.shot("10-upload-pausing")
	}
	w.key(fyne.KeyF9)
	// Two are on the road at once: both answers count, no third was begun.
	if len(l.kept) != 2 || p.busy() || !strings.Contains(shownText(w), "已暂停：这次已发 8 / 20 条") {
		t.Fatalf("%d answered, busy %v: %s", len(l.kept), p.busy(), w.sh.u.note)
	}
	w.shot("10-upload-paused")
	before := len(l.kept)
	l.between = func(int) {}
	w.key(fyne.KeyF9)
	if len(l.kept) != 5 || l.sends != 2 || before != 2 {
		t.Errorf("after F9 %d of 5 are answered in %d sendings", len(l.kept), l.sends)
	}
	for _, b := range l.batches {
		if r := l.kept[b.Key]; len(r.Outcomes) != len(b.Want) {
			t.Errorf("%s: %d outcomes for %d", b.Key, len(r.Outcomes), len(b.Want))
		}
	}
}
