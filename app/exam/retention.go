package exam

import (
	"slices"
	"time"
)

// RetentionFloor is the fewest years that an exam's record is kept (notice 6.4); data
// may say more, never less.
const RetentionFloor = 2

// Retention is how long an exam's record must be kept 保管期限 (notice 6.4, domain R17).
type Retention struct {
	Closed Date  // day on which its last session was closed; empty: it runs, or never ran
	Until  Date  // last day on which nothing of it may be deleted; empty like Closed
	Open   []int // numbers of open complaints that keep it beyond that day
	Later  bool  // an answered complaint made Until later than the years did
}

// Due says whether the record may be deleted today.
func (r Retention) Due(today Date) bool {
	return r.Closed != "" && len(r.Open) == 0 && today > r.Until
}

// ClosedOn is the day on which an exam was closed: that of its last session's last
// closing. It is empty while a session has not been closed, and where there are none:
// the years of a record that may still grow have not begun.
func ClosedOn(sessions []SessionState) Date {
	var last Date
	for _, s := range sessions {
		if s.Status != SessionShut {
			return ""
		}
		last = max(last, Date(s.ClosedAt.Format(time.DateOnly)))
	}
	return last
}

// KeptUntil is the last day of so many years from the day of closing, which does not
// count itself (民法典 201, 202): the day of that name, or, where the month has none, the
// month's last. Fewer years than RetentionFloor count as that many.
func KeptUntil(closed Date, years int) Date {
	t, err := time.Parse(time.DateOnly, string(closed))
	if err != nil {
		return ""
	}
	years = max(years, RetentionFloor)
	first := time.Date(t.Year()+years, t.Month(), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return Date(first.AddDate(0, 0, min(t.Day(), last)-1).Format(time.DateOnly))
}

// Retain adds the complaints to what the years alone say: closed and until, as ClosedOn
// and KeptUntil give them. An open complaint keeps the record until it is answered, and
// so does one that names no exam: nobody knows yet which it is about. A complaint that
// was answered after the years ended keeps it through that day.
func Retain(examNo string, closed, until Date, complaints []ComplaintState) Retention {
	r := Retention{Closed: closed, Until: until}
	for _, c := range complaints {
		switch {
		case c.Exam != "" && c.Exam != examNo:
		case c.Answer == nil:
			r.Open = append(r.Open, c.No)
		case c.Exam == examNo && r.Until != "" && c.Answer.Date > r.Until:
			r.Until, r.Later = c.Answer.Date, true
		}
	}
	slices.Sort(r.Open)
	return r
}

// Deletion says in the institution's book that an exam of this home was deleted when
// its years had run. It names no candidate.
type Deletion struct {
	Exam       string  `json:"exam"`
	Tombstone  string  `json:"tombstone"` // SHA-256 hex of the signed tombstone in the home
	Archive    string  `json:"archive"`   // SHA-256 hex of the archive that was checked before
	Key        string  `json:"key"`       // fingerprint of the exam's book
	Closed     Date    `json:"closed"`
	Kept       Date    `json:"kept"` // last day it had to be kept
	Date       Date    `json:"date"`
	Candidates int     `json:"candidates"`
	Events     uint64  `json:"events"`
	By         StaffID `json:"by"` // the exam's lead who deleted it
	Name       string  `json:"name"`
	Reason     string  `json:"reason"`
}
