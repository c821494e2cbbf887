package paper

import (
	"strconv"

	"kaowu/app/exam"
)

// SignInRow is a candidate's line of a sign-in sheet.
type SignInRow struct {
	Candidate  exam.Candidate
	Seat       int // seat or station; 0 is left open
	Attendance exam.Attendance
	HandedIn   exam.Time // 交卷时间; zero is left open
	Note       string
}

// SignInData is what a sign-in sheet 考场签到表 says (domain 9.1). Printed before the
// session, with no attendance yet, it is the sheet to go on with by hand.
type SignInData struct {
	Sitting
	Rows []SignInRow // in order of seat
	// Staff are the two invigilators, or the session's assessors.
	Staff []Signature
}

// SignInSheet lays out a sign-in sheet, A4 landscape.
func SignInSheet(f *Frame, d SignInData) Doc {
	fl := newFlow(f, true, f.t("sign-in"), f.about(d.Sitting))
	present, absent := 0, 0
	rows := make([][]string, len(d.Rows))
	for i, r := range d.Rows {
		switch r.Attendance.State {
		case exam.Present:
			present++
		case exam.AbsentNow:
			absent++
		}
		rows[i] = f.signInRow(i, r)
	}
	fl.sitting(d.Sitting,
		fact{label: f.t("counts"), value: f.t("counts-value", "expected", len(d.Rows), "present", present, "absent", absent), wide: true})
	fl.y += 2
	seat := f.t("seat")
	if d.Session.Component == exam.Practical {
		seat = f.t("station")
	}
	fl.grid([]column{
		{f.t("row"), 10, toMiddle}, {f.t("exam-no"), 25, toLeft}, {f.t("name"), 46, toLeft}, {f.t("sex"), 10, toMiddle},
		{f.t("id"), 24, toLeft}, {f.t("unit"), 53, toLeft}, {seat, 12, toMiddle}, {f.t("signed-in"), 18, toMiddle},
		{f.t("candidate-sign"), 32, toLeft}, {f.t("state"), 20, toMiddle}, {f.t("handed-in"), 18, toMiddle}, {f.t("note"), 20, toLeft},
	}, 7.4, rows)
	fl.need(3 + signHigh)
	fl.y += 3
	fl.signs(max(2, len(d.Staff)), f.roleBoxes(d.Staff)...)
	return fl.finish()
}

func (f *Frame) signInRow(i int, r SignInRow) []string {
	c := r.Candidate
	at := ""
	if r.Attendance.State == exam.Present {
		at = clock(r.Attendance.When)
	}
	return []string{strconv.Itoa(i + 1), string(c.No), c.Name, c.Sex, f.tail(c.IDNumber), f.unit(c), number(r.Seat),
		at, "", f.presence(r.Attendance), clock(r.HandedIn), r.Note}
}

// presence is the word for an attendance: 出席, 迟到 8 分, 缺考, or nothing yet.
func (f *Frame) presence(a exam.Attendance) string {
	switch {
	case a.State == exam.Present && a.Late > 0:
		return f.t("late", "n", a.Late)
	case a.State == exam.Present:
		return f.t("present")
	case a.State == exam.AbsentNow:
		return f.t("absent")
	}
	return ""
}

// unit is a candidate's unit and department; the body's own name is not repeated.
func (f *Frame) unit(c exam.Candidate) string {
	switch {
	case c.Department == "":
		return c.Unit
	case c.Unit == f.Header.Body:
		return c.Department
	}
	return f.t("unit-department", "unit", c.Unit, "department", c.Department)
}

// number is n, or nothing for 0.
func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
