package screen

import (
	"kaowu/app/exam"
)

// visiting says whether this person is an inspector 巡考人员 who may leave a note here: of
// all that is on the screen it is the one thing that is theirs to write (notice 6.3).
func (r *record) visiting() bool {
	return r.may("NoteVisit") && !r.frozen() && r.in.Status != "not-open"
}

// visitNote writes down an inspector's visit in their own words. Their own passphrase
// signs it, as it signs a record; it then stands there as incident E11.
func (r *record) visitNote() {
	u := r.u
	now := u.now().Format("15:04")
	u.fill(form{title: u.T("screen.visit.title"), line: join(string(r.no()), r.in.Room.Name), said: u.T("screen.visit.how"), big: u.T("screen.visit.sign"),
		blanks: []blank{{key: "unit", label: u.T("screen.visit.unit")}, {key: "from", label: u.T("screen.visit.from"), kind: plainBlank, text: now, half: true}, {key: "until", label: u.T("screen.visit.until"), kind: plainBlank, text: now, half: true},
			{key: "findings", label: u.T("screen.visit.findings"), kind: longBlank}, {key: "pass", label: u.T("screen.archive.ledger-pass"), kind: secretBlank}},
		do: func(a answered) error {
			return r.d.NoteVisit(u.ctx, r.no(), exam.Visit{Unit: a.text("unit"), From: a.text("from"), Until: a.text("until"), Findings: a.text("findings")}, []byte(a["pass"]))
		},
		done:  func() { u.stored("screen.visit.saved"); r.reload(); r.draw() },
		after: r.draw})
}
