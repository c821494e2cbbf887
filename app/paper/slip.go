package paper

// SlipData is one candidate's proof slip 成绩证明单.
type SlipData struct {
	ExplanationData
	Certificate string // empty: none
	Stage       string // code of the stage that all results have reached
	Events      int    // in the file
	File        string // its name
	SHA256      string // its digest, hex
	Checkpoint  string // the signed note that the file's proofs lead to
	Fingerprint string // of the exam key
}

// ProofSlip lays out a proof slip, A4 portrait: the result and how it came about, then
// what ties the file beside it to the book, and how anybody checks that. The error is
// for a checkpoint that no QR symbol holds.
func ProofSlip(f *Frame, d SlipData) (Doc, error) {
	fl := f.explained(f.t("slip"), d.ExplanationData)
	fl.y += 2
	fl.facts(2, fact{label: f.t("slip-stage"), value: f.Words.T("stage." + d.Stage)},
		fact{label: f.t("certificate"), value: d.Certificate})
	fl.heading(f.t("slip-proof"), proofQR)
	err := fl.proven([]provenLine{
		{f.t("slip-file", "file", d.File, "n", d.Events), noteSize, Black},
		{f.t("digest", "sum", groups(d.SHA256)), provenSmall, Soft},
		{f.t("fingerprint", "sum", d.Fingerprint), provenSmall, Soft},
	}, d.Checkpoint, 0)
	if err != nil {
		return Doc{}, err
	}
	fl.y += 2
	fl.para(f.t("slip-how", "file", d.File, "sum", d.Fingerprint))
	fl.para(f.t("slip-says"))
	fl.para(f.t("slip-limits"))
	fl.signs(2, signBox{caption: f.Words.T("role.site-lead")}, signBox{caption: f.t("seal"), seal: true})
	return fl.finish(), nil
}
