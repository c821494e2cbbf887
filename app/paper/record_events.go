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

// proof puts the place of the seal beside what ties the paper to the book: content
// code, digest, exam key fingerprint and the checkpoint as text and QR.
func (fl *flow) proof(d RecordData) error {
	const (
		sealWide = 50.0 // an official round seal is 42 mm, 45 at most
		qrSide   = 32.0
		small    = 7.0
	)
	f := fl.f
	type line struct {
		s    string
		size float64
		ink  Ink
	}
	wide := fl.inner() - sealWide - qrSide - 3*padX
	var lines []line
	add := func(size float64, ink Ink, s string) {
		for _, l := range f.Face.wrap(f.Face.Printable(s), size, wide) {
			lines = append(lines, line{l, size, ink})
		}
	}
	if d.Digest != "" {
		add(headSize, Black, f.t("content-code", "code", d.Code))
		add(small, Soft, f.t("up-to", "n", d.Content.Revision, "events", d.UpTo))
		add(small, Soft, f.t("digest", "sum", groups(d.Digest)))
	}
	add(small, Soft, f.t("fingerprint", "sum", d.Content.Fingerprint))
	if d.Checkpoint != "" {
		add(small, Black, f.t("checkpoint"))
		add(small, Soft, d.Checkpoint)
	}
	high := 2 * padY
	for _, l := range lines {
		high += lineHeight(l.size)
	}
	high = max(high, sealWide)
	fl.need(high + 2)
	fl.y += 2
	x, y := side, fl.y
	fl.put(Box{X: x, Y: y, W: fl.inner() - sealWide, H: high, Stroke: ruleWidth, Ink: Rule},
		Box{X: fl.w - side - sealWide, Y: y, W: sealWide, H: high, Stroke: ruleWidth, Ink: Rule},
		Text{X: fl.w - side - sealWide + padX, Y: y + padY + baseline(noteSize), Size: noteSize, S: f.Face.Printable(f.t("seal")), Ink: Soft})
	if d.Checkpoint != "" {
		code, err := QR(d.Checkpoint, x, y, qrSide)
		if err != nil {
			return err
		}
		fl.put(code)
	}
	fl.y += padY
	for _, l := range lines {
		fl.put(Text{X: x + qrSide + padX, Y: fl.y + baseline(l.size), Size: l.size, S: l.s, Ink: l.ink})
		fl.y += lineHeight(l.size)
	}
	fl.y = y + high
	return nil
}
