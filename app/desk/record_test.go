package desk

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"kaowu/app/exam"
	"kaowu/app/paper"
)

// Notice 6.3, design 4.6, record.md 8: filled, frozen, signed in order, sealed; a
// change makes a new revision and the old one stays.
func TestRecord(t *testing.T) {
	w := newWorld(t)
	ctx, first := t.Context(), w.as("S01")
	write := func(d *Desk, field, v string) func() error {
		return func() error { return d.WriteRecord(ctx, "T01", field, v) }
	}
	sign := func(id exam.StaffID) func() error {
		return func() error { return w.sign(w.as(id), "T01") }
	}
	freeze := func() error { return first.FreezeRecord(ctx, "T01") }
	seal := func() error { return w.lead().SealRecord(ctx, "T01", []byte("%PDF-1.7 scan")) }
	w.running("T01", "2026610006")
	w.refused("session-still-open", freeze)
	w.shut("T01")
	w.typed("T01", 800)
	w.refused("fields-missing", freeze)
	w.refused("not-frozen", sign("S01"))
	w.refused("not-signed", func() error { _, err := first.RecordPaper("T01"); return err })
	w.refused("not-signed", seal)

	w.refused("unknown-field", write(first, "safety", "yes")) // of a practical only
	w.refused("bad-value", write(first, "opened", "25:00"))
	w.refused("bad-value", write(first, "papers_used", "-1"))
	w.refused("bad-value", write(first, "video", "maybe"))
	w.refused("bad-value", write(w.as("S14"), "verdict", "great"))
	w.refused("not-your-field", write(first, "verdict", "good"))
	w.refused("not-your-field", write(w.as("S14"), "video", "yes"))
	w.wrote(write(first, "remarks", "考场秩序正常"), `record.field record/T01 field/remarks {"value":"考场秩序正常"}`)
	w.wrote(write(first, "remarks", "考场秩序正常")) // the same again stores nothing
	w.written("T01")

	incident := func(n int, in exam.Incident) func() error {
		return func() error { return w.as("S14").AddIncident(ctx, "T01", n, in) }
	}
	w.refused("facts-missing", incident(0, exam.Incident{Code: "E02"}))
	w.refused("unknown-incident", incident(1, exam.Incident{Code: "E02", Text: "停电"}))
	w.wrote(incident(0, exam.Incident{Time: "09:10", Code: "E02", Text: "停电两分"}), `record.incident record/T01 incident/1 {"time":"09:10",*`)
	w.wrote(incident(1, exam.Incident{Dropped: true}), `record.incident record/T01 incident/1 *`)
	// A number that was dropped is not given again.
	w.wrote(incident(0, exam.Incident{Time: "09:20", Code: "E02", Text: "灯闪"}), `record.incident record/T01 incident/2 *`)

	w.wrote(freeze, `record.frozen record/T01 state {"revision":1,"digest":"*`)
	w.refused("record-frozen", freeze)
	w.refused("record-frozen", write(first, "remarks", "x"))
	w.refused("record-frozen", incident(0, exam.Incident{Code: "E02", Text: "x"}))
	w.refused("record-frozen", func() error { return w.lead().ReopenSession(ctx, "T01", "漏签") })

	// Invigilators in any order, then the supervisor, then the site lead.
	w.refused("not-your-turn", sign("S14"))
	w.refused("not-your-turn", sign("S16"))
	w.refused("no-strokes", func() error { _, err := first.SignRecord(ctx, "T01", w.read("T01"), nil, secret("S01")); return err })
	w.refused("wrong-passphrase", func() error {
		_, err := first.SignRecord(ctx, "T01", w.read("T01"), hand, []byte("no such passphrase"))
		return err
	})
	w.wrote(sign("S03"), `record.signed record/T01 sign/1/S03 {"revision":1,*`)
	w.refused("not-your-turn", sign("S03"))
	w.must(sign("S18")())
	w.refused("not-your-turn", sign("S14"))
	w.must(sign("S01")())
	w.refused("not-your-turn", sign("S16"))
	w.must(sign("S14")())
	w.wrote(sign("S16"), `record.signed record/T01 sign/1/S16 *`, `logs.seen *`, `record.paper record/T01 paper/1 {"revision":1,"sha256":"*`)
	w.refused("all-signed", sign("S16"))

	pdf, err := first.RecordPaper("T01")
	w.must(err)
	if who, err := paper.CheckSignature(pdf); err != nil || who != w.lead().staff.Name {
		t.Errorf("the PDF's one signature is by %q, %v", who, err)
	}
	if n := bytes.Count(pdf, []byte("/ByteRange")); n != 1 {
		t.Errorf("%d PDF signatures, want 1", n)
	}

	w.refused("scan-kind", func() error { return w.lead().SealRecord(ctx, "T01", []byte("text")) })
	w.wrote(seal, `record.sealed record/T01 seal/1 *`)

	again := func(why exam.Why) func() error {
		return func() error { return first.ReopenRecord(ctx, "T01", why) }
	}
	w.refused("reason-missing", again(exam.Why{}))
	w.wrote(again(exam.Why{Code: "addition"}), `record.reopened record/T01 state {"code":"addition","text":""}`)
	w.refused("not-frozen", again(exam.Why{Code: "addition"}))
	w.must(write(first, "remarks", "补记")())
	v, err := first.RecordView("T01")
	w.must(err)
	if v.State.Revision != 2 || len(v.State.Past) != 1 || v.State.Past[0].Paper == nil || len(v.State.Past[0].Signatures) != 5 || v.State.Past[0].Seal == nil {
		t.Errorf("revision 1 stays with its five signatures, paper and seal: %+v", v.State)
	}
	if len(v.Revised.Incidents)+len(v.Revised.Violations) != 0 {
		t.Errorf("rows of revision 1 are marked: %+v", v.Revised)
	}
	w.must(incident(0, exam.Incident{Time: "09:30", Code: "E02", Text: "补记报警"})())
	_, err = first.ReportViolation(ctx, welder, exam.Violation{Session: "T01", Code: "K02", Facts: "复看录像"})
	w.must(err)
	if v, err := first.RecordView("T01"); err != nil || len(v.Revised.Incidents) != 1 || !v.Revised.Violations[exam.RevisedViolation{Candidate: welder, No: 1}] {
		t.Errorf("rows that revision 2 adds: %+v %v", v.Revised, err)
	}
	page, err := first.RecordPage("T01")
	w.must(err)
	if n := marks(page, "已修订"); n != 2 {
		t.Errorf("%d rows of the page are marked, want 2", n)
	}
	if _, changed := v.Before["remarks"]; len(v.Before) != 1 || !changed {
		t.Errorf("changed since revision 1: %v", v.Before)
	}
	w.signed("T01")
	second, err := first.RecordPaper("T01")
	w.must(err)
	if bytes.Equal(second, pdf) {
		t.Error("revision 2 is the same paper")
	}
	if old, err := w.site.book.Attachment(v.State.Past[0].Paper.File); err != nil || !bytes.Equal(old, pdf) {
		t.Errorf("the paper of revision 1 is gone: %v", err)
	}
}

