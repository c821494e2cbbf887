package exam

// Withdrawal takes a certificate back 作废: its number is never given again.
type Withdrawal struct {
	Number string `json:"number"`
	Reason string `json:"reason"`
}

// Reissue is a replacement 补发: the certificate printed anew under its own number.
type Reissue struct {
	Number string `json:"number"`
	Date   Date   `json:"date"` // of the replacement
	Reason string `json:"reason"`
}

// SkippedNumbers leaves sequences out on purpose, as those used before Kaowu or on
// another laptop: From to To are not given.
type SkippedNumbers struct {
	Series string `json:"series"`
	From   int    `json:"from"`
	To     int    `json:"to"`
	Reason string `json:"reason"`
}

// newCertificateBody makes an empty body of a kind of the certificate register, nil
// for any other.
func newCertificateBody(k Kind) any {
	switch k {
	case CertificateWithdrawn:
		return new(Withdrawal)
	case CertificateReissued:
		return new(Reissue)
	case NumbersSkipped:
		return new(SkippedNumbers)
	case NumbersBlocked:
		return new(NumberBlock)
	}
	return nil
}
