package exam

import "testing"

const certOn = "candidate/2026610001"

func given(l *laptop, number string) Fact {
	return l.say("S01", CertificateGiven, certOn, "certificate", Certificate{Number: number, Issued: "2026-12-30"})
}

// The register speaks only of the certificate that its writer knew, and replaces none
// that they knew to be withdrawn.
func TestRegisterFold(t *testing.T) {
	const no, other = "Y000051001064263000001", "Y000051001064263000002"
	l := newLaptop("a")
	early := l.say("S01", CertificateWithdrawn, certOn, "certificate/withdrawn", Withdrawal{no, "早"})
	given(l, no)
	strange := l.say("S01", CertificateReissued, certOn, "certificate/reissued/1", Reissue{other, "2027-01-04", "别人的"})
	slot := l.say("S01", CertificateReissued, certOn, "certificate/reissued/x", Reissue{no, "2027-01-04", "无号"})
	l.say("S01", CertificateReissued, certOn, "certificate/reissued/1", Reissue{no, "2027-01-04", "遗失"})
	l.say("S01", CertificateWithdrawn, certOn, "certificate/withdrawn", Withdrawal{no, "材料不实"})
	late := l.say("S01", CertificateReissued, certOn, "certificate/reissued/2", Reissue{no, "2027-01-05", "遗失"})
	for _, facts := range [][]Fact{l.held, reversed(l.held)} {
		s := FoldCandidate(Candidate{No: "2026610001"}, facts)
		if r := s.Register; len(r.Reissued) != 1 || r.Reissued[0].Reason != "遗失" || r.Reissued[0].No != 1 || r.Withdrawn == nil || r.Withdrawn.Reason != "材料不实" || r.Given.IsZero() {
			t.Errorf("%+v", r)
		}
		for _, tt := range []struct {
			f    Fact
			want string
		}{{early, SetAsideEarly}, {strange, SetAsideEarly}, {slot, SetAsideForm}, {late, SetAsideWithdrawn}} {
			if got := s.NotAdopted[tt.f.ID]; got != tt.want {
				t.Errorf("%s: set aside as %q, want %q", tt.f.Abt, got, tt.want)
			}
		}
		if len(s.Conflicts) != 0 || s.Certificate == nil || s.Certificate.Number != no {
			t.Errorf("conflicts %v, certificate %v", s.Conflicts, s.Certificate)
		}
	}
}

// Two laptops at once: one replaces what the other withdraws. Both stand, and the
// withdrawal decides.
func TestRegisterFromTwoLaptops(t *testing.T) {
	const no = "Y000051001064263000001"
	a, b := newLaptop("a"), newLaptop("b")
	given(a, no)
	b.take(a)
	a.say("S01", CertificateReissued, certOn, "certificate/reissued/1", Reissue{no, "2027-01-04", "遗失"})
	b.say("S01", CertificateWithdrawn, certOn, "certificate/withdrawn", Withdrawal{no, "材料不实"})
	a.take(b)
	if s := FoldCandidate(Candidate{No: "2026610001"}, a.held); s.Register.Withdrawn == nil || len(s.Register.Reissued) != 1 || len(s.NotAdopted)+len(s.Conflicts) != 0 {
		t.Errorf("%+v, %v", s.Register, s.NotAdopted)
	}
}

func TestFoldSkips(t *testing.T) {
	l := newLaptop("a")
	l.say("S01", NumbersSkipped, "certificates", "skip/Y000051001064263/1", SkippedNumbers{"Y000051001064263", 1, 40, "纸质台账"})
	l.say("S01", NumbersSkipped, "certificates", "skip/Y000051001064262/9", SkippedNumbers{"Y000051001064262", 9, 8, "倒的"})
	got := FoldSkips(reversed(l.held))
	if len(got) != 1 || got[0].To != 40 || got[0].Reason != "纸质台账" || got[0].By != "S01" {
		t.Errorf("%+v", got)
	}
}
