package exam

import "testing"

// Domain 9.9: heard with a signature, or refused before two witnesses; delivered only what
// was decided. What does not stand is set aside, and holds nothing up.
func TestViolationSteps(t *testing.T) {
	good := Hearing{Statement: "忘了关机", Handled: "收缴手机", Witnesses: []string{"甲", "乙"}, Staff: []StaffID{"S01", "S02"}, Supervisor: "S12"}
	for want, edit := range map[string]func(*Hearing){
		"": func(*Hearing) {}, "handled": func(h *Hearing) { h.Handled = "" }, "witnesses": func(h *Hearing) { h.Witnesses = h.Witnesses[:1] },
		"staff": func(h *Hearing) { h.Staff = []StaffID{"S01", "S01"} }, "supervisor": func(h *Hearing) { h.Supervisor = "S01" },
	} {
		h := good
		edit(&h)
		if got := h.Bad(); got != want {
			t.Errorf("bad %q, want %q", got, want)
		}
	}
	signed := good
	signed.Signed, signed.Witnesses = true, []string{}
	if signed.Bad() != "" {
		t.Errorf("signed, and needs witnesses: %s", signed.Bad())
	}
	there := Delivery{Date: "2026-12-22", To: "本人", How: "当面"}
	l, row := newLaptop("a"), present().Listed
	say := func(k Kind, part string, body any) { l.say("S17", k, "candidate/1", AboutViolation(1, part), body) }
	say(ViolationHeard, "heard", good) // of nothing that was seen
	say(ViolationSeen, "", Violation{Session: "T01", Code: "K02", Facts: "手机", Time: "11:08"})
	say(ViolationDelivered, "delivered", there) // of no decision
	s := FoldCandidate(row, l.held)
	if len(s.NotAdopted) != 2 || s.Violations[0].Heard != nil || s.Violations[0].Delivered != nil {
		t.Fatalf("%v %+v", s.NotAdopted, s.Violations)
	}
	say(ViolationHeard, "heard", good)
	say(ViolationDecided, "decision", Decision{Void: []Component{Theory}, Reason: "按规则"})
	say(ViolationDelivered, "delivered", there)
	for _, facts := range [][]Fact{l.held, reversed(l.held)} {
		v := FoldCandidate(row, facts).Violations
		if len(v) != 1 || v[0].Heard == nil || v[0].Heard.Statement != "忘了关机" || v[0].HeardBy != "S17" || !v[0].Decided || v[0].Delivered == nil || *v[0].Delivered != there {
			t.Errorf("%+v", v)
		}
	}
}
