package paper

import (
	"slices"
	"strconv"
	"strings"

	"kaowu/app/exam"
)

// LedgerLine is one thing that the ledger says of an exam: a column's heading and
// what stands in it.
type LedgerLine struct{ Head, Value string }

// Ledger lays out one exam's line of the ledger 工作台账 (notice 9.3, domain 9.13) as
// a page, A4 portrait: what the workbook has in columns, below one another, and what
// supervision found in each session.
func Ledger(f *Frame, lines []LedgerLine, found []exam.EntrySupervision) Doc {
	fl := newFlow(f, false, f.t("ledger"), f.t("about-exam", "exam", f.Header.Exam))
	fl.facts(1, fact{label: f.t("body"), value: f.Header.Body}, fact{label: f.t("filing"), value: f.Header.Filing}, fact{label: f.t("site"), value: f.Header.Site})
	fl.y += 2
	rows := make([][]string, len(lines))
	for i, l := range lines {
		rows[i] = []string{l.Head, l.Value}
	}
	fl.grid([]column{{f.t("ledger-what"), 46, toLeft}, {f.t("ledger-value"), 136, toLeft}}, 7.6, rows)
	fl.supervised(found)
	fl.need(3 + signHigh)
	fl.y += 3
	fl.signs(3, signBox{caption: f.t("filler")}, signBox{caption: f.t("audit")}, signBox{caption: f.t("seal"), seal: true})
	return fl.finish()
}

// supervised is the list of what supervision found; nothing where nobody wrote anything.
func (fl *flow) supervised(found []exam.EntrySupervision) {
	f := fl.f
	if len(found) == 0 {
		return
	}
	fl.heading(f.t("ledger-supervision"), 20)
	rows := make([][]string, len(found))
	for i, s := range found {
		rows[i] = []string{string(s.Session), f.component(s.Component), strings.Join(append([]string{f.word("role", string(s.Role))}, s.Names...), " "),
			f.t("time-span", "from", open(s.From), "to", open(s.Until)), f.checked(s), f.word("paper.verdict", s.Verdict), s.Text}
	}
	fl.grid([]column{{f.t("session"), 13, toLeft}, {f.t("component"), 19, toLeft}, {f.t("supervised-by"), 36, toLeft}, {f.t("stay"), 25, toLeft},
		{f.t("check"), 40, toLeft}, {f.t("field.verdict"), 18, toMiddle}, {f.t("field.opinion"), 31, toLeft}}, 6.8, rows)
}

// checked is how many checks were answered yes, and which no.
func (f *Frame) checked(s exam.EntrySupervision) string {
	if s.Role != exam.RoleSupervisor {
		return ""
	}
	out := f.t("ledger-yes", "n", strconv.Itoa(s.Yes))
	if len(s.No) == 0 {
		return out
	}
	no := slices.Clone(s.No)
	for i := range no {
		no[i] = f.Words.T("check." + no[i])
	}
	return out + f.t("ledger-no", "checks", strings.Join(no, f.Words.T("list.separator")))
}
