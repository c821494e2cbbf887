package desk

import (
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kaowu/app/exam"
	"kaowu/store"
)

// onlyWelders leaves one subject with its theory and practical session: a short day.
func onlyWelders(p *exam.Plan, _ *exam.Policy) {
	in := func(no exam.SessionNo) bool { return no == "T01" || no == "P01" }
	p.Sessions = slices.DeleteFunc(slices.Clone(p.Sessions), func(s exam.Session) bool { return !in(s.No) })
	p.Candidates = slices.DeleteFunc(p.Candidates, func(c exam.Candidate) bool { return c.Subject != "W3" })
	for i, s := range p.Staff {
		p.Staff[i].Sessions = slices.DeleteFunc(slices.Clone(s.Sessions), func(no exam.SessionNo) bool { return !in(no) })
	}
}

// secondLaptop opens the pack of a world on another laptop and lets everybody in there.
func (w *world) secondLaptop(pack string) *world {
	w.t.Helper()
	f := sharedOf(w.t)
	x := &world{t: w.t, home: w.t.TempDir(), clock: &handClock{}, desks: map[exam.StaffID]*Desk{}}
	x.clock.to(w.clock.Now().Format("2006-01-02 15:04"))
	x.opt = options(f, x.clock)
	s, lead, err := OpenPack(w.t.Context(), x.home, pack, PackOpening{Who: "S16", Passphrase: secret("S16")}, x.opt)
	x.must(err)
	x.site = s
	x.t.Cleanup(func() { _ = x.site.Close() })
	for _, p := range f.plan.Staff {
		if x.desks[p.ID], err = s.SignIn(string(p.ID), secret(p.ID)); p.ID == "S16" {
			x.desks[p.ID] = lead
		}
		x.must(err)
	}
	return x
}

// sheetKey is the key as somebody copies it from the printed recovery sheet: in groups,
// line by line.
func (w *world) sheetKey() string {
	w.t.Helper()
	pdf, err := w.site.RecoverySheet(w.key)
	w.must(err)
	file := filepath.Join(w.t.TempDir(), "sheet.pdf")
	w.must(store.WriteFile(file, pdf))
	text, err := exec.Command("pdftotext", "-layout", file, "-").Output()
	w.must(err)
	groups := regexp.MustCompile(`(?m)^ +((AGE-SECRET-KEY-1|[A-Z0-9]{2,4})( .*)?)$`).FindAllSubmatch(text, -1)
	var out strings.Builder
	for _, g := range groups {
		out.Write(g[1])
		out.WriteByte('\n')
	}
	if got := strings.Join(strings.Fields(out.String()), ""); got != w.key {
		w.t.Fatalf("the sheet reads %d characters, the key has %d", len(got), len(w.key))
	}
	return out.String()
}

