package paper

import (
	"sort"

	"kaowu/app/exam"
)

// happened puts the violations and incidents of the room 违纪与异常, by time. A row
// that a later event took out is not printed; the record's history keeps it.
func (fl *flow) happened(d RecordData) {
	f, c := fl.f, d.Content
	type line struct {
		at    string
		cells []string
	}
	var lines []line
	for _, x := range c.Violations {
		lines = append(lines, line{x.Time, []string{x.Time, string(x.Candidate), d.code(x.Code), f.revised(x.Facts, d.Revised.Violations[exam.RevisedViolation{Candidate: x.Candidate, No: x.No}]), f.t("decided-apart"), "", staffName(c, x.By)}})
	}
	for _, x := range c.Incidents {
		if !x.Dropped {
			handled := x.Handled
			if x.Stopped != "" {
				handled = f.t("stopped", "at", x.Stopped, "n", x.Back)
			}
			_, changed := d.Revised.Incidents[x.No]
			lines = append(lines, line{x.Time, []string{x.Time, string(x.Candidate), d.code(x.Code), f.revised(x.Text, changed), handled, x.Evidence, staffName(c, x.By)}})
		}
	}
	for _, x := range c.Visits {
		said := f.Words.T("record.visit", "unit", x.Unit, "name", x.Name, "from", x.From, "until", x.Until, "findings", x.Findings)
		said = f.revised(said, d.Revised.Visits[exam.RevisedVisit{Staff: x.Staff, Visit: x.Visit}])
		lines = append(lines, line{x.From, []string{x.From, "", d.code("E11"), said, "", "", x.Name}})
	}
	for _, x := range c.Video {
		for _, g := range x.Gaps {
			lines = append(lines, line{g.From, []string{g.From, "", d.code("E03"), f.Words.T("record.gap", "camera", x.Camera, "from", g.From, "until", g.Until, "how", g.Word()), "", "", ""}})
		}
	}
	sort.SliceStable(lines, func(i, j int) bool { return lines[i].at < lines[j].at })
	fl.heading(f.t("happened"), 18)
	if len(lines) == 0 {
		fl.table(table{widths: []float64{fl.inner()}, low: 7, rows: []row{{{s: f.t("nothing-happened")}}}})
		return
	}
	rows := make([][]string, len(lines))
	for i, l := range lines {
		rows[i] = l.cells
	}
	fl.grid([]column{
		{f.t("time"), 13, toMiddle}, {f.t("exam-no"), 24, toLeft}, {f.t("code"), 38, toLeft}, {f.t("course"), 40, toLeft},
		{f.t("handled"), 33, toLeft}, {f.t("evidence"), 18, toLeft}, {f.t("by"), 18, toLeft},
	}, 7, rows)
}

// revised is what happened, with the mark of what the last revision did not say.
func (f *Frame) revised(text string, changed bool) string {
	if !changed {
		return text
	}
	return f.t("revised", "text", text)
}

// code is an incident's or violation's code with its wording.
func (d RecordData) code(c string) string {
	if d.CodeWords == nil || c == "" {
		return c
	}
	if w := d.CodeWords(c); w != "" && w != c {
		return c + " " + w
	}
	return c
}

// recordSigns puts a place for every signer, in their order, with what they signed.
func (fl *flow) recordSigns(d RecordData) {
	boxes := make([]signBox, len(d.Content.Signers))
	for i, s := range d.Content.Signers {
		sig := Signature{Staff: s.Staff, Name: s.Name, As: s.As}
		for _, got := range d.Signatures {
			if got.Staff == s.Staff && (got.As == s.As || got.As == "") {
				sig.Strokes, sig.At = got.Strokes, got.At
			}
		}
		boxes[i] = signBox{caption: fl.f.Words.T("role." + string(s.As)), sig: sig}
	}
	fl.heading(fl.f.t("signatures"), signHigh)
	fl.signs(3, boxes...)
}

// groups parts a digest into fours, so that two people can read it to each other.
func groups(s string) string {
	var out []byte
	for i := range len(s) {
		if i > 0 && i%4 == 0 {
			out = append(out, ' ')
		}
		out = append(out, s[i])
	}
	return string(out)
}
