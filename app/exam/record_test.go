package exam

import (
	"maps"
	"slices"
	"testing"
)

const rec = "record/T01"

// book is one laptop's part in an exam-room record.
type book struct{ *laptop }

func (b book) field(name, value string) Fact {
	return b.say("S01", RecordWritten, rec, "field/"+name, Field{Value: value})
}

func (b book) freeze(revision int, digest string) Fact {
	return b.say("S01", RecordFrozen, rec, "state", Freeze{Revision: revision, Digest: digest, UpTo: 100})
}

func (b book) sign(who StaffID, revision, digest string) Fact {
	n := int(revision[0] - '0')
	return b.say(who, RecordSigned, rec, "sign/"+revision+"/"+string(who), Signature{Revision: n, Digest: digest, As: "invigilator"})
}

func (b book) reopen(why string) Fact {
	return b.say("S12", RecordReopened, rec, "state", Why{Text: why})
}

func (b book) fold() RecordState { return FoldRecord("T01", b.held) }

func TestRecordIsWritten(t *testing.T) {
	b := book{newLaptop("a")}
	if s := b.fold(); s.Revision != 1 || s.Frozen != nil || s.Session != "T01" || len(s.Fields) != 0 {
		t.Errorf("a new record: %+v", s)
	}
	b.field("remarks", "old")
	last := b.field("remarks", "new")
	b.say("S12", RecordIncident, rec, "incident/2", Incident{Code: "E01", Text: "lights"})
	b.say("S12", RecordIncident, rec, "incident/1", Incident{Code: "E02"})
	b.say("S12", RecordIncident, rec, "incident/3", Incident{Code: "E03"})
	b.say("S12", RecordIncident, rec, "incident/3", Incident{Code: "E03", Dropped: true})
	s := b.fold()
	if s.Fields["remarks"].Value != "new" || s.FieldAt["remarks"].ID != last.ID {
		t.Errorf("fields %+v", s.Fields)
	}
	if len(s.Incidents) != 2 || s.Incidents[0].No != 1 || s.Incidents[1].Text != "lights" || s.Incidents[1].By != "S12" {
		t.Errorf("incidents %+v, want 1 and 2, the dropped one gone", s.Incidents)
	}
}

// record.md 8: frozen, signed, changed, frozen anew as revision 2; the old stays.
func TestRecordRevisions(t *testing.T) {
	b := book{newLaptop("a")}
	b.freeze(1, "d1")
	first, second := b.sign("S02", "1", "d1"), b.sign("S01", "1", "d1")
	b.say("S17", RecordPaper, rec, "paper/1", Paper{Revision: 1, SHA256: "p1"})
	s := b.fold()
	if s.Frozen == nil || s.Frozen.Digest != "d1" || s.Revision != 1 || s.Paper == nil || s.Paper.SHA256 != "p1" {
		t.Fatalf("frozen: %+v", s)
	}
	if len(s.Signatures) != 2 || s.Signatures[0].Fact != first.ID || s.Signatures[1].Fact != second.ID {
		t.Fatalf("signatures %+v, want in order of signing", s.Signatures)
	}
	b.reopen("count was wrong")
	s = b.fold()
	if s.Frozen != nil || s.Revision != 2 || len(s.Signatures) != 0 || s.Paper != nil || len(s.Past) != 1 {
		t.Fatalf("reopened: %+v", s)
	}
	b.field("remarks", "right")
	b.freeze(2, "d2")
	b.sign("S01", "2", "d2")
	b.say("S17", RecordPaper, rec, "paper/2", Paper{Revision: 2, SHA256: "p2"})
	b.say("S17", RecordSealed, rec, "seal/2", Paper{Revision: 2, SHA256: "s2"})
	b.say("S17", RecordSealed, rec, "seal/1", Paper{Revision: 1, SHA256: "s1"})
	s = b.fold()
	if s.Revision != 2 || len(s.Signatures) != 1 || s.Paper.SHA256 != "p2" || s.Seal.SHA256 != "s2" {
		t.Errorf("revision 2: %+v", s)
	}
	p := s.Past[0]
	if p.Revision != 1 || p.Digest != "d1" || len(p.Signatures) != 2 || p.Paper.SHA256 != "p1" || p.Seal.SHA256 != "s1" || p.Reason.Text != "count was wrong" {
		t.Errorf("revision 1: %+v", p)
	}
	b.reopen("again")
	b.freeze(3, "d3")
	if s := b.fold(); s.Revision != 3 || len(s.Past) != 2 || s.Past[1].Digest != "d2" {
		t.Errorf("revision 3: %d, past %+v", s.Revision, s.Past)
	}
}

