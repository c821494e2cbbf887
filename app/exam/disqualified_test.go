package exam

import (
	"slices"
	"testing"
	"time"
)

func barring(from Time) Disqualification {
	return Disqualification{Code: "G04", Text: "照抄旁人打分", Evidence: "监控 09:41", Witness: "督导员", From: from}
}

// A disqualification stands whole or not at all, is lifted only by who knew of it, and two
// of them at once bar from the earlier time on until one is chosen.
func TestDisqualified(t *testing.T) {
	for want, edit := range map[string]func(*Disqualification){
		"code": func(d *Disqualification) { d.Code = "" }, "text": func(d *Disqualification) { d.Text = "" },
		"ledger": func(d *Disqualification) { d.Ledger = -1 }, "": func(*Disqualification) {},
	} {
		d := barring(Time{})
		edit(&d)
		if got := d.Bad(); got != want {
			t.Errorf("bad %q, want %q", got, want)
		}
	}
	l := newLaptop("a")
	if _, is := FoldDisqualified("S07", l.held); is {
		t.Error("barred by nothing")
	}
	ten, eleven := At(start().Add(time.Hour)), At(start().Add(2*time.Hour))
	l.say("S17", StaffDisqualified, "staff/S07", "disqualified", Disqualification{Text: "没有代码"})
	if _, is := FoldDisqualified("S07", l.held); is {
		t.Error("barred without a code")
	}
	first := l.say("S17", StaffDisqualified, "staff/S07", "disqualified", barring(eleven))
	d, is := FoldDisqualified("S07", l.held)
	if !is || d.Staff != "S07" || d.By != "S17" || !slices.Equal(d.Facts, []ID{first.ID}) {
		t.Errorf("%+v %v", d, is)
	}
	for at, want := range map[Time]bool{ten: false, eleven: true, At(eleven.Add(time.Second)): true} {
		if d.Covers(at) != want {
			t.Errorf("%v covered: %v", at, !want)
		}
	}

	// Another laptop, at the same time, says from ten on.
	b := newLaptop("b")
	b.held = slices.Clone(l.held[:1])
	second := b.say("S17", StaffDisqualified, "staff/S07", "disqualified", barring(ten))
	l.take(b)
	for _, facts := range [][]Fact{l.held, reversed(l.held)} {
		d, is = FoldDisqualified("S07", facts)
		if !is || d.From != ten || len(d.Facts) != 2 {
			t.Errorf("in conflict: %+v %v", d, is)
		}
	}
	l.say("S17", ConflictSettled, "staff/S07", "disqualified", Settlement{Holds: second.ID, Reason: "监控时间"})
	if d, is = FoldDisqualified("S07", l.held); !is || d.From != ten || !slices.Equal(d.Facts, []ID{second.ID}) {
		t.Errorf("settled: %+v %v", d, is)
	}
	lift := barring(ten)
	lift.Lifted, lift.Text = true, "认错了人"
	l.say("S17", StaffDisqualified, "staff/S07", "disqualified", lift)
	if _, is = FoldDisqualified("S07", l.held); is {
		t.Error("lifted, and still barred")
	}
	early := newLaptop("c")
	early.say("S17", StaffDisqualified, "staff/S07", "disqualified", lift)
	if d, is = FoldDisqualified("S07", early.held); is {
		t.Errorf("lifted what never was: %+v", d)
	}
}

// Who has signed a revision stays under it; who has not, need not any more.
func TestSignersWithoutDisqualified(t *testing.T) {
	c := RecordContent{Signers: []Signer{{Staff: "S07"}, {Staff: "S08"}, {Group: 1, Staff: "S12"}}}
	barred := map[StaffID]Disqualified{"S07": {}, "S12": {}}
	got := WithoutDisqualified(c, RecordState{Signatures: []SignedBy{{By: "S07"}}}, barred)
	if len(got.Signers) != 2 || got.Signers[0].Staff != "S07" || got.Signers[1].Staff != "S08" {
		t.Errorf("%+v", got.Signers)
	}
}

// What was said of the person's keys in between is on the same subject: who lifts a
// disqualification on another laptop has seen it through that.
func TestLiftedOverAKey(t *testing.T) {
	a, b := newLaptop("a"), newLaptop("b")
	a.say("S17", StaffDisqualified, "staff/S07", "disqualified", barring(Time{}))
	a.say("S17", KeyRevoked, "staff/S07", "revoked/k", KeyRevocation{Holder: "S07", Key: "k", Code: "left", Logs: []LogSeen{}})
	b.take(a)
	lift := barring(Time{})
	lift.Lifted, lift.Text = true, "认错了人"
	b.say("S17", StaffDisqualified, "staff/S07", "disqualified", lift)
	if d, is := FoldDisqualified("S07", b.held); is {
		t.Errorf("lifted, and still barred: %+v", d)
	}
}