// What changes after freezing is not what was frozen: nobody signs it.
func TestContentChanged(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	w.played("T01")
	w.written("T01")
	w.must(w.as("S01").FreezeRecord(ctx, "T01"))
	_, err := w.as("S01").ReportViolation(ctx, welder, exam.Violation{Session: "T01", Code: "K02", Facts: "复看录像"})
	w.must(err)
	w.refused("content-changed", func() error { return w.sign(w.as("S01"), "T01") })
	if v, err := w.as("S01").RecordView("T01"); err != nil || !v.Stale {
		t.Errorf("the page does not say that it changed: %v %v", v.Stale, err)
	}
}

// What is signed is what was read: whatever happened between showing and signing,
// the signature is refused and what to read again is named (record.md 8, look 6.6).
func TestRecordChangedWhileRead(t *testing.T) {
	w := newWorld(t)
	ctx, first := t.Context(), w.as("S01")
	w.played("T01")
	w.written("T01")
	shown := w.read("T01")
	sign := func(read exam.RecordContent) func() error {
		return func() error { _, err := w.as("S03").SignRecord(ctx, "T01", read, hand, secret("S03")); return err }
	}
	changed := func(read exam.RecordContent, want ...string) {
		t.Helper()
		if r := w.refused("record-changed", sign(read)); !slices.Equal(r.Args["what"].([]string), want) {
			t.Errorf("what changed: %v, want %v", r.Args["what"], want)
		}
	}
	// Written while it was read, and frozen before the signature.
	w.must(first.WriteRecord(ctx, "T01", "remarks", "停电 3 分钟"))
	changed(shown, "code:record.field.remarks")
	w.must(first.FreezeRecord(ctx, "T01"))
	changed(shown, "code:record.field.remarks")
	changed(exam.RecordContent{}, exam.RecordContent{}.Differences(w.read("T01"))...)

	// Opened again, changed and frozen as revision 2.
	shown = w.read("T01")
	w.must(first.ReopenRecord(ctx, "T01", exam.Why{Code: "addition"}))
	changed(shown, "code:record.part.revision")
	w.must(first.AddIncident(ctx, "T01", 0, exam.Incident{Code: "E02", Text: "灯闪"}))
	w.must(first.FreezeRecord(ctx, "T01"))
	changed(shown, "code:record.part.revision", "code:record.part.incidents")
	w.must(sign(w.read("T01"))())

	// Something happened in the room: read again, it is not what was frozen.
	shown = w.read("T01")
	_, err := first.ReportViolation(ctx, welder, exam.Violation{Session: "T01", Code: "K02", Facts: "复看录像"})
	w.must(err)
	changed(shown, "code:record.part.incidents")
	w.refused("content-changed", sign(w.read("T01")))
}

