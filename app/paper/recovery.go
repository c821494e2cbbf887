package paper

import "strings"

// RecoveryData is what a recovery sheet 恢复密钥单 says. Organisation, site and number are
// the frame's.
type RecoveryData struct {
	Key         string // AGE-SECRET-KEY-1…
	Fingerprint string // of the exam key
	Keys        string // where the data key lies in the data folder
}

const (
	recoveryQR   = 44.0
	recoverySize = 15.0 // of the key, to be copied by hand
	foldMark     = 7.0  // length of a mark at the edge of the paper
	foldEdge     = 5.0  // from there on printers print
)

// RecoverySheet lays out the recovery sheet, one A4 page that folds twice into a long
// envelope: what the key opens and what it does not, the key as text and QR, how it is
// used, and where it is sealed by two. The error is for a key that no QR symbol holds.
func RecoverySheet(f *Frame, d RecoveryData) (Doc, error) {
	fl := newFlow(f, false, f.t("recovery"), f.Header.Exam)
	fl.facts(2, fact{label: f.t("exam"), value: f.Header.Exam}, fact{label: f.t("body"), value: f.Header.Body},
		fact{label: f.t("site"), value: f.Header.Site}, fact{label: f.t("recovery-date"), value: f.Printed.Format("2006-01-02")})
	fl.y++
	fl.text(side, bodySize, Black, f.t("fingerprint", "sum", d.Fingerprint))
	fl.y += 3
	if err := fl.recoveryKey(d.Key); err != nil {
		return Doc{}, err
	}
	for _, s := range []string{f.t("recovery-opens", "keys", d.Keys), f.t("recovery-not"), f.t("recovery-use", "sum", d.Fingerprint),
		f.t("recovery-take"), f.t("recovery-seal"), f.t("recovery-open")} {
		fl.y += 2
		fl.para(s)
	}
	fl.y += 2
	fl.signs(3, signBox{caption: f.t("recovery-one")}, signBox{caption: f.t("recovery-two")}, signBox{caption: f.t("seal"), seal: true})
	for _, y := range []float64{a4Long / 3, 2 * a4Long / 3} {
		fl.put(Line{X1: foldEdge, Y1: y, X2: foldEdge + foldMark, Y2: y, W: ruleWidth, Ink: Soft},
			Line{X1: a4Short - foldEdge - foldMark, Y1: y, X2: a4Short - foldEdge, Y2: y, W: ruleWidth, Ink: Soft})
	}
	return fl.finish(), nil
}

// keyGroups parts a key for the eye: how every such key begins, then groups of four.
func keyGroups(key string) string {
	const begins = "AGE-SECRET-KEY-1"
	if rest, ok := strings.CutPrefix(key, begins); ok {
		return begins + " " + groups(rest)
	}
	return groups(key)
}

// recoveryKey puts the key in a box, as QR and in groups of four.
func (fl *flow) recoveryKey(key string) error {
	code, err := QR(key, side+padX, fl.y+padY, recoveryQR)
	if err != nil {
		return err
	}
	x, y := side+recoveryQR+3*padX, fl.y+padY+4
	high := recoveryQR + 2*padY
	fl.put(Box{X: side, Y: fl.y, W: fl.inner(), H: high, Stroke: 2 * ruleWidth, Ink: Black}, code)
	for _, l := range fl.f.Face.wrap(fl.f.Face.Printable(keyGroups(key)), recoverySize, fl.w-side-padX-x) {
		fl.put(Text{X: x, Y: y + baseline(recoverySize), Size: recoverySize, S: l, Ink: Black})
		y += lineHeight(recoverySize) + 1
	}
	fl.y += high
	return nil
}
