package exam

// NothingHeld is the office's code for a correction or revocation of what it does not
// hold (sync/province, E17).
const NothingHeld = "E17"

// takeHeld reads from all verdicts, in fold order, by which of them the office holds a
// record: a correction that it refused leaves the one before in place.
func (s *CandidateState) takeHeld(f *slotFold, about string) {
	at := 0
	for _, i := range f.slot[about] {
		v, err := BodyOf[Verdict](f.facts[i])
		if f.facts[i].Kind != UploadVerdict || err != nil {
			continue
		}
		taken := v.Verdict == "accepted" || v.Verdict == "duplicate"
		switch {
		case taken && v.Data != UploadRevoked:
			s.Held, at = &v, i
		case taken, v.Verdict == "rejected" && v.Code == NothingHeld:
			s.Held = nil
		}
	}
	for i, e := range f.facts {
		s.Replaced = s.Replaced || s.Held != nil && i > at && e.Kind == CertificateReissued && f.aside[e.ID] == ""
	}
}