// What a record's rules set aside: it leaves the state as it was.
func TestRecordRules(t *testing.T) {
	for _, tt := range []struct {
		why string
		say func(b book)
	}{
		{"writing into a frozen record", func(b book) { b.freeze(1, "d"); b.field("remarks", "x") }},
		{"an incident in a frozen record", func(b book) {
			b.freeze(1, "d")
			b.say("S01", RecordIncident, rec, "incident/1", Incident{})
		}},
		{"signing another digest", func(b book) { b.freeze(1, "d"); b.sign("S01", "1", "e") }},
		{"signing another revision", func(b book) { b.freeze(1, "d"); b.sign("S01", "2", "d") }},
		{"signing for another", func(b book) {
			b.freeze(1, "d")
			b.say("S01", RecordSigned, rec, "sign/1/S02", Signature{Revision: 1, Digest: "d"})
		}},
		{"the paper of another revision", func(b book) {
			b.freeze(1, "d")
			b.say("S01", RecordPaper, rec, "paper/2", Paper{Revision: 2})
		}},
		{"freezing twice", func(b book) { b.freeze(1, "d"); b.freeze(1, "e") }},
		{"signing what is not frozen", func(b book) { b.sign("S01", "1", "d"); b.freeze(1, "d") }},
		{"freezing revision 2 first", func(b book) { b.freeze(2, "e"); b.freeze(1, "d") }},
		{"reopening what is not frozen", func(b book) { b.reopen("x"); b.freeze(1, "d") }},
		{"a field without a name", func(b book) {
			b.say("S01", RecordWritten, rec, "field", Field{Value: "x"})
			b.freeze(1, "d")
		}},
		{"a signature without a revision", func(b book) {
			b.freeze(1, "d")
			b.say("S01", RecordSigned, rec, "sign/one/S01", Signature{Revision: 1, Digest: "d"})
		}},
	} {
		b := book{newLaptop("a")}
		tt.say(b)
		s := b.fold()
		if len(s.Fields)+len(s.Incidents)+len(s.Signatures)+len(s.Past)+len(s.Conflicts) != 0 || s.Paper != nil ||
			s.Revision != 1 || s.Frozen == nil || s.Frozen.Digest != "d" {
			t.Errorf("%s: %+v", tt.why, s)
		}
	}
}

// Two laptops freeze different contents: neither holds, nobody's signature counts
// until it is settled.
func TestRecordFrozenApart(t *testing.T) {
	a, b := book{newLaptop("a")}, book{newLaptop("b")}
	a.freeze(1, "da")
	a.sign("S01", "1", "da")
	right := b.freeze(1, "db")
	b.sign("S02", "1", "db")
	a.take(b.laptop)
	if s := a.fold(); s.Frozen != nil || len(s.Conflicts) != 1 || len(s.Signatures) != 0 {
		t.Fatalf("in conflict: %+v", s)
	}
	a.say("S17", ConflictSettled, rec, "state", Settlement{Holds: right.ID})
	s := a.fold()
	if s.Frozen == nil || s.Frozen.Digest != "db" || len(s.Signatures) != 1 || s.Signatures[0].By != "S02" {
		t.Errorf("settled: %+v", s)
	}
	a.reopen("again")
	a.freeze(2, "d2")
	if s := a.fold(); s.Revision != 2 || len(s.Past) != 1 || s.Past[0].Digest != "db" {
		t.Errorf("revision 2 after a settlement: %+v", s)
	}
}

func TestSigners(t *testing.T) {
	text := func(list []Signer) (out []string) {
		for _, s := range list {
			out = append(out, string(rune('0'+s.Group))+" "+string(s.Staff)+" "+string(s.As))
		}
		return out
	}
	p := testPlan()
	for _, tt := range []struct {
		session int
		want    []string
	}{
		{0, []string{"0 S01 invigilator", "0 S02 invigilator", "1 S12 supervisor", "2 S17 site-lead"}},
		{1, []string{"0 S07 assessor", "0 S08 senior-assessor", "0 S09 assessor", "1 S12 supervisor", "2 S17 site-lead"}},
		{2, []string{"0 S10 board-member", "0 S11 board-member", "2 S17 site-lead"}},
	} {
		if got := text(Signers(p, p.Sessions[tt.session], testPolicy())); !slices.Equal(got, tt.want) {
			t.Errorf("session %s: %v, want %v", p.Sessions[tt.session].No, got, tt.want)
		}
	}
}

// Design 4.6: the session's own people in any order, then the supervisor, then the lead.
func TestNextSigners(t *testing.T) {
	c := RecordContent{Signers: Signers(testPlan(), testPlan().Sessions[0], testPolicy())}
	for _, tt := range []struct {
		signed []StaffID
		want   []StaffID
	}{
		{nil, []StaffID{"S01", "S02"}},
		{[]StaffID{"S02"}, []StaffID{"S01"}},
		{[]StaffID{"S02", "S01"}, []StaffID{"S12"}},
		{[]StaffID{"S01", "S02", "S12"}, []StaffID{"S17"}},
		{[]StaffID{"S01", "S02", "S12", "S17"}, nil},
	} {
		r := RecordState{Frozen: &Freeze{Revision: 1}}
		for _, who := range tt.signed {
			r.Signatures = append(r.Signatures, SignedBy{By: who})
		}
		var got []StaffID
		for _, s := range NextSigners(c, r) {
			got = append(got, s.Staff)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("signed %v: next %v, want %v", tt.signed, got, tt.want)
		}
	}
	if got := NextSigners(c, RecordState{}); got != nil {
		t.Errorf("nothing frozen, yet %v may sign", got)
	}
}

// What the next revision says differently: the old value, also where it was empty
// or was taken out; a value that was changed back is no change.
func TestRecordBefore(t *testing.T) {
	b := book{newLaptop("a")}
	b.field("remarks", "draft")
	b.field("remarks", "calm")
	b.field("video", "yes")
	b.field("opinion", "good")
	if got := b.fold().Before(); len(got) != 0 {
		t.Errorf("revision 1 has nothing before it: %v", got)
	}
	b.freeze(1, "d1")
	b.reopen("count was wrong")
	b.field("remarks", "a light failed")
	b.field("video", "no")
	b.field("video", "yes")
	b.field("opinion", "")
	b.field("equipment", "new")
	want := map[string]string{"remarks": "calm", "opinion": "good", "equipment": ""}
	if got := b.fold().Before(); !maps.Equal(got, want) {
		t.Errorf("before %v, want %v", got, want)
	}
	b.freeze(2, "d2")
	if got := b.fold().Before(); !maps.Equal(got, want) {
		t.Errorf("frozen: before %v, want %v", got, want)
	}
	b.reopen("again")
	if got := b.fold().Before(); len(got) != 0 {
		t.Errorf("revision 3 says nothing new yet: %v", got)
	}
}
