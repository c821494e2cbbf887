package paper

// provenLine is one line of what ties a paper to the book.
type provenLine struct {
	s    string
	size float64
	ink  Ink
}

const (
	sealWide    = 50.0 // an official round seal is 42 mm, 45 at most
	proofQR     = 32.0
	provenSmall = 7.0
)

// proof puts the place of the seal beside what ties the paper to the book: content
// code, digest, exam key fingerprint and the checkpoint as text and QR.
func (fl *flow) proof(d RecordData) error {
	f := fl.f
	var list []provenLine
	if d.Digest != "" {
		list = append(list, provenLine{f.t("content-code", "code", d.Code), headSize, Black},
			provenLine{f.t("up-to", "n", d.Content.Revision, "events", d.UpTo), provenSmall, Soft},
			provenLine{f.t("digest", "sum", groups(d.Digest)), provenSmall, Soft})
	}
	list = append(list, provenLine{f.t("fingerprint", "sum", d.Content.Fingerprint), provenSmall, Soft})
	return fl.proven(list, d.Checkpoint, sealWide)
}

// proven puts a box with the checkpoint as QR and text, and before the text some lines;
// at its right a box of width seal for a stamp, none where that is zero.
func (fl *flow) proven(list []provenLine, checkpoint string, seal float64) error {
	f := fl.f
	if checkpoint != "" {
		list = append(list, provenLine{f.t("checkpoint"), provenSmall, Black}, provenLine{checkpoint, provenSmall, Soft})
	}
	wide := fl.inner() - seal - proofQR - 3*padX
	var lines []provenLine
	high := 2 * padY
	for _, l := range list {
		for _, part := range f.Face.wrap(f.Face.Printable(l.s), l.size, wide) {
			lines = append(lines, provenLine{part, l.size, l.ink})
			high += lineHeight(l.size)
		}
	}
	high = max(high, seal, proofQR)
	fl.need(high + 2)
	fl.y += 2
	x, y := side, fl.y
	fl.put(Box{X: x, Y: y, W: fl.inner() - seal, H: high, Stroke: ruleWidth, Ink: Rule})
	if seal > 0 {
		fl.put(Box{X: fl.w - side - seal, Y: y, W: seal, H: high, Stroke: ruleWidth, Ink: Rule},
			Text{X: fl.w - side - seal + padX, Y: y + padY + baseline(noteSize), Size: noteSize, S: f.Face.Printable(f.t("seal")), Ink: Soft})
	}
	if checkpoint != "" {
		code, err := QR(checkpoint, x, y, proofQR)
		if err != nil {
			return err
		}
		fl.put(code)
	}
	fl.y += padY
	for _, l := range lines {
		fl.put(Text{X: x + proofQR + padX, Y: fl.y + baseline(l.size), Size: l.size, S: l.s, Ink: l.ink})
		fl.y += lineHeight(l.size)
	}
	fl.y = y + high
	return nil
}