// A day that begins on one laptop goes on on a second one: check-in, scores, record,
// results, archive; what the first one said counts, and both logs are proven.
func TestDayGoesOnOnASecondLaptop(t *testing.T) {
	ctx := t.Context()
	w := newWorld(t, onlyWelders)
	w.open("T01")
	here := w.roster("T01")
	for _, no := range here[:2] {
		_, err := w.door("T01").Admit(ctx, "T01", no)
		w.must(err)
	}
	pack := filepath.Join(t.TempDir(), "exam.kaowu-pack")
	w.must(w.lead().WritePack(ctx, pack, nil))
	front, err := ReadPack(ctx, pack, nil)
	if err != nil || front.Exam != w.site.Cover().Exam || front.Fingerprint != w.site.Fingerprint() || !front.Drill {
		t.Fatalf("front %+v, %v", front, err)
	}
	first := w.site.Size()

	x := w.secondLaptop(pack)
	// Who came in on the first laptop is in on the second; nobody comes in twice.
	x.refused("already-in", func() error { _, err := x.door("T01").Admit(ctx, "T01", here[0]); return err })
	for _, no := range here[2:] {
		_, err := x.door("T01").Admit(ctx, "T01", no)
		x.must(err)
	}
	list, err := x.lead().EmergencyList(ctx, "")
	if err != nil || len(list.PDF) == 0 {
		t.Errorf("emergency list of %d bytes, %v", len(list.PDF), err)
	}
	x.shut("T01")
	x.typed("T01", 800)
	x.written("T01")
	x.signed("T01")
	x.played("P01")
	x.written("P01")
	x.signed("P01")
	_, err = x.lead().ConfirmResults(ctx)
	x.must(err)
	_, err = x.lead().StartNotice(ctx)
	x.must(err)
	x.clock.to("2026-12-30 09:00")
	x.must(x.lead().PublishResults(ctx))
	if n, err := x.lead().GiveCertificates(ctx); err != nil || n != len(here) {
		t.Errorf("%d certificates of %d, %v", n, len(here), err)
	}
	history, err := x.lead().Trace(here[0])
	if err != nil || len(history.Moments) == 0 {
		t.Fatalf("trace of %d moments, %v", len(history.Moments), err)
	}
	// The first laptop's event is proven here too, by the checkpoint that came with it.
	facts, err := x.site.book.Events(onCandidate(here[0]))
	x.must(err)
	logs := map[string]bool{}
	for _, f := range facts {
		p, err := x.lead().Proof(f.ID)
		if err != nil || !p.Signed || p.Own != (f.Log == x.site.book.Log()) || !p.Own && p.Checkpoint == 0 {
			t.Errorf("%s: %+v, %v", f.Kind, p, err)
		}
		logs[f.Log] = true
	}
	if len(logs) != 2 {
		t.Errorf("events of %d logs", len(logs))
	}
	slip, err := x.lead().Prove(ctx, here[0])
	x.must(err)
	path := filepath.Join(t.TempDir(), "slip.json")
	x.must(store.WriteFile(path, slip.JSON))
	v, err := store.VerifyFile(ctx, path, store.VerifyOptions{Trust: x.site.Fingerprint()})
	if err != nil || !v.OK || v.Slip.Result == nil {
		t.Errorf("slip: %+v, %v", v, err)
	}
	archive := filepath.Join(t.TempDir(), "a.kaowu")
	x.must(x.lead().WriteArchive(ctx, archive, nil))
	got, err := store.VerifyFile(ctx, archive, store.VerifyOptions{Trust: x.site.Fingerprint(), As: "S16", Passphrase: secret("S16")})
	if err != nil || !got.OK || len(got.Logs) != 2 || got.Events < first {
		t.Errorf("archive: %+v, %v", got, err)
	}
	// The recovery sheet printed on the first laptop opens the archive of the second.
	key := filepath.Join(t.TempDir(), "key.txt")
	x.must(store.WriteFile(key, []byte(w.sheetKey())))
	got, err = store.VerifyFile(ctx, archive, store.VerifyOptions{Trust: x.site.Fingerprint(), KeyFile: key})
	if err != nil || !got.OK || !got.Opened {
		t.Errorf("archive by the recovery sheet: %+v, %v", got, err)
	}
	rep, err := x.site.Check(ctx, nil)
	if err != nil || len(rep.Findings) > 0 || len(rep.Logs) != 2 || rep.Events != x.site.book.Held() {
		t.Errorf("check: %+v, %v", rep, err)
	}
	// A drill goes on from its newest event, on whatever day it is opened.
	x.must(x.site.Close())
	x.clock.to("2027-03-01 08:00")
	again, err := Open(x.home, "", x.opt)
	x.must(err)
	x.site = again
	_, err = again.SignIn("S16", secret("S16"))
	x.must(err)
	if now := again.Now().Format("2006-01-02"); !strings.HasPrefix(now, "2026-12-30") {
		t.Errorf("the drill goes on on %s", now)
	}
}
