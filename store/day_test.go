package store

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"kaowu/app/exam"
)

// day is a small exam day with an archive of it: a plan of one candidate who came to
// nothing, a signed record, a confirmed result.
type day struct {
	*site
	archive string
	pdf     []byte
	prints  string // the checkpoint that the record's paper carries
}

// testPDF is the least that a signature's range can be read from.
func testPDF(text string) []byte {
	head := "%PDF-1.7\n" + text + "\n/ByteRange [0 00000 00000 00000]\n"
	tail := "<0000>\n%%EOF\n"
	at := len(head)
	b := fmt.Sprintf("%%PDF-1.7\n%s\n/ByteRange [0 %05d %05d %05d]\n", text, at, at+6, len(tail)-6)
	return append([]byte(b), tail...)
}

// newDay plays the day. change may alter the result before it is confirmed.
func newDay(t testing.TB, change func(*exam.Confirmed)) *day {
	t.Helper()
	return playDay(t, newSite(t), change)
}

// playDay plays the day of a site that was just made.
func playDay(t testing.TB, s *site, change func(*exam.Confirmed)) *day {
	t.Helper()
	d := &day{site: s, pdf: testPDF("考场记录表")}
	d.enroll(t, "S07", exam.RoleAssessor)
	d.load(t)
	lead := d.lead.Signer()
	say := func(kind exam.Kind, on, about string, body any) exam.Fact {
		return mustAppend(t, d.book, Draft{Signer: lead, Kind: kind, On: on, About: about, Body: body})[0]
	}
	no := "candidate/2026610001"
	say(exam.SessionOpened, "session/T01", "state", exam.SessionChange{})
	say(exam.Absent, no, "checkin/theory", exam.CheckIn{Session: "T01"})
	say(exam.Absent, no, "checkin/practical", exam.CheckIn{Session: "P01"})
	// Absent from both: notice 7.1 asks for both, so not qualified, and no total.
	c := exam.Confirmed{Reasons: []string{"absent-theory", "absent-practical"}, Rests: []exam.ID{}}
	if change != nil {
		change(&c)
	}
	say(exam.ResultConfirmed, no, "result", c)
	file, err := d.book.Attach(t.Context(), d.pdf)
	if err != nil {
		t.Fatal(err)
	}
	if d.prints, err = d.book.Checkpoint(t.Context()); err != nil {
		t.Fatal(err)
	}
	sum := entryOf("", d.pdf).SHA256
	say(exam.RecordPaper, "record/T01", "paper/1", exam.Paper{Revision: 1, SHA256: sum, File: file, Checkpoint: d.prints})
	return d
}

// load loads a plan of one subject at level 三级, which asks for theory and practice.
func (d *day) load(t testing.TB) {
	t.Helper()
	c := testCreation()
	subject := exam.Subject{No: "W3", Occupation: "焊工", Level: 3,
		Weights:   map[exam.Component]exam.Hundredths{exam.Theory: 4000, exam.Practical: 6000},
		PassMarks: map[exam.Component]exam.Tenths{exam.Theory: 600, exam.Practical: 600}}
	candidate := exam.Candidate{No: "2026610001", Name: "欧阳小满", IDNumber: "51000019900307009X", Subject: "W3",
		Sessions: map[exam.Component]exam.SessionNo{exam.Theory: "T01", exam.Practical: "P01"}, Seats: map[exam.Component]int{}}
	lead := d.lead.Signer()
	rows := []Draft{{Signer: lead, Kind: exam.PlanHeader, On: "plan", About: "header", Body: exam.Listed[exam.PlanHead]{Load: "1", Row: exam.PlanHead{Header: c.Header}}},
		{Signer: lead, Kind: exam.SubjectListed, On: "subject/W3", About: "listed", Body: exam.Listed[exam.Subject]{Load: "1", Row: subject}},
		{Signer: lead, Kind: exam.CandidateListed, On: "candidate/2026610001", About: "listed", Body: exam.Listed[exam.Candidate]{Load: "1", Row: candidate}}}
	for _, s := range append(c.Sessions, exam.Session{No: "P01", Component: exam.Practical, Subject: "W3"}) {
		rows = append(rows, Draft{Signer: lead, Kind: exam.SessionListed, On: "session/" + string(s.No), About: "listed", Body: exam.Listed[exam.Session]{Load: "1", Row: s}})
	}
	facts := mustAppend(t, d.book, rows...)
	mustAppend(t, d.book, Draft{Signer: lead, Kind: exam.PlanLoaded, On: "plan", About: "loaded",
		Body: exam.Loading{Load: "1", Count: len(facts), Digest: exam.LoadDigest(facts), Accepted: []exam.Accepted{}}})
}

// write writes the archive with a paper and a workbook.
func (d *day) write(t testing.TB) error {
	t.Helper()
	d.archive = filepath.Join(d.home, "exam.kaowu")
	return d.book.WriteArchive(t.Context(), d.archive, d.lead, parts(
		"papers/exam-room-record/T01.pdf", d.pdf, "workbooks/results.xlsx", bytes.Repeat([]byte("成绩"), 700)), 5000, nil)
}

// parts gathers names and bytes in the order given; they are sealed the other way round,
// for their place must not rest on that.
func parts(list ...any) Gather {
	return func(seal Seal) ([]string, error) {
		var order []string
		for i := 0; i < len(list); i += 2 {
			order = append(order, list[i].(string))
		}
		for i := len(list) - 2; i >= 0; i -= 2 {
			if err := seal(list[i].(string), list[i+1].([]byte)); err != nil {
				return nil, err
			}
		}
		return order, nil
	}
}

// archived is a day whose archive is written, and its bytes.
func archived(t testing.TB) (*day, []byte) {
	t.Helper()
	return archivedDay(t, newDay(t, nil))
}

// archivedDay writes the archive of a day.
func archivedDay(t testing.TB, d *day) (*day, []byte) {
	t.Helper()
	if err := d.write(t); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(d.archive)
	if err != nil {
		t.Fatal(err)
	}
	return d, b
}

// verifyBytes verifies b without a file.
func verifyBytes(t testing.TB, b []byte, o VerifyOptions) Verification {
	t.Helper()
	v, err := verifyReader(t.Context(), bytes.NewReader(b), int64(len(b)), o, nil)
	if err != nil {
		t.Fatal(err)
	}
	return v
}
