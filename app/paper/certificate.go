package paper

import "kaowu/app/exam"

// CertificateData is one certificate 职业技能等级证书 (domain 9.12). It has no scores.
type CertificateData struct {
	Certificate exam.Certificate
	Candidate   exam.Candidate
	Subject     exam.Subject
	Reissue     int       // which replacement; 0: the first print
	Reissued    exam.Date // of the replacement
	Photo       []byte    // JPEG or PNG; empty: a frame to paste one in
	Seal        string    // text of the QR (exam.SealedCertificate)
}

// Measures of a certificate in millimetres, and its fill in points: 小四 is 12.
const (
	certSide  = 24.0
	certLabel = 36.0
	certRow   = 11.0
	certFill  = 12.0
	certQR    = 38.0
)

// Certificate lays out a certificate on one A4 page. It is the one paper that shows
// the whole ID number: the certificate is the holder's own.
func Certificate(f *Frame, d CertificateData) (Doc, error) {
	fl := &flow{f: f, w: a4Short, h: a4Long}
	if d.Photo != nil { // a certificate never goes out without the face that the book has
		var err error
		if d.Photo, err = PhotoJPEG(d.Photo); err != nil {
			return Doc{}, err
		}
	}
	fl.doc.Title, fl.doc.Subject = f.t("cert"), f.t("cert-about", "number", d.Certificate.Number)
	fl.page()
	fl.put(Box{X: side, Y: side, W: fl.w - 2*side, H: fl.h - 2*side, Stroke: 0.7, Ink: Black},
		Box{X: side + 2, Y: side + 2, W: fl.w - 2*side - 4, H: fl.h - 2*side - 4, Stroke: 0.2, Ink: Rule})
	fl.y = 34
	fl.center(f.t("cert"), 27)
	fl.y += 9
	fl.wrapped(f.t("cert-text"), certFill+1)
	fl.y += 9
	fl.certFacts(d)
	return fl.doc, fl.certFoot(d)
}

// certFacts puts the facts of the holder and the photo beside them.
func (fl *flow) certFacts(d CertificateData) {
	f, c := fl.f, d.Candidate
	trade := d.Subject.Trade
	if trade == "" {
		trade = "--"
	}
	photoX := fl.w - certSide - photoWide
	fl.put(f.photo(d.Photo, photoX, fl.y+1)...)
	for i, x := range []fact{
		{label: f.t("name"), value: c.Name}, {label: f.t("id-kind"), value: c.IDKind}, {label: f.t("id"), value: c.IDNumber},
		{label: f.t("cert-occupation"), value: d.Subject.Occupation}, {label: f.t("cert-trade"), value: trade},
		{label: f.t("cert-level"), value: d.Subject.Level.Printed()}, {label: f.t("certificate"), value: d.Certificate.Number},
		{label: f.t("body"), value: f.Header.Body}, {label: f.t("filing"), value: f.Header.Filing},
	} {
		right := fl.w - certSide
		if float64(i)*certRow < photoTall+2 {
			right = photoX - 6
		}
		fl.certFact(x, right)
	}
}

// certFact puts a label and, over a line, what it says; long text takes more lines.
func (fl *flow) certFact(x fact, right float64) {
	left := certSide + certLabel
	fl.put(Text{X: certSide, Y: fl.y + baseline(certFill), Size: certFill, S: fl.f.Face.Printable(x.label), Ink: Soft})
	lines := fl.f.Face.wrap(fl.f.Face.Printable(x.value), certFill, right-left-2)
	for i, l := range lines {
		fl.put(Text{X: left + 1, Y: fl.y + float64(i)*lineHeight(certFill) + baseline(certFill), Size: certFill, S: l, Ink: Black})
	}
	fl.y += float64(max(len(lines)-1, 0)) * lineHeight(certFill)
	rule := fl.y + lineHeight(certFill) + 0.6
	fl.put(Line{X1: left, Y1: rule, X2: right, Y2: rule, W: 0.2, Ink: Rule})
	fl.y += certRow
}

// certFoot puts the QR with the two query addresses, and the place of the seal.
func (fl *flow) certFoot(d CertificateData) error {
	f := fl.f
	y := fl.h - 84
	code, err := QR(d.Seal, certSide-3, y, certQR)
	if err != nil {
		return err
	}
	fl.put(code)
	fl.y = y + certQR + 1
	for _, s := range []string{f.t("cert-query", "url", f.t("cert-query-url")), f.t("cert-body-query", "url", f.t("cert-body-query-url")), f.t("cert-check")} {
		fl.text(certSide, noteSize, Soft, s)
	}
	x := 128.0
	fl.put(Text{X: x, Y: y + 10, Size: certFill, S: f.Face.Printable(f.t("cert-seal")), Ink: Soft})
	fl.y = y + 26
	fl.text(x, certFill, Black, f.t("cert-day", "day", d.Certificate.Issued))
	if d.Reissue > 0 {
		fl.text(x, noteSize+1, Black, f.t("cert-reissue", "n", d.Reissue, "day", d.Reissued))
	}
	fl.close()
	return nil
}

// wrapped puts text over the width of a certificate, its first line two characters in.
func (fl *flow) wrapped(s string, size float64) {
	in := 2 * size * mmPerPoint
	for _, l := range fl.f.Face.wrap(fl.f.Face.Printable(s), size, fl.w-2*certSide-in) {
		fl.text(certSide+in, size, Black, l)
		in = 0
	}
}