// A practical record says who handed in how many sheets: all must be in.
func TestSheetsMissing(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	w.running("P01")
	for _, no := range w.roster("P01")[1:] {
		for _, d := range w.crew("P01") {
			w.marks(d, "P01", no, eighty)
		}
	}
	w.shut("P01")
	w.written("P01")
	if r := w.refused("sheets-missing", func() error { return w.as("S05").FreezeRecord(ctx, "P01") }); r.Args["n"] != 3 {
		t.Errorf("three sheets are missing: %v", r.Args)
	}
	for _, d := range w.crew("P01") { // after closing a sheet may still come in
		w.marks(d, "P01", welder, eighty)
	}
	w.signed("P01")
	w.refused("record-frozen", func() error { return w.as("S05").ScoreItem(ctx, "P01", welder, 2, 100) })
}

// The program dies between the last signature and the paper: signing again only
// makes the paper (record.md 8).
func TestPaperAfterCrash(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	w.played("T01")
	w.written("T01")
	w.must(w.as("S01").FreezeRecord(ctx, "T01"))
	for _, id := range []exam.StaffID{"S01", "S03", "S18", "S14"} {
		w.must(w.sign(w.as(id), "T01"))
	}
	press := w.site.opt.Press
	w.site.opt.Press = nil // nothing can be laid out any more
	if err := w.sign(w.lead(), "T01"); !errors.Is(err, exam.Refuse("no-press")) {
		t.Fatalf("got %v", err)
	}
	w.site.opt.Press = press
	v, err := w.lead().RecordView("T01")
	w.must(err)
	if len(v.State.Signatures) != 5 || v.State.Paper != nil {
		t.Fatalf("after the crash: %d signatures, paper %v", len(v.State.Signatures), v.State.Paper)
	}
	w.wrote(func() error { return w.sign(w.lead(), "T01") },
		`logs.seen *`, `record.paper record/T01 paper/1 *`)
}

// marks counts the texts of a page that hold a word.
func marks(doc paper.Doc, word string) int {
	n := 0
	for _, p := range doc.Pages {
		for _, o := range p.Items {
			if t, ok := o.(paper.Text); ok && strings.Contains(t.S, word) {
				n++
			}
		}
	}
	return n
}
