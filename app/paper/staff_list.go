package paper

import (
	"strconv"
	"strings"

	"kaowu/app/exam"
)

// StaffList lays out the staff of an exam 考务人员名册 (domain 9.15), A4 landscape.
// sessions is how many the plan has: who is of all of them is said so.
func StaffList(f *Frame, staff []exam.Staff, sessions int) Doc {
	h := f.Header
	fl := newFlow(f, true, f.t("staff-list"), f.t("about-exam", "exam", h.Exam))
	fl.facts(3,
		fact{label: f.t("body"), value: h.Body}, fact{label: f.t("filing"), value: h.Filing}, fact{label: f.t("exam"), value: h.Exam},
		fact{label: f.t("site"), value: h.Site}, fact{label: f.t("dates"), value: f.t("day-span", "from", h.From, "to", h.To)},
		fact{label: f.t("people"), value: f.t("count", "n", len(staff))})
	fl.y += 2
	rows := make([][]string, len(staff))
	for i, s := range staff {
		list := make([]string, len(s.Sessions))
		for n, no := range s.Sessions {
			list[n] = string(no)
		}
		in := strings.Join(list, " ")
		if len(list) == sessions && sessions > 1 {
			in = f.t("every-session")
		}
		rows[i] = []string{strconv.Itoa(i + 1), string(s.ID), s.Name, f.Words.T("role." + string(s.Role)), f.tail(s.IDNumber),
			s.Unit, s.Title, s.Education, s.Occupation, s.Card, in}
	}
	fl.grid([]column{
		{f.t("row"), 11, toMiddle}, {f.t("staff-no"), 13, toLeft}, {f.t("name"), 26, toLeft}, {f.t("post"), 25, toLeft}, {f.t("id"), 22, toLeft},
		{f.t("works-at"), 42, toLeft}, {f.t("title"), 25, toLeft}, {f.t("education"), 17, toLeft}, {f.t("judges"), 24, toLeft},
		{f.t("card"), 32, toLeft}, {f.t("in-sessions"), 32, toLeft},
	}, 7.2, rows)
	fl.need(3 + signHigh)
	fl.y += 3
	fl.signs(3, signBox{caption: f.t("filler")}, signBox{caption: f.Words.T("role.site-lead"), sig: Signature{Name: h.SiteLead}},
		signBox{caption: f.t("seal"), seal: true})
	return fl.finish()
}
