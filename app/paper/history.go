package paper

import (
	"strings"

	"kaowu/app/exam"
)

// HistoryRow is one event of a history, already in words.
type HistoryRow struct {
	At   exam.Time // wall time, as papers use (record.md 4)
	True exam.Time // when it was, where the clock was off; zero: as recorded
	Who  string
	What string
	Auth string // how the signer was let in: by passphrase, by code, or the laptop itself
	ID   exam.ID
}

// HistoryData is everything that happened to one candidate 考生全部经过, in fold
// order: the page that answers a complaint (notice 8).
type HistoryData struct {
	Candidate  exam.Candidate
	Subject    exam.Subject
	Rows       []HistoryRow
	Hide       []string // names that are left out of the rows: those of other people
	Checkpoint string   // the newest checkpoint that covers all rows; may be empty
}

// TraceHistory lays out a history, A4 portrait. Of each event's id the first 16
// hex digits are printed, enough to find it in an archive.
func TraceHistory(f *Frame, d HistoryData) Doc {
	fl := newFlow(f, false, f.t("history"), f.t("about-exam", "exam", f.Header.Exam))
	fl.facts(2,
		fact{label: f.t("exam"), value: f.Header.Exam}, fact{label: f.t("exam-no"), value: string(d.Candidate.No)},
		fact{label: f.t("name"), value: d.Candidate.Name}, fact{label: f.t("id"), value: f.tail(d.Candidate.IDNumber)},
		fact{label: f.t("occupation"), value: f.trade(d.Subject)}, fact{label: f.t("level"), value: d.Subject.Level.Printed()})
	fl.y += 1
	if len(d.Hide) > 0 {
		fl.note(f.t("history-for"))
	}
	fl.y += 1
	hide := d.hider(f.t("hidden"))
	rows := make([][]string, len(d.Rows))
	for i, r := range d.Rows {
		at := seconds(r.At)
		if !r.True.IsZero() {
			at = f.t("true-time", "at", at, "true", seconds(r.True))
		}
		rows[i] = []string{at, hide.Replace(r.Who), hide.Replace(r.What), r.Auth, r.ID.String()[:16]}
	}
	fl.grid([]column{{f.t("time"), 35, toLeft}, {f.t("who"), 30, toLeft}, {f.t("what"), 62, toLeft}, {f.t("auth"), 20, toLeft}, {f.t("event"), 35, toLeft}}, 7, rows)
	if d.Checkpoint != "" {
		fl.heading(f.t("checkpoint"), 20)
		fl.note(d.Checkpoint)
	}
	return fl.finish()
}

// hider puts words in place of the names to hide. The candidate's own name stays,
// also where it begins like somebody else's.
func (d HistoryData) hider(words string) *strings.Replacer {
	list := []string{d.Candidate.Name, d.Candidate.Name}
	for _, n := range d.Hide {
		if n != "" {
			list = append(list, n, words)
		}
	}
	return strings.NewReplacer(list...)
}
