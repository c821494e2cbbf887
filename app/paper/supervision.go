package paper

import (
	"strconv"

	"kaowu/app/exam"
)

// Supervised is a session in a supervision report, as its exam-room record says.
type Supervised struct {
	Sitting
	From, To string // of the supervisor's stay, times of day
	Happened int    // incidents and violations
	Opinion  string
	Verdict  string // good, fair, bad; empty: not written yet
}

// Check is a line of a supervision report 检查项. Counted says that exam-room
// records answer it; what they do not ask is ticked by hand.
type Check struct {
	Code        string // wording under check.<Code>
	Counted     bool
	Yes, No, NA int // sessions
}

// SupervisionData is a quality supervision report 质量督导报告 (domain 9.8) of one
// supervisor over the whole exam.
type SupervisionData struct {
	Supervisor exam.Staff
	Internal   bool // 内督: of the body's own people
	Sessions   []Supervised
	Checks     []Check
}

// SupervisionReport lays out a supervision report, A4 portrait.
func SupervisionReport(f *Frame, d SupervisionData) Doc {
	fl := newFlow(f, false, f.t("supervision-report"), f.t("about-exam", "exam", f.Header.Exam))
	h, kind := f.Header, f.t("external")
	if d.Internal {
		kind = f.t("internal")
	}
	fl.facts(2,
		fact{label: f.t("body"), value: h.Body}, fact{label: f.t("filing"), value: h.Filing},
		fact{label: f.t("exam"), value: h.Exam}, fact{label: f.t("site"), value: h.Site},
		fact{label: f.t("supervisor"), value: d.Supervisor.Name}, fact{label: f.t("card"), value: d.Supervisor.Card},
		fact{label: f.t("works-at"), value: d.Supervisor.Unit}, fact{label: f.t("supervisor-kind"), value: kind},
		fact{label: f.t("dates"), value: f.t("day-span", "from", h.From, "to", h.To), wide: true})
	fl.heading(f.t("supervised"), 20)
	rows := make([][]string, len(d.Sessions))
	for i, s := range d.Sessions {
		rows[i] = []string{string(s.Session.No), s.Room.No, f.component(s.Session.Component),
			f.t("date-span", "date", s.Session.Date, "from", s.Session.Start, "to", s.Session.End),
			f.t("time-span", "from", open(s.From), "to", open(s.To)), strconv.Itoa(s.Happened), s.Opinion, f.word("paper.verdict", s.Verdict)}
	}
	fl.grid([]column{
		{f.t("session"), 13, toLeft}, {f.t("room"), 14, toLeft}, {f.t("component"), 19, toLeft}, {f.t("when"), 41, toLeft},
		{f.t("stay"), 25, toLeft}, {f.t("happened-n"), 14, toRight}, {f.t("field.opinion"), 40, toLeft}, {f.t("field.verdict"), 18, toMiddle},
	}, 7, rows)
	fl.heading(f.t("check"), 20)
	rows = make([][]string, len(d.Checks))
	for i, c := range d.Checks {
		answer := f.t("check-boxes")
		if c.Counted {
			answer = f.t("check-counts", "yes", c.Yes, "no", c.No, "na", c.NA)
		}
		rows[i] = []string{strconv.Itoa(i + 1), f.Words.T("check." + c.Code), answer, ""}
	}
	fl.grid([]column{{f.t("row"), 12, toMiddle}, {f.t("check"), 66, toLeft}, {f.t("check-answer"), 62, toLeft}, {f.t("note"), 42, toLeft}}, 6.8, rows)
	fl.note(f.t("check-source"))
	fl.heading(f.t("supervision-found"), 40)
	fl.facts(1, fact{label: f.t("problems"), high: 18}, fact{label: f.t("mended"), high: 18},
		fact{label: f.t("conclusion"), value: f.t("verdict-boxes"), high: 9})
	fl.need(3 + sealHigh)
	fl.y += 3
	half := fl.inner() / 2
	who := signBox{caption: f.t("supervisor"), sig: Signature{Name: d.Supervisor.Name}}
	fl.table(table{widths: []float64{half, half}, rows: []row{{
		{high: sealHigh, draw: func(x, y, w, h float64) []Item { return f.signItems(who, x, y, w, h) }},
		{draw: func(x, y, w, h float64) []Item { return f.signItems(signBox{caption: f.t("seal")}, x, y, w, h) }},
	}}})
	return fl.finish()
}
