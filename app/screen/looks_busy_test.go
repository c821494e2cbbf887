package screen

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
	"kaowu/sync/province"
)

// busyState is a screen as it stands in the middle of work: shown puts it there, keys
// that are already typed leave it again.
type busyState struct {
	name string
	show func()
}

// Results, corrections, plan problems and uploads in the middle of work, in each setting
// of a laptop: no text is cut, covered or over other text. The world and the workbook
// are made once; a setting only draws.
func TestLooksOfBusyScreens(t *testing.T) {
	w := closed(t)
	w.enter(w.lead.Staff().Name)
	states := append(append(w.busyResults(), w.busyPlan()...), w.busyUpload()...)
	for _, s := range settings() {
		if s.wide != 1280 || s.scale != 1 {
			continue
		}
		w.in(s)
		for _, b := range states {
			b.show()
			w.tour("busy-"+b.name, s)
			for range 3 {
				if w.sh.u.f.Layered() {
					w.sh.u.f.Press("Esc")
				}
			}
			if w.sh.u.f.Layered() {
				t.Fatalf("%s: Esc does not close it", b.name)
			}
			w.sh.u.note = ""
		}
	}
}

// stand shows a screen that is kept from setting to setting.
func (w *world) stand(at screen) {
	w.sh.at = at
	w.sh.redraw()
}

func (w *world) busyResults() []busyState {
	w.alt("5")
	r := w.sh.at.(*results)
	scored := w.candidates("P01")[0].No
	at := func(no exam.CandidateNo) {
		w.stand(r)
		for i, n := range r.rows {
			if r.view.Rows[n].Candidate.No == no {
				r.at = i
			}
		}
		r.draw()
	}
	return []busyState{
		{"results", func() { at(scored) }},
		{"results-explain", func() { at(scored); w.key(fyne.KeyReturn) }},
		{"results-hinders", func() { at(scored); w.key(fyne.KeyF9) }},
		{"results-print", func() { at(scored); w.key(fyne.KeyF7) }},
		{"correct", func() { at(scored); w.key(fyne.KeyF4) }},
		{"correct-filled", func() {
			at(scored)
			w.key(fyne.KeyF4)
			w.typed("86.5")
			w.key(fyne.KeyTab)
			w.typed("1")
		}},
	}
}

func (w *world) busyPlan() []busyState {
	b := newWorkbook(w.t)
	b.edit(exam.SheetRoster, exam.ColIDNumber, 13, wrongCheck)
	b.set(exam.SheetRoster, exam.ColName, 14, "王㐂")
	b.set(exam.SheetStaff, exam.ColRole, 3, "")
	b.set(exam.SheetRooms, exam.ColCapacity, 2, "八")
	p := newPlan(w.sh.u, glyphless{demoPlanner{w.t}}, w.sh.desk, exam.Roster{})
	w.stand(p)
	p.check(b.file)
	on := func(code string) {
		w.stand(p)
		for i, x := range p.checked.problems {
			if x.Code == code {
				p.move(i - p.at)
			}
		}
	}
	work := func(busy bool) {
		p.job = nil
		if busy {
			p.job = w.sh.u.newJob(w.sh.u.T("screen.plan.loading"))
			p.job.bar = kit.Long{Done: 2500, Total: 10000, Start: w.sh.u.now().Add(-30 * time.Second)}
		}
	}
	empty := newPlan(w.sh.u, demoPlanner{w.t}, w.sh.desk, exam.Roster{Plan: w.plan, Abandoned: 1000})
	return []busyState{
		{"plan-error", func() { on("id-check") }},
		{"plan-warning", func() { on("missing-glyph") }},
		{"plan-staffing", func() { on("invigilators-few"); p.move(-p.at) }},
		{"plan-enlarged", func() { on("id-check"); w.key(fyne.KeyReturn) }},
		{"plan-whole-id", func() { on("id-check"); w.sh.u.f.Press("Ctrl+I") }},
		{"plan-accept", func() { on("missing-glyph"); w.key(fyne.KeyF4) }},
		{"plan-working", func() { work(true); on("id-check"); work(false) }},
		{"plan-empty", func() { w.stand(empty) }},
	}
}

func (w *world) busyUpload() []busyState {
	f := &fakeFiler{}
	for i, state := range []string{rejected, unknown, duplicate, accepted, unsent} {
		c := w.plan.Candidates[i]
		row := desk.UploadRow{State: state, Record: province.Record{ExamNo: string(c.No), Name: c.Name, Occupation: "焊工", Level: "3", CertificateNo: "S000051000001263000031", Theory: "81.0", Practical: "76.8", Total: "78.5"}}
		if state != unsent {
			row.Verdict = &exam.Verdict{Batch: "9f3c51ab27de40118842c0aa5e6d7b01", Verdict: state}
		}
		if state == rejected {
			row.Verdict.Code, row.Verdict.Words = "E03", "性别与证件号码不一致"
		}
		f.list = append(f.list, row)
	}
	up := f.compared()
	at := func(row int, change func(p *upload)) func() {
		return func() {
			p := newUpload(w.sh.u, f, nil)
			p.at, p.last = row, &up
			w.sh.at = p
			p.reload()
			change(p)
			p.draw()
		}
	}
	sends := func(p *upload) {
		p.job = w.sh.u.newJob(w.sh.u.T("screen.upload.sending"))
		p.job.bar = kit.Long{Done: 2500, Total: 10000, Start: w.sh.u.now().Add(-30 * time.Second)}
	}
	refused := func(code string, pairs ...any) func(p *upload) {
		return func(p *upload) { w.sh.u.refused(exam.Refuse(code, pairs...)) }
	}
	return []busyState{
		{"upload-rejected", at(0, func(*upload) {})},
		{"upload-unknown", at(1, func(*upload) {})},
		{"upload-sending", at(0, sends)},
		{"upload-pausing", at(0, func(p *upload) { sends(p); p.pauses = true })},
		{"upload-waiting", at(0, func(p *upload) { p.unreached(exam.Refuse("province-unreachable", "host", "office:8443", "n", 6)) })},
		{"upload-later", at(0, func(p *upload) { p.unreached(exam.Refuse("province-busy", "host", "office:8443", "minutes", 45)) })},
		{"upload-ends", at(0, func(p *upload) { p.ends = w.sh.u.now().AddDate(0, 0, 10) })},
		{"upload-expired", at(0, refused("province-client-expired", "host", "office.example:8443", "file", "client.pem", "until", "2026-12-30"))},
	}
}
