package exam

import (
	"cmp"
	"slices"
	"strings"
)

// Where the register's events of a candidate lie, beside the certificate itself.
const (
	aboutWithdrawn = aboutCertificate + "/withdrawn"
	beforeReissue  = aboutCertificate + "/reissued/"
)

// SetAsideWithdrawn marks a replacement of a certificate that was withdrawn.
const SetAsideWithdrawn = "certificate-withdrawn"

// CertificateState is what became of a candidate's certificate after its number.
type CertificateState struct {
	Given     Time // when the number was taken down; zero: none
	Withdrawn *WithdrawnBy
	Reissued  []ReissuedBy // oldest first
}

// WithdrawnBy is a withdrawal with who and when.
type WithdrawnBy struct {
	Withdrawal
	By   StaffID
	When Time
}

// ReissuedBy is a replacement with who and when.
type ReissuedBy struct {
	Reissue
	No   int // 1 is the first replacement
	By   StaffID
	When Time
}

// takeCertificate reads one slot of the register.
func (s *CertificateState) takeCertificate(about string, f Fact) {
	switch f.Kind {
	case CertificateWithdrawn:
		if v, err := BodyOf[Withdrawal](f); err == nil {
			s.Withdrawn = &WithdrawnBy{v, StaffID(f.By), f.Wall}
		}
	case CertificateReissued:
		if v, err := BodyOf[Reissue](f); err == nil {
			s.Reissued = append(s.Reissued, ReissuedBy{v, readReissue(about), StaffID(f.By), f.Wall})
			slices.SortFunc(s.Reissued, func(a, b ReissuedBy) int { return cmp.Compare(a.No, b.No) })
		}
	}
}

// readReissue is the number in certificate/reissued/<n>; 0 where it is none.
func readReissue(about string) int {
	rest, ok := strings.CutPrefix(about, beforeReissue)
	if !ok {
		return 0
	}
	return numbered(place{}, rest).number
}

// allowCertificate lets the register speak only of a certificate that its writer
// knew, by its number, and replace only one that was not withdrawn.
func allowCertificate(f Fact, k known) string {
	number := ""
	switch f.Kind {
	case CertificateWithdrawn:
		v, err := BodyOf[Withdrawal](f)
		if err != nil || f.Abt != aboutWithdrawn {
			return SetAsideForm
		}
		number = v.Number
	case CertificateReissued:
		v, err := BodyOf[Reissue](f)
		if err != nil || readReissue(f.Abt) == 0 {
			return SetAsideForm
		}
		number = v.Number
		if len(k.view(aboutWithdrawn)) > 0 {
			return SetAsideWithdrawn
		}
	default:
		return ""
	}
	for _, g := range k.view(aboutCertificate) {
		if c, err := BodyOf[Certificate](g); err == nil && c.Number == number {
			return ""
		}
	}
	return SetAsideEarly
}

// Skip is a run of numbers that was left out, with who and when.
type Skip struct {
	SkippedNumbers
	By   StaffID
	When Time
}

// FoldSkips lists the runs of certificate numbers that an exam left out, in fold
// order; facts are all events on certificates.
func FoldSkips(facts []Fact) []Skip {
	ordered, _ := Order(facts)
	slots, _ := FoldSlots(ordered)
	var out []Skip
	for _, f := range ordered {
		held := slots[f.Abt].Holds
		if f.Kind != NumbersSkipped || held == nil || held.ID != f.ID {
			continue
		}
		if v, err := BodyOf[SkippedNumbers](f); err == nil && v.From > 0 && v.To >= v.From {
			out = append(out, Skip{v, StaffID(f.By), f.Wall})
		}
	}
	return out
}
