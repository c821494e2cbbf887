package paper

import (
	"strconv"

	"kaowu/app/exam"
)

// StatusRow is where one candidate stands when a status list is printed.
type StatusRow struct {
	No         exam.CandidateNo
	Name       string
	Seat       int
	Attendance exam.Attendance
	Sent       int // sheets or entries handed in for this session
	Of         int // that are due
}

// StatusData is a room's status list 现场状态表, printed after every session: if all
// laptops die the day goes on by paper against Events (design 5).
type StatusData struct {
	Sitting
	Rows   []StatusRow
	Log    string // id of this laptop's log
	Events uint64 // it holds so many events; the last has number Events-1
}

// StatusList lays out a status list, A4 portrait.
func StatusList(f *Frame, d StatusData) Doc {
	fl := newFlow(f, false, f.t("status-list"), f.about(d.Sitting))
	fl.sitting(d.Sitting, fact{label: f.t("events"), wide: true, value: f.t("events-value", "events", d.Events, "log", d.Log)})
	fl.y += 2
	rows := make([][]string, len(d.Rows))
	for i, r := range d.Rows {
		at := ""
		if r.Attendance.State == exam.Present {
			at = clock(r.Attendance.When)
		}
		rows[i] = []string{strconv.Itoa(i + 1), string(r.No), r.Name, number(r.Seat), f.presence(r.Attendance), at,
			f.t("of", "done", r.Sent, "due", r.Of), ""}
	}
	fl.grid([]column{
		{f.t("row"), 10, toMiddle}, {f.t("exam-no"), 26, toLeft}, {f.t("name"), 36, toLeft}, {f.t("seat-station"), 18, toMiddle},
		{f.t("state"), 24, toMiddle}, {f.t("signed-in"), 20, toMiddle}, {f.t("handed"), 18, toMiddle}, {f.t("by-hand"), 30, toLeft},
	}, 7.2, rows)
	return fl.finish()
}
