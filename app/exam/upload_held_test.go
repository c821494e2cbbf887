package exam

import "testing"

// What the office holds, by its verdicts one after another.
func TestHeldByOffice(t *testing.T) {
	say := func(verdict, code, data string) Verdict {
		return Verdict{Batch: verdict + data, Verdict: verdict, Code: code, Data: data}
	}
	sent, mended, revoked := say("accepted", "OK", ""), say("accepted", "OK", UploadMended), say("accepted", "OK", UploadRevoked)
	for _, c := range []struct {
		why  string
		said []Verdict
		held string // batch
	}{
		{"nothing said", nil, ""},
		{"taken", []Verdict{sent}, "accepted"},
		{"held before", []Verdict{say("unknown", "", ""), say("duplicate", "DUP", "")}, "duplicate"},
		{"refused", []Verdict{say("rejected", "E10", "")}, ""},
		{"corrected", []Verdict{sent, mended}, "accepted2"},
		{"a correction refused", []Verdict{sent, say("rejected", "E12", UploadMended)}, "accepted"},
		{"a correction nobody answered", []Verdict{sent, say("unknown", "", UploadMended)}, "accepted"},
		{"taken away", []Verdict{sent, mended, revoked}, ""},
		{"taken away, nobody answered", []Verdict{sent, say("unknown", "", UploadRevoked)}, "accepted"},
		{"the office lost it", []Verdict{sent, say("rejected", NothingHeld, UploadMended)}, ""},
		{"certified again", []Verdict{sent, revoked, sent}, "accepted"},
	} {
		l := newLaptop("a")
		for _, v := range c.said {
			l.say("device/d", UploadVerdict, "candidate/2026610001", "upload", v)
		}
		s := FoldCandidate(Candidate{No: "2026610001"}, reversed(l.held))
		got := ""
		if s.Held != nil {
			got = s.Held.Batch
		}
		if got != c.held || s.Replaced {
			t.Errorf("%s: held by %q, want %q", c.why, got, c.held)
		}
	}
}

// A replacement counts only from when the office last took a record.
func TestReplacedSinceHeld(t *testing.T) {
	const no = "Y000051001064263000001"
	l := newLaptop("a")
	given(l, no)
	again := func(n string) {
		l.say("S01", CertificateReissued, certOn, "certificate/reissued/"+n, Reissue{no, "2027-01-04", "遗失"})
	}
	again("1")
	for i, want := range []bool{false, true, false} {
		switch i {
		case 1:
			again("2")
		default:
			l.say("device/d", UploadVerdict, certOn, "upload", Verdict{Batch: "b", Verdict: "accepted", Code: "OK"})
		}
		if s := FoldCandidate(Candidate{No: "2026610001"}, reversed(l.held)); s.Replaced != want {
			t.Errorf("%d: replaced %t", i, s.Replaced)
		}
	}
}
