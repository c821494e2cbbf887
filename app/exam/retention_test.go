package exam

import (
	"slices"
	"testing"
	"time"
)

// Notice 6.4 and 民法典 201, 202, counted by hand: the years end with the day of the same
// name, or with the month where it has none.
func TestKeptUntil(t *testing.T) {
	for _, c := range []struct {
		closed Date
		years  int
		want   Date
		why    string
	}{
		{"2026-12-20", 2, "2028-12-20", "the notice's two years"},
		{"2026-12-20", 5, "2031-12-20", "data may say more"},
		{"2026-12-20", 0, "2028-12-20", "never less than two"},
		{"2026-12-20", 1, "2028-12-20", "never less than two"},
		{"2024-02-29", 2, "2026-02-28", "2026 has no 29 February: the month's last day"},
		{"2024-02-29", 4, "2028-02-29", "2028 has one"},
		{"2022-02-28", 2, "2024-02-28", "28 February of a leap year is not its last day, and is the one"},
		{"2026-12-31", 2, "2028-12-31", "the end of a year"},
		{"2097-02-28", 3, "2100-02-28", "2100 is no leap year"},
		{"2096-02-29", 4, "2100-02-28", "2100 is no leap year"},
		{"", 2, "", "not closed"},
		{"2026-02-30", 2, "", "no day"},
	} {
		if got := KeptUntil(c.closed, c.years); got != c.want {
			t.Errorf("%s and %d years: %s, want %s (%s)", c.closed, c.years, got, c.want, c.why)
		}
	}
}

func TestRetain(t *testing.T) {
	about := func(no int, examNo string, answered Date) ComplaintState {
		c := ComplaintState{No: no, Complaint: Complaint{Exam: examNo}}
		if answered != "" {
			c.Answer = &ComplaintAnswer{Date: answered}
		}
		return c
	}
	for _, c := range []struct {
		name   string
		closed Date
		about  []ComplaintState
		today  Date
		until  Date
		open   []int
		due    bool
	}{
		{"the last day", "2026-12-20", nil, "2028-12-20", "2028-12-20", nil, false},
		{"the day after", "2026-12-20", nil, "2028-12-21", "2028-12-20", nil, true},
		{"runs", "", nil, "2030-01-01", "", nil, false},
		{"an open complaint", "2026-12-20", []ComplaintState{about(2, "E", ""), about(1, "E", "")}, "2028-12-21", "2028-12-20", []int{1, 2}, false},
		{"another exam's", "2026-12-20", []ComplaintState{about(1, "F", "")}, "2028-12-21", "2028-12-20", nil, true},
		{"one that names none", "2026-12-20", []ComplaintState{about(3, "", "")}, "2028-12-21", "2028-12-20", []int{3}, false},
		{"answered in time", "2026-12-20", []ComplaintState{about(1, "E", "2027-01-04")}, "2028-12-21", "2028-12-20", nil, true},
		{"answered late, that day", "2026-12-20", []ComplaintState{about(1, "E", "2029-01-04")}, "2029-01-04", "2029-01-04", nil, false},
		{"answered late, the day after", "2026-12-20", []ComplaintState{about(1, "E", "2029-01-04")}, "2029-01-05", "2029-01-04", nil, true},
	} {
		r := Retain("E", c.closed, KeptUntil(c.closed, 2), c.about)
		if r.Until != c.until || !slices.Equal(r.Open, c.open) || r.Due(c.today) != c.due {
			t.Errorf("%s: until %s open %v due %t, want %s %v %t", c.name, r.Until, r.Open, r.Due(c.today), c.until, c.open, c.due)
		}
	}
}

// The years begin with the last closing of the last session, and not while one runs.
func TestClosedOn(t *testing.T) {
	shut := func(day int) SessionState {
		return SessionState{Status: SessionShut, ClosedAt: At(time.Date(2026, 12, day, 17, 30, 0, 0, time.FixedZone("", 8*3600)))}
	}
	if got := ClosedOn([]SessionState{shut(20), shut(19)}); got != "2026-12-20" {
		t.Errorf("%s, want the later day", got)
	}
	if got := ClosedOn([]SessionState{shut(20), {}}); got != "" {
		t.Errorf("%s, want none: a session is not closed", got)
	}
	if got := ClosedOn(nil); got != "" {
		t.Errorf("%s, want none", got)
	}
}

// A deletion stands beside the exam's line of the ledger and nowhere else.
func TestDeletionInTheLedger(t *testing.T) {
	l := newLaptop("a")
	gone := Deletion{Exam: "A", Closed: "2026-12-20", Kept: "2028-12-20", Date: "2028-12-21"}
	l.say("S01", LedgerExam, OnLedgerExam+"A", aboutEntry, ledgerEntry("A", "2026-12-19"))
	l.say("S01", LedgerDeleted, OnLedgerExam+"A", aboutDeleted, gone)
	l.say("S01", LedgerDeleted, OnLedgerExam+"B", aboutDeleted, gone)  // of another exam's subject
	l.say("S01", LedgerDeleted, OnLedgerOrder+"1", aboutDeleted, gone) // where orders are
	l.say("S01", LedgerDeleted, OnLedgerExam+"A", aboutEntry, gone)    // in the entry's place
	st := FoldLedger(l.held)
	if len(st.Deleted) != 1 || st.Deleted[0] != gone || len(st.Exams) != 1 {
		t.Errorf("deleted %+v, exams %+v", st.Deleted, st.Exams)
	}
}
